"""A joint project partner by partner: budget, funding, co-financing, and the account (R8, R10).

What stands with no partner, or with one that is not in the project, is the recipient's own: so
the partners' figures always add up to the project's. Where the call says that each must meet the
demand on the own share, a check holds each; else these figures are only shown.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from budgetdesk.accounting.cofinancing import form_counts, hold, so_far
from budgetdesk.accounting.eligible import is_eligible
from budgetdesk.accounting.settlement import Outcome, settle
from budgetdesk.domain.account import (
    AccountFunding,
    AccountLine,
    AllocatedPart,
    CofinancingResult,
    PartnerAccount,
)
from budgetdesk.domain.budget import BudgetVersion, FundingLine, FundingSource
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, CofinancingRule
from budgetdesk.domain.value import PartnerId, Value

_OTHERS = (FundingSource.OTHER_GRANT, FundingSource.INCOME)


class PartnerBudget(Value):
    """One organisation's part of a budget; `id` None is the recipient.

    Of its own share `not_counted` is left out of the co-financing, `undecided` of that because
    nobody has settled whether it counts (A6).
    """

    id: PartnerId | None
    name: str
    costs: Money
    eligible: Money
    funding: Mapping[FundingSource, Money]
    cofinancing: CofinancingResult | None
    not_counted: Money = ZERO
    undecided: Money = ZERO

    @property
    def total_funding(self) -> Money:
        """All its sources."""
        return Money.total(self.funding.values())


def partner_budgets(project: Project, version: BudgetVersion) -> tuple[PartnerBudget, ...]:
    """The recipient's part and each partner's, in order; none where there is no partner."""
    if not project.partners:
        return ()
    return tuple(_budgets(project, version))


def partner_accounts(
    project: Project,
    lines: Sequence[AccountLine],
    received: Sequence[AllocatedPart],
    earned: Money,
    *,
    is_final: bool,
) -> tuple[PartnerAccount, ...]:
    """What each came to, from the account's lines, the parts on no line and the grant earned."""
    budgets = partner_budgets(project, project.base_budget)
    if not budgets:
        return ()
    others = _received(project, received)
    outcomes = [_outcome(each, lines, others, is_final=is_final) for each in budgets]
    grants = _shared(earned, outcomes, project.rules)
    demand = _demand(project.rules, earned)
    return tuple(
        _account(demand, budget, outcome, others, grant)
        for budget, outcome, grant in zip(budgets, outcomes, grants, strict=True)
    )


def known_partners(project: Project) -> Collection[PartnerId]:
    """The ids of the project's partners."""
    return frozenset(partner.id for partner in project.partners)


def owner(partner: PartnerId | None, known: Collection[PartnerId]) -> PartnerId | None:
    """Whose a line is: the partner's if there is such, else the recipient's (None)."""
    return partner if partner in known else None


def costs_by_partner(project: Project, version: BudgetVersion) -> Mapping[PartnerId | None, Money]:
    """What each has in costs, the recipient (None) first."""
    known = known_partners(project)
    sums: dict[PartnerId | None, Money] = {None: ZERO, **{p.id: ZERO for p in project.partners}}
    for line in version.lines:
        sums[owner(line.partner, known)] += line.total
    return sums


def names_of(project: Project) -> Mapping[PartnerId | None, str]:
    """What each is called, the recipient (None) first."""
    partners = ((each.id, each.name) for each in project.partners)
    return dict([(None, project.recipient.name), *partners])


def with_partner(project: Project, label: str, partner: PartnerId | None) -> str:
    """A line's label, a partner's with whose it is: in a joint project many are called alike."""
    name = next((each.name for each in project.partners if each.id == partner), "")
    return f"{label} ({name})" if name else label


def _budgets(project: Project, version: BudgetVersion) -> Iterator[PartnerBudget]:
    rule, known = project.rules.eligible, known_partners(project)
    organisations = [(None, project.recipient.name), *((p.id, p.name) for p in project.partners)]
    costs, eligible = _sums(organisations), _sums(organisations)
    funding = {source: _sums(organisations) for source in FundingSource}
    not_counted, undecided = _sums(organisations), _sums(organisations)
    for line in version.lines:
        whose = owner(line.partner, known)
        costs[whose] += line.total
        eligible[whose] += line.total if is_eligible(rule, line.item) else ZERO
    for source in version.funding:
        whose = owner(source.partner, known)
        funding[source.source][whose] += source.total
        counts = form_counts(project.rules, source.form)
        if source.source is FundingSource.OWN and not counts:
            not_counted[whose] += source.total
            undecided[whose] += source.total if counts is None else ZERO
    demand = _demand(project.rules, version.funded_by(FundingSource.GRANT))
    for key, name in organisations:
        brought = {source: sums[key] for source, sums in funding.items()}
        yield PartnerBudget(
            id=key,
            name=name,
            costs=costs[key],
            eligible=eligible[key],
            funding=brought,
            cofinancing=_held(demand, costs[key], eligible[key], brought, not_counted[key]),
            not_counted=not_counted[key],
            undecided=undecided[key],
        )


