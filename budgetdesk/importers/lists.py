"""Lists as SAP prints them to text: pages of lines whose columns are borders at fixed places."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import Final

_BORDER: Final = "|"
_RULE: Final = frozenset("-=_+|")

_SAMPLE: Final = 200
"""Lines that tell where the borders stand."""
_FEWEST_BORDERS: Final = 4
"""Of three columns; with fewer it is no list of postings."""


def printed_list(lines: Sequence[str]) -> "PrintedList | None":
    """The lines as a list, when borders stand at the same places of nearly all that have any.

    A sign like a border inside a text stands at its place in few lines, so it is no border.
    """
    sample = [line for line in islice(lines, _SAMPLE) if _is_bordered(line)]
    shapes = Counter(map(_borders, sample))
    agree = {
        borders: sum(count for shape, count in shapes.items() if _has(shape, borders))
        for borders in shapes
    }
    borders = max(agree, key=lambda borders: agree[borders] * len(borders), default=())
    if len(borders) < _FEWEST_BORDERS or agree[borders] * 5 < max(len(sample), 2) * 4:
        return None
    return PrintedList(lines, borders)


def _borders(line: str) -> tuple[int, ...]:
    return tuple(place for place, sign in enumerate(line) if sign == _BORDER)


def _has(shape: Sequence[int], borders: Sequence[int]) -> bool:
    return shape[-1] == borders[-1] and set(borders) <= set(shape)


def _is_bordered(line: str) -> bool:
    return line.startswith(_BORDER) and line.endswith(_BORDER) and not _is_rule(line)


def _is_rule(line: str) -> bool:
    return _RULE.issuperset(line.strip())


class PrintedList:
    """The lines of a list; what is neither posting nor heading is set apart by its form."""

    format: Final = "list"

    def __init__(self, lines: Sequence[str], borders: Sequence[int]) -> None:
        self.records = lines
        self._borders = borders
        self._columns = [slice(left + 1, right) for left, right in pairwise(borders)]

    def rows(self, places: Iterable[int]) -> Iterator[list[str]]:
        """The cells of lines, by their place counted from 0; without the borders there is one."""
        return map(self._cells, map(self.records.__getitem__, places))

    def top(self, count: int) -> list[list[str]]:
        """The cells of the first lines."""
        return list(map(self._cells, islice(self.records, count)))

    @cached_property
    def set_apart(self) -> Mapping[int, str]:
        """Rules, headings of pages, and lines whose borders do not stand where they should."""
        outside = {
            row: line
            for row, line in enumerate(self.records, start=1)
            if line.strip() and (_is_rule(line) or not self._fits(line))
        }
        often = Counter(map(shape_of, outside.values()))
        reasons = {row: _reason(line, often[shape_of(line)]) for row, line in outside.items()}
        return {row: reason for row, reason in reasons.items() if reason}

    def _cells(self, line: str) -> list[str]:
        return [line[column] for column in self._columns] if self._fits(line) else [line]

    def _fits(self, line: str) -> bool:
        return len(line) == self._borders[-1] + 1 and all(
            line[place] == _BORDER for place in self._borders
        )


def _reason(line: str, often: int) -> str | None:
    """Why a line without the borders is no posting; what stands only once may be anything."""
    if _is_rule(line):
        return "rule"
    if _BORDER in line:
        return "shifted"
    return "page_heading" if often > 1 else None


def shape_of(line: str) -> str:
    """A line as it is on every page: whatever the number of the page."""
    return re.sub(r"\d+", "0", " ".join(line.split()))
