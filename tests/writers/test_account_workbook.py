from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules
from budgetdesk.domain.value import VersionId
from budgetdesk.paper_jobs import write_papers
from budgetdesk.writers.account_workbook import account_workbook
from budgetdesk.writers.paper import AccountPaper
from tests.builders import a_budget, a_line, a_posting, a_project, kr
from tests.writers.papers import (
    RULES,
    a_golden_paper,
    a_paper,
    a_real_budget,
    a_real_project,
    a_rule,
    with_personal_data,
    with_postings,
)
from tests.writers.reading import cell_text, formulas, values

SHEETS = [
    "Regnskab",
    "Finansiering",
    "Opgørelse",
    "Bilagsliste",
    "Afstemning",
    "Stikprøve",
    "Ændringer",
    "Bemærkninger og beslutninger",
    "Regler",
    "Om",
]


def sheet(paper: AccountPaper, name: str) -> Worksheet:
    made: Worksheet = values(account_workbook(paper))[name]
    return made


def column(made: Worksheet, head: str) -> list[object]:
    """What stands below a head."""
    place = next(cell for row in made.iter_rows() for cell in row if cell.value == head)
    below = made.iter_rows(min_row=place.row + 1, min_col=place.column, max_col=place.column)
    return [row[0].value for row in below]


def beside(made: Worksheet, label: str, columns: int = 1) -> object:
    """What stands to the right of a label."""
    place = next(cell for row in made.iter_rows() for cell in row if cell.value == label)
    return made.cell(place.row, place.column + columns).value


def test_the_whole_workbook_is_the_one_that_was_read(
    holds_as_golden: Callable[[str, str], None],
) -> None:
    holds_as_golden("account_workbook.txt", cell_text(account_workbook(a_golden_paper())))


