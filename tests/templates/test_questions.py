"""A form with words of its own: what is unsure is asked once, and remembered for that form."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from budgetdesk import template_jobs
from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.memory import remember, remembered
from budgetdesk.templates.picture import picture
from tests.builders import a_project
from tests.templates.books import AT, formulas, project, saved, sheet_of, values

ROWS = ("Lønninger", "Konsulenthjælp", "Lokaler", "Evaluering", "Materialer", "Revisor")


def odd(book: Workbook) -> None:  # noqa: C901 - a sheet written cell by cell
    """Other words, another order, a sheet whose name needs quotes, and one that is hidden."""
    sheet: Any = book.active
    sheet.title = "Øko nomi's ark"
    for row, label in enumerate(("Navn på projektet", "Ansøgers navn", "Startdato", "Slutdato"), 3):
        sheet.cell(row, 2, label)
    for row in (5, 6):
        sheet.cell(row, 4).number_format = "dd-mm-yyyy"
    columns = ("Aktivitetsområder", "Kroner 2019", "Kroner 2020", "Samlet", "Uddybende kommentar")
    for number, heading in enumerate(columns, 2):
        sheet.cell(10, number, heading)
    for row, label in enumerate(ROWS, 11):
        sheet.cell(row, 2, label)
        sheet.cell(row, 5, f"=SUM(C{row}:D{row})")
        for column in (3, 4, 6):
            sheet.cell(row, column).border = Border(left=Side(style="thin"))
    sheet["B17"] = "Samlede udgifter"
    for letter in "CDE":
        sheet[f"{letter}17"] = f"=SUM({letter}11:{letter}16)"
    for number, heading in enumerate(("Finansieringsplan", "2019", "2020", "I alt"), 2):
        sheet.cell(19, number, heading)
    for row, label in enumerate(("Ansøgt tilskud", "Kommunal medfinansiering"), 20):
        sheet.cell(row, 2, label)
        sheet.cell(row, 5, f"=SUM(C{row}:D{row})")
    hidden = book.create_sheet("Skjult")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "='Øko nomi''s ark'!E17*2"


TOLD = [("Aktivitetsområder", "Udgiftspost"), ("Uddybende kommentar", "note")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fondens skema.xlsx"
    path.write_bytes(saved(odd))
    return path


def test_it_works_after_one_round_of_questions(file: Path, tmp_path: Path) -> None:
    form = template_jobs.read_template(file).reading.form
    assert [question.label for question in form.questions] == [label for label, _ in TOLD]
    told = template_jobs.told_by(TOLD, form)
    given = project("star_budget_regnskab")
    made = template_jobs.fill_template(given, file, tmp_path / "ud.xlsx", told=told)
    assert made.is_sound
    assert made.filled.form.questions == ()
    content = Path(made.path).read_bytes()
    found = values(content)
    sheet = "Øko nomi's ark"
    assert found[(sheet, "C3")] == given.title
    assert found[(sheet, "D5")].date() == given.period.start  # type: ignore[union-attr]
    assert found[(sheet, "E17")] == 625_000
    assert found[("Skjult", "A1")] == 1_250_000
    assert found[(sheet, "F13")].startswith("Kommunens egne lokaler")
    assert formulas(content) == formulas(file.read_bytes())
    read, looked = template_jobs.project_from(Path(made.path), given.call, AT)
    assert read.budget.total_costs == given.budget.total_costs
    assert looked.reading.form.questions == ()


def test_nothing_is_asked_again(file: Path) -> None:
    form = template_jobs.read_template(file).reading.form
    template_jobs.remember_told(file, template_jobs.told_by(TOLD, form))
    assert template_jobs.read_template(file).reading.form.questions == ()


def test_an_answer_that_led_to_nothing_is_not_kept(file: Path, tmp_path: Path) -> None:
    form = template_jobs.read_template(file).reading.form
    told = template_jobs.told_by(TOLD, form)
    template_jobs.read_template(file, told)
    with pytest.raises(BudgetDeskError):
        template_jobs.fill_template(a_project(), file, file, told=told)
    assert len(template_jobs.read_template(file).reading.form.questions) == len(TOLD)
    template_jobs.fill_template(a_project(), file, tmp_path / "ud.xlsx", told=told)
    assert template_jobs.read_template(file).reading.form.questions == ()


def test_nothing_is_written_in_a_column_said_to_be_nothing(file: Path, tmp_path: Path) -> None:
    form = template_jobs.read_template(file).reading.form
    told = template_jobs.told_by(
        [("Aktivitetsområder", "line"), ("uddybende kommentar", "-")], form
    )
    made = template_jobs.fill_template(
        project("star_budget_regnskab"), file, tmp_path / "ud.xlsx", told=told
    )
    assert not any(write.cell.startswith("F") for write in made.filled.writes)


def test_an_answer_to_no_question_or_of_no_meaning_is_refused(file: Path) -> None:
    form = template_jobs.read_template(file).reading.form
    for typed, code in (
        (("Helt andet", "Beløb"), "templates.no_such_question"),
        (("Aktivitetsområder", "Sludder"), "templates.no_such_meaning"),
    ):
        with pytest.raises(BudgetDeskError) as stopped:
            template_jobs.told_by([typed], form)
        assert stopped.value.code == code


def test_a_question_is_shown_with_the_cells_around_it(file: Path) -> None:
    question = template_jobs.read_template(file).reading.form.questions[0]
    shown = picture(file, question)
    assert "[Aktivitetsområ]" in shown
    assert "Kroner 2019" in shown
    assert "Lønninger" in shown


def test_a_label_that_only_resembles_a_field_is_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "skema.xlsx"

    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet["A1"] = "Kontaktperson hos os"
        sheet["B1"].border = Border(left=Side(style="thin"))
        sheet["A2"] = "Projekttitel"

    file.write_bytes(saved(make))
    form = template_jobs.read_template(file).reading.form
    assert [(question.kind, question.candidates[0]) for question in form.questions] == [
        ("field", "project.contact")
    ]
    told = template_jobs.told_by([("Kontaktperson hos os", "Kontaktperson")], form)
    assert template_jobs.read_template(file, told).reading.form.field("project.contact")


@pytest.mark.parametrize("kept", ["intet JSON", "[1]"])
def test_what_was_told_is_forgotten_when_its_file_is_broken(kept: str, told_here: Path) -> None:
    remember("abc", {"column: x": "note"})
    assert remembered("abc") == {"column: x": "note"}
    (told_here / "abc.json").write_text(kept, encoding="utf-8")
    assert remembered("abc") == {}


def test_a_folder_that_cannot_be_written_in_is_let_be(told_here: Path) -> None:
    told_here.write_text("en fil, ikke en mappe", encoding="utf-8")
    remember("abc", {"column: x": "note"})
    assert remembered("abc") == {}


def test_a_form_of_two_columns_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "to kolonner.xlsx"
    rows: list[list[Any]] = [
        ["Budget"],
        ["Post", "Beløb"],
        *([label, None] for label in ROWS),
        ["I alt", "=SUM(B3:B8)"],
    ]
    rows += [
        [],
        ["Indtægter", "Beløb"],
        ["Tilskud"],
        ["Medfinansiering"],
        ["I alt", "=SUM(B12:B13)"],
    ]
    file.write_bytes(sheet_of(*rows))
    made = template_jobs.fill_template(project("star_budget_regnskab"), file, tmp_path / "ud.xlsx")
    assert made.is_sound
    found = values(Path(made.path).read_bytes())
    assert found[("Ark1", "B9")] == found[("Ark1", "B14")] == 625_000
