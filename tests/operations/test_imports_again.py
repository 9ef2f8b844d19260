"""Rows that were there already: counted after all, and taken over when the first import goes."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.ledger import KnownRow, Ledger, PartKind, VoucherFile
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId, VoucherId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.overlaps import make_batch
from budgetdesk.operations.ledger import (
    add_batch,
    attach_voucher,
    count_known,
    place,
    remove_batch,
    tell_day,
)
from budgetdesk.text import text
from tests.builders import a_budget, a_line, a_project, kr
from tests.importers.test_overlaps import bought

NOON: Final = datetime(2021, 1, 15, 12, 0, tzinfo=UTC)


def taken_in(project: Project, *what: str) -> Project:
    """The project with an import of postings that are alike where they have the same letter."""
    return add_batch(project, make_batch(bought(*what), project.ledger, NOON))


@pytest.fixture
def project() -> Project:
    """Import 1 has a, b; import 2 has b (there already), c."""
    empty = a_project(a_budget(a_line("1", kr(500))), ledger=Ledger())
    return taken_in(taken_in(empty, "a", "b"), "b", "c")


def texts(project: Project) -> Counter[str]:
    return Counter(p.text for batch in project.ledger.batches for p in batch.postings)


def ids(project: Project) -> list[str]:
    return [p.id for batch in project.ledger.batches for p in batch.postings]


def test_a_row_is_held_beside_the_posting_it_is_taken_for(project: Project) -> None:
    known = project.ledger.batches[1].already_there
    assert known == (KnownRow(row=0, like=PostingId("1-1"), raw="row 0"),)
    assert project.ledger.batches[1].already_there_sum == kr(100)


def test_a_row_somebody_says_is_genuine_is_a_posting_of_its_own(project: Project) -> None:
    counted = count_known(project, 2, {0})
    batch = counted.ledger.batches[1]
    assert texts(counted) == {"a": 1, "b": 2, "c": 1}
    assert [(p.id, p.row, p.raw, p.text) for p in batch.postings] == [
        ("2-0", 0, "row 0", "b"),
        ("2-1", 1, "row 1", "c"),
    ]
    assert (batch.already_there, batch.already_there_sum) == ((), kr(0))
    assert batch.rows_read == len(batch.postings)
    assert count_known(project, 2, set()) == project


def test_a_row_that_is_no_such_row_is_refused(project: Project) -> None:
    for number, rows, code in ((2, {0, 1}, "unknown_known_row"), (7, {0}, "unknown_batch")):
        with pytest.raises(BudgetDeskError) as refused:
            count_known(project, number, rows)
        assert refused.value.code == f"ledger.{code}"
        assert text(f"errors.{refused.value.code}", **refused.value.facts)


def test_what_another_import_has_too_stays_when_the_first_is_taken_out(project: Project) -> None:
    placed = place(project, [PostingId("1-0"), PostingId("1-1")], PartKind.COST, target="1")
    for posting in ("1-0", "1-1"):
        file = VoucherFile(
            id=VoucherId(""), posting=PostingId(posting), name="b.pdf", size=1, sha256="ab" * 32
        )
        placed = attach_voucher(placed, file)
    days = tell_day(
        placed,
        [PostingId("1-0"), PostingId("1-1")],
        Decision(
            topic=Topic.POSTING_DAY,
            answer="2020-06-01",
            reason="Leveret",
            by="Kim",
            on=date(2021, 1, 1),
        ),
    )
    left = remove_batch(days, 1)
    assert [decision.about for decision in left.decisions] == ["2-0"]
    assert ids(left) == ["2-0", "2-1"]
    assert texts(left) == {"b": 1, "c": 1}
    assert list(left.ledger.placements) == ["2-0"]
    assert [voucher.posting for voucher in left.ledger.vouchers] == ["2-0"]
    batch = left.ledger.batches[0]
    assert (batch.already_there, batch.already_there_sum) == ((), kr(0))


def test_of_three_imports_the_second_takes_over_and_the_third_is_held_to_it(
    project: Project,
) -> None:
    three = taken_in(project, "b", "d")
    assert three.ledger.batches[2].already_there[0].like == "1-1"
    left = remove_batch(three, 1)
    assert texts(left) == {"b": 1, "c": 1, "d": 1}
    assert [each.like for each in left.ledger.batches[1].already_there] == ["2-0"]
    assert remove_batch(left, 3).ledger.batches[0] == left.ledger.batches[0]


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=5), min_size=1, max_size=4),
    st.data(),
)
def test_what_is_left_is_what_the_imports_left_would_have_brought(
    extracts: Sequence[Sequence[str]], data: st.DataObject
) -> None:
    project = a_project(ledger=Ledger())
    for extract in extracts:
        project = taken_in(project, *extract)
    gone = data.draw(st.integers(1, len(extracts)))
    left = remove_batch(project, gone)
    most: Counter[str] = Counter()
    for number, extract in enumerate(extracts, start=1):
        if number != gone:
            most |= Counter(extract)
    assert texts(left) == most
    there = set(ids(left))
    for batch in left.ledger.batches:
        assert batch.rows_read == len(batch.postings) + len(batch.already_there)
        assert there.issuperset(each.like for each in batch.already_there)
        assert batch.already_there_sum == kr(100 * len(batch.already_there))


def test_a_posting_is_not_held_to_itself_when_taken_out_and_in_again(project: Project) -> None:
    without = remove_batch(project, 2)
    again = taken_in(without, "b", "c")
    assert again.ledger == project.ledger
