"""What is due."""

from datetime import date

import msgspec
import pytest

from budgetdesk.domain.finding import Severity, Subject
from tests.checks.asked import codes, message, only, the_budget, the_project, the_rules

APPROVED = the_project(the_budget(approved=True))  # ends 31-12-2020, due 31-03-2021


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2021, 2, 28), []),
        (date(2021, 3, 1), ["deadlines.account_soon"]),
        (date(2021, 3, 31), ["deadlines.account_soon"]),
        (date(2021, 4, 1), ["deadlines.account_overdue"]),
    ],
)
def test_the_account_is_told_of_thirty_days_before_and_when_it_is_late(
    today: date, code: list[str]
) -> None:
    assert codes(APPROVED, today) == code


def test_soon_is_a_note_and_late_a_warning() -> None:
    soon = only(APPROVED, "deadlines.account_soon", date(2021, 3, 30))
    assert message(soon).endswith("senest 31-03-2021. Der er 1 dag til.")
    assert soon.severity is Severity.NOTE
    late = only(APPROVED, "deadlines.account_overdue", date(2021, 4, 2))
    assert "senest 31-03-2021, for 2 dage siden" in message(late)
    assert (late.severity, late.subject) == (
        Severity.WARNING,
        Subject(kind="account", field="due"),
    )


def test_an_application_has_no_account_due() -> None:
    assert codes(the_project(), date(2021, 5, 1)) == []


def test_without_a_rule_or_a_period_nothing_is_due() -> None:
    silent = the_project(the_budget(approved=True), rules=the_rules(final_account=None))
    assert codes(silent, date(2021, 5, 1)) == []
    without = msgspec.structs.replace(APPROVED, period=None)
    assert codes(without, date(2021, 5, 1)) == ["project.no_period"]
