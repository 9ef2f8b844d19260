"""The tracking page and the accounts' periods, worked on as a person does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFormLayout, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.domain.finding import Subject
from tests.builders import kr
from tests.opened import with_ledger
from tests.ui.desks import Answers, on_desk
from ui.account.periods import PeriodForm
from ui.desk import Desk
from ui.pages.account import AccountPage
from ui.pages.tracking import TrackingPage


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[tuple[TrackingPage, Desk]]:
    with on_desk(qtbot, TrackingPage, with_ledger()) as made:
        yield made


@pytest.fixture
def account(qtbot: QtBot) -> Iterator[tuple[AccountPage, Desk]]:
    with on_desk(qtbot, AccountPage, with_ledger()) as made:
        yield made


def test_a_figure_is_chosen_by_keys_and_its_postings_and_their_places_are_told(
    made: tuple[TrackingPage, Desk],
) -> None:
    page, _ = made
    page.lines.show_place((0, 1))
    QTest.keyClick(page.lines, Qt.Key.Key_Right)
    assert page.chosen_sum() == (1, kr(900))
    assert page.postings.model().rowCount() == 1
    page.postings.show_place((0, 0))
    QTest.keyClick(page.postings, Qt.Key.Key_Right)
    page.lines.show_place((1, 2))
    assert page.postings.model().rowCount() == 0
    assert not page.show_subject(Subject(kind="line", id="1"))


def test_time_is_shown_by_what_the_person_chooses(made: tuple[TrackingPage, Desk]) -> None:
    page, _ = made
    page.tabs.setCurrentIndex(1)
    assert page.stretches.model().rowCount() == 6
    page.every.setFocus()
    QTest.keyClick(page.every, Qt.Key.Key_Up)
    assert page.stretches.model().rowCount() == 14


def test_an_order_is_typed_told_in_the_figures_and_taken_out(
    made: tuple[TrackingPage, Desk],
) -> None:
    page, desk = made
    page.tabs.setCurrentIndex(2)
    model = page.orders.model()
    for column, word in enumerate(("Løn", "Kursus", "01-03-2020", "500")):
        model.setData(model.index(0, column), word)
    (order,) = desk.workspace.project.orders
    assert (order.text, order.amount) == ("Kursus", kr(500))
    page.orders.show_place((0, 0))
    (remove,) = page.commands()
    assert remove.is_enabled()
    remove.run()
    assert desk.workspace.project.orders == ()


def test_the_charts_say_every_figure_in_words_and_are_drawn(
    made: tuple[TrackingPage, Desk],
) -> None:
    page, desk = made
    assert page.bars.accessibleDescription().startswith("Løn: budget 1.000,00 kr.")
    assert len(page.burn_up.accessibleDescription().splitlines()) == 5
    page.tabs.setCurrentIndex(3)
    before = page.burn_up.grab().toImage()
    desk.workspace.run("account.explain", lambda p: with_ledger(period=p.period), line="")
    assert page.burn_up.grab().toImage() == before
    page.every.setCurrentIndex(0)
    assert page.burn_up.grab().toImage() != before
    assert page.bars.grab().height() == page.bars.height()


def wrong(form: QWidget) -> bool:
    assert isinstance(form, PeriodForm)
    form.start.setText("snart")
    return True


def right(form: QWidget) -> bool:
    assert isinstance(form, PeriodForm)
    layout = form.layout()
    assert isinstance(layout, QFormLayout)
    assert layout.rowCount() == 3, "the form says why it asks again"
    form.start.setText("1-12-2019")
    form.end.setText("30-6-2020")
    return True


def test_another_period_is_typed_and_asked_again_when_it_cannot_be_read(
    account: tuple[AccountPage, Desk],
) -> None:
    page, desk = account
    assert isinstance(desk.dialogs, Answers)
    desk.dialogs.fillers = [wrong, right]
    QTest.keyClick(page.period_bar.other, Qt.Key.Key_Space)
    assert desk.dialogs.fillers == []
    assert page.period_bar.choice.currentText().startswith("01-12-2019")


def test_the_account_shown_is_taken_once_the_person_says_so(
    account: tuple[AccountPage, Desk],
) -> None:
    page, desk = account
    assert isinstance(desk.dialogs, Answers)
    page.periods.choose_own("1-12-2019", "30-6-2020")
    desk.dialogs.says_yes = False
    QTest.keyClick(page.period_bar.taking, Qt.Key.Key_Space)
    assert not page.periods.can_take_back
    desk.dialogs.says_yes = True
    QTest.keyClick(page.period_bar.taking, Qt.Key.Key_Space)
    (taken,) = desk.workspace.project.accounts
    assert taken.added == kr(900)
    assert not page.period_bar.taking.isEnabled()
    page.period_bar.choice.setFocus()
    QTest.keyClick(page.period_bar.choice, Qt.Key.Key_Up)
    assert desk.workspace.chosen_period is None


def test_nobody_is_held_by_the_question_for_a_period(account: tuple[AccountPage, Desk]) -> None:
    page, desk = account
    assert isinstance(desk.dialogs, Answers)
    desk.dialogs.fillers = [lambda _: False]
    page.period_bar.ask()
    assert desk.workspace.chosen_period is None


def test_a_finding_about_corrections_leads_to_them(account: tuple[AccountPage, Desk]) -> None:
    page, _ = account
    assert page.show_subject(Subject(kind="account", field="corrections"))
    assert page.tabs.currentWidget() is page.history


def test_without_a_period_nothing_can_be_taken(qtbot: QtBot) -> None:
    with on_desk(qtbot, AccountPage, with_ledger(period=None)) as (page, desk):
        page.period_bar.take()
        assert desk.workspace.project.accounts == ()
        assert not page.period_bar.isEnabled()
