"""Vouchers, choices, proposals and the way to the audit, worked in the page as a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import DayKind
from budgetdesk.domain.value import PostingId
from budgetdesk.writers.account_pdf import account_pdf
from tests.opened import with_ledger
from tests.ui.desks import Answers, on_desk, wait_for
from tests.writers.papers import a_paper
from ui.desk import Desk as Around
from ui.ledger.proposals_form import ProposalsForm
from ui.ledger.rule_form import RuleFormView
from ui.ledger.split_form import SplitForm
from ui.ledger.vouchers_form import VouchersForm
from ui.pages.ledger import LedgerPage
from ui.widgets.fields import Remark

TAXI = PostingId("1-4")


class Desk:
    """The page with four postings, and who answers its boxes."""

    def __init__(self, page: LedgerPage, around: Around, answers: Answers) -> None:
        self.page, self.workspace, self.answers = page, around.workspace, answers
        self._around = around

    def choose(self, row: int) -> None:
        self.page.postings.grid.setFocus()
        self.page.postings.grid.selectRow(row)

    def run(self, key: str) -> None:
        (command,) = (each for each in self.page.commands() if each.key == key)
        assert command.is_enabled()
        command.run()
        wait_for(self._around)

    @property
    def files(self) -> list[tuple[str, bool]]:
        return [(each.name, each.is_linked) for each in self.workspace.project.ledger.vouchers]


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with on_desk(qtbot, LedgerPage, with_ledger()) as (page, around):
        assert isinstance(around.dialogs, Answers)
        yield Desk(page, around, around.dialogs)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "faktura.pdf"
    path.write_bytes(account_pdf(a_paper()))
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "kvittering.png"
    image = QImage(3000, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    assert image.save(str(path))
    return path


def press(button: QAbstractButton) -> None:
    """By keyboard, as all buttons are."""
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_voucher_is_attached_shown_and_taken_away(desk: Desk, pdf: Path, picture: Path) -> None:
    def look(form: QWidget) -> bool:
        assert isinstance(form, VouchersForm)
        form.setParent(desk.page, Qt.WindowType.Dialog)
        form.show()
        assert len(form.preview.pages) > 1
        desk.answers.file = picture
        press(form.link)
        form.grid.selectRow(1)
        (image,) = form.preview.pages
        assert 0 < image.pixmap().width() <= form.preview.width()
        form.grid.selectRow(0)
        press(form.remove)
        desk.answers.file = None
        press(form.attach)
        return False

    desk.choose(2)
    desk.answers.file = pdf
    desk.run("ledger.attach")
    assert desk.files == [("faktura.pdf", False)]
    desk.answers.fillers = [look]
    press(desk.page.postings.bar.files_button)
    assert desk.files == [("kvittering.png", True)]


def test_a_voucher_is_opened_in_another_program(
    desk: Desk, pdf: Path, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def answer(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return len(opened) < 3

    def look(form: QWidget) -> bool:
        assert isinstance(form, VouchersForm)
        desk.answers.file = picture
        press(form.link)
        for row in (0, 1, 0):
            form.grid.selectRow(row)
            press(form.open)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", answer)
    desk.choose(2)
    desk.answers.file = pdf
    desk.run("ledger.attach")
    content = pdf.rename(pdf.with_name("andet.pdf")).read_bytes()
    desk.answers.fillers = [look]
    desk.run("ledger.files")
    copy, linked, again = opened
    assert (copy.name, copy.read_bytes()) == ("faktura.pdf", content)
    modes = [path.stat().st_mode & 0o777 for path in (copy, copy.parent.parent)]
    assert modes == [0o400, 0o700]
    assert (linked, again) == (picture, copy)
    (told,) = desk.answers.told
    assert told.startswith("Systemet kan ikke åbne filen »")


def test_a_voucher_that_is_gone_is_told_and_the_form_goes_on(desk: Desk, pdf: Path) -> None:
    def look(form: QWidget) -> bool:
        assert isinstance(form, VouchersForm)
        press(form.open)
        form.setParent(desk.page, Qt.WindowType.Dialog)
        assert form.preview.pages == []
        codes = {each.code for each in desk.workspace.findings}
        assert "ledger.voucher_file_missing" in codes
        desk.answers.file = pdf
        press(form.attach)
        return False

    desk.choose(2)
    desk.answers.file = pdf
    desk.run("ledger.link")
    pdf.unlink()
    desk.answers.fillers = [look]
    desk.run("ledger.files")
    assert set(desk.answers.told) == {"importers.voucher_unreadable"}


def test_nothing_chosen_has_no_vouchers(desk: Desk, pdf: Path) -> None:
    desk.page.postings.show_files()
    desk.page.postings.attach()
    assert desk.page.take_file(pdf)  # tried as a ledger, which it is not
    desk.choose(2)
    assert desk.page.take_file(pdf)
    assert desk.files == [("faktura.pdf", False)]
    desk.answers.file = None
    desk.run("ledger.attach")
    desk.answers.file = pdf.parent / "findes ikke.pdf"
    desk.run("ledger.attach")
    assert "importers.voucher_unreadable" in desk.answers.told


def test_a_placing_is_made_a_rule_by_keyboard(desk: Desk) -> None:
    def agree(form: QWidget) -> bool:
        assert isinstance(form, RuleFormView)
        assert form.conditions["gl_from"].text() == "1010"
        assert form.target.currentText() == "2. Leje"
        assert form.preview.model().rowCount() == 2
        form.shares.setFocus()
        return True

    desk.choose(0)
    desk.page.postings.bar.target.setCurrentText("2. Leje")
    press(desk.page.postings.bar.place_button)
    hints = {each.accessibleName() for each in desk.page.postings.bar.findChildren(Remark)}
    assert any(hint.startswith("1 anden postering ligner.") for hint in hints)
    desk.answers.fillers = [agree]
    desk.run("ledger.always")
    assert [rule.target for rule in desk.workspace.project.ledger.rules] == ["2", "1", ""]
    assert not desk.workspace.project.ledger.placements


def test_a_split_in_percent_is_remembered(desk: Desk) -> None:
    def halve(form: QWidget) -> bool:
        assert isinstance(form, SplitForm)
        form.presenter.enter({(0, 0): "1. Løn", (0, 1): "50 %", (1, 0): "2. Leje"})
        QTest.keyClick(form.remember, Qt.Key.Key_Space)
        return True

    desk.choose(2)
    desk.answers.fillers = [halve]
    desk.run("ledger.split")
    assert len(desk.workspace.project.ledger.rules) == 3
    desk.workspace.session.undo()
    assert len(desk.workspace.project.ledger.rules) == 2


def test_rules_are_proposed_and_only_added_when_wanted(desk: Desk) -> None:
    def shown(form: QWidget) -> bool:
        assert isinstance(form, ProposalsForm)
        return bool(desk.answers.told)

    desk.answers.fillers = [shown, shown]
    desk.run("ledger.propose")
    assert desk.page.tabs.currentWidget() is desk.page.rules
    desk.answers.told.append("ja")
    press(desk.page.rules.propose_button)
    assert len(desk.workspace.project.ledger.rules) == 2  # no account of the chart is there


def test_choices_are_made_by_keyboard_and_follow_an_undo(desk: Desk) -> None:
    choices = desk.page.choices
    desk.page.tabs.setCurrentWidget(choices)
    choices.day.setFocus()
    QTest.keyClick(choices.day, Qt.Key.Key_Down)
    assert desk.workspace.project.ledger.choices.day is DayKind.POSTING
    press(choices.vat)
    assert desk.workspace.project.ledger.choices.bears_vat
    desk.workspace.session.undo()
    assert not choices.vat.isChecked()
    choices.people.setFocus()
    choices.people.model().setData(choices.people.model().index(0, 0), "Marie Prøve")
    assert desk.workspace.project.ledger.hidden_words == ("Marie Prøve",)


def test_the_folder_is_looked_through_beside_the_window(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.run("ledger.folder")
    qtbot.waitUntil(lambda: desk.answers.told == ["session.no_place"])
    desk.workspace.session.save_as(tmp_path / "p.budgetdesk")
    press(desk.page.choices.folder)
    qtbot.waitUntil(lambda: "0 andre projekter" in desk.page.choices.found.accessibleName())


def test_a_step_to_the_audit_leads_to_its_place(desk: Desk, qtbot: QtBot) -> None:
    readiness = desk.page.readiness
    desk.page.tabs.setCurrentWidget(readiness)
    readiness.grid.setFocus()
    rows = readiness.grid.model().rowCount()
    readiness.grid.selectRow(rows - 1)
    with qtbot.waitSignal(desk.page.wanted) as wanted:
        QTest.keyClick(readiness.grid, Qt.Key.Key_Return)
    assert wanted.args == [Subject(kind="posting", id=TAXI), "ledger"]


def test_the_journal_is_saved_as_pdf(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    press(desk.page.imports.pdf)
    desk.answers.file = tmp_path / "journal.pdf"
    desk.run("ledger.journal")
    assert desk.answers.file.read_bytes().startswith(b"%PDF-")
    desk.answers.file = tmp_path / "væk" / "journal.pdf"
    desk.run("ledger.journal")
    assert desk.answers.told == ["writers.no_folder"]
    press(desk.page.imports.remove)
    qtbot.waitUntil(lambda: not desk.page.imports.pdf.isEnabled())
    desk.page.imports.save_journal()
