"""Versions beside each other: a sum for each line in each, and where it changed."""

from msgspec.structs import replace

from budgetdesk.accounting.side_by_side import Beside, costs_beside, funding_beside
from budgetdesk.domain.money import Money
from tests.builders import a_budget, a_line, kr

FIRST = a_budget(a_line("1", kr(10)), a_line("2", kr(20)), grant=kr(30))
SECOND = a_budget(a_line("3", kr(5)), a_line("1", kr(10), label="Løn"), grant=kr(15), own=kr(0))


def sums(*amounts: int | None) -> tuple[Money | None, ...]:
    return tuple(None if amount is None else kr(amount) for amount in amounts)


def test_the_last_versions_lines_come_first_and_those_that_are_gone_last() -> None:
    beside = costs_beside((FIRST, SECOND))
    assert [(each.line.id, each.line.label, each.sums) for each in beside] == [
        ("3", "Linje 3", sums(None, 5)),
        ("1", "Løn", sums(10, 10)),
        ("2", "Linje 2", sums(20, None)),
    ]
    assert [each.sums for each in funding_beside((FIRST, SECOND))] == [sums(30, 15), sums(None, 0)]


def test_a_sum_changed_where_it_is_another_than_in_the_version_before() -> None:
    beside = Beside(line=FIRST.lines[0], sums=sums(None, 5, 5, 6, None))
    assert [beside.is_changed(place) for place in range(5)] == [False, True, False, True, True]


def test_a_project_of_one_version_or_none_has_nothing_beside_it() -> None:
    assert [each.sums for each in costs_beside((FIRST,))] == [sums(10), sums(20)]
    assert costs_beside((replace(FIRST, lines=()),)) == []
