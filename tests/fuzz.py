"""Bytes nobody thought of, for the readers of ledgers: `python3 dev.py fuzz [TARGET] [SECONDS]`.

Coverage-guided (atheris). Whatever comes in, a reader gives a value or a `BudgetDeskError` whose
words there are; anything else is a find. What it finds is kept in the folder it says, and becomes
a test in tests/importers.
"""

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import atheris

with atheris.instrument_imports(include=["budgetdesk.importers", "budgetdesk.domain"]):
    from budgetdesk.errors import BudgetDeskError
    from budgetdesk.importers import amounts, dates, sniff
    from budgetdesk.importers.cells import BadCell
    from budgetdesk.importers.files import tables_of
    from budgetdesk.importers.ledger import read_ledger
    from budgetdesk.importers.profiles import Writing
    from budgetdesk.importers.web_pages import read_web_page
    from budgetdesk.importers.workbooks import read_old_workbook, read_package
    from budgetdesk.importers.xml_postings import read_xml
from budgetdesk.text import has_text
from tests.importers.sheets import a_line, an_open_document, workbook

SAMPLES: Final = Path(__file__).parent / "files" / "ledgers"
SECONDS: Final = 60
LONGEST: Final = 20_000
"""Bytes of an input."""

Target = Callable[[bytes], object]


def fuzz_sniff(data: bytes) -> object:
    """What the file is, and its text."""
    return sniff.kind_of(data), sniff.decode(data, "fil")


def fuzz_amounts(data: bytes) -> object:
    """An amount is read back from what it reads as, or refused."""
    cell = data.decode("utf-8", "replace")
    for grammar in (amounts.COMMA, amounts.POINT):
        try:
            ore = amounts.read_ore(cell, grammar)
        except BadCell:
            continue
        digits = "".join(filter(str.isdecimal, cell))
        assert str(abs(ore)).strip("0") in digits, cell
    return None


def fuzz_dates(data: bytes) -> object:
    """A date is one of the calendar, or refused."""
    cell = data.decode("utf-8", "replace")
    for writing in (Writing(), Writing(dates="month_first", century=2000)):
        try:
            dates.date_reader([cell], writing)(cell)
        except BadCell:
            continue
    return dates.has_form_of_date(cell)


def fuzz_text(data: bytes) -> object:
    """Lines parted by signs, by borders or by blanks."""
    tables = tables_of(data, "fil")
    return [list(table.rows(range(len(table.records)))) for table in tables]


def fuzz_ledger(data: bytes) -> object:
    """A whole file: every row is told of, once."""
    path = Path(tempfile.gettempdir()) / f"fuzz-{os.getpid()}"
    path.write_bytes(data)
    try:
        reading = read_ledger(path)
    finally:
        path.unlink()
    rows = [posting.row for posting in reading.postings] + [row.row for row in reading.skipped]
    assert sorted(rows) == list(range(1, reading.rows_read + 1))
    return reading


def fuzz_sheet(data: bytes) -> object:
    """What stands in the sheet of a workbook that is whole: the package of its parts is ours."""
    return [grid.records for grid in read_package(workbook(data), "fil")]


def fuzz_open_document(data: bytes) -> object:
    """What stands in the table of an open document."""
    rows = data.decode("utf-8", "replace")
    return [grid.records for grid in read_package(an_open_document(rows), "fil")]


TARGETS: Final[Mapping[str, Target]] = {
    "sniff": fuzz_sniff,
    "amounts": fuzz_amounts,
    "dates": fuzz_dates,
    "text": fuzz_text,
    "web_page": lambda data: read_web_page(data, "fil"),
    "xml": lambda data: read_xml(data, "fil"),
    "workbook": lambda data: read_package(data, "fil"),
    "sheet": fuzz_sheet,
    "open_document": fuzz_open_document,
    "old_workbook": lambda data: read_old_workbook(data, "fil"),
    "ledger": fuzz_ledger,
}


CELLS: Final[Mapping[str, Sequence[str]]] = {
    "amounts": (
        *("1.234,56", "1 234,56", "1234.56", "1,234.56", "-1,00", "1,00-", "(1,00)", "+7", "0,01"),
        *("kr. 5", "1\u00a0234,56", "\u22121,00", "\u20131,00", '="00123"', "DKK 1.234", "1.23,4"),
    ),
    "dates": (
        *("31-12-2020", "1.2.2020", "20201231", "2020-12-31", "2020/12/31", "31. december 2020"),
        *("44196", "44196,5", "05-03-20", "12/31/2020", "2020-12-31T10:00:00", "29.02.2021"),
    ),
    "sheet": (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Dato</t></is></c><c r="B1"><v>1.5</v></c></row>',
        '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" t="b"><v>1</v></c></row>',
        '<row r="3"><c r="C3"><f>1+1</f></c></row>',
    ),
    "open_document": (
        a_line("Dato", dt.date(2020, 1, 1), 2.5),
        a_line("x", cells='<table:table-cell table:number-columns-repeated="9"/>', times=3),
    ),
}
"""Seeds for the targets that take less than a whole file: whole ones would teach them nothing."""


def seeds(name: str) -> Iterator[bytes]:
    """What a target's run begins with."""
    if name in CELLS:
        yield from (cell.encode() for cell in CELLS[name])
        return
    for sample in SAMPLES.iterdir():
        if sample.suffix != ".json":
            content = sample.read_bytes()
            yield content[:LONGEST]
    if name in {"workbook", "ledger"}:
        yield workbook(CELLS["sheet"][0].encode())
        yield an_open_document(*CELLS["open_document"])


def hold(target: Target, data: bytes) -> None:
    """Has the target read; a refusal must have words."""
    try:
        target(data)
    except BudgetDeskError as refused:
        if not has_text(f"errors.{refused.code}"):
            raise


def main(arguments: list[str]) -> None:
    """Fuzzes one target for some seconds; its finds end the run with what was found."""
    name, *rest = arguments
    if name not in TARGETS:
        sys.exit(f"Which? {', '.join(TARGETS)}")
    seconds = int(rest[0]) if rest else SECONDS
    target = TARGETS[name]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds(name)):
            (Path(corpus) / str(number)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-rss_limit_mb=2048"]
        finds = f"-artifact_prefix={Path.cwd()}/find-{name}-"
        atheris.Setup([sys.argv[0], *options, finds, corpus], lambda data: hold(target, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
