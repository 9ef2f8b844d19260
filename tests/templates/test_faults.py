"""Faults in a filled-in form are named by sheet, cell and value, with what to write instead."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from budgetdesk import rulepacks, template_jobs
from budgetdesk.errors import BudgetDeskError
from budgetdesk.template_jobs import fault_text
from budgetdesk.templates.book import CellError, CellValue
from budgetdesk.templates.cells import (
    BadCellError,
    Fault,
    money_of,
    number_of,
    text_of,
    written_day,
    written_span,
)
from budgetdesk.templates.reading import Reading
from tests.builders import kr
from tests.templates.books import AT, filled, saved, sheet_of


def reading(make: Any, folder: Path) -> Reading:
    file = folder / "udfyldt.xlsx"
    file.write_bytes(saved(make))
    return template_jobs.read_template(file).reading


def budget(book: Workbook) -> None:
    sheet: Any = book.active
    sheet.title = "Budget"
    for row in (
        ("Budgetpost", "Specifikation", "Antal", "Pris", 2020, 2021, "I alt", "Noter"),
        ("Løn", None, None, None, "mange penge", 100, 300, None),
        (None, "Leder", "ti", 5, 10.123, None, None, None),
        (None, None, None, None, 50, None, None, None),
        (None, None, None, None, None, None, None, None),
        ("Revision", None, None, None, 70, None, 70, "Fast pris"),
        ("I alt", None, None, None, 1, 2, 3, None),
    ):
        sheet.append(row)
    sheet["F3"].number_format = sheet["F5"].number_format = "0.00"
    sheet["A9"], sheet["B9"] = "Startdato", "i morgen"
    sheet["A10"], sheet["B10"] = "Projektperiode", "fra nu af"


def test_each_fault_names_its_cell_and_value(tmp_path: Path) -> None:
    found = reading(budget, tmp_path)
    assert [(fault.code, fault.cell, fault.value) for fault in found.faults] == [
        ("date", "B9", "i morgen"),
        ("period", "B10", "fra nu af"),
        ("amount", "E2", "mange penge"),
        ("does_not_add_up", "G2", "300,00"),
        ("number", "C3", "ti"),
        ("too_fine", "E3", "10,123"),
        ("no_text", "B4", "50,00"),
    ]
    for fault in found.faults:
        sentence = fault_text(fault)
        assert fault.sheet in sentence
        assert fault.cell in sentence


def test_an_empty_row_moves_no_figure(tmp_path: Path) -> None:
    items = {item.cell: item.value for item in reading(budget, tmp_path).items}
    assert items["E6"] == kr(70)
    assert items["H6"] == "Fast pris"


def test_what_is_hidden_is_told(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.append(("Budgetpost", "Beløb", "Note"))
        sheet.append(("Løn", 5, "skjult note"))
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[2].hidden = True
        other = book.create_sheet("Lager")
        other["A1"] = "noget"
        other.sheet_state = "veryHidden"
        book.create_sheet("Tomt").sheet_state = "hidden"

    found = reading(hide, tmp_path)
    assert [(fault.code, fault.cell) for fault in found.faults] == [
        ("hidden_sheet", "A1"),
        ("hidden_cell", "B2"),
        ("hidden_cell", "C2"),
    ]
    assert found.form.hidden_sheets == ("Lager", "Tomt")


def test_vouchers_without_an_amount_or_with_a_wrong_day_are_named(tmp_path: Path) -> None:
    file = tmp_path / "bilag.xlsx"
    rows: list[list[Any]] = [
        ["Bilagsnr.", "Dato", "Tekst", "Beløb", "Budgetpost"],
        [1001, "31. december 2020", "Løn", "1.000,50", "Løn"],
        [1002, "32-12-2020", "Husleje", None, "Husleje"],
        [],
        [1003, 99999999, "Revision", "x", "Revision"],
        ["I alt", None, None, 1000.5, None],
    ]
    file.write_bytes(sheet_of(*rows))
    looked = template_jobs.read_template(file).reading
    assert [(fault.code, fault.cell) for fault in looked.faults] == [
        ("date", "B3"),
        ("no_amount", "D3"),
        ("amount", "D5"),
        ("date", "B5"),
    ]
    voucher = looked.content.vouchers[0]
    assert (voucher.number, voucher.day, voucher.amount) == (
        "1001",
        date(2020, 12, 31),
        kr("1000.50"),
    )


@pytest.mark.parametrize(
    ("value", "money"),
    [
        (None, None),
        ("", None),
        (Decimal("12.5"), kr("12.50")),
        (Decimal("0.30000000000000004"), kr("0.30")),
        ("1.234,50 kr.", kr("1234.50")),
    ],
)
def test_an_amount_is_read_to_the_oere(value: CellValue, money: object) -> None:
    assert money_of(value) == money


@pytest.mark.parametrize("value", [True, CellError("#REF!"), "x", Decimal("0.001")])
def test_what_is_no_amount_is_bad(value: CellValue) -> None:
    with pytest.raises(BadCellError):
        money_of(value)


def test_a_number_of_units_may_be_text() -> None:
    assert number_of("1.037,5") == Decimal("1037.5")
    assert number_of(Decimal("0.0")) == 0
    assert number_of("") is None
    for bad in (True, CellError("#N/A"), "mange"):
        with pytest.raises(BadCellError):
            number_of(bad)
    with pytest.raises(BadCellError):
        text_of(CellError("#N/A"))


@pytest.mark.parametrize("typed", ["31. december 2020", "31 dec 2020", "31.12.2020", "31-12-2020"])
def test_days_in_writing(typed: str) -> None:
    assert written_day(typed) == date(2020, 12, 31)


@pytest.mark.parametrize("typed", ["", "31. hugo 2020", "x"])
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(BadCellError):
        written_day(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "1. december 2019 - 31. december 2020",
        "01-12-2019 til 31-12-2020",
        "1. dec 2019 \u2013 31. dec 2020",
        "1.12.2019-31.12.2020",
    ],
)
def test_periods_in_writing(typed: str) -> None:
    assert written_span(typed) == (date(2019, 12, 1), date(2020, 12, 31))


@pytest.mark.parametrize("typed", ["hele året", "x - y"])
def test_what_is_no_period(typed: str) -> None:
    with pytest.raises(BadCellError):
        written_span(typed)


def test_every_fault_has_its_sentence() -> None:
    for code in ("error", "hidden_cell", "hidden_sheet", "no_amount"):
        assert fault_text(Fault(code=code, sheet="A", cell="B1", value="x", label="y"))


def test_an_unfilled_form_makes_no_project(tmp_path: Path) -> None:
    file = tmp_path / "tom.xlsx"
    file.write_bytes(sheet_of(["Budgetpost", "Beløb"], ["Løn"], ["I alt"]))
    with pytest.raises(BudgetDeskError) as stopped:
        template_jobs.project_from(file, rulepacks.load_call("C01"), AT)
    assert stopped.value.code == "templates.nothing_filled_in"


def test_the_call_is_found_by_the_name_of_the_pool_or_asked_for() -> None:
    project, _ = template_jobs.project_from(filled("star_budget_regnskab"), None, AT)
    assert project.call.id == "C01"
    with pytest.raises(BudgetDeskError) as stopped:
        template_jobs.project_from(filled("star_four_lines"), None, AT)
    assert stopped.value.code == "templates.which_call"
