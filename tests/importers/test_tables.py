"""Text becomes records of cells: the delimiter by agreement, the quotes by the rules of csv."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.tables import Delimited, read_lines


def table(text: str) -> Delimited:
    return Delimited(read_lines(text.encode(), "a.csv"), ";")


def all_rows(read: Delimited) -> list[list[str]]:
    return list(read.rows(range(len(read.records))))


def rows(text: str) -> list[list[str]]:
    return all_rows(table(text))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_line(ending: str) -> None:
    assert rows(f"a;b{ending}1;2{ending}{ending}3;4{ending}") == [
        ["a", "b"],
        ["1", "2"],
        [""],
        ["3", "4"],
    ]


def test_other_signs_that_end_lines_elsewhere_do_not_here() -> None:
    assert rows("a;b\n1\x0b2\x85;\u20283") == [["a", "b"], ["1\x0b2\x85", "\u20283"]]


def test_a_quoted_cell_may_run_over_lines_and_is_one_record() -> None:
    joined = table('a;b;c\n1;"to\nlinjer; ""her""\nslut";3\n4;5;6\n7;8;9\n')
    assert all_rows(joined)[1:] == [
        ["1", 'to\nlinjer; "her"\nslut', "3"],
        ["4", "5", "6"],
        ["7", "8", "9"],
    ]
    assert joined.records[1] == '1;"to\nlinjer; ""her""\nslut";3'


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('1;Kabel 3/4" og mere;3', ["1", 'Kabel 3/4" og mere', "3"]),
        ('1;"Kick-off" for alle;3', ["1", '"Kick-off" for alle', "3"]),
        ('1;"aldrig lukket;3', ["1", '"aldrig lukket', "3"]),
        ('1;="00123";3', ["1", '="00123"', "3"]),
        ('1;"Vejen ""til"" job; 3";3', ["1", 'Vejen "til" job; 3', "3"]),
    ],
)
def test_a_stray_quote_stays_a_sign_and_swallows_no_row(line: str, cells: list[str]) -> None:
    text = f'a;b;c\n{line}\n4;5;6\n7;"8";9\n'
    assert rows(text)[1:] == [cells, ["4", "5", "6"], ["7", "8", "9"]]


def test_stray_quotes_on_every_line_are_told_from_each_other() -> None:
    text = "a;b;c\n" + '1;"x;2\n' * 5
    assert rows(text)[1:] == [["1", '"x', "2"]] * 5


def test_a_file_of_many_lines_is_no_endless_line() -> None:
    assert len(rows("1;2;3\n" * 400_000)) == 400_000


def test_a_quote_open_to_the_end_leaves_its_lines_alone() -> None:
    assert rows('a;b;c\n1;2;3\n4;"5\n6\n7')[2:] == [["4", '"5'], ["6"], ["7"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a;b\n" + b"x" * 1_000_001 + b";1\n", "importers.endless_line"),
        (b"x;" * 500_001, "importers.endless_line"),
        (b"a;b\r" * 400_000 + b"x" * 1_000_001, "importers.endless_line"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        read_lines(content, "a.csv")
    assert refused.value.code == code


def test_a_cell_too_large_for_csv_is_still_read() -> None:
    large = "x" * 200_000
    assert rows(f'a;b\n"{large}";2\n')[1] == [f'"{large}"', "2"]


CELL = st.text(st.sampled_from('ab ;,"\n|\t'), max_size=6)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=8))
def test_what_csv_writes_is_read_back(written: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
        [("h1", "h2", "h3")] * 20 + written
    )
    # A cell that itself looks like rows of the file is taken for rows: quotes are often stray.
    if not any(line.count(";") >= 2 for row in written for c in row for line in c.split("\n")):
        assert rows(out.getvalue())[20:] == [list(row) for row in written]


@given(st.text('a;"\n', min_size=1, max_size=80))
def test_no_line_is_ever_lost(text: str) -> None:
    content = "h1;h2;h3\n" * 3 + text
    read = table(content)
    assert "\n".join(read.records) == content.removesuffix("\n")
    assert all(all_rows(read))
    assert read.top(5) == all_rows(read)[:5]
