"""Steps that take long are made beside the window, which goes on and can end them."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from budgetdesk import sample
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.imports import ImportsPresenter
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from tests.builders import a_batch, a_posting
from tests.ui.windows import CONTROL, person, press
from ui.ledger.import_preview import ImportPreviewView
from ui.main_window import MainWindow
from ui.pages.ledger import LedgerPage
from ui.progress import Progress

MANY = 21_000


class Slow:
    """An operation that does not end before it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = Event(), Event()

    def __call__(self, project: Project) -> Project:
        self.begun.set()
        assert self.let_go.wait(10)
        return replace(project, title="Langsom")


@pytest.fixture
def slow(opened: MainWindow, qtbot: QtBot) -> Slow:
    """Under way in the opened window."""
    made = Slow()
    assert opened.workspace
    opened.tasks.step("", opened.workspace.running("create", made), opened.dialogs.show_error)
    qtbot.waitUntil(made.begun.is_set)
    return made


def project_of(window: MainWindow) -> Project:
    assert window.workspace
    return window.workspace.project


def test_while_a_step_is_made_nothing_else_is_written(
    opened: MainWindow, slow: Slow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert opened.workspace
    session = opened.workspace.session
    writing: list[Callable[[], Any]] = [
        lambda: session.run("a.step", lambda project: replace(project, title="Hurtig")),
        session.undo,
        session.redo,
        session.save,
        lambda: session.save_as(tmp_path / "andet.budgetdesk"),
        lambda: session.keep(b"bilag"),
    ]
    for write in writing:
        with pytest.raises(BudgetDeskError) as refused:
            write()
        assert refused.value.code == "session.busy"
    assert project_of(opened).title != "Langsom"
    slow.let_go.set()
    qtbot.waitUntil(lambda: project_of(opened).title == "Langsom")
    assert not session.is_busy
    session.undo()
    assert project_of(opened).title != "Langsom"


def test_the_document_stays_until_the_step_is_made(
    opened: MainWindow, slow: Slow, qtbot: QtBot, document: Path
) -> None:
    asked = person(opened).told
    assert not opened.close()
    assert asked.pop().startswith("session.busy")
    opened.documents.open(document.with_name("andet.budgetdesk"))
    assert asked.pop().startswith("session.busy")
    assert opened.isVisible()
    slow.let_go.set()
    qtbot.waitUntil(lambda: project_of(opened).title == "Langsom")


def test_a_window_that_waits_for_its_jobs_answers_them(opened: MainWindow, slow: Slow) -> None:
    assert opened.workspace
    work = opened.workspace.undoing()  # waits for the turn of the first
    opened.tasks.step("", work, opened.dialogs.show_error)
    slow.let_go.set()
    opened.tasks.finish()
    assert project_of(opened).title != "Langsom"
    assert opened.workspace.session.redo_step


def test_a_step_that_is_ended_leaves_nothing(opened: MainWindow, slow: Slow, qtbot: QtBot) -> None:
    before = project_of(opened)
    progress = opened.findChild(Progress)
    assert progress
    opened.tasks.progressed.emit(0, 0)  # as the work would say
    qtbot.waitUntil(progress.isVisible)
    assert progress.bar.maximum() == 0
    QTest.mouseClick(progress.cancel, Qt.MouseButton.LeftButton)
    assert progress.cancel.text() == "Afbryder …"
    slow.let_go.set()
    qtbot.waitUntil(lambda: not progress.isVisible())
    assert opened.workspace
    session = opened.workspace.session
    assert (project_of(opened), session.undo_step, session.is_busy) == (before, None, False)
    assert session.audit().fault is None


@pytest.fixture
def large(window: MainWindow, tmp_path: Path) -> MainWindow:
    """With a document of many postings open."""
    batch = a_batch(*(a_posting(row) for row in range(MANY)))
    project = sample.project()
    project = replace(project, ledger=replace(project.ledger, batches=(batch,)))
    Session.create(tmp_path / "Stort.budgetdesk", project, "Kim").close()
    window.documents.open(tmp_path / "Stort.budgetdesk")
    return window


def test_steps_of_a_large_project_are_taken_back_beside(large: MainWindow, qtbot: QtBot) -> None:
    assert large.workspace
    work = ImportsPresenter(large.workspace).removing()
    assert work
    large.tasks.step("", work, large.dialogs.show_error)
    qtbot.waitUntil(lambda: project_of(large).ledger.batches == ())
    press(Qt.Key.Key_Z, CONTROL)
    assert project_of(large).ledger.batches == ()
    qtbot.waitUntil(lambda: len(project_of(large).ledger.batches) == 1)
    press(Qt.Key.Key_Y, CONTROL)
    assert len(project_of(large).ledger.batches) == 1
    qtbot.waitUntil(lambda: project_of(large).ledger.batches == ())


def test_what_was_worked_out_beside_is_what_the_pages_show(large: MainWindow) -> None:
    assert large.workspace
    work = ImportsPresenter(large.workspace).removing()
    assert work
    finish = work(lambda _done, _whole: None)
    finish()
    assert {"all", "counts"} <= vars(large.workspace.parts).keys()
    fresh = Workspace(large.workspace.session, large.documents.today)
    assert large.workspace.findings == fresh.findings
    assert large.workspace.account == fresh.account


def test_an_import_that_is_ended_while_it_is_stored_keeps_its_preview(
    opened: MainWindow, qtbot: QtBot
) -> None:
    assert opened.view
    page = opened.view.pages["ledger"]
    assert isinstance(page, LedgerPage)
    opened.view.show_page("ledger")
    page.read(sample.ledger_file())
    qtbot.waitUntil(lambda: page.findChild(ImportPreviewView) is not None)
    view = page.findChild(ImportPreviewView)
    assert isinstance(view, ImportPreviewView)
    view.accept.click()
    assert not view.isEnabled()
    opened.tasks.cancel()
    qtbot.waitUntil(view.isEnabled)
    assert project_of(opened).ledger.batches == ()
    assert view.accept.isEnabled()
    view.accept.click()
    qtbot.waitUntil(lambda: page.findChild(ImportPreviewView) is None)
    assert len(project_of(opened).ledger.batches) == 1
