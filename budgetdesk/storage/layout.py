"""Which part of a project lies in which table: the map between `schema.sql` and the domain."""

from collections.abc import Mapping
from typing import Final

from budgetdesk.domain.budget import (
    Approval,
    BudgetLine,
    BudgetVersion,
    DetailRow,
    FundingLine,
    Move,
    Refusal,
    YearIndex,
)
from budgetdesk.domain.decision import Decision
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.ledger import (
    AllocationRule,
    ImportBatch,
    KnownRow,
    LedgerChoices,
    Part,
    Placement,
    Posting,
    Share,
    SkippedRow,
    VoucherFile,
)
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project, Signer
from budgetdesk.domain.recipient import Partner, Recipient
from budgetdesk.domain.review import Review, ReviewItem
from budgetdesk.domain.rules import Call
from budgetdesk.domain.seal import (
    Reopening,
    SealedAccount,
    SealedFunding,
    SealedLine,
    SealedPart,
    SignedPaper,
)
from budgetdesk.domain.taken import Entry, TakenAccount
from budgetdesk.domain.value import Value
from budgetdesk.domain.waiver import Waiver
from budgetdesk.storage.tables import Bare, Fields, Form, Holds, Table, WholeJson


def _one(name: str, kind: type[Value], *keys: str) -> Table:
    return Table(name, keys, Holds.ONE, Fields(kind))


def _row(name: str, form: type[Value] | Form, *holder: str, **below: Table) -> Table:
    made = Fields(form, *below) if isinstance(form, type) else form
    return Table(name, (*holder, "position"), Holds.ROW, made, below)


def _map(name: str, keys: tuple[str, ...], form: type[Value] | Form, **below: Table) -> Table:
    made = Fields(form, *below) if isinstance(form, type) else form
    return Table(name, keys, Holds.MAP, made, below)


def _amounts(name: str) -> Table:
    return _map(name, ("version", "line", "year"), Bare("amount_ore"))


_VERSIONS = _row(
    "budget_version",
    BudgetVersion,
    approval=_one("budget_approval", Approval, "version"),
    refusal=_one("budget_refusal", Refusal, "version"),
    period=_one("budget_period", Period, "version"),
    moves=_row("budget_move", Move, "version"),
    lines=_row(
        "budget_line",
        BudgetLine,
        "version",
        amounts=_amounts("budget_line_amount"),
        details=_row("budget_line_detail", DetailRow, "version", "line"),
        parts=_map("budget_line_part", ("version", "line", "part"), Bare("amount_ore")),
    ),
    indices=_row("budget_index", YearIndex, "version"),
    funding=_row("funding_line", FundingLine, "version", amounts=_amounts("funding_line_amount")),
)

_BATCH_BELOW = {
    "filters": _row("import_filter", Bare("column", "value"), "batch"),
    "skipped": _row("skipped_row", SkippedRow, "batch"),
    "already_there": _row("known_row", KnownRow, "batch"),
    "postings": _row("posting", Posting, "batch"),
}
_BATCHES = Table(
    "import_batch",
    ("number",),
    Holds.NUMBERED,
    Fields(ImportBatch, "number", *_BATCH_BELOW),
    _BATCH_BELOW,
)

_PLACEMENTS = _map(
    "placement", ("posting",), Placement, parts=_row("placement_part", Part, "posting")
)

_RULES = _row("allocation_rule", AllocationRule, shares=_row("allocation_share", Share, "rule"))

_GOALS = _row("goal", Goal, months=_row("goal_month", Bare("value"), "goal"))

_SEALS = _row(
    "sealed_account",
    SealedAccount,
    lines=_row("sealed_line", SealedLine, "seal"),
    funding=_row("sealed_funding", SealedFunding, "seal"),
    parts=_row("sealed_part", SealedPart, "seal"),
    numbers=_map("sealed_number", ("seal", "voucher"), Bare("number")),
    reopening=_one("reopening", Reopening, "seal"),
)

_TAKEN = _row(
    "taken_account",
    TakenAccount,
    period=_one("taken_period", Period, "account"),
    entries=_row("taken_entry", Entry, "account"),
    numbers=_map("taken_number", ("account", "voucher"), Bare("number")),
)

PARTS: Final[Mapping[str, Table]] = {
    "call": Table("call", (), Holds.ONE, WholeJson(Call, "id", "name", "digest")),
    "recipient": _one("recipient", Recipient),
    "partners": _row("partner", Partner),
    "period": _one("period", Period),
    "versions": _VERSIONS,
    "ledger.batches": _BATCHES,
    "ledger.rules": _RULES,
    "ledger.placements": _PLACEMENTS,
    "ledger.vouchers": _row("voucher_file", VoucherFile),
    "ledger.choices": _one("ledger_choices", LedgerChoices),
    "ledger.vat_lines": _row("vat_line", Bare("line")),
    "ledger.hidden_words": _row("hidden_word", Bare("word")),
    "ledger.open_words": _row("open_word", Bare("word")),
    "payments": _row("payment", Payment),
    "decisions": _row(
        "decision",
        Decision,
        figures=_map("decision_figure", ("decision", "name"), Bare("amount_ore")),
    ),
    "waivers": _row("waiver", Waiver),
    "explanations": _map("explanation", ("line",), Bare("text")),
    "form_answers": _map("form_answer", ("field",), Bare("text")),
    "goals": _GOALS,
    "signers": _row("signer", Signer),
    "checklist": _row("checklist", Bare("name")),
    "seals": _SEALS,
    "signed": _row("signed_paper", SignedPaper),
    "reviews": _row("review", Review, items=_row("review_item", ReviewItem, "review")),
    "orders": _row("line_order", Order),
    "accounts": _TAKEN,
}
"""The table of each part of a project, by the part's path in it."""

HEAD: Final = Table(
    "project", (), Holds.ONE, Fields(Project, *{path.partition(".")[0] for path in PARTS})
)
"""The table of the project's own plain fields."""
