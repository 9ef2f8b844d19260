"""What may be moved freely: each limit at its edge, and everything counted since the approval."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.judgement import judge as judge_on
from budgetdesk.accounting.judgement import judge_move, judge_with, moves_since_approval
from budgetdesk.accounting.verdicts import Judged, Judgement, Matter, most_free
from budgetdesk.domain.budget import FundingSource, Move
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import (
    CallRules,
    CarryOverRule,
    CostItem,
    EligibleRule,
    FreeLimit,
    ReallocationRule,
)
from budgetdesk.domain.value import LineId
from budgetdesk.domain.verdict import Verdict
from budgetdesk.operations import changes
from budgetdesk.operations.budget import (
    add_line,
    choose_item,
    remove_line,
    rename_line,
    set_amount,
    write_note,
)
from budgetdesk.operations.funding import set_funding_amount
from budgetdesk.operations.versions import start_revision
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr, pct
from tests.strategies import paid, percents

FREE, UNKNOWN, ASK, LATE, NEVER = Verdict
TODAY = date(2020, 6, 1)
TEN = FreeLimit(percent=pct("10"))


def judge(project: Project, today: date = TODAY) -> Judgement:
    return judge_on(project, today)


def of_lines(*limits: FreeLimit, new_lines: bool | None = None) -> CallRules:
    rule = ReallocationRule(source=A_SOURCE, limits=limits, new_lines=new_lines)
    items = (
        CostItem(key="pay", label="Løn", group="salary"),
        CostItem(key="rent", label="Leje", group="rent"),
    )
    return CallRules(reallocation=rule, eligible=EligibleRule(source=A_SOURCE, items=items))


def of_years(limit: FreeLimit, at_most: Money | None = None) -> CallRules:
    return CallRules(carry_over=CarryOverRule(source=A_SOURCE, limit=limit, at_most=at_most))


def a_revision(rules: CallRules | None = None) -> Project:
    """Pay and rent at 1.000 kr. in each of 2019 and 2020, approved and begun anew."""
    years = {2019: kr(1000), 2020: kr(1000)}
    lines = (a_line("1", years, item="pay"), a_line("2", years, item="rent"))
    budget = a_budget(*lines, grant=kr(3000), own=kr(1000), approved=True)
    return start_revision(a_project(budget, rules), "Ændring 1")


def a_move(amount: str | int, to: str = "2", year: int = 2020) -> Move:
    return Move(
        from_line=LineId("1"),
        from_year=2020,
        to_line=LineId(to),
        to_year=year,
        amount=kr(amount),
        reason="Færre timer.",
    )


def moved(rules: CallRules | None, *moves: Move) -> Project:
    project = a_revision(rules)
    for move in moves:
        project = changes.move_money(project, move)
    return project


def part(judgement: Judgement, matter: Matter) -> Judged:
    return next(each for each in judgement.parts if each.matter is matter)


@pytest.mark.parametrize(
    ("limit", "amount", "verdict"),
    [
        (TEN, "199.99", FREE),
        (TEN, "200", ASK),  # "under 10 %" of 2.000: the edge is not under
        (replace(TEN, inclusive=True), "200", FREE),
        (replace(TEN, inclusive=True), "200.01", ASK),
        (FreeLimit(amount=kr(50), inclusive=True), "50", FREE),
        (FreeLimit(amount=kr(50)), "50", ASK),
        (replace(TEN, amount=kr(50), inclusive=True), "51", ASK),  # both must allow it
        (replace(TEN, amount=kr(50), inclusive=True, either=True), "200", FREE),
        (replace(TEN, amount=kr(500), inclusive=True, either=True), "500", FREE),
        (FreeLimit(), "1000", FREE),
        (FreeLimit(never=True), "0.01", ASK),
    ],
)
def test_each_limit_is_free_up_to_its_edge(limit: FreeLimit, amount: str, verdict: Verdict) -> None:
    project = moved(of_lines(limit), a_move(amount))
    judged = judge(project)
    assert [each.verdict for each in judged.parts] == [verdict, verdict]
    assert judged.verdict is verdict
    assert judge_move(project, project.budget.moves[0]).verdict is verdict


@given(paid(), percents(), st.none() | paid(), st.booleans(), st.booleans())
def test_the_most_that_is_free_is_the_last_ore_below_or_at_the_limit(
    base: Money, percent: object, amount: Money | None, either: bool, inclusive: bool
) -> None:
    limit = FreeLimit(percent=percent, amount=amount, either=either, inclusive=inclusive)  # type: ignore[arg-type]
    most = most_free(limit, base)

    def allows(moved: Money) -> bool:
        bounds = [Fraction(str(percent)) * base.ore / 100]
        bounds += [Fraction(amount.ore)] if amount is not None else []
        tests = [moved.ore <= bound if inclusive else moved.ore < bound for bound in bounds]
        return any(tests) if either else all(tests)

    assert most is not None
    assert most == ZERO or allows(most)
    assert not allows(most + Money(1))


def test_many_small_moves_are_held_against_the_limit_as_one() -> None:
    project = moved(of_lines(TEN), a_move(150), a_move(150))
    assert [judge_move(project, move).verdict for move in project.budget.moves] == [FREE, FREE]
    judged = judge(project)
    assert judged.verdict is ASK
    line = judged.parts[0]
    assert (line.base, line.change, line.most) == (kr(2000), kr(-300), kr("199.99"))
    assert line.source == A_SOURCE


def test_a_call_that_is_silent_makes_nothing_free() -> None:
    project = moved(None, a_move(1), a_move(1, to="1", year=2019))
    judged = judge(project)
    assert {each.verdict for each in judged.parts} == {UNKNOWN}
    assert {each.matter for each in judged.parts} == {Matter.LINE, Matter.YEAR}


def test_a_group_has_its_own_limit_and_a_line_no_limit_is_for_is_unknown() -> None:
    pay = FreeLimit(groups=("salary",), never=True)
    project = moved(of_lines(pay, FreeLimit(amount=kr(50))), a_move(10))
    assert [each.verdict for each in judge(project).parts] == [ASK, FREE]
    project = moved(of_lines(pay), a_move(10))
    assert [each.verdict for each in judge(project).parts] == [ASK, UNKNOWN]


@pytest.mark.parametrize(("new_lines", "verdict"), [(True, FREE), (False, ASK), (None, ASK)])
def test_a_line_that_was_not_approved_is_asked_for_unless_the_call_lets_it_be_opened(
    new_lines: bool | None, verdict: Verdict
) -> None:
    rules = of_lines(FreeLimit(), new_lines=new_lines)
    project = add_line(a_revision(rules), "Transport")
    project = changes.move_money(project, a_move(10, to="3"))
    assert part(judge(project), Matter.NEW_LINE).verdict is verdict
    assert judge_move(project, project.budget.moves[0]).verdict is verdict
    gone = remove_line(project, LineId("3"))
    assert judge_move(gone, gone.budget.moves[0]).verdict is verdict


def test_a_line_taken_out_falls_by_all_it_had() -> None:
    project = remove_line(a_revision(of_lines(TEN)), LineId("2"))
    judged = part(judge(project), Matter.LINE)
    assert (judged.change, judged.verdict) == (kr(-2000), ASK)


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [
        (of_years(FreeLimit()), FREE),
        (of_years(FreeLimit(never=True)), ASK),
        (of_years(TEN), ASK),
        (of_years(FreeLimit(amount=kr(200), inclusive=True)), FREE),
        (of_years(FreeLimit(), at_most=kr(199)), NEVER),
        (of_years(TEN, at_most=kr(200)), ASK),
        (CallRules(), UNKNOWN),
    ],
)
def test_the_same_carrying_over_is_free_under_one_call_and_asked_for_under_another(
    rules: CallRules, verdict: Verdict
) -> None:
    project = moved(rules, a_move(200, to="1", year=2019))
    year = part(judge(project), Matter.YEAR)
    assert (year.about, year.base, year.change) == ("2020", kr(2000), kr(200))
    assert year.verdict is verdict
    assert judge_move(project, project.budget.moves[0]).verdict is verdict


def test_money_given_up_is_not_carried_over() -> None:
    project = set_amount(a_revision(of_years(FreeLimit())), LineId("1"), 2020, kr(400))
    assert {each.matter for each in judge(project).parts} == {Matter.LINE}
    more = set_amount(project, LineId("1"), 2019, kr(1100))
    assert part(judge(more), Matter.YEAR).change == kr(100)


def test_a_larger_grant_is_always_asked_for_and_of_other_sources_the_call_is_silent() -> None:
    project = a_revision()
    grant, own = (line.id for line in project.budget.funding)
    larger = set_funding_amount(project, grant, 2020, kr(3001))
    assert part(judge(larger), Matter.FUNDING).verdict is ASK
    for changed in (
        set_funding_amount(project, grant, 2020, kr(2999)),
        set_funding_amount(project, own, 2020, kr(999)),
    ):
        assert part(judge(changed), Matter.FUNDING).verdict is UNKNOWN
    assert part(judge(larger), Matter.FUNDING).about == FundingSource.GRANT.value


def test_a_line_that_is_to_pay_for_something_else_is_told_and_a_note_is_not() -> None:
    project = a_revision(of_lines(TEN))
    renamed = rename_line(project, LineId("1"), "Konsulenter")
    (judged,) = judge(renamed).parts
    assert (judged.matter, judged.verdict, judged.about) == (Matter.PURPOSE, UNKNOWN, "Linje 1")
    elsewhere = judge(choose_item(project, LineId("1"), "rent"))
    assert part(elsewhere, Matter.PURPOSE).about == "Linje 1"
    noted = write_note(project, LineId("1"), "Færre timer.")
    assert judge(noted).parts == ()


def test_what_one_more_move_would_need_counts_those_made_before() -> None:
    project = moved(of_lines(TEN), a_move(150))
    assert judge(project).verdict is FREE
    assert judge_with(project, a_move("49.99"), TODAY).verdict is FREE
    assert judge_with(project, a_move(50), TODAY).verdict is ASK
    approved = replace(project, versions=project.versions[:1])
    assert judge_with(approved, a_move(200), TODAY).verdict is ASK
    in_use = changes.take_into_use(project, TODAY)
    assert judge_with(in_use, a_move(50), TODAY).verdict is ASK
    assert judge_with(in_use, a_move(50), TODAY) == judge(
        changes.move_money(start_revision(in_use, "Ændring 2"), a_move(50))
    )


def test_nothing_is_judged_before_there_is_anything_approved() -> None:
    draft = a_project(a_budget(a_line("1", kr(100)), a_line("2", kr(1))))
    for project in (draft, replace(a_revision(), versions=a_revision().versions[:1])):
        assert judge(project) == Judgement()
    assert judge(draft).verdict is FREE
    assert judge_move(draft, a_move(1)) == Judgement()


def test_the_moves_since_the_approval_are_those_in_use_and_those_asked_for() -> None:
    first = changes.take_into_use(moved(None, a_move(1)), date(2020, 6, 1))
    second = changes.move_money(start_revision(first, "Ændring 2"), a_move(2))
    assert moves_since_approval(second) == (a_move(1), a_move(2))
    assert moves_since_approval(a_revision()) == ()
