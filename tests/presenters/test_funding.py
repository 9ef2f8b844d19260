"""The funding page without a window: sources, payments, and the money line."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import FundingForm, FundingSource
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.rules import CallRules, CofinancingBase, CofinancingRule
from budgetdesk.presenters.funding import FundingPresenter
from budgetdesk.presenters.money_line import Figure, MoneyLine
from budgetdesk.presenters.payments import PaymentsPresenter
from budgetdesk.presenters.table import Tone, block
from budgetdesk.presenters.workspace import Workspace
from tests.builders import A_SOURCE, a_budget, a_line, a_project, a_source, kr, pct
from tests.presenters.desks import at, opened, row_of, typed

DEMAND = CallRules(
    cofinancing=CofinancingRule(
        source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS
    )
)


def a_plan(own: int = 100, **fields: object) -> Project:
    """500 kr. of costs, 400 kr. of grant and an own share."""
    costs = a_line("1", kr(500))
    return a_project(a_budget(costs, grant=kr(400), own=kr(own)), DEMAND, **fields)


@pytest.fixture
def workspace() -> Workspace:
    return opened(a_plan())


@pytest.fixture
def funding(workspace: Workspace) -> FundingPresenter:
    return FundingPresenter(workspace)


def test_the_sheet_shows_who_pays(funding: FundingPresenter) -> None:
    assert [row_of(funding, row) for row in range(funding.row_count)] == [
        ["Tilskud", "", "Penge", "", "", "400,00", "400,00", "80,00 %"],
        ["Egen medfinansiering", "", "Penge", "", "", "100,00", "100,00", "20,00 %"],
        ["", "", "", "", "", "", "", ""],
        ["I alt", "", "", "", "", "500,00", "500,00", ""],
    ]
    assert at(funding, 2, "source").icon == "add"
    assert at(funding, 2, "form").choices == (
        "Penge",
        "Egne timer",
        "Frivillige timer",
        "Naturalier",
    )
    assert at(funding, 2, "note").is_editable


def test_a_source_is_described(funding: FundingPresenter) -> None:
    typed(funding, 1, label=" Fonden ", form="egne timer", note="Aftalt", source="Øvrige indtægter")
    line = funding.lines[1]
    assert (line.source, line.form) == (FundingSource.INCOME, FundingForm.OWN_HOURS)
    assert (line.label, line.note) == ("Fonden", "Aftalt")

    typed(funding, 1, form="")
    assert funding.lines[1].form is FundingForm.CASH


def test_hours_are_asked_for_where_a_source_is_work_and_can_be_undone(
    funding: FundingPresenter, workspace: Workspace
) -> None:
    assert "hours" not in [column.key for column in funding.columns]
    typed(funding, 1, form="Frivillige timer")
    typed(funding, 1, hours="1.628,4")
    assert funding.lines[1].hours == Decimal("1628.4")
    assert at(funding, 1, "hours").text == "1.628,4"
    assert at(funding, 0, "hours").text == ""
    assert place_of(funding, "hours") == (1, 3)
    workspace.session.undo()
    assert funding.lines[1].hours is None


def test_hours_that_were_told_stay_in_sight_when_the_form_is_another(
    funding: FundingPresenter,
) -> None:
    typed(funding, 1, form="Egne timer")
    typed(funding, 1, hours="40")
    typed(funding, 1, form="Penge")
    assert at(funding, 1, "hours").text == "40"
    typed(funding, 1, hours="")
    assert "hours" not in [column.key for column in funding.columns]


@pytest.mark.parametrize("word", ["mange", "-5"])
def test_what_is_no_number_of_hours_is_kept_with_its_reason(
    funding: FundingPresenter, word: str
) -> None:
    typed(funding, 1, form="Egne timer")
    typed(funding, 1, hours=word)
    assert funding.lines[1].hours is None
    assert at(funding, 1, "hours").tone is Tone.ERROR


def place_of(funding: FundingPresenter, field: str) -> tuple[int, int] | None:
    line = funding.lines[1]
    return funding.place_of(Subject(kind="funding", id=line.id, field=field))


@pytest.mark.parametrize("word", ["", "Lotto"])
def test_a_source_must_be_one_of_those_there_are(funding: FundingPresenter, word: str) -> None:
    typed(funding, 1, source=word)
    assert funding.lines[1].source is FundingSource.OWN
    assert at(funding, 1, "source").tone is Tone.ERROR


def test_an_amount_in_the_empty_row_makes_a_source(funding: FundingPresenter) -> None:
    typed(funding, 2, y2020="50")
    assert row_of(funding, 2)[:2] == ["Tilskud fra andre tilskudsgivere", ""]
    assert funding.lines[2].amounts == {2020: kr(50)}


def test_sources_are_added_and_removed(funding: FundingPresenter) -> None:
    assert funding.add() == 2
    typed(funding, 2, y2020="mange")
    funding.remove([1, 2, 9])
    assert [line.source for line in funding.lines] == [FundingSource.GRANT]
    funding.remove([1])
    assert len(funding.lines) == 1


def test_a_demand_that_is_not_met_marks_the_own_share() -> None:
    funding = FundingPresenter(opened(a_plan(own=90)))
    assert at(funding, 1, "source").icon == "error"
    assert "Der mangler 10,00 kr." in at(funding, 1, "source").tip
    assert funding.place_of(Subject(kind="funding", id="F-own")) == (1, 0)


def test_the_money_line_tells_when_the_demand_is_met(workspace: Workspace) -> None:
    line = MoneyLine(workspace)
    assert line.figures == (
        Figure("Udgifter", "500,00"),
        Figure("Tilskud", "400,00"),
        Figure("Egen medfinansiering", "100,00", "20,00 %"),
    )
    assert line.demand.text == (
        "Kravet på 20 % af projektets samlede udgifter, 100,00 kr., er opfyldt."
    )
    assert (line.demand.tone, line.demand.icon) == (Tone.IN_ORDER, "ok")
    assert line.balance.text == "Udgifter og finansiering går op."
    assert line.ways == ()


def test_the_money_line_tells_what_is_missing_to_the_last_oere(workspace: Workspace) -> None:
    typed(FundingPresenter(workspace), 1, y2020="99,99")
    line = MoneyLine(workspace)
    assert line.demand.text == (
        "Der mangler 0,01 kr. i egen medfinansiering: "
        "kravet er 20 % af projektets samlede udgifter, 100,00 kr."
    )
    assert line.demand.tone is Tone.ERROR
    assert line.figures[2].share == "19,99 %"
    assert line.balance.text == "Der mangler 0,01 kr. i finansiering."


def test_both_ways_to_meet_the_demand_are_told() -> None:
    """400 of grant demands 100 of 500; or 480 in all demands 96 and leaves 384 of grant."""
    project = a_project(a_budget(a_line("1", kr(480)), grant=kr(400), own=kr(80)), DEMAND)
    ways = MoneyLine(opened(project)).ways
    assert len(ways) == 2
    assert "96,00" in ways[0]
    assert "384,00" in ways[0]
    assert "100,00" in ways[1]
    assert "500,00" in ways[1]


def test_money_from_others_is_told_where_there_is_any() -> None:
    budget = a_budget(a_line("1", kr(500)), grant=kr(400), own=kr(100), other=kr(60))
    line = MoneyLine(opened(a_project(budget, DEMAND)))
    assert line.figures[-1] == Figure("Andre tilskud", "60,00")
    assert line.balance.text == "Finansieringen er 60,00 kr. højere end udgifterne."


def test_before_there_are_costs_the_demand_is_only_told() -> None:
    line = MoneyLine(opened(a_project(a_budget(), DEMAND)))
    assert line.demand.text == (
        "Krav: egen medfinansiering på 20 % af projektets samlede udgifter."
    )
    assert line.figures[2].share == ""
    assert line.balance.text == ""


def test_a_call_silent_about_own_money_is_told_as_such() -> None:
    line = MoneyLine(opened(a_project(a_budget(a_line("1", kr(5)), grant=kr(5)))))
    assert line.demand.tone is Tone.NOTE
    assert line.figures[2] == Figure("Egen medfinansiering", "0,00")


def test_payments_are_typed_pasted_and_sorted_by_day(workspace: Workspace) -> None:
    payments = PaymentsPresenter(workspace)
    payments.enter(block("01-06-2020\t200\tRate 2\n1/3-2020\t100,50\tRate 1\n", (0, 0)))
    assert workspace.project.payments == (
        Payment(on=date(2020, 3, 1), amount=kr("100.50"), note="Rate 1"),
        Payment(on=date(2020, 6, 1), amount=kr(200), note="Rate 2"),
    )
    assert row_of(payments, 0) == ["01-03-2020", "100,50", "Rate 1"]
    assert payments.cell(0, 1).amount == kr("100.50")
    assert payments.total == "Udbetalt i alt 300,50 kr."
    assert payments.row_count == 3


def test_a_payment_waits_until_it_has_both_day_and_amount(workspace: Workspace) -> None:
    payments = PaymentsPresenter(workspace)
    typed(payments, 0, amount="100")
    assert not workspace.project.payments
    day, amount = payments.cell(0, 0), payments.cell(0, 1)
    assert (day.text, day.tone, amount.text, amount.tone) == ("", Tone.WARNING, "100", Tone.QUIET)
    assert "Dato" in day.tip
    assert payments.row_count == 2

    typed(payments, 0, on="31-06-2020")
    assert payments.cell(0, 0).tone is Tone.ERROR

    typed(payments, 0, on="30-06-2020")
    assert list(workspace.project.payments) == [Payment(on=date(2020, 6, 30), amount=kr(100))]
    assert payments.row_count == 2


def test_a_payment_that_cannot_be_read_stays_as_it_was_with_the_words_kept() -> None:
    paid = Payment(on=date(2020, 3, 1), amount=kr(100))
    workspace = opened(a_plan(payments=(paid,)))
    payments = PaymentsPresenter(workspace)
    typed(payments, 0, amount="hundrede")
    assert workspace.project.payments == (paid,)
    assert payments.cell(0, 1).text == "hundrede"

    typed(payments, 0, amount="120")
    assert workspace.project.paid_out == kr(120)


def test_a_row_emptied_is_taken_out_and_nothing_else() -> None:
    first, second = (Payment(on=date(2020, 3, day), amount=kr(100)) for day in (1, 2))
    workspace = opened(a_plan(payments=(first, second)))
    payments = PaymentsPresenter(workspace)
    typed(payments, 2, amount="5")
    assert [payments.can_remove(row) for row in (-1, 0, 2, 3)] == [False, True, True, False]
    payments.remove([0, 2])
    assert workspace.project.payments == (second,)
    assert payments.row_count == 2
    assert payments.place_of(Subject(kind="line")) is None


def half_in_hours(own: int) -> Project:
    """Of the own share 60 is own hours that neither call nor person has said the counting of."""
    budget = a_budget(a_line("1", kr(500)), grant=kr(460 - own), own=kr(own))
    hours = replace(a_source(FundingSource.OWN, kr(60), "h"), form=FundingForm.OWN_HOURS)
    return a_project(replace(budget, funding=(*budget.funding, hours)), DEMAND)


def test_undecided_hours_are_told_with_both_shares_and_not_counted() -> None:
    line = MoneyLine(opened(half_in_hours(40)))
    assert line.figures[2] == Figure("Egen medfinansiering", "100,00", "8,00 %, 20,00 % med timer")
    assert line.demand.tone is Tone.WARNING
    assert line.demand.text == (
        "Kravet på 20 % af projektets samlede udgifter, 100,00 kr., er kun opfyldt, "
        "hvis 60,00 kr. egne timer og naturalier tæller med. Det er ikke afgjort."
    )
    assert line.ways == ()


def test_a_demand_missed_even_with_the_hours_is_told_without_them() -> None:
    assert MoneyLine(opened(half_in_hours(30))).demand.text.startswith("Der mangler 70,00 kr.")
    assert MoneyLine(opened(half_in_hours(100))).demand.tone is Tone.IN_ORDER
