"""The account held against what was imported: every krone is in one box, and nothing is left."""

from collections.abc import Sequence

from typing_extensions import override

from budgetdesk.domain.account import Account
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind
from budgetdesk.presenters.figures import Figures, money, total
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text

_BOXES = (*(kind.value for kind in PartKind), "unplaced", "outside")
_NAMES = ("imported", *_BOXES, "difference")
_SUMS = frozenset(("imported", "difference"))


class ReconciliationFigures(Figures):
    """What was imported, the boxes it is in, and the difference."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            Column(key="box", heading=text("behind.column.box"), width=320, stretches=True),
            Column(key="amount", heading=text("behind.column.amount"), width=140, numeric=True),
        )
        self._workspace = workspace

    @property
    @override
    def rows(self) -> Sequence[tuple[Cell, ...]]:
        """The boxes in the order they are taken off."""
        account = self._workspace.shown_account
        if account is None:
            return ()
        return tuple(_row(name, _amount(account, name)) for name in _NAMES)

    def behind(self, place: Place) -> Behind | None:
        """The postings in a box."""
        row, column = place
        figures = drill.of_account(self._workspace)
        is_figure = self.columns[column].key == "amount"
        return figures.box(_NAMES[row]) if figures and is_figure else None


def _amount(account: Account, name: str) -> Money:
    sums = account.reconciliation
    by_kind = {kind.value: money for kind, money in sums.by_kind.items()}
    return by_kind[name] if name in by_kind else getattr(sums, name)


def _row(name: str, figure: Money) -> tuple[Cell, ...]:
    words = Cell(text=text(f"behind.box.{name}"))
    if name == "difference":
        tone, icon = (Tone.ERROR, "error") if figure != ZERO else (Tone.IN_ORDER, "ok")
        words = Cell(text=words.text, tone=tone, icon=icon)
    row = (words, money(figure))
    return total(row) if name in _SUMS else row
