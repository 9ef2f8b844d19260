"""Two budgets held against each other: the difference is exact, and as small as it can be."""

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.difference import Fate, apply, difference
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import LineId, PartnerId, VersionId
from tests.builders import a_budget, a_line, kr, pct
from tests.strategies import values


def budgets() -> st.SearchStrategy[BudgetVersion]:
    """Any budget whose lines have ids of their own, few enough to meet again in another."""
    lines = st.lists(
        st.builds(
            replace,
            values(BudgetLine),
            id=st.sampled_from("abcdefgh"),
            label=st.sampled_from(("Løn", "Leje")),
            details=st.just(()),
        ),
        unique_by=lambda line: line.id,
    )
    funding = st.lists(
        st.builds(replace, values(FundingLine), id=st.sampled_from("fgh")),
        max_size=3,
        unique_by=lambda line: line.id,
    )
    return st.builds(
        BudgetVersion,
        id=st.just(VersionId("v1")),
        name=st.just(""),
        lines=lines.map(tuple),
        funding=funding.map(tuple),
    )


@given(budgets())
def test_a_budget_does_not_differ_from_itself(budget: BudgetVersion) -> None:
    assert difference(budget, budget).is_empty


@given(budgets(), budgets())
def test_a_difference_applied_gives_the_other_budget(
    before: BudgetVersion, after: BudgetVersion
) -> None:
    assert apply(difference(before, after), before) == after


@given(budgets(), budgets())
def test_the_rises_of_the_lines_sum_to_the_rise_of_the_whole(
    before: BudgetVersion, after: BudgetVersion
) -> None:
    found = difference(before, after)
    rise = Money.total(change.amount for change in found.lines)
    assert rise == after.total_costs - before.total_costs
    per_year = Money.total(money for change in found.lines for money in change.per_year.values())
    assert per_year == rise


@given(st.permutations("abcdefgh"))
def test_no_more_lines_are_called_moved_than_must_be(order: list[str]) -> None:
    lines = {key: a_line(key) for key in "abcdefgh"}
    before = a_budget(*lines.values())
    after = a_budget(*(lines[key] for key in order))
    found = difference(before, after).lines
    assert {change.fate for change in found} <= {Fate.MOVED}
    kept = longest_rise(order)
    assert len(found) == len(order) - kept


def longest_rise(order: list[str]) -> int:
    """By looking at every pair: slow and plain."""
    best: list[int] = []
    for place, key in enumerate(order):
        best.append(1 + max((best[i] for i in range(place) if order[i] < key), default=0))
    return max(best)


def test_each_thing_that_became_of_a_line_is_told() -> None:
    before = a_budget(
        a_line("1", {2019: kr(50), 2020: kr(100)}), a_line("2", kr(30)), a_line("3", kr(5))
    )
    after = a_budget(
        a_line("3", kr(5)),
        a_line("1", {2019: kr(50), 2020: kr(120)}, note="Nyt.", partner=PartnerId("p1")),
        a_line("4", kr(7)),
    )
    told = {change.line.id: change for change in difference(before, after).lines}
    assert {key: change.fate for key, change in told.items()} == {
        "3": Fate.MOVED,
        "1": Fate.CHANGED,
        "4": Fate.ADDED,
        "2": Fate.REMOVED,
    }
    wages = told[LineId("1")]
    assert (wages.was, wages.amount, wages.percent) == (kr(150), kr(20), pct("13.33"))
    assert wages.per_year == {2020: kr(20)}
    assert wages.fields == ["note", "amounts", "partner"]
    assert (told[LineId("4")].percent, told[LineId("4")].fields) == (None, ())
    assert told[LineId("2")].amount == kr(-30)


def test_five_hundred_lines_over_ten_years_are_compared_at_once() -> None:
    years = range(2020, 2030)
    lines = [a_line(str(n), {y: Money(n * y) for y in years}) for n in range(1, 501)]
    before = a_budget(*lines)
    turned = [replace(line, amounts={y: m + m for y, m in line.amounts.items()}) for line in lines]
    after = a_budget(*reversed(turned))
    began = perf_counter()
    found = difference(before, after)
    assert apply(found, before) == after
    assert perf_counter() - began < 1
    assert len(found.lines) == 500
