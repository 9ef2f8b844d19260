"""Moving money: what stays the same, what is refused, and what may be taken into use unasked."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.domain.budget import Approval, Move, Standing
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, FreeLimit, ReallocationRule
from budgetdesk.domain.value import LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import changes
from budgetdesk.operations.budget import set_amount
from budgetdesk.operations.versions import approve_budget, start_revision
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr, pct

DAY = date(2020, 6, 1)
TEN_PERCENT = CallRules(
    reallocation=ReallocationRule(
        source=A_SOURCE, limits=(FreeLimit(percent=pct("10"), inclusive=True),)
    )
)


def a_revision(rules: CallRules | None = None) -> Project:
    """1.000 on each of two lines in each of two years, approved and begun anew."""
    years = {2019: kr(1000), 2020: kr(1000)}
    approved = a_project(a_budget(a_line("1", years), a_line("2", years), approved=True), rules)
    return start_revision(approved, "Ændring 1")


def a_move(amount: int = 100, to: str = "2", year: int = 2020, **fields: object) -> Move:
    made = Move(
        from_line=LineId("1"),
        from_year=2020,
        to_line=LineId(to),
        to_year=year,
        amount=kr(amount),
        reason="Færre timer.",
    )
    return replace(made, **fields)


def amounts(project: Project) -> list[dict[int, Money]]:
    return [dict(line.amounts) for line in project.budget.lines]


def test_a_move_changes_both_lines_and_is_kept_with_its_reason() -> None:
    moved = changes.move_money(a_revision(), a_move(reason=" Færre timer. "))
    assert amounts(moved)[0] == {2019: kr(1000), 2020: kr(900)}
    assert amounts(moved)[1] == {2019: kr(1000), 2020: kr(1100)}
    assert moved.budget.moves == (a_move(),)


def test_a_line_can_be_moved_to_another_year_of_its_own() -> None:
    moved = changes.move_money(a_revision(), a_move(1000, to="1", year=2019))
    assert amounts(moved)[0] == {2019: kr(2000)}


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (a_move(0), "changes.nothing_moved"),
        (a_move(-5), "changes.nothing_moved"),
        (a_move(to="1"), "changes.nothing_moved"),
        (a_move(reason=" "), "changes.without_reason"),
        (a_move(1001), "changes.not_enough"),
        (a_move(from_year=2021), "changes.not_enough"),
        (a_move(to="9"), "budget.unknown_line"),
        (a_move(from_line="9"), "budget.unknown_line"),
    ],
)
def test_a_move_that_cannot_be_made_changes_nothing(move: Move, code: str) -> None:
    with pytest.raises(BudgetDeskError) as error:
        changes.move_money(a_revision(), move)
    assert error.value.code == code


def test_a_move_taken_back_leaves_the_budget_as_it_was() -> None:
    before = a_revision()
    moved = changes.move_money(changes.move_money(before, a_move()), a_move(50, year=2019))
    assert changes.take_back_move(changes.take_back_move(moved, 0), 0) == before


def test_money_that_was_moved_on_cannot_be_taken_back_first() -> None:
    moved = changes.move_money(a_revision(), a_move(1000))
    on = a_move(2000, to="1", year=2019, from_line=LineId("2"))
    moved = changes.move_money(moved, on)
    for number, code in ((0, "changes.not_enough"), (2, "changes.unknown_move")):
        with pytest.raises(BudgetDeskError) as error:
            changes.take_back_move(moved, number)
        assert error.value.code == code


MOVES = st.lists(
    st.builds(
        Move,
        from_line=st.sampled_from("12"),
        from_year=st.sampled_from((2019, 2020)),
        to_line=st.sampled_from("12"),
        to_year=st.sampled_from((2019, 2020)),
        amount=st.builds(Money, st.integers(-10, 150_000)),
        reason=st.just("."),
    )
)


@given(MOVES)
def test_however_money_is_moved_the_budget_comes_to_the_same_and_no_year_to_less_than_nothing(
    moves: list[Move],
) -> None:
    project = a_revision()
    for move in moves:
        with suppress(BudgetDeskError):
            project = changes.move_money(project, move)
    assert project.budget.total_costs == kr(4000)
    assert all(money > kr(0) for line in project.budget.lines for money in line.amounts.values())
    for _ in project.budget.moves:
        project = changes.take_back_move(project, len(project.budget.moves) - 1)
    assert project == a_revision()


def test_the_whole_change_has_a_reason() -> None:
    assert changes.give_reason(a_revision(), " Ny leder. ").budget.reason == "Ny leder."


def test_asking_for_the_period_there_is_asks_for_nothing() -> None:
    longer = Period(start=date(2019, 12, 1), end=date(2021, 6, 30))
    asked = changes.ask_for_period(a_revision(), longer)
    assert asked.budget.period == longer
    assert changes.ask_for_period(asked, asked.period).budget.period is None


def test_what_is_free_is_taken_into_use_and_still_counts_in_the_next_change() -> None:
    free = changes.move_money(a_revision(TEN_PERCENT), a_move(200))
    taken = changes.take_into_use(free, DAY)
    assert (taken.budget.standing, taken.budget.taken) == (Standing.TAKEN, DAY)
    assert taken.base_budget.id == "v1"
    more = changes.move_money(start_revision(taken, "Ændring 2"), a_move(1))
    with pytest.raises(BudgetDeskError) as error:
        changes.take_into_use(more, DAY)
    assert error.value.code == "changes.needs_approval"


def test_an_approval_starts_the_count_anew() -> None:
    moved = changes.move_money(a_revision(TEN_PERCENT), a_move(200))
    approved = approve_budget(moved, Approval(on=DAY, reference="20/1"))
    more = changes.move_money(start_revision(approved, "Ændring 2"), a_move(180))
    assert changes.take_into_use(more, DAY).budget.standing is Standing.TAKEN


def test_where_the_call_is_silent_a_person_decides() -> None:
    moved = changes.move_money(a_revision(), a_move(900))
    assert changes.take_into_use(moved, DAY).budget.standing is Standing.TAKEN


def test_a_longer_period_is_never_taken_unasked() -> None:
    longer = Period(start=date(2019, 12, 1), end=date(2021, 6, 30))
    with pytest.raises(BudgetDeskError) as error:
        changes.take_into_use(changes.ask_for_period(a_revision(), longer), DAY)
    assert error.value.code == "changes.needs_approval"


def test_there_is_nothing_to_change_before_the_first_approval() -> None:
    with pytest.raises(BudgetDeskError) as error:
        changes.take_into_use(a_project(a_budget(a_line("1", kr(1)))), DAY)
    assert error.value.code == "changes.nothing_approved"


def test_an_edit_by_hand_counts_as_much_as_a_move() -> None:
    typed = set_amount(a_revision(TEN_PERCENT), LineId("1"), 2020, kr(700))
    with pytest.raises(BudgetDeskError):
        changes.take_into_use(typed, DAY)
