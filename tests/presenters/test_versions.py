"""Versions side by side without a window: which there are, and what differs between two."""

from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace

from budgetdesk.domain.budget import BudgetVersion, Refusal
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import LineId
from budgetdesk.operations import versions
from budgetdesk.operations.budget import add_line, rename_line, write_note
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.versions import DifferenceTable, VersionsTable
from tests.builders import a_budget, a_line
from tests.changed import approved, moved
from tests.presenters.desks import at, opened, row_of


def test_each_version_says_where_it_stands_and_what_it_comes_to() -> None:
    refusal = Refusal(on=date(2020, 8, 1), by="Styrelsen", reason="For sent.")
    project = versions.start_revision(versions.refuse_budget(moved(), refusal), "Ændring 2")
    table = VersionsTable(opened(project))
    assert [row_of(table, row)[:3] for row in range(table.row_count)] == [
        ["v1", "Ansøgt", "Godkendt 02-01-2020 (19/12345) – regnskabet holdes op imod denne"],
        ["v2", "Ændring 1", "Afslået 01-08-2020 af Styrelsen: For sent."],
        ["v3", "Ændring 2", "Kladde"],
    ]
    assert row_of(table, 0)[3:] == ["4.000,00", "4.000,00"]
    assert at(table, 0, "standing").tone is Tone.IN_ORDER
    assert at(table, 0, "name").is_total


def test_first_the_budget_worked_on_is_held_against_the_approved_one() -> None:
    table = DifferenceTable(opened(moved()))
    assert table.chosen == (
        "v1 Ansøgt – Godkendt 02-01-2020 (19/12345)",
        "v2 Ændring 1 – Kladde",
    )
    headings = [column.heading for column in table.columns]
    assert headings == ["Post", "Hvad er sket", "Før", "Ændring", "Efter", "I pct.", "Heraf 2020"]
    assert [row_of(table, row) for row in range(table.row_count)] == [
        ["Løn", "Ændret", "2.000,00", "-300,00", "1.700,00", "-15,00 %", "-300,00"],
        ["Husleje", "Ændret", "2.000,00", "+300,00", "2.300,00", "15,00 %", "+300,00"],
        ["Udgifter i alt", "", "4.000,00", "", "4.000,00", "0,00 %", ""],
    ]
    assert "ændring 0,00 kr." in table.summary


def test_an_approved_budget_alone_is_held_against_what_came_before_it() -> None:
    sent = versions.send_budget(replace(approved(), versions=(_draft(),)), date(2019, 11, 1))
    granted = versions.start_revision(sent, "Bevilget")
    approval = approved().budget.approval
    assert approval is not None
    table = DifferenceTable(opened(versions.approve_budget(granted, approval)))
    assert [each.id for each in table.versions] == ["v1", "v2"]
    assert table.row_count == 0
    assert table.summary == "De to udgaver er ens."


def _draft() -> BudgetVersion:
    return replace(approved().budget, approval=None)


def test_any_two_versions_are_compared_and_words_nobody_offered_are_passed_over() -> None:
    table = DifferenceTable(opened(moved()))
    first, second = table.choices
    table.choose(second, first)
    assert row_of(table, 0)[3] == "+300,00"
    table.choose("v9", first)
    assert table.chosen == (second, first)


def test_words_that_changed_are_told_before_and_after() -> None:
    project = rename_line(moved(), LineId("1"), "Lønninger")
    project = add_line(write_note(project, LineId("1"), "Se tilbud."), "Kørsel")
    table = DifferenceTable(opened(project))
    tip = at(table, 0, "became").tip
    assert "navn før: »Løn«, efter: »Lønninger«" in tip
    assert "note før: »Begrundet.«, efter: »Se tilbud.«" in tip
    assert row_of(table, 2)[:2] == ["Kørsel", "Ny"]


def test_funding_that_changed_stands_below_with_its_own_sum() -> None:
    project = moved()
    own = project.budget.funding[1]
    raised = replace(own, amounts={2020: Money(90_000)})
    draft = replace(project.budget, funding=(project.budget.funding[0], raised))
    table = DifferenceTable(opened(replace(project, versions=(project.versions[0], draft))))
    assert row_of(table, 3)[:4] == ["Egen medfinansiering", "Ændret", "800,00", "+100,00"]
    assert row_of(table, 4)[0] == "Finansiering i alt"


def test_the_difference_is_written_as_a_pdf(tmp_path: Path) -> None:
    table = DifferenceTable(opened(moved()))
    table.writing(tmp_path / "forskel.pdf", datetime(2020, 6, 15, tzinfo=UTC)).done()
    assert (tmp_path / "forskel.pdf").read_bytes().startswith(b"%PDF")


def test_five_hundred_lines_over_ten_years_are_shown_at_once() -> None:
    years = range(2020, 2030)
    base = a_budget(
        *(a_line(str(n), {year: Money(n * year) for year in years}) for n in range(1, 501)),
        approved=True,
    )
    project = versions.start_revision(replace(approved(), versions=(base,)), "Ændring 1")
    lines = tuple(
        replace(line, amounts={y: m + m for y, m in line.amounts.items()}) for line in base.lines
    )
    draft = replace(project.budget, lines=lines)
    table = DifferenceTable(opened(replace(project, versions=(base, draft))))
    began = perf_counter()
    rows = [row_of(table, row) for row in range(table.row_count)]
    assert perf_counter() - began < 3
    assert (len(rows), len(rows[0])) == (501, 16)
