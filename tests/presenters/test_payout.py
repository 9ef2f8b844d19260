"""Payments, years and the seal as the account page tells them."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import sample
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.rules import (
    CarryOverRule,
    FreeLimit,
    InterimRule,
    InterimTrigger,
    PayoutModel,
    PayoutRule,
)
from budgetdesk.domain.signoff import SignoffClass, SignoffKind
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.account import AccountPresenter
from budgetdesk.presenters.papers import PapersPresenter
from budgetdesk.presenters.payments import PaymentsPresenter
from budgetdesk.presenters.payout import PayoutFigures, YearFigures
from budgetdesk.presenters.periods import AccountPeriods
from budgetdesk.presenters.questions import SettlementQuestion, SignoffQuestion
from budgetdesk.presenters.sealing import SealingPresenter
from budgetdesk.presenters.settlement import SettlementFigures
from budgetdesk.presenters.workspace import Workspace
from tests.builders import A_SOURCE, a_project, kr, pct
from tests.packages.sealed import AT, finished
from tests.presenters.desks import opened, row_of, typed

FIRST = Period(start=date(2019, 12, 1), end=date(2020, 6, 30))
RULES = {
    "payout": PayoutRule(
        source=A_SOURCE, model=PayoutModel.QUARTERLY_IN_ADVANCE, held_back=pct("10")
    ),
    "carry_over": CarryOverRule(source=A_SOURCE, limit=FreeLimit(never=True)),
    "interim_account": InterimRule(
        source=A_SOURCE,
        trigger=InterimTrigger.PAYOUT,
        classes=(SignoffClass(kind=SignoffKind.MANAGEMENT),),
    ),
}


def a_case() -> Project:
    project = finished()
    rules = replace(project.call.rules, **RULES)
    call = replace(project.call, rules=rules)
    return replace(project, call=call, payments=(Payment(on=date(2020, 1, 2), amount=kr(400_000)),))


def at_the_desk(tmp_path: Path, project: Project | None = None) -> Workspace:
    workspace = opened(project or a_case())
    workspace.session.save_as(tmp_path / "d.budgetdesk")
    return Workspace(workspace.session, lambda: sample.DAY)


def test_the_payments_stand_one_by_one_with_how_they_are(tmp_path: Path) -> None:
    workspace = at_the_desk(tmp_path)
    figures = PayoutFigures(workspace)
    assert "Kvartalsvis forud" in figures.said
    assert "Kan kræves nu (01-02-2021)" in figures.said
    assert row_of(figures, 0) == ["01-12-2019", "45.000,00", "45.000,00", "Udbetalt"]
    last = figures.row_count - 1
    assert row_of(figures, last) == ["Godkendt regnskab", "65.000,00", "0,00", "Holdes tilbage"]
    assert figures.cell(last, 3).tip == "holdes tilbage, til regnskabet er godkendt"
    workspace.choose_period(FIRST)
    assert "Forskud, der endnu ikke er brugt" in figures.said
    steps = SettlementFigures(workspace)
    assert row_of(steps, steps.row_count - 1)[0] == "Forskud, der endnu ikke er brugt"


def test_what_a_year_left_stands_once_the_year_is_over(tmp_path: Path) -> None:
    figures = YearFigures(at_the_desk(tmp_path))
    assert row_of(figures, 0) == [
        "2019", "27.500,00", "25.488,60", "2.011,40", "Kræver godkendelse",
    ]  # fmt: skip
    assert "2.011,40 kr. tilbage" in figures.cell(0, 4).tip


def test_nothing_is_told_of_money_where_the_call_or_the_project_is_silent() -> None:
    silent = opened(a_project())
    assert "ikke oplyst" in PayoutFigures(silent).said
    nothing = opened(a_project(period=None))
    assert (PayoutFigures(nothing).said, YearFigures(nothing).row_count) == ("", 0)
    assert PayoutFigures(nothing).row_count == 0
    seal = SealingPresenter(nothing)
    assert (seal.who, seal.is_sealed) == ("", False)


def test_an_interim_account_is_signed_and_handed_in_by_its_own_rule(tmp_path: Path) -> None:
    workspace = at_the_desk(tmp_path)
    question, papers = SignoffQuestion(workspace), PapersPresenter(workspace)
    assert (question.about, question.state.text) == ("", "Revisorpåtegnet")
    workspace.choose_period(FIRST)
    assert (question.about, question.state.text) == ("interim_account", "Ledelsespåtegnet")
    assert "Afleveres: Udløser en udbetaling" in papers.summary
    assert "293.794,98" in " ".join(SettlementQuestion(workspace).answers)
    workspace.choose_period(Period(start=FIRST.start, end=date(2019, 12, 31)))
    table = AccountPresenter(workspace)
    keys = [column.key for column in table.columns]
    planned = keys.index("planned")
    assert table.cell(table.row_count - 1, planned).text == "27.500,00"
    assert table.cell(0, planned).text


def test_the_account_that_is_shown_is_the_one_that_is_sealed(tmp_path: Path) -> None:
    workspace = at_the_desk(tmp_path)
    seal, periods = SealingPresenter(workspace), AccountPeriods(workspace)
    workspace.choose_period(FIRST)
    assert seal.suggested == "Delregnskab til 30-06-2020"
    assert "Delregnskab for 01-12-2019 – 30-06-2020. Påtegning: Ledelsespåtegnet." in seal.who
    assert "pakke" in seal.seal(tmp_path / "pakke", AT)
    assert "Delregnskabet er forseglet og aflagt." in seal.state.text
    assert periods.choices[periods.chosen] == "01-12-2019 – 30-06-2020 – forseglet 15-02-2021"
    assert (periods.can_take, periods.can_take_back, seal.can_reopen) == (False, False, True)
    assert (workspace.is_locked, workspace.lock_reason) == (False, "")
    workspace.choose_period(None)
    assert (seal.can_seal, seal.is_sealed, seal.suggested) == (True, False, "Regnskabspakke")
    assert "pakke" in seal.seal(tmp_path / "pakke2", AT)
    workspace.choose_period(FIRST)
    assert not seal.can_reopen
    assert [row_of(seal.table, row)[0] for row in range(2)] == [
        "1. Delregnskab 01-12-2019 – 30-06-2020", "2. Endeligt regnskab 01-12-2019 – 31-12-2020",
    ]  # fmt: skip
    assert [seal.can_write_again(row) for row in (-1, 0, 1, 2)] == [False, True, True, False]
    assert "igen" in seal.write_again(0, tmp_path / "igen")
    assert (tmp_path / "igen" / "Regnskab.pdf").read_bytes() == (
        tmp_path / "pakke" / "Regnskab.pdf"
    ).read_bytes()


def test_a_sealed_final_account_keeps_its_cells_from_being_typed_in(tmp_path: Path) -> None:
    workspace = at_the_desk(tmp_path)
    table, payments = AccountPresenter(workspace), PaymentsPresenter(workspace)
    explanation = [column.key for column in table.columns].index("explanation")
    assert table.cell(0, explanation).is_editable
    SealingPresenter(workspace).seal(tmp_path / "pakke", AT)
    assert workspace.is_locked
    assert "kan ikke rettes" in workspace.lock_reason
    columns = [column.key for column in table.columns]
    assert not table.cell(0, columns.index("explanation")).is_editable
    assert not payments.cell(0, 0).is_editable
    assert payments.cell(1, 0).is_editable
    assert not payments.can_remove(0)
    typed(payments, 1, on="01-03-2021", amount="1000", note="Resten")
    assert workspace.project.paid_out == kr(401_000)
    assert payments.can_remove(1)
    with pytest.raises(BudgetDeskError, match="paid_before"):
        typed(payments, 2, on="01-01-2021", amount="5", note="")
