"""Text whose columns stand at fixed places with nothing but blanks between them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Final

from budgetdesk.importers.cells import clean
from budgetdesk.importers.columns import is_no_heading

_SAMPLE: Final = 400
"""Lines that tell where the columns stand."""
_FEWEST: Final = 3
"""Lines with columns, and columns in a line."""
_GAP: Final = re.compile(r" {2,}")


def fixed_width_list(lines: Sequence[str]) -> "FixedWidth | None":
    """The lines as columns, when at least two blanks part them at the same places of all."""
    sample = [line for line in islice(lines, _SAMPLE) if _may_be_a_posting(line)]
    if len(sample) < _FEWEST:
        return None
    gaps = _gaps(sample)
    return FixedWidth(lines, gaps) if len(gaps) + 1 >= _FEWEST else None


def _may_be_a_posting(line: str) -> bool:
    """Whether blanks part a line into cells of which two or more are dates, amounts or codes."""
    cells = _GAP.split(line.strip())
    return len(cells) >= _FEWEST and sum(map(is_no_heading, cells)) > 1


def _gaps(sample: Sequence[str]) -> list[tuple[int, int]]:
    """The places, from and to, where every line of the sample has blanks."""
    width = max(map(len, sample))
    blank = [True] * width
    for line in sample:
        for place, sign in enumerate(line):
            blank[place] &= sign == " "
    sides = enumerate(pairwise([False, *blank, False]))
    edges = [place for place, (before, after) in sides if before != after]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return [(begin, end) for begin, end in gaps if end - begin > 1 and begin > 0 and end < width]


class FixedWidth:
    """The lines of a list; one that does not keep its columns apart is one cell."""

    format: Final = "text"
    set_apart: Final[Mapping[int, str]] = {}

    def __init__(self, lines: Sequence[str], gaps: Sequence[tuple[int, int]]) -> None:
        self.records = lines
        self._gaps = gaps

    def rows(self, places: Iterable[int]) -> Iterator[list[str]]:
        """The cells of lines, by their place counted from 0."""
        return map(self._cells, map(self.records.__getitem__, places))

    def top(self, count: int) -> list[list[str]]:
        """The cells of the first lines."""
        return list(map(self._cells, islice(self.records, count)))

    def _cells(self, line: str) -> list[str]:
        """A heading may be wider than what stands below it, so the line is cut in its own blank."""
        cuts = [0]
        for begin, end in self._gaps:
            if begin >= len(line):
                break
            cut = line.find(" ", begin, end)
            if cut < 0:
                return [line]
            cuts.append(cut)
        return [clean(line[begin:end]) for begin, end in pairwise([*cuts, len(line)])]
