"""One posting split in parts that add up to it: the table of the split form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import Part, Placement, Posting
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.operations.ledger import split
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.targets import Target, Targets
from budgetdesk.presenters.workspace import Unread, Workspace
from budgetdesk.text import amount, text
from budgetdesk.typed import UnreadableError, read_amount


@dataclass(frozen=True, slots=True)
class _Row:
    """A part so far: its place, its amount or the words that are none, its reason."""

    target: Target | None = None
    money: Money | None = None
    unread: Unread | None = None
    reason: str = ""


class SplitPresenter:
    """The parts of a posting as they are typed; the last row is always an empty one.

    `told` is called whenever something was typed.
    """

    def __init__(self, workspace: Workspace, posting: Posting) -> None:
        self.columns = (
            Column(key="target", heading=text("postings.split.target"), width=280, stretches=True),
            Column(key="amount", heading=text("postings.split.amount"), width=120, numeric=True),
            Column(key="reason", heading=text("postings.split.reason"), width=240),
        )
        self._workspace = workspace
        self._posting = posting
        self._targets = Targets(workspace.project)
        placement = workspace.project.ledger.placements.get(posting.id, Placement(parts=()))
        self._rows = [self._row(part) for part in placement.parts]
        self.told: Callable[[], None] = lambda: None

    def _row(self, part: Part) -> _Row:
        target = self._targets.of(part.kind, part.target)
        return _Row(target=target, money=part.amount, reason=part.reason)

    @property
    def row_count(self) -> int:
        """The parts and the empty row."""
        return len(self._rows) + 1

    @property
    def title(self) -> str:
        """Which posting, and its amount."""
        words = self._posting.text or self._posting.voucher
        return text("postings.split.title", posting=words, amount=self._posting.amount)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        part = self._rows[row] if row < len(self._rows) else _Row()
        match self.columns[column].key:
            case "target":
                words = part.target.words if part.target else ""
                return Cell(text=words, is_editable=True, choices=self._targets.words)
            case "amount":
                return _amount_cell(part)
            case _:
                return Cell(text=part.reason, is_editable=True)

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes what was typed; the first part without an amount gets what the others leave."""
        rows = [*self._rows, *(_Row() for at in typed if at[0] >= len(self._rows))]
        keys = [column.key for column in self.columns]
        for (row, column), words in sorted(typed.items()):
            number = min(row, len(rows) - 1)
            if column < len(keys):
                rows[number] = self._typed(rows[number], keys[column], words.strip())
        self._rows = [row for row in rows if row != _Row()]
        self._give_rest()
        self.told()

    def _typed(self, row: _Row, key: str, words: str) -> _Row:
        match key:
            case "target":
                return replace(row, target=self._targets.named(words))
            case "amount":
                return _with_amount(row, words)
            case _:
                return replace(row, reason=words)

    def _give_rest(self) -> None:
        for number, row in enumerate(self._rows):
            if self._rest and row.money is None and row.unread is None:
                self._rows[number] = replace(row, money=self._rest)

    @property
    def _rest(self) -> Money:
        return self._posting.amount - Money.total(row.money or ZERO for row in self._rows)

    def place_of(self, subject: Subject) -> None:
        """No finding points into a form."""
        del subject

    @property
    def verdict(self) -> Cell:
        """What is missing before the parts can be kept, or that they add up."""
        if problem := next(self._problems(), ""):
            return Cell(text=problem, tone=Tone.WARNING, icon="warning")
        return Cell(text=text("postings.split.adds_up"), tone=Tone.IN_ORDER, icon="ok")

    @property
    def is_complete(self) -> bool:
        """Whether the parts can be kept."""
        return not any(self._problems())

    def _problems(self) -> Iterator[str]:
        if not self._rows:
            yield text("postings.split.no_parts")
        for number, row in enumerate(self._rows, start=1):
            yield from _lacks(row, number)
        if self._rest:
            yield text("postings.split.rest", amount=abs(self._rest))

    def finish(self) -> None:
        """Places the posting in its parts; raises BudgetDeskError while they do not add up."""
        parts = tuple(self._parts())
        posting, by = self._posting.id, self._workspace.session.user
        self._workspace.run(
            "ledger.split", lambda project: split(project, posting, parts, by=by), count=len(parts)
        )

    def _parts(self) -> Iterator[Part]:
        for row in self._rows:
            if row.target is not None:
                kind, line = row.target.kind, row.target.id
                money = row.money or ZERO
                yield Part(kind=kind, target=line, amount=money, reason=row.reason)


def _amount_cell(row: _Row) -> Cell:
    if row.unread:
        words, reason = row.unread.typed, row.unread.reason
        return Cell(text=words, is_editable=True, tone=Tone.ERROR, icon="error", tip=reason)
    return Cell(text="" if row.money is None else amount(row.money), is_editable=True)


def _with_amount(row: _Row, words: str) -> _Row:
    try:
        return replace(row, money=read_amount(words), unread=None)
    except UnreadableError as unreadable:
        return replace(row, money=None, unread=Unread(words, unreadable.reason))


def _lacks(row: _Row, number: int) -> Iterator[str]:
    """What a part still needs."""
    if row.unread:
        yield row.unread.reason
    elif not row.money:
        yield text("postings.split.no_amount", number=number)
    if row.target is None:
        yield text("postings.split.no_target", number=number)
    elif row.target.needs_reason and not row.reason:
        yield text("postings.split.no_reason", number=number, target=row.target.words)
