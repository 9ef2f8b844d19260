"""Rules proposed from a few postings and from the chart of accounts."""

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.accounting.proposals import by_chart, by_example, place_for
from budgetdesk.domain.ledger import AllocationRule, PartKind, Posting
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, CostItem, EligibleRule
from budgetdesk.domain.value import RuleId
from budgetdesk.knowledge import charts
from tests.accounting.test_allocation import is_placed_by
from tests.builders import A_SOURCE, a_budget, a_ledger, a_line, a_posting, a_project, kr

COST = PartKind.COST


def test_three_postings_give_the_narrowest_conditions_they_share() -> None:
    months = ("december 2019", "januar 2020", "februar 2020")
    rows = [
        a_posting(
            row,
            text=f"Løn projektleder, {month}",
            gl_code=f"568981001{row}",
            psp="XG-1",
            cost_center="47",
        )
        for row, month in enumerate(months)
    ]
    rule = by_example(rows, COST, "1")
    assert (rule.gl_from, rule.psp, rule.cost_center) == ("568981001", "XG-1", "47")
    assert (rule.text, rule.supplier, rule.amount_to) == ("Løn projektleder", "", None)


def test_credits_alone_ask_for_credits() -> None:
    rows = [a_posting(row, kr(-row), supplier="Firma ApS", gl_code="7") for row in (1, 2)]
    rule = by_example(rows, PartKind.FUNDING, "F-grant")
    assert (rule.gl_from, rule.supplier, rule.amount_to) == ("", "Firma ApS", kr("-0.01"))


def test_one_posting_asks_for_its_account_and_supplier() -> None:
    rule = by_example([a_posting(2, kr(-5), gl_code="3010", supplier="Taxa", text="Tur 7")], COST)
    assert (rule.gl_from, rule.supplier, rule.text, rule.amount_to) == ("3010", "Taxa", "", None)


words = st.text(st.sampled_from("abæ 12"), max_size=12)
postings = st.builds(
    a_posting,
    st.integers(1, 99),
    st.integers(-500, 500).map(kr),
    gl_code=st.text(st.sampled_from("012"), max_size=4),
    psp=words,
    cost_center=words,
    supplier=words,
    text=words,
)


@given(rows=st.lists(postings, min_size=1, max_size=4))
def test_every_example_meets_the_rule_made_of_them(rows: list[Posting]) -> None:
    rule = by_example(rows, COST, "1")
    assert all(is_placed_by(rule, row) for row in rows)


def test_a_rule_made_of_postings_comes_before_those_that_place_them() -> None:
    rules = [AllocationRule(id=RuleId(f"r{n}"), kind=COST, gl_from=str(n)) for n in (1, 2, 3)]
    assert place_for(rules, [RuleId("r3"), None, RuleId("r2")]) == 1
    assert place_for(rules, [None]) == 3


def with_groups(*postings: Posting) -> Project:
    items = tuple(
        CostItem(key=group, label=group, group=group)
        for group in ("salary", "audit", "consultants")
    )
    lines = (
        a_line("1", item="salary"),
        a_line("2", item="consultants"),
        a_line("3", item="audit"),
        a_line("4"),
    )
    rules = CallRules(eligible=EligibleRule(source=A_SOURCE, items=items, closed=True))
    return a_project(a_budget(*lines), rules, ledger=a_ledger(*postings))


def proposed(*rows: Posting) -> list[tuple[str, str, str, str]]:
    (chart,) = charts()
    rules = by_chart(with_groups(*rows), chart)
    return [(rule.gl_from, rule.supplier, rule.text, rule.target) for rule in rules]


def test_the_chart_gives_a_rule_for_each_kind_of_account_in_the_ledger() -> None:
    rows = (
        a_posting(2, gl_code="5689810010", text="Pension"),
        a_posting(3, gl_code="5689849010", text="Forløb", supplier="Nord Revision"),
        a_posting(4, gl_code="49000000", text="Revisorerklæring"),
        a_posting(5, gl_code="22000000"),
        a_posting(6, gl_code="S1234567"),
        a_posting(7, gl_code="12"),
    )
    assert proposed(*rows) == [
        ("568981", "", "", "1"),
        ("49", "", "revis", "3"),
        ("5689849", "revis", "", "3"),
        ("49", "", "", "2"),
        ("5689849", "", "", "2"),
    ]


def test_without_lines_that_fit_there_is_nothing_to_propose() -> None:
    (chart,) = charts()
    project = a_project(a_budget(a_line("1")), ledger=a_ledger(a_posting(2, gl_code="10000000")))
    assert by_chart(project, chart) == ()
