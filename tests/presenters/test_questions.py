"""A question of any topic without a window: how it stands, both figures, and the answer."""

from datetime import date

import pytest

from budgetdesk.domain.finding import Source
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import FinalAccountRule
from budgetdesk.operations.project import set_period
from budgetdesk.presenters.questions import OpenQuestion, other_questions
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from tests.checks.asked import the_project, the_rules
from tests.checks.test_decisions import administration, counted_hours, roughly
from tests.checks.test_limits_told import EUROS, signed_by
from tests.presenters.desks import opened


def ends_in_february() -> Project:
    return the_project(period=Period(start=date(2019, 12, 1), end=date(2020, 2, 29)))


@pytest.fixture
def workspace() -> Workspace:
    return opened(ends_in_february())


def test_an_open_question_shows_what_is_proposed_and_what_each_answer_gives(
    workspace: Workspace,
) -> None:
    (asked,) = other_questions(workspace)
    question = OpenQuestion(workspace, asked)
    assert question.title == "Regnskabsfristens dag"
    assert question.is_open
    assert question.state.text == "Uafgjort; foreslået: Samme dag i måneden"
    assert question.because[:2] == (
        "Samme dag i måneden: 29-05-2020",
        "Månedens sidste dag: 31-05-2020",
    )
    assert question.because[2].endswith("»...«")


def test_a_decided_question_says_what_was_decided(workspace: Workspace) -> None:
    (asked,) = other_questions(workspace)
    question = OpenQuestion(workspace, asked)
    question.answer, question.reason = "Månedens sidste dag", "Brev"
    question.decide()
    assert not question.is_open
    assert (question.state.text, question.state.tone) == ("Månedens sidste dag", Tone.ACCENT)
    assert question.decided.endswith("Brev")
    assert workspace.account
    assert workspace.account.due == date(2020, 5, 31)


def test_a_question_without_the_calls_words_has_only_its_figures() -> None:
    rule = FinalAccountRule(source=Source(document="Opslaget"), months=3)
    period = Period(start=date(2019, 12, 1), end=date(2020, 2, 29))
    workspace = opened(the_project(period=period, rules=the_rules(final_account=rule)))
    (asked,) = other_questions(workspace)
    assert len(OpenQuestion(workspace, asked).because) == 2


def test_a_rate_is_typed_with_its_fault_beside_it_until_it_can_be_read() -> None:
    workspace = opened(signed_by(*EUROS))
    (asked,) = other_questions(workspace)
    question = OpenQuestion(workspace, asked)
    assert (question.title, question.state.text) == ("Valutakurs (EUR)", "Ikke oplyst")
    assert (question.is_typed, question.can_be_asked, question.answers) == (True, True, ())
    assert question.hint == "Kroner for én, for eksempel 7,4605"
    question.reason = "Nationalbanken"
    assert not question.can_decide
    question.answer = "syv"
    assert "»syv« er ikke en kurs" in question.unread
    assert not question.can_decide
    question.answer = "7,46"
    assert question.unread == ""
    question.decide()
    assert question.state.text == "7,46 kr. for én"
    workspace.session.undo()
    assert question.is_open


def test_a_followed_fix_has_its_answer_ready_in_the_form_once(workspace: Workspace) -> None:
    (asked,) = other_questions(workspace)
    question = OpenQuestion(workspace, asked)
    workspace.suggested[asked.topic, asked.about] = "month_end"
    question.take_suggestion()
    assert question.answer == "Månedens sidste dag"
    question.answer = ""
    question.take_suggestion()
    assert question.answer == ""


def test_a_question_that_is_asked_no_more_stays_as_it_was(workspace: Workspace) -> None:
    (asked,) = other_questions(workspace)
    question = OpenQuestion(workspace, asked)
    year = Period(start=date(2019, 12, 1), end=date(2020, 12, 31))
    workspace.run("project.period", lambda project: set_period(project, year))
    assert other_questions(workspace) == ()
    assert question.answers == ("Samme dag i måneden", "Månedens sidste dag")


def test_a_decision_whose_amount_moved_stands_and_is_asked_to_be_confirmed() -> None:
    workspace = opened(counted_hours(9_000))
    (asked,) = other_questions(workspace)
    question = OpenQuestion(workspace, asked)
    assert (question.is_open, question.is_asked) == (False, True)
    assert question.state.text == "Tæller med"
    assert "hvilede på Egne timer, 5.000,00 kr.; nu er det 9.000,00 kr." in question.decided
    question.answer, question.reason = "Tæller med", "Samme brev"
    question.decide()
    assert not question.is_asked
    assert "hvilede" not in question.decided


def test_a_rough_day_and_a_line_of_administration_are_asked_in_words() -> None:
    (rough,) = other_questions(opened(roughly()))
    question = OpenQuestion(opened(roughly()), rough)
    assert question.title == "Om dagen passer til opslagets omtrentlige (den seneste start)"
    assert question.answers == ("01-12-2019", "09-12-2019")
    assert question.because[1] == "09-12-2019: jeres egen dag; den passer"
    workspace = opened(administration())
    (asked,) = other_questions(workspace)
    words = OpenQuestion(workspace, asked)
    assert words.because[0].endswith("husets drift: udgifter, opslaget dækker, 90.000,00 kr.")
    assert words.state.text == "Uafgjort; foreslået: Bidrag til husets drift"
