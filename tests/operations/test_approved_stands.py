"""An approved budget is followed by another, never edited: every door to it is tried."""

import inspect
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import (
    Approval,
    BudgetVersion,
    DetailRow,
    FundingSource,
    IndexKind,
    Refusal,
    YearIndex,
)
from budgetdesk.domain.finding import FactValue, Finding, Fix, Severity, Subject
from budgetdesk.domain.parts import names_in
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import SplitBy
from budgetdesk.domain.value import FundingId, LineId, PartnerId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import (
    budget,
    changes,
    funding,
    parts,
    project,
    salary,
    solver,
    versions,
)
from budgetdesk.operations.fixes import FIXES, apply_fix
from tests.builders import a_budget, a_line, a_project, kr
from tests.changed import a_move

LINE, GRANT, YEAR = LineId("1"), FundingId("F-grant"), 2020
QUARTER = SplitBy.QUARTER
ROOMS: tuple[ModuleType, ...] = (budget, funding, parts, salary, solver, changes, versions)
Door = Callable[[Project], Project]

DOORS: dict[Callable[..., Project], Door] = {
    budget.change_budget: lambda p: budget.change_budget(p, lambda v: replace(v, name="Nyt")),
    budget.add_line: lambda p: budget.add_line(p, "Transport"),
    budget.remove_line: lambda p: budget.remove_line(p, LINE),
    budget.move_line: lambda p: budget.move_line(p, LINE, 1),
    budget.rename_line: lambda p: budget.rename_line(p, LINE, "Andet"),
    budget.choose_item: lambda p: budget.choose_item(p, LINE, "rent"),
    budget.write_note: lambda p: budget.write_note(p, LINE, "Ny note."),
    budget.choose_partner: lambda p: budget.choose_partner(p, LINE, PartnerId("p1")),
    budget.set_amount: lambda p: budget.set_amount(p, LINE, YEAR, kr(1)),
    budget.set_amounts: lambda p: budget.set_amounts(p, {(LINE, YEAR): kr(1)}),
    budget.set_details: lambda p: budget.set_details(p, LINE, (a_row(),)),
    funding.add_funding: lambda p: funding.add_funding(p, FundingSource.INCOME),
    funding.remove_funding: lambda p: funding.remove_funding(p, GRANT),
    funding.change_funding: lambda p: funding.change_funding(
        p, replace(p.budget.funding[0], note="Ny.")
    ),
    funding.set_funding_amount: lambda p: funding.set_funding_amount(p, GRANT, YEAR, kr(1)),
    funding.set_source_total: lambda p: funding.set_source_total(p, FundingSource.OWN, kr(1)),
    parts.set_parts: lambda p: parts.set_parts(p, {(LINE, "Forår"): kr(1)}),
    parts.remove_part: lambda p: parts.remove_part(p, "Forår"),
    parts.spread_parts: lambda p: parts.spread_parts(p, [LINE], names_in(the_period(), QUARTER)),
    salary.set_annual_hours: lambda p: salary.set_annual_hours(p, Decimal(1720)),
    salary.set_indices: lambda p: salary.set_indices(p, (an_index(),)),
    salary.use_details: lambda p: salary.use_details(p, [LINE]),
    solver.use_plan: lambda p: solver.use_plan(p, kr(10), kr(20)),
    changes.move_money: lambda p: changes.move_money(p, a_move(1)),
    changes.take_back_move: lambda p: changes.take_back_move(p, 0),
    changes.give_reason: lambda p: changes.give_reason(p, "Derfor."),
    changes.ask_for_period: lambda p: changes.ask_for_period(p, p.period),
    changes.take_into_use: lambda p: changes.take_into_use(p, date(2020, 6, 1)),
    versions.send_budget: lambda p: versions.send_budget(p, date(2020, 6, 1)),
    versions.approve_budget: lambda p: versions.approve_budget(p, an_approval()),
    versions.refuse_budget: lambda p: versions.refuse_budget(p, a_refusal()),
}
"""Each operation on a budget, with something for it to change."""

NO_DOORS = {
    budget.put_budget,  # what the others end in; not called by anyone outside the room
    budget.next_number,
    budget.with_details_applied,
    budget.with_amount,
    budget.line_of,
    versions.start_revision,  # leaves the approved one and begins the next
}


def the_period() -> Period:
    return Period(start=date(2020, 1, 1), end=date(2020, 12, 31))


def a_row() -> DetailRow:
    return DetailRow(text="Timer", year=YEAR, units=Decimal(2), unit_price=kr(5))


def an_index() -> YearIndex:
    return YearIndex(kind=IndexKind.WAGE, year=YEAR, percent=Decimal(2))


def an_approval() -> Approval:
    return Approval(on=date(2020, 2, 2), reference="20/2")


def a_refusal() -> Refusal:
    return Refusal(on=date(2020, 2, 2), by="Styrelsen")


def a_budget_approved() -> BudgetVersion:
    lines = (a_line("1", kr(1000), details=(a_row(),)), a_line("2", kr(1000)))
    return a_budget(*lines, grant=kr(1600), own=kr(400), approved=True)


def an_approved() -> Project:
    return a_project(a_budget_approved(), partners=(Partner(id=PartnerId("p1"), name="Øst"),))


def test_every_operation_on_a_budget_is_among_the_doors() -> None:
    found = {
        function
        for room in ROOMS
        for name, function in inspect.getmembers(room, inspect.isfunction)
        if function.__module__ == room.__name__ and not name.startswith("_")
    }
    assert found == set(DOORS) | NO_DOORS


@pytest.mark.parametrize("door", DOORS.values(), ids=[each.__name__ for each in DOORS])
def test_no_door_leads_into_an_approved_budget(door: Door) -> None:
    with pytest.raises(BudgetDeskError):
        door(an_approved())


@pytest.mark.parametrize("door", DOORS.values(), ids=[each.__name__ for each in DOORS])
def test_every_door_leaves_the_approved_as_it_is_beside_a_revision(door: Door) -> None:
    revised = changes.move_money(versions.start_revision(an_approved(), "Ændring 1"), a_move(1))
    changed = door(revised)
    assert changed.versions[0] == a_budget_approved()
    assert len(changed.versions) == 2


@pytest.mark.parametrize("code", FIXES)
def test_no_fix_changes_an_approved_budget(code: str) -> None:
    facts: dict[str, FactValue] = {
        "year": YEAR, "own": kr(1), "grant": kr(1), "day": date(2020, 2, 1), "name": "Skema",
        "start": date(2020, 1, 1), "end": date(2020, 3, 1), "item": "rent", "by": "quarter",
        "least": Decimal(5),
    }  # fmt: skip
    subject = Subject(kind="line", id=LINE, field=str(YEAR))
    finding = Finding(code="x", severity=Severity.ERROR, subject=subject)
    approved = an_approved()
    try:
        fixed = apply_fix(approved, finding, Fix(code=code, amount=kr(1), facts=facts))
    except BudgetDeskError:
        return
    assert fixed.versions == approved.versions


def test_a_partner_of_an_approved_budget_stays_in_the_project() -> None:
    joint = budget.choose_partner(
        replace(an_approved(), versions=(replace(a_budget_approved(), approval=None),)),
        LINE,
        PartnerId("p1"),
    )
    approved = versions.approve_budget(joint, an_approval())
    with pytest.raises(BudgetDeskError) as error:
        project.set_partners(approved, ())
    assert error.value.code == "project.partner_in_older"
