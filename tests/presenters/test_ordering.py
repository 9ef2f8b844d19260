"""The postings in the order of a column, which is only a way of looking at them."""

from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter

import pytest

from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.value import PostingId
from budgetdesk.operations.ledger import place, tell_day
from budgetdesk.presenters.ledger import LedgerPresenter
from budgetdesk.presenters.parts import Show
from tests.builders import a_posting, kr
from tests.opened import opened, with_ledger

ODD = (
    a_posting(2, kr(5), voucher="10", text="Ærter", supplier="Ås", gl_code="30", gl_name="B"),
    a_posting(3, kr(-7), voucher="9", text="", supplier="Ørsted", gl_code="10", gl_name="A"),
    a_posting(4, kr(5), voucher="", text="anker", supplier="Zebra", gl_code="20", gl_name="C"),
    a_posting(5, kr(90), voucher="B1", text="Zoo", supplier="ærø", gl_code="10", gl_name="A"),
    a_posting(6, kr(5), voucher="009", text="Ål", supplier="Bo", posting_date=date(2020, 1, 9)),
)


@pytest.fixture
def table() -> Iterator[LedgerPresenter]:
    with opened(with_ledger(*ODD)) as workspace:
        yield LedgerPresenter(workspace)


def rows(table: LedgerPresenter) -> list[int]:
    return [part.posting.row for part in table.rows]


def sort(table: LedgerPresenter, key: str, times: int = 1) -> None:
    keys = [column.key for column in table.columns]
    for _ in range(times):
        table.order_by(keys.index(key))


@pytest.mark.parametrize(
    ("key", "rising"),
    [
        ("day", [6, 2, 3, 4, 5]),
        ("voucher", [3, 6, 2, 5, 4]),
        ("gl", [3, 5, 4, 2, 6]),
        ("supplier", [6, 4, 5, 3, 2]),
        ("text", [4, 5, 2, 6, 3]),
        ("amount", [3, 2, 4, 6, 5]),
        ("place", [2, 6, 3, 5, 4]),
        ("by", [3, 5, 4, 2, 6]),
    ],
)
def test_each_column_orders_the_postings_and_alike_ones_stay_as_they_stood(
    table: LedgerPresenter, key: str, rising: list[int]
) -> None:
    sort(table, key)
    assert rows(table) == rising


def test_asked_again_the_order_falls_with_empty_cells_last_and_then_is_the_ledgers(
    table: LedgerPresenter,
) -> None:
    sort(table, "text")
    sort(table, "text")
    assert (rows(table), table.order) == ([6, 2, 5, 4, 3], (4, True))
    sort(table, "amount", 2)
    assert rows(table) == [5, 2, 4, 6, 3]
    sort(table, "amount")
    assert (rows(table), table.order) == ([2, 3, 4, 5, 6], None)


def test_filter_search_and_steps_keep_the_order_and_it_changes_no_figure(
    table: LedgerPresenter,
) -> None:
    before = (table.summary, list(table.choices()))
    sort(table, "amount", 2)
    assert (table.summary, list(table.choices())) == before
    table.sought = "5,00"
    assert rows(table) == [2, 4, 6]
    table.sought, table.show = "", Show.UNPLACED
    assert rows(table) == [2, 6]


def test_a_day_somebody_told_and_a_place_somebody_chose_are_what_is_ordered_by() -> None:
    with opened(with_ledger(*ODD)) as workspace:
        table = LedgerPresenter(workspace)
        told = Decision(
            topic=Topic.POSTING_DAY,
            answer="2020-01-01",
            reason="Leveret.",
            by="Bo",
            on=workspace.today,
        )
        workspace.run("ledger.tell_day", lambda p: tell_day(p, [PostingId("1-5")], told), count=1)
        sort(table, "day")
        assert rows(table) == [5, 6, 2, 3, 4]
        target = workspace.project.base_budget.lines[1].id
        workspace.run(
            "ledger.place",
            lambda p: place(p, [PostingId("1-2")], PartKind.COST, target=target, by="Bo"),
            count=1,
        )
        sort(table, "by")
        assert rows(table)[0] == 2


def test_a_hundred_thousand_are_in_order_within_half_a_second() -> None:
    many = tuple(
        a_posting(
            row,
            kr(row * 7919 % 1000),
            voucher=f"B{row * 7919 % 1000}",
            text=f"Køb {row * 31 % 977}",
            posting_date=date(2020, 1, 1) + timedelta(days=row * 13 % 366),
        )
        for row in range(100_000)
    )
    with opened(with_ledger(*many)) as workspace:
        table = LedgerPresenter(workspace)
        assert table.row_count == len(many)
        for column in range(len(table.columns)):
            began = perf_counter()
            table.order_by(column)
            assert len(table.rows) == len(many)
            assert perf_counter() - began < 2, "half a second, on a machine that others use too"


@pytest.mark.parametrize("sought", ["12.345,00", "12345,00"])
def test_an_amount_is_found_with_its_points_and_without(sought: str) -> None:
    with opened(with_ledger(a_posting(2, kr(12_345)), a_posting(3, kr(345)))) as workspace:
        table = LedgerPresenter(workspace)
        table.sought = sought
        assert rows(table) == [2]
