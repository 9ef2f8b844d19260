"""What a rule would do is told before it is kept, and is what it then does."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.effects import effect
from budgetdesk.domain.ledger import AllocationRule, Ledger, Part, PartKind, Placement
from budgetdesk.domain.value import RuleId
from tests.builders import a_batch, a_posting, kr

COST = PartKind.COST
CODES = ("10", "20", "30", "40")


def a_rule(rule_id: str, gl_from: str, target: str = "1") -> AllocationRule:
    return AllocationRule(id=RuleId(rule_id), kind=COST, target=target, gl_from=gl_from)


def a_full_ledger(*rules: AllocationRule) -> Ledger:
    """One posting of each account; the last is placed by hand."""
    batch = a_batch(*(a_posting(row, kr(row), gl_code=code) for row, code in enumerate(CODES)))
    by_hand = Placement(parts=(Part(kind=COST, amount=kr(3), target="9"),))
    return Ledger(batches=(batch,), rules=rules, placements={batch.postings[3].id: by_hand})


def test_a_new_rule_tells_what_it_takes_and_from_where() -> None:
    ledger = a_full_ledger(a_rule("r1", "2", "7"))
    would = effect(ledger, a_rule("", ""), 0)
    assert [part.posting.gl_code for part in would.taken] == ["10", "20", "30"]
    assert would.origins == [((None, ""), 2), ((COST, "7"), 1)]
    assert (would.count, would.sum, would.hidden) == (3, kr(3), 1)
    after_all = effect(ledger, a_rule("", ""), 1)
    assert (after_all.count, after_all.hidden) == (2, 2)


def test_a_changed_rule_tells_what_it_keeps_and_lets_go_of() -> None:
    ledger = a_full_ledger(a_rule("r1", "1"), a_rule("r2", "2"))
    would = effect(ledger, a_rule("r2", "3"), 0)
    assert [part.posting.gl_code for part in would.lost] == ["20"]
    assert [part.posting.gl_code for part in would.taken] == ["30"]
    assert [p.posting.gl_code for p in effect(ledger, a_rule("r2", "2"), 0).kept] == ["20"]


@given(
    begins=st.lists(st.sampled_from(["", "1", "2", "10", "3", "4"]), max_size=3),
    new=st.sampled_from(["", "1", "2", "30"]),
    place=st.integers(0, 3),
)
def test_the_effect_is_what_the_rule_then_does(begins: list[str], new: str, place: int) -> None:
    rules = [a_rule(f"r{number}", begin) for number, begin in enumerate(begins)]
    ledger = a_full_ledger(*rules)
    would = effect(ledger, a_rule("new", new), place)
    rules.insert(place, a_rule("new", new))
    done = [p.posting.id for p in allocate(replace(ledger, rules=tuple(rules))) if p.rule == "new"]
    assert [part.posting.id for part in would.placed] == done
