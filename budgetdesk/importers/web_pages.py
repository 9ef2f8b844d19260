"""Web pages that finance systems save as .xls become tables, one per table in the page.

Read as a stream: no tree is built, nothing is fetched, and a page knows no entities of its own.
"""

import email
from collections.abc import Mapping
from typing import Final

from lxml import etree

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.sniff import UTF_8_MARK, decode
from budgetdesk.importers.tables import Grid

_LARGEST: Final = 100_000_000
"""Bytes; a third of a million postings, more than a sheet of the old Excel ever held."""

_WIDEST: Final = 1000
"""Columns or rows that a cell may reach over; beyond it somebody wants our memory."""

_DEEPEST: Final = 100
"""Tables inside each other."""

_PIECE: Final = 1_000_000
"""Characters handed to the parser at a time."""


def read_web_page(data: bytes, file: str) -> list[Grid]:
    """The tables of a page (HTML), or of the pages packed in one file (MHTML).

    Raises:
        BudgetDeskError: `importers.web_page`, it is too large, or made to keep its reader busy;
            `importers.not_text`.
    """
    if len(data) > _LARGEST:
        raise BudgetDeskError("importers.web_page", file=file)
    try:
        return [grid for page in _pages(data) for grid in _tables(decode(page, file))]
    except _TooDeepError:
        raise BudgetDeskError("importers.web_page", file=file) from None


def _pages(data: bytes) -> list[bytes]:
    if data.removeprefix(UTF_8_MARK).lstrip().startswith(b"<"):
        return [data]
    parts = email.message_from_bytes(data.removeprefix(UTF_8_MARK).lstrip()).walk()
    pages = (part.get_payload(decode=True) for part in parts if "html" in part.get_content_type())
    return [page for page in pages if isinstance(page, bytes)]


def _tables(page: str) -> list[Grid]:
    seen = _Seen()
    parser = etree.HTMLParser(target=seen, no_network=True)
    try:
        for start in range(0, len(page), _PIECE):
            parser.feed(page[start : start + _PIECE])
        parser.close()
    except etree.XMLSyntaxError:  # not one whole element; what was seen until then stands
        pass
    return [Grid(table.rows, "html", str(number)) for number, table in enumerate(seen.tables, 1)]


class _Rows:
    """The rows of a table, with an empty cell wherever one to the left or above reaches over."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._reaching: dict[int, int] = {}
        self._taken: set[int] = set()

    def begin_row(self) -> None:
        self.rows.append([])
        self._taken = {column for column, rows in self._reaching.items() if rows}
        for column in self._taken:
            self._reaching[column] -= 1

    def add(self, cell: str, across: int, down: int) -> None:
        row = self.rows[-1]
        while len(row) in self._taken:
            row.append("")
        for column in range(len(row), len(row) + across):
            self._reaching[column] = down - 1
        row += [cell, *[""] * (across - 1)]


class _TooDeepError(Exception):
    """Nobody lays tables so deep inside each other."""


class _Seen:
    """What the parser tells of, tag by tag; cells of a table inside a cell are its own."""

    def __init__(self) -> None:
        self.tables: list[_Rows] = []
        self._open: list[_Rows] = []
        self._said: list[str] = []
        self._reach = (1, 1)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            if len(self._open) == _DEEPEST:
                raise _TooDeepError
            self._open.append(_Rows())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._open[-1].begin_row()
        elif tag in {"td", "th"}:
            self._said.clear()
            self._reach = (_span(attributes, "colspan"), _span(attributes, "rowspan"))
        elif tag == "br":
            self._said.append(" ")

    def end(self, tag: str) -> None:
        if tag == "table":
            self._open.pop()
        elif tag in {"td", "th"} and self._open and self._open[-1].rows:
            self._open[-1].add("".join(self._said).strip(), *self._reach)
            self._said.clear()

    def data(self, text: str) -> None:
        self._said.append(text)

    def close(self) -> None:
        """The parser asks for it; all is told already."""


def _span(attributes: Mapping[str, str], name: str) -> int:
    written = attributes.get(name, "1")
    return min(int(written), _WIDEST) if written.isdecimal() else 1
