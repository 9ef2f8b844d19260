"""Who signs the account: the amounts held against the call's classes (R28, A1, A2)."""

from collections.abc import Iterable, Mapping

from budgetdesk.domain.account import Signoff
from budgetdesk.domain.decision import Decision
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import SignoffRule
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind

_IN_QUESTION = (SignoffBasis.COMMITMENT, SignoffBasis.USED)
"""The amounts a call may mean when it says only "tilskud" (A2)."""


def decide_signoff(
    rule: SignoffRule | None,
    amounts: Mapping[SignoffBasis, Money],
    decision: Decision | None = None,
) -> Signoff:
    """The kind of sign-off, or what it can be and the stricter as the proposal.

    It is undecided when the classes leave an amount out or claim it twice, and when the call does
    not say which amount counts and they fall in different classes. A decision settles it only
    while its answer is one of the candidates: made for another amount it is not kept.
    """
    if rule is None:
        return Signoff(kind=None, proposed=None, candidates=(), amounts={})
    held = _held(rule, amounts)
    kinds = {kind for amount in held.values() for kind in _candidates(rule.classes, amount)}
    candidates = tuple(sorted(kinds, key=_strictness))
    answer = next((kind for kind in candidates if decision and kind.value == decision.answer), None)
    is_open = len(candidates) > 1
    proposed = candidates[-1] if candidates else None
    kind = answer if is_open else proposed
    return Signoff(
        kind=kind,
        proposed=kind or proposed,
        candidates=candidates,
        amounts=held,
        threshold=_threshold(rule.classes, kind or proposed),
        decision=decision if is_open and answer else None,
    )


def _held(rule: SignoffRule, amounts: Mapping[SignoffBasis, Money]) -> dict[SignoffBasis, Money]:
    """The amount the rule names, or those it may mean where that one is not said or not known."""
    if rule.basis is not None and rule.basis in amounts:
        return {rule.basis: amounts[rule.basis]}
    return {basis: amounts[basis] for basis in _IN_QUESTION if basis in amounts}


def _candidates(classes: Iterable[SignoffClass], amount: Money) -> set[SignoffKind]:
    """The kinds of the classes an amount lies in, or of its two neighbours where it lies in none.

    Beyond the outermost class the neighbour on the far side is the mildest or strictest there is.
    """
    inside = {each.kind for each in classes if amount in each}
    if inside:
        return inside
    above = {
        each.kind for each in classes if each.threshold is not None and each.threshold >= amount
    }
    below = {each.kind for each in classes} - above
    mildest, strictest = min(SignoffKind, key=_strictness), max(SignoffKind, key=_strictness)
    return {
        max(below, key=_strictness, default=mildest),
        min(above, key=_strictness, default=strictest),
    }


def _threshold(classes: Iterable[SignoffClass], kind: SignoffKind | None) -> Money | None:
    """The lower limit of a kind, or the upper one of the mildest."""
    bounds = (
        bound
        for each in classes
        if each.kind is kind
        for bound in (each.threshold, each.below, each.at_most)
    )
    return next((bound for bound in bounds if bound is not None), None)


def _strictness(kind: SignoffKind) -> int:
    return kind.strictness
