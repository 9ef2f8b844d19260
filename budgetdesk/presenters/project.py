"""The project page: who, what and when, beside the call's rules to read."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from msgspec.structs import replace

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.operations import project as operations
from budgetdesk.presenters.choices import named, read_choice
from budgetdesk.presenters.fields import Field, Fields
from budgetdesk.presenters.workspace import Change, Workspace
from budgetdesk.rulepacks import RuleRow, describe
from budgetdesk.text import danish, label, text
from budgetdesk.typed import UnreadableError, read_count, read_date

__all__ = ["ProjectPresenter", "RuleRow"]

START: Final = Subject(kind="period", field="start")
END: Final = Subject(kind="period", field="end")


class ProjectPresenter:
    """The form's fields, and the rules of the document's call."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.fields = Fields(workspace, tuple(self._fields()))

    @property
    def can_edit(self) -> bool:
        """Whether the document may be changed."""
        return not self._workspace.is_locked

    @property
    def call_name(self) -> str:
        """The call, with who gives the money."""
        call = self._workspace.project.call
        return text("project.call_name", name=call.name, funder=call.funder)

    @property
    def rules(self) -> Sequence[RuleRow]:
        """Every kind of rule, what the call says first, then what it is silent about."""
        rows = describe(self._workspace.project.call)
        return sorted(rows, key=lambda row: not row.is_set)

    def _fields(self) -> Iterator[Field]:
        yield Field(
            key="title",
            label=text("project.title"),
            subject=Subject(kind="project", field="title"),
            show=lambda project: project.title,
            read=lambda typed: (
                lambda project: operations.identify(
                    project, title=typed, journal_number=project.journal_number
                )
            ),
            step="project.identify",
        )
        yield Field(
            key="journal_number",
            label=text("project.journal_number"),
            subject=Subject(kind="project", field="journal_number"),
            show=lambda project: project.journal_number,
            read=lambda typed: (
                lambda project: operations.identify(
                    project, title=project.title, journal_number=typed
                )
            ),
            step="project.identify",
        )
        yield from self._recipient()
        yield _day("start", START, lambda period: period.start, self._read_start, "period")
        yield _day("end", END, lambda period: period.end, self._read_end)
        yield Field(
            key="participants",
            label=text("project.participants"),
            subject=Subject(kind="project", field="participants"),
            show=lambda project: "" if project.participants is None else str(project.participants),
            read=_read_participants,
            step="project.participants",
        )

    def _recipient(self) -> Iterator[Field]:
        """Findings point at the recipient as a whole; what they are about is its kind."""
        yield _of_recipient("name", "recipient_name")
        kinds = named(RecipientKind)
        yield Field(
            key="kind",
            label=text("project.kind"),
            subject=Subject(kind="project", field="recipient"),
            show=lambda project: label(kind) if (kind := project.recipient.kind) else "",
            read=lambda typed: _changed_recipient("kind", read_choice(typed, kinds)),
            step="project.recipient",
            choices=("", *kinds),
            hint=lambda project: _said(project, "applicants"),
        )
        yield _of_recipient("cvr", "cvr")
        yield _of_recipient("contact", "contact")
        yield Field(
            key="members",
            label=text("project.members"),
            subject=Subject(kind="recipient", field="members"),
            show=lambda project: (
                "" if project.recipient.members is None else str(project.recipient.members)
            ),
            read=lambda typed: _changed_recipient("members", read_count(typed)),
            step="project.recipient",
        )

    def _read_start(self, typed: str) -> Change:
        return self._read_day(typed, END, lambda period, day: replace(period, start=day))

    def _read_end(self, typed: str) -> Change:
        return self._read_day(typed, START, lambda period, day: replace(period, end=day))

    def _read_day(
        self, typed: str, other: Subject, changed: Callable[[Period, date], Period]
    ) -> Change:
        """A period needs both its days: the first one typed waits, in its field, for the other.

        A day that is taken away waits likewise; when both are, the project has no period.
        """
        day = read_date(typed, self._workspace.today)
        period, waiting = self._workspace.project.period, self._workspace.unread.get(other)
        if day is not None and period is not None:
            return lambda project: operations.set_period(project, changed(period, day))
        if day is not None and waiting is not None:
            return self._joined(day, waiting.typed, other, changed)
        if day is None and period is None:
            return lambda project: project
        if day is None and waiting is not None and not waiting.typed.strip():
            del self._workspace.unread[other]
            return lambda project: operations.set_period(project, None)
        raise UnreadableError("period_half", typed)

    def _joined(
        self, day: date, waiting: str, other: Subject, changed: Callable[[Period, date], Period]
    ) -> Change:
        """The period of a day and the one that waited for it."""
        try:
            second = read_date(waiting, self._workspace.today)
        except UnreadableError:
            second = None
        if second is None:
            raise UnreadableError("period_half", danish(day))
        del self._workspace.unread[other]
        period = changed(Period(start=second, end=second), day)
        return lambda project: operations.set_period(project, period)


def _day(
    key: str,
    subject: Subject,
    get: Callable[[Period], date],
    read: Callable[[str], Change],
    rule: str = "",
) -> Field:
    return Field(
        key=key,
        label=text(f"project.{key}"),
        subject=subject,
        show=lambda project: danish(get(project.period)) if project.period else "",
        read=read,
        step="project.period",
        hint=(lambda project: _said(project, rule)) if rule else None,
    )


def _of_recipient(name: str, key: str) -> Field:
    """A field of words about the recipient."""
    return Field(
        key=key,
        label=text(f"project.{key}"),
        subject=Subject(kind="recipient", field=name),
        show=lambda project: getattr(project.recipient, name),
        read=lambda typed: _changed_recipient(name, typed.strip()),
        step="project.recipient",
    )


def _changed_recipient(name: str, value: object) -> Change:
    def change(project: Project) -> Project:
        changed: Recipient = replace(project.recipient, **{name: value})
        return operations.set_recipient(project, changed)

    return change


def _read_participants(typed: str) -> Change:
    count = read_count(typed)
    return lambda project: operations.set_participants(project, count)


def _said(project: Project, kind: str) -> str:
    """What the call says of a kind of rule, on one line; nothing where it is silent."""
    rule = next(row for row in describe(project.call) if row.kind == kind)
    return rule.value.replace("\n", text("project.and_so")) if rule.is_set else ""
