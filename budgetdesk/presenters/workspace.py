"""The open document as the pages see it: project, findings and account, always of one moment."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from typing import Final

from msgspec.structs import replace

from budgetdesk import finding_jobs, jobs, neighbours
from budgetdesk.domain.account import Account
from budgetdesk.domain.decision import Question, Topic
from budgetdesk.domain.finding import Finding, Subject
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.tracking import Tracking
from budgetdesk.domain.value import VoucherId
from budgetdesk.presenters.parts import Parts
from budgetdesk.session import Session, Work
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError

_LARGE: Final = 20_000
"""Postings: of as many all figures take about as long to compute as an eye needs to see."""

Change = Callable[[Project], Project]
Reader = Callable[[str], Change]
"""From what was typed to what it changes; raises UnreadableError."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What somebody typed that could not be read, and why: kept where it was typed."""

    typed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something typed: the field it stands in, the words, and how to read them."""

    subject: Subject
    typed: str
    reader: Reader


class Figures:
    """What is computed from one state of the project, each once and only when asked for."""

    def __init__(self, project: Project, today: date, around: jobs.Around) -> None:
        self.project = project
        self.around = around
        self._today = today
        self._interim: dict[Period, Account] = {}
        self._before_interim: dict[Period, tuple[Finding, ...]] = {}
        self._tracking: dict[InterimEvery, Tracking | None] = {}

    @cached_property
    def _case(self) -> jobs.Case:
        return jobs.case(self.project, self._today, self.around)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a person should look at."""
        return jobs.findings_of(self._case)

    @cached_property
    def steps_left(self) -> tuple[jobs.ReadinessStep, ...]:
        """What is missing before the account can go to audit."""
        return jobs.steps_of(self._case)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What the call leaves open."""
        return finding_jobs.questions_of(self._case)

    @cached_property
    def account(self) -> Account | None:
        """The final account as it would be now; None until the project has a period."""
        return jobs.account_of(self._case)

    @cached_property
    def parts(self) -> Parts:
        """Every part of every posting, where it is in the final account."""
        return Parts(self.project, self.account)

    def work_out(self, watch: jobs.Watch) -> None:
        """Computes all the pages ask for, so that showing a million postings takes no time."""
        asked: tuple[Callable[[], object], ...] = (
            lambda: self.account,
            lambda: self.findings,
            lambda: (self.steps_left, self.questions),
            lambda: [self.tracking(every) for every in InterimEvery],
            lambda: [(batch.sum, batch.days) for batch in self.project.ledger.batches],
            lambda: self.parts.all,
            self.parts.work_out,
        )
        for place, ask in enumerate(asked):
            watch(place, len(asked))
            ask()

    def account_for(self, period: Period | None) -> Account | None:
        """The account of a period; None is the project's own."""
        if period is None or self.account is None:
            return self.account
        if period not in self._interim:
            self._interim[period] = jobs.account(self.project, period)
        return self._interim[period]

    def findings_for(self, period: Period | None) -> tuple[Finding, ...]:
        """What is to be looked at before the account of a period is sent; None is the final one."""
        if period is None or self.account is None:
            return self.findings
        if period not in self._before_interim:
            held = jobs.case(self.project, self._today, self.around, period)
            self._before_interim[period] = jobs.findings_of(held)
        return self._before_interim[period]

    def tracking(self, every: InterimEvery) -> Tracking | None:
        """The tracking as it would be now; None until the project has a period."""
        if every not in self._tracking:
            final = self.account
            self._tracking[every] = (
                jobs.tracking_of(self.project, final, every, self._today) if final else None
            )
        return self._tracking[every]


