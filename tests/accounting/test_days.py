"""R22: a posting dated outside that a person says belongs to the period, and the reverse."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.days import days_of
from budgetdesk.checks import run_checks
from budgetdesk.domain.account import CorrectionKind
from budgetdesk.domain.decision import OWN_DAY, Decision, Topic
from budgetdesk.domain.ledger import DayKind, Part, PartKind, Placement, Posting
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.account import take
from budgetdesk.operations.ledger import choose_day, remove_batch, tell_day
from budgetdesk.session import Session
from tests.builders import a_budget, a_ledger, a_line, a_posting, a_project, kr

END, AFTER, ON = date(2020, 12, 31), date(2021, 1, 20), date(2021, 2, 1)
HALF = Period(start=date(2020, 7, 1), end=END)


def a_case(*postings: Posting) -> Project:
    budget = a_budget(a_line("1", kr(1000)), grant=kr(800), own=kr(200), approved=True)
    ledger = a_ledger(*postings)
    placed = {
        each.id: Placement(parts=(Part(kind=PartKind.COST, amount=each.amount, target="1"),))
        for each in postings
    }
    return a_project(budget, ledger=replace(ledger, placements=placed))


LATE = a_posting(2, kr(300), posting_date=AFTER)
CASE = a_case(a_posting(3, kr(100)), LATE)


def told(project: Project, day: date | None, *ids: str) -> Project:
    wanted = [PostingId(each) for each in ids or ("1-2",)]
    return tell_day(project, wanted, decided(day))


def decided(day: date | None, reason: str = "Leveret i december") -> Decision:
    answer = day.isoformat() if day else OWN_DAY
    return Decision(topic=Topic.POSTING_DAY, answer=answer, reason=reason, by="Kim", on=ON)


def codes(project: Project) -> set[str]:
    return {each.code for each in run_checks(project, ON)}


def test_a_voucher_dated_after_the_period_counts_once_a_person_says_so() -> None:
    assert build_account(CASE).actual == kr(100)
    assert "ledger.outside_period" in codes(CASE)
    counted = told(CASE, END)
    account = build_account(counted)
    assert (account.actual, account.reconciliation.outside) == (kr(400), ZERO)
    assert "ledger.outside_period" not in codes(counted)
    assert build_account(counted, HALF).actual == kr(300)


def test_a_cost_inside_that_belongs_to_another_time_is_left_out() -> None:
    assert build_account(told(CASE, date(2019, 5, 1), "1-3")).actual == ZERO


def test_the_answer_is_taken_back_and_all_of_it_stays_on_record() -> None:
    back = told(told(CASE, END), None)
    assert build_account(back).actual == kr(100)
    assert [each.answer for each in back.decisions] == ["2020-12-31", "own_day"]
    assert build_account(told(back, END)).actual == kr(400)


def test_a_posting_without_any_day_gets_one() -> None:
    project = a_case(a_posting(2, kr(300), posting_date=None))
    assert "ledger.no_day" in codes(project)
    assert "ledger.no_day" not in codes(told(project, END))


def test_it_takes_a_reason_and_a_posting_that_is_there() -> None:
    with pytest.raises(BudgetDeskError, match="decision_without_reason"):
        tell_day(CASE, [LATE.id], decided(END, " "))
    with pytest.raises(BudgetDeskError, match="unknown_posting"):
        told(CASE, END, "9-9")


def test_what_came_in_by_its_told_day_after_an_account_was_taken_is_late() -> None:
    before = take(CASE, build_account(CASE, HALF), on=ON, by="Kim")
    (correction,) = build_account(told(before, END)).corrections
    assert (correction.kind, correction.change) == (CorrectionKind.LATE, kr(300))


def test_an_import_taken_out_takes_the_answers_on_its_postings_with_it() -> None:
    assert remove_batch(told(CASE, END), 1).decisions == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["1-2", "1-3"]), st.none() | st.dates(date(2019, 1, 1), ON)),
        max_size=4,
    ),
    st.sampled_from(DayKind),
)
def test_the_second_computation_knows_the_told_days(
    tmp_path_factory: pytest.TempPathFactory, answers: list[tuple[str, date | None]], kind: DayKind
) -> None:
    project = choose_day(CASE, kind)
    for row, day in answers:
        project = told(project, day, row)
    path: Path = tmp_path_factory.mktemp("days") / "d.budgetdesk"
    with Session.create(path, project, "Kim") as session:
        session.check_figures()
        latest = dict(answers)
        days = days_of(session.project)
        for posting in session.project.ledger.batches[0].postings:
            assert days.of(posting) == (latest.get(posting.id) or posting.posting_date)
