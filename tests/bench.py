"""What our work costs beside the bare part it stands on, in one run: `python3 dev.py bench`.

Each case runs ours and the bare part in turn, so that a machine that slows down slows both, and
tells the median of the ratios. A case over its limit makes the run fail.
"""

import csv
import gc
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import xlsxwriter
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from budgetdesk import jobs, paper_jobs, rulepacks
from budgetdesk.accounting.details import Prices
from budgetdesk.domain.budget import BudgetLine, DetailRow
from budgetdesk.domain.ledger import AllocationRule, PartKind
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import FundingId, LineId, PostingId, RuleId
from budgetdesk.operations.budget import (
    choose_item,
    rename_line,
    set_amount,
    set_details,
    with_details_applied,
    write_note,
)
from budgetdesk.operations.funding import set_funding_amount
from budgetdesk.operations.ledger import add_batch, place
from budgetdesk.operations.parts import set_parts
from budgetdesk.session import Session
from budgetdesk.writers.account_workbook import account_workbook
from tests.bare_workbook import BareWorkbook
from tests.bench_limits import ALONE, measure_alone
from tests.bench_papers import pdf_and_bare
from tests.builders import a_budget, a_ledger, a_line, a_posting, a_project, kr

ROUNDS = 7
ROWS = 100_000
MANY = 1_000_000
PROJECTS = 500
DAY = date(2021, 1, 15)
NOON = datetime(2021, 1, 15, 12, tzinfo=UTC)

Work = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """Ours beside the bare part; `limit` is the highest ratio that will do."""

    name: str
    bare_name: str
    ours: Work
    bare: Work
    limit: float
    rounds: int = ROUNDS


def _seconds(work: Work) -> float:
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def measure(case: Case) -> bool:
    """Prints the case's figures; true when it keeps its limit."""
    case.ours(), case.bare()
    pairs = [(_seconds(case.ours), _seconds(case.bare)) for _ in range(case.rounds)]
    ratio = statistics.median(ours / bare for ours, bare in pairs)
    ours, bare = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    kept = ratio <= case.limit
    print(
        f"{case.name:<44} {ours:9.1f} ms\n"
        f"  beside {case.bare_name:<35} {bare:9.1f} ms   "
        f"ratio {ratio:5.2f}  limit {case.limit:5.2f}  {'ok' if kept else 'OVER'}"
    )
    return kept


@dataclass(frozen=True)
class Edits:
    """Many different edits of one project, each with all its findings anew.

    `limit`: what 95 of 100 keep, in milliseconds of our own processor time. The wall clock, which
    other programs on the machine move too, is told beside it.
    """

    name: str
    edits: Sequence[Callable[[Project], Project]]
    project: Project
    limit: float


def measure_edits(case: Edits) -> bool:
    """Prints the median and the 95th of 100 of both clocks; true when the case keeps its limit."""
    times, project = [], case.project
    for edit in case.edits:
        wall, own = perf_counter(), process_time()
        project = edit(project)
        jobs.findings(project, DAY)
        times.append(((process_time() - own) * 1000, (perf_counter() - wall) * 1000))
    (own, own95), (wall, wall95) = (
        (statistics.median(each), statistics.quantiles(each, n=20)[-1])
        for each in zip(*times, strict=True)
    )
    kept: bool = own95 <= case.limit
    print(
        f"{case.name:<44} {own:9.1f} ms   p95 {own95:6.1f} ms\n"
        f"  {len(times)} edits, by the wall clock {'':<15} {wall:9.1f} ms   p95 {wall95:6.1f} ms   "
        f"limit {case.limit:5.1f} ms {'ok' if kept else 'OVER'}"
    )
    return kept


@contextmanager
def import_of_a_csv() -> Iterator[Case]:
    """A large csv read, checked for overlaps and personal data, and kept as a step."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = _ledger(Path(folder), MANY)
        store = _bare_store(Path(folder))
        yield Case(
            name=f"import of a csv, {MANY:,} rows",
            bare_name="csv.reader and executemany",
            ours=lambda: _import(ledger),
            bare=lambda: store(_bare_rows(ledger)),
            limit=3.0,
            rounds=3,
        )


@contextmanager
def filtered_import_of_a_csv() -> Iterator[Case]:
    """The same csv, of which only one project's postings are asked for."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = _ledger(Path(folder), MANY)
        yield Case(
            name=f"one project's {MANY // PROJECTS:,} rows out of {MANY:,}",
            bare_name="csv.reader",
            ours=lambda: jobs.read_ledger(ledger, only=[("Projekt", "XG-1-3")]),
            bare=lambda: _bare_rows(ledger),
            limit=1.5,
            rounds=3,
        )


