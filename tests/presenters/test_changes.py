"""The change assistant without a window: moves, what they need, and the funder's answer."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import Standing
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import CallRules
from budgetdesk.domain.value import LineId, PartnerId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import changes
from budgetdesk.operations.budget import rename_line, write_note
from budgetdesk.operations.versions import start_revision
from budgetdesk.presenters.changes import ChangePresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.typed import UnreadableError
from tests.builders import a_budget, a_line, a_project, kr
from tests.changed import QUOTE, a_move, approved, moved
from tests.presenters.desks import at, opened, row_of


@pytest.fixture
def change() -> ChangePresenter:
    return ChangePresenter(opened(approved()))


PAY, RENT = "1. Løn", "2. Husleje"


def test_moving_money_begins_a_revision_in_the_same_step(change: ChangePresenter) -> None:
    assert change.lines == [PAY, RENT]
    assert change.years == ["2019", "2020"]
    change.move((PAY, "2020"), (RENT, "2020"), "300", "Halv tid.")
    project = change.project
    assert [version.name for version in project.versions] == ["Ansøgt", "Ændring 1"]
    assert project.budget.moves == (a_move(reason="Halv tid."),)
    session = change._workspace.session  # noqa: SLF001 - the step is what we ask about
    session.undo()
    assert change.project == approved()


def test_each_move_and_the_whole_say_what_they_need(change: ChangePresenter) -> None:
    for _ in range(2):
        change.move((PAY, "2020"), (RENT, "2020"), "150", "Halv tid.")
    assert [row_of(change.moves, row) for row in range(change.moves.row_count)] == [
        ["Løn 2020 → Husleje 2020", "150,00", "Halv tid.", "Kan ændres frit"]
    ] * 2
    assert row_of(change.parts, 0) == [
        "Løn", "2.000,00", "-300,00", "-15,00 %", "199,99", "Kræver godkendelse",
    ]  # fmt: skip
    assert at(change.parts, 0, "verdict").tone is Tone.WARNING
    assert QUOTE.quote in change.parts.explained(0)
    assert change.parts.explained(9) == ""
    assert change.state.text == (
        "Ændring 1 (Kladde). Ændringen skal godkendes af tilskudsgiver, før den bruges."
    )
    assert not change.can_take


def test_a_rule_without_words_is_explained_by_its_arithmetic_alone() -> None:
    change = ChangePresenter(opened(moved(rules=CallRules())))
    assert change.parts.explained(0).count("\n") == 0
    assert at(change.parts, 0, "most").text == ""


def test_how_much_is_left_to_move_is_told(change: ChangePresenter) -> None:
    assert change.left(PAY, "2020") == "Der er 1.000,00 kr. at flytte."
    assert change.left(PAY, "2018") == change.left("", "") == change.left(PAY, "")


def test_what_a_move_would_need_is_told_while_it_is_typed(change: ChangePresenter) -> None:
    pay, rent = (PAY, "2020"), (RENT, "2020")
    assert change.foreseen(pay, rent, "").text == ""
    assert change.foreseen(pay, pay, "10").text == ""
    assert change.foreseen(("", ""), rent, "10").text == ""
    assert change.foreseen(pay, rent, "ti").tone is Tone.ERROR
    free = change.foreseen(pay, rent, "199,99")
    assert free.tone is Tone.IN_ORDER
    assert free.text.endswith("op til 199,99 kr.: Kan ændres frit.")
    change.move(pay, rent, "150", "Halv tid.")
    asked = change.foreseen(pay, rent, "50")
    assert asked.tone is Tone.WARNING
    assert "-200,00 kr. (-10,00 %)" in asked.text
    change.move(rent, pay, "150", "Alligevel ikke.")
    assert change.foreseen(("3. Ny", "2020"), rent, "").text == ""


def test_nothing_is_foreseen_where_a_move_takes_the_budget_back_to_the_approved() -> None:
    change = ChangePresenter(opened(moved(a_move(150))))
    back = change.foreseen((RENT, "2020"), (PAY, "2020"), "150")
    assert (back.text, back.tone) == ("Efter flytningen: er alt som godkendt.", Tone.IN_ORDER)


def test_a_changed_text_can_be_written_and_sent_to_the_funder(change: ChangePresenter) -> None:
    assert not change.can_write
    project = rename_line(start_revision(approved(), "Ændring 1"), LineId("1"), "Konsulenter")
    renamed = ChangePresenter(opened(project))
    assert renamed.can_write
    assert renamed.can_send
    assert row_of(renamed.parts, 0) == [
        "Nyt formål: Løn", "2.000,00", "", "–", "", "Ikke oplyst i opslaget",
    ]  # fmt: skip
    noted = write_note(start_revision(approved(), "Ændring 1"), LineId("1"), "Halv tid.")
    explained = ChangePresenter(opened(noted))
    assert explained.can_write
    assert explained.state.text.endswith("Kun teksterne er ændret. Alle beløb er de godkendte.")


def test_lines_of_the_same_name_are_told_apart_by_their_partners() -> None:
    lines = (a_line("1", kr(10), label="Løn"), a_line("2", kr(10), label="Løn", partner="p1"))
    budget = a_budget(*lines, approved=True)
    partners = (Partner(id=PartnerId("p1"), name="Vestby Kommune"),)
    change = ChangePresenter(opened(a_project(budget, partners=partners)))
    assert change.lines == ["1. Løn", "2. Løn (Vestby Kommune)"]
    change.move(("1. Løn", "2020"), ("2. Løn (Vestby Kommune)", "2020"), "5", "Deres opgave.")
    assert at(change.moves, 0, "move").text == "Løn 2020 → Løn (Vestby Kommune) 2020"
    assert row_of(change.parts, 2)[0] == "Flyttet fra Prøvestrup Kommune"
    assert at(change.parts, 2, "verdict").text == "Ikke oplyst i opslaget"


def test_a_move_is_taken_back_but_only_the_drafts_own() -> None:
    taken = changes.take_into_use(moved(a_move(10)), date(2020, 6, 1))
    project = changes.move_money(start_revision(taken, "Ændring 2"), a_move(20))
    change = ChangePresenter(opened(project))
    assert [change.can_take_back(row) for row in (-1, 0, 1, 2)] == [False, False, True, False]
    change.take_back(0)
    assert change.moves.row_count == 2
    change.take_back(1)
    assert change.moves.row_count == 1


def test_an_amount_is_needed_and_must_be_one(change: ChangePresenter) -> None:
    for typed in ("", "mange"):
        with pytest.raises(UnreadableError):
            change.move((PAY, "2020"), (RENT, "2020"), typed, "Halv tid.")
    with pytest.raises(BudgetDeskError):
        change.move((PAY, "2020"), (RENT, "2020"), "5000", "Halv tid.")
    assert change.project == approved()


def test_a_line_is_opened_to_move_money_to(change: ChangePresenter) -> None:
    change.open_line(" ")
    change.open_line("Kørsel")
    assert change.lines == [PAY, RENT, "3. Kørsel"]


def test_background_and_a_later_end_are_asked_for_together(change: ChangePresenter) -> None:
    assert change.end == "31-12-2020"
    change.describe("", change.end)
    assert change.project == approved()
    change.describe("Ny leder.", "30-06-2021")
    assert (change.reason, change.end) == ("Ny leder.", "30-06-2021")
    assert change.years == ["2019", "2020", "2021"]
    assert not change.can_take
    change.describe("Ny leder.", "")
    assert change.end == "31-12-2020"
    with pytest.raises(UnreadableError):
        change.describe("", "engang")


def test_a_free_change_is_taken_into_use_and_the_next_begun_after_it(
    change: ChangePresenter,
) -> None:
    change.move((PAY, "2020"), (RENT, "2020"), "100", "Lidt.")
    assert change.can_take
    change.take("01-06-2020")
    assert change.project.budget.standing.value == "taken"
    assert [change.can_take, change.can_send] == [False] * 2
    change.move((PAY, "2020"), (RENT, "2020"), "50", "Lidt mere.")
    assert change.project.budget.name == "Ændring 2"
    assert at(change.parts, 0, "change").text == "-150,00"


def test_a_change_is_sent_and_approved(change: ChangePresenter) -> None:
    change.move((PAY, "2020"), (RENT, "2020"), "300", "Halv tid.")
    with pytest.raises(UnreadableError):
        change.send("")
    change.send("01-06-2020")
    assert change.can_answer
    change.approve("01-07-2020", " 20/77 ")
    assert change.project.base_budget.id == "v2"
    assert [change.can_answer, change.can_write] == [False] * 2
    assert change.state.tone is Tone.QUIET


def test_a_refusal_brings_back_what_held(change: ChangePresenter) -> None:
    change.move((PAY, "2020"), (RENT, "2020"), "300", "Halv tid.")
    change.refuse("01-07-2020", "STAR", "For sent.")
    assert change.project.budget.id == "v1"
    assert change.project.versions[1].standing is Standing.REFUSED


def test_the_letter_is_named_after_project_and_change(tmp_path: Path) -> None:
    change = ChangePresenter(opened(moved()))
    assert change.suggested() == "Brev om Ændring 1 Kompetenceløft.pdf"
    change.writing(tmp_path / "brev.pdf", datetime(2020, 6, 15, tzinfo=UTC)).done()
    assert (tmp_path / "brev.pdf").exists()


def test_before_the_first_approval_there_is_nothing_to_change() -> None:
    change = ChangePresenter(opened(a_project(a_budget(a_line("1", kr(5))), period=None)))
    assert [change.can_move, change.can_write, change.can_take] == [False] * 3
    assert "Ret direkte i budgettet" in change.state.text
    assert (change.end, change.years) == ("", ["2020"])
    change.describe("", "30-06-2021")
    assert change.project.budget.period is None


def test_a_move_to_a_line_of_its_own_year_is_named_by_what_it_left() -> None:
    project = moved(a_move(60, to_line=LineId("1"), to_year=2019))
    change = ChangePresenter(opened(replace(project, title="")))
    assert row_of(change.parts, 0)[0] == "Flyttet ud af 2020"


def test_the_application_is_sent_and_what_was_granted_follows_it() -> None:
    project = a_project(a_budget(a_line("1", kr(5))))
    change = ChangePresenter(opened(project))
    change.send("01-11-2019")
    assert change.project.budget.standing.value == "sent"
    assert change.can_answer
    change.approve("02-01-2020", "19/1")
    assert not ChangePresenter(opened(a_project())).can_send
