"""What every reader of cells needs: tidying, remembering, and saying that a cell cannot be read."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, Generic, TypeVar

_T = TypeVar("_T")
_K = TypeVar("_K", bound=Hashable)

_REMEMBERED: Final = 50_000
"""Distinct cells remembered per column: more seldom come again and only cost memory."""

_UNTIDY: Final = ("  ", " \n", "\n ", '="')
"""What tidying would change, in cells that stand on a line each; looked for one by one, which is
faster than one pattern of them all."""
_RULE: Final = frozenset("-=_+|:")
_OTHER_BLANK: Final = re.compile(r"[^\S\n ]")


class BadCell(ValueError):  # noqa: N818 - a cell is bad; the error is the row's
    """A row that gives no posting; `reason` is the text key `import.skipped.<reason>`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Memo(dict[_K, "_T | BadCell"], Generic[_K, _T]):
    """What each cell of a column was read as, so that equal cells are read once and shared.

    A key may be the cells of several columns that are read together.
    A cell that cannot be read is remembered as its BadCell.
    """

    def __init__(self, read: Callable[[_K], _T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: _K) -> "_T | BadCell":
        value: _T | BadCell
        try:
            value = self._read(cell)
        except BadCell as bad:
            value = bad.with_traceback(None)
        if len(self) < _REMEMBERED:
            self[cell] = value
        return value


def clean(cell: str) -> str:
    """The cell's text, blanks of every kind trimmed and joined, `="00123"` unwrapped.

    Systems write `="00123"` so that a spreadsheet keeps the zeros; other formulas are texts.
    """
    if cell.startswith('="') and cell.endswith('"') and cell.count('"') == 2:
        cell = cell[2:-1]
    return " ".join(cell.split())


def clean_all(column: Sequence[str]) -> Sequence[str]:
    """Every cell cleaned; a column that is clean already, as most are, is found so at a glance."""
    lines = "\n".join(column)
    is_tidy = not (
        lines.startswith(" ")
        or lines.endswith(" ")
        or any(mark in lines for mark in _UNTIDY)
        or _OTHER_BLANK.search(lines)
    )
    return column if is_tidy else list(map(clean, column))


def is_rule(cells: Iterable[str]) -> bool:
    """Whether a row is only a line drawn under another: of hyphens and the like."""
    signs = set().union(*cells) - {" "}
    return bool(signs) and signs <= _RULE


def fold(text: str) -> str:
    """A heading or word as it is compared: letters and digits only, whatever the case."""
    return "".join(filter(str.isalnum, text.casefold()))


def column_of(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """The cells of a column, of the rows that reach so far."""
    return [row[index] for row in rows if index < len(row)]
