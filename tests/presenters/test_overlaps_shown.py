"""Rows that were there already: shown beside the posting they resemble, and counted when wanted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.watch import unwatched
from budgetdesk.presenters.imports import ImportsPresenter
from budgetdesk.presenters.workspace import Workspace
from tests.opened import SALARY, opened, with_ledger
from tests.presenters.test_imports import EXTRACT, accept, previewed, shown


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger(ledger=Ledger(rules=(SALARY,)))) as workspace:
        yield workspace


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    file = tmp_path / "udtræk.csv"
    file.write_text(EXTRACT, encoding="utf-8")
    return file


def test_what_was_there_already_stands_beside_its_twin_and_is_counted_when_wanted(
    workspace: Workspace, extract: Path
) -> None:
    accept(previewed(workspace, extract))
    again = previewed(workspace, extract)
    assert again.overlap.text.startswith("2 rækker ligner i alle kolonner en postering")
    twins = ["Som import 1, række 2", "Som import 1, række 3"]
    assert [row[1] for row in shown(again.rows)][2:] == twins
    assert again.rows.cell(2, 1).tip == "15-06-2020;A1;1010;Løn;900,00"
    assert [again.toggle_words(rows) for rows in ((), (0, 1), (1, 2))] == [
        "",
        "",
        "Tag de markerede med",
    ]
    again.take(again.holding((0, 2))())
    assert [row[1] for row in shown(again.rows)][2:] == ["Tages med", twins[1]]
    assert again.rows.cell(2, 1).tip == twins[0]
    assert again.overlap.text.endswith("Taget med: 1.")
    assert again.toggle_words((2,)) == "Tag de markerede ikke med"
    assert again.toggle_words((2, 3)) == "Tag de markerede med"
    assert dict(again.facts)["Rækker"] == "4 læst = 1 nye + 1 i forvejen + 2 sprunget over"
    again.take(again.holding((2,))())
    assert not again.can_accept
    again.take(again.holding((2,))())
    accept(again)
    ids = [p.id for batch in workspace.project.ledger.batches for p in batch.postings]
    assert ids == ["1-2", "1-3", "2-2"]
    workspace.session.undo()
    assert len(workspace.project.ledger.batches) == 1


def test_after_the_import_a_row_is_counted_in_the_journal(
    workspace: Workspace, extract: Path
) -> None:
    accept(previewed(workspace, extract))
    extract.write_text(EXTRACT.replace("16-06", "19-06"), encoding="utf-8")
    accept(previewed(workspace, extract))
    journal = ImportsPresenter(workspace)
    journal.choose(0)
    assert [row[1] for row in shown(journal.details)] == [
        "Kan ikke læses",
        "Ingen postering",
        "Som import 1, række 2",
        "Ny postering",
    ]
    assert shown(journal.details)[2][2:] == [
        "15-06-2020",
        "A1",
        "1010",
        "",
        "Løn",
        "900,00",
    ]
    assert not journal.can_count((0, 3))
    assert journal.counting((0, 3)) is None
    assert journal.can_count((2,))
    if work := journal.counting((0, 2)):
        work(unwatched)()
    assert [p.id for p in workspace.project.ledger.batches[1].postings] == ["2-2", "2-3"]
    assert workspace.session.undo_step
    assert workspace.session.undo_step.facts == {"count": 1, "file": "udtræk.csv"}
    workspace.session.undo()
    assert [p.id for p in workspace.project.ledger.batches[1].postings] == ["2-3"]
