"""Placing chosen postings by hand, and taking it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import FundingLine, FundingSource
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.value import FundingId
from budgetdesk.operations.versions import start_revision
from budgetdesk.presenters.ledger import LedgerPresenter
from budgetdesk.presenters.placing import PlacingPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.targets import Targets
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from budgetdesk.typed import UnreadableError
from tests.builders import a_line
from tests.opened import DAY, opened, with_ledger


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger()) as workspace:
        yield workspace


def choosing(workspace: Workspace, *rows: int) -> PlacingPresenter:
    placing = PlacingPresenter(workspace)
    placing.chosen = LedgerPresenter(workspace).postings(rows)
    return placing


def can(placing: PlacingPresenter) -> set[str]:
    """What can be done now."""
    does = {"place": placing.can_place, "split": placing.can_split, "back": placing.can_take_back}
    return {name for name, can_do in does.items() if can_do}


def test_every_place_can_be_chosen(workspace: Workspace) -> None:
    assert choosing(workspace).targets == (
        "1. Løn",
        "2. Leje",
        "Modtaget 1. Tilskud",
        "Modtaget 2. Egen medfinansiering",
        "Holdt uden for projektet",
        "Ikke tilskudsberettiget",
    )


def test_a_line_that_is_not_approved_yet_can_be_placed_on_too(workspace: Workspace) -> None:
    project = start_revision(workspace.project, "Ændring")
    new = replace(
        project.budget,
        lines=(*project.budget.lines, a_line("7", label="Rejser")),
        funding=(
            FundingLine(id=FundingId("f9"), source=FundingSource.INCOME, label="Salg af bøger"),
        ),
    )
    words = Targets(replace(project, versions=(project.versions[0], new))).words
    assert words[2:6] == (
        "3. Rejser",
        "Modtaget 1. Tilskud",
        "Modtaget 2. Egen medfinansiering",
        "Modtaget 3. Salg af bøger",
    )


def test_what_is_chosen_is_summed(workspace: Workspace) -> None:
    assert choosing(workspace).summary == "Markér posteringer for at placere dem."
    assert choosing(workspace, 1, 2).summary == "2 posteringer markeret, i alt 120,50 kr."


def test_a_line_needs_no_reason(workspace: Workspace) -> None:
    placing = choosing(workspace, 2)
    assert can(placing) == {"split"}
    placing.target = "2. Leje"
    placing.reason = "Ikke spurgt om"
    assert can(placing) == {"place", "split"}
    placing.place()
    (part,) = workspace.project.ledger.placements[placing.chosen[0].id].parts
    assert (part.target, part.reason) == ("2", "")
    assert workspace.project.ledger.placements[placing.chosen[0].id].by == "Kim Eksempel"


def test_leaving_the_account_takes_a_reason(workspace: Workspace) -> None:
    placing = choosing(workspace, 2)
    placing.target = "Ikke tilskudsberettiget"
    assert placing.needs_reason
    assert can(placing) == {"split"}
    placing.place()
    assert workspace.project.ledger.placements == {}
    placing.reason = "Taxa er ikke dækket"
    placing.place()
    (part,) = workspace.project.ledger.placements[placing.chosen[0].id].parts
    assert part.reason == "Taxa er ikke dækket"
    assert placing.reason == ""


def test_nothing_is_placed_without_a_place(workspace: Workspace) -> None:
    placing = choosing(workspace, 2)
    placing.target = "Månen"
    placing.place()
    assert workspace.session.undo_step is None


def test_a_document_opened_to_be_looked_at_offers_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.session.save_as(tmp_path / "projekt.budgetdesk")
    with Session.open(tmp_path / "projekt.budgetdesk", "Bo", read_only=True) as session:
        placing = choosing(Workspace(session, lambda: DAY), 0)
        placing.target = "2. Leje"
        assert can(placing) == set()


def test_only_what_a_person_placed_can_be_taken_back(workspace: Workspace) -> None:
    placing = choosing(workspace, 0, 2)
    assert can(placing) == set()
    placing.target = "2. Leje"
    placing.place()
    assert can(placing) == {"place", "back"}
    placing.take_back()
    assert workspace.project.ledger.placements == {}
    assert can(placing) == {"place"}


def test_what_the_line_has_left_is_told_before_it_is_done(workspace: Workspace) -> None:
    placing = choosing(workspace, 0, 2, 3)
    assert placing.remaining.text == ""
    placing.target = "2. Leje"
    assert placing.remaining.text == (
        "Posten har 500,00 kr. tilbage nu. Bagefter er den overskredet med 470,50 kr."
    )
    assert placing.remaining.tone is Tone.WARNING
    placing.target = "1. Løn"  # where the first of them is already, and the last is outside
    assert placing.remaining.text == "Posten har 100,00 kr. tilbage nu og 29,50 kr. bagefter."
    placing.target = "Ikke tilskudsberettiget"
    assert placing.remaining.text == ""
    placing.chosen = placing.chosen[:1]
    placing.target = "1. Løn"  # where it is already
    assert placing.remaining.text == ""


def test_a_line_that_is_overspent_already_says_so(workspace: Workspace) -> None:
    placing = choosing(workspace, 0)
    placing.target = "2. Leje"
    placing.place()
    placing.chosen = choosing(workspace, 2).chosen
    assert placing.remaining.text == (
        "Posten er allerede overskredet med 400,00 kr. Bagefter med 470,50 kr."
    )


def test_a_line_outside_the_budget_is_told_before_it_is_used(workspace: Workspace) -> None:
    revised = start_revision(workspace.project, "Ændring")
    lines = (*revised.budget.lines, a_line("7", label="Rejser"))
    versions = (revised.versions[0], replace(revised.budget, lines=lines))
    workspace.run("budget.revise", lambda _: replace(revised, versions=versions), name="v2")
    placing = choosing(workspace, 2)
    placing.target = "3. Rejser"
    assert placing.remaining.text.startswith("Posten er ikke i det budget")
    workspace.run("project.period", lambda project: replace(project, period=None))
    placing.target = "2. Leje"
    assert placing.remaining.text.startswith("Posten er ikke i det budget")


def test_after_a_placing_those_alike_are_counted_and_a_rule_is_begun(workspace: Workspace) -> None:
    placing = choosing(workspace, 0)
    assert (placing.hint, placing.can_make_rule) == ("", True)
    placing.target = "2. Leje"
    placing.place()
    assert placing.hint.startswith("1 anden postering ligner.")
    placing.chosen = ()
    example = placing.example
    assert [posting.id for posting in example.postings] == ["1-2"]
    assert (example.target.words if example.target else "", example.place) == ("2. Leje", 0)
    placing.chosen = choosing(workspace, 1).chosen
    assert placing.example.place == 1


def test_what_shares_nothing_begins_no_rule(workspace: Workspace) -> None:
    placing = choosing(workspace, 0, 1, 2)
    placing.target = "2. Leje"
    placing.place()
    assert placing.hint == ""
    placing.chosen = ()
    assert not placing.can_make_rule
    placing.chosen = choosing(workspace, 0).chosen * 201
    placing.place()
    assert placing.hint == ""


def test_a_day_outside_the_period_is_said_with_its_reason_and_taken_back(
    workspace: Workspace,
) -> None:
    placing = choosing(workspace)
    assert not placing.can_tell_day
    table = LedgerPresenter(workspace)
    rows = [row for row in range(table.row_count) if "2021" in table.cell(row, 0).text]
    placing = choosing(workspace, *rows)
    assert (placing.can_tell_day, placing.proposed_day) == (True, "31-12-2020")
    for day, reason in (("31-12-2020", " "), ("snart", "Leveret i december")):
        with pytest.raises(UnreadableError):
            placing.tell_day(day, reason)
    placing.tell_day("31-12-2020", "Leveret i december")
    told = [table.cell(row, 0) for row in range(table.row_count) if table.cell(row, 0).icon]
    assert [(each.text, each.icon) for each in told] == [("31-12-2020", "note")]
    assert "afgjort af en person" in told[0].tip
    assert workspace.account is not None
    assert workspace.account.reconciliation.outside == ZERO
    placing.tell_day("", "Fejl")
    assert workspace.account.reconciliation.outside != ZERO
    workspace.session.undo()
    assert workspace.account.reconciliation.outside == ZERO


def test_without_a_period_no_day_is_proposed() -> None:
    with opened(replace(with_ledger(), period=None)) as workspace:
        assert choosing(workspace, 0).proposed_day == ""
