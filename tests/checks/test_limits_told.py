"""Limits that need something told: the recipient's kind, a rate, how far a line may deviate."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk.accounting.signoff import missing_rates, signoff_rule
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Severity
from budgetdesk.domain.ledger import Part, PartKind, Placement
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.domain.rules import AccountLinesRule, SignoffRule
from budgetdesk.domain.signoff import SignoffClass, SignoffKind
from budgetdesk.domain.value import PostingId
from tests.builders import A_SOURCE, a_budget, a_ledger, a_line, a_posting, kr, pct
from tests.checks.asked import AFTER_THE_END, codes, message, one, only, the_project, the_rules

EUROS = (
    SignoffClass(kind=SignoffKind.MANAGEMENT, below=kr(75_000), currency="EUR"),
    SignoffClass(kind=SignoffKind.AUDITOR, above=kr(75_000), currency="EUR"),
)


def signed_by(*classes: SignoffClass, rate: str = "", **fields: Any) -> Any:
    rules = the_rules(signoff=SignoffRule(source=A_SOURCE, classes=classes))
    decision = Decision(
        topic=Topic.EXCHANGE_RATE,
        answer=rate,
        reason="Nationalbanken",
        by="K",
        on=date(2020, 1, 1),
        about="EUR",
    )
    return the_project(rules=rules, decisions=(decision,) if rate else (), **fields)


def test_a_limit_in_another_currency_is_asked_for_until_its_rate_is_told() -> None:
    project = signed_by(*EUROS)
    words = message(only(project, "signoff.rate_unknown"))
    assert words.startswith("Opslagets grænser for påtegning er i EUR, og kursen er ikke oplyst.")
    assert missing_rates(project) == ("EUR",)


@pytest.mark.parametrize("rate", ["7,46", "7.46", "1,05"])
def test_with_the_rate_the_limit_stands_in_kroner(rate: str) -> None:
    project = signed_by(*EUROS, rate=rate)
    assert codes(project) == ([] if rate != "1,05" else ["signoff.audit_not_budgeted"])
    assert missing_rates(project) == ()


@pytest.mark.parametrize("rate", ["syv", "0", "-7", "NaN", "Infinity"])
def test_what_is_no_rate_settles_nothing(rate: str) -> None:
    assert codes(signed_by(*EUROS, rate=rate)) == ["signoff.rate_unknown"]


def test_a_limit_that_is_no_whole_ore_lets_no_grant_change_class() -> None:
    classes = (
        SignoffClass(kind=SignoffKind.MANAGEMENT, at_most=kr("0.01"), currency="EUR"),
        SignoffClass(kind=SignoffKind.AUDITOR, above=kr("0.01"), currency="EUR"),
        SignoffClass(kind=SignoffKind.AUDITOR, at_least=kr("0.01"), currency="EUR"),
        SignoffClass(kind=SignoffKind.AUDITOR, below=kr("0.01"), currency="EUR"),
    )
    rule = signoff_rule(signed_by(*classes, rate="7.46"))
    assert rule is not None
    most, above, least, below = rule.classes
    assert (most.at_most, above.above) == (kr("0.07"), kr("0.07"))
    assert (least.at_least, below.below) == (kr("0.08"), kr("0.08"))


def test_a_class_for_other_recipients_is_not_ours() -> None:
    ours = SignoffClass(kind=SignoffKind.MANAGEMENT, recipients=(RecipientKind.MUNICIPALITY,))
    theirs = SignoffClass(kind=SignoffKind.AUDITOR, recipients=(RecipientKind.ASSOCIATION,))
    assert codes(signed_by(ours, theirs)) == []
    nobody = signed_by(ours, theirs, recipient=Recipient(name="X"))
    assert "signoff.undecided" in codes(nobody)


def test_a_call_without_a_word_on_it_has_no_rates_to_ask_for() -> None:
    assert missing_rates(the_project(rules=the_rules(signoff=None))) == ()


def spent(actual: int, rule: AccountLinesRule | None) -> Any:
    budget = a_budget(
        a_line("1", kr(100_000), item="rent"), grant=kr(80_000), own=kr(20_000), approved=True
    )
    posting = a_posting(2, kr(actual))
    project = the_project(budget, rules=the_rules(account_lines=rule), ledger=a_ledger(posting))
    part = Part(kind=PartKind.COST, amount=kr(actual), target="1")
    placement = Placement(parts=(part,), by="K")
    ledger = replace(project.ledger, placements={PostingId("1-2"): placement})
    return replace(project, ledger=ledger)


@pytest.mark.parametrize(
    ("limits", "actual", "is_told"),
    [
        ({}, 99_999, True),
        ({"percent": pct("10")}, 90_000, False),
        ({"percent": pct("10")}, 89_999, True),
        ({"amount": kr(5_000)}, 95_000, False),
        ({"amount": kr(5_000)}, 94_999, True),
        ({"percent": pct("10"), "amount": kr(5_000)}, 94_999, True),
        ({"explain": False}, 50_000, False),
    ],
)
def test_a_deviation_is_explained_beyond_the_calls_limits(
    limits: dict[str, Any], actual: int, *, is_told: bool
) -> None:
    rule = AccountLinesRule(source=A_SOURCE, **limits)
    found = codes(spent(actual, rule), AFTER_THE_END)
    assert ("account.deviation_unexplained" in found) is is_told


def test_an_explanation_the_call_demands_blocks() -> None:
    demanded = spent(50_000, AccountLinesRule(source=A_SOURCE, explain=True))
    finding = one(demanded, "account.deviation_unexplained", AFTER_THE_END)
    assert (finding.severity, finding.source) == (Severity.ERROR, A_SOURCE)
    silent = one(spent(50_000, None), "account.deviation_unexplained", AFTER_THE_END)
    assert (silent.severity, silent.source) == (Severity.WARNING, None)
