"""Who signs the account: the amounts held against the call's classes (R28, A1, A2)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from budgetdesk.domain.account import AccountKind, Signoff
from budgetdesk.domain.decision import Decision, Topic, told_rate
from budgetdesk.domain.money import Money, Rounding
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import SignoffRule
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind

KRONER: Final = "DKK"

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
    candidates = tuple(sorted(_kinds(rule, held.values()), key=_strictness))
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
        source=rule.source,
        auditors=rule.auditors,
    )


def signoff_of(
    project: Project, amounts: Mapping[SignoffBasis, Money], kind: AccountKind = AccountKind.FINAL
) -> Signoff:
    """Who signs an account of a kind, as the call and the people who decided have it."""
    decision = project.decision_on(Topic.SIGNOFF, asked_about(kind))
    return decide_signoff(signoff_rule(project, kind), amounts, decision)


def asked_about(kind: AccountKind) -> str:
    """What the question of the sign-off is about: the call's rule, but for the final account."""
    return "" if kind is AccountKind.FINAL else "interim_account"


def signoff_rule(project: Project, kind: AccountKind = AccountKind.FINAL) -> SignoffRule | None:
    """The call's rule for this recipient, its limits in kroner where the rate is known.

    Classes for other kinds of recipient fall away. While the recipient's kind is not known all
    stay, and so does a limit in a currency nobody has told the rate of. Interim accounts have
    classes of their own (R26); what is not said of them is not taken from the final account.
    """
    rule = _said(project, kind)
    if rule is None:
        return None
    ours = (each for each in rule.classes if _is_ours(each, project))
    return replace(rule, classes=tuple(_in_kroner(each, project) for each in ours))


def _said(project: Project, kind: AccountKind) -> SignoffRule | None:
    """The call's own rule for a kind of account; interim ones are held against the commitment."""
    interim = project.rules.interim_account
    if kind is AccountKind.FINAL:
        return project.rules.signoff
    if interim is None or not interim.classes:
        return None
    basis = SignoffBasis.COMMITMENT
    return SignoffRule(
        source=interim.source, hard=interim.hard, classes=interim.classes, basis=basis
    )


def foreign_currencies(project: Project) -> tuple[str, ...]:
    """The currencies other than kroner that the call's limits stand in, told a rate of or not."""
    found = {
        each.currency
        for rule in (_said(project, kind) for kind in AccountKind)
        for each in (rule.classes if rule else ())
        if _is_ours(each, project)
    }
    return tuple(sorted(found - {KRONER}))


def _is_ours(signoff: SignoffClass, project: Project) -> bool:
    """Whether a class is for this kind of recipient."""
    return not signoff.recipients or project.recipient.kind in (None, *signoff.recipients)


def missing_rates(project: Project, kind: AccountKind = AccountKind.FINAL) -> tuple[str, ...]:
    """The currencies of the call's limits that nobody has told the rate of."""
    rule = signoff_rule(project, kind)
    found = (each.currency for each in (rule.classes if rule else ()))
    return tuple(sorted({currency for currency in found if currency != KRONER}))


def _in_kroner(signoff: SignoffClass, project: Project) -> SignoffClass:
    """The class with its limits in kroner, each rounded so that no whole øre changes class."""
    rate = _rate(project, signoff.currency)
    if rate is None:
        return signoff

    def limit(bound: Money | None, rounding: Rounding) -> Money | None:
        return None if bound is None else bound.times(rate, rounding)

    return replace(
        signoff,
        currency=KRONER,
        above=limit(signoff.above, Rounding.DOWN),
        at_least=limit(signoff.at_least, Rounding.UP),
        below=limit(signoff.below, Rounding.UP),
        at_most=limit(signoff.at_most, Rounding.DOWN),
    )


def _rate(project: Project, currency: str) -> Decimal | None:
    """Kroner for one unit, as a person told it (R28); None for none, and for what is no rate."""
    decision = project.decision_on(Topic.EXCHANGE_RATE, currency)
    return told_rate(decision.answer) if decision else None


def _kinds(rule: SignoffRule, amounts: Iterable[Money]) -> set[SignoffKind]:
    """What it can be; with a limit nobody can tell in kroner, anything the call names."""
    if any(each.currency != KRONER for each in rule.classes):
        return {each.kind for each in rule.classes}
    return {kind for amount in amounts for kind in _candidates(rule.classes, amount)}


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
