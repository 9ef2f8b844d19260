"""The sample ledgers come in exactly as written down beside them: every row, field and øre."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from budgetdesk.domain.ledger import Ledger, Posting
from budgetdesk.domain.personal_data import MASK, mask
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.importers.overlaps import make_batch

FILES: Final = Path(__file__).resolve().parent.parent / "files" / "ledgers"
SYSTEMS: Final = {
    "prisme.csv": ("prisme", "csv"),
    "opus_upload.csv": ("opus_upload", "csv"),
    "prisme.xlsx": ("prisme", "xlsx"),
    "old_economy.xls": ("generic", "xls"),
    "opus_portal.xls": ("opus_portal", "html"),
    "sap_cji3_pipe.txt": ("sap_cji3", "list"),
    "sap_cji3_tab.txt": ("sap_cji3", "csv"),
    "business_central.csv": ("business_central", "csv"),
    "prisme_9a_jan_aug.csv": ("prisme", "csv"),
    "prisme_9b_jun_dec.csv": ("prisme", "csv"),
}
LEDGERS: Final = tuple(SYSTEMS)
TEXTS: Final = ("prisme.csv", "opus_upload.csv")

FIELDS: Final = {
    "voucher": "voucher",
    "line": "voucher_line",
    "posting_date": "posting_date",
    "voucher_date": "voucher_date",
    "service_from": "service_from",
    "service_to": "service_to",
    "account": "gl_code",
    "psp": "psp",
    "cost_center": "cost_center",
    "supplier": "supplier",
    "invoice": "invoice",
    "text": "text",
    "ptype": "posting_type",
    "year": "accounting_year",
    "reference": "reference",
}
"""Where a posting keeps what the expected record calls otherwise."""

IN_OTHER: Final = {"period", "employee_no"}
"""What the expected record has and a posting keeps among its further columns."""


def expected(ledger: str) -> dict[str, Any]:
    content = (FILES / f"{ledger}.expected.json").read_text(encoding="utf-8")
    return dict(json.loads(content))


def read(ledger: str) -> LedgerReading:
    return read_ledger(FILES / ledger)


def recorded(posting: Posting) -> dict[str, object]:
    """A posting in the words of the expected record, empty fields left out."""
    values = {theirs: getattr(posting, ours) for theirs, ours in FIELDS.items()}
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items() if v}
    if posting.voucher_line:
        plain["line"] = int(posting.voucher_line)
    return {"row": posting.row, "amount_ore": posting.amount.ore} | plain


def tidy(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("ledger", LEDGERS)
def test_every_posting_comes_in_with_every_field(ledger: str) -> None:
    records = [
        {k: tidy(v) for k, v in r.items() if (v or k == "amount_ore") and k not in IN_OTHER}
        for r in expected(ledger)["records"]
    ]
    told = {"row", "amount_ore", *expected(ledger)["columns"]}
    assert [
        {k: v for k, v in recorded(posting).items() if k in told}
        for posting in read(ledger).postings
    ] == records


@pytest.mark.parametrize("ledger", LEDGERS)
def test_the_sums_are_those_of_the_file(ledger: str) -> None:
    right, amounts = expected(ledger), [p.amount.ore for p in read(ledger).postings]
    assert sum(amounts) == right["sum_ore"]
    assert sum(a for a in amounts if a > 0) == right["debit_ore"]
    assert sum(a for a in amounts if a < 0) == right["credit_ore"]
    assert amounts.count(0) == right["zero_rows"]


@pytest.mark.parametrize("ledger", LEDGERS)
def test_every_other_row_is_skipped_with_its_reason(ledger: str) -> None:
    right, reading = expected(ledger), read(ledger)
    assert reading.rows_read == right["rows_in_file"]
    assert len(reading.postings) == right["data_rows"]
    reasons = Counter(row.reason for row in reading.skipped)
    assert reasons == right["non_data_rows"] | right["broken_rows"]
    broken = {(row["row"], row["kind"]) for row in right["broken"]}
    assert broken <= {(row.row, row.reason) for row in reading.skipped}
    assert list(reading.filtered_rows()) == []


@pytest.mark.parametrize("ledger", LEDGERS)
def test_rows_with_personal_numbers_are_marked_and_no_others(ledger: str) -> None:
    found = {row["row"]: row for row in expected(ledger)["cpr_like"]}
    personal = {posting.row: posting for posting in read(ledger).postings if posting.is_personal}
    assert personal.keys() == found.keys()
    for row, posting in personal.items():
        match = found[row]["match"]
        assert match in posting.raw
        assert mask(posting.raw) == posting.raw.replace(match, MASK)


@pytest.mark.parametrize("ledger", TEXTS)
def test_the_row_is_kept_as_it_stood(ledger: str) -> None:
    lines = (FILES / ledger).read_text(encoding="utf-8-sig").split("\n")
    for posting in read(ledger).postings:
        assert posting.raw == lines[posting.row - 1]


@pytest.mark.parametrize("ledger", LEDGERS)
def test_the_system_is_recognised(ledger: str) -> None:
    reading = read(ledger)
    assert (reading.profile, reading.format) == SYSTEMS[ledger]


@pytest.mark.parametrize("ledger", ["sap_cji3_pipe.txt", "sap_cji3_tab.txt"])
def test_a_reversal_names_the_voucher_it_reverses(ledger: str) -> None:
    pairs = expected(ledger)["reversal_pairs"]
    named = {p.row: p.reference for p in read(ledger).postings if p.reference}
    assert named == {pair["reversal"]["row"]: pair["original"]["voucher"] for pair in pairs}


def test_who_was_paid_and_when_is_kept_where_a_posting_has_no_field_for_it() -> None:
    others = {posting.row: posting.other for posting in read("sap_cji3_pipe.txt").postings}
    for record in expected("sap_cji3_pipe.txt")["records"]:
        assert f"Periode: {record['period']} |" in others[record["row"]]
        if "employee_no" in record:
            assert f"MA-nr.: {record['employee_no']} |" in others[record["row"]]


def test_of_two_lines_of_a_record_both_are_kept() -> None:
    lines = (FILES / "sap_cji3_tab.txt").read_bytes().decode("cp1252").split("\r\n")
    for posting in read("sap_cji3_tab.txt").postings:
        assert posting.raw == f"{lines[posting.row - 1]}\n{lines[posting.row]}"


def test_a_hidden_column_is_not_taken() -> None:
    names = [column.name for column in read("prisme.xlsx").columns]
    assert "Beløb" in names
    assert "Beløb inkl. moms" not in names


def test_genuine_repeats_are_all_kept() -> None:
    for ledger in LEDGERS:
        rows = {posting.row: posting for posting in read(ledger).postings}
        for repeat in expected(ledger)["genuine_repeats"]:
            assert {rows[row].amount.ore for row in repeat["rows"]} == {repeat["amount_ore"]}


def test_two_overlapping_extracts_come_to_their_union() -> None:
    right, ledger = expected("prisme_9_union"), Ledger()
    for name in right["files"]:
        batch = make_batch(read(name), ledger, datetime(2021, 1, 15, tzinfo=UTC))
        ledger = replace(ledger, batches=(*ledger.batches, batch))
    postings = [posting for batch in ledger.batches for posting in batch.postings]
    assert len(postings) == right["data_rows"]
    records = [(r["voucher"], r["posting_date"], r["amount_ore"]) for r in right["records"]]
    assert Counter((p.voucher, str(p.posting_date), p.amount.ore) for p in postings) == Counter(
        records
    )


def test_columns_without_a_field_are_kept_too() -> None:
    by_row = {posting.row: posting for posting in read("opus_upload.csv").postings}
    assert by_row[210].other == "Ydelsesmodtagernr.: 1711486425 | Ydelsesmodtagernr.kode: 02"
    assert by_row[2].other == ""
