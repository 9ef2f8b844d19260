from datetime import date
from decimal import Decimal
from enum import Enum

import pytest

from budgetdesk import paths
from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.budget import FundingForm, FundingSource
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.finding import Severity
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.money import Money
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.domain.rules import (
    KINDS,
    Call,
    CallRules,
    CofinancingBase,
    DeadlineRule,
    GrantLimitRule,
    GrantShareRule,
    PayoutModel,
    Rule,
    SettlementReading,
    SettlementRule,
    SignoffRule,
)
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from budgetdesk.rulepacks import RuleRow, describe, fact_name, load_call, read_pack
from budgetdesk.text import has_text
from tests.builders import A_SOURCE, a_call, kr

SHIPPED = [read_pack(file) for file in sorted((paths.resources() / "calls").glob("*.toml"))]
LABELLED: list[type[Enum]] = [
    AccountKind,
    CofinancingBase,
    FundingForm,
    FundingSource,
    PartKind,
    PayoutModel,
    RecipientKind,
    SettlementReading,
    Severity,
    SignoffBasis,
    SignoffKind,
    Topic,
]


def row_of(call: Call, kind: str) -> RuleRow:
    return next(row for row in describe(call) if row.kind == kind)


def said(kind: str, rule: Rule) -> list[str]:
    """What a call with this one rule says about it."""
    rules = CallRules(**{kind: rule})  # type: ignore[arg-type]
    return row_of(a_call(rules), kind).value.splitlines()


def test_every_kind_has_a_row_a_name_and_a_line_about_it() -> None:
    rows = describe(load_call("C01"))
    assert [row.kind for row in rows] == list(KINDS)
    assert all(row.name and row.about for row in rows)


@pytest.mark.parametrize("call", SHIPPED, ids=lambda call: call.id)
def test_every_rule_of_a_shipped_pack_says_something(call: Call) -> None:
    assert [row.kind for row in describe(call) if row.is_set and not row.value] == []


@pytest.mark.parametrize("choices", LABELLED, ids=lambda choices: choices.__name__)
def test_every_choice_people_see_has_a_label(choices: type[Enum]) -> None:
    keys = [f"enums.{choices.__name__}.{each.value}" for each in choices]
    assert [key for key in keys if not has_text(key)] == []


def test_the_sign_off_of_the_2019_call_in_words() -> None:
    row = row_of(load_call("C01"), "signoff")
    assert row.value.splitlines()[:2] == [
        "Ledelsespåtegnet: tilskud på under 500.000,00 kr.",
        "Revisorpåtegnet: tilskud på over 500.000,00 kr.",
    ]
    assert "ved tilskud på over 500.000 kr." in row.sources[0].quote


def test_bounds_that_include_the_limit_are_worded_so() -> None:
    classes = (
        SignoffClass(kind=SignoffKind.AUDITOR, at_least=kr(100_000), at_most=kr(500_000)),
        SignoffClass(kind=SignoffKind.MANAGEMENT),
    )
    rule = SignoffRule(source=A_SOURCE, classes=classes, basis=SignoffBasis.PAID)
    assert said("signoff", rule) == [
        "Revisorpåtegnet: tilskud på mindst 100.000,00 kr. og højst 500.000,00 kr.",
        "Ledelsespåtegnet: tilskud på et hvilket som helst beløb",
        "Grænserne gælder det udbetalte tilskud.",
    ]


def test_the_cofinancing_of_the_2019_call_in_words() -> None:
    row = row_of(load_call("C01"), "cofinancing")
    assert row.value.splitlines() == [
        "Mindst 20 %",
        "Beregnes af projektets samlede udgifter",
        "Det står ikke, om tilskud fra andre tæller med; de regnes ikke med.",
    ]
    assert [source.section for source in row.sources] == [
        "Forpligtelser ved deltagelse",
        "Tilskudsberettigede udgifter",
    ]


def test_an_hour_that_is_not_stated_is_not_shown() -> None:
    day = date(2022, 2, 25)
    assert said("deadline", DeadlineRule(source=A_SOURCE, last_day=day)) == ["Senest 25-02-2022"]
    assert said("deadline", DeadlineRule(source=A_SOURCE, last_day=day, time="12.00")) == [
        "Senest 25-02-2022",
        "Klokken 12.00",
    ]


def test_amounts_and_percentages_are_written_the_danish_way() -> None:
    limit = GrantLimitRule(source=A_SOURCE, at_most=Money(50_000_050))
    assert said("grant_limit", limit) == ["Højst 500.000,50 kr."]
    share = GrantShareRule(
        source=A_SOURCE, percent=Decimal("12.5"), base=CofinancingBase.ELIGIBLE_COSTS
    )
    assert said("grant_share", share) == [
        "Højst 12,5 %",
        "Beregnes af de tilskudsberettigede udgifter",
    ]


def test_a_reading_that_is_given_is_named() -> None:
    rule = SettlementRule(source=A_SOURCE, reading=SettlementReading.PROPORTIONAL)
    assert said("settlement", rule)[-1] == "Tilskuddet betaler sin andel af de faktiske udgifter"


def test_a_wish_is_told_from_a_demand() -> None:
    assert row_of(load_call("X01"), "notes").value.splitlines() == [
        "Hver budgetpost forklares med en note.",
        "Beløbet vises som antal enheder gange pris pr. enhed.",
        "Det er et ønske, ikke et krav.",
    ]


def test_a_kind_nothing_is_known_about_says_where_to_look() -> None:
    row = row_of(load_call("C02"), "cofinancing")
    assert not row.is_set
    assert row.value == "Ikke oplyst, se opslaget."


def test_a_call_read_whole_is_said_to_be_silent() -> None:
    row = row_of(load_call("C01"), "retention")
    assert not row.is_set
    assert row.value == "Opslaget siger ikke noget om det."


def test_a_fact_is_shown_by_our_label_or_by_its_own_name() -> None:
    assert fact_name("finance_act_account") == "Finanslovskonto"
    assert fact_name("Journalnummer") == "Journalnummer"


@pytest.mark.parametrize("call", SHIPPED, ids=lambda call: call.id)
def test_every_fact_of_a_shipped_pack_has_a_label(call: Call) -> None:
    assert [name for name in call.facts if fact_name(name) == name] == []
