"""Targets over months (the worked figures stand among the cases)."""

from decimal import Decimal

from budgetdesk.domain.goal import Goal


def test_a_goal_without_a_value_is_not_known_yet() -> None:
    goal = Goal(name="A", at_least=Decimal(85), months=(None, None))
    assert goal.mean() is None
    assert goal.is_met() is None


def test_a_month_without_a_value_is_no_zero() -> None:
    goal = Goal(name="A", at_least=Decimal(85), months=(Decimal(80), None, Decimal(90)))
    assert goal.mean() == Decimal(85)
    assert goal.is_met() is True