def test_the_workbook_is_written_to_its_place(tmp_path: Path) -> None:
    paper = a_paper()
    write_papers(paper, xlsx=tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == account_workbook(paper)


def test_the_sheets_stand_in_their_order() -> None:
    assert formulas(account_workbook(a_paper())).sheetnames == SHEETS


def test_every_amount_of_the_account_is_a_formula_but_the_budget() -> None:
    made = formulas(account_workbook(a_paper()))["Regnskab"]
    kinds = [[cell.data_type for cell in row] for row in made["C5:F9"]]
    assert kinds == [["n", "f", "f", "f"]] * 4 + [["f"] * 4]


def test_postings_stand_as_real_numbers_and_dates() -> None:
    made = sheet(a_paper(with_postings(a_posting(2, kr("-12.5"), gl_code="0042"))), "Bilagsliste")
    assert column(made, "Beløb") == [-12.5]
    assert column(made, "Dag") == [datetime(2020, 6, 15)]  # noqa: DTZ001 - a workbook's own kind
    assert column(made, "Konto") == ["0042"]


@pytest.mark.parametrize(
    "begins", ["=1+1", "+45 12345678", "-rabat", "@SUM(A1)", "\t=1", "http://x"]
)
def test_a_text_stays_text_whatever_it_begins_with(begins: str) -> None:
    paper = a_paper(with_postings(a_posting(2, text=begins, supplier=begins, voucher=begins)))
    made = formulas(account_workbook(paper))["Bilagsliste"]
    for head in ("Tekst", "Leverandør", "Bilag"):
        assert column(made, head) == [begins]
    assert not [cell for row in made.iter_rows() for cell in row if cell.hyperlink]


def test_texts_of_the_project_stay_text_too() -> None:
    project = msgspec.structs.replace(a_real_project(), title="=HYPERLINK(1)", journal_number="@1")
    made = formulas(account_workbook(a_paper(project)))
    assert made["Om"]["B5"].value == "=HYPERLINK(1)"
    assert made["Om"]["B5"].data_type == "s"


def test_a_cpr_number_reaches_no_cell() -> None:
    everything = cell_text(account_workbook(a_paper(with_personal_data())))
    assert "010180" not in everything
    assert everything.count("xxxxxx-xxxx") == 7


def test_a_date_before_excel_knows_dates_is_still_told() -> None:
    old = a_posting(2, posting_date=date(1899, 12, 31))
    assert column(sheet(a_paper(with_postings(old)), "Bilagsliste"), "Dag") == ["31-12-1899"]


def test_without_postings_payments_findings_or_decisions_the_sheets_say_so() -> None:
    project = a_project(a_budget(a_line("1", kr(100)), grant=kr(100)))
    paper = a_paper(project)
    assert column(sheet(paper, "Regnskab"), "Regnskab")[:2] == [0, 0]
    told = {
        ("Bemærkninger og beslutninger", "Bemærkninger"): "Kontrollen fandt intet at bemærke.",
        ("Opgørelse", "Udbetalinger fra tilskudsgiver"): "Der er ikke registreret udbetalinger.",
        ("Stikprøve", "Stikprøve"): "Der er ikke udtaget nogen stikprøve. Revisor udtager den i"
        " BudgetDesk, og den følger så med i regnearket.",
        ("Om", "Bilag som filer"): "Der er ikke lagt filer til bilagene.",
    }
    for (name, heading), sentence in told.items():
        assert sentence in column(sheet(paper, name), heading)
    assert beside(sheet(paper, "Afstemning"), "Kontrollen") == "stemmer"


def test_a_budget_without_lines_makes_a_workbook() -> None:
    empty = BudgetVersion(id=VersionId("v1"), name="Tomt")
    made = sheet(a_paper(a_project(empty)), "Regnskab")
    assert column(made, "Regnskab")[1] == 0


def test_a_call_that_demands_nothing_makes_a_workbook_that_says_so() -> None:
    made = cell_text(account_workbook(a_paper(a_project(a_budget(grant=kr(1)), CallRules()))))
    assert "Opslagets krav til medfinansiering er ikke oplyst. Se opslaget." in made
    assert "Ikke oplyst – se opslaget" in made


def test_a_line_the_approved_budget_does_not_know_is_named_as_such() -> None:
    assert "Kørsel (ikke i det godkendte budget)" in column(
        sheet(a_paper(with_an_unapproved_line()), "Regnskab"), "Udgiftspost"
    )


def with_an_unapproved_line() -> Project:
    """A posting on a line that only a later, unapproved version has."""
    later = msgspec.structs.replace(
        a_real_budget(a_line("5", kr(9_000), label="Kørsel")), id=VersionId("v3"), approval=None
    )
    project = with_postings(a_posting(2, kr(400), gl_code="77"))
    rules = (a_rule(9, "77", PartKind.COST, "5"), *RULES)
    return msgspec.structs.replace(
        project,
        versions=(*project.versions, later),
        ledger=msgspec.structs.replace(project.ledger, rules=rules),
    )


def test_a_long_text_gets_a_row_high_enough_for_it_and_is_whole() -> None:
    explanation = "Forløbet blev udsat. " * 39 + "Slut."
    project = msgspec.structs.replace(a_real_project(), explanations={"1": explanation})
    made = formulas(account_workbook(a_paper(project)))["Regnskab"]
    assert made["I5"].value == explanation
    assert made.row_dimensions[5].height > 200
    longest = msgspec.structs.replace(a_real_project(), explanations={"1": explanation * 40})
    made = formulas(account_workbook(a_paper(longest)))["Regnskab"]
    assert 408 < made.row_dimensions[5].height <= 409  # the most that Excel allows


def test_every_sheet_is_ready_to_print_on_a4_landscape() -> None:
    for made in formulas(account_workbook(a_golden_paper())):
        assert (made.page_setup.orientation, made.page_setup.paperSize) == ("landscape", 9)
        assert (made.page_setup.fitToWidth or 1, made.page_setup.fitToHeight) == (1, 0)
        assert running(made, "oddHeader", "left") == "Kompetenceløft i jobcentret"
        assert running(made, "oddFooter", "left").endswith("Segl 0123456789ab · Udkast")
        assert running(made, "oddFooter", "right") == "side &P af &N"


def running(made: Worksheet, line: str, side: str) -> str:
    """What stands at the head or foot of every printed page."""
    return str(getattr(getattr(made, line), side).text)


def test_heads_are_repeated_frozen_and_filtered_where_lists_are_long() -> None:
    made = formulas(account_workbook(a_paper()))["Bilagsliste"]
    assert made.print_title_rows == "$5:$5"
    assert made.freeze_panes == "D6"
    assert made.auto_filter.ref == "A5:U66"


def test_an_ampersand_in_the_title_is_no_code_in_the_running_head() -> None:
    project = msgspec.structs.replace(
        a_real_project(), title="Tal & Tanke " * 20, journal_number="&" * 90
    )
    made = formulas(account_workbook(a_paper(project)))["Om"]
    assert running(made, "oddHeader", "left").startswith("Tal && Tanke Tal && Tanke")


def test_key_figures_have_names_and_the_document_its_properties() -> None:
    made = formulas(account_workbook(a_golden_paper()))
    assert made.defined_names["Tilskud_optjent"].attr_text == "Opgørelse!$B$18"
    assert made.properties.title == "Endeligt projektregnskab: Kompetenceløft i jobcentret"
    assert made.properties.creator == "Anne Bogholder"
    assert made.properties.created == datetime(2021, 2, 15, 9, 30)  # noqa: DTZ001 - as read


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert account_workbook(a_golden_paper()) == account_workbook(a_golden_paper())


def test_an_account_of_a_thousand_postings_is_whole() -> None:
    many = [a_posting(row, kr(1), gl_code="5689810010") for row in range(2, 1002)]
    paper = a_paper(with_postings(*many))
    assert len(column(sheet(paper, "Bilagsliste"), "Beløb")) == 1000
    assert beside(sheet(paper, "Regnskab"), "I alt", 2) == 1000
