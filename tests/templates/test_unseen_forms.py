"""Forms of shapes nobody has shown us: recognised after one round of questions, or told plainly."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from budgetdesk import template_jobs
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.template_jobs import FilledFile
from tests.templates.books import (
    AT,
    form,
    formulas,
    parts,
    project,
    saved,
    sheet_of,
    values,
    with_part,
)

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def given() -> Project:
    return project("star_budget_regnskab")


def filled(given: Project, content: bytes, folder: Path, suffix: str = ".xlsx") -> FilledFile:
    path = folder / f"skema{suffix}"
    path.write_bytes(content)
    return template_jobs.fill_template(given, path, folder / f"ud{suffix}")


def codes(made: FilledFile) -> set[str]:
    return {notice.code for notice in made.notices}


def test_an_english_form_is_known_by_its_own_words(given: Project, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Project title", None],
        ["Applicant", None],
        ["Start date", None],
        [],
        ["Cost category", "Description", "2019", "2020", "Total"],
        ["Staff costs"], ["External assistance"], ["Consumables"], ["Premises"],
        ["Evaluation"], ["Audit"], ["Travel and subsistence"],
        ["Total costs", None, "=SUM(C6:C12)", "=SUM(D6:D12)", "=SUM(E6:E12)"],
        [],
        ["Funding source", None, "2019", "2020", "Total"],
        ["Grant"], ["Own contribution"],
        ["Total funding", None, "=SUM(C16:C17)", "=SUM(D16:D17)", "=SUM(E16:E17)"],
    ]  # fmt: skip
    made = filled(given, sheet_of(*rows), tmp_path)
    assert made.filled.form.questions == ()
    assert made.filled.disagreements == ()
    found = values(Path(made.path).read_bytes())
    assert (found[("Ark1", "E13")], found[("Ark1", "E18")]) == (625_000, 625_000)
    assert found[("Ark1", "B1")] == given.title
    assert {each.code for each in made.filled.unplaced} == {"vouchers"}


def test_years_below_each_other_are_not_filled_in_but_told(given: Project, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Projekttitel", None],
        [],
        ["Budgetpost", "Periode", "Beløb"],
        ["Løn", 2019, None], [None, 2020, None],
        ["Revision", 2019, None], [None, 2020, None],
        ["I alt", None, "=SUM(C4:C7)"],
    ]  # fmt: skip
    made = filled(given, sheet_of(*rows), tmp_path)
    assert "years_down" in codes(made)
    assert not made.is_sound
    assert {write.cell for write in made.filled.writes} == {"B1"}


def test_units_at_a_price_need_no_column_of_totals(given: Project, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Budgetpost", "Antal", "Enhedspris"],
        *([line.label] for line in given.budget.lines),
    ]
    made = filled(given, sheet_of(*rows), tmp_path)
    found = values(Path(made.path).read_bytes())
    last = len(rows)
    worth = sum(
        found[("Ark1", f"B{n}")] * found[("Ark1", f"C{n}")]
        for n in range(2, last + 1)
        if ("Ark1", f"B{n}") in found
    )
    assert worth == 625_000
    read, _ = template_jobs.project_from(Path(made.path), given.call, AT)
    assert read.budget.total_costs == given.budget.total_costs


def test_units_at_a_price_may_stand_on_rows_below_a_line(given: Project, tmp_path: Path) -> None:
    labels = [line.label for line in given.budget.lines]

    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.title = "Ark1"
        sheet.append(("Budgetpost", "Specifikation", "Antal", "Enhedspris"))
        for number, label in enumerate(labels):
            sheet.cell(2 + number * 7, 1, label)
            for row in range(3 + number * 7, 9 + number * 7):
                for column in (2, 3, 4):
                    sheet.cell(row, column).number_format = "General;@"

    made = filled(given, saved(make), tmp_path)
    read, _ = template_jobs.project_from(Path(made.path), given.call, AT)
    assert read.budget.total_costs == given.budget.total_costs


def test_a_form_in_thousands_is_filled_and_read_in_thousands(
    given: Project, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        ["Alle beløb angives i 1.000 kr."],
        ["Budgetpost", "2019", "2020", "I alt", "Regnskab"],
        *(
            [line.label, None, None, f"=SUM(B{n}:C{n})", None]
            for n, line in enumerate(given.budget.lines, 3)
        ),
    ]
    last = len(rows)
    rows.append(["I alt", *(f"=SUM({c}3:{c}{last})" for c in "BCDE")])
    made = filled(given, sheet_of(*rows), tmp_path)
    assert "thousands" in codes(made)
    assert made.filled.disagreements == ()
    assert values(Path(made.path).read_bytes())[("Ark1", f"D{last + 1}")] == 625
    read, _ = template_jobs.project_from(Path(made.path), given.call, AT)
    assert read.budget.total_costs == given.budget.total_costs


def test_thousands_may_be_typed_as_words(tmp_path: Path) -> None:
    path = tmp_path / "skema.xlsx"
    rows: list[list[Any]] = [["Budgetpost", "Beløb (1.000 kr.)"], ["Løn", "312,5"], ["Leje", None]]
    path.write_bytes(sheet_of(*rows))
    lines = template_jobs.read_template(path).reading.content.lines
    assert lines[0].total == Money(31_250_000)


def test_the_financing_may_stand_on_top(given: Project, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Indtægter", "2019", "2020"],
        ["Tilskud"], ["Egen medfinansiering"],
        ["I alt", "=SUM(B2:B3)", "=SUM(C2:C3)"],
        [],
        ["Udgifter", "2019", "2020"],
        *([line.label] for line in given.budget.lines),
    ]  # fmt: skip
    made = filled(given, sheet_of(*rows), tmp_path)
    read, _ = template_jobs.project_from(Path(made.path), given.call, AT)
    assert read.budget.total_costs == given.budget.total_costs
    grant = [line.total for line in read.budget.funding if line.source is FundingSource.GRANT]
    assert grant == [Money(50_000_000)]


def test_headings_may_be_merged_over_two_rows(given: Project, tmp_path: Path) -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.title = "Ark1"
        sheet["A1"], sheet["B1"], sheet["D1"] = "Budgetpost", "Budget", "I alt"
        sheet["B2"], sheet["C2"] = 2019, 2020
        for area in ("A1:A2", "B1:C1", "D1:D2"):
            sheet.merge_cells(area)
        for row, line in enumerate(given.budget.lines, 3):
            sheet.cell(row, 1, line.label)
            sheet.cell(row, 4, f"=SUM(B{row}:C{row})")

    made = filled(given, saved(make), tmp_path)
    assert made.filled.form.questions == ()
    read, _ = template_jobs.project_from(Path(made.path), given.call, AT)
    assert [line.amounts for line in read.budget.lines] == [
        line.amounts for line in given.budget.lines
    ]


def dressed(given: Project, folder: Path, macros: bytes = b"") -> bytes:
    """A form with a chart, a picture, data bars in the x14 part and a sheet locked by a word."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Budget")
        open_ = book.add_format({"locked": False})
        sheet.write_row(0, 0, ("Budgetpost", "2019", "2020", "I alt"))
        for row, line in enumerate(given.budget.lines, 1):
            sheet.write(row, 0, line.label)
            sheet.write_blank(row, 1, None, open_)
            sheet.write_blank(row, 2, None, open_)
            sheet.write_formula(row, 3, f"=SUM(B{row + 1}:C{row + 1})")
        last = len(given.budget.lines)
        bars = {"type": "data_bar", "data_bar_2010": True}
        sheet.conditional_format(1, 1, last, 2, bars)
        sheet.data_validation(1, 1, last, 2, {"validate": "decimal", "criteria": ">=", "value": 0})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"=Budget!$D$2:$D${last + 1}"})
        sheet.insert_chart("F2", chart)
        sheet.insert_image("F20", "logo.png", {"image_data": BytesIO(_dot())})
        sheet.protect("hemmelig")
        if macros:
            file = folder / "vbaProject.bin"
            file.write_bytes(macros)
            book.add_vba_project(str(file))
    return out.getvalue()


