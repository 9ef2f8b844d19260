"""A call for applications and its rules, as data.

Each kind of rule is one value with the place it is written. A kind the call is silent about is
None: unset, shown as such, never guessed. The kinds are numbered in rules.md section 9 (R1-R39);
the number stands in each docstring. A new kind is a class here, a field in `CallRules`, its text,
and a check or a figure that uses it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

import msgspec

from budgetdesk.domain.finding import Source
from budgetdesk.domain.money import Money
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass
from budgetdesk.domain.value import Value


class Rule(Value):
    """What all rules have: where they are written, and whether they are demands or wishes.

    `also` are further places that say the same, perhaps in other words: a person in doubt should
    see them all.
    """

    source: Source
    hard: bool = True
    also: tuple[Source, ...] = ()


def _within_a_century(months: int) -> None:
    """Beyond it a day counted from the project's own could leave the calendar."""
    if not 0 <= months <= 1200:
        raise ValueError(months)


class DeadlineRule(Rule):
    """R1: the last day, and the hour when stated, an application may be sent."""

    last_day: date
    time: str = ""


class ApplicantRule(Rule):
    """R7, R8: who may apply; a closed list, or open ("f.eks.").

    `joint`: whether several may apply together. None when the call is silent.
    """

    kinds: tuple[RecipientKind, ...]
    closed: bool = True
    joint: bool | None = None


class ApplicationRule(Rule):
    """What the application itself must tell."""

    names: tuple[str, ...]


class AwardCriteriaRule(Rule):
    """What the funder weighs when it chooses among applications."""

    names: tuple[str, ...]


class PeriodRule(Rule):
    """R2, R3: the window the project must start and end in.

    A date given by month alone stands here as the first or last day of the month (A8).
    """

    start_from: date | None = None
    start_to: date | None = None
    end_to: date | None = None


class LengthRule(Rule):
    """R4: the project lasts at most so many months, counted from its own first day.

    Raises:
        ValueError: more than a hundred years, or less than none.
    """

    months: int

    def __post_init__(self) -> None:
        _within_a_century(self.months)


class GrantLimitRule(Rule):
    """R9: the least and the most one may apply for."""

    at_least: Money | None = msgspec.field(default=None, name="at_least_ore")
    at_most: Money | None = msgspec.field(default=None, name="at_most_ore")


class LeastBudgetRule(Rule):
    """R9: the least the whole project may cost, whoever pays."""

    at_least: Money = msgspec.field(name="at_least_ore")


class CofinancingBase(Enum):
    """What the percentage of co-financing is taken of (A3)."""

    TOTAL_COSTS = "total_costs"
    ELIGIBLE_COSTS = "eligible_costs"
    GRANT = "grant"


class CofinancingRule(Rule):
    """R10: the recipient pays at least `percent` of the base itself.

    `other_grants_count`: whether money from other grant givers counts as the recipient's own.
    None when the call is silent; it is then not counted.
    """

    percent: Decimal
    base: CofinancingBase
    other_grants_count: bool | None = None


class GrantShareRule(Rule):
    """R10: the grant is at most `percent` of the base."""

    percent: Decimal
    base: CofinancingBase


class CofinancingShownRule(Rule):
    """R11: the co-financing must stand as a line of its own in the budget."""


class CostItem(Value):
    """One kind of cost a call pays for.

    `key` is unique in the call; `group` is the heading of STAR's budget guide it belongs to,
    the same word across calls ("salary", "consultants", "rent", "audit", ...).
    """

    key: str
    label: str
    group: str = ""


class EligibleRule(Rule):
    """R14: the costs the grant may be used for; a closed list, or open ("herunder ...")."""

    items: tuple[CostItem, ...]
    closed: bool = True


class ReasonableCostsRule(Rule):
    """Costs are of a reasonable level and argued for.

    `per_participant`: the argument must be about what the number of participants demands.
    """

    per_participant: bool = False


class NoteRule(Rule):
    """R18: every budget line carries a note that explains it."""


