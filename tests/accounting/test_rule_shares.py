"""A rule that splits: its parts are always the posting, to the øre."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.accounting.allocation import allocate, parts_by_rule
from budgetdesk.domain.ledger import AllocationRule, Ledger, Part, PartKind, Placement, Share
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import RuleId
from tests.accounting.test_allocation import is_placed_by
from tests.builders import a_batch, a_posting, kr
from tests.strategies import money


def splitting(*percents: str) -> AllocationRule:
    shares = tuple(
        Share(percent=Decimal(percent), kind=PartKind.COST, target=str(number))
        for number, percent in enumerate(percents, start=2)
    )
    return AllocationRule(id=RuleId("r1"), kind=PartKind.COST, target="1", text="b", shares=shares)


def test_the_shares_come_first_and_the_rest_goes_where_the_rule_places() -> None:
    parts = list(parts_by_rule(splitting("40", "12.5"), a_posting(2, kr(1000))))
    assert [(part.target, part.amount) for part in parts] == [
        ("2", kr(400)),
        ("3", kr(125)),
        ("1", kr(475)),
    ]
    assert {part.rule for part in parts} == {"r1"}


def test_shares_of_a_hundred_percent_leave_no_rest() -> None:
    parts = list(parts_by_rule(splitting("50", "50"), a_posting(2, kr("0.01"))))
    assert [(part.target, part.amount.ore) for part in parts] == [("2", 1)]


def test_a_posting_of_nothing_is_one_part() -> None:
    assert [part.target for part in parts_by_rule(splitting("50"), a_posting(2, Money()))] == ["1"]


@given(
    amount=money(),
    percents=st.lists(st.decimals("0.01", "30", places=2), min_size=1, max_size=3),
)
def test_the_parts_always_add_up_to_the_ore(amount: Money, percents: list[Decimal]) -> None:
    rule = splitting(*map(str, percents))
    parts = list(parts_by_rule(rule, a_posting(2, amount)))
    assert Money.total(part.amount for part in parts) == amount


def test_a_person_s_word_stands_between_split_postings() -> None:

    batch = a_batch(a_posting(2, kr(10)), a_posting(3, kr(10)), a_posting(4, kr(10)))
    whole = Part(kind=PartKind.COST, amount=kr(10), target="9")
    ledger = Ledger(
        batches=(batch,),
        rules=(splitting("50"),),
        placements={batch.postings[1].id: Placement(parts=(whole,))},
    )
    assert [part.target for part in allocate(ledger)] == ["2", "1", "9", "2", "1"]
    last = {batch.postings[2].id: Placement(parts=(whole,))}
    ledger = Ledger(batches=(batch,), rules=(splitting("50"),), placements=last)
    assert [part.target for part in allocate(ledger)] == ["2", "1", "2", "1", "9"]


def test_amount_and_cost_center_are_conditions() -> None:
    rule = AllocationRule(
        id=RuleId("r1"),
        kind=PartKind.COST,
        target="1",
        cost_center="47",
        amount_from=kr(-100),
        amount_to=kr("-0.01"),
    )
    assert is_placed_by(rule, a_posting(2, kr(-100), cost_center="4711"))
    assert not is_placed_by(rule, a_posting(2, kr(-100), cost_center="11"))
    assert not is_placed_by(rule, a_posting(2, kr("-100.01"), cost_center="4711"))
    assert not is_placed_by(rule, a_posting(2, kr(0), cost_center="4711"))
