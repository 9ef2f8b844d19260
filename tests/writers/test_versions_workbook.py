"""The workbook of a budget's versions: read back, and recalculated by LibreOffice."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.value import LineId, PartnerId
from budgetdesk.operations import changes
from budgetdesk.operations.budget import add_line, remove_line, write_note
from budgetdesk.operations.versions import start_revision
from budgetdesk.writers.versions_workbook import (
    VersionsPaper,
    versions_workbook,
    write_versions_workbook,
)
from tests.builders import a_budget, a_line, a_project, kr
from tests.changed import a_move, approved, moved
from tests.writers.reading import differences, recalculated

MADE_AT = datetime(2020, 6, 15, 9, 30, tzinfo=UTC)


def a_paper(project: Project) -> VersionsPaper:
    return VersionsPaper(
        project=project, before=project.base_budget, after=project.budget, made_at=MADE_AT
    )


def a_third() -> Project:
    """Three versions: approved, in use with money moved, and a line gone for one that is new."""
    in_use = changes.take_into_use(moved(a_move(100)), MADE_AT.date())
    project = add_line(start_revision(in_use, "Ændring 2"), "Transport")
    project = changes.move_money(project, a_move(200, to_line=LineId("3")))
    return write_note(remove_line(project, LineId("2")), LineId("3"), "=SUM(A1) 010190-1234")


def rows(project: Project, sheet: str) -> list[list[Any]]:
    """The cells of a sheet from its heads on; nought and nothing are both None."""
    made = load_workbook(BytesIO(versions_workbook(a_paper(project))), data_only=True)
    return [[cell.value or None for cell in row] for row in made[sheet].iter_rows(min_row=4)]


def test_the_revised_budget_stands_whole_year_by_year_with_its_notes() -> None:
    assert rows(a_third(), "Revideret budget") == [
        ["Post", "2019", "2020", "I alt", "Note"],
        ["Løn", 1000, 700, 1700, "Begrundet."],
        ["Transport", None, 200, 200, "=SUM(A1) xxxxxx-xxxx"],
        ["Udgifter i alt", 1000, 900, 1900, None],
        [None] * 5,
        ["Tilskud", None, 3200, 3200, None],
        ["Egen medfinansiering", None, 800, 800, None],
        ["Finansiering i alt", None, 4000, 4000, None],
    ]


def test_the_difference_is_line_by_line_and_two_that_are_the_same_say_so() -> None:
    assert rows(a_third(), "Forskel") == [
        ["Post", "Ansøgt", "Ændring 2", "Ændring", "Hvad er sket"],
        ["Løn", 2000, 1700, -300, "Ændret"],
        ["Transport", None, 200, 200, "Ny"],
        ["Husleje", 2000, None, -2000, "Fjernet"],
        ["Udgifter i alt", 4000, 1900, -2100, None],
    ]
    assert rows(approved(), "Forskel")[1][0] == "De to udgaver er ens."


def test_all_versions_stand_side_by_side_under_where_they_stand() -> None:
    beside = rows(a_third(), "Side om side")
    assert beside[0] == ["Post", "v1 Ansøgt", "v2 Ændring 1", "v3 Ændring 2"]
    assert beside[1][1:] == [
        "Godkendt 02-01-2020 (19/12345)",
        "Taget i brug 15-06-2020 uden godkendelse",
        "Kladde",
    ]
    assert beside[2:6] == [
        ["Løn", 2000, 1900, 1700],
        ["Transport", "ikke med", "ikke med", 200],
        ["Husleje", 2000, 2100, "ikke med"],
        ["Udgifter i alt", 4000, 4000, 1900],
    ]


def test_a_partners_line_says_whose_it_is_and_a_budget_may_be_empty() -> None:
    line = a_line("1", kr(10), label="Løn", partner=PartnerId("p1"))
    partners = (Partner(id=PartnerId("p1"), name="Vestby Kommune"),)
    joint = a_project(a_budget(line), partners=partners)
    assert rows(joint, "Revideret budget")[1][0] == "Løn (Vestby Kommune)"
    bare = rows(a_project(a_budget(a_line("1"))), "Revideret budget")
    assert bare == [
        ["Post", "I alt", "Note"],
        ["Linje 1", None, "Begrundet."],
        ["Udgifter i alt", None, None],
    ]


def test_every_formula_holds_when_it_is_recalculated(tmp_path: Path) -> None:
    million = Money(99_999_999_999_99)
    project = a_third()
    huge = replace(project.budget, lines=(*project.budget.lines, a_line("9", million)))
    project = replace(project, versions=(*project.versions[:-1], huge))
    file = tmp_path / "udgaver.xlsx"
    write_versions_workbook(a_paper(project), file)
    assert file.read_bytes() == versions_workbook(a_paper(project))
    (fresh,) = recalculated([file], tmp_path / "regnet")
    assert differences(file, fresh) == (24, [])


@pytest.mark.parametrize("sheet", ["Revideret budget", "Forskel", "Side om side"])
def test_no_formula_is_without_its_value(sheet: str) -> None:
    content = BytesIO(versions_workbook(a_paper(a_third())))
    formulas = load_workbook(content)[sheet]
    values = load_workbook(content, data_only=True)[sheet]
    written = [
        cell.coordinate for row in formulas.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert written
    assert all(values[place].value is not None for place in written)
