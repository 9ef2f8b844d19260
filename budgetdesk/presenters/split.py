"""One posting split in parts that add up to it: the table of the split form."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from msgspec import structs

from budgetdesk.accounting.proposals import by_example
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import (
    AllocationRule,
    Part,
    PartKind,
    Placement,
    Posting,
    Share,
)
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.operations.ledger import add_allocation_rule, split
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.targets import Target, Targets
from budgetdesk.presenters.workspace import Unread, Workspace
from budgetdesk.text import amount, text
from budgetdesk.typed import UnreadableError, read_amount, read_percent


@dataclass(frozen=True, slots=True)
class _Row:
    """A part so far: its place, its amount or the words that are none, its reason.

    One typed in percent keeps it: its amount follows from the posting.
    """

    target: Target | None = None
    money: Money | None = None
    percent: Decimal | None = None
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
        self.is_remembered = False
        """Whether the same shares are to be taken of the postings that are like this one."""
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
        self._give_shares()
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

    def _give_shares(self) -> None:
        """Amounts of the parts in percent: with what they leave, the posting to the øre."""
        taken = [row.percent for row in self._rows if row.percent is not None]
        left = 100 - sum(taken, Decimal(0))
        if not taken or left < 0:
            return
        weights = [int(percent.scaleb(2)) for percent in (*taken, left)]
        shares = iter(self._posting.amount.split(weights))
        for place, row in enumerate(self._rows):
            if row.percent is not None:
                self._rows[place] = replace(row, money=next(shares))

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
        if self.is_remembered and not self._shares:
            yield text("postings.split.cannot_remember")

    def finish(self) -> None:
        """Places the posting in its parts; raises BudgetDeskError while they do not add up."""
        parts = tuple(self._parts())
        posting, by = self._posting.id, self._workspace.session.user
        rule = self._rule() if self.is_remembered else None

        def keep(project: Project) -> Project:
            done = split(project, posting, parts, by=by)
            return done if rule is None else add_allocation_rule(done, rule, 0)

        self._workspace.run("ledger.split", keep, count=len(parts))

    @property
    def _shares(self) -> Sequence[_Row]:
        """The parts with a fixed share first, the one that gets the rest last; none if two would.

        Where all have a share the last of them is the rest.
        """
        fixed = [row for row in self._rows if row.percent is not None]
        rest = [row for row in self._rows if row.percent is None]
        return (*fixed, *rest) if fixed and len(rest) <= 1 and len(self._rows) > 1 else ()

    def _rule(self) -> AllocationRule:
        """Places the postings like this one in the same shares."""
        *fixed, rest = self._shares
        kind, target = (rest.target.kind, rest.target.id) if rest.target else (PartKind.COST, "")
        shares = tuple(
            Share(
                percent=row.percent, kind=row.target.kind, target=row.target.id, reason=row.reason
            )
            for row in fixed
            if row.target is not None and row.percent
        )
        like = by_example([self._posting], kind, target, rest.reason)
        return structs.replace(like, shares=shares)

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
    said = "" if row.money is None else amount(row.money)
    tip = text("postings.percent", percent=row.percent) if row.percent is not None else ""
    return Cell(text=said, is_editable=True, tip=tip)


def _with_amount(row: _Row, words: str) -> _Row:
    try:
        if words.endswith("%"):
            return replace(row, percent=read_percent(words), money=None, unread=None)
        return replace(row, money=read_amount(words), percent=None, unread=None)
    except UnreadableError as unreadable:
        return replace(row, money=None, percent=None, unread=Unread(words, unreadable.reason))


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
