"""The money from the funder as it stands today, and what each year left."""

from collections.abc import Iterator, Sequence

from typing_extensions import override

from budgetdesk import explained
from budgetdesk.accounting.payout import payout
from budgetdesk.domain.payout import Payout, PayoutState, StandingPayment
from budgetdesk.domain.verdict import Verdict
from budgetdesk.domain.year_end import YearEnd
from budgetdesk.presenters.figures import Figures, money
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import label, text

_MARKS = {
    PayoutState.PAID: ("ok", Tone.IN_ORDER),
    PayoutState.RELEASED: ("signoff", Tone.ACCENT),
    PayoutState.WAITING: ("", Tone.QUIET),
    PayoutState.HELD_BACK: ("", Tone.QUIET),
    PayoutState.UNKNOWN: ("missing", Tone.WARNING),
    PayoutState.LOST: ("warning", Tone.WARNING),
}
_VERDICTS = {
    Verdict.FREE: ("ok", Tone.IN_ORDER),
    Verdict.UNKNOWN: ("missing", Tone.WARNING),
    Verdict.ASK: ("warning", Tone.WARNING),
    Verdict.NEVER: ("warning", Tone.WARNING),
}


class PayoutFigures(Figures):
    """A row for each payment the commitment can expect."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.columns = (
            _column("when", 140),
            _column("amount", 96, numeric=True),
            _column("paid", 96, numeric=True),
            _column("state", 120, stretches=True),
        )

    @property
    @override
    def rows(self) -> Sequence[tuple[Cell, ...]]:
        """The payments in their order."""
        standing = self._standing
        return tuple(_payment(each) for each in (standing.payments if standing else ()))

    @property
    def said(self) -> str:
        """The model, what can be asked for now, and what is held back, lost or not known."""
        return "\n".join(self._said())

    def _said(self) -> Iterator[str]:
        if self._workspace.shown_account is None:
            return
        standing = self._standing
        if standing is None:
            yield text("money.no_model")
            return
        yield text("money.head", on=standing.on, model=label(standing.model))
        yield from explained.payout_words(standing)

    @property
    def _standing(self) -> Payout | None:
        workspace, account = self._workspace, self._workspace.shown_account
        if account is None:
            return None
        earned = account.settlement.earned
        return payout(workspace.project, account.kind, account.period, earned, workspace.today)


def _payment(payment: StandingPayment) -> tuple[Cell, ...]:
    expected = payment.expected
    when = explained.payment_words(expected)
    icon, tone = _MARKS[payment.state]
    tip = text(f"money.because.{payment.state.value}")
    state = Cell(text=label(payment.state), icon=icon, tone=tone, tip=tip)
    return Cell(text=when, tip=when), money(expected.amount), money(payment.paid), state


class YearFigures(Figures):
    """A row for each year that is over, with what it left for the next."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.columns = (
            _column("year", 50),
            *(_column(key, 96, numeric=True) for key in ("available", "used", "left")),
            _column("verdict", 120, stretches=True),
        )

    @property
    @override
    def rows(self) -> Sequence[tuple[Cell, ...]]:
        """The years in their order."""
        account, today = self._workspace.shown_account, self._workspace.today
        years = account.year_ends if account else ()
        return tuple(_year(each) for each in years if each.last_day < today)


def _year(year: YearEnd) -> tuple[Cell, ...]:
    icon, tone = _VERDICTS[year.verdict]
    words = explained.carry_over_words(year)
    verdict = Cell(text=words, icon=icon, tone=tone, tip=explained.year_end_words(year))
    amounts = (year.available, year.used, year.left)
    return Cell(text=str(year.year)), *map(money, amounts), verdict


def _column(key: str, width: int, *, numeric: bool = False, stretches: bool = False) -> Column:
    heading = text(f"money.column.{key}")
    return Column(key=key, heading=heading, width=width, numeric=numeric, stretches=stretches)
