"""How many cells a sheet has room for, asked before its reader makes that room.

One stray cell far away is enough to eat all memory: readers make room for every cell up to it.
"""

import re
import struct
from io import BytesIO
from typing import Final

from lxml import etree

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

_PLACE: Final = re.compile(
    rb"""<(?:\w+:)?(?:c|row)\s(?:[^>]*?\s)?r\s*=\s*["']([A-Za-z]*)([0-9]+)["'][^>]*(?<!/)>(?!</)"""
)
"""The place of a row or a cell that holds anything; many beyond them have only a colour."""


_ANY_COLUMN: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)[0-9]""")
_ANY_ROW: Final = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["']([0-9]+)["']""")

_SHEET_BEGINS: Final = 0x0809
_CELLS: Final = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
"""Records of an old workbook that hold the cell, or the first of the cells, at a row and column."""
_CELLS_BESIDE: Final = 0x00BD
"""The one of them that holds several cells of a row, the last one's column at its end."""


def room_of_cells(xml: bytes, enough: int) -> int:
    """The rows times the columns of a sheet, down to its last and out to its outermost cell.

    Most sheets have less than `enough` even with the cells that hold nothing, which is quickly
    seen.
    """
    widest = max(map(_column, set(_ANY_COLUMN.findall(xml))), default=0)
    lowest = max(map(int, set(_ANY_ROW.findall(xml))), default=0)
    if widest * lowest <= enough and not _below(lowest).search(xml):
        return widest * lowest
    columns: set[bytes] = set()
    last = 0
    for place in _PLACE.finditer(xml):
        columns.add(place[1])
        last = max(last, int(place[2]))
    return last * max(map(_column, columns), default=0)


def _below(row: int) -> re.Pattern[bytes]:
    """A cell that says it stands far below the last row, whatever row it is in.

    Far is another number of digits, or a larger first one: so one search through the sheet will do.
    """
    first, more = int(str(row)[0]), len(str(row)) - 1
    larger = f"[{first + 1}-9][0-9]{{{more}}}(?![0-9])" if first < 9 else "(?!)"
    longer = f"[0-9]{{{more + 2},}}"
    return re.compile(rf"""\sr\s*=\s*["'][A-Za-z]+(?:{longer}|{larger})""".encode())


def room_of_records(stream: bytes) -> int:
    """As `room_of_cells`, of the largest sheet of an old workbook."""
    room = height = width = place = 0
    unpack, end = struct.Struct("<4H").unpack_from, len(stream) - 8
    while place <= end:
        kind, size, row, column = unpack(stream, place)
        place += 4 + size
        if kind in _CELLS:
            if kind == _CELLS_BESIDE and size >= 6 and place <= len(stream):
                (column,) = struct.unpack_from("<H", stream, place - 2)
            height, width = max(height, row + 1), max(width, column + 1)
        elif kind == _SHEET_BEGINS:
            room, height, width = max(room, height * width), 0, 0
    return max(room, height * width)


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27; no letters are a row's own place."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def room_of_repeats(xml: bytes) -> int:
    """As `room_of_cells`, of the largest sheet of an open document.

    Its rows and cells say how often they come again: empty ones to the end of the sheet.
    """
    room = height = width = above = 0
    tags = (f"{_TABLE}table-row", f"{_TABLE}table")
    for _, seen in etree.iterparse(BytesIO(xml), tag=tags, no_network=True, resolve_entities=False):
        if seen.tag == tags[1]:
            room = max(room, height * width)
            height = width = above = 0
        else:
            above += _times(seen, "rows")
            if across := _reach(seen):
                height, width = above, max(width, across)
        seen.clear()
    return room


def _reach(row: etree._Element) -> int:
    """How far the last cell of a row stands that holds anything."""
    across = last = 0
    for cell in row:
        across += _times(cell, "columns")
        last = across if len(cell) else last
    return last


def _times(element: etree._Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
