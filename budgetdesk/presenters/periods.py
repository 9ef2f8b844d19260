"""Which account the account page shows: the final one, or an interim one of a period."""

from collections.abc import Iterator, Sequence
from functools import partial

from typing_extensions import override

from budgetdesk.accounting.behind_endings import of_ending
from budgetdesk.accounting.deadlines import interim_stretches
from budgetdesk.domain.ending import Ending
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.taken import TakenAccount
from budgetdesk.operations.account import take, take_back
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind, named
from budgetdesk.presenters.figures import Figures, money, total
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.tracking import stretch_name
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import danish, label, percent, text
from budgetdesk.typed import UnreadableError, read_date


class AccountPeriods:
    """The accounts that can be shown: the final one, those of the call's calendar, those taken."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def periods(self) -> Sequence[Period | None]:
        """The periods to choose among; None is the whole project, the final account."""
        project = self._workspace.project
        rule, whole = project.rules.interim_account, project.period
        due = interim_stretches(rule, whole) if rule and whole else ()
        chosen = self._workspace.chosen_period
        taken = (each.period for each in project.accounts if each.period != whole)
        found = {*due, *taken, *({chosen} if chosen else ())}
        return (None, *sorted(found, key=lambda each: (each.end, each.start)))

    @property
    def choices(self) -> Sequence[str]:
        """The periods in words, those taken with their day."""
        return [self._words(each) for each in self.periods]

    @property
    def chosen(self) -> int:
        """The place of the one that is shown."""
        return self.periods.index(self._workspace.chosen_period)

    def choose(self, place: int) -> None:
        """Shows the account at a place."""
        self._workspace.choose_period(self.periods[place])

    def choose_own(self, start: str, end: str) -> None:
        """Shows the account of a period somebody typed; raises UnreadableError."""
        today = self._workspace.today
        first, last = read_date(start, today), read_date(end, today)
        if first is None or last is None:
            raise UnreadableError("period_half", "")
        if last < first:
            raise UnreadableError("period_backwards", danish(last))
        own = Period(start=first, end=last)
        is_whole = own == self._workspace.project.period
        self._workspace.choose_period(None if is_whole else own)

    @property
    def can_take(self) -> bool:
        """Whether the account shown can be taken: it is there and is not taken already."""
        account = self._workspace.shown_account
        is_writable = not self._workspace.is_locked
        return is_writable and account is not None and self._taken(account.period) is None

    @property
    def can_take_back(self) -> bool:
        """Whether there is an account that was taken and is not sealed."""
        project = self._workspace.project
        if not project.accounts or self._workspace.is_locked:
            return False
        return project.seal_of(project.accounts[-1].period) is None

    def take(self) -> None:
        """Takes the account shown, as the user, today."""
        workspace = self._workspace
        account = workspace.shown_account
        if account is None or not self.can_take:
            return
        workspace.run(
            "account.take",
            partial(take, account=account, on=workspace.today, by=workspace.session.user),
            start=account.period.start,
            end=account.period.end,
        )

    def take_back(self) -> None:
        """Takes the last account back."""
        self._workspace.run("account.take_back", take_back)

    @property
    def said(self) -> str:
        """What was reported before, what this account adds, and how much of it corrects."""
        account = self._workspace.shown_account
        if account is None or not account.taken_before:
            return ""
        facts = {"earlier": account.earlier, "this": account.this, "total": account.actual}
        words = text("tracking.history", count=len(account.taken_before), **facts)
        if not account.corrections:
            return words
        corrected = text(
            "periods.corrected", count=len(account.corrections), amount=account.corrected
        )
        return f"{words} {corrected}"

    def _taken(self, period: Period) -> TakenAccount | None:
        accounts = self._workspace.project.accounts
        return next((each for each in accounts if each.period == period), None)

    def _words(self, period: Period | None) -> str:
        whole = self._workspace.project.period
        name = text("periods.final") if period is None else stretch_name(period)
        actual = whole if period is None else period
        taken = self._taken(actual) if actual else None
        if actual and self._workspace.project.seal_of(actual) is not None and taken:
            return text("periods.sealed", name=name, on=taken.on)
        return name if taken is None else text("periods.taken", name=name, on=taken.on)


class Corrections(Figures):
    """Each correction of what earlier accounts reported, posting by posting."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.columns = (
            _column("posting", 80),
            _column("line", 200, stretches=True),
            _column("kind", 190),
            *(_column(key, 116, numeric=True) for key in ("before", "after", "change")),
        )

    @property
    @override
    def rows(self) -> Sequence[tuple[Cell, ...]]:
        """The corrections in their order, and their sum."""
        return tuple(self._rows())

    def behind(self, place: Place) -> Behind | None:
        """The posting behind a corrected figure; the sum is of them all."""
        row, column = place
        account, figures = self._workspace.shown_account, drill.of_account(self._workspace)
        if account is None or figures is None:
            return None
        chosen = account.corrections[row : row + 1] or account.corrections
        return figures.corrections(chosen, self.columns[column].key)

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        account = self._workspace.shown_account
        if account is None or not account.corrections:
            return
        labels = {line.id: line.label for line in account.lines}
        for each in account.corrections:
            yield (
                Cell(text=each.id),
                Cell(text=labels[each.line]),
                Cell(text=label(each.kind)),
                money(each.before),
                money(each.after),
                money(each.change),
            )
        words = (Cell(text=text("account.total")), *(Cell() for _ in range(4)))
        yield total((*words, money(account.corrected)))


class EndingFigures(Figures):
    """What the grant would be if the project ended now, in each reading and kept whole."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.columns = (
            _column("way", 260, stretches=True),
            *(_column(key, 108, numeric=True) for key in ("costs", "grant", "unused", "claim")),
            _column("repay", 108, numeric=True),
        )

    @property
    @override
    def rows(self) -> Sequence[tuple[Cell, ...]]:
        """The ways it could end."""
        account = self._workspace.shown_account
        return tuple(
            (
                _way(each),
                *(money(getattr(each, key)) for key in ("costs", "grant", "unused", "claim")),
                money(each.repay),
            )
            for each in (account.endings if account else ())
        )

    def behind(self, place: Place) -> Behind | None:
        """What stands behind a figure of a way it could end."""
        row, column = place
        account, key = self._workspace.shown_account, self.columns[column].key
        if account is None or key == "way":
            return None
        ending, project = account.endings[row], self._workspace.project
        figure: Money = getattr(ending, key)
        words, heading = _way(ending).text, self.columns[column].heading
        return named(heading, words, figure, lambda: of_ending(project, account, ending, key))


def _way(ending: Ending) -> Cell:
    """A way in words; one that breaks a demand or a limit says so."""
    name = label(ending.reading) if ending.reading else text("periods.kept_whole")
    words = text("periods.way", name=name, basis=label(ending.basis))
    if ending.is_allowed:
        return Cell(text=words, tip=words)
    tip = text("periods.not_allowed", own=percent(ending.own_percent))
    return Cell(text=words, icon="error", tone=Tone.ERROR, tip=tip)


def _column(key: str, width: int, *, numeric: bool = False, stretches: bool = False) -> Column:
    heading = text(f"periods.column.{key}")
    return Column(key=key, heading=heading, width=width, numeric=numeric, stretches=stretches)
