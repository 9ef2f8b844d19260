"""Each kind of rule with each of its fields, read from a call that says everything."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from budgetdesk.domain.rules import KINDS, Rule
from budgetdesk.domain.value import Value
from budgetdesk.rulepacks import RuleRow, describe, read_pack
from budgetdesk.text import has_text

CALL = read_pack(Path(__file__).with_name("everything.toml"))
ROWS = {row.kind: row for row in describe(CALL)}
OWN = set(Rule.__struct_fields__)
SILENT = {  # what a rule is asked with, and people read in another field's words
    "closed",
    "trivial_itself",
    "unit_prices",
    "single_purpose",
    "base",
    "words",
    "item",
    "group",
    "hour_rate",
    "classes",
}


def parts(value: object) -> Iterator[Value]:
    """A value and the values in it."""
    if isinstance(value, Value):
        yield value
        for field in value.__struct_fields__:
            yield from parts(getattr(value, field))
    elif isinstance(value, tuple):
        for each in value:
            yield from parts(each)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_set_and_says_something(kind: str) -> None:
    assert ROWS[kind].is_set
    assert ROWS[kind].value


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_is_given_a_value_here(kind: str) -> None:
    rules = CALL.all_of(kind)
    fields = {field.name: field.default for field in msgspec.structs.fields(rules[0])}
    unsaid = [
        name
        for name, default in fields.items()
        if name not in OWN and all(getattr(rule, name) == default for rule in rules)
    ]
    assert [name for name in unsaid if name not in {"grant_above", "closed"}] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_people_need_has_its_words(kind: str) -> None:
    (rule, *_) = CALL.all_of(kind)
    for name in set(rule.__struct_fields__) - OWN - {"other_grants_count"}:
        key = f"rules.says.{kind}.{name}"
        assert any(has_text(f"{key}{end}") for end in ("", "_yes", "_no", "_unset")), key


def test_no_figure_of_the_call_is_lost_in_words() -> None:
    told = "\n".join(row.value for row in ROWS.values())
    for figure in ("125,00", "2,23", "75.000,00 EUR", "1.720", "15 %", "25.000,00", "30"):
        assert figure in told


def test_pages_that_disagree_are_told_each_with_its_page() -> None:
    assert ROWS["deadline"].value.splitlines() == [
        "Efter »Nyheden om opslaget«:",
        "Senest 03-03-2025",
        "Klokken 12.00",
        "Efter »Opslaget«:",
        "Senest 04-03-2025",
        "Ansøgninger behandles løbende.",
    ]
    assert [each.document for each in ROWS["deadline"].sources] == [
        "Nyheden om opslaget",
        "Opslaget",
    ]


def test_rules_of_other_days_are_told_each_with_its_days() -> None:
    lines = ROWS["final_account"].value.splitlines()
    assert lines[0] == "Tilskud til og med 31-12-2025:"
    assert "Tilskud fra 01-01-2026:" in lines
    assert "Tilskud fra 01-01-2020 til og med 31-12-2024:" in lines


def test_the_day_of_the_grant_tells_which_rule_holds() -> None:
    def months(day: date | None) -> int | None:
        rule = CALL.rules_on(day, {}).final_account
        return rule.months if rule else -1

    assert months(date(2025, 12, 31)) == 3
    assert months(date(2026, 1, 1)) is None  # the fixed day instead
    assert months(None) is None  # without a day what holds from now on


def test_nothing_holds_outside_all_days() -> None:
    rules = CALL.rules_on(date(2019, 12, 31), {})
    assert rules.retention is not None
    readings = CALL.readings("final_account", date(2019, 12, 31))
    assert [rule.valid_to for rule in readings] == [date(2025, 12, 31)]


@pytest.mark.parametrize(("chosen", "day"), [({}, 3), ({"deadline": 1}, 4), ({"deadline": 9}, 3)])
def test_of_pages_that_disagree_the_first_holds_until_one_is_settled_on(
    chosen: dict[str, int], day: int
) -> None:
    rule = CALL.rules_on(None, chosen).deadline
    assert rule is not None
    assert rule.last_day == date(2025, 3, day)


def test_only_what_disagrees_on_the_day_is_in_dispute() -> None:
    assert list(CALL.disputed(date(2026, 5, 1))) == ["deadline"]
    assert list(CALL.disputed(date(2024, 5, 1))) == ["deadline", "final_account"]
    assert msgspec.structs.replace(CALL, others=()).disputed(None) == {}


def test_a_row_counts_as_set_by_its_sources() -> None:
    assert not RuleRow(kind="notes", name="", about="", value="").is_set
    assert all(rule.source.document for kind in KINDS for rule in CALL.all_of(kind))
