"""What real files now and then hold: rows out of line, lines named twice, parts of odd shapes."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Protection

from budgetdesk import rulepacks, template_jobs
from budgetdesk.domain.budget import DetailRow
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.book import open_book
from budgetdesk.templates.content import Content, DetailContent, LineContent
from budgetdesk.templates.from_project import finance_accounts
from budgetdesk.templates.insertion import with_rows
from budgetdesk.templates.package import open_package, packed
from budgetdesk.templates.places import Place
from budgetdesk.templates.to_project import Origin, project_of
from tests.builders import a_budget, a_line, a_project, kr
from tests.templates.books import (
    AT,
    filled,
    form,
    parts,
    project,
    saved,
    sheet_of,
    values,
    with_part,
)
from tests.templates.test_insertion import everything

SHEET = "xl/worksheets/sheet1.xml"


def file_of(content: bytes, folder: Path) -> Path:
    path = folder / "skema.xlsx"
    path.write_bytes(content)
    return path


def a_detail(what: str, units: str = "1", price: str = "100") -> DetailRow:
    return DetailRow(text=what, year=2020, units=Decimal(units), unit_price=kr(price))


def two_rows_of_pay() -> Project:
    details = (a_detail("Leder"), a_detail("Medarbejder"))
    total = kr(200)
    return a_project(a_budget(a_line("1", total, label="Løn", details=details)))


def locked(*open_cells: str) -> bytes:
    """A protected form in which only the named cells are open."""

    def make(book: Workbook) -> None:
        sheet: Any = book.active
        for row in (
            ("Budgetpost", "Specifikation", "2020", "Noter"),
            ("Løn", None, "=SUM(C3:C3)", None),
            (None, None, None, None),
            ("Løn", None, "=SUM(C5:C5)", None),
            (None, None, None, None),
            ("I alt", None, "=C2+C4", None),
        ):
            sheet.append(row)
        for name in open_cells:
            sheet[name].protection = Protection(locked=False)
        sheet.protection.enable()

    return saved(make)


def test_a_line_that_stands_twice_cannot_be_made_longer_by_guessing(tmp_path: Path) -> None:
    path = file_of(locked("B3", "C3", "B5", "C5"), tmp_path)
    with pytest.raises(BudgetDeskError) as stopped:
        template_jobs.fill_template(two_rows_of_pay(), path, tmp_path / "ud.xlsx", rows="insert")
    assert stopped.value.code == "templates.cannot_insert"


def test_a_note_without_an_open_cell_is_named(tmp_path: Path) -> None:
    given = a_project(a_budget(a_line("1", kr(5), label="Løn", note="Hvorfor.")))
    made = template_jobs.fill_template(given, file_of(locked("C3"), tmp_path), tmp_path / "ud.xlsx")
    assert ("note", "Løn", "Hvorfor.") in [
        (each.code, each.label, each.value) for each in made.filled.unplaced
    ]


def test_a_free_row_whose_name_is_locked_takes_no_line(tmp_path: Path) -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        for row in (("Budgetpost", "Beløb"), ("Revision", None), (None, None), ("I alt", None)):
            sheet.append(row)
        for name in ("B2", "B3"):
            sheet[name].protection = Protection(locked=False)
        sheet.protection.enable()

    given = a_project(a_budget(a_line("1", kr(5), label="Noget særligt")))
    made = template_jobs.fill_template(given, file_of(saved(make), tmp_path), tmp_path / "ud.xlsx")
    assert made.filled.writes == ()
    assert [each.code for each in made.filled.unplaced] == ["line"]


def test_numbers_go_on_where_a_row_of_the_block_is_out_of_line() -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.title = "Tal"
        for row, number in ((2, "1.1"), (3, "1.2"), (5, "1.3")):
            sheet.cell(row, 1, number)
        sheet["B4"] = "imellem"

    content = saved(make)
    found: Any = load_workbook(
        BytesIO(packed(with_rows(open_package(content, "a"), "Tal", (2, 3, 5), 1), content))
    )["Tal"]
    assert [found.cell(row, 1).value for row in range(2, 7)] == ["1.1", "1.2", "1.3", None, "1.4"]


def test_whole_numbers_are_those_of_lines_and_stay() -> None:
    content = sheet_of([1, "a"], [2, "b"], [3, "c"], title="Tal")
    found: Any = load_workbook(
        BytesIO(packed(with_rows(open_package(content, "a"), "Tal", (1, 2, 3), 1), content))
    )["Tal"]
    assert [found.cell(row, 1).value for row in range(1, 5)] == [1, 2, None, 3]


def test_whole_columns_and_formulas_without_text_stay_as_they_are() -> None:
    content = with_part(
        sheet_of(["a", "=1+1"], ["b", 2], title="Tal"),
        SHEET,
        lambda xml: re.sub(
            rb"<f>[^<]*</f>", b"<f/>", xml.replace(b"</worksheet>", b"</worksheet>")
        ).replace(
            b"</sheetData>",
            b'</sheetData><dataValidations count="1"><dataValidation type="whole" sqref="C:C">'
            b"<formula1>1</formula1></dataValidation></dataValidations>",
        ),
    )
    after = parts(packed(with_rows(open_package(content, "a"), "Tal", (1, 2), 1), content))[SHEET]
    assert b'sqref="C:C"' in after
    assert b"<f/>" in after


def test_a_picture_fastened_to_the_page_does_not_move() -> None:
    content = with_part(
        saved(everything),
        "xl/drawings/drawing1.xml",
        lambda xml: re.sub(
            rb"<((?:\w+:)?)oneCellAnchor>", rb'<\1oneCellAnchor editAs="absolute">', xml
        ),
    )
    before = parts(content)["xl/drawings/drawing1.xml"]
    assert b"absolute" in before
    after = packed(with_rows(open_package(content, "a"), "Tal", (2, 3, 4), 2), content)
    rows = [
        re.findall(rb"row>(\d+)<", xml)
        for xml in (before, parts(after)["xl/drawings/drawing1.xml"])
    ]
    assert rows[0] == rows[1]


def test_cells_that_do_not_say_where_they_stand_are_not_moved() -> None:
    content = with_part(
        sheet_of(["a"], ["b"], title="Tal"), SHEET, lambda xml: xml.replace(b' r="A1"', b"")
    )
    with pytest.raises(BudgetDeskError) as stopped:
        with_rows(open_package(content, "a"), "Tal", (1, 2), 1)
    assert stopped.value.code == "templates.cannot_insert"


def test_a_torn_part_is_told_as_damage() -> None:
    content = with_part(sheet_of(["a"]), "xl/workbook.xml", lambda _: b"<workbook")
    with pytest.raises(BudgetDeskError) as stopped:
        open_book(open_package(content, "a"))
    assert stopped.value.code == "templates.damaged"


def test_a_package_may_name_its_folders(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/", b"")
        for name, data in parts(form("star_four_lines").read_bytes()).items():
            archive.writestr(name, data)
    path = file_of(out.getvalue(), tmp_path)
    made = template_jobs.fill_template(project("star_four_lines"), path, tmp_path / "ud.xlsx")
    assert made.filled.proof.differences == ()
    assert "xl/" not in parts(Path(made.path).read_bytes())


def test_what_a_cell_says_beside_its_value_is_kept_and_proved(tmp_path: Path) -> None:
    def more(xml: bytes) -> bytes:
        xml = re.sub(rb'<c r="A1"', b'<c r="A1" ph="1"', xml)
        return re.sub(rb'(<c r="A2"[^>]*>.*?)</c>', rb"\1<extLst/></c>", xml, count=1)

    content = with_part(sheet_of(["Budgetpost", "Beløb"], ["Løn", 1], ["I alt", 1]), SHEET, more)
    given = a_project(a_budget(a_line("1", kr(5), label="Løn")))
    made = template_jobs.fill_template(given, file_of(content, tmp_path), tmp_path / "ud.xlsx")
    assert made.filled.proof.differences == ()
    assert b'ph="1"' in parts(Path(made.path).read_bytes())[SHEET]


def test_a_format_far_below_the_last_word_takes_no_room() -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet["A1"] = "Budgetpost"
        sheet["A90000"].number_format = "0.00"

    book = open_book(open_package(saved(make), "a"))
    assert Place(90000, 1) not in book.sheets[0].cells


def test_a_title_merged_across_is_no_upper_half_of_headings(tmp_path: Path) -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet["A1"], sheet["C1"], sheet["A2"] = "Budgetpost", "Beløb", "Løn"
        sheet.merge_cells("A1:B1")
        sheet["C2"] = "fri tekst"

    table = template_jobs.read_template(file_of(saved(make), tmp_path)).reading.form.tables[0]
    assert (table.top, table.bottom) == (1, 1)


def test_a_sheet_of_notes_may_sum_up_nothing(tmp_path: Path) -> None:
    path = file_of(sheet_of(["Vedrører", "Note"], ["Løn", "Hvorfor"], ["I alt", "x"]), tmp_path)
    content = template_jobs.read_template(path).reading.content
    assert [(line.label, line.note) for line in content.lines] == [("Løn", "Hvorfor")]


def test_pay_may_be_told_without_initials(tmp_path: Path) -> None:
    content = sheet_of(
        ["Budgetpost", "Beløb"],
        ["Løn", None],
        ["I alt", None],
        [],
        ["Stilling", "Timer", "Timesats"],
        [None, None, None],
    )
    path = file_of(content, tmp_path)
    detail = a_detail("Leder", "10", "300")
    given = a_project(a_budget(a_line("1", kr(3000), label="Løn", details=(detail,))))
    made = template_jobs.fill_template(given, path, tmp_path / "ud.xlsx")
    found = values(Path(made.path).read_bytes())
    assert [found[("Ark1", cell)] for cell in ("A6", "B6", "C6")] == ["Leder", 10, 300]


def test_what_an_older_form_says_and_the_newer_does_not_ask_for_is_named(tmp_path: Path) -> None:
    small = file_of(sheet_of(["Budgetpost", "Beløb"], ["Løn", None], ["I alt", None]), tmp_path)
    made = template_jobs.convert(filled("star_budget_regnskab"), small, tmp_path / "ud.xlsx")
    lost = {each.label for each in made.filled.unplaced if each.code == "field"}
    assert {"Projektperiode fra", "Projekttitel"} <= lost
    made = template_jobs.convert(
        filled("star_budget_regnskab"), form("numbered_rows"), tmp_path / "ud.xlsx"
    )
    lost = {each.label for each in made.filled.unplaced if each.code == "field"}
    assert not {"Projektperiode fra", "Projekttitel"} & lost


def test_units_that_cannot_come_to_the_amount_are_one_of_it() -> None:
    detail = DetailContent(
        text="Øre",
        units=Decimal(1),
        unit_price=kr("0.07"),
        amounts={2020: kr("123456789.01")},
    )
    line = LineContent(label="Løn", amounts=detail.amounts, details=(detail,))
    origin = Origin(file="a", size=1, sha256="", read_at=AT)
    made = project_of(Content(lines=(line,)), rulepacks.load_call("C01"), origin)
    row = made.budget.lines[0].details[0]
    assert row.units == 1
    assert row.unit_price == kr("123456789.01")


def test_a_form_of_another_pool_says_so(tmp_path: Path) -> None:
    given = project("star_budget_regnskab")
    content = sheet_of(
        ["Puljens navn", "Pulje til bedre cykelstier"],
        ["FL-konto", "28.11.15.30"],
        ["Budgetpost", "Beløb"],
        ["Løn", 5],
    )
    path = file_of(content, tmp_path)
    made = template_jobs.fill_template(given, path, tmp_path / "ud.xlsx")
    told = {notice.code: dict(notice.facts) for notice in made.notices}
    assert told["other_pool"] == {
        "form": "Pulje til bedre cykelstier",
        "call": given.call.name,
    }
    assert told["other_account"]["form"] == "28.11.15.30"
    _, looked = template_jobs.project_from(path, given.call, AT)
    assert {"other_pool", "other_account"} <= {notice.code for notice in looked.notices}
    own = template_jobs.fill_template(given, filled("star_budget_regnskab"), tmp_path / "ud2.xlsx")
    assert not {"other_pool", "other_account"} & {notice.code for notice in own.notices}


def test_words_below_that_make_no_table_are_no_lower_half_of_headings(tmp_path: Path) -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet["A1"], sheet["B1"] = "Budgetpost", "Beløb"
        sheet.merge_cells("B1:C1")
        for cell in ("A2", "B2", "C2"):
            sheet[cell] = "Note"

    table = template_jobs.read_template(file_of(saved(make), tmp_path)).reading.form.tables[0]
    assert (table.top, table.bottom, len(table.columns)) == (1, 1, 2)


def test_the_accounts_of_the_finance_act_are_those_of_the_call() -> None:
    assert list(finance_accounts(rulepacks.load_call("C01"))) == ["§ 17.46.42.10"]
    assert "§ 17.46.47.10" in list(finance_accounts(rulepacks.load_call("C02")))
