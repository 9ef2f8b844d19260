"""The budget page without a window: rows, edits, marks, and the life of a version."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import BudgetVersion, Refusal
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, CostItem, EligibleRule, NoteRule
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.budget import BudgetPresenter
from budgetdesk.presenters.table import Tone, block
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from budgetdesk.typed import UnreadableError
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr
from tests.presenters.desks import TODAY, at, opened, place, row_of, typed

RULES = CallRules(
    notes=NoteRule(source=A_SOURCE),
    eligible=EligibleRule(
        closed=True,
        source=A_SOURCE,
        items=(CostItem(key="salary", label="Løn"), CostItem(key="audit", label="Revision")),
    ),
)


def a_plan(**fields: object) -> Project:
    """Two lines over 2019 and 2020, 400 kr. in all."""
    wages = a_line("1", {2019: kr(100), 2020: kr(200)}, label="Løn", item="salary")
    audit = a_line("2", {2020: kr(100)}, label="Revision", item="audit", note="Tilbud.")
    return a_project(a_budget(wages, audit), RULES, **fields)


@pytest.fixture
def workspace() -> Workspace:
    return opened(a_plan())


@pytest.fixture
def budget(workspace: Workspace) -> BudgetPresenter:
    return BudgetPresenter(workspace)


def labels(budget: BudgetPresenter) -> list[str]:
    return [line.label for line in budget.lines]


def approved(project: Project) -> Project:
    version = a_budget(*project.budget.lines, approved=True)
    return replace(project, versions=(version,))


def test_the_sheet_shows_lines_an_empty_row_and_totals(budget: BudgetPresenter) -> None:
    assert [column.heading for column in budget.columns] == [
        "Nr.",
        "Udgift",
        "Hører til i opslaget",
        "Note",
        "2019",
        "2020",
        "I alt",
        "Andel",
    ]
    assert [row_of(budget, row) for row in range(budget.row_count)] == [
        ["1", "Løn", "Løn", "Begrundet.", "100,00", "200,00", "300,00", "75,00 %"],
        ["2", "Revision", "Revision", "Tilbud.", "", "100,00", "100,00", "25,00 %"],
        ["", "", "", "", "", "", "", ""],
        ["", "I alt", "", "", "100,00", "300,00", "400,00", ""],
    ]


def test_a_call_without_a_list_of_costs_needs_no_column_for_it() -> None:
    budget = BudgetPresenter(opened(a_project(a_budget(a_line()))))
    assert "item" not in [column.key for column in budget.columns]


def test_years_beyond_the_period_that_hold_amounts_are_shown_too() -> None:
    budget = BudgetPresenter(opened(a_project(a_budget(a_line("1", {2017: kr(5)})))))
    assert budget.years == [2017, 2019, 2020]


def test_a_period_typed_with_a_wrong_year_does_not_fill_the_screen() -> None:
    period = Period(start=date(2019, 1, 1), end=date(2099, 1, 1))
    budget = BudgetPresenter(opened(a_plan(period=period)))
    assert budget.years == list(range(2019, 2031))


def test_without_period_and_amounts_the_page_says_what_to_do_first() -> None:
    budget = BudgetPresenter(opened(a_project(period=None)))
    assert budget.years == []
    assert "projektperioden" in budget.hint
    assert BudgetPresenter(opened(a_plan())).hint == ""


def test_an_amount_typed_the_danish_way_is_taken(budget: BudgetPresenter) -> None:
    typed(budget, 1, y2019="1.234,50 kr.")
    assert budget.lines[1].amounts == {2019: kr("1234.50"), 2020: kr(100)}
    assert at(budget, 1, "2019").amount == kr("1234.50")


def test_an_emptied_amount_leaves_the_year_empty(budget: BudgetPresenter) -> None:
    typed(budget, 0, y2019="")
    assert budget.lines[0].amounts == {2020: kr(200)}


def test_words_are_taken(budget: BudgetPresenter) -> None:
    typed(budget, 0, label=" Lønninger ", item="revision", note="Ny note")
    line = budget.lines[0]
    assert (line.label, line.item, line.note) == ("Lønninger", "audit", "Ny note")


def test_what_cannot_be_read_is_kept_and_marked_and_the_rest_taken(
    budget: BudgetPresenter, workspace: Workspace
) -> None:
    typed(budget, 0, y2019="tolv", y2020="9")
    assert budget.lines[0].amounts == {2019: kr(100), 2020: kr(9)}
    cell = at(budget, 0, "2019")
    assert (cell.text, cell.tone, cell.icon, cell.amount) == ("tolv", Tone.ERROR, "error", None)
    assert "ikke et beløb" in cell.tip

    typed(budget, 0, y2019="12")
    assert at(budget, 0, "2019").text == "12,00"
    assert not workspace.unread


def test_typing_several_cells_is_one_step(budget: BudgetPresenter, workspace: Workspace) -> None:
    typed(budget, 0, y2019="1", y2020="2", note="x")
    workspace.session.undo()
    assert budget.lines[0].amounts == {2019: kr(100), 2020: kr(200)}


def test_a_block_from_a_spreadsheet_goes_on_below_with_new_lines(budget: BudgetPresenter) -> None:
    pasted = "Rejser\tLøn\tTil møder\t10\t20\nTryk\tGuld\t\t\tmange\n"
    budget.enter(block(pasted, (2, place(budget, "label"))))

    assert labels(budget) == ["Løn", "Revision", "Rejser", "Tryk"]
    assert row_of(budget, 2)[1:6] == ["Rejser", "Løn", "Til møder", "10,00", "20,00"]
    assert row_of(budget, 3)[1:6] == ["Tryk", "Guld", "", "", "mange"]
    assert at(budget, 3, "2020").tone is Tone.ERROR


def test_a_block_over_the_totals_makes_no_empty_line(budget: BudgetPresenter) -> None:
    typed(budget, 3, label="Rejser", total="5")
    assert labels(budget) == ["Løn", "Revision", "Rejser"]


def test_a_block_wider_than_the_sheet_is_cut(budget: BudgetPresenter) -> None:
    budget.enter({(0, 99): "x", (5, place(budget, "total")): "7", (2, 1): " "})
    assert labels(budget) == ["Løn", "Revision"]


def test_the_empty_row_says_what_it_is_for(budget: BudgetPresenter) -> None:
    cell = at(budget, 2, "label")
    assert (cell.icon, cell.is_editable) == ("add", True)
    assert "tilføje en budgetpost" in cell.tip
    assert at(budget, 2, "item").choices == ("", "Løn", "Revision")
    assert not at(budget, 2, "total").is_editable
    assert at(budget, 2, "2019").is_editable


def test_a_finding_marks_the_cell_it_is_about(budget: BudgetPresenter) -> None:
    typed(budget, 1, note="", item="")
    note, item = at(budget, 1, "note"), at(budget, 1, "item")
    assert (note.icon, note.tone, item.icon) == ("error", Tone.ERROR, "error")
    assert note.tip.startswith("Budgetpost 2 »Revision« mangler en note.")
    assert at(budget, 0, "note").icon == ""


def test_an_item_the_call_does_not_know_is_shown_by_its_key() -> None:
    budget = BudgetPresenter(opened(a_project(a_budget(a_line(item="gold")), RULES)))
    assert at(budget, 0, "item").text == "gold"


def test_a_findings_subject_is_found(budget: BudgetPresenter) -> None:
    assert budget.place_of(Subject(kind="line", id="2", field="2020")) == (1, 5)
    assert budget.place_of(Subject(kind="line", id="2", field="explanation")) == (1, 1)
    assert budget.place_of(Subject(kind="line")) == (0, 1)
    assert budget.place_of(Subject(kind="line", id="9")) is None
    assert budget.place_of(Subject(kind="funding", id="2")) is None


def test_a_line_is_added_moved_and_removed(budget: BudgetPresenter) -> None:
    assert budget.add() == 2
    typed(budget, 2, label="Rejser")
    assert budget.move(2, -1) == 1
    assert labels(budget) == ["Løn", "Rejser", "Revision"]
    assert budget.move(0, -1) == 0
    assert budget.move(2, 1) == 2

    budget.remove([0, 2, 3, 4])
    assert labels(budget) == ["Rejser"]
    budget.remove([1, 2])
    assert labels(budget) == ["Rejser"]


def test_unread_words_go_with_their_line(budget: BudgetPresenter, workspace: Workspace) -> None:
    typed(budget, 0, y2020="mange")
    typed(budget, 1, y2020="flere")
    budget.remove([1])
    assert [subject.id for subject in workspace.unread] == ["1"]


def test_the_note_can_be_written_at_length(budget: BudgetPresenter) -> None:
    budget.write_note(1, "Først.\nSiden.")
    assert budget.note(1).text == "Først.\nSiden."
    assert budget.note_heading(1) == "Note til budgetpost 2 Revision"
    assert [budget.has_line(row) for row in (-1, 0, 1, 2)] == [False, True, True, False]


def test_an_approved_budget_is_locked_and_says_so() -> None:
    budget = BudgetPresenter(opened(approved(a_plan())))
    assert budget.status.text == (
        "Ansøgt: godkendt 02-01-2020 (19/12345) og låst. "
        "Skal noget ændres, starter Ctrl+R en budgetændring, og du kan rette videre."
    )
    assert (budget.can_edit, budget.can_approve, budget.can_revise) == (False, False, True)
    assert budget.row_count == 3
    assert row_of(budget, 2)[1] == "I alt"
    assert not at(budget, 0, "label").is_editable
    typed(budget, 0, label="Andet")
    assert labels(budget) == ["Løn", "Revision"]
    assert not budget.can_move(0, 1)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"sent": TODAY}, "Ansøgt er sendt til tilskudsgiver og låst"),
        ({"taken": TODAY}, "Ansøgt er taget i brug uden godkendelse og låst"),
        ({"refusal": Refusal(on=TODAY, by="STAR")}, "Ansøgt er afslået og låst"),
    ],
)
def test_whatever_locks_a_budget_says_so_and_how_to_go_on(
    fields: dict[str, object], said: str
) -> None:
    project = a_plan()
    version = replace(project.budget, **fields)
    budget = BudgetPresenter(opened(replace(project, versions=(version,))))
    assert budget.status.text.startswith(said)
    assert "Ctrl+R" in budget.status.text
    budget.revise()
    assert budget.can_edit
    assert budget.project.budget.name == "Udgave 2"


def test_an_approved_budget_without_a_name_is_called_the_budget() -> None:
    project = approved(a_plan())
    nameless: BudgetVersion = replace(project.budget, name="")
    budget = BudgetPresenter(opened(replace(project, versions=(nameless,))))
    assert budget.status.text.startswith("Budgettet: godkendt")


def test_a_budget_is_approved_and_then_revised(budget: BudgetPresenter) -> None:
    assert "Ikke godkendt endnu" in budget.status.text
    assert (budget.can_approve, budget.can_revise) == (True, False)

    budget.approve("i dag", " Tilsagn 7 ")
    approval = budget.project.budget.approval
    assert approval is not None
    assert (approval.on, approval.reference) == (TODAY, "Tilsagn 7")

    budget.revise()
    assert budget.project.budget.name == "Ændring 1"
    assert budget.status.text == (
        "Ændring 1 er ikke godkendt endnu. "
        "Til den er det, holdes regnskabet op imod budgettet godkendt 15-06-2020."
    )
    assert budget.status.tone is Tone.WARNING
    assert budget.can_edit


def test_an_approval_needs_a_day_and_a_reference(budget: BudgetPresenter) -> None:
    for day in ("", "32-01-2020"):
        with pytest.raises(UnreadableError):
            budget.approve(day, "Tilsagn")
    with pytest.raises(BudgetDeskError, match="approval_without_reference"):
        budget.approve("01-06-2020", " ")
    assert budget.can_edit


def test_a_document_only_looked_at_takes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.budgetdesk"
    Session.create(file, a_plan(), "Kim").close()
    with Session.open(file, "Bo", read_only=True) as session:
        budget = BudgetPresenter(Workspace(session, lambda: TODAY))
        assert (budget.can_edit, budget.can_approve, budget.can_revise) == (False, False, False)
        typed(budget, 0, label="Andet")
        assert labels(budget) == ["Løn", "Revision"]


def test_a_sheet_with_nothing_in_it_has_no_shares() -> None:
    budget = BudgetPresenter(opened(a_project(a_budget(a_line("1")), RULES)))
    assert at(budget, 0, "share").text == ""
    assert at(budget, 2, "total").text == ""
