"""Budget, used, ordered and remaining through time; every figure leads to its postings."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.endings import endings
from budgetdesk.accounting.settlement import Outcome
from budgetdesk.accounting.tracking import runs_dry, stands_in, track
from budgetdesk.domain.ending import EndingBasis
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    InterimEvery,
    RepaymentRule,
    SettlementReading,
)
from budgetdesk.domain.tracking import Tracking
from budgetdesk.domain.value import LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.account import set_orders
from tests.builders import A_SOURCE, a_batch, a_budget, a_line, a_posting, a_project, kr, pct

YEAR = Period(start=date(2020, 1, 1), end=date(2020, 12, 31))
TODAY = date(2020, 7, 1)
FIFTH = CofinancingRule(source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS)


def order(line: str, kroner: int, on: date, ended: date | None = None) -> Order:
    return Order(line=LineId(line), text="Kursus", on=on, amount=kr(kroner), ended=ended)


def a_case(*rows: tuple[int, date | None], period: Period | None = YEAR, **fields: Any) -> Project:
    postings = [
        a_posting(row, kr(amount), posting_date=day)
        for row, (amount, day) in enumerate(rows, start=2)
    ]
    ledger = Ledger(
        batches=(a_batch(*postings),),
        placements={
            posting.id: Placement(
                parts=(Part(kind=PartKind.COST, amount=posting.amount, target="1"),)
            )
            for posting in postings
        },
    )
    budget = a_budget(a_line("1", kr(1200)), a_line("2", kr(100)), grant=kr(1040), own=kr(260))
    return a_project(budget, ledger=ledger, period=period, **fields)


def tracked(project: Project, every: InterimEvery = InterimEvery.QUARTER) -> Tracking:
    return track(project, build_account(project), every, TODAY)


def test_a_line_without_money_in_a_year_that_others_have_is_tracked() -> None:
    project = a_case((50, date(2020, 2, 1)))
    budget = a_budget(a_line("1", kr(0)), a_line("2", kr(100)), grant=kr(100))
    first, other = tracked(replace(project, versions=(budget,))).lines
    assert (first.total.budget, first.total.used, other.total.budget) == (ZERO, kr(50), kr(100))


def test_the_year_is_spread_evenly_and_what_was_used_stands_in_its_stretch() -> None:
    first, _ = tracked(a_case((50, date(2020, 2, 1)), (70, date(2020, 5, 31)))).lines
    assert [each.budget for each in first.figures] == [kr(300)] * 4
    assert [each.used for each in first.figures] == [kr(50), kr(70), ZERO, ZERO]
    assert (first.total.budget, first.total.used, first.total.remaining) == (
        kr(1200), kr(120), kr(1080),
    )  # fmt: skip
    assert first.total.percent == pct("10")


def test_what_is_ordered_binds_until_it_is_invoiced() -> None:
    orders = (
        order("1", 200, date(2020, 4, 1)),
        order("1", 5, date(2020, 4, 2), ended=date(2020, 5, 1)),
    )
    tracking = tracked(a_case(orders=orders))
    assert [each.committed for each in tracking.totals] == [ZERO, kr(200), ZERO, ZERO]
    assert tracking.total.remaining == kr(1100)
    assert tracking.lines[0].orders[1] == orders[:1]


def test_an_order_on_a_line_no_budget_has_is_not_out_of_sight() -> None:
    tracking = tracked(a_case(orders=(order("9", 20, date(2021, 2, 1)),)))
    assert tracking.lines[-1].id == "9"
    assert tracking.total.committed == kr(20)
    assert tracking.stretches[-1].start == date(2021, 1, 1)


def test_a_posting_leads_to_its_figures_and_one_without_a_day_stands_apart() -> None:
    tracking = tracked(a_case((50, date(2020, 2, 1)), (7, None)))
    assert stands_in(tracking, "1-2") == (("1", tracking.stretches[0]),)
    assert stands_in(tracking, "1-3") == (("1", None),)
    assert (tracking.undated, tracking.total.used) == (kr(7), kr(57))


def test_unused_money_is_carried_from_year_to_year() -> None:
    budget = a_budget(a_line("1", {2019: kr(100), 2020: kr(200)}), grant=kr(300))
    project = replace(a_case((60, date(2019, 12, 5))), versions=(budget,), period=None)
    project = replace(project, period=Period(start=date(2019, 12, 1), end=date(2020, 12, 31)))
    tracking = tracked(project, InterimEvery.YEAR)
    assert [each.budget for each in tracking.totals] == [kr(100), kr(200)]
    assert [each.remaining for each in tracking.cumulated] == [kr(40), kr(240)]


def test_an_amount_in_a_year_outside_the_project_is_spread_over_that_year() -> None:
    budget = a_budget(a_line("1", {2022: kr(120)}), grant=kr(120))
    tracking = tracked(replace(a_case(), versions=(budget,)), InterimEvery.MONTH)
    assert [each.budget for each in tracking.totals][-12:] == [kr(10)] * 12
    assert tracking.total.budget == kr(120)


DAYS = st.none() | st.dates(date(2019, 6, 1), date(2021, 6, 30))


@settings(max_examples=40)
@given(
    st.dates(date(2019, 1, 1), date(2020, 6, 1)),
    st.integers(0, 700),
    st.lists(st.tuples(st.integers(-500, 500), DAYS), max_size=5),
    st.dictionaries(st.sampled_from([2018, 2019, 2020, 2021]), st.integers(-999, 9999)),
)
def test_months_quarters_and_years_come_to_the_same(
    start: date, days: int, rows: list[tuple[int, date | None]], amounts: dict[int, int]
) -> None:
    project = a_case(*rows, period=Period(start=start, end=start + timedelta(days=days)))
    line = a_line("1", {year: Money(ore) for year, ore in amounts.items()})
    project = replace(project, versions=(a_budget(line, grant=kr(1)),))
    account = build_account(project)
    shown = [track(project, account, every, TODAY) for every in InterimEvery]
    for tracking in shown:
        assert (tracking.total.budget, tracking.total.used) == (account.budget, account.actual)
    by_year = {
        every: {
            year: Money.total(
                figure.budget
                for stretch, figure in zip(tracking.stretches, tracking.totals, strict=True)
                if stretch.start.year == year
            )
            for year in amounts
        }
        for every, tracking in zip(InterimEvery, shown, strict=True)
    }
    assert all(each == by_year[InterimEvery.YEAR] for each in by_year.values())
    assert by_year[InterimEvery.YEAR] == {year: Money(ore) for year, ore in amounts.items()}


@pytest.mark.parametrize(
    ("used", "today", "dry"),
    [
        (50, date(2020, 4, 9), date(2020, 7, 18)),  # 100 days took 50 of 100: dry on day 200
        (50, date(2020, 12, 31), None),  # a year took half of it
        (100, TODAY, None),
        (0, TODAY, None),
        (50, date(2019, 12, 1), None),
    ],
)
def test_a_line_that_goes_on_as_it_has_runs_dry_on_a_day(
    used: int, today: date, dry: date | None
) -> None:
    assert runs_dry(kr(100), kr(used), YEAR, today) == dry


def test_the_grant_is_told_in_each_reading_and_keeping_it_whole_is_blocked() -> None:
    # rules.md A4: T=625.000, G=500.000, actual 550.000
    outcome = Outcome(
        commitment=kr(500_000),
        costs=kr(550_000),
        eligible=kr(550_000),
        promised_own=kr(125_000),
        paid_out=kr(450_000),
    )
    ways = tuple(endings(outcome, CallRules(cofinancing=FIFTH), ZERO, ZERO))
    told = {
        each.reading: (each.grant, each.own, each.own_percent, each.is_allowed) for each in ways
    }
    assert told == {
        SettlementReading.PROPORTIONAL: (kr(440_000), kr(110_000), pct("20"), True),
        SettlementReading.KRONE_FOR_KRONE: (kr(425_000), kr(125_000), pct("22.72"), True),
        None: (kr(500_000), kr(50_000), pct("9.09"), False),
    }
    assert [(each.unused, each.claim, each.repay) for each in ways] == [
        (kr(60_000), ZERO, kr(10_000)),
        (kr(75_000), ZERO, kr(25_000)),
        (ZERO, kr(50_000), ZERO),
    ]


def test_what_is_too_small_to_be_claimed_back_is_let_go() -> None:
    rule = RepaymentRule(source=A_SOURCE, trivial=kr(500))
    outcome = Outcome(commitment=kr(1000), costs=kr(600), eligible=kr(600), paid_out=kr(1000))
    ways = endings(replace(outcome, promised_own=kr(101)), CallRules(repayment=rule), ZERO, ZERO)
    assert [each.repay for each in ways] == [ZERO, kr(501), ZERO]


def test_what_is_ordered_is_reckoned_with_beside_what_is_used() -> None:
    outcome = Outcome(commitment=kr(100), costs=kr(50), eligible=kr(50), promised_own=kr(10))
    ways = tuple(endings(outcome, CallRules(), kr(20), kr(20)))
    assert [each.costs for each in ways if each.basis is EndingBasis.ORDERED] == [kr(70)] * 3
    project = a_case((50, date(2020, 2, 1)), orders=(order("1", 20, TODAY), order("9", 1, TODAY)))
    assert {each.costs for each in build_account(project).endings} == {kr(50), kr(71)}


@settings(max_examples=80)
@given(*(st.integers(0, 10**8) for _ in range(5)))
def test_no_way_of_ending_gives_more_than_commitment_share_or_net(
    commitment: int, costs: int, others: int, own: int, paid: int
) -> None:
    outcome = Outcome(
        commitment=Money(commitment),
        costs=Money(costs),
        eligible=Money(costs),
        others=Money(others),
        promised_own=Money(own),
        paid_out=Money(paid),
    )
    for way in endings(outcome, CallRules(cofinancing=FIFTH), ZERO, ZERO):
        if way.reading is not None:
            assert way.grant <= outcome.commitment
            assert way.grant.ore * 5 <= costs * 4
            assert way.grant <= max(outcome.costs - outcome.others, ZERO)
        assert way.claim - way.repay == way.grant - outcome.paid_out


def test_orders_stand_by_day_and_wrong_ones_are_refused() -> None:
    late, early = order("1", 1, date(2020, 5, 1)), order("2", 1, date(2020, 4, 1))
    assert set_orders(a_case(), (late, early)).orders == (early, late)
    for wrong, code in (
        (order("9", 1, TODAY), "budget.unknown_line"),
        (order("1", 0, TODAY), "account.order_amount"),
        (order("1", 1, TODAY, ended=date(2020, 1, 1)), "account.order_ended"),
    ):
        with pytest.raises(BudgetDeskError, match=code):
            set_orders(a_case(), (wrong,))
