"""R25: a longer period held against the call, and the day it is asked for."""

from datetime import date

import pytest
from msgspec.structs import replace

from budgetdesk.accounting.verdicts import Matter, Timing
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import CallRules, ExtensionRule
from budgetdesk.domain.verdict import Verdict
from budgetdesk.operations import changes
from budgetdesk.operations.versions import send_budget
from tests.accounting.test_judgement import (
    ASK,
    LATE,
    NEVER,
    UNKNOWN,
    a_revision,
    judge,
    part,
)
from tests.builders import A_SOURCE


@pytest.mark.parametrize(
    ("end", "months", "verdict"),
    [
        (date(2021, 3, 31), None, ASK),
        (date(2021, 3, 31), 3, ASK),
        (date(2021, 4, 1), 3, NEVER),
    ],
)
def test_a_longer_period_is_asked_for_and_may_be_too_long(
    end: date, months: int | None, verdict: Verdict
) -> None:
    rules = CallRules(extension=ExtensionRule(source=A_SOURCE, months=months))
    asked = changes.ask_for_period(a_revision(rules), Period(start=date(2019, 12, 1), end=end))
    assert part(judge(asked), Matter.PERIOD).verdict is verdict


def test_a_period_that_ends_within_a_month_is_lengthened_by_day_number() -> None:
    rules = CallRules(extension=ExtensionRule(source=A_SOURCE, months=1))
    project = replace(
        a_revision(rules), period=Period(start=date(2020, 1, 1), end=date(2020, 5, 15))
    )
    for day, verdict in ((15, ASK), (16, NEVER)):
        wanted = Period(start=date(2020, 1, 1), end=date(2020, 6, day))
        assert judge(changes.ask_for_period(project, wanted)).verdict is verdict


def test_a_longer_period_is_unknown_under_a_silent_call_and_when_none_is_set() -> None:
    wanted = Period(start=date(2020, 1, 1), end=date(2020, 6, 30))
    assert judge(changes.ask_for_period(a_revision(), wanted)).verdict is UNKNOWN
    rules = CallRules(extension=ExtensionRule(source=A_SOURCE, months=1))
    unset = replace(a_revision(rules), period=None)
    assert judge(changes.ask_for_period(unset, wanted)).verdict is ASK


EARLY, LATER = date(2020, 12, 31), date(2021, 1, 1)
"""The project's last day, and the first that is too late."""


@pytest.mark.parametrize(
    ("before_end", "asked", "timing", "verdict"),
    [
        (True, EARLY, Timing.IN_TIME, ASK),
        (True, LATER, Timing.TOO_LATE, LATE),
        (False, LATER, Timing.IN_TIME, ASK),
        (None, LATER, Timing.NOT_KNOWN, ASK),
    ],
)
def test_a_longer_period_is_asked_for_in_time_or_too_late_or_that_is_not_known(
    before_end: bool | None, asked: date, timing: Timing, verdict: Verdict
) -> None:
    rules = CallRules(extension=ExtensionRule(source=A_SOURCE, before_end=before_end))
    wanted = Period(start=date(2019, 12, 1), end=date(2021, 3, 31))
    project = changes.ask_for_period(a_revision(rules), wanted)
    judged = part(judge(project, asked), Matter.PERIOD)
    assert (judged.timing, judged.verdict) == (timing, verdict)
    unset = replace(project, period=None)
    known = Timing.IN_TIME if before_end is False else Timing.NOT_KNOWN
    assert part(judge(unset, asked), Matter.PERIOD).timing is known


def test_what_was_sent_in_time_is_in_time_however_late_it_is_looked_at() -> None:
    rules = CallRules(extension=ExtensionRule(source=A_SOURCE, before_end=True, months=3))
    wanted = Period(start=date(2019, 12, 1), end=date(2021, 3, 31))
    project = send_budget(changes.ask_for_period(a_revision(rules), wanted), EARLY)
    assert judge(project, date(2021, 2, 1)).verdict is ASK
    too_long = replace(wanted, end=date(2021, 4, 1))
    late = changes.ask_for_period(a_revision(rules), too_long)
    assert judge(late, LATER).verdict is NEVER


def test_a_shorter_period_is_no_extension() -> None:
    rules = CallRules(extension=ExtensionRule(source=A_SOURCE, before_end=True))
    wanted = Period(start=date(2019, 12, 1), end=date(2020, 6, 30))
    judged = part(judge(changes.ask_for_period(a_revision(rules), wanted), LATER), Matter.PERIOD)
    assert (judged.verdict, judged.timing, judged.source) == (UNKNOWN, None, None)
