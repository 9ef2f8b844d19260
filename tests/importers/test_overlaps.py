"""Overlapping extracts: alike postings are counted, so nothing is lost and nothing comes twice."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.domain.ledger import ImportBatch, KnownRow, Ledger, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import PostingId
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.importers.overlaps import make_batch, new_postings
from tests.builders import a_posting, kr

FILES: Final = Path(__file__).resolve().parent.parent / "files" / "ledgers"
NOON: Final = datetime(2021, 1, 15, 12, 0, tzinfo=UTC)


def a_reading(*postings: Posting, batch_number: int = 1) -> LedgerReading:
    return LedgerReading(
        batch_number=batch_number,
        file="udtraek.csv",
        size=1000,
        sha256="0" * 64,
        format="csv",
        profile="prisme",
        rows_read=len(postings),
        postings=postings,
        skipped=(),
        filtered_out=0,
        filters=(),
    )


def bought(*what: str) -> LedgerReading:
    """A file of postings that are alike where they have the same letter."""
    return a_reading(
        *(
            a_posting(row, text=text, voucher="B1", raw=f"row {row}")
            for row, text in enumerate(what)
        )
    )


def imported(ledger: Ledger, reading: LedgerReading) -> Ledger:
    return replace(ledger, batches=(*ledger.batches, make_batch(reading, ledger, NOON)))


def texts(ledger: Ledger) -> Counter[str]:
    return Counter(p.text for batch in ledger.batches for p in batch.postings)


@pytest.mark.parametrize("name", ["prisme.csv", "opus_upload.csv"])
def test_a_second_import_of_the_same_file_adds_nothing(name: str) -> None:
    reading = read_ledger(FILES / name)
    once = imported(Ledger(), reading)
    again = make_batch(reading, once, NOON)
    assert (again.number, again.postings) == (2, ())
    assert len(again.already_there) == len(reading.postings) == len(once.batches[0].postings)
    pairs = zip(again.already_there, once.batches[0].postings, strict=True)
    assert all((row.row, row.like, row.raw) == (p.row, p.id, p.raw) for row, p in pairs)
    assert again.rows_read == len(again.already_there) + len(again.skipped)


def test_a_control_total_is_of_the_whole_extract_also_of_what_was_there() -> None:
    reading = read_ledger(FILES / "prisme.csv")
    once = imported(Ledger(), reading)
    again = make_batch(reading, once, NOON, control_total=Money(1_496_460_804))
    assert again.sum == Money(0)
    assert again.control_difference == Money(0)
    short = make_batch(reading, once, NOON, control_total=Money(1_496_460_800))
    assert short.control_difference == Money(4)


def test_three_genuine_repeats_in_both_extracts_stay_three() -> None:
    ledger = imported(Ledger(), bought("a", "a", "a", "b"))
    assert texts(imported(ledger, bought("c", "a", "a", "a"))) == {"a": 3, "b": 1, "c": 1}


EXTRACTS = st.lists(st.lists(st.sampled_from("abc"), max_size=6), min_size=1, max_size=4)


@given(EXTRACTS)
def test_the_ledger_holds_as_many_as_the_extract_that_has_most(
    extracts: Sequence[Sequence[str]],
) -> None:
    ledger = Ledger()
    for extract in extracts:
        ledger = imported(ledger, bought(*extract))
    most: Counter[str] = Counter()
    for extract in extracts:
        most |= Counter(extract)
    assert texts(ledger) == most
    for batch, extract in zip(ledger.batches, extracts, strict=True):
        assert len(batch.postings) + len(batch.already_there) == len(extract)


@pytest.mark.parametrize(
    "field",
    [
        {"amount": kr(101)},
        {"posting_date": date(2020, 6, 16)},
        {"service_to": date(2020, 6, 16)},
        {"voucher": "B9"},
        {"psp": "XG-2"},
        {"invoice": "7"},
        {"accounting_year": 2021},
        {"other": "Modtager: 12"},
    ],
)
def test_a_difference_in_any_column_makes_another_posting(field: dict[str, object]) -> None:
    ledger = imported(Ledger(), a_reading(a_posting(2)))
    other = a_reading(replace(a_posting(2), **field))
    assert new_postings(other, ledger) == (other.postings, ())


def test_where_and_how_a_posting_stood_makes_no_difference() -> None:
    ledger = imported(Ledger(), a_reading(a_posting(2)))
    moved = replace(a_posting(2), row=9, raw='"quoted"', is_personal=True)
    known = KnownRow(row=9, like=PostingId("1-2"), raw='"quoted"')
    assert new_postings(a_reading(moved), ledger) == ((), (known,))


def test_postings_get_the_ids_of_the_import_they_end_in() -> None:
    ledger = imported(Ledger(), bought("a"))
    late = make_batch(bought("a", "b"), ledger, NOON)
    assert [(p.id, p.row) for p in late.postings] == [("2-1", 1)]
    timely = a_reading(replace(a_posting(5), id="2-5"), batch_number=2)
    assert make_batch(timely, ledger, NOON).postings == timely.postings


def test_the_batch_tells_all_of_the_reading(tmp_path: Path) -> None:
    file = tmp_path / "udtræk.csv"
    file.write_text("Dato;Konto;Beløb\n1-1-2020;1;5,00\n1-1-2020;2;-1,00\nx;1;\n", encoding="utf-8")
    reading = read_ledger(file, only=[("Konto", "1")])
    batch = make_batch(reading, Ledger(), NOON, kr(4))
    assert batch == ImportBatch(
        number=1,
        file="udtræk.csv",
        size=reading.size,
        sha256=reading.sha256,
        format="csv",
        profile="generic",
        rows_read=4,
        already_there=(),
        postings=reading.postings,
        skipped=reading.skipped,
        imported_at=NOON,
        filtered_out=1,
        filters=(("Konto", "1"),),
        control_total=kr(4),
    )
    assert batch.control_difference == kr(1)
