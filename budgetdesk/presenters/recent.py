"""The documents this user worked on last, in a small file of their own.

A convenience: a list that cannot be read or written is an empty one, never an error.
"""

from contextlib import suppress
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final

import msgspec

from budgetdesk.domain.plain import from_json, to_json
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value

_KEPT: Final = 12


class Stage(Enum):
    """How far a project has come."""

    BUDGETED = "budgeted"
    APPROVED = "approved"
    POSTED = "posted"


class RecentDocument(Value):
    """A document as it was when it was last opened or saved."""

    path: str
    title: str
    journal_number: str
    stage: Stage
    at: datetime


class _List(Value):
    documents: tuple[RecentDocument, ...] = ()


class RecentDocuments:
    """The list kept in `file`, the latest first."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def documents(self) -> tuple[RecentDocument, ...]:
        """The list as it stands in the file now; other windows write there too."""
        try:
            return from_json(self._file.read_bytes(), _List).documents
        except (OSError, msgspec.DecodeError):
            return ()

    def add(self, path: Path, project: Project, at: datetime) -> None:
        """Puts a document first."""
        added = RecentDocument(
            path=str(path),
            title=project.title,
            journal_number=project.journal_number,
            stage=stage_of(project),
            at=at,
        )
        self._write((added, *self._without(added.path))[:_KEPT])

    def remove(self, path: str) -> None:
        """Takes a document off the list; the file itself is not touched."""
        self._write(self._without(path))

    def _without(self, path: str) -> tuple[RecentDocument, ...]:
        return tuple(document for document in self.documents if document.path != path)

    def _write(self, documents: tuple[RecentDocument, ...]) -> None:
        new = self._file.with_suffix(".new")
        with suppress(OSError):  # nobody's work is lost when the list is
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(to_json(_List(documents=documents)))
            new.replace(self._file)


def stage_of(project: Project) -> Stage:
    """How far a project has come."""
    if project.ledger.batches:
        return Stage.POSTED
    return Stage.APPROVED if project.approved_budget else Stage.BUDGETED
