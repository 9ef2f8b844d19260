"""The cells around a place, so that a question about it can be seen in its surroundings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from budgetdesk.templates.book import Sheet, open_book
from budgetdesk.templates.form import Question
from budgetdesk.templates.package import read_package
from budgetdesk.templates.places import Place, letters, place

_ABOVE: Final = 1
_BELOW: Final = 4
_LEFT: Final = 2
_RIGHT: Final = 4
_WIDTH: Final = 16


def surroundings(sheet: Sheet, centre: Place) -> Sequence[Sequence[str]]:
    """The texts of the cells around a place, row by row; the first row and column are names."""
    rows = range(max(centre.row - _ABOVE, 1), centre.row + _BELOW + 1)
    columns = range(max(centre.column - _LEFT, 1), centre.column + _RIGHT + 1)
    head = ["", *map(letters, columns)]
    return [head, *([str(r), *(_text(sheet, Place(r, c)) for c in columns)] for r in rows)]


def _text(sheet: Sheet, where: Place) -> str:
    merged = sheet.covered.get(where)
    return sheet.text(where) if merged is None or merged.first == where else ""


def picture(path: Path, question: Question) -> str:
    """The surroundings of a question as lines of text, its own cell in brackets."""
    sheet = open_book(read_package(path)).sheet(question.sheet)
    centre = place(question.cell)
    lines = []
    for row in surroundings(sheet, centre):
        cells = []
        for name, cell in zip(surroundings(sheet, centre)[0], row, strict=True):
            shown = " ".join(cell.split())[: _WIDTH - 2]
            is_asked = name == letters(centre.column) and row[0] == str(centre.row)
            cells.append((f"[{shown}]" if is_asked else shown).ljust(_WIDTH if name else 5))
        lines.append("    " + " ".join(cells).rstrip())
    return "\n".join(lines)
