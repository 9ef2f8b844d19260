"""The project account (projektregnskab) as computed: nothing here is ever typed in."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

import msgspec

from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import Decision
from budgetdesk.domain.ending import Ending
from budgetdesk.domain.finding import Source
from budgetdesk.domain.ledger import PartKind, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.payout import Payout
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import CofinancingBase, SettlementReading
from budgetdesk.domain.signoff import SignoffBasis, SignoffKind
from budgetdesk.domain.value import LineId, PartnerId, PostingId, RuleId, Value
from budgetdesk.domain.year_end import YearEnd


class AllocatedPart(Value, gc=False):
    """A part of a posting where it ended, and who put it there: a rule, or a person (None).

    An unplaced posting is one part with `kind` None and no target. `is_outside` is set by an
    account when its period leaves the part out, wherever it was placed. Not tracked by the cycle
    collector (it can hold no cycle): 100.000 parts are made in half the time.
    """

    posting: Posting
    amount: Money
    kind: PartKind | None = None
    target: str = ""
    reason: str = ""
    rule: RuleId | None = None
    is_outside: bool = False


class AccountKind(Enum):
    """Whether an account ends the project or reports a part of it."""

    FINAL = "final"
    INTERIM = "interim"


class AccountLine(Value):
    """One line of the account: the budget's own line with what was used.

    Deviation is budget minus actual, as in the funders' forms: positive is money not used. The
    percentage is of the budget, None where nothing was budgeted. A line that only postings
    know (it is not in the approved budget) has a budget of zero and `is_approved` false.
    `is_eligible`: whether its costs count where a rule is about eligible costs. `partner`: whose
    costs they are in a joint project, None for the recipient's own.

    `actual` is all that was used in what this account and those taken before it cover: `earlier`,
    which they reported, and `this`. Of `this`, `corrections` changes what they reported. `planned`
    is what the budget gives until the end of an interim account that ends with a year; None where
    the budget does not say.
    """

    id: LineId
    label: str
    budget: Money
    actual: Money
    explanation: str = ""
    is_approved: bool = True
    is_eligible: bool = True
    partner: PartnerId | None = None
    parts: tuple[AllocatedPart, ...] = ()
    earlier: Money = Money()
    corrections: Money = Money()
    planned: Money | None = None

    @property
    def this(self) -> Money:
        """What this account adds: earlier + this = actual."""
        return self.actual - self.earlier

    @property
    def own(self) -> Money:
        """What its own period came to: this without the corrections."""
        return self.this - self.corrections

    @property
    def deviation(self) -> Money:
        """Budget minus actual."""
        return self.budget - self.actual

    @property
    def deviation_percent(self) -> Decimal | None:
        """The deviation in percent of the budget."""
        return self.deviation.percent_of(self.budget)

    @property
    def due_deviation(self) -> Money:
        """The deviation that can be told now: from what is planned until now, where that is known.

        Else only what is used beyond the whole budget is one.
        """
        if self.planned is None or self.deviation < Money(0):
            return min(self.deviation, Money(0))
        return self.planned - self.actual


class CorrectionKind(Enum):
    """Why what an earlier account reported does not stand."""

    LATE = "late"  # came into a period already accounted for
    MOVED = "moved"  # stands on the line with another amount, or no longer stands there
    GONE = "gone"  # its import was taken out


class Correction(Value):
    """A posting on a line as earlier accounts had it, and as it is.

    `posting` is None where it is gone; its id is kept.
    """

    id: PostingId
    posting: Posting | None
    line: LineId
    kind: CorrectionKind
    before: Money
    after: Money

    @property
    def change(self) -> Money:
        """What the correction adds."""
        return self.after - self.before


class EarlierAccount(Value):
    """An account taken before this one, and what it reported of its own."""

    kind: AccountKind
    period: Period
    on: date
    by: str
    added: Money
    earned: Money
    digest: str


class AccountFunding(Value):
    """One source: what it was to bring, and what it brought.

    Of the grant that is what was earned; of the own co-financing what the recipient bears when
    all others have paid; of the others what was received.
    """

    source: FundingSource
    budget: Money
    actual: Money


class CofinancingResult(Value):
    """Co-financing held against the call's demand.

    `required` and `actual` are amounts, `missing` is never negative; the percentages are of the
    base. None stands for a demand the call does not state.
    """

    base: CofinancingBase
    base_amount: Money
    required_percent: Decimal
    actual_percent: Decimal | None
    required: Money
    actual: Money

    @property
    def missing(self) -> Money:
        """What the recipient must still find."""
        return max(self.required - self.actual, Money(0))

    @property
    def is_met(self) -> bool:
        """Whether the demand is met, to the øre."""
        return self.actual >= self.required


class PartnerAccount(Value):
    """What one organisation of a joint project planned and came to; `id` None is the recipient.

    All partners' figures add up to the account's own. The grant is shared by what each would have
    earned alone, so it is a proposal: how it is really shared is agreed between the partners.
    """

    id: PartnerId | None
    name: str
    budget: Money
    actual: Money
    eligible: Money
    funding: tuple[AccountFunding, ...]
    cofinancing: CofinancingResult | None

    @property
    def deviation(self) -> Money:
        """Budget minus actual."""
        return self.budget - self.actual

    def brought(self, source: FundingSource) -> Money:
        """What a source really brought it."""
        return Money.total(each.actual for each in self.funding if each.source is source)


class Settlement(Value):
    """What the grant comes to, and why.

    `limits` are the bounds by name; what is earned is the lowest of them, never below zero.
    `reading` is the one used; it is `is_assumed` when neither call nor decision settles it, and
    then the one giving the lower grant. `alternatives` is what each reading would give.
    `is_let_go`: what was paid out too much is too small for the funder to claim. While the project
    runs (not `is_final`) nothing is to be paid back: what was paid and not earned is an advance.
    """

    reading: SettlementReading
    is_assumed: bool
    commitment: Money
    limits: Mapping[str, Money]
    earned: Money
    paid_out: Money
    alternatives: Mapping[SettlementReading, Money]
    is_let_go: bool = False
    is_final: bool = True

    @property
    def unused(self) -> Money:
        """What was promised and is not earned."""
        return self.commitment - self.earned

    @property
    def claim(self) -> Money:
        """What the funder still owes."""
        return max(self.earned - self.paid_out, Money(0))

    @property
    def repay(self) -> Money:
        """What the recipient must pay back."""
        is_due = self.is_final and not self.is_let_go
        return max(self.paid_out - self.earned, Money(0)) if is_due else Money(0)

    @property
    def advance(self) -> Money:
        """What was paid before it was earned, while the project runs."""
        return Money(0) if self.is_final else max(self.paid_out - self.earned, Money(0))


class Signoff(Value):
    """Who must sign. `kind` is None while it is undecided; `proposed` is then the stricter.

    `amounts` are the amounts held against the classes, `candidates` the kinds it can be.
    `threshold` is the limit that separates the proposed kind from the milder one, or the mildest
    from the next. `decision` is the one that settled it, when one was needed. `source` is where the
    call says it, None where it says nothing; `auditors` who may be the auditor.
    """

    kind: SignoffKind | None
    proposed: SignoffKind | None
    candidates: tuple[SignoffKind, ...]
    amounts: Mapping[SignoffBasis, Money]
    threshold: Money | None = None
    decision: Decision | None = None
    source: Source | None = None
    auditors: tuple[str, ...] = ()


class Reconciliation(Value):
    """Imported = on lines + received + set aside + not eligible + unplaced + outside the period."""

    imported: Money
    by_kind: Mapping[PartKind, Money]
    unplaced: Money
    outside: Money

    @property
    def difference(self) -> Money:
        """Zero, or the account is wrong."""
        placed = Money.total(self.by_kind.values())
        return self.imported - placed - self.unplaced - self.outside


class Account(Value):
    """The account of a period, each figure with the parts of postings behind it."""

    kind: AccountKind
    period: Period
    lines: tuple[AccountLine, ...]
    funding: tuple[AccountFunding, ...]
    eligible: Money
    cofinancing: CofinancingResult | None
    settlement: Settlement
    signoff: Signoff
    due: date | None
    reconciliation: Reconciliation
    partners: tuple[PartnerAccount, ...] = ()
    """The recipient and each partner; empty where there is no partner."""
    other_parts: tuple[AllocatedPart, ...] = ()
    """The parts on no line: received, set aside, not eligible, unplaced, outside the period."""
    taken_before: tuple[EarlierAccount, ...] = ()
    corrections: tuple[Correction, ...] = ()
    endings: tuple[Ending, ...] = ()
    payout: Payout | None = None
    """The money from the funder on the account's last day; None where the call does not say how."""
    year_ends: tuple[YearEnd, ...] = ()
    """The years before the project's last that the account has the end of."""
    digest: str = msgspec.field(default="")

    @property
    def budget(self) -> Money:
        """All lines' budget."""
        return Money.total(line.budget for line in self.lines)

    @property
    def actual(self) -> Money:
        """All lines' actual costs."""
        return Money.total(line.actual for line in self.lines)

    @property
    def earlier(self) -> Money:
        """What earlier accounts reported, all lines."""
        return Money.total(line.earlier for line in self.lines)

    @property
    def this(self) -> Money:
        """What this account adds, all lines."""
        return self.actual - self.earlier

    @property
    def corrected(self) -> Money:
        """What corrections add, all lines."""
        return Money.total(line.corrections for line in self.lines)

    @property
    def planned(self) -> Money | None:
        """What the budget gives until an interim account's end, where it says so of any line."""
        told = [line.planned for line in self.lines if line.planned is not None]
        return Money.total(told) if told else None

    @property
    def deviation(self) -> Money:
        """Budget minus actual, all lines."""
        return self.budget - self.actual

    @property
    def deviation_percent(self) -> Decimal | None:
        """The deviation in percent of the whole budget."""
        return self.deviation.percent_of(self.budget)

    @property
    def own(self) -> Money:
        """What the recipient itself bears of the actual costs."""
        own = (row.actual for row in self.funding if row.source is FundingSource.OWN)
        return Money.total(own)

    @property
    def funding_budget(self) -> Money:
        """What all sources were to bring."""
        return Money.total(row.budget for row in self.funding)

    @property
    def funding_actual(self) -> Money:
        """What all sources brought."""
        return Money.total(row.actual for row in self.funding)
