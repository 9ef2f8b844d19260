"""All versions in one table: every line, every sum, and what changed from one to the next."""

from datetime import date

from budgetdesk.domain.value import LineId
from budgetdesk.operations import changes
from budgetdesk.operations.budget import add_line, remove_line, set_amount
from budgetdesk.operations.versions import start_revision
from budgetdesk.presenters.side_by_side import SideBySideTable
from budgetdesk.presenters.table import Tone
from tests.builders import kr
from tests.changed import a_move, approved, moved
from tests.presenters.desks import at, opened, row_of


def test_every_line_stands_in_every_version_with_the_sums_below() -> None:
    in_use = changes.take_into_use(moved(a_move(100)), date(2020, 6, 1))
    project = add_line(start_revision(in_use, "Ændring 2"), "Transport")
    project = set_amount(remove_line(project, LineId("2")), LineId("3"), 2020, kr(5))
    table = SideBySideTable(opened(project))
    headings = [column.heading for column in table.columns]
    assert headings == ["Post", "v1 Ansøgt", "v2 Ændring 1", "v3 Ændring 2"]
    assert [row_of(table, row) for row in range(table.row_count)] == [
        ["Løn", "2.000,00", "1.900,00", "1.900,00"],
        ["Transport", "ikke med", "ikke med", "5,00"],
        ["Husleje", "2.000,00", "2.100,00", "ikke med"],
        ["Udgifter i alt", "4.000,00", "4.000,00", "1.905,00"],
        ["Tilskud", "3.200,00", "3.200,00", "3.200,00"],
        ["Egen medfinansiering", "800,00", "800,00", "800,00"],
        ["Finansiering i alt", "4.000,00", "4.000,00", "4.000,00"],
    ]
    changed = at(table, 0, "v2")
    assert (changed.tone, changed.tip) == (Tone.NOTE, "Ændret fra 2.000,00 kr. i udgaven før.")
    assert at(table, 1, "v3").tip == "Ikke med i udgaven før."
    assert at(table, 2, "v3").tone is Tone.NOTE
    assert at(table, 0, "v3").tone is Tone.PLAIN


def test_the_table_follows_the_project() -> None:
    workspace = opened(approved())
    table = SideBySideTable(workspace)
    assert len(table.columns) == 2
    workspace.run("budget.revise", lambda project: start_revision(project, "Ændring 1"), name="x")
    assert (len(table.columns), len(table.rows[0])) == (3, 3)
