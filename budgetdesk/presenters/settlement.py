"""What the grant comes to: the funding, the limits step by step, and the co-financing held."""

from collections.abc import Iterator, Sequence

from typing_extensions import override

from budgetdesk.domain.account import Account
from budgetdesk.domain.money import Money
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind
from budgetdesk.presenters.figures import Figures, money, total
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import label, percent, text

Row = tuple[Cell, ...]

_SUMS = frozenset(("earned", "claim", "repay", "advance"))


class FundingFigures(Figures):
    """Each source: what it was to bring, what it brought, and the difference."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            Column(key="source", heading=text("account.funding.source"), width=130, stretches=True),
            *(
                Column(key=key, heading=text(f"account.funding.{key}"), width=104, numeric=True)
                for key in ("budget", "actual", "difference")
            ),
        )
        self._workspace = workspace

    @property
    @override
    def rows(self) -> Sequence[Row]:
        """The sources that have an amount, and the totals."""
        account = self._workspace.shown_account
        if account is None:
            return ()
        sources = [
            _funding_row(Cell(text=label(each.source)), each.budget, each.actual)
            for each in account.funding
            if each.budget or each.actual
        ]
        words = Cell(text=text("account.total"))
        sums = _funding_row(words, account.funding_budget, account.funding_actual)
        return (*sources, total(sums))

    def behind(self, place: Place) -> Behind | None:
        """What stands behind a figure of a source, or of all."""
        row, column = place
        account, figures = self._workspace.shown_account, drill.of_account(self._workspace)
        if account is None or figures is None:
            return None
        shown = [each.source for each in account.funding if each.budget or each.actual]
        source = shown[row] if row < len(shown) else None
        return figures.source(source, self.columns[column].key)


def _funding_row(words: Cell, budget: Money, actual: Money) -> Row:
    return (words, money(budget), money(actual), money(actual - budget))


class SettlementFigures(Figures):
    """From the limits to what is earned, paid out, and still to be paid or paid back."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            Column(key="step", heading=text("account.settlement.step"), width=240, stretches=True),
            Column(
                key="amount", heading=text("account.settlement.amount"), width=120, numeric=True
            ),
        )
        self._workspace = workspace

    @property
    @override
    def rows(self) -> Sequence[Row]:
        """The steps in the order they are reckoned."""
        account = self._workspace.shown_account
        return tuple(_steps(account)) if account else ()

    def behind(self, place: Place) -> Behind | None:
        """What stands behind a step."""
        row, column = place
        account, figures = self._workspace.shown_account, drill.of_account(self._workspace)
        if account is None or figures is None or self.columns[column].key != "amount":
            return None
        return figures.step(_names(account)[row])


def _names(account: Account) -> Sequence[str]:
    """The steps in the order they are reckoned."""
    settlement = account.settlement
    last = next((name for name in ("repay", "advance") if getattr(settlement, name)), "claim")
    return (*settlement.limits, "earned", "paid_out", last)


def _steps(account: Account) -> Iterator[Row]:
    settlement = account.settlement
    for name in _names(account):
        limit = settlement.limits.get(name)
        row = _step(name, getattr(settlement, name) if limit is None else limit)
        yield total(row) if name in _SUMS else row


def _step(name: str, value: Money) -> Row:
    words = text(f"documents.step.{name}.label")
    return Cell(text=words, tip=text(f"account.settlement.{name}")), money(value)


def cofinancing(workspace: Workspace) -> Cell:
    """Whether the recipient bore what the call demands; no words without a demand or an account."""
    held = workspace.shown_account.cofinancing if workspace.shown_account else None
    if held is None:
        return Cell()
    facts = {
        "own": held.actual,
        "actual": percent(held.actual_percent),
        "required": percent(held.required_percent),
        "base": label(held.base),
    }
    if held.is_met:
        words = text("account.cofinancing.met", **facts)
        return Cell(text=words, icon="ok", tone=Tone.IN_ORDER)
    words = text("account.cofinancing.short", missing=held.missing, **facts)
    return Cell(text=words, icon="error", tone=Tone.ERROR)
