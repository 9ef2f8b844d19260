"""Rows put in as Excel does it: whatever speaks of what lies below moves along."""

import re
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates import insertion
from budgetdesk.templates.insertion import with_rows
from budgetdesk.templates.office import office, recalculated
from budgetdesk.templates.package import open_package, packed
from budgetdesk.templates.places import Insertion, Place, area, moved
from tests.templates.books import form, formulas, opened, saved


def everything(book: Workbook) -> None:  # noqa: PLR0915 - all that can point at a row
    """Rows 2-4 are a block with a sum below; around them stands all that can point at rows."""
    sheet: Any = book.active
    sheet.title = "Tal"
    sheet["A1"] = "Overskrift"
    for row in (2, 3, 4):
        sheet.cell(row, 1, f"1.{row - 1}")
        sheet.cell(row, 2, row)
        sheet.cell(row, 3, f"=B{row}*$B$6")
    sheet["B5"] = "=SUM(B2:B4)"
    sheet["B6"] = 10
    sheet["B7"] = "=SUM(C2:C4)+B5"
    sheet.merge_cells("D3:E3")
    sheet.merge_cells("D6:E7")
    sheet.conditional_formatting.add(
        "B2:B7",
        FormulaRule(  # type: ignore[no-untyped-call]  # openpyxl types no rules
            formula=["B2>$B$6"], fill=PatternFill("solid", bgColor="FF0000")
        ),
    )
    rule = DataValidation(type="list", formula1="=$B$2:$B$6")
    rule.add("C2:C4")
    sheet.add_data_validation(rule)
    sheet["A6"].comment = Comment("En note", "Nogen")
    sheet["A7"].hyperlink = Hyperlink(ref="A7", location="'Andet ark'!A1")
    sheet.auto_filter.ref = "A1:C7"
    sheet.row_breaks.append(Break(id=6))
    sheet.print_area = "A1:E7"
    other: Any = book.create_sheet("Andet ark")
    other["A1"] = '=Tal!B7&"Tal!B7"'
    other["A2"] = "=SUM(Tal!B2:B4)"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=6))
    other.add_chart(chart, "C3")
    below = BarChart()
    below.add_data(Reference(sheet, min_col=2, min_row=2, max_row=6))
    sheet.add_chart(below, "G10")
    sheet["I1"], sheet["J1"] = "a", "b"
    sheet.add_table(Table(displayName="Liste", ref="I1:J7"))
    book.defined_names["Sum"] = DefinedName("Sum", attr_text="Tal!$B$7")


def inserted(count: int = 2) -> bytes:
    content = saved(everything)
    return packed(with_rows(open_package(content, "a.xlsx"), "Tal", (2, 3, 4), count), content)


def test_everything_below_moves_and_what_spans_grows() -> None:
    found: Any = load_workbook(BytesIO(inserted()))
    sheet = found["Tal"]
    assert sheet["B7"].value == "=SUM(B2:B6)"
    assert sheet["B9"].value == "=SUM(C2:C6)+B7"
    assert [sheet.cell(row, 3).value for row in range(2, 7)] == [
        f"=B{row}*$B$8" for row in range(2, 7)
    ]
    assert {str(each) for each in sheet.merged_cells.ranges} == {"D3:E3", "D4:E4", "D5:E5", "D8:E9"}
    rules = next(iter(sheet.conditional_formatting))
    assert str(rules.sqref) == "B2:B9"
    assert rules.rules[0].formula == ["B2>$B$8"]
    choice = sheet.data_validations.dataValidation[0]
    assert (str(choice.sqref), choice.formula1) == ("C2:C6", "=$B$2:$B$8")
    assert sheet["A8"].comment.text == "En note"
    assert sheet["A9"].hyperlink.location == "'Andet ark'!A1"
    assert sheet.auto_filter.ref == "A1:C9"
    assert [each.id for each in sheet.row_breaks.brk] == [8]
    assert sheet.print_area == "'Tal'!$A$1:$E$9"
    assert sheet.tables["Liste"].ref == "I1:J9"
    assert found.defined_names["Sum"].attr_text == "Tal!$B$9"
    assert found["Andet ark"]["A1"].value == '=Tal!B9&"Tal!B7"'
    assert found["Andet ark"]["A2"].value == "=SUM(Tal!B2:B6)"


def test_charts_and_pictures_move_too() -> None:
    package = open_package(inserted(), "a.xlsx")
    charts = [package.parts[name] for name in package.parts if "/charts/chart" in name]
    assert all(b"$B$2:$B$8" in chart for chart in charts)
    rows = [
        int(found)
        for name, part in package.parts.items()
        if "/drawings/drawing" in name
        for found in re.findall(rb"row>(\d+)<", part)
    ]
    assert 11 in rows  # row 10 counts as 9, and two were put in
    assert 2 in rows  # on the other sheet nothing moved


