"""What each year left, held against the call's rule of carrying over (R24)."""

from collections.abc import Mapping
from datetime import date

import pytest
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.domain.ledger import Part, PartKind, Placement
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, CarryOverRule, FreeLimit
from budgetdesk.domain.verdict import Verdict
from tests.builders import A_SOURCE, a_budget, a_ledger, a_line, a_posting, a_project, kr, pct

WHOLE = Period(start=date(2019, 7, 1), end=date(2021, 12, 31))
BUDGET = {2019: kr(100), 2020: kr(400), 2021: kr(500)}
SBST = FreeLimit(percent=pct("10"), amount=kr(100_000), inclusive=True)


def a_case(
    used: Mapping[date | None, int], limit: FreeLimit | None = None, at_most: int | None = None
) -> Project:
    postings = [
        a_posting(row, kr(amount), posting_date=day)
        for row, (day, amount) in enumerate(used.items(), start=2)
    ]
    placed = {
        each.id: Placement(parts=(Part(kind=PartKind.COST, amount=each.amount, target="1"),))
        for each in postings
    }
    most = None if at_most is None else kr(at_most)
    rule = None if limit is None else CarryOverRule(source=A_SOURCE, limit=limit, at_most=most)
    return a_project(
        a_budget(a_line("1", BUDGET), grant=kr(800), own=kr(200), approved=True),
        CallRules(carry_over=rule),
        period=WHOLE,
        ledger=replace(a_ledger(*postings), placements=placed),
    )


USED = {date(2019, 8, 1): 90, date(2020, 2, 1): 300, date(2021, 2, 1): 100, None: 7}


def test_what_a_year_leaves_is_there_for_the_next() -> None:
    first, second = build_account(a_case(USED)).year_ends
    assert (first.year, first.budget, first.available, first.used, first.left) == (
        2019, kr(100), kr(100), kr(90), kr(10),
    )  # fmt: skip
    assert (second.year, second.available, second.used, second.left) == (
        2020, kr(410), kr(300), kr(110),
    )  # fmt: skip
    assert {each.verdict for each in (first, second)} == {Verdict.UNKNOWN}
    assert (second.lost, second.most, second.source) == (ZERO, None, None)


@pytest.mark.parametrize(
    ("limit", "at_most", "verdict", "lost"),
    [
        (FreeLimit(), None, Verdict.FREE, 0),  # C41
        (SBST, None, Verdict.ASK, 0),  # X01: 110 is over 10 % of 400
        (FreeLimit(never=True), None, Verdict.ASK, 0),
        (FreeLimit(), 30, Verdict.NEVER, 80),  # X25
    ],
)
def test_the_calls_word_on_it(
    limit: FreeLimit, at_most: int | None, verdict: Verdict, lost: int
) -> None:
    year = build_account(a_case(USED, limit, at_most)).year_ends[1]
    assert (year.verdict, year.lost, year.source) == (verdict, kr(lost), A_SOURCE)


def test_exactly_the_limit_is_still_free() -> None:
    exact = a_case({date(2019, 8, 1): 90}, SBST)
    assert build_account(exact).year_ends[0].verdict is Verdict.FREE
    over = a_case({date(2019, 8, 1): 89}, SBST)
    assert build_account(over).year_ends[0].verdict is Verdict.ASK


def test_what_was_used_beforehand_needs_nobodys_word() -> None:
    year = build_account(a_case({date(2019, 8, 1): 130}, FreeLimit(never=True))).year_ends[0]
    assert (year.left, year.verdict) == (kr(-30), Verdict.FREE)


def test_an_interim_account_tells_of_the_years_it_has_the_end_of() -> None:
    project = a_case(USED)
    for end, years in (
        (date(2019, 12, 30), []),
        (date(2019, 12, 31), [2019]),
        (date(2021, 6, 30), [2019, 2020]),
    ):
        account = build_account(project, Period(start=WHOLE.start, end=end))
        assert [each.year for each in account.year_ends] == years


def test_a_project_within_a_year_carries_nothing_over() -> None:
    project = a_case(USED)
    year = Period(start=date(2021, 1, 1), end=date(2021, 12, 31))
    short = a_budget(a_line("1", {2021: kr(500)}))
    assert build_account(replace(project, period=year, versions=(short,))).year_ends == ()


def test_an_interim_account_that_ends_a_year_is_held_against_the_years_budget() -> None:
    project = a_case(USED)
    yearly = build_account(project, Period(start=WHOLE.start, end=date(2020, 12, 31)))
    (line,) = yearly.lines
    assert (line.planned, line.actual, line.due_deviation) == (kr(500), kr(397), kr(103))
    spring = build_account(project, Period(start=WHOLE.start, end=date(2020, 3, 31)))
    assert (spring.lines[0].planned, spring.lines[0].due_deviation) == (None, ZERO)
    assert build_account(project).lines[0].planned is None
    beyond = build_account(
        a_case({date(2019, 8, 1): 1200}), Period(start=WHOLE.start, end=date(2019, 12, 31))
    )
    assert beyond.lines[0].due_deviation == kr(-200)
