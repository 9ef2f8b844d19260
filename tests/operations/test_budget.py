"""The budget's lines."""

from decimal import Decimal

import pytest

from budgetdesk.domain.budget import DetailRow
from budgetdesk.domain.ledger import AllocationRule, Ledger, Part, PartKind, Placement
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId, PartnerId, PostingId, RuleId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import budget
from tests.builders import a_budget, a_line, a_project, kr


@pytest.fixture
def project() -> Project:
    return a_project(a_budget(a_line("1", kr(100)), a_line("2", kr(200))))


def test_a_new_line_stands_last_with_an_id_of_its_own(project: Project) -> None:
    changed = budget.add_line(project, "  Lokaler ", "rent")
    last = changed.budget.lines[-1]
    assert (last.id, last.label, last.item, last.total) == ("3", "Lokaler", "rent", kr(0))


def test_a_new_line_never_takes_the_id_of_a_line_that_postings_still_lie_on() -> None:
    placed = Placement(parts=(Part(kind=PartKind.COST, amount=kr(1), target="7"),))
    project = a_project(
        a_budget(a_line("1", kr(100))),
        ledger=Ledger(
            rules=(AllocationRule(id=RuleId("r1"), kind=PartKind.COST, target="9"),),
            placements={PostingId("1-2"): placed},
        ),
    )
    assert budget.add_line(project, "Ny").budget.lines[-1].id == "10"


def test_a_line_is_removed(project: Project) -> None:
    assert [x.id for x in budget.remove_line(project, LineId("1")).budget.lines] == ["2"]


@pytest.mark.parametrize(("place", "order"), [(0, "21"), (1, "12"), (9, "12"), (-3, "21")])
def test_a_line_is_moved(project: Project, place: int, order: str) -> None:
    moved = budget.move_line(project, LineId("2"), place)
    assert "".join(line.id for line in moved.budget.lines) == order


def test_what_a_line_says_is_changed_one_thing_at_a_time(project: Project) -> None:
    one = LineId("1")
    changed = budget.rename_line(project, one, " Løn ")
    changed = budget.choose_item(changed, one, "salary")
    changed = budget.write_note(changed, one, " 20 timer ")
    changed = budget.choose_partner(changed, one, PartnerId("p1"))
    line, untouched = changed.budget.lines
    assert (line.label, line.item, line.note, line.partner) == ("Løn", "salary", "20 timer", "p1")
    assert untouched == project.budget.lines[1]


def test_amounts_stand_in_the_order_of_the_years_and_zero_is_an_empty_year(
    project: Project,
) -> None:
    changed = budget.set_amount(project, LineId("1"), 2019, kr(50))
    assert list(changed.budget.lines[0].amounts.items()) == [(2019, kr(50)), (2020, kr(100))]
    assert budget.set_amount(changed, LineId("1"), 2019, kr(0)) == project


def test_a_pasted_block_is_one_step_or_none_at_all(project: Project) -> None:
    block = {(LineId("1"), 2020): kr(1), (LineId("2"), 2019): kr(2)}
    changed = budget.set_amounts(project, block)
    assert [line.total for line in changed.budget.lines] == [kr(1), kr(202)]
    with pytest.raises(BudgetDeskError) as error:
        budget.set_amounts(project, block | {(LineId("x"), 2020): kr(3)})
    assert (error.value.code, error.value.facts) == ("budget.unknown_line", {"id": "x"})


def test_detail_rows_give_the_amounts_of_their_years(project: Project) -> None:
    rows = (
        DetailRow(text="Leder", year=2020, units=Decimal("37.5"), unit_price=kr("301.01")),
        DetailRow(text="Kontor", year=2020, units=Decimal(2), unit_price=kr(10)),
        DetailRow(text="Leder", year=2021, units=Decimal(1), unit_price=kr(300)),
    )
    detailed = budget.set_details(project, LineId("1"), rows)
    # 37,5 x 301,01 = 11.287,875, and half an øre goes up
    assert detailed.budget.lines[0].amounts == {2020: kr("11307.88"), 2021: kr(300)}
    fewer = budget.set_details(detailed, LineId("1"), rows[:2])
    assert fewer.budget.lines[0].amounts == {2020: kr("11307.88")}
