"""Fields of a form without a toolkit: what stands in each, and what typing in it changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Project
from budgetdesk.presenters.marking import Marking
from budgetdesk.presenters.table import Cell
from budgetdesk.presenters.workspace import Entry, Reader, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in: its label, where findings point at it, and how it is read."""

    key: str
    label: str
    subject: Subject
    show: Callable[[Project], str]
    read: Reader
    step: str
    choices: tuple[str, ...] = ()
    hint: Callable[[Project], str] | None = None


class Fields:
    """The fields of a form by key."""

    def __init__(self, workspace: Workspace, fields: Sequence[Field]) -> None:
        self._workspace = workspace
        self._marking = Marking(workspace)
        self._fields: Mapping[str, Field] = {field.key: field for field in fields}

    def label(self, key: str) -> str:
        """What stands over the field."""
        return self._fields[key].label

    def hint(self, key: str) -> str:
        """What the call says about the field, or how to write in it."""
        hint = self._fields[key].hint
        return hint(self._workspace.project) if hint else ""

    def cell(self, key: str) -> Cell:
        """What stands in the field, marked when something is wrong with it."""
        field = self._fields[key]
        cell = Cell(
            text=field.show(self._workspace.project),
            is_editable=not self._workspace.is_locked,
            choices=field.choices,
        )
        return self._marking.mark(cell, field.subject)

    def enter(self, key: str, typed: str) -> None:
        """Takes what was typed; words that cannot be read are kept and marked."""
        field = self._fields[key]
        if self.cell(key).text != typed:
            self._workspace.enter(field.step, [Entry(field.subject, typed, field.read)])

    def key_of(self, subject: Subject) -> str | None:
        """The field a finding points at, None when it is not in this form."""
        keys = (key for key, field in self._fields.items() if field.subject == subject)
        return next(keys, None)
