"""Bad input through the program itself: plain words, little memory, little time, nothing imported.

Each file is given to the command line in a process of its own, whose memory and time are measured.
"""

import os
import resource
import struct
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from budgetdesk import sample
from budgetdesk.session import Session
from tests.importers.sheets import a_line, an_open_document, packed, workbook

FILES: Final = Path(__file__).resolve().parent.parent / "files" / "ledgers"
MOST_MEMORY: Final = 1_000_000_000
MOST_SECONDS: Final = 30
REFUSED: Final = 2
"""The exit code of a task that could not be done."""

HEADING: Final = b"Dato;Bilag;Konto;Tekst;Bel\xc3\xb8b\n"
ROW: Final = b"01-02-2020;B1;1010;Tekst;100,00\n"


def cell(place: str, words: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'.encode()


def sheet_row(number: int, *words: str) -> bytes:
    cells = b"".join(cell(f"{chr(65 + at)}{number}", each) for at, each in enumerate(words))
    return f'<row r="{number}">'.encode() + cells + b"</row>"


TOP: Final = sheet_row(1, "Dato", "Bilag", "Konto", "Beløb")
LAUGHS: Final = (
    b'<!DOCTYPE lolz [<!ENTITY a "haha">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b'<!ENTITY here SYSTEM "file:///etc/hostname">]>'
)
OLD: Final = (FILES / "old_economy.xls").read_bytes()


def far_in_an_old_workbook() -> bytes:
    place = OLD.index(b"\x7e\x02\x0a\x00")
    return OLD[: place + 4] + struct.pack("<2H", 65_000, 16_000) + OLD[place + 8 :]


def locked() -> bytes:
    name = "EncryptedPackage".encode("utf-16-le")
    place = OLD.index("Workbook".encode("utf-16-le"))
    return OLD[:place] + name.ljust(64, b"\0") + bytes([len(name) + 2]) + OLD[place + 65 :]


BAD: Final[dict[str, Callable[[], bytes]]] = {
    "truncated workbook": lambda: (FILES / "prisme.xlsx").read_bytes()[:20_000],
    "truncated old workbook": lambda: OLD[:30_000],
    "encrypted": locked,
    "zero bytes": lambda: b"",
    "pdf": lambda: b"%PDF-1.7\n" + bytes(1000),
    "zip bomb": lambda: workbook(b"<row>" + b"<c/>" * 200_000_000 + b"</row>"),
    "many small bombs": lambda: packed(
        *((f"xl/worksheets/sheet{n}.xml", bytes(60_000_000)) for n in range(10))
    ),
    "entities in a sheet": lambda: workbook(TOP + sheet_row(2, "&i;&here;"), LAUGHS),
    "entities in xml": lambda: LAUGHS + b"<HEADER><ITEM>&i;&here;</ITEM></HEADER>",
    "entities in a page": lambda: b"<!DOCTYPE html>" + LAUGHS + b"<html><table><tr><td>&i;</table>",
    "deep page": lambda: b"<html>" + b"<table><tr><td>" * 300_000,
    "wide page": lambda: (
        b"<html><table>"
        + b'<tr><td colspan="16000" rowspan="65000">x</td></tr>' * 100
        + b"</table>"
    ),
    "one column": lambda: b"01-01-2020\n" * 100_000,
    "NUL bytes": lambda: HEADING + ROW.replace(b"B1", b"\0\0") * 100,
    "16.000 columns": lambda: (b"kolonne;" * 16_000 + b"\n") * 1_000,
    "a million columns": lambda: (b";" * 999_990 + b"\n") * 120,
    "a line of 500 MB": lambda: HEADING + b"9" * 500_000_000,
    "a line of 500 MB of cells": lambda: HEADING + b"9;" * 250_000_000,
    "nothing but quotes": lambda: HEADING + b'";' * 3_000_000,
    "formulas without values": lambda: workbook(
        TOP
        + b"".join(
            b'<row r="%d">' % n
            + cell(f"A{n}", "01-02-2020")
            + cell(f"B{n}", "B1")
            + cell(f"C{n}", "1010")
            + b'<c r="D%d"><f>1+1</f></c></row>' % n
            for n in range(2, 30)
        )
    ),
    "a cell in the last corner": lambda: workbook(
        TOP + b'<row r="1048576">' + cell("XFD1048576", "x") + b"</row>"
    ),
    "a cell far away in an old workbook": far_in_an_old_workbook,
    "a cell that comes again": lambda: an_open_document(
        a_line("Dato", "Bilag", "Beløb"), a_line("x", times=1_000_000_000)
    ),
}


@pytest.fixture
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("projekt") / "Projekt.budgetdesk"
    Session.create(path, sample.project(), "Kim").close()
    return path


class Run(NamedTuple):
    """How a process went."""

    code: int
    errors: str
    memory: int
    """Bytes, at most."""


def importing(document: Path, ledger: Path) -> Run:
    """Has the command line import a file; it is killed when it takes too much of anything."""
    with tempfile.TemporaryFile() as errors:
        process = os.fork()
        if not process:
            resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (4 * MOST_MEMORY, 4 * MOST_MEMORY))
            os.dup2(errors.fileno(), 2)
            words = ["-m", "budgetdesk", "import", str(document), str(ledger)]
            os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 - our own words
        _, status, used = os.wait4(process, 0)
        errors.seek(0)
        said = errors.read().decode()
    return Run(os.waitstatus_to_exitcode(status), said, used.ru_maxrss * 1024)


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_told_in_plain_words_and_changes_nothing(
    document: Path, tmp_path: Path, what: str
) -> None:
    ledger = tmp_path / "udtræk.csv"
    ledger.write_bytes(BAD[what]())
    before = document.read_bytes()
    run = importing(document, ledger)
    ledger.unlink()
    assert run.code == REFUSED, run.errors
    assert "Traceback" not in run.errors
    assert "udtræk.csv" in run.errors
    assert run.memory < MOST_MEMORY
    assert document.read_bytes() == before


def test_rows_of_16000_cells_under_headings_are_all_told_of(document: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "udtræk.csv"
    ledger.write_bytes(HEADING + ROW + (b"x;" * 16_000 + b"\n") * 1_000)
    run = importing(document, ledger)
    assert (run.code, run.errors) == (0, "")
    assert run.memory < MOST_MEMORY
    with Session.open(document, "Kim", read_only=True) as session:
        (batch,) = session.project.ledger.batches
    assert (len(batch.postings), len(batch.skipped), batch.rows_read) == (1, 1001, 1002)
    assert {row.reason for row in batch.skipped[1:]} == {"shifted"}


def test_lines_in_several_encodings_are_all_read(document: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "udtræk.csv"
    in_cp1252 = ROW.replace(b"Tekst", "Møde".encode("cp1252"))
    ledger.write_bytes(HEADING + ROW.replace(b"Tekst", "Møde".encode()) + in_cp1252)
    copy = tmp_path / "Projekt.budgetdesk"
    copy.write_bytes(document.read_bytes())
    run = importing(copy, ledger)
    assert (run.code, run.errors) == (0, "")
    with Session.open(copy, "Kim", read_only=True) as session:
        (batch,) = session.project.ledger.batches
    assert [posting.text for posting in batch.postings] == ["Møde", "Møde"]