def test_numbers_of_the_rows_go_on() -> None:
    found: Any = load_workbook(BytesIO(inserted()))
    assert [found["Tal"].cell(row, 1).value for row in range(2, 7)] == [
        "1.1", "1.2", "1.3", "1.4", "1.5",
    ]  # fmt: skip


@pytest.mark.usefixtures("with_libreoffice")
def test_libreoffice_reckons_the_same_sums() -> None:
    content = inserted()
    again = recalculated(content, "a.xlsx")
    if office() is None:
        assert again is None
        return
    assert again is not None
    values = {(each.sheet, each.cell): each.after for each in again.differences}
    assert values[("Tal", "B7")] == "9"
    assert values[("Andet ark", "A2")] == "9"


def test_a_block_of_one_row_grows_by_its_end() -> None:
    def one(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.title = "Tal"
        sheet["B2"], sheet["B3"], sheet["B5"] = 5, "=SUM(B2:B2)", "=SUM(B$3:B$2)+SUM(2:2)"

    content = saved(one)
    found = formulas(packed(with_rows(open_package(content, "a"), "Tal", (2,), 3), content))
    assert found == {("Tal", "B6"): "=SUM(B2:B5)", ("Tal", "B8"): "=SUM(B$6:B$2)+SUM(2:5)"}


def test_a_matrix_across_the_rows_cannot_be_parted() -> None:
    def matrix(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.title = "Tal"
        sheet["A1"] = ArrayFormula("A1:A9", "=B1:B9*2")
        sheet["C2"] = ArrayFormula("C2:C2", "=SUM(B1:B9*2)")

    package = open_package(saved(matrix), "a.xlsx")
    with pytest.raises(BudgetDeskError) as stopped:
        with_rows(package, "Tal", (3, 4), 1)
    assert stopped.value.code == "templates.cannot_insert"


def test_a_matrix_in_the_row_itself_is_not_copied() -> None:
    def matrix(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.title = "Tal"
        sheet["A2"], sheet["A3"], sheet["A9"] = "x", "y", "z"
        sheet["C2"] = ArrayFormula("C2:C2", "=SUM(B1:B9*2)")

    content = saved(matrix)
    found: Any = load_workbook(
        BytesIO(packed(with_rows(open_package(content, "a"), "Tal", (2, 3), 1), content))
    )["Tal"]
    assert found["C3"].value is None
    assert found["C2"].value.text == "=SUM(B1:B10*2)"


def test_a_sheet_too_large_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insertion, "_LARGEST", 10)
    with pytest.raises(BudgetDeskError):
        with_rows(open_package(saved(everything), "a"), "Tal", (2, 3), 1)


def test_a_row_nobody_wrote_is_no_model() -> None:
    content = saved(everything)
    found = formulas(packed(with_rows(open_package(content, "a"), "Tal", (20, 21), 1), content))
    assert found == formulas(content)


def test_the_calculation_chain_names_each_formula_once() -> None:
    content = form("star_budget_regnskab").read_bytes()
    package = with_rows(open_package(content, "a"), "Budget", (8, 9, 10, 11, 12, 13), 3)
    chain = etree.fromstring(package.parts["xl/calcChain.xml"])
    named = [(each.get("i"), each.get("r")) for each in chain]
    assert len(named) == len(set(named))
    book = opened(packed(package, content))
    ids = {"Budget": "3", "Regnskab": "7"}
    for sheet, number in ids.items():
        wanted = {w.name for w, c in book.sheet(sheet).cells.items() if c.formula is not None}
        assert {name for i, name in named if i == number} == wanted


def test_places_have_names() -> None:
    assert Place(7, 28).name == "AB7"
    assert area("C9:B7") == (7, 2, 9, 3)
    assert area("B7").name == "B7"
    with pytest.raises(ValueError, match="x"):
        area("x")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("B2+B$2+$B2+$B$2", "C3+C$2+$B3+$B$2"),
        ('"B2"&LOG10(B2)', '"B2"&LOG10(C3)'),
        ("'Et ark'!B2:C3", "'Et ark'!C3:D4"),
        ("2:3", "3:4"),
        ("Navn1+B2x", "Navn1+B2x"),
    ],
)
def test_a_copied_formula_moves_with_its_cell(formula: str, expected: str) -> None:
    assert moved(formula, 1, 1) == expected


def test_other_sheets_and_other_workbooks_are_let_be() -> None:
    insertion_ = Insertion("Tal", 3, 2)
    given = "Tal!B4+B4+'Andet ark'!B4+[1]Tal!B4+TAL!$B$4:B3"
    assert insertion_.formula(given, "Andet ark") == (
        "Tal!B6+B4+'Andet ark'!B4+[1]Tal!B4+TAL!$B$6:B3"
    )
