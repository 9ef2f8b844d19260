"""What stands around every page."""

from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import FundingForm, FundingSource
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules
from budgetdesk.presenters.heading import HeadingPresenter, Marked, chosen
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from tests.builders import a_budget, a_line, a_project, a_source, kr
from tests.checks.asked import the_budget, the_project
from tests.presenters.desks import TODAY, opened


def heading(session: Session) -> HeadingPresenter:
    return HeadingPresenter(Workspace(session, lambda: TODAY))


def rename(session: Session, title: str = "Andet") -> None:
    session.run("project.identify", lambda project: replace(project, title=title))


def share_of(project: Project) -> Marked:
    return HeadingPresenter(opened(project)).cofinancing


def test_the_title_has_the_journal_number() -> None:
    assert HeadingPresenter(opened(a_project())).title == "Kompetenceløft (J.nr. 19/12345)"


def test_a_new_document_is_not_saved_yet() -> None:
    saved = HeadingPresenter(opened(a_project())).saved
    assert saved == ("Ikke gemt endnu", "missing", Tone.WARNING)


def test_a_saved_document_is_unsaved_after_a_step_and_saved_again_at_a_time(
    tmp_path: Path,
) -> None:
    with Session.create(tmp_path / "a.budgetdesk", a_project(), "Kim") as session:
        around = heading(session)
        assert around.saved == ("Gemt", "ok", Tone.IN_ORDER)
        rename(session)
        assert around.saved == ("Ikke gemt", "missing", Tone.WARNING)
        session.save()
        around.saved_at = datetime(2020, 6, 15, 9, 5).astimezone()
        assert around.saved == ("Gemt 09.05", "ok", Tone.IN_ORDER)


def test_a_document_only_looked_at_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.budgetdesk"
    Session.create(path, a_project(), "Kim").close()
    with Session.open(path, "Kim", read_only=True) as session:
        assert heading(session).saved == ("Skrivebeskyttet", "note", Tone.NOTE)


def test_undo_and_redo_name_their_step() -> None:
    workspace = opened(a_project())
    around = HeadingPresenter(workspace)
    assert (around.undo, around.redo) == ("Fortryd", "Gentag")
    assert (around.can_undo, around.can_redo) == (False, False)
    rename(workspace.session)
    assert around.undo == "Fortryd: Projektets navn eller j.nr. rettet"
    assert (around.can_undo, around.can_redo) == (True, False)
    workspace.session.undo()
    assert around.redo == "Gentag: Projektets navn eller j.nr. rettet"
    assert (around.can_undo, around.can_redo) == (False, True)


def test_a_demand_that_is_met_is_in_order() -> None:
    words = "Medfinansiering i budgettet 20,00 % (krav 20 %)"
    assert share_of(the_project()) == (words, "ok", Tone.IN_ORDER)


def test_a_demand_that_is_not_met_is_an_error() -> None:
    budget = the_budget(grant=kr(80_001), own=kr(19_999))
    words = "Medfinansiering i budgettet 19,99 % (krav 20 %)"
    assert share_of(the_project(budget)) == (words, "error", Tone.ERROR)


@pytest.mark.parametrize(
    "project",
    [
        the_project(rules=CallRules()),
        the_project(a_budget(a_line())),
    ],
    ids=["no demand", "no costs"],
)
def test_without_a_demand_or_costs_there_is_no_share_to_tell(project: Project) -> None:
    assert share_of(project) == ("", "", Tone.QUIET)


def test_what_is_selected_is_counted_and_summed() -> None:
    assert chosen(2, kr("1234.5")) == "Markeret: 2 beløb, sum 1.234,50 kr."
    assert chosen(1, kr(-3)) == "Markeret: 1 beløb, sum -3,00 kr."
    assert chosen(0, kr(0)) == ""


def test_a_share_that_hangs_on_undecided_hours_is_a_doubt_and_no_error() -> None:
    budget = the_budget(own=kr(15_000))
    hours = replace(a_source(FundingSource.OWN, kr(5_000), "h"), form=FundingForm.OWN_HOURS)
    marked = share_of(the_project(replace(budget, funding=(*budget.funding, hours))))
    assert (marked.icon, marked.tone) == ("warning", Tone.WARNING)
    assert "15" in marked.words