class BalanceRule(Rule):
    """R20: costs equal grant, co-financing and other income."""


class TemplateRule(Rule):
    """R21: the funder's own form must be used."""

    name: str


class FinalAccountRule(Rule):
    """R27: the final account is due so many months after the project ends.

    Raises:
        ValueError: more than a hundred years, or less than none.
    """

    months: int

    def __post_init__(self) -> None:
        _within_a_century(self.months)


class AccountLinesRule(Rule):
    """R29: the account's lines are those of the approved budget."""


class SignoffRule(Rule):
    """R28: who signs, by the size of the grant. `basis` is None when the call does not say."""

    classes: tuple[SignoffClass, ...]
    basis: SignoffBasis | None = None


class SettlementReading(Enum):
    """How the grant falls when costs end lower than budgeted (A4)."""

    PROPORTIONAL = "proportional"  # the grant pays its share of the actual costs
    KRONE_FOR_KRONE = "krone_for_krone"  # the promised own amount stands


class SettlementRule(Rule):
    """R30: the grant is a net grant, and how it is reduced. `reading` is None when not said."""

    reading: SettlementReading | None = None


class PayoutModel(Enum):
    """When the money comes."""

    ARREARS = "arrears"  # bagudrettet, on accounts
    QUARTERLY_IN_ADVANCE = "quarterly_in_advance"


class PayoutRule(Rule):
    """R31: how the grant is paid out."""

    model: PayoutModel


class GoalsRule(Rule):
    """R33: what success is measured by."""

    goals: tuple[str, ...]


class EvaluationRule(Rule):
    """R34: participants' outcome and satisfaction are measured."""


class ObligationsRule(Rule):
    """What the recipient binds itself to do in the project, beyond its budget and account."""

    names: tuple[str, ...]


class DocumentsRule(Rule):
    """R35: what must be sent in."""

    names: tuple[str, ...]


class RetentionRule(Rule):
    """R38: how many years vouchers are kept after the year the project ended."""

    years: int


class CallRules(Value):
    """The rules of one call, one field per kind; None is a kind the call is silent about."""

    deadline: DeadlineRule | None = None
    applicants: ApplicantRule | None = None
    application: ApplicationRule | None = None
    award_criteria: AwardCriteriaRule | None = None
    period: PeriodRule | None = None
    length: LengthRule | None = None
    grant_limit: GrantLimitRule | None = None
    least_budget: LeastBudgetRule | None = None
    cofinancing: CofinancingRule | None = None
    cofinancing_shown: CofinancingShownRule | None = None
    grant_share: GrantShareRule | None = None
    eligible: EligibleRule | None = None
    reasonable_costs: ReasonableCostsRule | None = None
    notes: NoteRule | None = None
    balance: BalanceRule | None = None
    template: TemplateRule | None = None
    final_account: FinalAccountRule | None = None
    account_lines: AccountLinesRule | None = None
    signoff: SignoffRule | None = None
    settlement: SettlementRule | None = None
    payout: PayoutRule | None = None
    goals: GoalsRule | None = None
    evaluation: EvaluationRule | None = None
    obligations: ObligationsRule | None = None
    documents: DocumentsRule | None = None
    retention: RetentionRule | None = None

    def unset(self) -> tuple[str, ...]:
        """The kinds nothing is known about, in the order above."""
        names = (field.name for field in msgspec.structs.fields(self))
        return tuple(name for name in names if getattr(self, name) is None)


class Call(Value):
    """A call (opslag) with its rules, as read from a pack.

    `complete` is true when the whole call was read: what is unset is then not stated there.
    Otherwise an unset rule is simply not known to us. `where_to_look` names the text a person
    should consult. `digest` is the SHA-256 of the pack file, so that an old document can
    always tell which pack it was made with. `facts` are single pieces of knowledge that no rule
    uses (the pool's size, the finance-act account), by name.
    """

    id: str
    name: str
    funder: str
    complete: bool
    where_to_look: Source
    rules: CallRules
    digest: str = ""
    facts: Mapping[str, str] = {}
