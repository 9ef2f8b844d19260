"""Settlement, payouts and carry-over through the command line, and the worked cases by it."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.ledger import Part, PartKind, Placement
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.rules import (
    AccountLinesRule,
    CallRules,
    CarryOverRule,
    CofinancingBase,
    CofinancingRule,
    FreeLimit,
    Instalment,
    PayoutModel,
    PayoutRule,
    Release,
    RepaymentRule,
    SettlementReading,
    SettlementRule,
)
from budgetdesk.domain.value import LineId
from budgetdesk.session import Session
from budgetdesk.text import amount
from tests.builders import A_SOURCE, a_budget, a_ledger, a_line, a_posting, a_project, kr, pct
from tests.cli.conftest import Run

CASES: Final = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "arithmetic.toml").read_text(encoding="utf-8")
)["settlement"]
Case = Mapping[str, Any]


def a_case(case: Case, **rules: Any) -> Project:
    """A finished project as a worked case has it."""
    others, costs = kr(case["other"]), kr(case["actual"])
    cost = a_posting(2, costs)
    income = a_posting(3, -others)
    parts = {
        cost.id: Part(kind=PartKind.COST, amount=costs, target="1"),
        income.id: Part(kind=PartKind.FUNDING, amount=-others, target="F-other_grant"),
    }
    commitment, own = kr(case["commitment"]), kr(case["own_budget"])
    budget = a_budget(
        a_line("1", commitment + own + others),
        grant=commitment,
        own=own,
        other=others or ZERO,
        approved=True,
    )
    made: dict[str, Any] = {
        "cofinancing": CofinancingRule(
            source=A_SOURCE, percent=pct(case["percent"]), base=CofinancingBase.TOTAL_COSTS
        ),
        "settlement": SettlementRule(source=A_SOURCE, reading=SettlementReading(case["reading"])),
    }
    ledger = replace(
        a_ledger(cost, income),
        placements={key: Placement(parts=(part,)) for key, part in parts.items()},
    )
    payments = (Payment(on=date(2020, 1, 1), amount=kr(case.get("paid_out", "0"))),)
    return a_project(budget, CallRules(**(made | rules)), ledger=ledger, payments=payments)


def saved(home: Path, project: Project) -> Path:
    path = home / "d.budgetdesk"
    Session.create(path, project, "Kim").close()
    return path


@pytest.mark.parametrize("case", CASES, ids=[each["name"] for each in CASES])
def test_a_worked_case_comes_out_as_by_hand(run: Run, home: Path, case: Case) -> None:
    document = saved(home, a_case(case))
    found = run("account", document, "--json").form["settlement"]
    assert found["earned_ore"] == kr(case["earned"]).ore
    assert found["repay_ore"] == kr(case.get("repay", "0")).ore
    said = run("account", document).out
    assert f"Tilskud efter regnskabet: {amount(kr(case['earned']))} kr." in said
    assert "Opgjort sådan: " in said


ADVANCE: Final = CASES[-1]


def test_what_is_too_small_to_be_claimed_back_is_said_to_be_let_go(run: Run, home: Path) -> None:
    rule = RepaymentRule(source=A_SOURCE, trivial=kr(30_000), trivial_itself=True)
    document = saved(home, a_case(ADVANCE, repayment=rule))
    found = run("account", document, "--json").form["settlement"]
    assert (found["repay_ore"], found["let_go"], found["advance_ore"]) == (0, True, 0)
    assert "30.000,00 kr. er udbetalt for meget" in run("account", document).out


def test_an_advance_is_told_and_not_claimed_back_while_the_project_runs(
    run: Run, home: Path
) -> None:
    document = saved(home, a_case(ADVANCE))
    words = ("--to", "31-07-2020")
    found = run("account", document, *words, "--json").form["settlement"]
    assert (found["repay_ore"], found["advance_ore"]) == (0, kr(30_000).ore)
    assert "Forskud, der endnu ikke er brugt: 30.000,00 kr." in run("account", document, *words).out
    final = run("account", document).out
    assert "Til tilbagebetaling: 30.000,00 kr." in final
    assert "Hvordan tilskuddet udbetales, er ikke oplyst" in final


def test_the_payments_are_told_one_by_one(run: Run, home: Path) -> None:
    rule = PayoutRule(
        source=A_SOURCE,
        model=PayoutModel.INSTALMENTS,
        instalments=(
            Instalment(percent=pct("50"), release=Release.INTERIM_ACCOUNT),
            Instalment(percent=pct("50"), release=Release.FINAL_ACCOUNT, result=pct("15")),
        ),
    )
    document = saved(home, a_case(CASES[0], payout=rule))
    found = run("account", document, "--json").form["payout"]
    assert (found["model"], found["closing"]) == ("instalments", True)
    assert (found["claimable_ore"], found["unknown_ore"]) == (kr(250_000).ore, kr(250_000).ore)
    assert [each["state"] for each in found["payments"]] == ["released", "unknown"]
    said = run("account", document).out
    assert "Endeligt regnskab, resultat 15 %: 250.000,00 kr." in said
    assert "Ikke regnet med, fordi dag eller resultat ikke er oplyst: 250.000,00 kr." in said
    told = run("decide", document, "result", "15 %", "--reason", "Målt i december")
    assert "Målt resultat" in told.out
    assert run("account", document, "--json").form["payout"]["claimable_ore"] == kr(500_000).ore
    assert "procent" in run("decide", document, "result", "200", "--reason", "x").err


def test_what_a_year_left_and_the_way_it_may_go_on(run: Run, home: Path) -> None:
    rule = CarryOverRule(source=A_SOURCE, limit=FreeLimit(never=True))
    project = a_case(CASES[0], carry_over=rule)
    (version,) = project.versions
    line = replace(version.lines[0], amounts={2019: kr(25_000), 2020: kr(600_000)})
    project = replace(project, versions=(replace(version, lines=(line,)),))
    document = saved(home, project)
    (year,) = run("account", document, "--json").form["year_ends"]
    assert (year["left_ore"], year["verdict"], year["lost_ore"]) == (kr(25_000).ore, "ask", 0)
    assert "25.000,00 kr. tilbage. Kræver tilskudsgivers" in run("account", document).out
    early = replace(project.ledger.batches[0].postings[0], posting_date=date(2019, 12, 3))
    batch = replace(project.ledger.batches[0], postings=(early,))
    before = replace(project, ledger=replace(project.ledger, batches=(batch,)))
    (home / "d.budgetdesk").unlink()
    assert "600.000,00 kr. er brugt på forhånd." in run("account", saved(home, before)).out


def test_explanations_and_the_demand_for_them_stand_in_the_text(run: Run, home: Path) -> None:
    rule = AccountLinesRule(source=A_SOURCE, explain=True, percent=pct("10"), amount=kr(500))
    project = replace(
        a_case(CASES[2], account_lines=rule), explanations={LineId("1"): "Et kursus faldt bort."}
    )
    document = saved(home, project)
    ran = run("account", document)
    assert "    Forklaring: Et kursus faldt bort." in ran.out
    assert "Afvigelser over 10 % af posten eller over 500,00 kr. skal forklares." in ran.out
    form = run("account", document, "--json").form
    assert form["explain"] == {"required": True, "percent": "10", "amount_ore": kr(500).ore}
    assert form["lines"][0]["planned_ore"] is None


def test_a_call_that_says_nothing_of_deviations_says_nothing_in_the_form(
    run: Run, home: Path
) -> None:
    form = run("account", saved(home, a_case(CASES[0])), "--json").form
    assert form["explain"] == {"required": None, "percent": None, "amount_ore": None}
    assert FundingSource.GRANT.value in {each["source"] for each in form["funding"]}


def test_a_posting_is_told_to_belong_to_a_day(run: Run, home: Path) -> None:
    project = a_case(CASES[0])
    late = replace(project.ledger.batches[0].postings[0], posting_date=date(2021, 1, 20))
    batch = replace(project.ledger.batches[0], postings=(late,))
    document = saved(home, replace(project, ledger=replace(project.ledger, batches=(batch,))))

    def used() -> int:
        totals: dict[str, int] = run("account", document, "--json").form["totals"]
        return totals["actual_ore"]

    about = ("--about", "1-2", "--reason", "Leveret 18. december")
    assert used() == 0
    assert run("decide", document, "posting_day", "31-12-2020", *about).code == 0
    assert used() == kr(625_000).ore
    assert run("decide", document, "posting_day", "own_day", *about).code == 0
    assert used() == 0
    assert run("decide", document, "posting_day", "snart", *about).code == 2
    assert (
        run("decide", document, "posting_day", "31-12-2020", "--about", "9-9", "--reason", "x").code
        == 2
    )


def test_a_year_to_come_has_left_nothing_yet(run: Run, home: Path) -> None:
    project = replace(
        a_case(CASES[0]), period=Period(start=date(2091, 1, 1), end=date(2092, 12, 31))
    )
    document = saved(home, project)
    years = [each["year"] for each in run("account", document, "--json").form["year_ends"]]
    assert years == [2020, 2091]
    assert "Ved udgangen af 2091" not in run("account", document).out


def test_of_a_payment_on_accounts_only_what_is_earned_can_be_claimed(run: Run, home: Path) -> None:
    rule = PayoutRule(source=A_SOURCE, model=PayoutModel.ARREARS)
    case = next(each for each in CASES if kr(each["actual"]) < kr(each["commitment"]))
    document = saved(home, a_case(case, payout=rule))
    found = run("account", document, "--json").form["payout"]
    [payment] = found["payments"]
    assert payment["released_ore"] < payment["amount_ore"]
    claimed = amount(Money(found["claimable_ore"]))
    assert f"heraf kan {claimed} kr. kræves nu" in run("account", document).out