def _dot() -> bytes:
    """The smallest PNG there is: one grey dot."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
        "3a7e9b550000000a4944415408d76360000000020001e221bc33"
        "0000000049454e44ae426082"
    )


def test_a_form_locked_by_a_word_keeps_its_chart_picture_and_rules(
    given: Project, tmp_path: Path
) -> None:
    content = dressed(given, tmp_path)
    made = filled(given, content, tmp_path)
    before, after = parts(content), parts(Path(made.path).read_bytes())
    assert made.filled.proof.differences == ()
    assert {name for name in before if before[name] != after[name]} <= {SHEET, "xl/workbook.xml"}
    assert b"x14:dataBar" in after[SHEET]
    assert b"sheetProtection password=" in after[SHEET]
    assert formulas(content) == formulas(Path(made.path).read_bytes())
    assert template_jobs.read_template(Path(made.path)).reading.content.lines


def test_macros_are_carried_over_byte_for_byte_and_never_run(
    given: Project, tmp_path: Path
) -> None:
    macros = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + b"VBA_PROJECT\0" * 700
    content = dressed(given, tmp_path, macros)
    made = filled(given, content, tmp_path, ".xlsm")
    assert "macros" in codes(made)
    assert parts(Path(made.path).read_bytes())["xl/vbaProject.bin"] == macros
    assert made.filled.proof.differences == ()


def test_a_sheet_in_utf_16_is_filled_in_or_refused_in_plain_words(
    given: Project, tmp_path: Path
) -> None:
    def wide(xml: bytes) -> bytes:
        said = xml.decode("utf-8").replace("UTF-8", "UTF-16").replace("utf-8", "UTF-16")
        return said.encode("utf-16")

    content = with_part(sheet_of(["Budgetpost", "Beløb"], ["Løn", None]), SHEET, wide)
    with pytest.raises(BudgetDeskError) as stopped:
        filled(given, content, tmp_path)
    assert stopped.value.code == "templates.other_letters"
    assert not (tmp_path / "ud.xlsx").exists()


def test_a_form_known_already_still_asks_nothing(given: Project, tmp_path: Path) -> None:
    made = filled(given, form("star_budget_regnskab").read_bytes(), tmp_path)
    assert not {"thousands", "years_down"} & codes(made)
