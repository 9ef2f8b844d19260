"""Protected, and yet filtered and sorted: what a reader may do, and that no figure minds it."""

import re
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

from budgetdesk.writers.account_workbook import account_workbook
from tests.writers.extremes import a_worst_paper
from tests.writers.papers import a_golden_paper
from tests.writers.reading import formulas, recalculated, values

WORST = account_workbook(a_worst_paper(120))
LISTS = {
    "Bilagsliste": ("A6", "W126"),
    "Stikprøve": ("A15", "L24"),
    "Bemærkninger og beslutninger": ("A6", "G8"),
}
HEAD = 6
"""The row of the voucher list's heads."""


def vouchers(book: bytes) -> Worksheet:
    made: Worksheet = formulas(book)["Bilagsliste"]
    return made


def test_every_sheet_is_protected_without_a_password_and_may_be_filtered_and_sorted() -> None:
    for sheet in formulas(WORST):
        lock = sheet.protection
        assert (lock.sheet, lock.password) == (True, None)
        assert (lock.autoFilter, lock.sort, lock.formatColumns) == (False, False, False)  # allowed


@pytest.mark.parametrize("name", LISTS)
def test_the_rows_of_a_list_are_open_to_sorting_and_refuse_what_is_typed(name: str) -> None:
    sheet = formulas(WORST)[name]
    first, last = sheet.auto_filter.ref.split(":")
    assert (first, last) == LISTS[name]
    rows = list(sheet[first:last])[1:]
    assert not any(cell.protection.locked for row in rows for cell in row)
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.errorStyle) == ("custom", "FALSE", None)
    assert str(rule.sqref) == f"{rows[0][0].coordinate}:{last}"


def test_what_stands_outside_the_lists_is_locked() -> None:
    for name in ("Regnskab", "Finansiering", "Opgørelse"):
        cells = (cell for row in formulas(WORST)[name].iter_rows() for cell in row)
        assert all(cell.protection.locked for cell in cells)
    assert all(cell.protection.locked for cell in vouchers(WORST)[HEAD])


def by_amount(content: bytes) -> bytes:
    """The workbook as it is after the reader sorted the voucher list by amount."""
    book = load_workbook(BytesIO(content))
    sheet: Any = book["Bilagsliste"]
    rows = [
        [(cell.coordinate, cell.value, copy(cell.number_format)) for cell in row]
        for row in sheet.iter_rows(min_row=HEAD + 1)
    ]
    rows.sort(key=lambda row: row[7][1])
    for number, row in enumerate(rows, start=HEAD + 1):
        for column, (place, value, form) in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value, cell.number_format = value, form
            if isinstance(value, str) and value.startswith("=HYPERLINK"):
                cell.value = Translator(value, place).translate_formula(cell.coordinate)
            elif isinstance(value, str):
                cell.data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def anew(content: bytes, folder: Path) -> bytes:
    file = folder / "changed.xlsx"
    file.write_bytes(content)
    (fresh,) = recalculated([file], folder)
    return fresh.read_bytes()


def test_a_sorted_list_changes_no_figure(tmp_path: Path) -> None:
    fresh, stored = values(anew(by_amount(WORST), tmp_path)), values(WORST)
    sheet: Any = fresh["Bilagsliste"]
    amounts = [row[7].value for row in sheet.iter_rows(min_row=HEAD + 1)]
    assert amounts == sorted(amounts)
    for other in stored:
        if other.title != "Bilagsliste":
            for row in other.iter_rows():
                for cell in row:
                    again = fresh[other.title][cell.coordinate].value
                    if isinstance(cell.value, int | float):
                        assert again == pytest.approx(cell.value, abs=0.004), cell
                    else:
                        assert (again or None) == (cell.value or None), cell


@pytest.mark.parametrize("how", ["amount", "gone", "twice", "moved"])
def test_the_check_sees_every_change_of_the_list(how: str, tmp_path: Path) -> None:
    book = load_workbook(BytesIO(account_workbook(a_golden_paper())))
    sheet: Any = book["Bilagsliste"]
    row, other = HEAD + 3, HEAD + 30
    match how:
        case "amount":
            sheet.cell(row, 8).value += 0.01
        case "gone":
            sheet.cell(row, 8).value = None
            sheet.cell(row, 1).value = None
        case "twice":
            for column in (1, 8, 9, 10):
                sheet.cell(other, column).value = sheet.cell(row, column).value
        case _:
            sheet.cell(row, 9).value = "Holdt uden for projektet"
    out = BytesIO()
    book.save(out)
    fresh = values(anew(out.getvalue(), tmp_path))["Afstemning"]
    verdict = next(row[2].value for row in fresh.iter_rows() if row[1].value == "Kontrollen")
    assert verdict == "STEMMER IKKE"


def place(formula: str) -> int:
    """The voucher's number a link looks for."""
    found = re.search(r"MATCH\((\d+),Bilag_nr,0\)", formula)
    assert found, formula
    return int(found[1])


def below(book: bytes, name: str, head: str) -> list[object]:
    """What stands below a head, formulas as they are."""
    sheet = formulas(book)[name]
    at = next(cell for row in sheet.iter_rows() for cell in row if cell.value == head)
    rows = sheet.iter_rows(min_row=at.row + 1, min_col=at.column, max_col=at.column)
    return [row[0].value for row in rows]


def numbered(number: int) -> dict[str, object]:
    """The voucher of a number, by the heads of the list."""
    sheet = vouchers(WORST)
    heads = [str(cell.value) for cell in sheet[HEAD]]
    row = next(row for row in sheet.iter_rows(min_row=HEAD + 1) if row[0].value == number)
    return dict(zip(heads, (cell.value for cell in row), strict=True))


def test_a_line_leads_to_its_first_voucher_and_the_voucher_back_to_the_line() -> None:
    links = dict(enumerate(below(WORST, "Regnskab", "Bilag"), start=1))
    leading = {line: str(link) for line, link in links.items() if link}
    assert len(leading) == 38  # two lines have no voucher
    back = '=HYPERLINK("#Regnskab!B"&(ROW(Regnskab_første)-1+J'
    for line, link in leading.items():
        voucher = numbered(place(link))
        assert voucher["Post nr."] == line
        assert str(voucher["Gå til"]).startswith(back)


def test_a_voucher_leads_to_its_files_and_the_files_lead_back() -> None:
    files = [str(each) for each in below(WORST, "Om", "Gå til") if each]
    assert len(files) == 6
    for number, link in enumerate(files, start=1):
        told = str(numbered(place(link))["Bilagsfil"])
        assert told == f'=HYPERLINK("#Om!A"&(ROW(Bilagsfiler)+{number}),"1 fil")'


def test_what_is_on_no_line_leads_to_the_reconciliation() -> None:
    sheet = values(WORST)["Bilagsliste"]
    heads = [cell.value for cell in sheet[HEAD]]
    at, box = heads.index("Gå til"), heads.index("Hvor beløbet er endt")
    found = {(row[box].value, row[at].value) for row in sheet.iter_rows(min_row=HEAD + 1)}
    assert found == {
        ("På budgettets poster", "Regnskab"),
        ("Modtaget", "Finansiering"),
        ("Holdt uden for projektet", "Afstemning"),
        ("Ikke tilskudsberettiget", "Afstemning"),
        ("Ikke placeret", "Afstemning"),
        ("Uden for perioden", "Afstemning"),
    }
