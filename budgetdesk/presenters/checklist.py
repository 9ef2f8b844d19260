"""The documents that go with the application, ticked as they are ready (R35)."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from budgetdesk.accounting.checklist import checklist
from budgetdesk.domain.finding import Subject
from budgetdesk.operations.project import set_checklist
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text

SUBJECT = Subject(kind="project", field="checklist")


class Document(NamedTuple):
    """A document by its name, and whether it is ready."""

    name: str
    is_ready: bool


class Checklist:
    """The list as a person ticks it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def documents(self) -> Sequence[Document]:
        """All of them; none where the call names none and nothing was ticked."""
        project = self._workspace.project
        return [Document(name, is_ready) for name, is_ready in checklist(project).items()]

    @property
    def can_edit(self) -> bool:
        """Whether the document may be changed."""
        return not self._workspace.session.is_read_only

    @property
    def status(self) -> Cell:
        """How many are ready."""
        ready = sum(each.is_ready for each in self.documents)
        words = text("project.checklist.ready", ready=ready, count=len(self.documents))
        is_done = ready == len(self.documents)
        tone, icon = (Tone.IN_ORDER, "ok") if is_done else (Tone.QUIET, "note")
        return Cell(text=words, tone=tone, icon=icon)

    def tick(self, name: str, *, is_ready: bool) -> None:
        """Says that a document is ready, or is not after all."""
        ticked = [each for each in self._workspace.project.checklist if each != name]
        names = (*ticked, name) if is_ready else tuple(ticked)
        step = "project.ready" if is_ready else "project.not_ready"
        self._workspace.run(step, partial(set_checklist, names=names), name=name)
