"""The import journal as PDF: every row accounted for, nobody named, the same bytes each time."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from budgetdesk import jobs, paper_jobs, sample
from budgetdesk.domain.ledger import ImportBatch, KnownRow, SkippedRow
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.writers.import_journal import JournalPaper, import_journal
from tests.builders import a_batch, a_posting, a_project, kr
from tests.writers.reading import pdf_text

NOON = datetime(2021, 1, 15, 12, tzinfo=UTC)


def a_paper(batch: ImportBatch) -> JournalPaper:
    project = a_project()
    ledger = replace(project.ledger, batches=(batch,))
    owner = replace(project, ledger=ledger)
    return JournalPaper(
        batch=batch, project=owner, made_at=NOON, made_by="Kim Eksempel", version="1.0"
    )


def words(batch: ImportBatch) -> str:
    return " ".join(pdf_text(import_journal(a_paper(batch))).split())


def test_the_sample_s_journal_adds_up(tmp_path: Path) -> None:
    project = sample.project()
    reading = jobs.read_ledger(sample.ledger_file())
    batch = jobs.new_batch(project, reading, NOON, kr("773000"))
    path = paper_jobs.write_journal(project, batch, tmp_path / "j.pdf", NOON, "Kim Eksempel")
    said = " ".join(pdf_text(path.read_bytes()).split())
    assert "Importjournal nr. 1" in said
    assert batch.sha256 in said
    assert "Læste rækker Nye posteringer Fandtes i forvejen Sprunget over 66 65 0 1" in said
    for figure in ("802.515,26", "-29.500,00", "773.015,26", "773.000,00", "15,26"):
        assert figure in said
    assert "Overskrifterne" in said
    assert "Regnskabsår;Posteringsdato" in said
    assert "Tilbageført: Forløb 1, modul 4, aflyst" in said
    with pikepdf.open(path) as pdf:
        assert pdf.Root.Lang == "da-DK"


def test_nobody_is_named() -> None:
    told = a_posting(
        2, kr(10), text="Løn Marie Prøve 010180-1234", other="Medarbejder: Marie Prøve"
    )
    batch = replace(
        a_batch(told), skipped=(SkippedRow(row=3, reason="total", raw="I alt Marie Prøve"),)
    )
    said = words(batch)
    assert "N.N. xxxxxx-xxxx" in said
    assert "I alt N.N." in said
    assert "Prøve" not in said.replace("Prøvestrup", "")


def test_filters_are_told_and_an_import_of_nothing_new_too() -> None:
    empty = replace(
        a_batch(),
        filters=(("PSP", "XG-1"),),
        filtered_out=7,
        already_there=(KnownRow(row=8, like=PostingId("0-1")),) * 2,
        rows_read=9,
    )
    said = words(empty)
    assert "Kun rækker, hvor »PSP« er »XG-1«" in said
    assert "7 rækker blev valgt fra" in said
    assert "Ingen andre rækker blev sprunget over." in said
    assert "Filen gav ingen nye posteringer." in said
    assert "ikke oplyst en kontrolsum" in said


def test_the_same_journal_gives_the_same_bytes() -> None:
    paper = a_paper(a_batch(a_posting(2, kr(10))))
    assert import_journal(paper) == import_journal(paper)
    assert len(pikepdf.open(BytesIO(import_journal(paper))).pages) == 2


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    paper = a_paper(a_batch())
    with pytest.raises(BudgetDeskError):
        paper_jobs.write_journal(paper.project, paper.batch, tmp_path / "x" / "j.pdf", NOON, "Kim")
