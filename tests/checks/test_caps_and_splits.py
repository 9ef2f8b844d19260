"""Caps by amount, year, share and unit; and budgets split as the call wants."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import (
    DetailRow,
)
from budgetdesk.domain.finding import Severity
from budgetdesk.domain.rules import (
    Cap,
    CapBase,
    CapsRule,
    SplitBy,
    SplitRule,
    Unit,
)
from tests.builders import A_SOURCE, kr, pct
from tests.checks.asked import ask, codes, message, only, the_project, the_rules
from tests.checks.test_costs import LISTED, budget_of


def capped(**fields: Any) -> Any:
    caps = CapsRule(source=A_SOURCE, caps=(Cap(label="Husleje", **fields),))
    return the_rules(caps=caps, eligible=LISTED)


@pytest.mark.parametrize(
    ("fields", "code", "limit"),
    [
        ({"at_most": kr(999)}, "caps.amount", "999"),
        ({"at_most": kr(1000)}, "", ""),
        ({"at_most_a_year": kr(999)}, "caps.year", "999"),
        ({"at_most_a_year": kr(1000)}, "", ""),
        ({"percent": pct("99.9"), "base": CapBase.TOTAL_COSTS}, "caps.share", "999"),
        ({"percent": pct("100"), "base": CapBase.TOTAL_COSTS}, "", ""),
        ({"percent": pct("50"), "base": CapBase.GRANT}, "caps.share", "400"),
        ({"percent": pct("60"), "base": CapBase.ELIGIBLE_COSTS}, "caps.share", "600"),
        ({"at_most": kr(1), "item": "pay"}, "", ""),
        ({"at_most": kr(1), "group": "salary"}, "", ""),
        ({"at_most": kr(1), "group": "rent"}, "caps.amount", "1"),
        ({"at_most": kr(1), "item": "rent"}, "caps.amount", "1"),
    ],
)
def test_a_cap_is_held_against_its_lines_together(
    fields: dict[str, Any], code: str, limit: str
) -> None:
    project = the_project(budget_of(600, 400), rules=capped(**fields))
    assert codes(project) == ([code] if code else [])
    if code:
        finding = only(project, code)
        assert (finding.facts["limit"], finding.subject.id) == (kr(limit), "1")


def test_a_unit_price_is_held_against_its_rate() -> None:
    row = a_row("timer")
    rules = capped(unit_rate=kr("499.99"), unit=Unit.HOUR)
    finding = only(the_project(budget_of(1000, details=(row,)), rules=rules), "caps.rate")
    assert "500,00 kr. pr. time" in message(finding)
    exact = capped(unit_rate=kr(500), unit=Unit.HOUR)
    assert codes(the_project(budget_of(1000, details=(row,)), rules=exact)) == []


def a_row(unit: str, kroner: int = 500, **fields: Any) -> DetailRow:
    row = DetailRow(text="Kursus", year=2020, units=Decimal(2), unit_price=kr(kroner), unit=unit)
    return replace(row, **fields)


@pytest.mark.parametrize(
    ("unit", "per", "told"),
    [
        ("Timer", Unit.HOUR, "caps.rate"),
        ("pr. time", Unit.HOUR, "caps.rate"),
        ("kr./t.", Unit.HOUR, "caps.rate"),
        ("dage", Unit.HOUR, ""),
        ("km", Unit.HOUR, ""),
        ("kr. pr. km", Unit.KM, "caps.rate"),
        ("timer", Unit.KM, ""),
        ("billet", Unit.KM, ""),
        (" ", Unit.KM, "caps.rate_of_no_unit"),
    ],
)
def test_a_rate_is_about_the_rows_that_count_its_unit(unit: str, per: Unit, told: str) -> None:
    project = the_project(
        budget_of(1000, details=(a_row(unit),)), rules=capped(unit_rate=kr(4), unit=per)
    )
    assert codes(project) == ([told] if told else [])


def test_a_row_without_a_unit_is_told_beside_one_that_breaks_the_rate() -> None:
    rows = (a_row("", 300), a_row("time", 200), a_row("", 100))
    rules = capped(unit_rate=kr(100), unit=Unit.HOUR)
    told = {
        each.code: each for each in ask(the_project(budget_of(1200, details=rows), rules=rules))
    }
    assert set(told) == {"caps.rate", "caps.rate_of_no_unit"}
    assert told["caps.rate"].facts["amount"] == kr(200)
    unsaid = told["caps.rate_of_no_unit"]
    assert (unsaid.severity, unsaid.facts["amount"]) == (Severity.WARNING, kr(300))
    assert "enheden er ikke oplyst" in message(unsaid)


def test_a_salary_row_counts_hours() -> None:
    row = a_row("", 0, annual_cost=kr(151_300), units=Decimal(10))
    budget = replace(
        budget_of(1000, details=(row,), note="Timenorm 1.513"), annual_hours=Decimal(1513)
    )
    assert codes(the_project(budget, rules=capped(unit_rate=kr(100), unit=Unit.HOUR))) == []
    rules = capped(unit_rate=kr("99.99"), unit=Unit.HOUR)
    assert only(the_project(budget, rules=rules), "caps.rate").facts["amount"] == kr(100)
    assert codes(the_project(budget, rules=capped(unit_rate=kr(4), unit=Unit.KM))) == []


def test_a_cap_holds_without_a_list_of_costs() -> None:
    rules = the_rules(caps=CapsRule(source=A_SOURCE, caps=(Cap(at_most=kr(1)),)), eligible=None)
    assert codes(the_project(budget_of(1000), rules=rules)) == ["caps.amount"]


def split_by(*by: SplitBy) -> Any:
    return the_rules(split=SplitRule(source=A_SOURCE, by=by))


def test_a_line_is_split_where_the_call_wants_it() -> None:
    rules = split_by(SplitBy.QUARTER)
    assert "skal deles på kvartal" in message(
        only(the_project(budget_of(1000), rules=rules), "split.missing")
    )
    parts = {"K1": kr(400), "K2": kr(600)}
    assert codes(the_project(budget_of(1000, parts=parts), rules=rules)) == []
    assert codes(the_project(budget_of(1000), rules=split_by(SplitBy.YEAR))) == []


BY_QUARTER = {"2020-Q1": 400, "2020-Q2": 600}
BY_MONTH = {"2020-01": 400, "2020-02": 600}
BY_DEPARTMENT = {"Børn": 400, "Job": 600}


@pytest.mark.parametrize(
    ("parts", "wanted", "missing"),
    [
        (BY_QUARTER, (SplitBy.QUARTER, SplitBy.DEPARTMENT), SplitBy.DEPARTMENT),
        (BY_DEPARTMENT, (SplitBy.QUARTER, SplitBy.DEPARTMENT), SplitBy.QUARTER),
        (BY_DEPARTMENT, (SplitBy.DEPARTMENT, SplitBy.MILESTONE), SplitBy.MILESTONE),
        (BY_MONTH, (SplitBy.QUARTER, SplitBy.MONTH), None),
        (BY_QUARTER, (SplitBy.QUARTER, SplitBy.MONTH), SplitBy.MONTH),
        (BY_QUARTER, (SplitBy.QUARTER, SplitBy.PARTNER, SplitBy.YEAR), None),
    ],
)
def test_the_split_a_line_does_not_hold_is_told_once(
    parts: dict[str, int], wanted: tuple[SplitBy, ...], missing: SplitBy | None
) -> None:
    held = {name: kr(amount) for name, amount in parts.items()}
    project = the_project(budget_of(1000, 1000, parts=held), rules=split_by(*wanted))
    assert codes(project) == (["split.second_missing"] if missing else [])
    if missing:
        finding = only(project, "split.second_missing")
        assert (finding.facts["by"], finding.facts["count"]) == (missing.value, 2)
        assert "mangler delingen på" in message(finding)


def test_a_line_split_by_something_else_is_not_split_as_the_call_wants() -> None:
    held = {name: kr(amount) for name, amount in BY_QUARTER.items()}
    project = the_project(budget_of(1000, parts=held), rules=split_by(SplitBy.DEPARTMENT))
    assert "skal deles på forvaltning" in message(only(project, "split.missing"))


def test_parts_that_do_not_come_to_the_line_block_whoever_wants_them() -> None:
    project = the_project(budget_of(1000, parts={"K1": kr("999.99")}))
    finding = only(project, "split.parts_differ")
    assert (finding.severity, finding.facts["difference"]) == (Severity.ERROR, kr("0.01"))
