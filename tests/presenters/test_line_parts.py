"""The budget by its parts without a window."""

import pytest

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, SplitBy, SplitRule
from budgetdesk.presenters.line_parts import LineParts
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr
from tests.presenters.desks import at, opened, place, row_of


def a_plan(*by: SplitBy, **fields: object) -> Project:
    rules = CallRules(split=SplitRule(source=A_SOURCE, by=by)) if by else CallRules()
    return a_project(a_budget(a_line("1", kr(1200)), a_line("2", kr(90))), rules, **fields)


@pytest.fixture
def workspace() -> Workspace:
    return opened(a_plan(SplitBy.YEAR, SplitBy.QUARTER))


def test_the_calls_quarters_are_columns_with_the_line_and_what_is_left(
    workspace: Workspace,
) -> None:
    table = LineParts(workspace)
    assert [column.heading for column in table.columns] == [
        "Nr.",
        "Udgift",
        "Budgetpost",
        "Mangler",
        "4. kvt. 2019",
        "1. kvt. 2020",
        "2. kvt. 2020",
        "3. kvt. 2020",
        "4. kvt. 2020",
    ]
    assert row_of(table, 0)[:5] == ["1", "Linje 1", "1.200,00", "1.200,00", ""]
    assert row_of(table, 2)[:4] == ["", "I alt", "1.290,00", "1.290,00"]
    assert at(table, 0, "rest").tone is Tone.ERROR
    assert "Opslaget kræver budgettet delt på kvartal" in table.status.text


def test_a_block_is_typed_as_one_step_checked_and_undone(workspace: Workspace) -> None:
    table = LineParts(workspace)
    first = place(table, "part:2020-Q1")
    table.enter({(0, first): "1.000", (0, first + 1): "200", (1, first): "90", (9, first): "1"})
    assert [line.parts for line in table.lines] == [
        {"2020-Q1": kr(1000), "2020-Q2": kr(200)},
        {"2020-Q1": kr(90)},
    ]
    assert table.status.icon == "ok"
    assert at(table, 0, "rest").tone is Tone.PLAIN
    assert row_of(table, 2)[first] == "1.090,00"
    assert not {"split.missing", "split.parts_differ"} & {f.code for f in workspace.findings}
    workspace.session.undo()
    assert all(not line.parts for line in table.lines)


def test_words_that_are_no_amount_are_kept_and_fixed_columns_take_nothing(
    workspace: Workspace,
) -> None:
    table = LineParts(workspace)
    first = place(table, "part:2020-Q1")
    table.enter({(0, first): "meget", (0, 2): "5", (0, 99): "5"})
    assert (table.cell(0, first).text, table.cell(0, first).tone) == ("meget", Tone.ERROR)
    assert not table.lines[0].parts


def test_a_finding_about_the_parts_leads_to_the_first_of_them(workspace: Workspace) -> None:
    table = LineParts(workspace)
    parts = Subject(kind="line", id="2", field="parts")
    assert table.place_of(parts) == (1, place(table, "part:2019-Q4"))
    assert table.place_of(Subject(kind="line", id="2", field="note")) is None
    assert table.place_of(Subject(kind="line", id="gone", field="parts")) is None
    bare = LineParts(opened(a_plan(SplitBy.DEPARTMENT)))
    assert bare.place_of(parts) == (1, place(bare, "rest"))


def test_departments_are_added_by_name_and_a_quarter_as_it_is_shown() -> None:
    workspace = opened(a_plan(SplitBy.DEPARTMENT))
    table = LineParts(workspace)
    for name in ("Børn og unge", "1. kvt. 2020", " "):
        table.add(name)
    assert list(table.names) == ["2020-Q1", "Børn og unge"]
    column = place(table, "part:Børn og unge")
    table.enter({(0, column): "5"})
    assert table.part_at(column) == "Børn og unge"
    table.remove(column)
    table.remove(0)
    assert list(table.names) == ["2020-Q1"]
    assert not table.lines[0].parts
    dateless = LineParts(opened(a_plan(period=None)))
    assert dateless.names == ()
    dateless.add("1. kvt. 2020")
    assert list(dateless.names) == ["1. kvt. 2020"]


def test_lines_are_laid_out_evenly_over_the_calendar_only(workspace: Workspace) -> None:
    table = LineParts(workspace)
    assert table.can_spread
    table.spread([0, 2])
    assert table.lines[0].parts == {f"2020-Q{n}": kr(300) for n in range(1, 5)}
    table.spread([2])
    assert not table.lines[1].parts
    departments = LineParts(opened(a_plan(SplitBy.DEPARTMENT)))
    assert not departments.can_spread
    departments.spread([0])
    assert not departments.lines[0].parts


def test_without_a_demand_the_parts_in_use_are_shown_by_month_too() -> None:
    line = a_line("1", kr(5), parts={"2020-03": kr(5)})
    table = LineParts(opened(a_project(a_budget(line))))
    assert table.columns[-1].heading == "mar. 2020"
    assert table.status.icon == "ok"
    open_line = LineParts(opened(a_plan()))
    assert open_line.status.tone is Tone.QUIET
    assert "Opslaget kræver det ikke." in open_line.status.text


def test_a_budget_that_is_never_edited_keeps_its_parts() -> None:
    project = a_project(a_budget(a_line("1", kr(5), parts={"A": kr(5)}), approved=True))
    table = LineParts(opened(project))
    table.enter({(0, place(table, "part:A")): "9"})
    table.remove(place(table, "part:A"))
    assert table.lines[0].parts == {"A": kr(5)}
