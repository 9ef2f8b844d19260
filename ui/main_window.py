"""The window: what stands around the pages, and which document is in them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from budgetdesk import paths
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.form import OwnForm, is_form
from budgetdesk.presenters.heading import HeadingPresenter, chosen
from budgetdesk.presenters.recent import RecentDocuments
from budgetdesk.presenters.start import StartPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Work
from budgetdesk.text import text
from ui import theme, window_commands
from ui.call_choice import CallChoice
from ui.commands import Command
from ui.desk import Desk
from ui.dialogs import Dialogs
from ui.document_view import DocumentView
from ui.documents import SUFFIX, Documents
from ui.like_form import LikeForm
from ui.menus import Menus
from ui.pages.start import StartPage, Ways
from ui.palette import Palette
from ui.progress import Progress
from ui.settings import Settings
from ui.tasks import Tasks
from ui.top_bar import TopBar
from ui.widgets.marks import Mark

_SMALLEST: Final = QSize(960, 600)
_FIRST: Final = QSize(1280, 720)


class MainWindow(QMainWindow):
    """Start page or document, with menus, top bar and status bar around it."""

    def __init__(self, make_dialogs: Callable[[QWidget], Dialogs] = Dialogs) -> None:
        super().__init__()
        self.dialogs = make_dialogs(self)
        recent = RecentDocuments(paths.settings() / "recent.json")
        self.documents = Documents(self.dialogs, recent, self)
        self.workspace: Workspace | None = None
        self.view: DocumentView | None = None
        self._heading: HeadingPresenter | None = None
        self._settings = Settings()
        self._colours = theme.current()
        self.tasks = Tasks(self)
        self._menus = Menus(self.menuBar())
        self._top, self._stack = TopBar(), QStackedWidget()
        self._start = StartPage(
            StartPresenter(recent),
            self.documents,
            Ways(self.choose_document, self.choose_call, self.begin_like, self.choose_filled),
        )
        self._chosen, self._share = QLabel(), Mark()
        self._lay_out()
        self._connect()
        self._show_document()

    def choose_document(self) -> None:
        """Asks for a document and opens it."""
        path = self.dialogs.choose_open(text("window.open"), text("window.pattern"))
        if path:
            self.documents.open(path)

    def choose_form(self) -> None:
        """Asks for a funder's form, and shows what would go where in it."""
        path = self.dialogs.choose_open(text("form.choose"), text("form.pattern"))
        if path and self.view:
            self.view.show_form(path)

    def choose_filled(self) -> None:
        """Asks for a filled-in form, and makes a project of it."""
        path = self.dialogs.choose_open(text("form.choose_filled"), text("form.pattern"))
        if path:
            self._take_filled(path)

    def save_own_form(self) -> None:
        """Asks where, and writes the form of our own for the project's call there."""
        if self.workspace is None:
            return
        own = OwnForm(self.workspace)
        path = self.dialogs.choose_save(text("form.own_save"), own.suggested, own.pattern)
        if path:
            self.tasks.run(
                text("form.filling", file=path.name),
                own.writing(path),
                lambda _: self.statusBar().showMessage(text("form.own_saved", path=path)),
                self.dialogs.show_error,
            )

    def _take_filled(self, path: Path) -> None:
        """A project from a filled-in form; when it does not name its call, that is asked for."""
        if self.documents.create_from(path):
            return
        choice = CallChoice()
        wanted = self.dialogs.fill_in(text("form.which_call"), choice, text("window.new.accept"))
        if wanted and choice.chosen:
            self.documents.create_from(path, choice.chosen)

    def search(self) -> None:
        """Opens the palette and does what was picked."""
        palette = Palette([command for command, _ in self._commands()], self)
        middle = self._top.mapToGlobal(self._top.rect().bottomLeft())
        palette.move(middle.x() + (self.width() - palette.width()) // 2, middle.y() + 8)
        palette.exec()
        palette.deleteLater()
        if palette.chosen:
            palette.chosen.run()

    def undo(self) -> None:
        """Takes the last step back; of a large project beside the window."""
        if self.documents.session and self.workspace:
            if self.workspace.is_undone_beside:
                self._step(self.workspace.undoing())
            else:
                self.documents.session.undo()

    def redo(self) -> None:
        """Makes the step last taken back again; of a large project beside the window."""
        if self.documents.session and self.workspace:
            if self.workspace.is_redone_beside:
                self._step(self.workspace.redoing())
            else:
                self.documents.session.redo()

    def _step(self, work: Work) -> None:
        self.tasks.step(text("window.stepping"), work, self.dialogs.show_error)

    def choose_call(self) -> None:
        """Asks which call a new project is for, and begins it."""
        choice = CallChoice()
        wanted = self.dialogs.fill_in(text("window.new.title"), choice, text("window.new.accept"))
        if wanted and choice.chosen:
            self.documents.create(choice.chosen)

    def begin_like(self) -> None:
        """Asks for an earlier project, and begins one after it."""
        path = self.dialogs.choose_open(text("window.like.open"), text("window.pattern"))
        form = LikeForm()
        title, accept = text("window.like.title"), text("window.new.accept")
        while path and self.dialogs.fill_in(title, form, accept):
            if self.documents.create_like(path, form.chosen):
                return

    def choose_theme(self, choice: theme.Choice) -> None:
        """Light, dark, or as the system is; remembered."""
        self._settings.theme = choice
        theme.choose(choice)
        self._dress_anew()

    def _connect(self) -> None:
        self.documents.unfinished = lambda: self.workspace.unfinished if self.workspace else ""
        self.documents.changed.connect(self._show_document)
        self.documents.saved.connect(self._note_saved)
        self._top.undo.connect(self.undo)
        self._top.redo.connect(self.redo)
        self._top.search.connect(self.search)
        self.tasks.started.connect(lambda doing: self.statusBar().showMessage(doing))
        self.tasks.ended.connect(self.statusBar().clearMessage)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress_anew)

    def _show_document(self) -> None:
        """Makes the pages of the document that is open now, or shows the start page."""
        session = self.documents.session
        self.workspace = Workspace(session, self.documents.today) if session else None
        self._heading = HeadingPresenter(self.workspace) if self.workspace else None
        self._make_view()

    def _make_view(self) -> None:
        page = self.view.key if self.view else ""
        if self.view:
            self._stack.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None
        if self.workspace:
            self.view = DocumentView(Desk(self.workspace, self.tasks, self.dialogs))
            self.view.moved.connect(self._show_chosen)
            self.view.show_page(page or next(iter(self.view.pages), ""))
            self.workspace.listen(self._refresh)
            self._stack.addWidget(self.view)
        else:
            self._start.refresh()
        self._stack.setCurrentWidget(self.view or self._start)
        self._menus.fill(list(self._commands()))
        self._refresh()

    def _refresh(self) -> None:
        if self.view:
            self.view.refresh()
        self._show_around()

    def _show_around(self) -> None:
        heading = self._heading
        self._top.show_heading(heading)
        self._show_chosen()
        if heading is None:
            self.setWindowTitle(text("window.name"))
            self.setWindowModified(False)
            self._share.show_words("", "", Tone.QUIET)
            return
        session = self.documents.session
        self.setWindowTitle(f"[*]{heading.title} - {text('window.name')}")
        self.setWindowModified(session is not None and session.is_unsaved)
        self._share.show_words(*heading.cofinancing)
        self._menus.rename("edit.undo", heading.undo)
        self._menus.rename("edit.redo", heading.redo)

    def _show_chosen(self) -> None:
        self._chosen.setText(chosen(*self.view.chosen_sum()) if self.view else "")

    def _note_saved(self) -> None:
        if self._heading:
            self._heading.saved_at = datetime.now().astimezone()
        self._show_around()

    def _dress_anew(self) -> None:
        """Draws everything in the other colours; icons are made in theirs, so the pages are too."""
        app = QApplication.instance()
        if self._colours == theme.current() or not isinstance(app, QApplication):
            return
        self._colours = theme.current()
        theme.dress(app)
        self.tasks.finish()
        if self.workspace:
            self.workspace.forget_listeners()
        self._start.refresh()
        self._top.dress()
        self._make_view()

    def _commands(self) -> Iterator[tuple[Command, QWidget]]:
        for command in window_commands.of(self):
            yield command, self
        if self.view:
            yield from self.view.commands()

    def _lay_out(self) -> None:
        self.setMinimumSize(_SMALLEST)
        self.resize(_FIRST)
        self.restoreGeometry(self._settings.geometry)
        self.setAcceptDrops(True)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self._stack.setObjectName("middle")
        self._stack.addWidget(self._start)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._chosen)
        self.statusBar().addPermanentWidget(Progress(self.tasks))
        self.statusBar().addPermanentWidget(self._share)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.documents.session and self.documents.session.is_busy:
            self.dialogs.show_error(BudgetDeskError("session.busy"))
            event.ignore()
            return
        self.tasks.cancel()
        self.tasks.finish()
        self._settings.geometry = self.saveGeometry()
        if self.documents.close():
            event.accept()
        else:
            event.ignore()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()
            self._show_drop(is_over=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(is_over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drop(is_over=False)
        file = _dropped(event)
        if file:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.take_file(file))  # the drag must end first

    def take_file(self, file: Path) -> None:
        """Opens a document, or hands another file to the page that can read it.

        A workbook that is a form is filled in, when that is wanted; with no document open it
        becomes one.
        """
        if file.suffix == SUFFIX:
            self.documents.open(file)
        elif is_form(file):
            self._take_form(file)
        elif self.view is None or not self.view.take_file(file):
            self.dialogs.tell(text("window.drop.nowhere", path=file))

    def _take_form(self, file: Path) -> None:
        view = self.view
        if view is None:
            self._take_filled(file)
            return
        answers = (text("form.which_fill"), text("form.which_import"))
        answer = self.dialogs.choose(text("form.which", file=file.name), *answers)
        if answer == 0:
            view.show_form(file)
        elif answer == 1:
            view.take_file(file)

    def _show_drop(self, *, is_over: bool) -> None:
        """Marks where a file can be let go."""
        self._stack.setProperty("drop", is_over)
        self._stack.style().polish(self._stack)
        self.statusBar().showMessage(text("window.drop.here") if is_over else "")


def _dropped(event: QDropEvent) -> Path | None:
    """The file that hangs in the air, when it is one and lies on this machine."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
