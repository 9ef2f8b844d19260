"""Which document is open, and the questions around opening, saving and closing it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from getpass import getuser
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from budgetdesk import sample
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters import start
from budgetdesk.presenters.recent import RecentDocuments
from budgetdesk.session import Recovery, Session
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError
from ui.dialogs import Dialogs
from ui.widgets.fields import take_over_typing

SUFFIX: Final = ".budgetdesk"
_CAN_BE_READ: Final = {"storage.locked", "storage.locked_by_unknown", "storage.no_access"}
"""Why a document cannot be worked on but perhaps be looked at."""


class Documents(QObject):
    """The one open document, or none. `changed` is told when another is open, `saved` on saving."""

    changed = Signal()
    saved = Signal()

    def __init__(self, dialogs: Dialogs, recent: RecentDocuments, parent: QObject) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.today: Callable[[], date] = date.today
        self.unfinished: Callable[[], str] = str
        """What is in no document and would be lost, in words; empty for nothing."""
        self._dialogs = dialogs
        self._recent = recent
        self._as_made: Project | None = None  # a new document nobody has worked on yet

    def create(self, call_id: str) -> None:
        """A new document on a call, without a place until it is saved."""
        self._take(lambda: self._made(start.project_on(call_id)), is_new=True)

    def create_like(self, path: Path, wanted: start.Likeness) -> bool:
        """A new document after an earlier one; false when what was typed cannot be read."""
        try:
            project = start.project_like(path, getuser(), self.today(), wanted)
        except UnreadableError as unreadable:
            self._dialogs.tell(unreadable.reason)
            return False
        except BudgetDeskError as error:
            self._dialogs.show_error(error)
            return True
        self._take(lambda: self._made(project), is_new=True)
        return True

    def create_from(self, form: Path, call_id: str = "") -> bool:
        """A new document with what a filled-in form holds; false when it names no call we know."""
        try:
            made, said = start.project_from(form, call_id, datetime.now(UTC))
        except BudgetDeskError as error:
            if error.code == start.WHICH_CALL:
                return False
            self._dialogs.show_error(error)
            return True
        self._take(lambda: self._made(made), is_new=True)
        self._dialogs.tell(said)
        return True

    def open_sample(self) -> None:
        """The sample project at the end of its life, looked at on its own day."""
        made = sample.finished(datetime.now(UTC))
        self._take(lambda: self._made(made), is_new=True, today=lambda: sample.DAY)

    def open(self, path: Path) -> None:
        """The document at `path`; one that is locked is offered to be looked at."""
        if self.session is None or self.session.path != path.resolve():
            self._take(lambda: self._opened(path))

    def recover(self, left: Recovery) -> None:
        """Work that a crash broke off."""
        self._take(lambda: Session.recover(left, getuser()))

    def forget(self, left: Recovery, words: str) -> bool:
        """Throws away what a crash left behind, when that is really wanted; whether it was."""
        question = text("window.recover.question", words=words)
        wanted = self._dialogs.confirm(question, text("window.recover.yes"))
        if wanted:
            Session.forget(left)
        return wanted

    def save(self) -> bool:
        """Saves to the document's own place, or asks for one; whether it was saved."""
        session = self.session
        if session is None:
            return False
        if session.path is None:
            return self.save_as()
        return self._publish(session.save)

    def save_as(self) -> bool:
        """Saves to a place that is asked for; whether it was saved."""
        session = self.session
        if session is None:
            return False
        suggested = (session.project.title or text("window.untitled")).replace("/", "-") + SUFFIX
        chosen = self._dialogs.choose_save(
            text("window.save_as"), suggested, text("window.pattern")
        )
        path = self._with_suffix(chosen) if chosen else None
        return path is not None and self._publish(lambda: session.save_as(path))

    def close(self) -> bool:
        """Closes the document, asking when something would be lost; whether it is closed."""
        if not self._may_go():
            return False
        self.drop()
        return True

    def drop(self) -> None:
        """Closes the document as it is, saved or not."""
        if self.session:
            self.session.close()
            self.session = None
            self.changed.emit()

    def _may_go(self) -> bool:
        take_over_typing()  # what is half typed would be lost too
        lost = self.unfinished()
        if lost and not self._dialogs.confirm(lost, text("window.unsaved.drop")):
            return False
        session = self.session
        if session is not None and session.is_busy:
            self._dialogs.show_error(BudgetDeskError("session.busy"))
            return False
        if session is None or not session.is_unsaved or session.project == self._as_made:
            return True
        title = session.project.title or text("window.untitled")
        answer = self._dialogs.choose(
            text("window.unsaved.question", title=title),
            text("window.unsaved.save"),
            text("window.unsaved.drop"),
        )
        return self.save() if answer == 0 else answer == 1

    def _take(
        self,
        begin: Callable[[], Session | None],
        *,
        is_new: bool = False,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Lets go of the open document for another; that one stays when it cannot be had."""
        if not self._may_go():
            return
        try:
            session = begin()
        except BudgetDeskError as error:
            self._dialogs.show_error(error)
            return
        if session is None:
            return
        if self.session:
            self.session.close()
        self.session, self.today = session, today
        self._as_made = session.project if is_new else None
        self._remember()
        self.changed.emit()

    def _made(self, project: Project) -> Session:
        return Session.create(None, project, getuser())

    def _opened(self, path: Path) -> Session | None:
        try:
            return Session.open(path, getuser())
        except BudgetDeskError as error:
            if error.code not in _CAN_BE_READ:
                raise
            words = text(f"errors.{error.code}", **error.facts)
            if not self._dialogs.confirm(words, text("window.open_read_only")):
                return None
            return Session.open(path, getuser(), read_only=True)

    def _publish(self, save: Callable[[], None]) -> bool:
        try:
            save()
        except BudgetDeskError as error:
            return self._publish_again(save, error)
        self._remember()
        self.saved.emit()
        return True

    def _publish_again(self, save: Callable[[], None], error: BudgetDeskError) -> bool:
        """What could not be saved can be tried again, or saved elsewhere."""
        match self._dialogs.ask_again(error):
            case 0:
                return self._publish(save)
            case 1:
                return self.save_as()
            case _:
                return False

    def _with_suffix(self, path: Path) -> Path | None:
        """The name a document has; what stands under it is only replaced when that is wanted."""
        if path.suffix == SUFFIX:
            return path
        full = path.with_name(path.name + SUFFIX)
        question = text("window.replace.question", path=full)
        if full.exists() and not self._dialogs.confirm(question, text("window.replace.yes")):
            return None
        return full

    def _remember(self) -> None:
        if self.session and self.session.path:
            now = datetime.now(UTC)
            self._recent.add(self.session.path, self.session.project, now)
