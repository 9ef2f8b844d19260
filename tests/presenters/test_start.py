"""The start page without a window: recent files, lost work, and calls."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.recent import RecentDocuments
from budgetdesk.presenters.start import (
    Likeness,
    StartPresenter,
    calls,
    named,
    project_like,
    project_on,
)
from budgetdesk.session import Session
from budgetdesk.typed import UnreadableError
from tests.builders import a_project
from tests.changed import approved
from tests.storage.test_recovery import STEPS, killed

AT = datetime(2020, 6, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def recent(tmp_path: Path) -> RecentDocuments:
    return RecentDocuments(tmp_path / "recent.json")


def test_a_recent_document_is_shown_with_its_stage_and_folder(
    recent: RecentDocuments, tmp_path: Path
) -> None:
    file = tmp_path / "a.budgetdesk"
    file.touch()
    recent.add(file, a_project(), AT)
    (row,) = StartPresenter(recent).recent
    assert (row.name, row.path) == ("Kompetenceløft (J.nr. 19/12345)", file)
    assert (row.status, row.folder) == ("Budget under arbejde", str(tmp_path))
    assert not row.is_missing


def test_a_missing_document_is_said_to_be_missing_and_can_be_removed(
    recent: RecentDocuments, tmp_path: Path
) -> None:
    recent.add(tmp_path / "a.budgetdesk", a_project(), AT)
    start = StartPresenter(recent)
    (row,) = start.recent
    assert (row.status, row.is_missing) == ("Filen er der ikke", True)
    start.remove(row)
    assert start.recent == []


@pytest.mark.parametrize(
    ("title", "journal", "name"),
    [
        ("Løft", "19/1", "Løft (J.nr. 19/1)"),
        ("Løft", "", "Løft"),
        ("", "19/1", "Projekt uden titel (J.nr. 19/1)"),
        ("", "", "Projekt uden titel"),
    ],
)
def test_a_project_has_a_name_even_without_a_title(title: str, journal: str, name: str) -> None:
    assert named(title, journal) == name


def test_work_left_behind_is_told_with_where_it_belongs(
    recent: RecentDocuments, tmp_path: Path
) -> None:
    file = tmp_path / "a.budgetdesk"
    Session.create(file, a_project(title="Løft"), "Kim").close()
    killed(STEPS, file)
    ((left, words),) = StartPresenter(recent).recoveries
    at = f"{left.last_step.astimezone():%d-%m-%Y %H.%M}"
    assert words == f"Løft, senest ændret {at}, hører til {file}"


def test_work_that_was_never_saved_is_told_as_such(recent: RecentDocuments) -> None:
    killed(STEPS.replace("participants=number", "title=''"))
    ((left, words),) = StartPresenter(recent).recoveries
    at = f"{left.last_step.astimezone():%d-%m-%Y %H.%M}"
    assert words == f"Projekt uden titel, senest ændret {at}, aldrig gemt"


def test_every_call_can_be_begun_on() -> None:
    at_hand = calls()
    assert {call.key for call in at_hand} >= {"C01", "C02", "X01"}
    for call in at_hand:
        assert call.about
        project = project_on(call.key)
        assert (project.call.id, project.call.name) == (call.key, call.name)


def test_calls_are_searched_by_name_funder_and_id_those_read_in_full_first() -> None:
    assert calls()[0].key == "C01"
    assert [call.key for call in calls("forebyggelse 2019 styrelsen")] == ["C01"]
    assert [call.key for call in calls("c02")] == ["C02"]
    assert calls("findes slet ikke") == []


def test_a_call_nobody_knows_cannot_be_begun_on() -> None:
    with pytest.raises(BudgetDeskError) as refused:
        project_on("Q99")
    assert refused.value.code == "rulepacks.unknown_call"


def test_a_project_is_begun_after_an_earlier_one_which_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.budgetdesk"
    Session.create(path, approved(), "Kim").close()
    before = path.read_bytes()
    later = project_like(
        path,
        "Kim",
        date(2021, 5, 1),
        Likeness(call_id="C01", start="1/1 2022", end="31-12-2022", keeps_amounts=True),
    )
    assert later.call.id == "C01"
    assert sorted(later.budget.lines[0].amounts) == [2022, 2023]
    same = project_like(
        path,
        "Kim",
        date(2021, 5, 1),
        Likeness(call_id="", start="", end="", keeps_amounts=False),
    )
    assert (same.call, same.period) == (approved().call, None)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("start", "end"), [("01-01-2022", ""), ("", "01-01-2022"), ("x", "y")])
def test_half_a_period_begins_nothing(tmp_path: Path, start: str, end: str) -> None:
    path = tmp_path / "a.budgetdesk"
    wanted = Likeness(call_id="", start=start, end=end, keeps_amounts=False)
    with pytest.raises(UnreadableError):
        project_like(path, "Kim", date(2021, 5, 1), wanted)
