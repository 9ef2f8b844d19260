"""The tab of what changed, without a toolkit: from the seal, a file, or a day."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.presenters.papers import PapersPresenter
from budgetdesk.presenters.since import SincePresenter
from budgetdesk.typed import UnreadableError
from tests.packages.sealed import AT, finished
from tests.presenters.desks import opened


def test_it_tells_from_the_beginning_until_a_file_was_sent(tmp_path: Path) -> None:
    workspace = opened(finished())
    since = SincePresenter(workspace)
    since.look()
    assert (since.start, since.chosen, since.rows) == (1, 0, [])
    assert since.summary == "Intet er ændret."
    workspace.run("project.identify", lambda p: replace(p, title="Nyt navn"))
    PapersPresenter(workspace).writing(tmp_path / "r.pdf", AT).done()
    workspace.run("project.identify", lambda p: replace(p, participants=7))
    since.look()
    assert [row[2].text.split(":")[0] for row in since.rows] == ["Projektets navn", "Deltagere"]
    since.choose(0)
    assert "Regnskabet gemt som PDF: r.pdf" in since.moments[0].words
    assert [row[2].text.split(":")[0] for row in since.rows] == ["Deltagere"]
    assert since.summary.startswith("Alt, der er anderledes end efter hændelse nr. 3")
    since.choose_day("01-01-2020")
    assert since.chosen == -1
    assert len(since.rows) > 2


@pytest.mark.parametrize("typed", ["", "i går"])
def test_what_is_no_day_is_told(typed: str) -> None:
    since = SincePresenter(opened(finished()))
    since.look()
    with pytest.raises(UnreadableError):
        since.choose_day(typed)
