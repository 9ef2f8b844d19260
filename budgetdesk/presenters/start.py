"""The start page: what this user worked on, what a crash left behind, and the calls to begin on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from budgetdesk import rulepacks, template_jobs
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import Call
from budgetdesk.operations.beginning import begin_like
from budgetdesk.operations.project import new_project
from budgetdesk.presenters.recent import RecentDocuments
from budgetdesk.session import Recovery, Session
from budgetdesk.text import label, text
from budgetdesk.typed import UnreadableError, read_date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentRow:
    """A recent document; a missing one can only be removed from the list."""

    path: Path
    name: str
    status: str
    folder: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A thing to choose: what it is called, a word on it, and how it is known."""

    name: str
    about: str
    key: str


class StartPresenter:
    """What the start page shows, read anew each time it is asked."""

    def __init__(self, recent: RecentDocuments) -> None:
        self._recent = recent

    @property
    def recent(self) -> Sequence[RecentRow]:
        """The documents worked on last, the latest first."""
        return [
            RecentRow(
                path=path,
                name=named(document.title, document.journal_number),
                status=text("window.missing") if missing else label(document.stage),
                folder=str(path.parent),
                is_missing=missing,
            )
            for document in self._recent.documents
            for path in [Path(document.path)]
            for missing in [not path.is_file()]
        ]

    @property
    def recoveries(self) -> Sequence[tuple[Recovery, str]]:
        """What crashes left behind unsaved, each with what a person should know of it."""
        return [(left, _left_behind(left)) for left in Session.recoverable()]

    def remove(self, row: RecentRow) -> None:
        """Takes a document off the list."""
        self._recent.remove(str(row.path))


def calls(search: str = "") -> Sequence[Named]:
    """The calls a project can be made on; every word of `search` is in name, funder or id.

    Those read in full stand first, for there the program can check most.
    """
    words = search.casefold().split()
    found = [Named(call.name, call.funder, call.id) for call in _calls()]
    return [each for each in found if all(word in _searched(each) for word in words)]


def _calls() -> Sequence[Call]:
    return sorted(rulepacks.all_calls(), key=lambda call: not call.complete)


def _searched(call: Named) -> str:
    return f"{call.name} {call.about} {call.key}".casefold()


def project_on(call_id: str) -> Project:
    """A new project on a call; raises BudgetDeskError `rulepacks.unknown_call`."""
    return new_project(rulepacks.load_call(call_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a project is begun after an earlier one: no call is the earlier project's own."""

    call_id: str
    start: str
    end: str
    keeps_amounts: bool


def project_like(path: Path, user: str, today: date, wanted: Likeness) -> Project:
    """A new project after the one at `path`, which is left as it is.

    Raises:
        UnreadableError: a period that cannot be read, or half of one.
        BudgetDeskError: as opening a document does.
    """
    start, end = read_date(wanted.start, today), read_date(wanted.end, today)
    period = Period(start=start, end=end) if start and end else None
    if period is None and (start or end):
        raise UnreadableError("period_half", wanted.start or wanted.end)
    call = rulepacks.load_call(wanted.call_id) if wanted.call_id else None
    with Session.open(path, user, read_only=True) as session:
        earlier = session.project
    return begin_like(earlier, call, period, keeps_amounts=wanted.keeps_amounts)


WHICH_CALL: Final = "templates.which_call"
"""Why a form makes no project until somebody says which call it is for."""


def project_from(form: Path, call_id: str, at: datetime) -> tuple[Project, str]:
    """A project with what a filled-in form holds, and what a person should know of it.

    Raises:
        BudgetDeskError: as `template_jobs.project_from`; its code is `WHICH_CALL` when no call is
            given and the form names none.
    """
    call = rulepacks.load_call(call_id) if call_id else None
    made, looked = template_jobs.project_from(form, call, at)
    said = [text(f"templates.notices.{each.code}", **dict(each.facts)) for each in looked.notices]
    said += [template_jobs.fault_text(fault) for fault in looked.reading.faults]
    return made, "\n\n".join(said)


def named(title: str, journal_number: str) -> str:
    """What a project is called where there is one line for it."""
    name = title or text("window.untitled")
    return text("window.project", title=name, journal=journal_number) if journal_number else name


def _left_behind(left: Recovery) -> str:
    facts = {"title": left.title or text("window.untitled"), "at": left.last_step.astimezone()}
    if left.target is None:
        return text("window.recover.new", **facts)
    return text("window.recover.saved", **facts, path=left.target)
