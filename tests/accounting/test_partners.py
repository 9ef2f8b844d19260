"""A joint project partner by partner: the parts are the whole, to the øre."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.partners import partner_budgets
from budgetdesk.domain.budget import BudgetVersion, FundingSource
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import CallRules, CofinancingBase, CofinancingRule
from budgetdesk.domain.value import FundingId, PartnerId
from tests.builders import A_SOURCE, a_batch, a_budget, a_line, a_posting, a_project, a_source, kr
from tests.strategies import money, percents

GRANT, OWN, OTHER, INCOME = FundingSource
SCHOOL = Partner(id=PartnerId("p1"), name="Sprogskolen")
UNION = Partner(id=PartnerId("p2"), name="A-kassen")


def demand(percent: str = "20", **fields: object) -> CallRules:
    return CallRules(
        cofinancing=CofinancingRule(
            source=A_SOURCE,
            percent=Decimal(percent),
            base=CofinancingBase.TOTAL_COSTS,
            **fields,  # type: ignore[arg-type]
        )
    )


def the_budget() -> BudgetVersion:
    """The recipient 500, the school 300, the union 200; each a fifth itself."""
    lines = (
        a_line("1", kr(500)),
        a_line("2", kr(300), partner=SCHOOL.id),
        a_line("3", kr(200), partner=UNION.id),
    )
    shares = {None: 500, SCHOOL.id: 300, UNION.id: 200}
    funding = [
        replace(
            a_source(source, kr(amount * share // 5), f"{source.value}-{partner}"),
            partner=partner,
        )
        for partner, amount in shares.items()
        for source, share in ((GRANT, 4), (OWN, 1))
    ]
    return replace(a_budget(*lines), funding=tuple(funding))


def joint(budget: BudgetVersion | None = None, **fields: object) -> Project:
    rules = fields.pop("rules", demand())
    return a_project(
        budget or the_budget(),
        rules,  # type: ignore[arg-type]
        **{"partners": (SCHOOL, UNION), **fields},
    )


def spent(*amounts: tuple[str, int]) -> Ledger:
    """A posting for each line and amount; a negative one is money received from a source."""
    postings = [a_posting(row, kr(amount)) for row, (_, amount) in enumerate(amounts, start=2)]
    kinds = [PartKind.COST if amount > 0 else PartKind.FUNDING for _, amount in amounts]
    placed = {
        posting.id: Placement(parts=(Part(kind=kind, amount=posting.amount, target=target),))
        for posting, kind, (target, _) in zip(postings, kinds, amounts, strict=True)
    }
    return Ledger(batches=(a_batch(*postings),), placements=placed)


def test_a_project_of_one_has_no_partners_to_tell_of() -> None:
    project = joint(partners=())
    assert partner_budgets(project, project.budget) == ()
    assert build_account(project).partners == ()


def test_each_partner_has_its_costs_funding_and_own_share() -> None:
    project = joint()
    lead, school, union = partner_budgets(project, project.budget)
    assert (lead.id, lead.name, lead.costs) == (None, "Prøvestrup Kommune", kr(500))
    assert (school.costs, school.eligible, school.total_funding) == (kr(300), kr(300), kr(300))
    assert union.funding == {GRANT: kr(160), OWN: kr(40), OTHER: ZERO, INCOME: ZERO}
    assert school.cofinancing is not None
    assert (school.cofinancing.required, school.cofinancing.is_met) == (kr(60), True)


def test_without_a_demand_or_below_its_size_none_is_held() -> None:
    for rules in (CallRules(), demand(grant_at_least=kr(900))):
        project = joint(rules=rules)
        assert all(each.cofinancing is None for each in partner_budgets(project, project.budget))


def test_a_line_of_a_partner_nobody_knows_is_the_recipients() -> None:
    project = joint(partners=(SCHOOL,))
    lead, _ = partner_budgets(project, project.budget)
    assert lead.costs == kr(700)
    assert build_account(project).lines[2].partner is None


def test_postings_on_a_partners_line_count_for_that_partner() -> None:
    ledger = spent(("1", 500), ("2", 300), ("3", 200))
    lead, school, union = build_account(joint(ledger=ledger)).partners
    assert [each.actual for each in (lead, school, union)] == [kr(500), kr(300), kr(200)]
    assert [each.brought(GRANT) for each in (lead, school, union)] == [kr(400), kr(240), kr(160)]
    assert [each.brought(OWN) for each in (lead, school, union)] == [kr(100), kr(60), kr(40)]
    assert union.deviation == ZERO
    assert union.cofinancing is not None
    assert union.cofinancing.is_met


def test_who_spends_less_loses_its_own_part_of_the_grant() -> None:
    """The union spends 100 of 200: 80 % of 900 is 720, and the 80 that fall are the union's."""
    ledger = spent(("1", 500), ("2", 300), ("3", 100))
    account = build_account(joint(ledger=ledger))
    assert account.settlement.earned == kr(700)  # krone for krone: assumed, as it is the lower
    lead, school, union = account.partners
    assert union.brought(GRANT) == kr(60)
    assert (lead.brought(GRANT), school.brought(GRANT)) == (kr(400), kr(240))


