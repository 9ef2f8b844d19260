"""The tabs Forsegling and Revision, worked by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk import sample
from budgetdesk.domain.finding import Subject
from budgetdesk.verify import verify
from tests.importers.test_signed_pdf import signed
from tests.packages.sealed import finished
from tests.ui.desks import Answers, on_desk, wait_for
from ui.account.review import SampleForm
from ui.desk import Desk
from ui.document_view import DocumentView
from ui.pages.account import AccountPage


@pytest.fixture
def made(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[AccountPage, Desk]]:
    with on_desk(qtbot, AccountPage, finished()) as (page, desk):
        monkeypatch.setattr(desk.workspace, "_today", lambda: sample.DAY)
        desk.workspace.look_at_files()
        desk.workspace.session.save_as(tmp_path / "d.budgetdesk")
        yield page, desk


def answers(desk: Desk) -> Answers:
    assert isinstance(desk.dialogs, Answers)
    return desk.dialogs


def is_sealed(desk: Desk) -> bool:
    return desk.workspace.project.seal is not None


def push(button: QPushButton) -> None:
    assert button.isEnabled(), button.text()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_the_account_is_sealed_signed_and_opened_again(
    made: tuple[AccountPage, Desk], tmp_path: Path
) -> None:
    page, desk = made
    view, said = page.sealing, answers(desk)
    page.tabs.setCurrentWidget(view)
    assert not view.attach.isEnabled()
    said.file = None
    push(view.seal)
    said.file = tmp_path / "pakke"
    push(view.seal)
    assert verify([tmp_path / "pakke"])[0].is_sound
    assert "ligger i »pakke«" in said.told[-1]
    assert not view.reservation.isEnabled()
    said.file = tmp_path / "u.pdf"
    said.file.write_bytes(signed())
    push(view.attach)
    assert "dækker hele dokumentet" in said.told[-1]
    said.file = None
    push(view.attach)
    said.fillers = [lambda _: False, _reason("Bilag 3 var glemt")]
    push(view.reopen)
    assert is_sealed(desk)
    push(view.reopen)
    assert not is_sealed(desk)


def test_a_package_is_written_again_as_it_was(
    made: tuple[AccountPage, Desk], tmp_path: Path
) -> None:
    page, desk = made
    view, said = page.sealing, answers(desk)
    page.tabs.setCurrentWidget(view)
    said.file = tmp_path / "pakke"
    push(view.seal)
    assert not view.again.isEnabled()
    view.grid.selectRow(0)
    said.file = None
    push(view.again)
    said.file = tmp_path / "igen"
    push(view.again)
    assert verify([tmp_path / "igen"])[0].is_sound
    assert page.show_subject(Subject(kind="account", field="year_ends"))


def _reason(words: str) -> Callable[[QWidget], bool]:
    def fill(form: QWidget) -> bool:
        [field] = form.findChildren(QLineEdit)
        QTest.keyClicks(field, words)
        return True

    return fill


def test_a_reservation_is_typed_where_the_account_is_sealed(
    made: tuple[AccountPage, Desk],
) -> None:
    page, desk = made
    page.tabs.setCurrentWidget(page.sealing)
    field = page.sealing.reservation
    field.setFocus()
    QTest.keyClicks(field, "Et bilag mangler")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.workspace.project.reservation == "Et bilag mangler"


def mistype(form: QWidget) -> bool:
    assert isinstance(form, SampleForm)
    form.method.setCurrentText("Alle fra et beløb")
    form.least.setText("mange")
    return True


def leave_out(form: QWidget) -> bool:
    assert isinstance(form, SampleForm)
    assert form.least.text() == "mange"
    form.least.clear()
    return True


def test_what_cannot_be_drawn_by_is_told_and_asked_again(made: tuple[AccountPage, Desk]) -> None:
    page, desk = made
    view, said = page.review, answers(desk)
    page.tabs.setCurrentWidget(view)
    said.fillers = [mistype, leave_out, lambda _: False]
    push(view.draw)
    assert view.presenter.own is None
    assert ("ikke et beløb" in said.told[0], said.told[1]) == (True, "sample.no_amount")


def test_a_sample_is_drawn_saved_and_read_in(
    made: tuple[AccountPage, Desk], tmp_path: Path
) -> None:
    page, desk = made
    view, said = page.review, answers(desk)
    page.tabs.setCurrentWidget(view)
    assert not view.save.isEnabled()

    def fill(form: QWidget) -> bool:
        assert isinstance(form, SampleForm)
        form.count.setValue(3)
        form.seed.setText("X")
        return True

    said.fillers = [lambda _: False, fill]
    push(view.draw)
    assert view.presenter.own is None
    push(view.draw)
    assert view.grid.model().rowCount() == 3
    said.file = None
    for button in (view.save, view.read):
        push(button)
    said.file = tmp_path / "g.revision"
    push(view.save)
    wait_for(desk)
    assert "g.revision" in view.findChildren(QLabel)[0].text()
    push(view.read)
    assert len(desk.workspace.project.reviews) == 1


def test_above_every_page_it_is_said_why_nothing_can_be_typed(
    qtbot: QtBot, made: tuple[AccountPage, Desk], tmp_path: Path
) -> None:
    page, desk = made
    view = DocumentView(desk)
    desk.workspace.listen(view.refresh)
    qtbot.addWidget(view)
    view.show()
    assert view.lock.isHidden()
    answers(desk).file = tmp_path / "pakke"
    push(page.sealing.seal)
    assert view.lock.isVisible()
    assert "kan ikke rettes" in view.lock.accessibleName()
    answers(desk).fillers = [_reason("Bilag 3 var glemt")]
    push(page.sealing.reopen)
    assert view.lock.isHidden()


def test_what_changed_is_told_from_a_moment_or_a_day_and_printed(
    made: tuple[AccountPage, Desk], tmp_path: Path
) -> None:
    page, desk = made
    view, said = page.since, answers(desk)
    desk.workspace.run("project.identify", lambda p: replace(p, title="Nyt navn"))
    page.tabs.setCurrentWidget(view)
    assert view.grid.model().rowCount() == 1
    said.file = tmp_path / "c.pdf"
    push(view.pdf)
    wait_for(desk)
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    desk.workspace.run("project.identify", lambda p: replace(p, title="Endnu et"))
    assert "Listen over ændringer gemt: c.pdf" in view.moments.itemText(0)
    view.moments.setFocus()
    QTest.keyClick(view.moments, Qt.Key.Key_Home)
    assert "Nyt navn, nu Endnu et" in view.grid.model().index(0, 2).data()
    QTest.keyClicks(view.day, "i går")
    QTest.keyClick(view.day, Qt.Key.Key_Return)
    assert "ikke en dato" in said.told[-1]
    view.day.clear()
    QTest.keyClicks(view.day, "01-01-2099")
    QTest.keyClick(view.day, Qt.Key.Key_Return)
    assert view.grid.model().rowCount() == 0
