"""Amounts, numbers, dates and sentences the Danish way."""

import sys
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given

from budgetdesk.domain.finding import Severity
from budgetdesk.domain.money import Money
from budgetdesk.text import amount, danish, has_text, label, number, percent, step, text
from tests.builders import kr
from tests.strategies import money


@pytest.mark.parametrize(
    ("kroner", "shown"),
    [
        ("0", "0,00"),
        ("0.05", "0,05"),
        ("-0.05", "-0,05"),
        ("999.9", "999,90"),
        ("1234.56", "1.234,56"),
        ("-1234567.8", "-1.234.567,80"),
    ],
)
def test_amounts(kroner: str, shown: str) -> None:
    assert amount(kr(kroner)) == shown


@given(money())
def test_an_amount_reads_back_to_the_ore(value: Money) -> None:
    assert kr(amount(value).replace(".", "").replace(",", ".")) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("0.50", "0,5"),
        ("1924", "1.924"),
        ("-1924.125", "-1.924,125"),
        ("1E+3", "1.000"),
        ("100.00", "100"),
    ],
)
def test_numbers_have_no_more_decimals_than_they_need(value: str, shown: str) -> None:
    assert number(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("20", "20 %"),
        ("20.00", "20,00 %"),
        ("16.66", "16,66 %"),
        ("-4.5", "-4,5 %"),
        (None, "\u2013"),
    ],
)
def test_percentages(value: str | None, shown: str) -> None:
    assert percent(None if value is None else Decimal(value)) == shown


def test_facts_are_written_by_their_type() -> None:
    assert danish(kr("1234.56")) == "1.234,56"
    assert danish(date(2020, 12, 31)) == "31-12-2020"
    assert danish(datetime(2020, 12, 31, 9, 5, tzinfo=UTC)) == "31-12-2020 09.05"
    assert danish(Decimal("20.50")) == "20,5"
    assert danish(2020) == "2020"
    assert danish("Løn") == "Løn"


def test_a_sentence_takes_its_facts() -> None:
    said = text("findings.project.ends_too_late", end=date(2021, 1, 1), latest=date(2020, 12, 31))
    assert (
        said == "Projektet slutter 01-01-2021, men skal efter opslaget være slut senest 31-12-2020."
    )


@pytest.mark.parametrize(("days", "said"), [(1, "1 dag"), (2, "2 dage"), (2063, "2.063 dage")])
def test_a_sentence_counts(days: int, said: str) -> None:
    sentence = text("findings.deadlines.account_soon", due=date(2021, 3, 31), days=days)
    assert sentence.endswith(f"Der er {said} til.")


def test_a_fact_may_be_the_key_of_a_word() -> None:
    assert text("fixes.signoff.decide", kind="auditor") == "Afgør påtegningen: »Revisorpåtegnet«."


def test_a_choice_has_its_name() -> None:
    assert label(Severity.ERROR) == "Fejl"


def test_an_undone_step_names_the_step_it_took_back() -> None:
    facts = {"line": "Løn"}
    assert step("account.explain", facts) == "Afvigelse forklaret: Løn"
    undone = step("undo", {**facts, "step": "account.explain"})
    assert undone == "Fortrudt: Afvigelse forklaret: Løn"


def test_what_the_catalogue_lacks_is_our_own_mistake() -> None:
    assert has_text("findings.budget.empty")
    assert not has_text("findings.budget.nothing")
    with pytest.raises(KeyError):
        text("findings.budget.nothing")
    with pytest.raises(KeyError):
        text("findings.deadlines.account_soon")


@pytest.mark.skipif(sys.platform == "win32", reason="a program there has the system's own time")
def test_a_time_is_read_where_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = datetime(2020, 6, 1, 22, 30, tzinfo=UTC)
    assert danish(kept) == "01-06-2020 22.30"
    monkeypatch.setenv("TZ", "Europe/Copenhagen")
    time.tzset()
    try:
        assert danish(kept) == "02-06-2020 00.30"
        assert danish(datetime(2020, 6, 1, 22, 30)) == "01-06-2020 22.30"  # noqa: DTZ001
    finally:
        monkeypatch.undo()
        time.tzset()
