"""What remains: cells of odd kinds, forms without years or styles, rows that cannot be put in."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from budgetdesk import template_jobs
from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.book import open_book
from budgetdesk.templates.cells import BadCellError, day_of
from budgetdesk.templates.filling import fill
from budgetdesk.templates.from_project import content_of
from budgetdesk.templates.package import open_package
from budgetdesk.templates.places import Place
from budgetdesk.templates.styles import styles
from budgetdesk.templates.words import Vocabulary, meaning_label
from tests.builders import a_budget, a_line, a_project, kr
from tests.templates.books import form, opened, project, saved, sheet_of, with_part


def test_a_day_is_a_number_or_a_text_and_nothing_else() -> None:
    book = opened(sheet_of([None, True, 43831, "x"]))
    sheet = book.sheets[0]
    assert day_of(book, sheet, Place(1, 1)) is None
    assert day_of(book, sheet, Place(1, 3)) == date(2020, 1, 1)
    for column in (2, 4):
        with pytest.raises(BadCellError):
            day_of(book, sheet, Place(1, column))


def test_meanings_have_names() -> None:
    assert meaning_label("column", "") == "-"
    assert meaning_label("column", "note") == "Note"
    assert meaning_label("field", "project.cvr") == "CVR-nr."
    assert Vocabulary().column("(...)").percent == 0


def test_a_workbook_without_formats_can_be_read() -> None:
    assert len(styles(None)) == 1
    content = with_part(
        sheet_of(["Post", "Beløb"]),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(b'/styles"', b'/other"'),
    )
    book = open_book(open_package(content, "a"))
    assert not book.style(book.sheets[0].cells[Place(1, 1)]).is_date


def test_a_label_may_stand_above_its_input(tmp_path: Path) -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.append(("Projekttitel", "CVR-nr.", "Journalnummer"))
        for column in (1, 2, 3):
            sheet.cell(2, column).number_format = "@"

    file = tmp_path / "a.xlsx"
    file.write_bytes(saved(make))
    found = template_jobs.read_template(file).reading.form
    assert [(field.name, field.cell) for field in found.fields] == [
        ("project.title", "A2"),
        ("project.cvr", "B2"),
        ("project.case_no", "C2"),
    ]


def test_vouchers_need_no_more_than_a_number_and_an_amount(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(sheet_of(["Bilagsnr.", "Beløb"], [1, 5]))
    vouchers = template_jobs.read_template(file).reading.content.vouchers
    assert [(each.day, each.amount) for each in vouchers] == [(None, kr(5))]


def test_years_are_counted_while_the_first_is_unknown(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(sheet_of(["Post", "År 1", "År 2", "I alt"], ["Løn", 5, 6, 11]))
    lines = template_jobs.read_template(file).reading.content.lines
    assert lines[0].amounts == {1: kr(5), 2: kr(6)}


def test_a_workbook_that_wishes_nothing_is_given_the_wish_behind_its_names() -> None:
    def without(xml: bytes) -> bytes:
        start, end = xml.index(b"<definedNames"), xml.index(b"</definedNames>") + 15
        cut = xml[:start] + xml[end:]
        at = cut.index(b"<calcPr")
        return cut[:at] + cut[cut.index(b"/>", at) + 2 :]

    content = with_part(form("star_budget_regnskab").read_bytes(), "xl/workbook.xml", without)
    given = a_project(a_budget(a_line("1", kr(1), label="Løn")))
    made = fill(content, "a.xlsx", content_of(given, None))
    xml = open_package(made.content, "a").parts["xl/workbook.xml"]
    assert b'</sheets><calcPr fullCalcOnLoad="1"/>' in xml


def test_a_list_of_one_row_grows_to_hold_all_vouchers(tmp_path: Path) -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.append(("Bilagsnr.", "Beløb"))
        sheet.append((None, None))
        sheet["A2"].number_format = "@"
        sheet.append(("I alt", "=SUM(B2:B2)"))

    file = tmp_path / "a.xlsx"
    file.write_bytes(saved(make))
    given = project("star_budget_regnskab")
    made = template_jobs.fill_template(given, file, tmp_path / "ud.xlsx")
    assert made.filled.inserted[0].count == 15
    read = template_jobs.read_template(tmp_path / "ud.xlsx").reading.content
    assert sum((each.amount.ore for each in read.vouchers if each.amount), 0) == 60_133_675
    assert Decimal(made.filled.proof.reckoned[-1].after.replace(",", ".")) == Decimal("601336.75")


def test_a_form_too_short_that_may_not_grow_says_so(tmp_path: Path) -> None:
    given = a_project(a_budget(*(a_line(str(n), kr(1), label=f"Løn {n}") for n in range(9))))
    with pytest.raises(BudgetDeskError) as stopped:
        template_jobs.fill_template(given, form("star_budget_regnskab"), tmp_path / "ud.xlsx")
    assert stopped.value.facts["needed"] == 9
