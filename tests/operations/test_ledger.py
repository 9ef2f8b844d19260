"""Imports, rules and placings: what people do to the ledger, and what cannot be done."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.ledger import AllocationRule, Ledger, Part, PartKind, Placement
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId, RuleId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import ledger as operations
from budgetdesk.text import text
from tests.builders import a_batch, a_budget, a_line, a_posting, a_project, kr

FIRST: Final = PostingId("1-2")
SECOND: Final = PostingId("1-3")
COST, FUNDING = PartKind.COST, PartKind.FUNDING
ASIDE, NOT_ELIGIBLE = PartKind.SET_ASIDE, PartKind.NOT_ELIGIBLE


@pytest.fixture
def project() -> Project:
    """Two lines, a grant, and an import of 100 kr. and -30 kr."""
    budget = a_budget(a_line("1", kr(500)), a_line("2", kr(500)), grant=kr(800))
    batch = a_batch(a_posting(2, kr(100)), a_posting(3, kr(-30)))
    return a_project(budget, ledger=Ledger(batches=(batch,)))


def refusal(task: Callable[[], object]) -> str:
    """The code a task is refused with; its sentence must be there and take its facts."""
    with pytest.raises(BudgetDeskError) as refused:
        task()
    assert text(f"errors.{refused.value.code}", **refused.value.facts)
    return refused.value.code


def a_rule(**fields: Any) -> AllocationRule:
    defaults: dict[str, Any] = {"id": RuleId("new"), "kind": COST, "target": "1", "psp": "XG-1"}
    return AllocationRule(**(defaults | fields))


def part(kind: PartKind, kroner: int | str, **fields: str) -> Part:
    return Part(kind=kind, amount=kr(kroner), **fields)


def test_an_import_is_added_last(project: Project) -> None:
    batch = a_batch(a_posting(9), number=2)
    assert operations.add_batch(project, batch).ledger.batches == (*project.ledger.batches, batch)


def test_an_import_made_for_another_state_of_the_ledger_is_refused(project: Project) -> None:
    late = a_batch(a_posting(9), number=1)
    assert refusal(lambda: operations.add_batch(project, late)) == "ledger.batch_out_of_turn"


def test_a_whole_import_is_taken_back_with_what_was_placed_of_it(project: Project) -> None:
    other = replace(a_posting(5), id=PostingId("2-5"))
    both = operations.add_batch(project, a_batch(other, number=2))
    both = operations.place(both, [FIRST, PostingId("2-5")], COST, target="1")
    left = operations.remove_batch(both, 1)
    assert [batch.number for batch in left.ledger.batches] == [2]
    assert left.ledger.placements.keys() == {"2-5"}


def test_an_import_that_is_not_there_cannot_be_taken_back(project: Project) -> None:
    assert refusal(lambda: operations.remove_batch(project, 7)) == "ledger.unknown_batch"


@pytest.mark.parametrize(
    ("kind", "target", "reason"),
    [
        (COST, "2", ""),
        (FUNDING, "F-grant", ""),
        (ASIDE, "", "Hører til driften"),
        (NOT_ELIGIBLE, "", "Moms"),
    ],
)
def test_many_postings_are_placed_whole_at_once(
    project: Project, kind: PartKind, target: str, reason: str
) -> None:
    assert project.budget.funding[0].id == f"F-{FundingSource.GRANT.value}"
    placed = operations.place(
        project, [FIRST, SECOND], kind, target=target, reason=f" {reason} ", by="Anne"
    )
    assert placed.ledger.placements == {
        posting_id: Placement(
            parts=(part(kind, amount, target=target, reason=reason),),
            by="Anne",
        )
        for posting_id, amount in ((FIRST, 100), (SECOND, -30))
    }


def test_a_line_of_an_earlier_version_may_be_placed_on(project: Project) -> None:
    emptied = replace(project, versions=(*project.versions, a_budget()))
    assert FIRST in operations.place(emptied, [FIRST], COST, target="2").ledger.placements


@pytest.mark.parametrize(
    ("kind", "target", "reason", "code"),
    [
        (COST, "9", "", "budget.unknown_line"),
        (COST, "", "", "budget.unknown_line"),
        (FUNDING, "1", "", "budget.unknown_funding"),
        (ASIDE, "", " ", "ledger.reason_missing"),
        (NOT_ELIGIBLE, "", "", "ledger.reason_missing"),
    ],
)
def test_nowhere_and_no_reason_are_refused(
    project: Project, kind: PartKind, target: str, reason: str, code: str
) -> None:
    def place() -> Project:
        return operations.place(project, [FIRST], kind, target=target, reason=reason)

    def rule() -> Project:
        made = a_rule(kind=kind, target=target, reason=reason)
        return operations.add_allocation_rule(project, made)

    def split() -> Project:
        parts = [part(kind, 100, target=target, reason=reason)]
        return operations.split(project, FIRST, parts)

    assert {refusal(place), refusal(rule), refusal(split)} == {code}


def test_unknown_postings_are_refused_and_nothing_is_placed(project: Project) -> None:
    gone = PostingId("1-99")
    for task in (
        lambda: operations.place(project, [FIRST, gone], COST, target="1"),
        lambda: operations.unplace(project, [gone]),
        lambda: operations.split(project, gone, [part(COST, 1, target="1")]),
    ):
        assert refusal(task) == "ledger.unknown_posting"


def test_a_posting_is_split_in_parts_that_add_up(project: Project) -> None:
    parts = (part(COST, 60, target="1"), part(NOT_ELIGIBLE, 40, reason="Moms"))
    changed = operations.split(project, FIRST, parts, by="Bo")
    assert changed.ledger.placements == {FIRST: Placement(parts=parts, by="Bo")}


@pytest.mark.parametrize("amount", ["99.99", "100.01", "-100"])
def test_parts_that_do_not_add_up_are_refused(project: Project, amount: str) -> None:
    parts = [part(COST, amount, target="1")]
    assert refusal(lambda: operations.split(project, FIRST, parts)) == "ledger.parts_do_not_add_up"


def test_the_difference_between_parts_and_posting_is_told(project: Project) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        operations.split(project, SECOND, [part(COST, -20, target="1")])
    assert refused.value.facts == {"parts": kr(-20), "posting": kr(-30), "difference": kr(10)}


def test_a_split_without_parts_is_refused(project: Project) -> None:
    assert refusal(lambda: operations.split(project, FIRST, [])) == "ledger.no_parts"


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 100), min_size=1, max_size=5))
def test_shares_by_percent_always_add_up(ore: int, percents: list[int]) -> None:
    parts = [part(COST, 0, target=str(number)) for number in range(len(percents))]
    if not any(percents):
        code = refusal(lambda: operations.shares_of(Money(ore), parts, percents))
        assert code == "ledger.bad_shares"
        return
    shared = operations.shares_of(Money(ore), parts, percents)
    assert Money.total(each.amount for each in shared) == Money(ore)
    assert [each.target for each in shared] == [each.target for each in parts]


@pytest.mark.parametrize("weights", [[], [1], [1, 2, 3], [2, -1]])
def test_shares_must_be_one_for_each_part_and_none_below_zero(weights: list[int]) -> None:
    parts = [part(COST, 0, target="1"), part(COST, 0, target="2")]
    assert refusal(lambda: operations.shares_of(kr(1), parts, weights)) == "ledger.bad_shares"


def test_what_was_placed_is_taken_back(project: Project) -> None:
    placed = operations.place(project, [FIRST, SECOND], COST, target="1")
    assert operations.unplace(placed, [FIRST]).ledger.placements.keys() == {SECOND}
    assert operations.unplace(placed, [FIRST, SECOND]) == project


def with_rules(project: Project, *psps: str) -> Project:
    for psp in psps:
        project = operations.add_allocation_rule(project, a_rule(psp=psp))
    return project


def order(project: Project) -> list[tuple[str, str]]:
    return [(rule.id, rule.psp) for rule in project.ledger.rules]


def test_rules_are_added_last_with_ids_of_their_own(project: Project) -> None:
    assert order(with_rules(project, "a", "b")) == [("r1", "a"), ("r2", "b")]


def test_a_new_rule_never_takes_the_id_of_another(project: Project) -> None:
    odd = replace(project, ledger=Ledger(rules=(a_rule(id="løn"), a_rule(id="r7"))))
    left = operations.remove_allocation_rule(with_rules(odd, "a", "b"), RuleId("r8"))
    assert [rule.id for rule in with_rules(left, "c").ledger.rules] == ["løn", "r7", "r9", "r10"]


def test_a_rule_is_changed_in_its_place(project: Project) -> None:
    two = with_rules(project, "a", "b")
    changed = operations.change_allocation_rule(two, a_rule(id=RuleId("r1"), psp="c"))
    assert order(changed) == [("r1", "c"), ("r2", "b")]


@pytest.mark.parametrize(
    ("place", "ids"),
    [
        (0, ["r2", "r1", "r3"]),
        (-5, ["r2", "r1", "r3"]),
        (2, ["r1", "r3", "r2"]),
        (9, ["r1", "r3", "r2"]),
    ],
)
def test_a_rule_is_moved(project: Project, place: int, ids: list[str]) -> None:
    three = with_rules(project, "a", "b", "c")
    moved = operations.move_allocation_rule(three, RuleId("r2"), place)
    assert [rule.id for rule in moved.ledger.rules] == ids


def test_a_rule_is_removed(project: Project) -> None:
    left = operations.remove_allocation_rule(with_rules(project, "a", "b"), RuleId("r1"))
    assert order(left) == [("r2", "b")]


def test_a_rule_that_is_not_there_is_refused(project: Project) -> None:
    for task in (
        lambda: operations.remove_allocation_rule(project, RuleId("r9")),
        lambda: operations.move_allocation_rule(project, RuleId("r9"), 0),
        lambda: operations.change_allocation_rule(project, a_rule(id=RuleId("r9"))),
    ):
        assert refusal(task) == "ledger.unknown_rule"


@pytest.mark.parametrize(
    ("conditions", "code"),
    [
        ({}, "ledger.rule_without_condition"),
        ({"gl_to": "4999"}, "ledger.rule_range"),
        ({"gl_from": "40", "gl_to": "4999"}, "ledger.rule_range"),
        ({"gl_from": "5000", "gl_to": "4999"}, "ledger.rule_range"),
    ],
)
def test_a_rule_needs_conditions_that_mean_something(
    project: Project, conditions: dict[str, str], code: str
) -> None:
    rule = a_rule(psp="", **conditions)
    assert refusal(lambda: operations.add_allocation_rule(project, rule)) == code


@pytest.mark.parametrize(
    "conditions",
    [
        {"gl_from": "40"},
        {"gl_from": "4000", "gl_to": "4000"},
        {"supplier": "BDO"},
        {"text": "leje"},
    ],
)
def test_any_one_condition_is_enough(project: Project, conditions: dict[str, str]) -> None:
    rule = a_rule(psp="", **conditions)
    assert len(operations.add_allocation_rule(project, rule).ledger.rules) == 1


def test_operations_leave_the_project_they_were_given_as_it_was(project: Project) -> None:
    before = replace(project)
    operations.place(with_rules(project, "a"), [FIRST], COST, target="1")
    operations.remove_batch(project, 1)
    assert project == before