class Workspace:
    """Runs what the pages ask for on the session, and tells the pages when something moved."""

    def __init__(self, session: Session, today: Callable[[], date]) -> None:
        self.session = session
        self.unread: dict[Subject, Unread] = {}
        self.chosen_period: Period | None = None
        self.unfinished = ""
        """What would be lost with the window and is in no document; empty for nothing."""
        self.suggested: dict[tuple[Topic, str], str] = {}
        """The answer a followed fix proposes to a question, until its form takes it up."""
        self._today = today
        self._listeners: list[Callable[[], None]] = []
        self._around = neighbours.with_files(jobs.Around(), session)
        self._figures = Figures(session.project, today(), self._around)
        self._ahead: Figures | None = None
        session.listen(self._moved)

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self.session.project

    @property
    def today(self) -> date:
        """The day it is."""
        return self._today()

    @property
    def is_locked(self) -> bool:
        """Whether nothing an account shows may be changed: only looked at, or sealed."""
        return self.session.is_read_only or self.project.seal is not None

    @property
    def lock_reason(self) -> str:
        """Why nothing can be changed, where it is the seal; empty while it can."""
        seal = self.project.seal
        return "" if seal is None else text("window.sealed", at=seal.at.astimezone(), by=seal.by)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a person should look at."""
        return self._figures.findings

    @property
    def shown_findings(self) -> tuple[Finding, ...]:
        """What is to be looked at before the account that is shown is sent."""
        return self._figures.findings_for(self.chosen_period)

    @property
    def steps_left(self) -> tuple[jobs.ReadinessStep, ...]:
        """What is missing before the account can go to audit, the greatest first."""
        return self._figures.steps_left

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the call leaves open, decided or not."""
        return self._figures.questions

    @property
    def account(self) -> Account | None:
        """The final account as it would be now; None until the project has a period."""
        return self._figures.account

    @property
    def shown_account(self) -> Account | None:
        """The account the account page shows: of the chosen period, else the final one."""
        return self._figures.account_for(self.chosen_period)

    def choose_period(self, period: Period | None) -> None:
        """Has the account of a period shown; None is the final one."""
        self.chosen_period = period
        self._tell()

    @property
    def parts(self) -> Parts:
        """Every part of every posting, where it is in the final account."""
        return self._figures.parts

    def tracking(self, every: InterimEvery) -> Tracking | None:
        """Each line through time; None until the project has a period."""
        return self._figures.tracking(every)

    @property
    def around(self) -> jobs.Around:
        """What is known beside the project."""
        return self._around

    def know(self, around: jobs.Around) -> None:
        """Takes in what somebody found around the project; the findings follow."""
        self._around = around
        self._figures = Figures(self.project, self.today, around)
        self._tell()

    def look_at_files(self) -> None:
        """Looks at the vouchers' files again: somebody may have moved them."""
        self.know(neighbours.with_files(self._around, self.session))

    def listen(self, told: Callable[[], None]) -> None:
        """Has `told` called after every step, undo, redo and kept word."""
        self._listeners.append(told)

    def forget_listeners(self) -> None:
        """Tells nobody any more: the pages are about to be made anew."""
        self._listeners.clear()

    def run(self, step: str, change: Change, **facts: object) -> None:
        """Runs an operation as one step of the document."""
        self.session.run(step, change, **facts)

    @property
    def is_undone_beside(self) -> bool:
        """Whether there are, or were, so many postings that a step back takes long."""
        return _is_large(self.project, self.session.undone)

    @property
    def is_redone_beside(self) -> bool:
        """As `is_undone_beside`, of the step last taken back."""
        return _is_large(self.project, self.session.redone)

    def running(self, step: str, change: Change, **facts: object) -> Work:
        """As `run`, in two: work for another thread, and what is to be done here when it is."""
        return self.session.running(step, change, self._look_ahead, **facts)

    def undoing(self) -> Work:
        """The last step taken back, as `running`."""
        return self.session.undoing(self._look_ahead)

    def redoing(self) -> Work:
        """The step last taken back made again, as `running`."""
        return self.session.redoing(self._look_ahead)

    def _look_ahead(self, project: Project, watch: jobs.Watch) -> None:
        ahead = Figures(project, self.today, self._around)
        ahead.work_out(watch)
        self._ahead = ahead

    def enter(self, step: str, entries: Iterable[Entry], first: Iterable[Change] = ()) -> None:
        """Runs what was typed as one step; words that cannot be read are kept and marked.

        `first` are changes the typed ones build upon (the new lines a pasted block needs).
        """
        changes, before = list(first), self.project
        for entry in entries:
            self.unread.pop(entry.subject, None)
            try:
                changes.append(entry.reader(entry.typed))
            except UnreadableError as unreadable:
                self.unread[entry.subject] = Unread(entry.typed, unreadable.reason)
        if changes:
            self.run(step, lambda project: reduce(lambda so_far, do: do(so_far), changes, project))
        if self.project is before:  # a step has told them already
            self._tell()

    def _moved(self, before: Project, after: Project) -> None:
        self._around = replace(self._around, files=self._files(before, after))
        ahead, self._ahead = self._ahead, None
        if ahead is None or ahead.project is not after or ahead.around != self._around:
            ahead = Figures(after, self.today, self._around)
        self._figures = ahead
        self._tell()

    def _files(self, before: Project, after: Project) -> Mapping[VoucherId, str]:
        """How the vouchers' files are; looked at again only when a step moved them."""
        if before.ledger.vouchers is after.ledger.vouchers:
            return self._around.files
        return neighbours.with_files(self._around, self.session).files

    def _tell(self) -> None:
        for told in self._listeners:
            told()


def _is_large(*projects: Project | None) -> bool:
    return any(each.ledger.count > _LARGE for each in projects if each)
