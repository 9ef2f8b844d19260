"""Partners, detail rows and the calculator as a person meets them: real document, real keys."""

from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.domain.budget import DetailRow
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import CallRules, CofinancingBase, CofinancingRule
from budgetdesk.domain.value import PartnerId
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr, pct
from tests.ui.desks import on_desk
from tests.ui.windows import named, press
from ui.pages.account import AccountPage
from ui.pages.budget import BudgetPage
from ui.pages.funding import FundingPage
from ui.pages.project import ProjectPage
from ui.widgets.fields import LineField
from ui.widgets.grid import GridView

CONTROL = Qt.KeyboardModifier.ControlModifier
SCHOOL = Partner(id=PartnerId("p1"), name="Sprogskolen")
FIFTH = CallRules(
    cofinancing=CofinancingRule(
        source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS
    )
)


def joint(**fields: object) -> Project:
    lines = (a_line("1", kr(375), label="Løn"), a_line("2", kr(250), label="Leje"))
    return a_project(
        a_budget(*lines, grant=kr(300), own=kr(100)), FIFTH, **{"partners": (SCHOOL,), **fields}
    )


def in_front(qtbot: QtBot, page: QWidget) -> None:
    page.resize(1080, 700)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def command(page: BudgetPage | FundingPage, key: str) -> None:
    found = next(each for each in page.commands() if each.key == key)
    assert found.is_enabled()
    found.run()


def test_a_partner_is_chosen_in_the_sheet_by_pasting(qtbot: QtBot) -> None:
    with on_desk(qtbot, BudgetPage, joint()) as (page, desk):
        grid = named(page, GridView, "Budgetposter")
        grid.show_place((0, 2))
        QGuiApplication.clipboard().setText("Sprogskolen\n")
        QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
        assert desk.workspace.project.budget.lines[0].partner == "p1"


def test_detail_rows_are_typed_and_pasted_under_the_sheet(qtbot: QtBot) -> None:
    with on_desk(qtbot, BudgetPage, joint()) as (page, desk):
        in_front(qtbot, page)
        named(page, GridView, "Budgetposter").show_place((0, 1))
        command(page, "budget.details")
        rows = named(page, GridView, "Specifikation")
        assert rows.hasFocus()
        norm = named(page, LineField, "Timenorm (timer om året)")
        norm.setFocus()
        QTest.keyClicks(norm, "1.924")
        QTest.keyClick(norm, Qt.Key.Key_Return)

        rows.show_place((0, 0))
        QGuiApplication.clipboard().setText("Leder\t4711\t2020\t25 %\ttimer\t\t577.200\n")
        QTest.keyClick(rows, Qt.Key.Key_V, CONTROL)
        (row,) = desk.workspace.project.budget.lines[0].details
        assert (row.units, row.employee) == (Decimal(481), "4711")
        assert desk.workspace.project.budget.lines[0].amounts == {2020: kr(144_300)}

        rows.show_place((0, 3))
        QTest.keyClick(rows, Qt.Key.Key_F2)
        editor = QGuiApplication.focusObject()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, "482")
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        assert desk.workspace.project.budget.lines[0].amounts == {2020: kr(144_600)}


def test_the_calculation_is_written_in_the_note_and_the_panel_put_away(qtbot: QtBot) -> None:
    row = DetailRow(text="Tryk", year=2020, units=Decimal(2), unit_price=kr(5))
    plan = joint()
    lines = (replace(plan.budget.lines[0], details=(row,)), plan.budget.lines[1])
    before = replace(plan, versions=(replace(plan.budget, lines=lines),))
    with on_desk(qtbot, BudgetPage, before) as (page, desk):
        named(page, GridView, "Budgetposter").show_place((0, 1))
        command(page, "budget.details")
        command(page, "budget.write_details")
        command(page, "budget.use_details")
        line = desk.workspace.project.budget.lines[0]
        assert line.note.endswith("Beregning: Tryk 2020: 2 à 5,00 kr. = 10,00 kr.")
        assert line.amounts == {2020: kr(10)}
        desk.workspace.session.undo()
        desk.workspace.session.undo()
        assert desk.workspace.project == before
        command(page, "budget.details")
        assert not page.details.isVisible()


def test_the_calculator_answers_while_typing_and_its_figures_are_one_step(qtbot: QtBot) -> None:
    with on_desk(qtbot, FundingPage, joint()) as (page, desk):
        before = desk.workspace.project
        in_front(qtbot, page)
        page.tabs.setCurrentWidget(page.solver)
        own = named(page, QLineEdit, "Egen medfinansiering")
        grant = named(page, QLineEdit, "Tilskud")
        assert (own.placeholderText(), grant.placeholderText()) == ("125,00", "500,00")
        own.setFocus()
        QTest.keyClicks(own, "10")
        assert grant.placeholderText() == "615,00"
        assert not page.solver.use.isEnabled()
        assert page.solver.falls.isHidden()
        QTest.keyClicks(own, "0,5x")
        assert own.property("invalid")
        QTest.keyClick(own, Qt.Key.Key_Backspace)
        assert not own.property("invalid")
        page.solver.forget.setFocus()
        press(Qt.Key.Key_Space)
        assert own.text() == ""

        page.solver.use.setFocus()
        press(Qt.Key.Key_Space)
        assert [line.total for line in desk.workspace.project.budget.funding] == [kr(500), kr(125)]
        desk.workspace.session.undo()
        assert desk.workspace.project == before


def test_the_tables_of_partners_are_there_only_in_a_joint_project(qtbot: QtBot) -> None:
    with on_desk(qtbot, FundingPage, joint()) as (page, _):
        page.tabs.setCurrentWidget(page.partners)
        assert named(page, GridView, "Partnere").model().rowCount() == 3
    with on_desk(qtbot, AccountPage, joint()) as (page_of_account, _):
        page_of_account.tabs.setCurrentWidget(page_of_account.partners)
        assert named(page_of_account, GridView, "Partnere").model().rowCount() == 3
    with on_desk(qtbot, AccountPage, replace(joint(), partners=())) as (alone, _):
        assert not alone.tabs.isTabVisible(alone.tabs.indexOf(alone.partners))


def test_a_finding_about_a_partner_leads_to_it_on_the_project_page(qtbot: QtBot) -> None:
    with on_desk(qtbot, ProjectPage, joint()) as (page, _):
        in_front(qtbot, page)
        assert page.show_subject(Subject(kind="partner", id="p1"))
        assert named(page, GridView, "Samarbejdspartnere").hasFocus()
        assert not page.show_subject(Subject(kind="partner"))
