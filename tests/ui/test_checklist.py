"""The documents of an application ticked on the project page, by keyboard and by command line."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.domain.rules import ApplicantRule, DocumentsRule
from budgetdesk.presenters.checklist import SUBJECT
from budgetdesk.session import Session
from tests.builders import A_SOURCE
from tests.checks.asked import the_project, the_rules
from tests.ui.desks import on_desk
from tests.ui.windows import CONTROL, in_focus, page, press, write
from ui.main_window import MainWindow
from ui.pages.project import ProjectPage


def applying(*ready: str, **fields: Any) -> Project:
    rules = the_rules(documents=DocumentsRule(source=A_SOURCE, names=("Skema", "Aftale")))
    return the_project(rules=rules, checklist=ready, **fields)


def test_a_document_is_ticked_where_its_finding_leads_and_unticked_again(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Bilag.budgetdesk"
    project = applying("Skema")
    Session.create(path, project, "Kim").close()
    window.documents.open(path)
    assert window.workspace
    press(Qt.Key.Key_F8)
    qtbot.wait(1)
    box = in_focus()
    assert page(window) == "project"
    assert isinstance(box, QCheckBox)
    assert box.text() == "Aftale"
    press(Qt.Key.Key_Space)
    assert list(window.workspace.project.checklist) == ["Skema", "Aftale"]
    assert "applying.documents" not in [each.code for each in window.workspace.findings]
    press(Qt.Key.Key_Space)
    assert list(window.workspace.project.checklist) == ["Skema"]
    press(Qt.Key.Key_Z, CONTROL)
    press(Qt.Key.Key_Z, CONTROL)
    assert window.workspace.project == project


def test_what_the_call_no_longer_names_stays_ticked_and_nothing_is_shown_of_nothing(
    qtbot: QtBot,
) -> None:
    with on_desk(qtbot, ProjectPage, applying("Skema", "Gammelt bilag", "Aftale")) as (shown, _):
        boxes = {each.text(): each.isChecked() for each in shown.findChildren(QCheckBox)}
        assert boxes == {"Skema": True, "Aftale": True, "Gammelt bilag": True}
        shown.show_subject(SUBJECT)  # nothing is left to lead to
    with on_desk(qtbot, ProjectPage, the_project()) as (shown, desk):
        assert shown.findChildren(QCheckBox) == []
        desk.workspace.run("project.ready", lambda _: applying("Skema"))
        assert len(shown.findChildren(QCheckBox)) == 2


def test_the_members_a_call_asks_for_are_told_where_their_finding_leads(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Forening.budgetdesk"
    rule = ApplicantRule(
        source=A_SOURCE, kinds=(RecipientKind.ASSOCIATION,), least_members=25, closed=True
    )
    recipient = Recipient(name="Foreningen", kind=RecipientKind.ASSOCIATION)
    project = the_project(rules=the_rules(applicants=rule), recipient=recipient)
    Session.create(path, project, "Kim").close()
    window.documents.open(path)
    assert window.workspace
    press(Qt.Key.Key_F8)
    qtbot.wait(1)
    assert in_focus().accessibleName() == "Antal medlemmer"
    write("30")
    press(Qt.Key.Key_Tab)
    assert window.workspace.project.recipient.members == 30
