"""The open document: its current project, and the only place where one project becomes the next.

What a step does is an operation's business, how it is kept is the storage's.
"""

from collections import deque
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from typing_extensions import override

from budgetdesk.domain.account import Account
from budgetdesk.domain.project import Project
from budgetdesk.domain.watch import Watch
from budgetdesk.errors import BudgetDeskError, Fact
from budgetdesk.operations.sealing import guard
from budgetdesk.storage import working_copy
from budgetdesk.storage.audit import AuditFault, AuditReport, Event, Step
from budgetdesk.storage.document import Document
from budgetdesk.storage.working_copy import Recovery, WorkingCopy
from budgetdesk.turns import Finish, Turn, Work

__all__ = [
    "AuditFault",
    "AuditReport",
    "Event",
    "Finish",
    "Recovery",
    "Session",
    "Step",
    "Work",
]

Operation = Callable[[Project], Project]
Listener = Callable[[Project, Project], None]
"""Is told of every change with the project before and after it."""
Look = Callable[[Project, Watch], None]
"""Is shown the project a step leads to before it is stored: what takes long to see in it can be
worked out on the same thread."""

_KEPT: Final = 100  # steps that can be undone


class _Move(NamedTuple):
    step: Step
    before: Project
    after: Project


_Moves = deque[_Move] | list[_Move]


def _look_away(_project: Project, _watch: Watch) -> None:
    """Nothing is worked out ahead."""


def _nothing() -> None:
    """Nothing is left to do."""


class Session(AbstractContextManager["Session"]):
    """A document being worked on by one user, from one thread.

    Made by `create`, `open` or `recover`; `close` (or leaving `with`) ends it and drops what was
    not saved. Every method may raise a `BudgetDeskError`; project and files are then as they were.
    Steps are told by a code, whose label is the text `steps.<code>`, and facts.

    A step that takes long can be made beside (`running`, `undoing`, `redoing`): from the beginning
    of its work until it is finished it is its turn, and what else would write raises
    `session.busy`.
    """

    def __init__(self, document: Document, project: Project, user: str) -> None:
        self._document = document
        self._project = project
        self._user = user
        self._copy: WorkingCopy | None = None
        self._undo: deque[_Move] = deque(maxlen=_KEPT)
        self._redo: list[_Move] = []
        self._listeners: list[Listener] = []
        self._turn = Turn()

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

    @property
    def undone(self) -> Project | None:
        """The project `undo` would bring back."""
        return self._undo[-1].before if self._undo else None

    @property
    def redone(self) -> Project | None:
        """The project `redo` would bring back."""
        return self._redo[-1].after if self._redo else None

    @property
    def is_busy(self) -> bool:
        """Whether a step is being made beside."""
        return self._turn.is_taken

    def run(self, step: str, operation: Operation, **facts: Fact) -> None:
        """Makes the operation's project the current one; nothing happens when it is equal.

        Raises:
            BudgetDeskError: "seal.locked", a sealed account shows what would be changed.
        """
        self._turn.at_once(self._making(step, operation, _look_away, facts))

    def undo(self) -> None:
        """Takes the last step back; nothing happens when there is none."""
        self._turn.at_once(self._going_back(_look_away))

    def redo(self) -> None:
        """Makes the step last taken back again; nothing happens when there is none."""
        self._turn.at_once(self._going_on(_look_away))

    def running(self, step: str, operation: Operation, look: Look, **facts: Fact) -> Work:
        """As `run`, beside."""
        return self._turn.beside(self._making(step, operation, look, facts))

    def undoing(self, look: Look) -> Work:
        """As `undo`, beside."""
        return self._turn.beside(self._going_back(look))

    def redoing(self, look: Look) -> Work:
        """As `redo`, beside."""
        return self._turn.beside(self._going_on(look))

    def _making(
        self, code: str, operation: Operation, look: Look, facts: Mapping[str, Fact]
    ) -> Work:
        def work(watch: Watch) -> Finish:
            before, after = self._project, operation(self._project)
            if after == before:
                return _nothing
            move = _Move(_step(code, self._user, **facts), before, after)
            self._commit(after, move.step, look, watch)
            return lambda: self._made(move)

        return work

    def _made(self, move: _Move) -> None:
        self._project = move.after
        self._undo.append(move)
        self._redo.clear()
        if move.before.seals is not move.after.seals:
            self._undo.clear()  # sealing and opening again are never taken back
        self._tell(move.before)

    def _going_back(self, look: Look) -> Work:
        def work(watch: Watch) -> Finish:
            if not self._undo:
                return _nothing
            move = self._undo[-1]
            self._commit(move.before, self._of("undo", move), look, watch)
            return lambda: self._went(self._undo, self._redo, move.before)

        return work

    def _going_on(self, look: Look) -> Work:
        def work(watch: Watch) -> Finish:
            if not self._redo:
                return _nothing
            move = self._redo[-1]
            self._commit(move.after, self._of("redo", move), look, watch)
            return lambda: self._went(self._redo, self._undo, move.after)

        return work

    def _went(self, gone: _Moves, come: _Moves, project: Project) -> None:
        before, self._project = self._project, project
        come.append(gone.pop())
        self._tell(before)

    def _of(self, code: str, move: _Move) -> Step:
        return _step(code, self._user, step=move.step.code, **move.step.facts)

    def keep(self, content: bytes) -> str:
        """Keeps the bytes of a voucher in the document; returns the SHA-256 that names them.

        What no voucher of the project names when the document is saved is not saved.
        """
        with self._turn.taken():
            return self._copy_to_write().document.keep(content)

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
        with self._turn.taken():
            self.check_figures()
            self._copy_to_write().save(self._project)

    def save_as(self, path: Path) -> None:
        """Publishes the document to `path`, its place from now on, over whatever stands there."""
        with self._turn.taken():
            self.check_figures()
            self._copy_to_write().save_as(self._project, path.resolve(), self._user)

    def close(self) -> None:
        """Ends the session; what was not saved is gone."""
        if self._copy:
            self._copy.close()
        else:
            self._document.close()

    @override
    def __exit__(self, *_: object) -> None:
        self.close()

    def _commit(self, after: Project, step: Step, look: Look, watch: Watch) -> None:
        """Writes a step; the project is still the one before it."""
        guard(self._project, after)
        look(after, watch)
        self._copy_to_write().document.commit(self._project, after, step, watch)

    def _tell(self, before: Project) -> None:
        after = self._project
        for listener in self._listeners:
            listener(before, after)

    def _copy_to_write(self) -> WorkingCopy:
        if self._copy is None:
            raise BudgetDeskError("session.read_only", path=self._document.path)
        return self._copy


def _step(code: str, user: str, /, **facts: Fact) -> Step:
    return Step(code=code, user=user, at=datetime.now(UTC), facts=facts)
