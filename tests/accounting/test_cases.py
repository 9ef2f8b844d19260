"""Every row of the worked cases, each answer worked by hand from the calls' own words."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.accounting.cofinancing import fixes, greatest_grant, hold
from budgetdesk.accounting.settlement import Outcome, settle
from budgetdesk.accounting.signoff import decide_signoff
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.period import add_months
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    GrantShareRule,
    SettlementReading,
    SettlementRule,
    SignoffRule,
)
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from tests.builders import A_SOURCE, kr, pct

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "arithmetic.toml").read_text(encoding="utf-8")
)
Case = dict[str, Any]

SIGNOFF_RULES = {  # rules.md section 6, in the calls' own words
    "C01": SignoffRule(  # "over 500.000 kr." / "under 500.000 kr."
        source=A_SOURCE,
        classes=(
            SignoffClass(kind=SignoffKind.MANAGEMENT, below=kr(500_000)),
            SignoffClass(kind=SignoffKind.AUDITOR, above=kr(500_000)),
        ),
    ),
    "X01": SignoffRule(  # "op til 100.000", "over 100.000", "over 500.000"
        source=A_SOURCE,
        classes=(
            SignoffClass(kind=SignoffKind.INDEPENDENT_REVIEWER, at_most=kr(100_000)),
            SignoffClass(kind=SignoffKind.AUDITOR, above=kr(100_000), at_most=kr(500_000)),
            SignoffClass(kind=SignoffKind.AUDITOR_WITH_PERFORMANCE_AUDIT, above=kr(500_000)),
        ),
    ),
}


def of_kind(kind: str) -> list[Case]:
    """The co-financing rows that are demands on the own share, or caps on the grant."""
    return [row for row in CASES["cofinancing"] if row.get("kind", "own_share") == kind]


def named(row: Case) -> str:
    return str(row.get("name", "-".join(str(value) for value in row.values())))


@pytest.mark.parametrize("row", of_kind("own_share"), ids=named)
def test_a_demand_on_the_own_share(row: Case) -> None:
    rule = CofinancingRule(
        source=A_SOURCE,
        percent=Decimal(row["percent"]),
        base=CofinancingBase(row["base"]),
        other_grants_count=row.get("other_counts"),
    )
    total, grant, own = (kr(row[name]) for name in ("total", "grant", "own"))
    other = kr(row.get("other", "0.00"))
    result = hold(rule, total, total, grant, own, other)
    assert result.is_met is row["met"]
    assert result.missing == kr(row["missing"])
    found = {fix.code: fix.facts for fix in fixes(rule, total, total, grant, other, ZERO)}
    for way in ("keep_total", "keep_grant"):
        if f"fix_{way}" in row:
            expected = {name: kr(value) for name, value in row[f"fix_{way}"].items()}
            assert found[f"cofinancing.{way}"] == expected


@pytest.mark.parametrize("row", of_kind("max_grant_share"), ids=named)
def test_a_cap_on_the_grant(row: Case) -> None:
    rule = GrantShareRule(
        source=A_SOURCE, percent=Decimal(row["percent"]), base=CofinancingBase(row["base"])
    )
    grant = kr(row["grant"])
    excess = grant - greatest_grant(rule, kr(row["total"]), kr(row["eligible"]), grant)
    assert (excess <= ZERO) is row["met"]
    assert excess == kr(row["excess_grant"])


@pytest.mark.parametrize("row", CASES["settlement"], ids=named)
def test_a_settlement(row: Case) -> None:
    rules = CallRules(
        cofinancing=CofinancingRule(
            source=A_SOURCE, percent=Decimal(row["percent"]), base=CofinancingBase.TOTAL_COSTS
        ),
        settlement=SettlementRule(source=A_SOURCE, reading=SettlementReading(row["reading"])),
    )
    outcome = Outcome(
        commitment=kr(row["commitment"]),
        costs=kr(row["actual"]),
        eligible=kr(row["actual"]),
        others=kr(row["other"]),
        promised_own=kr(row["own_budget"]),
        paid_out=kr(row.get("paid_out", "0.00")),
    )
    settlement = settle(outcome, rules)
    assert settlement.earned == kr(row["earned"])
    assert settlement.repay == kr(row.get("repay", "0.00"))
    assert not settlement.is_assumed


@pytest.mark.parametrize("row", CASES["signoff"], ids=named)
def test_a_sign_off(row: Case) -> None:
    amounts = {SignoffBasis.COMMITMENT: kr(row["grant"])}
    signoff = decide_signoff(SIGNOFF_RULES[row["call"]], amounts)
    expected = None if row["kind"] == "undecided" else SignoffKind(row["kind"])
    assert signoff.kind is expected


@pytest.mark.parametrize("row", CASES["deadline"], ids=named)
def test_a_deadline(row: Case) -> None:
    assert add_months(row["end"], row["months"]) == row["due"]


@pytest.mark.parametrize("row", CASES["mean_of_months"], ids=named)
def test_a_mean_of_months(row: Case) -> None:
    months = [Decimal(month) for month in row["months"]]
    goal = Goal(name=row["name"], at_least=pct(row["target_at_least"]), months=(None, *months))
    assert goal.mean() == Decimal(row["mean"])
    assert goal.is_met() is row["met"]


def test_every_kind_of_case_is_run() -> None:
    assert set(CASES) == {"cofinancing", "settlement", "signoff", "deadline", "mean_of_months"}
