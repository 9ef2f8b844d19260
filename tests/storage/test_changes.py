"""What changed is told by path, before and after, and small."""

from datetime import date

import pytest

from budgetdesk.domain.account import AccountKind
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment
from budgetdesk.domain.taken import Entry, TakenAccount
from budgetdesk.domain.value import LineId, PostingId
from budgetdesk.storage.changes import Change, changes
from tests.builders import a_budget, a_line, a_project, kr
from tests.storage.projects import replace, with_imports

A_PROJECT = a_project(a_budget(a_line("1", kr(100)), a_line("2", kr(200)), grant=kr(300)))


def told(before: object, after: object) -> list[Change]:
    return list(changes(before, after))


def with_lines(*lines: object) -> object:
    return a_project(a_budget(*lines, grant=kr(300)))  # type: ignore[arg-type]


def test_an_amount_is_told_by_line_and_year() -> None:
    after = with_lines(a_line("1", kr(150)), a_line("2", kr(200)))
    path = "versions/v1/lines/1/amounts_ore/2020"
    assert told(A_PROJECT, after) == [Change(path=path, before=10_000, after=15_000)]


def test_a_line_that_is_gone_is_told_whole() -> None:
    [change] = told(A_PROJECT, with_lines(a_line("2", kr(200))))
    assert change.path == "versions/v1/lines/1"
    assert change.before["amounts_ore"] == {"2020": 10_000}
    assert change.after is None


def test_a_new_order_is_told_as_an_order() -> None:
    after = with_lines(a_line("2", kr(200)), a_line("1", kr(100)))
    change = Change(path="versions/v1/lines/order", before=["1", "2"], after=["2", "1"])
    assert told(A_PROJECT, after) == [change]


def test_values_without_a_name_are_told_as_a_row() -> None:
    payment = Payment(on=date(2020, 5, 1), amount=kr(10))
    [change] = told(A_PROJECT, replace(A_PROJECT, payments=(payment,)))
    paid = {"on": "2020-05-01", "amount_ore": 1000, "note": ""}
    assert change == Change(path="payments", before=(), after=(paid,))


def test_two_lines_of_one_id_are_told_as_a_row() -> None:
    after = with_lines(a_line("1", kr(100)), a_line("1", kr(200)))
    assert [change.path for change in told(A_PROJECT, after)] == ["versions/v1/lines"]


def test_a_value_that_comes_or_goes_is_told_whole() -> None:
    period = Period(start=date(2020, 1, 1), end=date(2020, 12, 31))
    plain = {"start": "2020-01-01", "end": "2020-12-31"}
    [change] = told(replace(A_PROJECT, period=None), replace(A_PROJECT, period=period))
    assert change == Change(path="period", before=None, after=plain)


def test_an_import_is_told_by_what_identifies_it_not_by_its_postings() -> None:
    [change] = told(with_imports(1000), with_imports(1000, 3))
    assert change.path == "ledger/batches/2"
    assert change.before is None
    few = {name: change.after[name] for name in ("number", "file", "postings", "sum_ore")}
    assert few == {"number": 2, "file": "udtraek.csv", "postings": 3, "sum_ore": 30_000}


@pytest.mark.parametrize("same", [A_PROJECT, with_imports(2), None])
def test_nothing_is_told_of_what_is_equal(same: object) -> None:
    assert told(same, same) == []
    assert told(A_PROJECT, replace(A_PROJECT)) == []


def test_an_account_that_was_taken_is_told_without_its_many_rows() -> None:
    entry = Entry(posting=PostingId("1-2"), line=LineId("1"), amount=kr(10))
    period = Period(start=date(2020, 1, 1), end=date(2020, 6, 30))
    taken = TakenAccount(
        kind=AccountKind.INTERIM,
        period=period,
        on=date(2020, 7, 1),
        by="Kim",
        digest="ab" * 32,
        earned=kr(8),
        entries=(entry,),
        numbers={"B2 2020": 1},
    )
    before = a_project()
    [told] = changes(before, replace(before, accounts=(taken,)))
    assert (told.path, list(told.before)) == ("accounts", [])
    assert told.after[0]["by"] == "Kim"
    assert not told.after[0]["entries"]
    assert not told.after[0]["numbers"]
