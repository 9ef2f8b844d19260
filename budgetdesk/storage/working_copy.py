"""The private copy a document is worked on in, and the place it is published to.

Every step is committed to the copy at once, so a crash loses nothing: the copy stays behind,
remembers where it belongs, and can be taken up again.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from budgetdesk.domain.plain import from_json, to_json
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.storage.audit import Step
from budgetdesk.storage.database import check_is_file
from budgetdesk.storage.document import Document
from budgetdesk.storage.faults import plainly
from budgetdesk.storage.lock import Lock
from budgetdesk.storage.private_folder import PrivateFolder, abandoned
from budgetdesk.storage.publishing import copy_bytes, fingerprint, publish

_DOCUMENT: Final = "working.budgetdesk"
_STATE: Final = "state.json"


class _State(Value):
    """What the copy remembers: its target, the target's fingerprint, the last saved event."""

    target: str | None = None
    seen: str | None = None
    saved: str = ""


@dataclass(frozen=True)
class Recovery:
    """A working copy that a crash left behind with steps its target does not have."""

    title: str
    target: Path | None
    last_step: datetime
    folder: Path


class WorkingCopy:
    """A document being worked on. Made by `create`, `open` or `recover`; `close` ends it.

    Each of its methods may raise a `BudgetDeskError`; nothing is changed then.
    """

    def __init__(self, folder: PrivateFolder, document: Document, project: Project) -> None:
        self.document = document
        self.project = project  # as it was found
        self._folder = folder
        self._lock: Lock | None = None
        self._state = _State()

    @classmethod
    def create(cls, project: Project, step: Step) -> "WorkingCopy":
        """A new document that has no place yet."""
        with ExitStack() as undo:
            folder = PrivateFolder.make()
            undo.callback(folder.remove)
            document = Document.create(folder.path / _DOCUMENT, project, step)
            undo.callback(document.close)
            copy = cls(folder, document, project)
            copy._remember(_State())
            undo.pop_all()
        return copy

    @classmethod
    def open(cls, target: Path, user: str) -> "WorkingCopy":
        """A copy of the document at `target`, which is locked meanwhile."""
        with plainly(target):
            check_is_file(target)
        with ExitStack() as undo:
            folder = PrivateFolder.make()
            undo.callback(folder.remove)
            lock = Lock.take(target, folder.path, user)
            undo.callback(lock.release)
            with plainly(target):
                seen = copy_bytes(target, folder.path / _DOCUMENT)
            document = Document.open(folder.path / _DOCUMENT, target)
            undo.callback(document.close)
            copy = cls(folder, document, document.read())
            copy._lock = lock
            copy._remember(_State(target=str(target), seen=seen, saved=document.last_digest))
            undo.pop_all()
        return copy

    @classmethod
    def recover(cls, recovery: Recovery, user: str) -> "WorkingCopy":
        """The copy a crash left behind, with its target; without, where that place is gone."""
        with ExitStack() as undo:
            folder = PrivateFolder(recovery.folder)
            undo.callback(folder.leave)
            name = recovery.target or recovery.folder
            document = Document.open(folder.path / _DOCUMENT, name)
            undo.callback(document.close)
            copy = cls(folder, document, document.read())
            if recovery.target and recovery.target.parent.is_dir():
                copy._state = _read_state(folder.path)
                copy._lock = Lock.take(recovery.target, folder.path, user)
            undo.pop_all()
        return copy

    @property
    def target(self) -> Path | None:
        """Where the document belongs; None until it was saved the first time."""
        return Path(self._state.target) if self._state.target else None

    @property
    def is_unsaved(self) -> bool:
        """Whether there are steps the target does not have."""
        return self._state.saved != self.document.last_digest

    def save_as(self, project: Project, target: Path, user: str) -> None:
        """Publishes to `target`, which is the copy's place from now on.

        What stands there is replaced, unless it is the copy's own place and others changed it.
        """
        if not target.parent.is_dir():
            raise BudgetDeskError("storage.folder_missing", path=target, folder=target.parent)
        with plainly(target):
            there = fingerprint(target)
        expected = self._state.seen if there and target == self.target else there
        with ExitStack() as undo:
            lock = Lock.take(target, self._folder.path, user)
            undo.callback(lock.release)
            seen = publish(self.document, project, target, expected)
            undo.pop_all()
        if self._lock:
            self._lock.release()
        self._lock = lock
        self._remember(_State(target=str(target), seen=seen, saved=self.document.last_digest))

    def save(self, project: Project) -> None:
        """Publishes to the copy's own place."""
        target = self.target
        if target is None:
            raise BudgetDeskError("session.no_place")
        seen = publish(self.document, project, target, self._state.seen)
        saved = self.document.last_digest
        self._remember(_State(target=str(target), seen=seen, saved=saved))

    def close(self) -> None:
        """Ends the work and removes the copy, saved or not."""
        self.document.close()
        self._folder.remove()
        if self._lock:
            self._lock.release()

    def _remember(self, state: _State) -> None:
        self._state = state  # first: what was published is published
        path = self._folder.path / _STATE
        with plainly(path):
            path.with_suffix(".new").write_bytes(to_json(state))
            path.with_suffix(".new").replace(path)


def recoverable() -> Iterator[Recovery]:
    """The copies that crashes left behind; those with nothing unsaved are cleared away."""
    for path in abandoned():
        folder = PrivateFolder(path)
        try:
            found = _recovery(path)
        except BudgetDeskError:  # a copy that cannot be read is kept for whoever can help
            folder.leave()
            continue
        if found:
            folder.leave()
            yield found
        else:
            folder.remove()


def forget(recovery: Recovery) -> None:
    """Removes a copy nobody wants to take up again."""
    PrivateFolder(recovery.folder).remove()


def _recovery(folder: Path) -> Recovery | None:
    """What is to be recovered from a folder; None when nothing is."""
    if not (folder / _STATE).exists():  # it never got as far as holding work
        return None
    state = _read_state(folder)
    target = Path(state.target) if state.target else None
    with closing(Document.open(folder / _DOCUMENT, target or folder)) as document:
        if document.last_digest == state.saved:
            return None
        title, last_step = document.glance()
    return Recovery(title=title, target=target, last_step=last_step, folder=folder)


def _read_state(folder: Path) -> _State:
    with plainly(folder):
        return from_json((folder / _STATE).read_bytes(), _State)
