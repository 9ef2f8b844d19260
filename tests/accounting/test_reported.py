"""Accounts taken one after another: earlier + this = total, corrections, and running numbers."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.numbers import given as given_numbers
from budgetdesk.accounting.numbers import running_numbers, voucher_key
from budgetdesk.domain.account import AccountKind, CorrectionKind
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement, Posting
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.account import take, take_back
from tests.builders import a_batch, a_budget, a_line, a_posting, a_project, kr

FIRST = Period(start=date(2020, 1, 1), end=date(2020, 3, 31))
SECOND = Period(start=date(2020, 4, 1), end=date(2020, 6, 30))
DAY = date(2020, 7, 1)


def on(posting: Posting, line: str = "1", kind: PartKind = PartKind.COST) -> Placement:
    return Placement(parts=(Part(kind=kind, amount=posting.amount, target=line),))


def a_case(*placed: tuple[Posting, str]) -> Project:
    ledger = Ledger(
        batches=(a_batch(*(posting for posting, _ in placed)),),
        placements={posting.id: on(posting, line) for posting, line in placed},
    )
    budget = a_budget(a_line("1", kr(800)), a_line("2", kr(200)), grant=kr(800), own=kr(200))
    return a_project(budget, ledger=ledger)


def at(row: int, kroner: int, day: date | None, **fields: object) -> Posting:
    return a_posting(row, kr(kroner), posting_date=day, **fields)


def taken(project: Project, *periods: Period) -> Project:
    for period in periods:
        built = build_account(project, period)
        project = take(project, built, on=DAY, by=" Kim ")
    return project


def three() -> Project:
    return a_case(
        (at(2, 100, date(2020, 2, 1)), "1"),
        (at(3, 40, date(2020, 5, 1)), "1"),
        (at(4, 7, date(2020, 5, 2)), "2"),
    )


def moved(project: Project, posting: str, line: str) -> Project:
    found = next(p for p in project.ledger.batches[0].postings if p.id == posting)
    placements = {**project.ledger.placements, found.id: on(found, line)}
    return replace(project, ledger=replace(project.ledger, placements=placements))


def test_the_next_account_shows_earlier_this_and_total() -> None:
    project = taken(three(), FIRST)
    second = build_account(project, SECOND)
    first, other = second.lines
    assert (first.earlier, first.this, first.own, first.actual) == (
        kr(100), kr(40), kr(40), kr(140),
    )  # fmt: skip
    assert (other.earlier, other.this, other.actual) == (ZERO, kr(7), kr(7))
    assert (second.earlier, second.this, second.corrected) == (kr(100), kr(47), ZERO)
    (told,) = second.taken_before
    assert (told.kind, told.period, told.by, told.added) == (
        AccountKind.INTERIM, FIRST, "Kim", kr(100),
    )  # fmt: skip
    assert told.digest == build_account(project, FIRST).digest


def test_an_interim_account_is_settled_on_all_it_covers() -> None:
    project = taken(three(), FIRST)
    assert build_account(project, SECOND).settlement.earned == kr(147)


def test_what_came_late_into_an_accounted_period_is_a_correction() -> None:
    late = at(5, 3, date(2020, 3, 1))
    project = taken(three(), FIRST)
    batch = a_batch(late, number=2)
    ledger = project.ledger
    ledger = replace(
        ledger,
        batches=(*ledger.batches, batch),
        placements={**ledger.placements, late.id: on(late)},
    )
    account = build_account(replace(project, ledger=ledger), SECOND)
    (correction,) = account.corrections
    assert (correction.kind, correction.posting, correction.line) == (
        CorrectionKind.LATE, late, "1",
    )  # fmt: skip
    assert (correction.before, correction.after, correction.change) == (ZERO, kr(3), kr(3))
    line = account.lines[0]
    assert (line.earlier, line.corrections, line.own, line.actual) == (
        kr(100), kr(3), kr(40), kr(143),
    )  # fmt: skip


def test_a_posting_moved_to_another_line_corrects_both() -> None:
    account = build_account(moved(taken(three(), FIRST), "1-2", "2"), SECOND)
    told = [(each.line, each.kind, each.change) for each in account.corrections]
    assert told == [
        ("1", CorrectionKind.MOVED, kr(-100)),
        ("2", CorrectionKind.MOVED, kr(100)),
    ]
    assert [line.corrections for line in account.lines] == [kr(-100), kr(100)]
    assert (account.corrected, account.this) == (ZERO, kr(47))


def test_a_posting_set_aside_since_is_told_as_moved_and_an_import_taken_out_as_gone() -> None:
    project = taken(three(), FIRST)
    unplaced = replace(project, ledger=replace(project.ledger, placements={}))
    (aside,) = build_account(unplaced, SECOND).corrections
    assert (aside.kind, aside.change) == (CorrectionKind.MOVED, kr(-100))
    assert aside.posting is not None
    (gone,) = build_account(replace(project, ledger=Ledger()), SECOND).corrections
    assert (gone.kind, gone.posting, gone.id) == (CorrectionKind.GONE, None, "1-2")


def test_a_line_no_budget_has_any_more_still_tells_what_was_reported_on_it() -> None:
    project = taken(three(), FIRST)
    smaller = replace(project.budget, lines=project.budget.lines[1:])
    account = build_account(replace(project, versions=(smaller,)), SECOND)
    forgotten = account.lines[-1]
    assert (forgotten.id, forgotten.earlier, forgotten.actual) == ("1", kr(100), ZERO)
    assert account.earlier + account.this == account.actual


def test_an_account_drawn_again_is_the_one_that_was_taken() -> None:
    project = taken(three(), FIRST, SECOND)
    assert build_account(project, FIRST).digest == project.accounts[0].digest
    assert build_account(project, SECOND).digest == project.accounts[1].digest


def test_the_same_period_is_taken_once_and_the_last_can_be_taken_back() -> None:
    project = taken(three(), FIRST)
    with pytest.raises(BudgetDeskError, match=r"account\.taken"):
        taken(project, FIRST)
    assert take_back(project) == three()
    with pytest.raises(BudgetDeskError, match=r"account\.none_taken"):
        take_back(three())


def test_a_voucher_keeps_its_number_and_the_next_go_on() -> None:
    project = taken(three(), FIRST)
    numbers = running_numbers(build_account(project, SECOND), project)
    assert numbers == {"1-2": 1, "1-3": 2, "1-4": 3}
    assert given_numbers(project) == {"B2 2020": 1}


def test_postings_of_one_voucher_share_its_number_and_years_begin_anew() -> None:
    same = a_posting(3, kr(1), voucher="B2")
    assert voucher_key(a_posting(2)) == voucher_key(same) == "B2 2020"
    assert voucher_key(a_posting(2, accounting_year=2021)) == "B2 2021"
    assert voucher_key(a_posting(2, posting_date=None)) == "B2 0"
    assert voucher_key(a_posting(2, voucher="")) == "1-2"


def test_money_received_has_a_number_and_what_is_set_aside_has_none() -> None:
    income, aside = at(2, -50, date(2020, 2, 1)), at(3, 5, date(2020, 2, 1))
    project = a_case((income, "1"), (aside, "1"))
    placements = {
        income.id: on(income, "F-grant", PartKind.FUNDING),
        aside.id: on(aside, "", PartKind.SET_ASIDE),
    }
    project = replace(project, ledger=replace(project.ledger, placements=placements))
    account = build_account(project)
    assert running_numbers(account, a_project()) == {income.id: 1}


STARTS = [date(2019, 12, 1) + timedelta(days=61 * step) for step in range(6)]
PERIODS = st.permutations([Period(start=start, end=start + timedelta(days=60)) for start in STARTS])
DAYS = st.none() | st.dates(date(2019, 11, 1), date(2021, 1, 31))
MOVES = st.lists(st.tuples(st.integers(0, 7), st.sampled_from("12")), max_size=4)


@settings(max_examples=60)
@given(PERIODS, st.lists(st.tuples(DAYS, st.integers(-90, 90)), min_size=8, max_size=8), MOVES)
def test_earlier_and_this_are_the_total_and_numbers_stay_in_any_order(
    periods: list[Period], rows: list[tuple[date | None, int]], moves: list[tuple[int, str]]
) -> None:
    placed = [(at(row, amount, day), "1") for row, (day, amount) in enumerate(rows, start=2)]
    project = a_case(*placed)
    seen: dict[PostingId, int] = {}
    for step, period in enumerate(periods[:4]):
        account = build_account(project, period)
        for line in account.lines:
            assert line.earlier + line.own + line.corrections == line.actual
        assert account.earlier == sum((each.added for each in account.taken_before), ZERO)
        changes = sum((each.change for each in account.corrections), ZERO)
        assert account.corrected == changes
        assert not account.reconciliation.difference
        numbers = running_numbers(account, project)
        assert all(numbers[key] == number for key, number in seen.items() if key in numbers)
        seen |= numbers
        project = take(project, account, on=DAY, by="Kim")
        given = given_numbers(project)
        assert sorted(given.values()) == list(range(1, len(given) + 1))
        if step < len(moves):
            row, line_id = moves[step]
            project = moved(project, f"1-{row + 2}", line_id)
    final = build_account(project)
    assert final.earlier + final.this == final.actual
