"""Forms and projects of less common shapes: free rows, no years, odd cells, broken proofs."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.worksheet.datavalidation import DataValidation

from budgetdesk import rulepacks, template_jobs
from budgetdesk.domain.budget import BudgetLine, DetailRow, FundingLine, FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.domain.recipient import Recipient
from budgetdesk.domain.value import FundingId, LineId
from budgetdesk.templates import office
from budgetdesk.templates.book import Cell, has_content, shown
from budgetdesk.templates.compare import compare
from budgetdesk.templates.content import Content, LineContent, PostContent, VoucherContent
from budgetdesk.templates.filling import fill
from budgetdesk.templates.from_project import content_of
from budgetdesk.templates.package import open_package
from budgetdesk.templates.places import Place
from budgetdesk.templates.styles import Style
from budgetdesk.templates.to_project import late_vouchers
from tests.builders import a_budget, a_line, a_project, a_source, kr
from tests.templates.books import AT, form, opened, project, saved, sheet_of, values, with_part


def free_rows(book: Workbook) -> None:
    """A protected form in which lines and sources are named by whoever fills it in."""
    sheet: Any = book.active
    sheet.title = "Budget"
    sheet["A1"] = "Antal deltagere"
    sheet["B1"].protection = Protection(locked=False)
    sheet["A2"] = "Helt særligt spørgsmål"
    sheet["B2"].protection = Protection(locked=False)
    for column, heading in enumerate(("Udgiftspost", "Beløb", "Note"), 1):
        sheet.cell(4, column, heading)
    sheet["A5"] = "Løn"
    sheet["B5"].protection = sheet["C5"].protection = Protection(locked=False)
    for row in (6, 7, 8):
        for column in (1, 2, 3):
            sheet.cell(row, column).protection = Protection(locked=False)
    sheet["A9"], sheet["B9"] = "I alt", "=SUM(B5:B8)"
    sheet["A11"] = "Finansiering"
    sheet["B11"] = "Beløb"
    sheet["A12"] = "Tilskud"
    sheet["B12"].protection = Protection(locked=False)
    sheet["A13"].protection = sheet["B13"].protection = Protection(locked=False)
    sheet["A14"], sheet["B14"] = "I alt", "=SUM(B12:B13)"
    sheet.protection.enable()
    sheet.protection.set_password("hemmelig")


def a_small_project() -> Any:
    budget = a_budget(
        a_line("1", kr(100), label="Løn"),
        a_line("2", kr(50), label="Særligt tilbud", note="Noget andet."),
        grant=kr(120),
        own=kr(30),
    )
    return a_project(budget, participants=12)


def written(content: bytes, folder: Path, name: str = "skema.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_lines_of_other_names_go_in_free_rows_and_come_back(tmp_path: Path) -> None:
    path = written(saved(free_rows), tmp_path)
    made = template_jobs.fill_template(a_small_project(), path, tmp_path / "ud.xlsx")
    found = values(Path(made.path).read_bytes())
    assert (found[("Budget", "A6")], found[("Budget", "B6")]) == ("Særligt tilbud", 50)
    assert found[("Budget", "C6")] == "Noget andet."
    assert found[("Budget", "B1")] == "12"
    assert found[("Budget", "B9")] == 150
    assert [each.code for each in made.filled.unplaced] == ["source"]
    read, _ = template_jobs.project_from(Path(made.path), rulepacks.load_call("C02"), AT)
    assert [line.label for line in read.budget.lines] == ["Løn", "Særligt tilbud"]
    assert read.versions[0].total_costs == kr(150)


def test_sources_that_a_person_named_are_others_grants(tmp_path: Path) -> None:
    def more(book: Workbook) -> None:
        free_rows(book)
        sheet: Any = book.active
        sheet["A13"], sheet["B13"], sheet["B12"], sheet["B5"] = "En fond", 70, 30, 100
        sheet["B2"] = "svar"

    looked = template_jobs.read_template(written(saved(more), tmp_path))
    sources = {each.label: each.source for each in looked.reading.content.sources}
    assert sources == {"Tilskud": FundingSource.GRANT, "En fond": FundingSource.OTHER_GRANT}
    read, _ = template_jobs.project_from(tmp_path / "skema.xlsx", rulepacks.load_call("C02"), AT)
    assert read.form_answers["other.helt særligt spørgsmål"] == "svar"
    assert {line.source for line in read.budget.funding} >= {FundingSource.OWN}


def test_what_details_leave_over_stands_in_a_row_of_its_own(tmp_path: Path) -> None:
    given = project("star_budget_regnskab")
    lines = (replace(given.budget.lines[0], amounts={2019: kr(21_600), 2020: kr(200_000)}),)
    given = replace(given, versions=(replace(given.budget, lines=lines),))
    made = template_jobs.fill_template(given, form("star_budget_regnskab"), tmp_path / "ud.xlsx")
    found = values(Path(made.path).read_bytes())
    assert found[("Budget", "B10")] == "Løn, ikke fordelt"
    assert found[("Budget", "G10")] == 5_600


def test_a_line_without_details_is_its_own_row_and_comes_back_without(tmp_path: Path) -> None:
    given = a_small_project()
    made = template_jobs.fill_template(given, form("star_budget_regnskab"), tmp_path / "ud.xlsx")
    read, _ = template_jobs.project_from(Path(made.path), given.call, AT)
    assert read.budget.lines[0].details == ()
    assert read.budget.lines[0].amounts == {2020: kr(100)}


def test_rows_of_one_thing_in_two_years_share_a_row_when_they_can() -> None:
    def row(year: int, units: str, price: str) -> DetailRow:
        return DetailRow(text="x", year=year, units=Decimal(units), unit_price=kr(price))

    rows = (
        row(2019, "2", "5"),
        row(2020, "3", "5"),
        row(2020, "1", "7"),
        row(2021, "1", "8"),
        row(2022, "2", "9"),
    )
    line = BudgetLine(id=LineId("1"), label="x", details=rows)
    content = content_of(a_project(a_budget(line)), None)
    details = content.lines[0].details
    assert [(each.units, each.unit_price) for each in details] == [
        (Decimal(5), kr(5)),
        (None, None),
        (Decimal(2), kr(9)),
    ]
    assert details[1].amounts == {2020: kr(7), 2021: kr(8)}


def test_a_year_the_form_has_no_column_for_is_named(tmp_path: Path) -> None:
    given = a_project(a_budget(a_line("1", {2019: kr(1), 2025: kr(2)}, label="Løn"), grant=kr(3)))
    made = template_jobs.fill_template(given, form("star_budget_regnskab"), tmp_path / "ud.xlsx")
    assert ("no_year", "2025 2,00") in [(e.code, e.value) for e in made.filled.unplaced]
    assert made.filled.disagreements[0].program == kr(3)


def test_two_sources_of_one_kind_share_the_forms_row(tmp_path: Path) -> None:
    budget = a_budget(a_line("1", kr(10), label="Løn"), grant=kr(4))
    second = FundingLine(
        id=FundingId("F9"), source=FundingSource.GRANT, amounts={2020: kr(6)}, note="Ekstra."
    )
    given = a_project(replace(budget, funding=(*budget.funding, second)))
    made = template_jobs.fill_template(given, form("star_budget_regnskab"), tmp_path / "ud.xlsx")
    found = values(Path(made.path).read_bytes())
    assert found[("Finansiering", "D6")] == 10
    assert found[("Finansiering", "H6")] == "Ekstra."


def test_a_day_in_a_cell_that_is_no_date_is_written_in_words(tmp_path: Path) -> None:
    path = written(
        sheet_of(["Startdato"], ["Projektperiode"], ["Budgetpost", "Beløb"], ["Løn"], ["I alt"]),
        tmp_path,
    )
    made = template_jobs.fill_template(a_small_project(), path, tmp_path / "ud.xlsx")
    found = values(Path(made.path).read_bytes())
    assert found[("Ark1", "B1")] == "01-12-2019"
    assert found[("Ark1", "B2")] == "1. december 2019 - 31. december 2020"


def test_percent_columns_without_a_formula_are_filled_in_their_own_way(tmp_path: Path) -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.append(("Budgetpost", "Godkendt budget", "Regnskab", "Afvigelse kr.", "Afvigelse %"))
        sheet.append(("Løn",))
        sheet.append(("Eksterne konsulenter",))
        sheet["E2"].number_format = "0.0%"

    given = project("star_budget_regnskab")
    path = written(saved(make), tmp_path)
    made = template_jobs.fill_template(given, path, tmp_path / "ud.xlsx")
    found = values(Path(made.path).read_bytes())
    assert found[("Sheet", "E2")] == pytest.approx(0.0355)
    assert found[("Sheet", "E3")] == pytest.approx(-2.22)


def test_a_choice_the_list_does_not_have_is_not_written(tmp_path: Path) -> None:
    given = replace(project("star_budget_regnskab"), form_answers={"project.vat_is_cost": "Måske"})
    made = template_jobs.fill_template(given, form("star_budget_regnskab"), tmp_path / "ud.xlsx")
    assert ("not_a_choice", "Måske") in [(e.code, e.value) for e in made.filled.unplaced]


def test_a_form_for_an_older_call_is_named_as_such(tmp_path: Path) -> None:
    call = rulepacks.load_call("C01")
    rows: list[list[Any]] = [
        ["Budgetskema 2017"],
        ["Puljens navn", call.name],
        ["Budgetpost", "Beløb"],
        ["Løn", 5],
    ]
    looked = template_jobs.read_template(written(sheet_of(*rows), tmp_path))
    assert [notice.code for notice in looked.notices][:2] == ["form", "older"]
    assert dict(looked.notices[1].facts)["edition"] == "2017"


def test_a_pool_named_otherwise_is_kept_as_the_form_said(tmp_path: Path) -> None:
    given = project("star_budget_regnskab")
    assert given.form_answers["project.programme"].endswith("indsats og resultater")
    call = rulepacks.load_call("C01")
    rows: list[list[Any]] = [["Puljens navn", call.name], ["Budgetpost", "Beløb"], ["Løn", 5]]
    read, _ = template_jobs.project_from(written(sheet_of(*rows), tmp_path), None, AT)
    assert "project.programme" not in read.form_answers
    assert read.period is None
    assert read.budget.lines[0].amounts == {2021: kr(5)}


def test_a_proof_names_what_else_was_changed() -> None:
    before = form("star_budget_regnskab").read_bytes()
    package = open_package(before, "a")

    def found(part: str, old: bytes, new: bytes) -> tuple[str, ...]:
        after = with_part(before, part, lambda xml: xml.replace(old, new))
        return compare(package, open_package(after, "a"), set()).differences

    sheet = "xl/worksheets/sheet3.xml"
    assert found(sheet, b"SUM(F8:F13)", b"SUM(F8:F12)") == ("Budget!F7",)
    assert found(sheet, b'<c r="B8" s="', b'<c r="B8" s="1') == ("Budget!B8",)
    assert found(sheet, b'<mergeCell ref="A1:K1"/>', b"") == (sheet,)
    assert found("xl/styles.xml", b"Calibri", b"Arial") == ("xl/styles.xml",)
    assert found("xl/workbook.xml", b"Projektslut", b"Projektstop") == ("xl/workbook.xml",)
    assert found("xl/workbook.xml", b' fullCalcOnLoad="1"', b"") == ()
    assert found("xl/worksheets/sheet6.xml", b"<v>1</v>", b"<v>2</v>")[0].startswith("Noter!")
    extra = with_part(before, "xl/nyt.bin", lambda _: b"x")
    assert compare(package, open_package(extra, "a"), set()).differences == ("xl/nyt.bin",)
    renamed = with_part(
        before, "xl/workbook.xml", lambda xml: xml.replace(b'name="Noter"', b'name="Andet"')
    )
    assert compare(package, open_package(renamed, "a"), set()).differences


FLAGGED = b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FLAGGED, FLAGGED.replace(b'"1"', b"'0'")),
        (FLAGGED, b""),
    ],
)
def test_whoever_opens_the_form_is_asked_to_reckon(old: bytes, new: bytes) -> None:
    content = with_part(
        form("star_budget_regnskab").read_bytes(), "xl/workbook.xml", lambda x: x.replace(old, new)
    )
    made = fill(content, "a.xlsx", content_of(a_small_project(), None))
    part = open_package(made.content, "a").parts["xl/workbook.xml"]
    assert part.count(b'fullCalcOnLoad="1"') == 1
    assert made.proof.differences == ()


@pytest.mark.usefixtures("with_libreoffice")
def test_where_libreoffice_is_not_nothing_is_said_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = form("star_four_lines").read_bytes()
    monkeypatch.setattr(office, "_NAMES", ("no-such-program",))
    assert office.recalculated(content, "a") is None
    monkeypatch.setattr(office, "_NAMES", ("false",))
    assert office.recalculated(content, "a") is None


def test_a_result_that_is_no_workbook_is_no_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: "x")
    monkeypatch.setattr(office, "_converted", lambda *_: b"sludder")
    assert office.recalculated(form("star_four_lines").read_bytes(), "a") is None


def test_formats_say_what_a_number_means() -> None:
    assert Style(format_code='"år" 0').is_date is False
    assert Style(format_code="[$-406]d. mmmm yyyy").is_date
    assert Style(format_id=9).is_percent
    assert Style(format_code="@").is_text
    assert Style(format_id=49).is_text


def test_values_are_shown_as_people_write_them() -> None:
    assert shown(Decimal(1200)) == "1200"
    assert shown(Decimal("0.50")) == "0,5"
    assert shown(True) == shown(None) == ""
    assert has_content(Cell(formula="A1"))


def test_a_date_no_calendar_has_is_no_day() -> None:
    book = opened(form("star_four_lines").read_bytes())
    assert book.day(Decimal(10**9)) is None
    assert book.serial(date(2020, 1, 1)) == 43831


def test_entries_of_a_list_may_be_written_out_or_lie_anywhere() -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        for column, source in enumerate(
            ('"Ja, Nej"', "=Nowhere!A1:A2", "=OFFSET(A1,0,0)", "A5:A6", "A1:A9999"), 1
        ):
            rule = DataValidation(type="list", formula1=source.removeprefix("="))
            rule.add(sheet.cell(1, column).coordinate)
            sheet.add_data_validation(rule)
        sheet["A5"], sheet["A6"] = "Et", "To"

    book = opened(saved(make))
    sheet = book.sheets[0]
    assert [book.entries(sheet, Place(1, column)) for column in range(1, 7)] == [
        ("Ja", "Nej"), (), (), ("Et", "To"), (), (),
    ]  # fmt: skip


def test_money_is_never_left_behind() -> None:
    content = content_of(project("star_budget_regnskab"), None)
    assert not content.has_account
    assert content.vouchers == ()
    assert Money.total(line.total for line in content.lines) == kr(625_000)
    own = a_source(FundingSource.OWN, kr(1))
    assert content_of(a_project(replace(a_budget(), funding=(own,))), None).sources[0].total == kr(
        1
    )


def with_details(book: Workbook) -> None:
    """Lines that sum up rows in a column of their own; the line's own cells are locked."""
    sheet: Any = book.active
    sheet.title = "Plan"
    for column, heading in enumerate(("Post", "Specifikation", "2020", "Note"), 1):
        sheet.cell(1, column, heading)
    sheet["A2"], sheet["C2"] = "Lønudgifterr", "=SUM(C3:C4)"
    for row in (3, 4):
        for column in (2, 3, 4):
            sheet.cell(row, column).protection = Protection(locked=False)
    sheet["A5"], sheet["C5"] = "I alt", "=C2"
    sheet.protection.enable()


