"""The open document as the pages see it: one moment at a time, and everybody is told."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Project
from budgetdesk.presenters.workspace import Entry, Unread, Workspace
from budgetdesk.typed import read_count
from tests.builders import a_project
from tests.presenters.desks import TODAY, opened

TITLE = Subject(kind="project", field="title")
COUNT = Subject(kind="project", field="participants")


@pytest.fixture
def workspace() -> Workspace:
    return opened(a_project(participants=1))


def a_title(typed: str) -> Callable[[Project], Project]:
    return lambda project: replace(project, title=typed)


def a_count(typed: str) -> Callable[[Project], Project]:
    count = read_count(typed)
    return lambda project: replace(project, participants=count)


def without_a_period(project: Project) -> Project:
    return replace(project, period=None)


def test_findings_and_account_are_those_of_the_project_as_it_is(workspace: Workspace) -> None:
    def codes() -> list[str]:
        return [finding.code for finding in workspace.findings]

    def has_account() -> bool:
        return workspace.account is not None

    assert workspace.today == TODAY
    assert has_account()
    assert "project.no_period" not in codes()
    workspace.run("project.period", without_a_period)
    assert not has_account()
    assert "project.no_period" in codes()
    workspace.session.undo()
    assert has_account()


def test_figures_are_computed_once_for_each_state(workspace: Workspace) -> None:
    first = workspace.findings
    assert workspace.findings is first
    workspace.run("project.identify", a_title("Andet"))
    assert workspace.findings is not first


def test_who_listens_is_told_of_every_step_until_forgotten(workspace: Workspace) -> None:
    seen: list[str] = []
    workspace.listen(lambda: seen.append(workspace.project.title))
    workspace.run("project.identify", a_title("Andet"))
    workspace.session.undo()
    workspace.forget_listeners()
    workspace.session.redo()
    assert seen == ["Andet", "Kompetenceløft"]


def test_words_that_cannot_be_read_are_kept_and_the_others_taken(workspace: Workspace) -> None:
    typed = [Entry(TITLE, "Andet", a_title), Entry(COUNT, "mange", a_count)]
    workspace.enter("project.identify", typed)
    assert (workspace.project.title, workspace.project.participants) == ("Andet", 1)
    reason = "»mange« er ikke et antal. Skriv et helt tal, for eksempel 24."
    assert workspace.unread == {COUNT: Unread("mange", reason)}
    workspace.enter("project.participants", [Entry(COUNT, "7", a_count)])
    assert workspace.project.participants == 7
    assert workspace.unread == {}


def test_all_that_was_entered_is_one_step(workspace: Workspace) -> None:
    typed = [Entry(TITLE, "Andet", a_title), Entry(COUNT, "7", a_count)]
    workspace.enter("project.identify", typed, first=[without_a_period])
    assert workspace.project.period is None
    workspace.session.undo()
    assert workspace.project == a_project(participants=1)


def test_kept_words_are_told_though_no_step_was_made(workspace: Workspace) -> None:
    told: list[int] = []
    workspace.listen(lambda: told.append(len(workspace.unread)))
    workspace.enter("project.participants", [Entry(COUNT, "mange", a_count)])
    assert told == [1]
    assert workspace.session.undo_step is None


def test_who_listens_is_told_once_of_what_was_typed_read_or_not() -> None:
    workspace = opened(a_project())
    told: list[str] = []
    workspace.listen(lambda: told.append(workspace.project.title))
    for words in ("Andet", "Andet"):  # the second changes nothing
        workspace.enter("project.identify", [Entry(TITLE, words, a_title)])
    workspace.enter("project.participants", [Entry(COUNT, "mange", a_count)])
    assert told == ["Andet", "Andet", "Andet"]
    assert workspace.unread[COUNT].typed == "mange"
