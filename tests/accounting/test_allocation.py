"""By hand first, else the first rule that matches; and nothing is ever lost."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.accounting.allocation import allocate
from budgetdesk.domain.ledger import (
    AllocationRule,
    Ledger,
    Part,
    PartKind,
    Placement,
    Posting,
)
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import PostingId, RuleId
from tests.builders import a_batch, a_posting, kr
from tests.strategies import money


def a_rule(rule_id: str = "r1", target: str = "1", **conditions: object) -> AllocationRule:
    rule = AllocationRule(id=RuleId(rule_id), kind=PartKind.COST, target=target)
    return msgspec.structs.replace(rule, **conditions)


def is_placed_by(rule: AllocationRule, posting: Posting) -> bool:
    """Whether a posting meets the rule's conditions: then the rule places it."""
    (part,) = allocate(Ledger(batches=(a_batch(posting),), rules=(rule,)))
    return part.rule == rule.id


def a_cost(amount: Money, target: str = "1") -> Part:
    return Part(kind=PartKind.COST, amount=amount, target=target)


@pytest.mark.parametrize(
    ("conditions", "gl_code", "matches"),
    [
        ({"gl_from": "4020"}, "40201000", True),  # alone it is how the number begins
        ({"gl_from": "4020"}, "0402", False),
        ({"gl_from": "4020", "gl_to": "4029"}, "4029", True),
        ({"gl_from": "4020", "gl_to": "4029"}, "4030", False),
        ({"gl_from": "4020", "gl_to": "4029"}, "40250", False),  # of another length
        ({"gl_from": "0100", "gl_to": "0200"}, "0150", True),
        ({"gl_from": "0100", "gl_to": "0200"}, "150", False),  # leading zeros count
        ({"gl_from": "100", "gl_to": "0200"}, "0150", False),  # ends of different length
        ({"gl_to": "4029"}, "4001", True),
        ({"gl_to": "4029"}, "401", False),
        ({}, "anything", True),
    ],
)
def test_account_numbers_are_codes(conditions: dict[str, str], gl_code: str, matches: bool) -> None:
    assert is_placed_by(a_rule(**conditions), a_posting(gl_code=gl_code)) is matches


@pytest.mark.parametrize("field", ["psp", "supplier", "text"])
def test_words_are_looked_for_inside_the_field_whatever_the_case(field: str) -> None:
    rule = a_rule(**{field: "KØRSEL"})
    said: dict[str, Any] = {field: "Befordring og kørsel"}
    assert is_placed_by(rule, a_posting(**said))
    said = {field: "Befordring"}
    assert not is_placed_by(rule, a_posting(**said))


def test_a_rule_wants_all_its_conditions() -> None:
    rule = a_rule(gl_from="40", psp="XG", text="løn")
    assert is_placed_by(rule, a_posting(gl_code="4010", psp="XG-1", text="Løn maj"))
    assert not is_placed_by(rule, a_posting(gl_code="4010", psp="XX-1", text="Løn maj"))
    assert not is_placed_by(rule, a_posting(gl_code="5010", psp="XG-1", text="Løn maj"))


def test_the_first_rule_that_matches_places_a_posting() -> None:
    rules = (a_rule("r1", "1", text="løn"), a_rule("r2", "2"), a_rule("r3", "3"))
    postings = (a_posting(2, text="Løn"), a_posting(3, text="Leje"))
    parts = allocate(Ledger(batches=(a_batch(*postings),), rules=rules))
    assert [(part.rule, part.target) for part in parts] == [("r1", "1"), ("r2", "2")]


def test_a_posting_no_rule_matches_is_unplaced() -> None:
    (part,) = allocate(Ledger(batches=(a_batch(a_posting()),), rules=(a_rule(text="løn"),)))
    assert (part.kind, part.target, part.rule) == (None, "", None)
    assert part.amount == a_posting().amount


def test_a_person_places_before_any_rule() -> None:
    aside = Part(kind=PartKind.SET_ASIDE, amount=kr(100), reason="Ikke vores")
    ledger = Ledger(
        batches=(a_batch(a_posting()),),
        rules=(a_rule(),),
        placements={PostingId("1-2"): Placement(parts=(aside,), by="A")},
    )
    (part,) = allocate(ledger)
    assert (part.kind, part.reason, part.rule) == (PartKind.SET_ASIDE, "Ikke vores", None)


def test_what_the_parts_of_a_posting_leave_is_unplaced() -> None:
    parts = (a_cost(kr(30)), a_cost(kr(50), "2"))
    ledger = Ledger(
        batches=(a_batch(a_posting(amount=kr(100))),),
        placements={PostingId("1-2"): Placement(parts=parts)},
    )
    placed = allocate(ledger)
    assert [(part.kind, part.amount) for part in placed] == [
        (PartKind.COST, kr(30)),
        (PartKind.COST, kr(50)),
        (None, kr(20)),
    ]


def test_a_posting_of_nothing_placed_nowhere_is_still_there() -> None:
    ledger = Ledger(
        batches=(a_batch(a_posting(amount=kr(0))),),
        placements={PostingId("1-2"): Placement(parts=())},
    )
    assert [part.posting.id for part in allocate(ledger)] == ["1-2"]


def words() -> st.SearchStrategy[str]:
    return st.text("ab", max_size=2)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    rows = draw(st.lists(st.tuples(money(), words(), words()), max_size=8))
    postings: list[Posting] = [
        a_posting(row, amount, gl_code=code, text=text)
        for row, (amount, code, text) in enumerate(rows, start=2)
    ]
    rules = draw(st.lists(st.builds(a_rule, gl_from=words(), text=words()), max_size=3))
    split = st.lists(st.builds(a_cost, money()), max_size=3).map(tuple)
    placements = draw(
        st.dictionaries(
            st.sampled_from([posting.id for posting in postings] or [PostingId("9-9")]),
            st.builds(Placement, parts=split),
        )
    )
    return Ledger(batches=(a_batch(*postings),), rules=tuple(rules), placements=placements)


@given(ledgers())
def test_the_parts_are_the_ledger_posting_by_posting(ledger: Ledger) -> None:
    parts = allocate(ledger)
    postings = ledger.batches[0].postings
    assert list(dict.fromkeys(part.posting.id for part in parts)) == [each.id for each in postings]
    for posting in postings:
        own = [part.amount for part in parts if part.posting.id == posting.id]
        assert Money.total(own) == posting.amount


@given(ledgers())
def test_every_rule_agrees_with_what_it_is_said_to_match(ledger: Ledger) -> None:
    for part in allocate(ledger):
        if part.posting.id in ledger.placements:
            continue
        matching = [rule for rule in ledger.rules if is_placed_by(rule, part.posting)]
        assert (part.kind is None) == (not matching)
        if matching:
            assert part.target == matching[0].target