def test_a_note_with_no_cell_of_its_own_stands_by_the_first_row(tmp_path: Path) -> None:
    line = a_line("1", kr(9), label="Lønudgifter", note="Hvorfor.")
    path = written(saved(with_details), tmp_path)
    made = template_jobs.fill_template(a_project(a_budget(line)), path, tmp_path / "ud.xlsx")
    found = values(Path(made.path).read_bytes())
    assert found[("Plan", "B3")] == "Lønudgifter"
    assert found[("Plan", "D3")] == "Hvorfor."
    assert found[("Plan", "C5")] == 9
    read = template_jobs.read_template(Path(made.path)).reading.content
    assert read.lines[0].details[0].units is None


def test_a_project_that_says_nothing_fills_nothing(tmp_path: Path) -> None:
    given = replace(a_project(), period=None, title="", journal_number="", recipient=Recipient())
    made = template_jobs.fill_template(given, form("star_four_lines"), tmp_path / "ud.xlsx")
    assert made.filled.writes == ()
    assert made.filled.content


def test_vouchers_nobody_accounted_for_stay_where_they_are_dated() -> None:
    late = VoucherContent(day=date(2021, 2, 1), amount=kr(5), line="Løn")
    line = LineContent(label="Løn", post=PostContent(actual=kr(1)))
    fields = {"project.start": "2019-12-01", "project.end": "2020-12-31"}
    content = Content(fields=fields, lines=(line,), vouchers=(late,))
    assert list(late_vouchers(content)) == []
    counted = replace(content, lines=(replace(line, post=PostContent(actual=kr(5))),))
    assert list(late_vouchers(counted)) == [late]
