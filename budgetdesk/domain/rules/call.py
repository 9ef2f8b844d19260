"""The rules of one call together, and the call they belong to."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from budgetdesk.domain.finding import Source
from budgetdesk.domain.rules.account import (
    AccountLinesRule,
    FinalAccountRule,
    InterimRule,
    RepaymentRule,
    RetentionRule,
    SettlementRule,
    SignoffRule,
)
from budgetdesk.domain.rules.applying import (
    ApplicantRule,
    ApplicationRule,
    AwardCriteriaRule,
    DeadlineRule,
    DocumentsRule,
    PoolRule,
    ReservationRule,
    SubGrantRule,
)
from budgetdesk.domain.rules.changes import CarryOverRule, ReallocationRule
from budgetdesk.domain.rules.costs import (
    BalanceRule,
    CapsRule,
    CollectiveLinesRule,
    EligibleRule,
    ExclusionRule,
    NoteRule,
    PayRule,
    ReasonableCostsRule,
    SplitRule,
    TemplateRule,
    VatRule,
)
from budgetdesk.domain.rules.grant import (
    CofinancingRule,
    CofinancingShownRule,
    ContributionRule,
    GrantLimitRule,
    GrantShareRule,
    LeastBudgetRule,
    ReimbursementRule,
)
from budgetdesk.domain.rules.payout import PayoutRule
from budgetdesk.domain.rules.results import EvaluationRule, GoalsRule, ObligationsRule
from budgetdesk.domain.rules.rule import Rule
from budgetdesk.domain.rules.time import (
    CostTimingRule,
    ExtensionRule,
    LateStartRule,
    LengthRule,
    OwnStartRule,
    PeriodRule,
)
from budgetdesk.domain.value import Value


class CallRules(Value):
    """One rule of each kind, in the order a project meets them; None: the call is silent."""

    pool: PoolRule | None = None
    reservation: ReservationRule | None = None
    deadline: DeadlineRule | None = None
    applicants: ApplicantRule | None = None
    application: ApplicationRule | None = None
    award_criteria: AwardCriteriaRule | None = None
    documents: DocumentsRule | None = None
    sub_grants: SubGrantRule | None = None
    period: PeriodRule | None = None
    length: LengthRule | None = None
    own_start: OwnStartRule | None = None
    late_start: LateStartRule | None = None
    extension: ExtensionRule | None = None
    grant_limit: GrantLimitRule | None = None
    least_budget: LeastBudgetRule | None = None
    cofinancing: CofinancingRule | None = None
    cofinancing_shown: CofinancingShownRule | None = None
    contributions: ContributionRule | None = None
    grant_share: GrantShareRule | None = None
    reimbursement: ReimbursementRule | None = None
    eligible: EligibleRule | None = None
    exclusions: ExclusionRule | None = None
    collective_lines: CollectiveLinesRule | None = None
    caps: CapsRule | None = None
    pay: PayRule | None = None
    reasonable_costs: ReasonableCostsRule | None = None
    vat: VatRule | None = None
    notes: NoteRule | None = None
    split: SplitRule | None = None
    balance: BalanceRule | None = None
    template: TemplateRule | None = None
    reallocation: ReallocationRule | None = None
    carry_over: CarryOverRule | None = None
    cost_timing: CostTimingRule | None = None
    interim_account: InterimRule | None = None
    final_account: FinalAccountRule | None = None
    account_lines: AccountLinesRule | None = None
    signoff: SignoffRule | None = None
    settlement: SettlementRule | None = None
    payout: PayoutRule | None = None
    repayment: RepaymentRule | None = None
    goals: GoalsRule | None = None
    evaluation: EvaluationRule | None = None
    obligations: ObligationsRule | None = None
    retention: RetentionRule | None = None

    def unset(self) -> tuple[str, ...]:
        """The kinds nothing is known about, in the order above."""
        return tuple(kind for kind in KINDS if getattr(self, kind) is None)


KINDS: Final = CallRules.__struct_fields__
"""The kinds of rule there are, by name."""


class Call(Value):
    """A call (opslag) with its rules, as read from a pack.

    `rules` is the first rule of each kind, `others` what the pack has besides: rules for the grants
    of other days, and rules as another page has them where official pages disagree (A11).
    `complete` is true when the whole call was read: what is unset is then not stated there.
    Otherwise an unset rule is simply not known to us. `where_to_look` names the text a person
    should consult. `digest` is the SHA-256 of the pack file, so that an old document can
    always tell which pack it was made with. `facts` are single pieces of knowledge that no rule
    uses, by name.
    """

    id: str
    name: str
    funder: str
    complete: bool
    where_to_look: Source
    rules: CallRules
    others: tuple[CallRules, ...] = ()
    digest: str = ""
    facts: Mapping[str, str] = {}

    def all_of(self, kind: str) -> tuple[Rule, ...]:
        """Every rule the pack has of a kind, in its order."""
        found = (getattr(rules, kind) for rules in (self.rules, *self.others))
        return tuple(rule for rule in found if rule is not None)

    def readings(self, kind: str, day: date | None) -> tuple[Rule, ...]:
        """The rules of a kind for grants of a day: more than one where the sources disagree."""
        return tuple(rule for rule in self.all_of(kind) if rule.holds_on(day))

    def rules_on(self, day: date | None, chosen: Mapping[str, int]) -> CallRules:
        """The rules for grants of a day; `chosen` tells which reading, from 0, was settled on.

        Where nobody has settled a kind the first reading holds: a pack puts the stricter first.
        """
        held: dict[str, Any] = {}
        for kind in KINDS:
            readings = self.readings(kind, day)
            index = max(chosen.get(kind, 0), 0)
            held[kind] = next(iter(readings[index : index + 1] or readings), None)
        return CallRules(**held)

    def disputed(self, day: date | None) -> Mapping[str, tuple[Rule, ...]]:
        """The kinds whose sources disagree, with their readings."""
        found = {kind: self.readings(kind, day) for kind in KINDS} if self.others else {}
        return {kind: readings for kind, readings in found.items() if len(readings) > 1}
