"""Blocks of cells as spreadsheets take and give them, and what chosen cells come to."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, block, copied, summed
from tests.builders import kr


@dataclass
class Words(ReadOnlyTable):
    """A table of nothing but words."""

    rows: list[list[str]]

    @property
    def columns(self) -> list[Column]:
        return [Column(key=str(number), heading="") for number, _ in enumerate(self.rows[0])]

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def cell(self, row: int, column: int) -> Cell:
        return Cell(text=self.rows[row][column])


class Amounts(Words):
    """The words are kroner where they are any."""

    @override
    def cell(self, row: int, column: int) -> Cell:
        words = self.rows[row][column]
        return Cell(text=words, amount=kr(words) if words else None)


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\t\n"'))
sheets = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(sheets)
def test_a_block_copied_out_comes_in_the_same(rows: list[list[str]]) -> None:
    table = Words(rows)
    places = {(row, column) for row in range(len(rows)) for column in range(len(rows[0]))}
    pasted = block(copied(table, places), (2, 3))
    assert pasted == {(row + 2, column + 3): rows[row][column] for row, column in places}


def test_cells_that_were_not_chosen_are_left_empty_between_the_others() -> None:
    table = Words([["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    assert copied(table, [(0, 0), (2, 2)]) == "a\t\n\ti\n"


def test_what_is_chosen_is_counted_and_summed_where_it_is_an_amount() -> None:
    table = Amounts([["1", "", "2.50"], ["10", "20", ""]])
    assert summed(table, [(0, 0), (0, 1), (0, 2)]) == (2, kr("3.50"))
    assert summed(table, []) == (0, kr(0))


def test_a_table_only_looked_at_takes_nothing() -> None:
    table = Words([["a"]])
    table.enter({(0, 0): "b"})
    assert table.cell(0, 0).text == "a"
