"""What is sealed: the account, its vouchers, its imports and the project, as JSON with digests.

Free texts are masked as in every paper; a digest is of what the document itself holds, so that a
voucher can be held against the finance system and still be sent out.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from budgetdesk import exchange
from budgetdesk.domain.ledger import ImportBatch, VoucherFile
from budgetdesk.domain.plain import to_json, to_json_lines, to_plain
from budgetdesk.domain.value import PostingId
from budgetdesk.privacy import without_numbers
from budgetdesk.text import text
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.vouchers import Voucher, box_totals, voucher_groups


def contents(paper: AccountPaper) -> Mapping[str, bytes]:
    """The files the seal is made of, by what they hold."""
    paper = without_numbers(paper)
    return {
        "account": _json(account_form(paper)),
        "vouchers": _json(vouchers_form(paper)),
        "ledger": _json(ledger_form(paper)),
        "project": exchange.leaving_form(paper.project),
    }


def file_name(holds: str) -> str:
    """What a file of the package is called."""
    return text(f"package.file.{holds}")


def account_form(paper: AccountPaper) -> dict[str, Any]:
    """The account's figures: what the sums of all other files must come to."""
    account = paper.account
    return {
        "format": "budgetdesk.account",
        "account": account.digest,
        "project": paper.project.title,
        "journal": paper.project.journal_number,
        "period": to_plain(account.period),
        "lines": [
            {
                "id": line.id,
                "label": line.label,
                "budget_ore": line.budget.ore,
                "actual_ore": line.actual.ore,
                "explanation": paper.hidden(line.explanation),
            }
            for line in account.lines
        ],
        "funding": [
            {"source": row.source.value, "budget_ore": row.budget.ore, "actual_ore": row.actual.ore}
            for row in account.funding
        ],
        "boxes_ore": {box.value: money.ore for box, money in box_totals(account).items()},
        "imported_ore": account.reconciliation.imported.ore,
        "earned_ore": account.settlement.earned.ore,
        "paid_out_ore": account.settlement.paid_out.ore,
        "signoff": account.signoff.kind.value if account.signoff.kind else None,
        "signers": to_plain(paper.project.signers),
        "reservation": paper.hidden(paper.project.reservation),
        "call": {"id": paper.project.call.id, "digest": paper.project.call.digest},
    }


def vouchers_form(paper: AccountPaper) -> dict[str, Any]:
    """Every part of every posting as the voucher list has it, each with the posting's digest."""
    files = _files(paper.project.ledger.vouchers)
    rows = [_voucher(each, files) for group in voucher_groups(paper) for each in group.vouchers]
    return {
        "format": "budgetdesk.vouchers",
        "account": paper.account.digest,
        "vouchers": rows,
    }


def _voucher(voucher: Voucher, files: Mapping[PostingId, list[dict[str, Any]]]) -> dict[str, Any]:
    posting = voucher.part.posting
    return {
        "number": voucher.number,
        "posting": posting.id,
        "voucher": posting.voucher,
        "voucher_date": to_plain(posting.voucher_date),
        "posting_date": to_plain(posting.posting_date),
        "gl_code": posting.gl_code,
        "text": voucher.text,
        "supplier": voucher.supplier,
        "amount_ore": voucher.part.amount.ore,
        "box": voucher.box.value,
        "line": voucher.part.target if voucher.box.value == "line" else "",
        "reason": voucher.reason,
        "placed_by": voucher.placed_by,
        "sha256": hashlib.sha256(to_json(posting)).hexdigest(),
        "files": files.get(posting.id, []),
    }


def _files(vouchers: tuple[VoucherFile, ...]) -> dict[PostingId, list[dict[str, Any]]]:
    found: dict[PostingId, list[dict[str, Any]]] = {}
    for file in vouchers:
        told = {"name": file.name, "size": file.size, "sha256": file.sha256}
        found.setdefault(file.posting, []).append(told)
    return found


def ledger_form(paper: AccountPaper) -> dict[str, Any]:
    """Every import as its journal has it, with the digest of its file and of its postings."""
    batches = paper.project.ledger.batches
    return {
        "format": "budgetdesk.ledger",
        "account": paper.account.digest,
        "batches": [dict(_batch(batch)) for batch in batches],
    }


def _batch(batch: ImportBatch) -> Iterator[tuple[str, Any]]:
    for name in ("number", "file", "size", "sha256", "format", "profile", "rows_read"):
        yield name, getattr(batch, name)
    yield "imported", len(batch.postings)
    yield "already_there", len(batch.already_there)
    yield "skipped", len(batch.skipped)
    yield "filtered_out", batch.filtered_out
    yield "sum_ore", batch.sum.ore
    yield "debit_ore", batch.debit.ore
    yield "credit_ore", batch.credit.ore
    yield "control_total_ore", batch.control_total.ore if batch.control_total else None
    yield "postings_sha256", hashlib.sha256(to_json_lines(batch.postings)).hexdigest()


def _json(form: Mapping[str, Any]) -> bytes:
    return (json.dumps(form, ensure_ascii=False, indent=1) + "\n").encode()
