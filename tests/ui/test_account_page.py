"""The account page, worked on as a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, SignoffRule
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from tests.builders import A_SOURCE, kr
from tests.opened import with_ledger
from tests.ui.desks import Answers, on_desk, wait_for
from ui.desk import Desk
from ui.pages.account import AccountPage

PREVIEW = 10_000
"""Milliseconds a preview may take on a busy machine."""


def at_the_limit() -> Project:
    """The grant is exactly the amount that "over" and "under" leave out."""
    project = with_ledger()
    limit = project.budget.funded_by(FundingSource.GRANT)
    rule = SignoffRule(
        source=A_SOURCE,
        classes=(
            SignoffClass(kind=SignoffKind.MANAGEMENT, below=limit),
            SignoffClass(kind=SignoffKind.AUDITOR, above=limit),
        ),
        basis=SignoffBasis.COMMITMENT,
    )
    return replace(project, call=replace(project.call, rules=CallRules(signoff=rule)))


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[tuple[AccountPage, Desk]]:
    with on_desk(qtbot, AccountPage, at_the_limit()) as made:
        yield made


def answers(desk: Desk) -> Answers:
    assert isinstance(desk.dialogs, Answers)
    return desk.dialogs


def test_an_explanation_is_typed_in_the_line(made: tuple[AccountPage, Desk], qtbot: QtBot) -> None:
    page, desk = made
    page.lines.grid.show_place((0, 6))
    QTest.keyClicks(page.lines.grid, "F")
    editor = page.lines.grid.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "erie")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.workspace.project.explanations == {"1": "Ferie"})
    assert page.lines.grid.currentIndex().row() == 1


def test_choosing_a_line_shows_its_postings(made: tuple[AccountPage, Desk]) -> None:
    page, _ = made
    page.lines.grid.show_place((0, 2))
    assert page.lines.postings.model().rowCount() == 1
    assert page.chosen_sum() == (1, kr(1000))
    page.lines.grid.show_place((1, 2))
    assert page.lines.postings.model().rowCount() == 0


def test_the_question_at_the_limit_is_answered(made: tuple[AccountPage, Desk]) -> None:
    page, desk = made
    assert page.show_subject(Subject(kind="account", field="signoff"))
    box = page.settlement.signoff
    assert page.tabs.currentWidget() is page.settlement
    QTest.keyClicks(box.answer, "Ledelse")
    QTest.keyClicks(box.reason, "Svar fra styrelsen")
    box.by.setText("Lis Eksempel")
    QTest.keyClick(box.decide, Qt.Key.Key_Space)
    (decision,) = desk.workspace.project.decisions
    assert (decision.answer, decision.by) == ("management", "Lis Eksempel")
    assert not box.answer.isVisible()
    QTest.mouseClick(box.again, Qt.MouseButton.LeftButton)
    assert box.answer.isVisible()


def test_a_finding_leads_to_what_it_is_about(made: tuple[AccountPage, Desk]) -> None:
    page, _ = made
    assert page.show_subject(Subject(kind="account", field="settlement"))
    assert page.show_subject(Subject(kind="account", field="due"))
    assert page.show_subject(Subject(kind="line", id="2", field="explanation"))
    assert page.tabs.currentWidget() is page.lines
    assert page.lines.grid.currentIndex().row() == 1
    assert not page.show_subject(Subject(kind="batch", id="1"))


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_the_account_is_saved_where_the_person_says(
    made: tuple[AccountPage, Desk], qtbot: QtBot, tmp_path: Path, form: str, start: bytes
) -> None:
    page, desk = made
    page.save(form)
    answers(desk).file = tmp_path / "regnskab"
    QTest.mouseClick({"pdf": page.pdf, "xlsx": page.xlsx}[form], Qt.MouseButton.LeftButton)
    file = tmp_path / f"regnskab.{form}"
    qtbot.waitUntil(file.exists, timeout=PREVIEW)
    assert file.read_bytes().startswith(start)


def test_a_file_nobody_was_asked_about_is_not_replaced_without_a_word(
    made: tuple[AccountPage, Desk], tmp_path: Path
) -> None:
    page, desk = made
    (tmp_path / "regnskab.pdf").write_bytes(b"andet")
    answers(desk).file, answers(desk).says_yes = tmp_path / "regnskab", False
    page.save("pdf")
    desk.tasks.finish()
    assert (tmp_path / "regnskab.pdf").read_bytes() == b"andet"
    assert answers(desk).told == ["»regnskab.pdf« findes allerede. Skal filen erstattes?"]


def test_a_file_that_cannot_be_written_is_explained(
    made: tuple[AccountPage, Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    page, desk = made
    answers(desk).file = tmp_path / "ingen mappe" / "regnskab.pdf"
    page.save("pdf")
    qtbot.waitUntil(lambda: answers(desk).told == ["writers.no_folder"], timeout=PREVIEW)


def test_the_preview_shows_the_pages_and_follows_what_is_done(
    made: tuple[AccountPage, Desk], qtbot: QtBot
) -> None:
    page, desk = made
    page.show_preview()
    qtbot.waitUntil(lambda: page.preview.page_count > 3, timeout=PREVIEW)
    shown: list[str] = []
    desk.tasks.started.connect(shown.append)
    page.show_preview()
    assert shown == []
    desk.workspace.run("account.explain", lambda p: replace(p, title="Andet"), line="")
    assert len(shown) == 1


def test_a_preview_is_made_when_somebody_comes_to_look(
    made: tuple[AccountPage, Desk], qtbot: QtBot
) -> None:
    page, desk = made
    page.hide()
    page.show_preview()
    desk.tasks.finish()
    assert page.preview.page_count == 0
    page.show()
    qtbot.waitUntil(lambda: page.preview.page_count > 3, timeout=PREVIEW)


def test_without_a_period_the_page_says_what_to_do(qtbot: QtBot) -> None:
    with on_desk(qtbot, AccountPage, with_ledger(period=None)) as (page, _):
        assert not page.pdf.isEnabled()
        assert not any(command.is_enabled() for command in page.commands())
        assert [command.key for command in page.commands()] == [
            "account.preview",
            "account.pdf",
            "account.xlsx",
            "account.json",
            "account.take",
            "account.take_back",
        ]


def test_a_file_that_could_not_be_written_is_tried_again_or_saved_elsewhere(
    made: tuple[AccountPage, Desk], tmp_path: Path
) -> None:
    page, desk = made
    said = answers(desk)
    folder, again = tmp_path / "væk", iter((0, 1))
    said.file = folder / "a.json"

    def go_on(_: object) -> int:
        """First the folder is made and it is tried again; then it is gone and another is chosen."""
        answer = next(again)
        if answer == 0:
            folder.mkdir()
            (folder / "a.json").mkdir()
        else:
            said.file = tmp_path / "b"
        return answer

    said.ask_again = go_on  # type: ignore[assignment,method-assign]
    page.save("json")
    for _ in range(3):
        wait_for(desk)
    assert '"budgetdesk.project"' in (tmp_path / "b.json").read_text(encoding="utf-8")
    assert desk.workspace.session.audit().events[-1].facts["file"] == "b.json"


def test_a_file_given_up_leaves_nothing(made: tuple[AccountPage, Desk], tmp_path: Path) -> None:
    page, desk = made
    answers(desk).file = tmp_path / "væk" / "a.pdf"
    page.save("pdf")
    wait_for(desk)
    assert answers(desk).told == ["writers.no_folder"]
    assert list(tmp_path.iterdir()) == []
