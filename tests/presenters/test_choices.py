"""Choices by their Danish names."""

import pytest

from budgetdesk.domain.budget import FundingForm
from budgetdesk.presenters.choices import named, read_choice
from budgetdesk.typed import UnreadableError

FORMS = named(FundingForm)


def test_every_choice_has_its_name_in_order() -> None:
    assert list(FORMS) == ["Penge", "Egne timer", "Frivillige timer", "Naturalier"]


@pytest.mark.parametrize("typed", ["Egne timer", " egne TIMER "])
def test_a_choice_is_read_whatever_its_capitals(typed: str) -> None:
    assert read_choice(typed, FORMS) is FundingForm.OWN_HOURS


def test_nothing_typed_is_no_choice() -> None:
    assert read_choice("  ", FORMS) is None


def test_another_word_is_refused_with_a_reason() -> None:
    with pytest.raises(UnreadableError) as refused:
        read_choice("Guld", FORMS)
    assert refused.value.reason.startswith("»Guld« kan ikke vælges")
