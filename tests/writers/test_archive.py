"""What every PDF of ours is: to be kept (PDF/A-3a), and to be read by those who hear it."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name, Pdf

from budgetdesk import packages, paper_jobs, sample
from budgetdesk.exchange import read_project
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.changes_pdf import ChangesPaper, changes_pdf
from budgetdesk.writers.import_journal import JournalPaper, import_journal
from budgetdesk.writers.letter import letter_pdf
from tests.packages.sealed import finished, sealed
from tests.writers.papers import MADE_AT, a_golden_paper, a_paper, with_personal_data
from tests.writers.tagged import every, faults, opened, tree
from tests.writers.test_letter import a_difference, a_letter, a_whole_change
from tests.writers.worst import AUTUMN, a_worst_paper

FILES = {"workbook": b"PK the workbook", "project": b"{}"}


def _journal() -> bytes:
    project = sample.finished(MADE_AT)
    (batch,) = project.ledger.batches
    paper = JournalPaper(
        batch=batch, project=project, made_at=MADE_AT, made_by="Kim", version="1.0"
    )
    return import_journal(paper)


def _changes() -> bytes:
    rows = (("15-02-2021 09.30", "Kim", "Bilag 1042: flyttet fra Løn til Konsulent"),) * 70
    return changes_pdf(
        ChangesPaper(
            project=finished(),
            since="Siden sidst",
            rows=rows,
            made_at=MADE_AT,
            made_by="Kim",
            version="1.0",
        )
    )


MAKERS: Mapping[str, Callable[[], bytes]] = {
    "account": lambda: account_pdf(a_golden_paper(), FILES),
    "worst": lambda: account_pdf(a_worst_paper(), FILES),
    "interim": lambda: account_pdf(a_worst_paper(period=AUTUMN)),
    "sealed": lambda: packages.package_of(sealed(finished()))["Regnskab.pdf"],
    "letter": lambda: letter_pdf(a_letter(a_whole_change())),
    "difference": lambda: a_difference(a_whole_change()),
    "journal": _journal,
    "changes": _changes,
}


@cache
def made(name: str) -> bytes:
    return MAKERS[name]()


each_paper = pytest.mark.parametrize("name", MAKERS)


@each_paper
def test_a_paper_keeps_the_rules_of_the_archive(name: str) -> None:
    pdfa = pytest.importorskip("pikepdf.pdfa", reason="pikepdf[pdfa] is not installed")
    # It knows level B; what A asks beyond that is in the tests below.
    as_b, count = re.subn(rb"(<pdfaid:conformance[^>]*>)A<", rb"\1B<", made(name))
    assert count == 1
    with opened(as_b) as pdf:
        assert pdf.check_pdf_syntax() == []
    report = pdfa.validate_written(BytesIO(as_b), "3b")
    assert report.passed, report.summary()


@each_paper
def test_all_that_is_drawn_is_in_the_structure_or_for_the_eye_alone(name: str) -> None:
    with opened(made(name)) as pdf:
        assert list(faults(pdf)) == []


@each_paper
def test_a_paper_is_written_in_danish_has_a_title_and_says_that_it_is_tagged(name: str) -> None:
    with opened(made(name)) as pdf:
        assert pdf.Root.Lang == "da-DK"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert all(page.Tabs == Name.S for page in pdf.pages)
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["dc:title"] == str(pdf.docinfo.Title) != ""
            assert metadata["dc:description"] == str(pdf.docinfo.Subject)
            assert metadata["pdf:Keywords"] == str(pdf.docinfo.Keywords)
            assert metadata["pdf:Producer"] == str(pdf.docinfo.Producer)


@each_paper
def test_every_font_is_ours_and_within_with_the_words_its_signs_stand_for(name: str) -> None:
    with opened(made(name)) as pdf:
        fonts = [each for each in pdf.objects if _is(each, Name.Font)]
        assert {str(each.BaseFont).split("-")[0] for each in fonts} == {"/AAAAAA+IBMPlexSans"}
        assert all("/FontFile2" in each.FontDescriptor for each in fonts)
        assert all("/ToUnicode" in each for each in fonts)


def _is(each: object, kind: Name) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get(Name.Type) == kind


@each_paper
def test_each_table_has_heads_and_each_part_a_heading(name: str) -> None:
    with opened(made(name)) as pdf:
        document = tree(pdf)
    tables = list(every(document, "Table"))
    assert tables
    for table in tables:
        first = [cell.scope for cell in table.kids[0].kids]
        assert first in (["Column"] * len(first), ["Row", ""]), first
        assert {cell.tag for row in table.kids for cell in row.kids} == {"TH", "TD"}
    assert next(every(document, "H1", "H2")).tag == "H1"


def test_what_is_missing_in_the_structure_is_found() -> None:
    for damage in (_unmark, _move, _lose):
        with opened(made("account")) as pdf:
            damage(pdf)
            assert list(faults(pdf)), damage


def _unmark(pdf: Pdf) -> None:
    """Takes away a mark around something drawn."""
    page = pdf.pages[4]
    kept = list(pikepdf.parse_content_stream(page))
    first = next(n for n, each in enumerate(kept) if str(each.operator) == "BDC")
    last = next(n for n, each in enumerate(kept[first:], first) if str(each.operator) == "EMC")
    del kept[last], kept[first]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _move(pdf: Pdf) -> None:
    """Lets two contents change their parents."""
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def _lose(pdf: Pdf) -> None:
    """Loses a cell of a table."""
    table = next(each for each in pdf.objects if _is_table(each))
    del table.K[1].K[0]


def _is_table(each: object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get(Name.S) == Name.Table


def test_the_files_it_was_made_from_lie_within() -> None:
    with opened(made("account")) as pdf:
        found = {name: pdf.attachments[name] for name in pdf.attachments}
        assert {name: file.get_file().read_bytes() for name, file in found.items()} == {
            "Regnskab.xlsx": b"PK the workbook",
            "Projekt.json": b"{}",
        }
        workbook, project = found["Regnskab.xlsx"], found["Projekt.json"]
        assert workbook.obj.AFRelationship == Name.Data
        assert project.obj.AFRelationship == Name.Source
        assert workbook.get_file().mime_type.endswith("spreadsheetml.sheet")
        assert project.get_file().mime_type == "application/json"
        assert workbook.description == "Regnskabet som regneark med alle formler"
        assert {file.get_file().mod_date for file in found.values()} == {MADE_AT.astimezone(UTC)}
        assert {each.objgen for each in pdf.Root.AF} == {file.obj.objgen for file in found.values()}


def test_the_files_of_a_sealed_account_are_those_of_its_package() -> None:
    files = packages.package_of(sealed(finished()))
    with opened(files["Regnskab.pdf"]) as pdf:
        for name in ("Regnskab.xlsx", "Projekt.json"):
            assert pdf.attachments[name].get_file().read_bytes() == files[name]


def test_what_lies_within_is_masked_as_the_paper_is(tmp_path: Path) -> None:
    project, inner = with_personal_data(), tmp_path / "inner.json"
    paper_jobs.write_papers(a_paper(project), pdf=tmp_path / "a.pdf")
    with opened((tmp_path / "a.pdf").read_bytes()) as pdf:
        inner.write_bytes(pdf.attachments["Projekt.json"].get_file().read_bytes())
    assert b"010180" not in inner.read_bytes()
    assert read_project(inner).title == project.title


def test_the_same_paper_gives_the_same_bytes_with_all_its_files(tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for file in (first, second):
        paper_jobs.write_papers(a_golden_paper(), pdf=file)
    assert first.read_bytes() == second.read_bytes()


def test_nothing_shines_through_anything() -> None:
    with opened(made("worst")) as pdf:
        for each in pdf.objects:
            keys = each.keys() if isinstance(each, pikepdf.Dictionary | pikepdf.Stream) else ()
            assert not {"/SMask", "/ca", "/CA", "/BM", "/Group"} & set(keys)
