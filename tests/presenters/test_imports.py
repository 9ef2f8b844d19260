"""Imports: what a file would bring, taking it in, and the journal."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import paths
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.watch import unwatched
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.import_preview import ImportPreview
from budgetdesk.presenters.imports import ImportsPresenter
from budgetdesk.presenters.table import TablePresenter, Tone
from budgetdesk.presenters.workspace import Workspace
from tests.builders import kr
from tests.opened import SALARY, opened, with_ledger

NOON = datetime(2021, 2, 1, 12, tzinfo=UTC)
EXTRACT = """Posteringsdato;Bilag;Kontonr;Posteringstekst;Beløb
15-06-2020;A1;1010;Løn;900,00
16-06-2020;A2;3010;Taxa;-70,50
17-06-2020;A3;1010;Løn;mange
"""


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger(ledger=Ledger(rules=(SALARY,)))) as workspace:
        yield workspace


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    file = tmp_path / "udtræk.csv"
    file.write_text(EXTRACT, encoding="utf-8")
    return file


def previewed(workspace: Workspace, file: Path) -> ImportPreview:
    imports = ImportsPresenter(workspace)
    return imports.preview(imports.reading(file, NOON)())


def accept(preview: ImportPreview) -> None:
    """Takes the file in, as the window does beside itself."""
    preview.accepting()(unwatched)()


def remove(journal: ImportsPresenter) -> None:
    """Takes the chosen import out, as the window does beside itself."""
    if work := journal.removing():
        work(unwatched)()


def shown(table: TablePresenter) -> list[list[str]]:
    columns = range(len(table.columns))
    return [[table.cell(row, at).text for at in columns] for row in range(table.row_count)]


def test_a_preview_tells_what_would_happen_and_changes_nothing(
    workspace: Workspace, extract: Path
) -> None:
    preview = previewed(workspace, extract)
    assert preview.title == "Importér udtræk.csv"
    assert dict(preview.facts) == {
        "Rækker": "4 læst = 2 nye + 0 i forvejen + 2 sprunget over",
        "Nye beløb": "Debet 900,00 kr., kredit -70,50 kr., i alt 829,50 kr.",
        "Periode": "15-06-2020 – 16-06-2020",
        "Læst som": dict(preview.facts)["Læst som"],
        "Reglerne": "placerer 1; 1 skal placeres bagefter",
    }
    assert workspace.project.ledger.batches == ()


def test_the_worst_rows_stand_first_and_keep_their_words(
    workspace: Workspace, extract: Path
) -> None:
    rows = previewed(workspace, extract).rows
    assert [row[:2] for row in shown(rows)] == [
        ["4", "Kan ikke læses"],
        ["1", "Ingen postering"],
        ["2", "Ny postering"],
        ["3", "Ny postering"],
    ]
    assert shown(rows)[0][2:6] == ["", "", "", ""]
    assert shown(rows)[0][6].endswith("17-06-2020;A3;1010;Løn;mange")
    assert shown(rows)[2][2:] == ["15-06-2020", "A1", "1010", "", "Løn", "900,00"]
    assert rows.place_of(Subject(kind="posting", id="1-2")) is None


def test_a_control_total_is_held_against_the_file(workspace: Workspace, extract: Path) -> None:
    preview = previewed(workspace, extract)
    assert preview.verdict.tone is Tone.QUIET
    assert preview.control == ""
    preview.control = "829,5"
    assert (preview.control, preview.verdict.text) == ("829,50", "Stemmer med kontrolsummen.")
    preview.control = "800"
    assert preview.verdict.text.startswith("Afviger 29,50 kr. fra kontrolsummen.")
    accept(preview)
    assert workspace.project.ledger.batches[0].control_total == kr(800)


def test_a_control_total_that_cannot_be_read_is_kept_and_stops_the_import(
    workspace: Workspace, extract: Path
) -> None:
    preview = previewed(workspace, extract)
    preview.control = "mange"
    assert preview.control == "mange"
    assert preview.verdict.tone is Tone.ERROR
    assert not preview.can_accept


def test_what_is_taken_in_is_told(workspace: Workspace, extract: Path) -> None:
    preview = previewed(workspace, extract)
    assert preview.can_accept
    accept(preview)
    assert preview.receipt.text == (
        "2 posteringer indlæst fra udtræk.csv. 1 postering mangler at blive placeret."
    )
    assert preview.receipt.tone is Tone.WARNING


def test_the_receipt_says_when_the_rules_placed_them_all(
    workspace: Workspace, extract: Path
) -> None:
    extract.write_text(EXTRACT.replace("3010", "1030"), encoding="utf-8")
    preview = previewed(workspace, extract)
    accept(preview)
    assert preview.receipt.text.endswith("Reglerne har placeret dem alle.")


def test_the_same_file_again_brings_nothing(workspace: Workspace, extract: Path) -> None:
    accept(previewed(workspace, extract))
    again = previewed(workspace, extract)
    assert not again.can_accept
    assert again.verdict.text.startswith("Alle posteringer i filen findes i forvejen")
    assert [row[1] for row in shown(again.rows)][2:] == [
        "Som import 1, række 2",
        "Som import 1, række 3",
    ]
    assert "Periode" not in dict(again.facts)


def test_a_preview_follows_the_ledger_that_moved_meanwhile(
    workspace: Workspace, extract: Path
) -> None:
    waiting = previewed(workspace, extract)
    accept(previewed(workspace, extract))
    assert waiting.is_stale
    assert not waiting.can_accept
    waiting.take(waiting.holding()())
    assert [row[1] for row in shown(waiting.rows)][2:] == [
        "Som import 1, række 2",
        "Som import 1, række 3",
    ]
    workspace.session.undo()
    waiting.take(waiting.holding()())
    assert [row[1] for row in shown(waiting.rows)][2:] == ["Ny postering"] * 2
    accept(waiting)
    assert [batch.number for batch in workspace.project.ledger.batches] == [1]


def test_no_import_has_no_rows(workspace: Workspace) -> None:
    journal = ImportsPresenter(workspace)
    assert (journal.details.row_count, journal.details.known((0,))) == (0, frozenset())
    assert journal.details.cell(0, 0).text == ""
    assert journal.counting((0,)) is None


def test_a_file_that_is_no_ledger_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BudgetDeskError, match="unreadable"):
        ImportsPresenter(workspace).reading(tmp_path / "væk.csv", NOON)()


def test_the_journal_has_the_newest_on_top(workspace: Workspace, extract: Path) -> None:
    preview = previewed(workspace, extract)
    preview.control = "829,50"
    accept(preview)
    extract.write_text(EXTRACT.replace("15-06", "18-06"), encoding="utf-8")
    second = previewed(workspace, extract)
    second.control = "1"
    accept(second)
    journal = ImportsPresenter(workspace)
    assert [(row[0], row[1], *row[3:]) for row in shown(journal)] == [
        ("2", "udtræk.csv", "4", "1", "1", "2", "900,00", "828,50"),
        ("1", "udtræk.csv", "4", "2", "0", "2", "829,50", "Stemmer"),
    ]
    assert journal.place_of(Subject(kind="batch", id="1")) == (1, 0)
    assert journal.place_of(Subject(kind="batch", id="7")) is None
    assert journal.place_of(Subject(kind="posting", id="1")) is None


def test_a_chosen_import_is_told_in_full_and_can_be_taken_out(
    workspace: Workspace, extract: Path
) -> None:
    journal = ImportsPresenter(workspace)
    assert (journal.facts, journal.can_remove, journal.details.row_count) == ((), False, 0)
    remove(journal)
    accept(previewed(workspace, extract))
    assert journal.details.row_count == 4
    assert dict(journal.facts)["Periode"] == "15-06-2020 – 16-06-2020"
    assert shown(journal)[0][-1] == "Ikke oplyst"
    journal.choose(0)
    remove(journal)
    assert workspace.project.ledger.batches == ()
    workspace.session.undo()
    journal.choose(None)
    assert journal.can_remove


def test_postings_without_a_day_tell_no_period() -> None:
    project = with_ledger()
    days = {"posting_date": None, "voucher_date": None, "service_to": None}
    batch = project.ledger.batches[0]
    bare = replace(batch, postings=tuple(replace(each, **days) for each in batch.postings))
    with opened(replace(project, ledger=replace(project.ledger, batches=(bare,)))) as workspace:
        assert "Periode" not in dict(ImportsPresenter(workspace).facts)


def test_without_an_import_there_is_no_journal() -> None:
    with opened(with_ledger(ledger=Ledger())) as workspace:
        imports = ImportsPresenter(workspace)
        assert (imports.journal_name, imports.chosen) == ("", None)


STRANGE = """Hvornår|Mærke|Hvad|Kroner
05-03-20|A1|Løn|900.00
06-03-20|A2|Taxa|70.50
"""


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    file = tmp_path / "mærkelig.csv"
    file.write_text(STRANGE, encoding="utf-8")
    return file


def read_again(workspace: Workspace, file: Path, preview: ImportPreview) -> None:
    preview.take(ImportsPresenter(workspace).reading(file, NOON, profile=preview.columns.profile)())


def field_row(preview: ImportPreview, name: str) -> int:
    return [row[0] for row in shown(preview.columns)].index(name)


def test_columns_are_shown_raw_and_read_side_by_side(workspace: Workspace, strange: Path) -> None:
    preview = previewed(workspace, strange)
    assert shown(preview.columns) == [
        ["Hvornår", "Bogføringsdato", "05-03-20 · 06-03-20", "kan ikke læses · kan ikke læses"],
        ["Mærke", "Bilagsnummer", "A1 · A2", "A1 · A2"],
        ["Hvad", "Tekst", "Løn · Taxa", "Løn · Taxa"],
        ["Kroner", "Beløb", "900.00 · 70.50", "900,00 · 70,50"],
    ]
    assert "foreslået" in preview.questions.text
    assert "2 rækker har et årstal på to cifre" in preview.questions.text
    assert preview.verdict.text.startswith("Ingen række kan læses")
    assert not preview.can_accept


def test_the_order_in_which_things_are_said_makes_no_difference(
    workspace: Workspace, strange: Path
) -> None:
    told = []
    for said in permutations((("century", 1), ("is_negated", 1), ("decimal", 2))):
        preview = previewed(workspace, strange)
        for what, choice in said:
            preview.columns.choose(what, choice)
            read_again(workspace, strange, preview)
        assert [preview.columns.chosen(what) for what in ("century", "is_negated")] == [1, 1]
        told.append([(str(p.day), p.amount.ore) for p in preview.batch.postings])
    assert told == [[("2020-03-05", -90000), ("2020-03-06", -7050)]] * len(told)


def test_what_was_said_is_remembered_once_the_file_is_taken_in(
    workspace: Workspace, strange: Path
) -> None:
    preview = previewed(workspace, strange)
    preview.columns.choose("century", 1)
    read_again(workspace, strange, preview)
    preview.columns.enter({(field_row(preview, "Mærke"), 1): "Fakturanummer", (0, 0): "x"})
    preview.columns.enter({(field_row(preview, "Mærke"), 1): "Der findes ingen"})
    read_again(workspace, strange, preview)
    assert preview.can_accept
    accept(preview)
    assert preview.receipt.text.endswith("husket til næste fil med de samme overskrifter.")
    again = previewed(workspace, strange)
    assert again.questions.text == ""
    assert shown(again.columns)[1][1] == "Fakturanummer"
    assert len(again.batch.already_there) == 2


def test_a_field_is_one_column_and_an_amount_has_one_way(
    workspace: Workspace, strange: Path
) -> None:
    asked: list[str] = []
    preview = previewed(workspace, strange)
    preview.columns.asked = lambda: asked.append("again")
    preview.columns.enter({(field_row(preview, "Mærke"), 1): "Tekst"})
    assert [row[1] for row in shown(preview.columns)][1:3] == ["Tekst", "(andet)"]
    preview.columns.enter({(field_row(preview, "Hvad"), 1): "Debet"})
    assert [row[1] for row in shown(preview.columns)][2:] == ["Debet", "(andet)"]
    preview.columns.enter({(field_row(preview, "Hvad"), 1): "(andet)"})
    preview.columns.enter({(field_row(preview, "Hvad"), 1): ""})
    preview.columns.choose("dates", preview.columns.chosen("dates"))
    assert asked == ["again"] * 3
    assert preview.columns.choices("century") == ("Læses ikke", "20xx", "19xx")
    assert preview.columns.choices("is_negated") == ("Som i filen", "Vendt om")
    assert preview.columns.cell(0, 1).is_editable
    assert preview.columns.cell(0, 1).choices[:3] == ("(andet)", "Beløb", "Debet/kredit")
    assert preview.columns.place_of(Subject(kind="posting", id="1-2")) is None


def test_a_way_that_cannot_be_read_is_told_and_nothing_can_be_taken_in(
    workspace: Workspace, extract: Path
) -> None:
    preview = previewed(workspace, extract)
    preview.columns.enter({(field_row(preview, "Beløb"), 1): "(andet)"})
    with pytest.raises(BudgetDeskError) as refused:
        read_again(workspace, extract, preview)
    preview.refuse(refused.value)
    assert "udtræk.csv" in preview.verdict.text
    assert not preview.can_accept


def test_a_folder_that_cannot_be_written_to_does_not_stop_the_import(
    workspace: Workspace, strange: Path
) -> None:
    folder = paths.user_ledger_profiles()
    folder.parent.mkdir(parents=True)
    folder.write_text("", encoding="utf-8")
    preview = previewed(workspace, strange)
    preview.columns.choose("century", 1)
    read_again(workspace, strange, preview)
    accept(preview)
    assert "kunne ikke huskes" in preview.receipt.text
    assert len(workspace.project.ledger.batches) == 1