def _sums(
    organisations: Sequence[tuple[PartnerId | None, str]],
) -> dict[PartnerId | None, Money]:
    return dict.fromkeys((key for key, _ in organisations), ZERO)


def _demand(rules: CallRules, whole_grant: Money) -> CofinancingRule | None:
    """The demand on the own share, where the grant of the whole project is of its size."""
    rule = rules.cofinancing
    return rule if rule is not None and rule.applies_to(whole_grant) else None


def _held(
    demand: CofinancingRule | None,
    costs: Money,
    eligible: Money,
    brought: Mapping[FundingSource, Money],
    not_counted: Money,
) -> CofinancingResult | None:
    if demand is None:
        return None
    return hold(
        demand,
        costs,
        eligible,
        brought[FundingSource.GRANT],
        brought[FundingSource.OWN] - not_counted,
        brought[FundingSource.OTHER_GRANT],
    )


_Received = Mapping[tuple[PartnerId | None, FundingSource], Money]


def _received(project: Project, parts: Sequence[AllocatedPart]) -> _Received:
    """What others brought each; money received is negative in a ledger."""
    versions = (*project.versions, project.base_budget)
    sources: dict[str, FundingLine] = {
        line.id: line for version in versions for line in version.funding
    }
    known = known_partners(project)
    sums = {(whose, source): ZERO for whose in (None, *known) for source in FundingSource}
    for part in parts:
        if part.kind is PartKind.FUNDING and not part.is_outside:
            line = sources[part.target]
            sums[owner(line.partner, known), line.source] -= part.amount
    return sums


def _outcome(
    budget: PartnerBudget,
    lines: Sequence[AccountLine],
    received: _Received,
    *,
    is_final: bool,
) -> Outcome:
    """What one came to, as if it were alone with its part of the grant."""
    own = [line for line in lines if line.partner == budget.id]
    return Outcome(
        commitment=budget.funding[FundingSource.GRANT],
        costs=Money.total(line.actual for line in own),
        eligible=Money.total(line.actual for line in own if line.is_eligible),
        others=Money.total(received[budget.id, source] for source in _OTHERS),
        promised_own=budget.funding[FundingSource.OWN] if is_final else None,
    )


def _shared(earned: Money, outcomes: Sequence[Outcome], rules: CallRules) -> Sequence[Money]:
    """The grant earned, shared by what each would have earned alone.

    Alone they may earn less than together (one spent more than its part, another less): the rest
    goes by the costs that neither others nor this grant has paid, so that nobody gets more than
    it has left to pay. Where nobody earned or paid anything it is the recipient's.
    """
    alone = [settle(outcome, rules).earned.ore for outcome in outcomes]
    if sum(alone) >= earned.ore:
        return _split(earned, alone)
    room = [
        max((outcome.costs - outcome.others).ore - own, 0)
        for outcome, own in zip(outcomes, alone, strict=True)
    ]
    rest = _split(earned - Money(sum(alone)), room)
    return [Money(own) + more for own, more in zip(alone, rest, strict=True)]


def _split(whole: Money, weights: Sequence[int]) -> Sequence[Money]:
    if any(weights):
        return whole.split(weights)
    return (whole, *(ZERO for _ in weights[1:]))


def _account(
    demand: CofinancingRule | None,
    budget: PartnerBudget,
    outcome: Outcome,
    received: _Received,
    grant: Money,
) -> PartnerAccount:
    """The own share is what neither the grant nor others paid."""
    brought = {source: received[budget.id, source] for source in FundingSource}
    brought[FundingSource.GRANT] = grant
    brought[FundingSource.OWN] = outcome.costs - grant - outcome.others
    left_out = so_far(budget.not_counted, budget.costs, outcome.costs)
    return PartnerAccount(
        id=budget.id,
        name=budget.name,
        budget=budget.costs,
        actual=outcome.costs,
        eligible=outcome.eligible,
        funding=tuple(
            AccountFunding(source=source, budget=budget.funding[source], actual=brought[source])
            for source in FundingSource
        ),
        cofinancing=_held(demand, outcome.costs, outcome.eligible, brought, left_out),
    )