def test_money_received_on_a_partners_source_is_that_partners() -> None:
    fund = replace(a_source(OTHER, kr(50), "fond"), partner=SCHOOL.id)
    budget = replace(the_budget(), funding=(*the_budget().funding, fund))
    ledger = spent(("2", 300), ("fond", -50))
    ledger = replace(ledger, batches=(*ledger.batches, a_batch(a_posting(9, kr(7)), number=2)))
    lead, school, _ = build_account(joint(budget, ledger=ledger)).partners
    assert (lead.brought(OTHER), school.brought(OTHER)) == (ZERO, kr(50))


def test_what_one_spends_too_much_can_use_what_another_leaves_but_never_more_than_it_paid() -> None:
    """The union could earn 160 and spends 10; the recipient spends 690: together 1.000."""
    ledger = spent(("1", 690), ("2", 300), ("3", 10))
    account = build_account(joint(ledger=ledger))
    lead, school, union = account.partners
    assert account.settlement.earned == kr(800)
    assert union.brought(GRANT) <= kr(10)
    assert lead.brought(GRANT) > kr(400)
    assert Money.total(each.brought(GRANT) for each in account.partners) == kr(800)
    assert min(each.brought(OWN) for each in (lead, school, union)) >= ZERO


OWNERS = st.sampled_from([None, SCHOOL.id, UNION.id, PartnerId("gone")])
LINES = st.lists(st.tuples(money(0, 10**12), OWNERS), min_size=1, max_size=6)
SOURCES = st.lists(st.tuples(st.sampled_from(FundingSource), money(0, 10**12), OWNERS), max_size=6)
SPENT = st.lists(money(-(10**6), 10**12), min_size=6, max_size=6)


@settings(max_examples=150)
@given(lines=LINES, sources=SOURCES, actual=SPENT, received=SPENT, percent=percents())
def test_the_partners_are_the_whole(
    lines: list[tuple[Money, PartnerId | None]],
    sources: list[tuple[FundingSource, Money, PartnerId | None]],
    actual: list[Money],
    received: list[Money],
    percent: Decimal,
) -> None:
    budget = replace(
        a_budget(
            *(
                a_line(str(number), amount, partner=partner)
                for number, (amount, partner) in enumerate(lines)
            )
        ),
        funding=tuple(
            replace(a_source(source, amount), id=FundingId(f"f{number}"), partner=partner)
            for number, (source, amount, partner) in enumerate(sources)
        ),
    )
    places = [(PartKind.COST, str(number), actual[number]) for number in range(len(lines))]
    places += [(PartKind.FUNDING, f"f{n}", -received[n]) for n in range(len(sources))]
    postings = [a_posting(row, money) for row, (_, _, money) in enumerate(places, start=2)]
    placed = {
        posting.id: Placement(parts=(Part(kind=kind, amount=money, target=target),))
        for posting, (kind, target, money) in zip(postings, places, strict=True)
    }
    ledger = Ledger(batches=(a_batch(*postings),), placements=placed)
    project = joint(budget, rules=demand(str(percent)), ledger=ledger)

    planned = partner_budgets(project, budget)
    assert Money.total(each.costs for each in planned) == budget.total_costs
    for source in FundingSource:
        sums = Money.total(each.funding[source] for each in planned)
        assert sums == budget.funded_by(source)

    account = build_account(project)
    assert Money.total(each.budget for each in account.partners) == account.budget
    assert Money.total(each.actual for each in account.partners) == account.actual
    assert Money.total(each.eligible for each in account.partners) == account.eligible
    for number, row in enumerate(account.funding):
        of_source = [each.funding[number] for each in account.partners]
        assert {each.source for each in of_source} == {row.source}
        assert Money.total(each.budget for each in of_source) == row.budget
        assert Money.total(each.actual for each in of_source) == row.actual
    for each in account.partners:
        others = each.brought(OTHER) + each.brought(INCOME)
        assert each.brought(GRANT) >= ZERO
        if all(other.actual >= ZERO for other in account.partners):
            assert each.brought(GRANT) <= max(each.actual - others, ZERO)
        assert each.brought(OWN) == each.actual - each.brought(GRANT) - others
