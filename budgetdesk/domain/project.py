"""The project: the whole document as one immutable value."""

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.budget import BudgetVersion, FundingForm, Standing
from budgetdesk.domain.decision import COUNTS, Decision, Topic
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.money import Money
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.recipient import Partner, Recipient
from budgetdesk.domain.review import Review
from budgetdesk.domain.rules import (
    Call,
    CallRules,
    CofinancingBase,
    ContributionRule,
    CountedForm,
)
from budgetdesk.domain.seal import SealedAccount, SignedPaper
from budgetdesk.domain.taken import TakenAccount
from budgetdesk.domain.value import LineId, Value
from budgetdesk.domain.waiver import Waiver


class Payment(Value):
    """Money received from the funder on the grant."""

    on: date
    amount: Money = msgspec.field(name="amount_ore")
    note: str = ""


class Signer(Value):
    """A person who signs for the recipient's management."""

    name: str
    title: str = ""


class Project(Value):
    """What people decided and imported; everything else is computed from it when asked.

    `call` is the document's own copy of the call's rules. `versions` are the budgets in order;
    there is always at least one. `explanations` tell why an account line ended away from its
    budget. `form_answers` are what the funder's own form asks beyond all this (a telephone
    number, a yes or no), by the name of the form's field. `checklist` names the documents that
    are ready to be sent with the application (R35). `reservation` is what the management takes
    exception to in its statement. `seals` are the accounts that were sealed, in order, those opened
    again too. `orders` are amounts bound and not invoiced, `accounts` the accounts that were taken,
    in the order they were; an account that is sealed is one of them.
    """

    call: Call
    versions: tuple[BudgetVersion, ...]
    title: str = ""
    journal_number: str = ""
    recipient: Recipient = Recipient()
    partners: tuple[Partner, ...] = ()
    period: Period | None = None
    participants: int | None = None
    ledger: Ledger = Ledger()
    payments: tuple[Payment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    explanations: Mapping[LineId, str] = {}
    goals: tuple[Goal, ...] = ()
    signers: tuple[Signer, ...] = ()
    form_answers: Mapping[str, str] = {}
    checklist: tuple[str, ...] = ()
    reservation: str = ""
    seals: tuple[SealedAccount, ...] = ()
    signed: tuple[SignedPaper, ...] = ()
    reviews: tuple[Review, ...] = ()
    orders: tuple[Order, ...] = ()
    accounts: tuple[TakenAccount, ...] = ()

    @property
    def budget(self) -> BudgetVersion:
        """The version worked on: the last that was not refused."""
        kept = (v for v in reversed(self.versions) if v.standing is not Standing.REFUSED)
        return next(kept, self.versions[-1])

    @property
    def approved_budget(self) -> BudgetVersion | None:
        """The latest version the funder approved."""
        approved = (v for v in reversed(self.versions) if v.standing is Standing.APPROVED)
        return next(approved, None)

    @property
    def base_budget(self) -> BudgetVersion:
        """What an account is held against: the latest approved, else the one worked on."""
        return self.approved_budget or self.budget

    @property
    def paid_out(self) -> Money:
        """What the funder has paid so far."""
        return Money.total(payment.amount for payment in self.payments)

    @property
    def seal(self) -> SealedAccount | None:
        """The sealed final account, which closes the project; None while there is none that holds.

        Interim accounts are sealed while the project goes on: they lock only themselves.
        """
        held = (each for each in self.seals if each.holds and each.kind is AccountKind.FINAL)
        return next(held, None)

    def seal_of(self, period: Period) -> SealedAccount | None:
        """The sealed account of a period that holds."""
        held = (each for each in self.seals if each.holds and each.period == period)
        return next(held, None)

    def taken_on(self, period: Period) -> date | None:
        """The day the account of a period was taken; None when it was not."""
        return next((each.on for each in self.accounts if each.period == period), None)

    def decision_on(self, topic: Topic, about: str = "") -> Decision | None:
        """The latest answer to a question, if anybody answered it."""
        asked = (d for d in reversed(self.decisions) if (d.topic, d.about) == (topic, about))
        return next(asked, None)

    @property
    def granted_on(self) -> date | None:
        """The day of the commitment, which tells the rules that hold: the first approval's."""
        return next((v.approval.on for v in self.versions if v.approval is not None), None)

    @property
    def rules(self) -> CallRules:
        """The call's rules for this grant: those of its day, from the sources people settled on."""
        settled = {
            decision.about: int(decision.answer) - 1
            for decision in self.decisions
            if decision.topic is Topic.SOURCES and decision.answer.isdecimal()
        }
        return self._as_decided(self.call.rules_on(self.granted_on, settled))

    def _as_decided(self, rules: CallRules) -> CallRules:
        """The rules with what people settled where the call's words can be read two ways."""
        base = self.decision_on(Topic.COFINANCING_BASE)
        known = {each.value: each for each in CofinancingBase}
        if rules.cofinancing and base and base.answer in known:
            changed = replace(rules.cofinancing, base=known[base.answer])
            rules = replace(rules, cofinancing=changed)
        return replace(rules, contributions=self._contributions(rules))

    def _contributions(self, rules: CallRules) -> ContributionRule | None:
        """What counts in the own share (A6): the call's word, else what people decided of a form.

        A decision needs a demand to be about, and stands where that demand is written.
        """
        said, demand = rules.contributions, rules.cofinancing
        decided = tuple(
            CountedForm(form=form, counts=decision.answer == COUNTS)
            for form in FundingForm
            if not (said and said.form(form))
            and (decision := self.decision_on(Topic.CONTRIBUTION, form.value))
        )
        if not decided or demand is None:
            return said
        held = said or ContributionRule(source=demand.source, hard=demand.hard)
        return replace(held, forms=(*held.forms, *decided))
