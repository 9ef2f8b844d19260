"""The findings below every page: counted, led to, mended and filtered by keyboard."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk import finding_jobs, jobs
from budgetdesk.domain.budget import FundingForm, FundingLine, FundingSource
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import OwnStartRule
from budgetdesk.domain.value import FundingId
from budgetdesk.session import Session
from tests.builders import A_SOURCE, a_budget, a_line, kr
from tests.checks.asked import the_project, the_rules
from tests.storage.make_v1 import SEALED
from tests.ui.windows import (
    CONTROL,
    SHIFT,
    choose,
    in_focus,
    named,
    page,
    person,
    press,
    said,
    step,
    write,
)
from ui.account.question_box import QuestionBox
from ui.finding_details import WaiveForm
from ui.ledger.import_preview import ImportPreviewView
from ui.main_window import MainWindow
from ui.pages.ledger import LedgerPage
from ui.widgets.grid import GridView

NONE = Qt.KeyboardModifier.NoModifier


def a_plan_with_faults() -> Project:
    """Begins a day too early, a line without its note, half the own share that is demanded."""
    line = a_line("1", kr(100_000), label="Leje", item="rent", note="")
    budget = a_budget(line, grant=kr(90_000), own=kr(10_000))
    return the_project(budget, period=Period(start=date(2019, 11, 30), end=date(2020, 12, 31)))


@pytest.fixture
def faulty(window: MainWindow, tmp_path: Path) -> MainWindow:
    """With the faulty plan open."""
    path = tmp_path / "Fejl.budgetdesk"
    Session.create(path, a_plan_with_faults(), "Kim").close()
    window.documents.open(path)
    return window


def test_the_course_tells_screen_readers_how_a_step_stands(faulty: MainWindow) -> None:
    assert step(faulty, "Budget").accessibleName() == "Budget: 1 fejl"
    assert step(faulty, "Posteringer").accessibleName() == "Posteringer"


def test_f8_leads_from_finding_to_finding_with_the_focus_there(faulty: MainWindow) -> None:
    press(Qt.Key.Key_5, CONTROL)
    press(Qt.Key.Key_F8)
    assert page(faulty) == "funding"
    assert in_focus().accessibleName() == "Finansieringskilder"

    press(Qt.Key.Key_F8)
    assert page(faulty) == "project"
    assert in_focus().accessibleName() == "Projektet begynder"

    press(Qt.Key.Key_F8)
    assert page(faulty) == "budget"
    grid = in_focus()
    assert isinstance(grid, GridView)
    here = grid.currentIndex()
    heading = grid.model().headerData(here.column(), Qt.Orientation.Horizontal)
    assert (grid.accessibleName(), here.row(), heading) == ("Budgetposter", 0, "Note")

    press(Qt.Key.Key_F8, SHIFT)
    assert page(faulty) == "project"


def test_a_finding_that_is_mended_is_gone_and_the_step_in_order(
    faulty: MainWindow, qtbot: QtBot
) -> None:
    for _ in range(3):
        press(Qt.Key.Key_F8)
    write("Tre lokaler")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: step(faulty, "Budget").accessibleName() == "Budget: I orden")
    assert "2 fejl" in [each.text() for each in faulty.findChildren(QPushButton)]


def test_enter_in_the_list_of_findings_leads_to_the_place(faulty: MainWindow) -> None:
    findings = named(faulty, GridView, "Bemærkninger")
    findings.show_place((0, 0))
    assert any(words.startswith("Den egne medfinansiering er") for words in said(faulty))
    (more,) = (words for words in said(faulty) if "\nHvor: " in words)
    assert more == (
        "20 % af 100.000,00 kr. = 20.000,00 kr.; I har 10.000,00 kr.; mangler 10.000,00 kr."
        "\nHvor: siden Finansiering, linjen »Egen medfinansiering«."
    )
    assert "»...« (Opslaget, Krav)" in said(faulty)
    press(Qt.Key.Key_Return)
    assert page(faulty) == "funding"


def test_findings_are_filtered_by_severity_and_folded(faulty: MainWindow) -> None:
    findings = named(faulty, GridView, "Bemærkninger")
    before = findings.model().rowCount()
    (errors,) = (each for each in faulty.findChildren(QPushButton) if each.text() == "3 fejl")
    errors.setFocus()
    press(Qt.Key.Key_Space)
    assert findings.model().rowCount() == before - 3
    press(Qt.Key.Key_F7)
    assert not findings.isVisible()
    press(Qt.Key.Key_F7)
    assert findings.isVisible()


def test_f8_without_findings_does_nothing(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "I orden.budgetdesk"
    Session.create(path, the_project(), "Kim").close()
    window.documents.open(path)
    assert window.view
    for button in window.findChildren(QPushButton):
        if button.property("part") == "filter":
            button.setChecked(False)
    press(Qt.Key.Key_F8)
    assert page(window) == "project"


def test_the_status_bar_sums_what_is_chosen_and_tells_the_own_share(faulty: MainWindow) -> None:
    assert "Medfinansiering i budgettet 10,00 % (krav 20 %)" in said(faulty)
    press(Qt.Key.Key_3, CONTROL)
    grid = named(faulty, GridView, "Finansieringskilder")
    headings = [grid.model().headerData(c, Qt.Orientation.Horizontal) for c in range(6)]
    grid.show_place((0, headings.index("2020")))
    press(Qt.Key.Key_Down, SHIFT)
    assert "Markeret: 2 beløb, sum 100.000,00 kr." in said(faulty)
    press(Qt.Key.Key_1, CONTROL)
    assert not any(words.startswith("Markeret: ") for words in said(faulty))


def test_f9_follows_the_first_fix_and_undo_takes_it_back(faulty: MainWindow) -> None:
    assert faulty.workspace
    before = faulty.workspace.project
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F9)
    budget = faulty.workspace.project.budget
    assert budget.funded_by(FundingSource.OWN) == kr(20_000)
    assert budget.funded_by(FundingSource.GRANT) == kr(80_000)
    assert not any(words.startswith("Den egne medfinansiering er") for words in said(faulty))
    press(Qt.Key.Key_Z, CONTROL)
    assert faulty.workspace.project == before


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_1, NONE), (Qt.Key.Key_Return, CONTROL)])
def test_in_the_list_a_digit_or_control_enter_follows_a_fix(
    faulty: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    findings = named(faulty, GridView, "Bemærkninger")
    findings.show_place((1, 0))
    findings.setFocus()
    press(key, held)
    assert faulty.workspace
    assert faulty.workspace.project.period == Period(
        start=date(2019, 12, 1), end=date(2020, 12, 31)
    )


def test_a_fix_that_takes_a_choice_leads_to_the_place(faulty: MainWindow) -> None:
    findings = named(faulty, GridView, "Bemærkninger")
    findings.show_place((0, 0))
    findings.setFocus()
    press(Qt.Key.Key_2)
    assert page(faulty) == "funding"
    assert in_focus().accessibleName() == "Finansieringskilder"


def test_a_fix_is_followed_by_its_button(faulty: MainWindow, qtbot: QtBot) -> None:
    named(faulty, GridView, "Bemærkninger").show_place((1, 0))
    qtbot.wait(1)  # the buttons made for it come in sight
    choose(faulty, "Forslag: Lad projektet begynde 01-12-2019.")
    assert "2 fejl" in [each.text() for each in faulty.findChildren(QPushButton)]


def test_on_an_approved_budget_a_fix_is_followed_in_a_revision_when_the_person_says_so(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "Godkendt.budgetdesk"
    line = a_line("1", kr(100_000), label="Leje", item="rent")
    budget = a_budget(line, grant=kr(90_000), own=kr(10_000), approved=True)
    project = the_project(budget)
    Session.create(path, project, "Kim").close()
    window.documents.open(path)
    assert window.workspace
    press(Qt.Key.Key_F8)
    person(window).says_yes = False
    press(Qt.Key.Key_F9)
    assert person(window).told[0].startswith("Budgettet er låst")
    assert window.workspace.project == project
    person(window).says_yes = True
    press(Qt.Key.Key_F9)
    approved, revised = window.workspace.project.versions
    assert approved == budget
    assert revised.funded_by(FundingSource.OWN) == kr(20_000)
    press(Qt.Key.Key_Z, CONTROL)
    assert window.workspace.project == project


def answering(reason: str, permission: str) -> Callable[[QWidget], bool]:
    def fill(form: QWidget) -> bool:
        assert isinstance(form, WaiveForm)
        form.reason.setText(reason)
        form.permission.setText(permission)
        return True

    return fill


def test_a_demand_is_waived_only_with_the_permission_and_counts_no_more(faulty: MainWindow) -> None:
    findings = named(faulty, GridView, "Bemærkninger")
    findings.show_place((1, 0))
    findings.setFocus()
    person(faulty).fillers = [answering("Aftalt", ""), answering("Aftalt", "Brev 12")]
    press(Qt.Key.Key_Delete)
    assert person(faulty).told == ["waiver.without_permission"]
    assert "1 fraveget" in said(faulty)
    assert "2 fejl" in [each.text() for each in faulty.findChildren(QPushButton)]
    findings.show_place((3, 0))
    assert any("tilladelse (Brev 12): Aftalt" in words for words in said(faulty))
    choose(faulty, "Tag fravigelsen tilbage")
    assert "3 fejl" in [each.text() for each in faulty.findChildren(QPushButton)]


def test_whoever_changes_their_mind_waives_nothing(faulty: MainWindow) -> None:
    person(faulty).fillers = [lambda _: False]
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F9, SHIFT)
    assert faulty.workspace
    assert faulty.workspace.project.waivers == ()
    assert person(faulty).fillers == []


def with_own_hours() -> Project:
    line = a_line("1", kr(100_000), label="Leje", item="rent")
    budget = a_budget(line, grant=kr(80_000), own=kr(15_000))
    hours = FundingLine(
        id=FundingId("h"),
        source=FundingSource.OWN,
        form=FundingForm.OWN_HOURS,
        amounts={2020: kr(5_000)},
    )
    return the_project(replace(budget, funding=(*budget.funding, hours)))


def test_a_doubt_about_own_hours_leads_to_its_question_and_is_decided_there(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Timer.budgetdesk"
    project = with_own_hours()
    Session.create(path, project, "Kim").close()
    window.documents.open(path)
    assert window.workspace
    press(Qt.Key.Key_F8)
    qtbot.wait(1)  # the box for it comes in sight
    press(Qt.Key.Key_F9)
    assert page(window) == "account"
    assert any(
        "Tæller ikke med: egen medfinansiering 15.000,00 kr. (15 %)" in w for w in said(window)
    )
    assert in_focus().accessibleName() == "Begrundelse"  # the answer of the fix is chosen
    write("Brev fra styrelsen")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space):
        press(key)
    decision = window.workspace.project.decision_on(Topic.CONTRIBUTION, "own_hours")
    assert decision is not None
    assert (decision.answer, decision.reason) == ("not_counted", "Brev fra styrelsen")
    assert "funding.own_not_cash" not in [each.code for each in window.workspace.findings]
    press(Qt.Key.Key_Z, CONTROL)
    assert window.workspace.project == project


def test_a_day_only_the_applicant_knows_is_typed_where_the_fix_leads(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Start.budgetdesk"
    project = the_project(
        rules=the_rules(own_start=OwnStartRule(source=A_SOURCE, after="et andet er slut"))
    )
    Session.create(path, project, "Kim").close()
    window.documents.open(path)
    assert window.workspace
    press(Qt.Key.Key_F8)
    qtbot.wait(1)
    press(Qt.Key.Key_F9)
    assert page(window) == "account"
    assert in_focus().accessibleName() == "Afgørelse"
    write("snart")
    assert any("»snart« er ikke en dato" in words for words in said(window))
    press(Qt.Key.Key_A, CONTROL)
    write("1/12-19")
    press(Qt.Key.Key_Tab)
    write("Aftalt")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space):
        press(key)
    (decision,) = window.workspace.project.decisions
    assert (decision.topic, decision.answer) == (Topic.EARLIEST_START, "2019-12-01")
    assert "start.not_told" not in [each.code for each in window.workspace.findings]
    press(Qt.Key.Key_Z, CONTROL)
    assert window.workspace.project == project


def test_a_document_that_is_only_looked_at_keeps_its_waivers(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "Fejl.budgetdesk"
    with Session.create(path, a_plan_with_faults(), "Kim") as session:
        finding = finding_jobs.numbered(jobs.findings(session.project, date(2020, 6, 15)), 2)
        step = finding_jobs.waiving(
            finding, reason="A", by="K", permission="B", on=date(2020, 6, 15)
        )
        session.run(step.code, step.operation)
        session.save()
        person(window).choices = [0]
        window.documents.open(path)
    assert window.workspace
    assert window.workspace.session.is_read_only
    named(window, GridView, "Bemærkninger").show_place((3, 0))
    press(Qt.Key.Key_F9, SHIFT)
    assert person(window).told[-1] == "session.read_only"
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F9)
    assert len(window.workspace.project.waivers) == 1


def test_under_a_seal_nothing_can_be_decided_and_the_window_says_why(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Forseglet.budgetdesk"
    project = replace(with_own_hours(), seals=(replace(SEALED, reopening=None),))
    Session.create(path, project, "Kim").close()
    window.documents.open(path)
    assert window.workspace
    press(Qt.Key.Key_F8)
    qtbot.wait(1)
    press(Qt.Key.Key_F9)
    boxes = window.findChildren(QuestionBox)
    assert boxes
    for box in boxes:
        box.reason.setText("Brev fra styrelsen")
        box.answer.setCurrentIndex(0)
        assert not box.decide.isEnabled()
    assert any("forseglet" in each.text() for each in window.findChildren(QLabel) if each.text())
    assert window.workspace.project == project


def test_while_a_file_is_previewed_the_findings_make_room(
    faulty: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert faulty.view
    findings, ledger = named(faulty, GridView, "Bemærkninger"), faulty.view.pages["ledger"]
    assert isinstance(ledger, LedgerPage)
    (tmp_path / "fil").write_text("Dato;Bilag;Beløb\n05-01-2020;1;10,00\n", encoding="utf-8")
    faulty.view.show_page("ledger")
    for is_open in (True, False):
        ledger.read(tmp_path / "fil")
        qtbot.waitUntil(lambda: ledger.findChild(ImportPreviewView) is not None)
        preview = ledger.findChild(ImportPreviewView)
        assert isinstance(preview, ImportPreviewView)
        assert not findings.isVisible()
        preview.cancel.click()
        assert findings.isVisible() is is_open
        qtbot.waitUntil(lambda: ledger.findChild(ImportPreviewView) is None)
        if is_open:
            press(Qt.Key.Key_F7)  # whoever has folded them finds them folded