@contextmanager
def import_of_a_workbook() -> Iterator[Case]:
    """A workbook with dates and numbers in its cells, read and kept as a step of a document."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.xlsx"
        _write_workbook(ledger, _bare_rows(_ledger(Path(folder), ROWS)))
        store = _bare_store(Path(folder))

        def bare() -> None:
            sheet = CalamineWorkbook.from_path(str(ledger)).get_sheet_by_index(0)
            store(sheet.to_python())

        name = f"import of a workbook, {ROWS:,} rows"
        yield Case(name, "calamine and executemany", lambda: _import(ledger), bare, 3.0)


def _import(ledger: Path) -> None:
    with Session.create(None, a_project(), "bench") as session:
        batch = jobs.new_batch(session.project, jobs.read_ledger(ledger), NOON)
        session.run("ledger.import", lambda p: add_batch(p, batch), file=batch.file)


def _bare_rows(ledger: Path) -> list[list[str]]:
    with ledger.open(encoding="cp1252", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def _bare_store(folder: Path) -> Callable[[Sequence[Sequence[object]]], None]:
    """What adds rows to a new database as they are."""
    numbers = iter(range(1_000_000))

    def store(rows: Sequence[Sequence[object]]) -> None:
        with closing(sqlite3.connect(folder / f"{next(numbers)}.db")) as db:
            columns = ", ".join(f"c{number}" for number in range(len(rows[0])))
            db.execute(f"CREATE TABLE posting ({columns})")
            marks = ", ".join("?" * len(rows[0]))
            db.executemany(f"INSERT INTO posting VALUES ({marks})", rows)  # noqa: S608 - no one's words
            db.commit()

    return store


def _ledger(folder: Path, rows: int) -> Path:
    path = folder / "ledger.csv"
    heading = (
        "Regnskabsår;Posteringsdato;Dokumentdato;Bilag;Posteringstype;Kontonr;Kontonavn;Projekt;"
        "Leverandør;Posteringstekst;DebitKreditMarkering;Beløb"
    )
    with path.open("w", encoding="cp1252", newline="") as file:
        print(heading, file=file, end="\r\n")
        for row in range(rows):
            day = f"{row % 28 + 1:02d}-{row % 12 + 1:02d}-2020"
            print(
                f"2020;{day};{day};FAK{row:06d};NOR;56898{row % 90000:05d};Ydelser;"
                f"XG-1-{row % PROJECTS};Firma {row % 500};Møde {row}, {row % 40} deltagere;"
                f"{'DK'[row % 9 == 0]};{row % 9000},{row % 100:02d}",
                file=file,
                end="\r\n",
            )
    return path


def _write_workbook(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, rows[0])
        for number, row in enumerate(rows[1:], start=1):
            sheet.write_row(number, 0, row)
            for column in (1, 2):
                on = datetime.strptime(row[column], "%d-%m-%Y")  # noqa: DTZ007 - a day has no zone
                sheet.write_datetime(number, column, on, day)
            sheet.write_number(number, 11, float(row[11].replace(",", ".")))


@contextmanager
def findings_after_an_edit() -> Iterator[Case]:
    """All findings anew after one amount changed: 500 lines, 5.000 detail rows, 10.000 postings."""
    project = _large_project()
    amounts = iter(range(1, 1_000_000))
    postings = project.ledger.batches[0].postings

    def ours() -> object:
        edited = set_amount(project, LineId("7"), 2020, kr(next(amounts)))
        return jobs.findings(edited, DAY)

    def bare() -> object:
        sums: dict[str, int] = {}
        for posting in postings:
            sums[posting.gl_code] = sums.get(posting.gl_code, 0) + posting.amount.ore
        return sums

    yield Case(
        "findings after an edit, 10,000 postings", "one loop that sums them", ours, bare, 40.0
    )


@contextmanager
def every_kind_of_edit() -> Iterator[Edits]:
    """500 lines, 5.000 detail rows, 10.000 postings: 400 edits of every kind a person makes."""
    project = _large_project()
    makers = (
        lambda n: partial(set_amount, line_id=LineId(str(n + 1)), year=2020, amount=kr(n + 1)),
        lambda n: partial(rename_line, line_id=LineId(str(n + 1)), label=f"Udgift nr. {n}"),
        lambda n: partial(write_note, line_id=LineId(str(n + 1)), note=f"Regnet af {n} dage."),
        lambda n: partial(choose_item, line_id=LineId(str(n + 1)), item="salary"),
        lambda n: partial(set_details, line_id=LineId(str(n + 1)), details=(_row(n),)),
        lambda n: partial(set_parts, amounts={(LineId(str(n + 1)), "2020-Q1"): kr(n + 1)}),
        lambda n: partial(
            set_funding_amount, funding_id=FundingId("F-own"), year=2020, amount=kr(1000 + n)
        ),
        lambda n: partial(
            place,
            posting_ids=[PostingId(f"1-{n + 2}")],
            kind=PartKind.COST,
            target=str(n + 1),
            by="Kim",
        ),
    )
    edits = tuple(makers[number % len(makers)](number) for number in range(400))
    yield Edits("findings after any edit, 10,000 postings", edits, project, limit=50.0)


def _row(number: int) -> DetailRow:
    return DetailRow(text="Ny række", year=2020, units=Decimal(number + 1), unit_price=kr(100))


def _detailed(number: int) -> BudgetLine:
    """A line of ten rows, some of them hours at an annual cost."""
    rows = tuple(
        DetailRow(
            text=f"Række {row}",
            year=2020,
            units=Decimal(7),
            unit_price=kr(0 if row % 3 else 100),
            annual_cost=kr(500_000 + number) if row % 3 else None,
        )
        for row in range(10)
    )
    return replace(a_line(str(number), kr(1000 + number)), details=rows)


def _large_project(count: int = 10_000) -> Project:
    lines = [_detailed(number) for number in range(1, 501)]
    postings = [
        a_posting(row, kr(row % 90), gl_code=f"5689{row % 500:06d}") for row in range(2, count + 2)
    ]
    rules = tuple(
        AllocationRule(
            id=RuleId(f"r{number}"),
            kind=PartKind.COST,
            target=str(number * 25 + 1),
            gl_from=f"5689{number * 25:06d}",
            gl_to=f"5689{number * 25 + 24:06d}",
        )
        for number in range(20)
    )
    budget = replace(
        a_budget(*lines, grant=kr(500_000), own=kr(125_000)), annual_hours=Decimal(1628)
    )
    prices = Prices(budget)
    priced = tuple(with_details_applied(prices, line) for line in lines)
    return replace(
        a_project(replace(budget, lines=priced)),
        call=rulepacks.load_call("C01"),
        ledger=replace(a_ledger(*postings), rules=rules),
    )


@contextmanager
def account_of_an_open_document() -> Iterator[Case]:
    """The final account drawn up anew after an edit, with its seal: 100.000 postings."""
    project = _large_project(ROWS)
    amounts = iter(range(1, 1_000_000))
    postings = project.ledger.batches[0].postings

    def ours() -> object:
        return jobs.account(set_amount(project, LineId("7"), 2020, kr(next(amounts))))

    def bare() -> object:
        sums: dict[str, int] = {}
        for posting in postings:
            sums[posting.gl_code] = sums.get(posting.gl_code, 0) + posting.amount.ore
        return sums

    yield Case(
        f"account after an edit, {ROWS:,} postings", "one loop that sums them", ours, bare, 30.0
    )


@contextmanager
def auditor_workbook() -> Iterator[Case]:
    """The auditor's workbook, all ten sheets, beside the same cells written with nothing else."""
    project = _large_project(ROWS)
    paper = paper_jobs.paper(project, jobs.account(project), (), NOON, "bench")
    bare = BareWorkbook(paper)
    gc.collect()
    gc.freeze()  # what is only there to be written is no work of the collector's, for either
    name, beside = (
        f"auditor workbook, {ROWS:,} postings",
        f"XlsxWriter, the same {bare.count:,} cells",
    )
    yield Case(name, beside, lambda: account_workbook(paper), bare.write, limit=1.3, rounds=3)
    gc.unfreeze()


@contextmanager
def pdf_of_an_account() -> Iterator[Case]:
    """The account's PDF, tagged and with its files: 10.000 postings on one line."""
    ours, bare = pdf_and_bare(10_000)
    yield Case("PDF of an account, 10,000 postings", "a bare LongTable", ours, bare, 1.5, rounds=3)


CASES = (
    import_of_a_csv,
    filtered_import_of_a_csv,
    import_of_a_workbook,
    findings_after_an_edit,
    every_kind_of_edit,
    account_of_an_open_document,
    auditor_workbook,
    pdf_of_an_account,
)


def main() -> int:
    """Runs all cases, or those whose name holds a word given."""
    kept = True
    for case in CASES:
        if all(word in case.__name__ for word in sys.argv[1:]):
            with case() as ready:
                held = measure(ready) if isinstance(ready, Case) else measure_edits(ready)
                kept = held and kept
    for alone in ALONE:
        if all(word in f"alone_{alone.what}" for word in sys.argv[1:]):
            kept = measure_alone(alone, lambda folder: _ledger(folder, MANY)) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
