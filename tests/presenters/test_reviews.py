"""The tab Revision without a toolkit: the auditor marks, the preparer answers."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.review import ErrorType, Mark, Method, SampleCriteria
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.reviews import ReviewPresenter
from tests.builders import kr
from tests.packages.sealed import AT, finished
from tests.presenters.desks import at, opened, row_of, typed

CRITERIA = SampleCriteria(method=Method.MONETARY_UNIT, seed="X", size=3)


def saved(auditor: ReviewPresenter, file: Path) -> None:
    own = auditor.own
    assert own is not None
    auditor.saving(own, file).done()
    auditor.saved(own)


def test_a_review_travels_to_the_preparer_and_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "g.revision"
    auditor = ReviewPresenter(opened(finished()))
    assert auditor.about.startswith("Ingen gennemgang endnu")
    auditor.draw(CRITERIA, AT)
    assert "3 posteringer udtaget af Kim" in auditor.about
    typed(auditor, 0, mark="fejl", error="Moms", deducted="1.000", note=" Uden bilag ")
    typed(auditor, 1, mark="", answer="må ikke")
    typed(auditor, 9, mark="fejl")
    assert auditor.own is not None
    first = auditor.own.items[0]
    assert (first.mark, first.error, first.deducted) == (Mark.FINDING, ErrorType.VAT, kr(1000))
    assert row_of(auditor, 0)[3:7] == ["Fejl", "Moms", "1.000,00", "Uden bilag"]
    assert "Trækkes fra i alt: 1.000,00 kr." in auditor.about
    saved(auditor, file)
    assert auditor.behind((0, 0)).title.startswith("Bilag: ")  # type: ignore[union-attr]
    bare = ReviewPresenter(opened(replace(finished(), ledger=Ledger())))
    bare.own = auditor.own
    assert bare.behind((0, 0)) is None

    preparer = ReviewPresenter(opened(finished()))
    preparer.read(file)
    assert row_of(preparer, 0)[6] == "Uden bilag"
    assert not at(preparer, 0, "mark").is_editable
    typed(preparer, 0, answer="Bilaget er vedlagt")
    assert at(preparer, 0, "answer").text == "Bilaget er vedlagt"


def test_what_was_marked_and_not_saved_is_known(tmp_path: Path) -> None:
    workspace = opened(finished())
    auditor = ReviewPresenter(workspace)
    assert workspace.unfinished == ""
    auditor.draw(CRITERIA, AT)
    assert "ikke gemt i en fil" in workspace.unfinished
    before = auditor.own
    assert before is not None
    saved(auditor, tmp_path / "g.revision")
    assert workspace.unfinished == ""
    typed(auditor, 0, note="Mangler")
    auditor.saved(before)
    assert workspace.unfinished


@pytest.mark.parametrize("words", [{"mark": "måske"}, {"deducted": "mange"}, {"error": "sjusk"}])
def test_what_cannot_be_read_is_told_and_nothing_changes(words: dict[str, str]) -> None:
    auditor = ReviewPresenter(opened(finished()))
    auditor.draw(CRITERIA, AT)
    before = auditor.own
    with pytest.raises(BudgetDeskError, match="unreadable_words"):
        typed(auditor, 0, **words)
    assert auditor.own == before
