"""The postings of all imports, searched and filtered: the table of the ledger page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from typing_extensions import override

from budgetdesk.accounting.days import days_of
from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.money import Money
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind
from budgetdesk.presenters.ordering import Order, following, ordered
from budgetdesk.presenters.parts import Parts, Show, Shown
from budgetdesk.presenters.posting_cells import posting_cell, posting_columns
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text


class LedgerPresenter(ReadOnlyTable):
    """A row for each part of a posting that filter and search let through."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            *posting_columns(),
            Column(key="place", heading=text("postings.column.place"), width=190),
            Column(key="by", heading=text("postings.column.by"), width=100),
        )
        self._workspace = workspace
        self._show = Show.ALL
        self._sought = ""
        self._order: Order | None = None
        self._found: tuple[Parts, Shown] | None = None

    @property
    def parts(self) -> Parts:
        """All parts, of the project as it is now."""
        return self._workspace.parts

    @property
    def rows(self) -> Sequence[AllocatedPart]:
        """The parts that are shown."""
        return self._shown.rows

    @property
    def _shown(self) -> Shown:
        """What filter and search let through, found once for each state of the project."""
        parts = self.parts
        if self._found is None or self._found[0] is not parts:
            self._found = (parts, self._in_order(self._search(parts), parts))
        return self._found[1]

    def _in_order(self, shown: Shown, parts: Parts) -> Shown:
        if self._order is None:
            return shown
        return Shown(ordered(shown.rows, self._order, parts, days_of(self._workspace.project)))

    @property
    def row_count(self) -> int:
        """How many rows are shown."""
        return len(self.rows)

    def behind(self, place: Place) -> Behind:
        """The posting itself, with every figure it stands in."""
        return drill.of_posting(self._workspace, self.rows[place[0]].posting)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been imported yet."""
        return not self._workspace.project.ledger.batches

    @property
    def show(self) -> Show:
        """Which postings are shown."""
        return self._show

    @show.setter
    def show(self, show: Show) -> None:
        self._show, self._found = show, None

    @property
    def sought(self) -> str:
        """The words a posting must hold, all of them, somewhere."""
        return self._sought

    @sought.setter
    def sought(self, words: str) -> None:
        self._sought, self._found = words, None

    @property
    def order(self) -> tuple[int, bool] | None:
        """The column the rows stand in the order of, and whether it falls; None for the ledger's.

        What is imported, exported and counted has its own order always.
        """
        if self._order is None:
            return None
        keys = [column.key for column in self.columns]
        return keys.index(self._order.key), self._order.is_descending

    def order_by(self, column: int) -> None:
        """Puts the rows in the order of a column: rising, then falling, then the ledger's own."""
        self._order, self._found = following(self._order, self.columns[column].key), None

    @property
    def summary(self) -> str:
        """How many are shown of how many, and what they come to."""
        if not self.rows and not self.is_empty:
            return text("postings.nothing_found")
        shown = self._shown
        facts = {"shown": len(shown.rows), "all": len(self.parts.all), "sum": shown.sum}
        return text("postings.summary", **facts)

    def choices(self) -> Iterator[tuple[Show, str]]:
        """The filters, each with how many it would show."""
        for show, count in self.parts.counts.items():
            name = text(f"postings.show.{show.value}")
            yield show, text("postings.shown", name=name, count=count)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        part, key = self.rows[row], self.columns[column].key
        if key == "place":
            return self.parts.place(part)
        if key == "by":
            return self.parts.by(part)
        cell = posting_cell(part.posting, key, part.amount, days_of(self._workspace.project))
        return self._marked(cell, part.posting, key)

    def _marked(self, cell: Cell, posting: Posting, key: str) -> Cell:
        """The cell with what is known of the posting beside its own columns."""
        parts = self.parts
        if key == "text" and posting.id in parts.personal:
            return replace(cell, tone=Tone.WARNING, icon="warning", tip=text("postings.personal"))
        if key == "voucher" and posting.id in parts.files:
            names = ", ".join(each.name for each in parts.files[posting.id])
            return replace(cell, icon="open", tip=text("postings.files", names=names))
        other = parts.reversals.partner.get(posting.id) if key == "amount" else None
        if other is not None:
            facts = {"name": other.voucher or other.id, "amount": other.amount}
            return replace(
                cell, tone=Tone.QUIET, icon="undo", tip=text("postings.reversed", **facts)
            )
        return cell

    @override
    def place_of(self, subject: Subject) -> Place | None:
        """Where a posting stands; None when it is not shown."""
        if subject.kind != "posting":
            return None
        rows = (row for row, part in enumerate(self.rows) if part.posting.id == subject.id)
        row = next(rows, None)
        return None if row is None else (row, 0)

    def reveal(self, subject: Subject) -> Place | None:
        """As `place_of`, but takes filter and search off when they hide the posting."""
        if (found := self.place_of(subject)) is None:
            self.show, self.sought = Show.ALL, ""
            found = self.place_of(subject)
        return found

    def sum(self, rows: Sequence[int]) -> tuple[int, Money]:
        """How many rows these are, and what they come to."""
        shown = self.rows
        return len(rows), Money.total(shown[row].amount for row in rows)

    def postings(self, rows: Iterable[int]) -> tuple[Posting, ...]:
        """The postings of these rows, each once."""
        shown = self.rows
        chosen = (shown[row].posting for row in rows if row < len(shown))
        return tuple({posting.id: posting for posting in chosen}.values())

    def _search(self, parts: Parts) -> Shown:
        shown, wanted = parts.shown(self._show), self._sought.casefold().split()
        return Shown(list(parts.saying(wanted, shown.rows))) if wanted else shown
