"""Targets typed as rows: the months' mean is worked out, and a finding leads to the list."""

from decimal import Decimal

import pytest

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.goal import Goal
from budgetdesk.presenters.goals import GoalsPresenter
from budgetdesk.presenters.table import Tone
from tests.builders import a_project
from tests.presenters.desks import at, opened, row_of, typed


@pytest.fixture
def goals() -> GoalsPresenter:
    return GoalsPresenter(opened(a_project()))


def test_a_target_is_typed_with_its_months_and_shows_their_mean(goals: GoalsPresenter) -> None:
    """The agency's own example: one month has no value (notat_2021_fokusmaal)."""
    assert "semikolon" in goals.cell(0, 0).tip
    typed(goals, 0, name="Samtaler til tiden", at_least="85", months="50; 55; -; 100; 92")
    (goal,) = goals.items()
    assert goal == Goal(
        name="Samtaler til tiden",
        at_least=Decimal(85),
        months=(Decimal(50), Decimal(55), None, Decimal(100), Decimal(92)),
    )
    assert row_of(goals, 0) == [
        "Samtaler til tiden", "85", "50; 55; -; 100; 92", "74,25: ikke nået",
    ]  # fmt: skip
    assert at(goals, 0, "mean").tone is Tone.WARNING
    typed(goals, 0, at_least="74,25")
    assert at(goals, 0, "mean").tone is Tone.IN_ORDER


def test_a_mean_just_below_the_target_is_never_shown_as_it(goals: GoalsPresenter) -> None:
    typed(goals, 0, name="Deltagere", at_least="85", months="85; 85; 84,99")
    assert at(goals, 0, "mean").text == "84,99: ikke nået"


def test_a_target_without_months_is_not_known_to_be_reached(goals: GoalsPresenter) -> None:
    typed(goals, 0, name="Jobordrer", at_least="15")
    assert row_of(goals, 0) == ["Jobordrer", "15", "", "ikke kendt"]
    typed(goals, 0, name="", at_least="", months="")
    assert goals.items() == ()


def test_words_that_cannot_be_read_stay_until_they_can(goals: GoalsPresenter) -> None:
    typed(goals, 0, name="Jobordrer", at_least="15", months="3; mange")
    assert at(goals, 0, "months").tone is Tone.ERROR
    assert goals.items() == ()
    typed(goals, 0, months="3; 4")
    typed(goals, 0, months="3; mange")
    assert at(goals, 0, "months").text == "3; mange"
    assert goals.items()[0].months == (Decimal(3), Decimal(4))


def test_a_finding_about_targets_leads_to_the_row_to_go_on_in(goals: GoalsPresenter) -> None:
    typed(goals, 0, name="Jobordrer", at_least="15")
    assert goals.place_of(Subject(kind="project", field="goals")) == (1, 0)
    assert goals.place_of(Subject(kind="project", field="title")) is None
