"""A funder's form in the window: picked or dropped, corrected, filled in and proved, by keys."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.templates.books import filled, form, sheet_of, values
from tests.ui.windows import CONTROL, choose, open_title, person, press
from ui.call_choice import CallChoice
from ui.form.proof import ProofView
from ui.form.proposal import ProposalView
from ui.main_window import MainWindow

LONG = 20_000


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetdesk.templates.office.office", lambda: None)


def proposal(qtbot: QtBot, window: MainWindow) -> ProposalView:
    """The form once it has been read."""
    assert window.view
    view = window.view.findChild(ProposalView)
    assert isinstance(view, ProposalView)
    qtbot.waitUntil(view.accept.isEnabled, timeout=LONG)
    return view


def proof(qtbot: QtBot, window: MainWindow) -> ProofView:
    def there() -> bool:
        return window.view is not None and window.view.findChild(ProofView) is not None

    qtbot.waitUntil(there, timeout=LONG)
    assert window.view
    view = window.view.findChild(ProofView)
    assert isinstance(view, ProofView)
    return view


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    path = tmp_path / "nyt skema.xlsx"
    rows: list[list[Any]] = [["Emneområder", "2019", "2020"], ["Løn"], ["Revision"], ["I alt"]]
    path.write_bytes(sheet_of(*rows))
    return path


def test_a_form_is_filled_in_to_a_file_of_its_own_by_keys(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(opened).file = form("star_budget_regnskab")
    before = form("star_budget_regnskab").read_bytes()
    press(Qt.Key.Key_U, CONTROL)
    view = proposal(qtbot, opened)
    assert view.targets.hasFocus()
    person(opened).file = tmp_path / "udfyldt"
    view.accept.setFocus()
    press(Qt.Key.Key_Space)
    shown = proof(qtbot, opened)
    assert person(opened).suggested == "star_budget_regnskab udfyldt.xlsx"
    assert values((tmp_path / "udfyldt.xlsx").read_bytes())[("Budget", "I59")] == 812_500
    assert form("star_budget_regnskab").read_bytes() == before
    asked: list[QUrl] = []

    def answer(url: QUrl) -> bool:
        asked.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", answer)
    qtbot.waitUntil(shown.open.hasFocus)
    press(Qt.Key.Key_Space)
    assert asked[0].toLocalFile() == str(tmp_path / "udfyldt.xlsx")
    assert "kunne ikke åbnes" in person(opened).told[-1]
    shown.leave.setFocus()
    press(Qt.Key.Key_Space)
    assert opened.view
    assert opened.view.key == "project"


def test_a_meaning_is_corrected_and_the_cell_is_shown_beside_it(
    opened: MainWindow, qtbot: QtBot, unknown: Path, tmp_path: Path
) -> None:
    person(opened).choices = [0]
    opened.take_file(unknown)
    assert opened.view
    view = opened.view.findChild(ProposalView)
    assert isinstance(view, ProposalView)
    qtbot.waitUntil(lambda: view.targets.model().rowCount() > 0, timeout=LONG)
    view.targets.show_place((0, 1))
    assert view.picture.currentIndex().row() == 0
    view.targets.model().setData(view.targets.currentIndex(), "Udgiftspost")
    qtbot.waitUntil(lambda: "usikre" not in words_of(view), timeout=LONG)
    person(opened).file = tmp_path / "ud.xlsx"
    QTest.mouseClick(view.accept, Qt.MouseButton.LeftButton)
    proof(qtbot, opened)
    assert values((tmp_path / "ud.xlsx").read_bytes())[("Ark1", "C2")] > 0
    opened.view.show_form(unknown)
    again = proposal(qtbot, opened)
    assert "usikre" not in words_of(again)


def words_of(view: QWidget) -> str:
    return " ".join(each.accessibleName() for each in view.findChildren(QWidget))


def test_another_sheet_is_looked_at_and_the_form_is_let_be(
    opened: MainWindow, qtbot: QtBot
) -> None:
    assert opened.view
    opened.view.show_page("budget")
    opened.view.show_form(form("star_budget_regnskab"))
    view = proposal(qtbot, opened)
    last = view.sheets.count() - 1
    view.sheets.setCurrentIndex(last)
    assert view.sheets.currentIndex() == last
    person(opened).file = None
    view.fill()
    view.cancel.setFocus()
    press(Qt.Key.Key_Space)
    assert opened.view.key == "budget"


def test_a_file_that_would_be_replaced_unseen_is_asked_about(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert opened.view
    opened.view.show_form(form("numbered_rows"))
    view = proposal(qtbot, opened)
    (tmp_path / "ud.xlsx").write_bytes(b"mit")
    person(opened).file, person(opened).says_yes = tmp_path / "ud", False
    view.fill()
    assert "findes allerede" in person(opened).told[-1]
    assert (tmp_path / "ud.xlsx").read_bytes() == b"mit"


def test_a_file_that_is_no_form_is_told_so(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "brev.xlsx"
    path.write_bytes(sheet_of(["Kære alle"]))
    assert opened.view
    opened.view.show_form(path)
    qtbot.waitUntil(lambda: bool(person(opened).told), timeout=LONG)
    assert person(opened).told == ["templates.no_form"]
    assert opened.view.key == "project"


def test_a_form_that_is_dropped_may_still_be_a_ledger(
    opened: MainWindow, qtbot: QtBot, unknown: Path
) -> None:
    person(opened).choices = [None, 1]
    opened.take_file(unknown)
    assert opened.view
    assert opened.view.findChild(ProposalView) is None
    opened.take_file(unknown)
    qtbot.waitUntil(lambda: len(person(opened).told) > 2, timeout=LONG)
    assert opened.view.key == "ledger"


def test_a_project_is_made_of_a_filled_in_form_from_the_start_page(window: MainWindow) -> None:
    person(window).file = filled("star_budget_regnskab")
    choose(window, "Fra et udfyldt skema …")
    assert window.workspace
    assert window.workspace.project.call.id == "C01"
    assert open_title(window)
    assert "uden for projektperioden" in person(window).told[-1]
    assert window.windowTitle().startswith("[*]")


def test_a_form_that_does_not_name_its_call_asks_for_it(window: MainWindow) -> None:
    def second(asked: QWidget) -> bool:
        assert isinstance(asked, CallChoice)
        return True

    person(window).fillers = [lambda _: False, second]
    window.take_file(filled("star_four_lines"))
    assert open_title(window) == ""
    window.take_file(filled("star_four_lines"))
    assert window.workspace
    assert window.workspace.project.versions


def test_a_file_that_cannot_be_read_makes_no_project(window: MainWindow, tmp_path: Path) -> None:
    person(window).file = tmp_path / "findes ikke.xlsx"
    window.choose_filled()
    assert person(window).told == ["templates.unreadable"]
    person(window).file = None
    window.choose_filled()
    window.choose_form()
    window.save_own_form()
    assert window.workspace is None


def test_our_own_form_is_saved_for_the_projects_call(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    person(opened).file = None
    opened.save_own_form()
    person(opened).file = tmp_path / "eget.xlsx"
    opened.save_own_form()
    qtbot.waitUntil((tmp_path / "eget.xlsx").exists, timeout=LONG)
    assert person(opened).suggested.startswith("Budget- og regnskabsskema")
