"""Who signs: decided by the call's words, or by a person where they leave it open."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.accounting.signoff import decide_signoff
from budgetdesk.domain.account import Signoff
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import SignoffRule
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from tests.builders import A_SOURCE, kr
from tests.strategies import paid

MANAGEMENT, REVIEWER, AUDITOR, STRICTEST = SignoffKind
COMMITMENT, USED, PAID = SignoffBasis
LIMIT = kr(500_000)
UNDER = SignoffClass(kind=MANAGEMENT, below=LIMIT)
OVER = SignoffClass(kind=AUDITOR, above=LIMIT)


def a_rule(*classes: SignoffClass, basis: SignoffBasis | None = None) -> SignoffRule:
    return SignoffRule(source=A_SOURCE, classes=classes, basis=basis)


STAR = a_rule(UNDER, OVER)  # "over" and "under" 500.000, nothing on the limit


def decided(kind: SignoffKind) -> Decision:
    return Decision(
        topic=Topic.SIGNOFF, answer=kind.value, reason="Mail", by="A", on=date(2021, 1, 1)
    )


def held(
    commitment: str,
    used: str | None = None,
    rule: SignoffRule = STAR,
    answer: Decision | None = None,
) -> Signoff:
    amounts: Mapping[SignoffBasis, Money] = {COMMITMENT: kr(commitment)}
    return decide_signoff(rule, amounts if used is None else {**amounts, USED: kr(used)}, answer)


def test_a_call_that_says_nothing_leaves_nothing_to_propose() -> None:
    signoff = decide_signoff(None, {COMMITMENT: LIMIT})
    assert (signoff.kind, signoff.proposed, signoff.candidates) == (None, None, ())


def test_on_the_limit_it_is_undecided_and_the_stricter_is_proposed() -> None:
    signoff = held("500000.00")
    assert signoff.kind is None
    assert signoff.candidates == (MANAGEMENT, AUDITOR)
    assert signoff.proposed is AUDITOR
    assert signoff.threshold == LIMIT


def test_a_decision_settles_it_and_is_kept() -> None:
    answer = decided(MANAGEMENT)
    signoff = held("500000.00", answer=answer)
    assert (signoff.kind, signoff.proposed, signoff.decision) == (MANAGEMENT, MANAGEMENT, answer)


def test_a_decision_that_is_no_candidate_is_not_silently_kept() -> None:
    signoff = held("500000.00", answer=decided(REVIEWER))
    assert (signoff.kind, signoff.proposed, signoff.decision) == (None, AUDITOR, None)


def test_a_decision_moves_no_case_the_call_decides() -> None:
    signoff = held("500000.01", answer=decided(MANAGEMENT))
    assert (signoff.kind, signoff.decision) == (AUDITOR, None)


@pytest.mark.parametrize(
    ("commitment", "used", "kind"),
    [("520000", "510000", AUDITOR), ("520000", "480000", None), ("480000", "470000", MANAGEMENT)],
)
def test_commitment_and_use_in_different_classes_are_undecided(
    commitment: str, used: str, kind: SignoffKind | None
) -> None:
    signoff = held(commitment, used)
    assert signoff.kind is kind
    assert signoff.amounts == {COMMITMENT: kr(commitment), USED: kr(used)}
    if kind is None:
        assert signoff.proposed is AUDITOR


def test_a_call_that_names_the_amount_leaves_no_doubt() -> None:
    rule = a_rule(UNDER, OVER, basis=USED)
    signoff = held("520000", "480000", rule)
    assert (signoff.kind, dict(signoff.amounts)) == (MANAGEMENT, {USED: kr(480_000)})


def test_while_the_named_amount_is_not_known_the_commitment_stands_in() -> None:
    assert held("520000", rule=a_rule(UNDER, OVER, basis=USED)).kind is AUDITOR


def test_what_was_paid_counts_only_where_the_call_says_so() -> None:
    amounts = {COMMITMENT: kr(600_000), PAID: kr(100_000)}
    assert decide_signoff(STAR, amounts).kind is AUDITOR
    assert decide_signoff(a_rule(UNDER, OVER, basis=PAID), amounts).kind is MANAGEMENT


def test_classes_that_contradict_each_other_are_undecided_among_them() -> None:
    rule = a_rule(
        SignoffClass(kind=MANAGEMENT, at_most=kr(100_000)),
        SignoffClass(kind=REVIEWER, at_least=kr(100_000)),
    )
    signoff = held("100000", rule=rule)
    assert (signoff.kind, signoff.candidates) == (None, (MANAGEMENT, REVIEWER))
    assert signoff.threshold == kr(100_000)


def test_between_classes_that_leave_a_gap_both_neighbours_are_possible() -> None:
    rule = a_rule(
        SignoffClass(kind=MANAGEMENT, below=kr(100)),
        SignoffClass(kind=REVIEWER, above=kr(200), at_most=kr(500)),
        SignoffClass(kind=AUDITOR, above=kr(500)),
    )
    assert held("150", rule=rule).candidates == (MANAGEMENT, REVIEWER)


def test_beyond_the_outermost_class_the_far_side_is_the_end_of_the_scale() -> None:
    only_large = a_rule(SignoffClass(kind=AUDITOR, above=kr(100)))
    assert held("50", rule=only_large).candidates == (MANAGEMENT, AUDITOR)
    only_small = a_rule(SignoffClass(kind=REVIEWER, at_most=kr(100)))
    assert held("150", rule=only_small).candidates == (REVIEWER, STRICTEST)
    assert held("150", rule=only_small).threshold is None


@pytest.mark.parametrize(("grant", "threshold"), [("100", LIMIT), ("600000", LIMIT)])
def test_the_limit_told_is_the_lower_one_of_the_kind_or_the_upper_one_of_the_mildest(
    grant: str, threshold: Money
) -> None:
    assert held(grant).threshold == threshold


def test_classes_without_a_limit_have_none_to_tell() -> None:
    assert held("1", rule=a_rule(SignoffClass(kind=AUDITOR))).threshold is None


def test_with_no_amount_to_hold_nothing_is_decided() -> None:
    signoff = decide_signoff(STAR, {})
    assert (signoff.kind, signoff.proposed) == (None, None)


@given(paid(), paid(), st.none() | st.builds(decided, st.sampled_from(SignoffKind)))
def test_what_is_proposed_is_never_milder_than_what_it_can_be_unless_decided(
    commitment: Money, used: Money, answer: Decision | None
) -> None:
    signoff = decide_signoff(STAR, {COMMITMENT: commitment, USED: used}, answer)
    assert signoff.proposed in signoff.candidates
    if signoff.decision is None:
        assert signoff.proposed is signoff.candidates[-1]
    assert (signoff.kind is None) == (len(signoff.candidates) > 1 and signoff.decision is None)
