"""The percent a rule takes of each posting before the rest: a short table in its form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import Share
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.targets import Target, Targets
from budgetdesk.presenters.workspace import Unread
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError, read_percent


@dataclass(frozen=True, slots=True)
class _Row:
    percent: Decimal | None = None
    target: Target | None = None
    reason: str = ""
    unread: Unread | None = None


class SharesPresenter:
    """The shares as they are typed; the last row is always an empty one.

    `told` is called whenever something was typed.
    """

    def __init__(self, shares: Sequence[Share], targets: Targets) -> None:
        self.columns = (
            Column(key="percent", heading=text("postings.shares_form.percent"), width=80),
            Column(
                key="target", heading=text("postings.shares_form.target"), width=260, stretches=True
            ),
            Column(key="reason", heading=text("postings.shares_form.reason"), width=200),
        )
        self._targets = targets
        self._rows = [
            _Row(share.percent, targets.of(share.kind, share.target), share.reason)
            for share in shares
        ]
        self.told: Callable[[], None] = lambda: None

    @property
    def row_count(self) -> int:
        """The shares and the empty row."""
        return len(self._rows) + 1

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        share = self._rows[row] if row < len(self._rows) else _Row()
        match self.columns[column].key:
            case "percent":
                return _percent_cell(share)
            case "target":
                words = share.target.words if share.target else ""
                return Cell(text=words, is_editable=True, choices=self._targets.words)
            case _:
                return Cell(text=share.reason, is_editable=True)

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes what was typed; a row emptied is gone."""
        rows = [*self._rows, *(_Row() for at in typed if at[0] >= len(self._rows))]
        keys = [column.key for column in self.columns]
        for (row, column), words in sorted(typed.items()):
            place = min(row, len(rows) - 1)
            if column < len(keys):
                rows[place] = self._typed(rows[place], keys[column], words.strip())
        self._rows = [row for row in rows if row != _Row()]
        self.told()

    def _typed(self, row: _Row, key: str, words: str) -> _Row:
        match key:
            case "percent":
                return _with_percent(row, words)
            case "target":
                return replace(row, target=self._targets.named(words))
            case _:
                return replace(row, reason=words)

    def place_of(self, subject: Subject) -> None:
        """No finding points into a form."""
        del subject

    @property
    def problem(self) -> str:
        """What is missing before the shares can be kept; empty when nothing is."""
        for place, row in enumerate(self._rows, start=1):
            if row.unread:
                return row.unread.reason
            if row.percent is None or row.target is None:
                return text("postings.shares_form.incomplete", number=place)
            if row.target.needs_reason and not row.reason:
                return text("postings.shares_form.no_reason", number=place)
        return ""

    @property
    def shares(self) -> tuple[Share, ...]:
        """The shares that are complete."""
        return tuple(
            Share(
                percent=row.percent, kind=row.target.kind, target=row.target.id, reason=row.reason
            )
            for row in self._rows
            if row.percent is not None and row.target is not None
        )


def _percent_cell(row: _Row) -> Cell:
    if row.unread:
        words, reason = row.unread.typed, row.unread.reason
        return Cell(text=words, is_editable=True, tone=Tone.ERROR, icon="error", tip=reason)
    words = "" if row.percent is None else text("postings.percent", percent=row.percent)
    return Cell(text=words, is_editable=True)


def _with_percent(row: _Row, words: str) -> _Row:
    try:
        return replace(row, percent=read_percent(words), unread=None)
    except UnreadableError as unreadable:
        return replace(row, percent=None, unread=Unread(words, unreadable.reason))
