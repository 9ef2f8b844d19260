"""What can be done from everywhere in the window: files, undo and redo, pages, findings, theme."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

import budgetdesk
from budgetdesk.presenters.call_rules import manual_page
from budgetdesk.text import text
from ui.commands import Command
from ui.dialogs import Dialogs
from ui.document_view import DocumentView
from ui.documents import Documents
from ui.theme import Choice


class Window(Protocol):
    """What the commands need of the window."""

    dialogs: Dialogs
    documents: Documents
    view: DocumentView | None

    def choose_call(self) -> None:
        """Asks which call a new project is for, and begins it."""

    def begin_like(self) -> None:
        """Asks for an earlier project, and begins one after it."""

    def choose_document(self) -> None:
        """Asks for a document and opens it."""

    def choose_form(self) -> None:
        """Asks for a funder's form to fill in."""

    def choose_filled(self) -> None:
        """Asks for a filled-in form to make a project of."""

    def save_own_form(self) -> None:
        """Writes the form of our own for the project's call."""

    def undo(self) -> None:
        """Takes the last step back."""

    def redo(self) -> None:
        """Makes the step last taken back again."""

    def search(self) -> None:
        """Opens the palette."""

    def choose_theme(self, choice: Choice) -> None:
        """Light, dark, or as the system is."""

    def close(self) -> bool:
        """Closes the window, unless the person changes their mind."""


def of(window: Window) -> Iterator[Command]:
    """The window's own commands, in the order of its menus."""
    yield from _files(window)
    yield from _steps(window)
    yield from _views(window)
    yield Command(key="help.rules", menu="help", run=lambda: _read_about_rules(window))
    yield Command(key="help.about", menu="help", run=lambda: _about(window))


def _files(window: Window) -> Iterator[Command]:
    documents = window.documents

    def is_open() -> bool:
        return documents.session is not None

    yield Command(
        key="file.new", menu="file", shortcut="Ctrl+N", icon="new", run=window.choose_call
    )
    yield Command(key="file.like", menu="file", icon="new", run=window.begin_like)
    yield Command(
        key="file.open", menu="file", shortcut="Ctrl+O", icon="open", run=window.choose_document
    )
    yield Command(key="file.from_form", menu="file", icon="sheet", run=window.choose_filled)
    yield Command(key="file.sample", menu="file", icon="sample", run=documents.open_sample)
    for key, shortcut, icon, run in (
        ("file.save", "Ctrl+S", "save", documents.save),
        ("file.save_as", "Ctrl+Shift+S", "", documents.save_as),
        ("file.close", "Ctrl+W", "close", documents.close),
    ):
        yield Command(
            key=key, menu="file", shortcut=shortcut, icon=icon, run=_do(run), is_enabled=is_open
        )
    for key, shortcut, ask in (
        ("file.fill_form", "Ctrl+U", window.choose_form),
        ("file.own_form", "", window.save_own_form),
    ):
        yield Command(key=key, menu="file", shortcut=shortcut, run=ask, is_enabled=is_open)
    yield Command(key="file.quit", menu="file", shortcut="Ctrl+Q", run=_do(window.close))


def _steps(window: Window) -> Iterator[Command]:
    def can_undo() -> bool:
        session = window.documents.session
        return session is not None and session.undo_step is not None

    def can_redo() -> bool:
        session = window.documents.session
        return session is not None and session.redo_step is not None

    for key, shortcut, run, can in (
        ("undo", "Ctrl+Z", window.undo, can_undo),
        ("redo", "Ctrl+Y", window.redo, can_redo),
    ):
        yield Command(
            key=f"edit.{key}", menu="edit", shortcut=shortcut, icon=key, run=run, is_enabled=can
        )


def _views(window: Window) -> Iterator[Command]:
    yield Command(
        key="view.palette", menu="view", shortcut="Ctrl+K", icon="search", run=window.search
    )
    if window.view:
        yield from _pages(window.view)
    for choice in Choice:
        yield Command(
            key=f"view.theme_{choice.value}",
            menu="view",
            run=partial(window.choose_theme, choice),
        )


def _pages(view: DocumentView) -> Iterator[Command]:
    for number, key in enumerate(view.pages, start=1):
        yield Command(
            key=f"view.{key}",
            menu="view",
            shortcut=f"Ctrl+{number}",
            icon=key,
            run=partial(view.show_page, key),
        )
    for key, shortcut, run in (
        ("next_finding", "F8", partial(view.next_finding, 1)),
        ("previous_finding", "Shift+F8", partial(view.next_finding, -1)),
        ("follow_fix", "F9", view.follow_fix),
        ("waive_finding", "Shift+F9", view.waive_finding),
        ("findings", "F7", view.fold_findings),
    ):
        yield Command(key=f"view.{key}", menu="view", shortcut=shortcut, run=run)


def _about(window: Window) -> None:
    window.dialogs.tell(text("window.about", version=budgetdesk.__version__))


def _read_about_rules(window: Window) -> None:
    window.dialogs.read(text("commands.help.rules"), manual_page())


def _do(asks: Callable[[], bool]) -> Callable[[], None]:
    """A command is not interested in whether the person changed their mind."""

    def run() -> None:
        asks()

    return run
