"""What a rule can hold."""

import pytest

from budgetdesk.domain.rules import CallRules, FinalAccountRule, LengthRule
from tests.builders import A_SOURCE


@pytest.mark.parametrize("months", [-1, 1201, 10**9])
def test_a_deadline_that_leaves_the_calendar_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match=str(months)):
        FinalAccountRule(source=A_SOURCE, months=months)
    with pytest.raises(ValueError, match=str(months)):
        LengthRule(source=A_SOURCE, months=months)


def test_the_kinds_nothing_is_known_about_are_told_in_their_order() -> None:
    known = CallRules(final_account=FinalAccountRule(source=A_SOURCE, months=3))
    assert "final_account" not in known.unset()
    assert known.unset()[0] == "deadline"
