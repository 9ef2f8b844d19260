"""The open document: its current project, and the only place where one project becomes the next.

What a step does is an operation's business, how it is kept is the storage's.
"""

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from typing_extensions import override

from budgetdesk.domain.account import Account
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError, Fact
from budgetdesk.operations.sealing import guard
from budgetdesk.storage import working_copy
from budgetdesk.storage.audit import AuditFault, AuditReport, Event, Step
from budgetdesk.storage.document import Document
from budgetdesk.storage.working_copy import Recovery, WorkingCopy

__all__ = ["AuditFault", "AuditReport", "Event", "Recovery", "Session", "Step"]

Operation = Callable[[Project], Project]
Listener = Callable[[Project, Project], None]
"""Is told of every change with the project before and after it."""

_KEPT: Final = 100  # steps that can be undone


class _Move(NamedTuple):
    step: Step
    before: Project
    after: Project


class Session(AbstractContextManager["Session"]):
    """A document being worked on by one user, from one thread.

    Made by `create`, `open` or `recover`; `close` (or leaving `with`) ends it and drops what was
    not saved. Every method may raise a `BudgetDeskError`; project and files are then as they were.
    Steps are told by a code, whose label is the text `steps.<code>`, and facts.
    """

    def __init__(self, document: Document, project: Project, user: str) -> None:
        self._document = document
        self._project = project
        self._user = user
        self._copy: WorkingCopy | None = None
        self._undo: deque[_Move] = deque(maxlen=_KEPT)
        self._redo: list[_Move] = []
        self._listeners: list[Listener] = []

    @classmethod
    def create(cls, path: Path | None, project: Project, user: str) -> "Session":
        """A new document, written to `path` at once; with None it gets a place when it is saved.

        Raises:
            BudgetDeskError: "storage.exists", nothing is overwritten.
        """
        if path and path.exists():
            raise BudgetDeskError("storage.exists", path=path)
        session = cls._on(WorkingCopy.create(project, _step("create", user)), user)
        with ExitStack() as undo:
            undo.callback(session.close)
            if path:
                session.save_as(path)
            undo.pop_all()
        return session

    @classmethod
    def open(cls, path: Path, user: str, *, read_only: bool = False) -> "Session":
        """The document at `path`; read-only leaves no trace, neither in the file nor beside it."""
        if read_only:
            document = Document.look(path)
            return cls(document, document.read(), user)
        return cls._on(WorkingCopy.open(path.resolve(), user), user)

    @staticmethod
    def recoverable() -> tuple[Recovery, ...]:
        """What crashes left behind unsaved, for the user to recover or to forget."""
        return tuple(working_copy.recoverable())

    @classmethod
    def recover(cls, recovery: Recovery, user: str) -> "Session":
        """Takes up the work a crash broke off, with every step that was made."""
        return cls._on(WorkingCopy.recover(recovery, user), user)

    @staticmethod
    def forget(recovery: Recovery) -> None:
        """Throws away what a crash left behind."""
        working_copy.forget(recovery)

    @classmethod
    def _on(cls, copy: WorkingCopy, user: str) -> "Session":
        session = cls(copy.document, copy.project, user)
        session._copy = copy
        return session

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._project

    @property
    def user(self) -> str:
        """Who works on the document; every step carries the name."""
        return self._user

    @property
    def path(self) -> Path | None:
        """Where the document belongs; None until a new one is saved."""
        return self._copy.target if self._copy else self._document.path

    @property
    def is_read_only(self) -> bool:
        """Whether the document was opened only to be looked at."""
        return self._copy is None

    @property
    def is_unsaved(self) -> bool:
        """Whether there are steps the user's own file does not have."""
        return self._copy is not None and self._copy.is_unsaved

    @property
    def undo_step(self) -> Step | None:
        """The step `undo` would take back."""
        return self._undo[-1].step if self._undo else None

    @property
    def redo_step(self) -> Step | None:
        """The step `redo` would make again."""
        return self._redo[-1].step if self._redo else None

    def run(self, step: str, operation: Operation, **facts: Fact) -> None:
        """Makes the operation's project the current one; nothing happens when it is equal.

        Raises:
            BudgetDeskError: "seal.locked", a sealed account shows what would be changed.
        """
        before, after = self._project, operation(self._project)
        if after == before:
            return
        done = _step(step, self._user, **facts)
        self._commit(after, done)
        self._undo.append(_Move(done, before, after))
        self._redo.clear()
        if before.seals is not after.seals:
            self._undo.clear()  # sealing and opening again are never taken back
        self._tell(before)

    def undo(self) -> None:
        """Takes the last step back; nothing happens when there is none."""
        if not self._undo:
            return
        move = self._undo[-1]
        self._commit(move.before, _step("undo", self._user, step=move.step.code, **move.step.facts))
        self._redo.append(self._undo.pop())
        self._tell(move.after)

    def redo(self) -> None:
        """Makes the step last taken back again; nothing happens when there is none."""
        if not self._redo:
            return
        move = self._redo[-1]
        self._commit(move.after, _step("redo", self._user, step=move.step.code, **move.step.facts))
        self._undo.append(self._redo.pop())
        self._tell(move.before)

    def keep(self, content: bytes) -> str:
        """Keeps the bytes of a voucher in the document; returns the SHA-256 that names them.

        What no voucher of the project names when the document is saved is not saved.
        """
        return self._writable().document.keep(content)

    def content(self, sha256: str) -> bytes | None:
        """The bytes of a voucher that was kept; None when the document does not have them."""
        return self._document.content(sha256)

    @property
    def kept(self) -> frozenset[str]:
        """The SHA-256 of all vouchers' bytes in the document."""
        return self._document.kept()

    def listen(self, callback: Listener) -> None:
        """`callback` gets (before, after) after every change, in the order of listening."""
        self._listeners.append(callback)

    def audit(self) -> AuditReport:
        """The audit trail, held against itself and against the content."""
        return self._document.audit()

    def check_figures(self, account: Account | None = None) -> None:
        """Holds an account's totals against a second computation, before anything is sent out.

        It is the final account, unless another of this project is given. A difference is a bug of
        ours, and ends in a crash report instead of a paper.
        """
        self._document.check_figures(self._project, account)

    def note(self, step: str, **facts: Fact) -> None:
        """Leaves an event of something that changed nothing; read-only there is nowhere to."""
        if self._copy is not None:
            done = _step(step, self._user, **facts)
            self._copy.document.commit(self._project, self._project, done)

    def save(self) -> None:
        """Publishes the document to its place, its totals reckoned twice."""
        self.check_figures()
        self._writable().save(self._project)

    def save_as(self, path: Path) -> None:
        """Publishes the document to `path`, its place from now on, over whatever stands there."""
        self.check_figures()
        self._writable().save_as(self._project, path.resolve(), self._user)

    def close(self) -> None:
        """Ends the session; what was not saved is gone."""
        if self._copy:
            self._copy.close()
        else:
            self._document.close()

    @override
    def __exit__(self, *_: object) -> None:
        self.close()

    def _commit(self, after: Project, step: Step) -> None:
        guard(self._project, after)
        self._writable().document.commit(self._project, after, step)
        self._project = after

    def _tell(self, before: Project) -> None:
        after = self._project
        for listener in self._listeners:
            listener(before, after)

    def _writable(self) -> WorkingCopy:
        if self._copy is None:
            raise BudgetDeskError("session.read_only", path=self._document.path)
        return self._copy


def _step(code: str, user: str, /, **facts: Fact) -> Step:
    return Step(code=code, user=user, at=datetime.now(UTC), facts=facts)
