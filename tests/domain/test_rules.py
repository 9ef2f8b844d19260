"""What a rule can hold."""

from datetime import date
from decimal import Decimal

import pytest

from budgetdesk.accounting.deadlines import final_account_due
from budgetdesk.domain.budget import FundingForm
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import (
    CallRules,
    Cap,
    CofinancingBase,
    CofinancingRule,
    ContributionRule,
    CostItem,
    CountedForm,
    FinalAccountRule,
    InterimEvery,
    LengthRule,
)
from tests.builders import A_SOURCE, kr


@pytest.mark.parametrize("months", [-1, 1201, 10**9])
def test_a_deadline_that_leaves_the_calendar_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match=str(months)):
        FinalAccountRule(source=A_SOURCE, months=months)
    with pytest.raises(ValueError, match=str(months)):
        LengthRule(source=A_SOURCE, months=months)


def test_the_kinds_nothing_is_known_about_are_told_in_their_order() -> None:
    known = CallRules(final_account=FinalAccountRule(source=A_SOURCE, months=3))
    assert "final_account" not in known.unset()
    assert known.unset()[0] == "pool"


@pytest.mark.parametrize(("month", "day"), [(2, 29), (13, 1), (4, 31), (0, 1)])
def test_a_fixed_day_is_one_that_every_year_has(month: int, day: int) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        FinalAccountRule(source=A_SOURCE, month=month, day=day)


def test_a_fixed_day_is_in_the_year_after_the_project_ends() -> None:
    rules = CallRules(final_account=FinalAccountRule(source=A_SOURCE, month=4, day=30))
    period = Period(start=date(2019, 12, 1), end=date(2020, 12, 31))
    assert final_account_due(rules, period) == date(2021, 4, 30)


def test_a_final_account_without_a_day_is_due_on_none() -> None:
    rules = CallRules(final_account=FinalAccountRule(source=A_SOURCE))
    assert final_account_due(rules, Period(start=date(2020, 1, 1), end=date(2020, 2, 1))) is None


@pytest.mark.parametrize(("grant", "applies"), [(99_999, False), (100_000, True), (100_001, True)])
def test_a_demand_from_a_size_on_holds_from_that_size(grant: int, applies: bool) -> None:
    rule = CofinancingRule(
        source=A_SOURCE,
        percent=Decimal(10),
        base=CofinancingBase.TOTAL_COSTS,
        grant_at_least=kr(100_000),
    )
    assert rule.applies_to(kr(grant)) is applies


def test_a_demand_above_a_size_leaves_the_size_itself_out() -> None:
    rule = CofinancingRule(
        source=A_SOURCE,
        percent=Decimal(10),
        base=CofinancingBase.GRANT,
        grant_above=kr(100_000),
    )
    assert [rule.applies_to(kr(grant)) for grant in (100_000, 100_001)] == [False, True]


def test_a_form_of_contribution_is_found_or_nothing_is_said_of_it() -> None:
    hours = CountedForm(form=FundingForm.VOLUNTEER_HOURS, hour_rate=kr(125))
    rule = ContributionRule(source=A_SOURCE, forms=(hours,))
    assert rule.form(FundingForm.VOLUNTEER_HOURS) is hours
    assert rule.form(FundingForm.CASH) is None


PAY = CostItem(key="pay", label="Løn", group="salary")


@pytest.mark.parametrize(
    ("cap", "item", "is_about"),
    [
        (Cap(item="pay"), PAY, True),
        (Cap(item="km"), PAY, False),
        (Cap(item="pay"), None, False),
        (Cap(group="salary"), PAY, True),
        (Cap(group="rent"), PAY, False),
        (Cap(group="salary"), None, False),
        (Cap(), None, True),
    ],
)
def test_a_cap_is_about_its_item_its_group_or_everything(
    cap: Cap, item: CostItem | None, is_about: bool
) -> None:
    assert cap.is_about(item) is is_about


def test_interim_accounts_have_their_length_in_months() -> None:
    assert [every.months for every in InterimEvery] == [1, 3, 6, 12]
