"""New values put into the bytes of a sheet: what is not one of these cells stays as it was.

The sheet is not parsed and written anew. Expat tells at which byte each cell begins and ends, and
only these bytes are replaced; unused prefixes, unknown extensions and the order of attributes are
never even looked at.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.book import CellError
from budgetdesk.templates.package import refuse_declarations
from budgetdesk.templates.places import Place, place

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST: Final = 32_767
"""Characters a cell can hold."""

NewValue = Decimal | str | bool | CellError


@dataclass
class _Span:
    """An element in the bytes: where it begins, where its content ends, and where itself."""

    tag: str
    attributes: Mapping[str, str]
    start: int
    inner_end: int = 0
    end: int = 0
    formula: tuple[int, int] | None = None


@dataclass
class _Row:
    number: int
    span: _Span
    cells: dict[int, _Span] = field(default_factory=dict)


def patched(content: bytes, values: Mapping[Place, NewValue], file: str) -> bytes:
    """A sheet in which these cells hold these values. A cell that reckons keeps its formula."""
    refuse_declarations(content, file)
    found = _Finder(content, {where.row for where in values})
    try:
        found.read()
    except expat.ExpatError as error:
        raise BudgetDeskError("templates.damaged", file=file) from error
    edits = sorted(_edits(content, found, values), key=lambda edit: edit[:2])
    out, done = [], 0
    for start, end, new in edits:
        out += [content[done:start], new]
        done = end
    return b"".join([*out, content[done:]])


def _edits(
    content: bytes, found: "_Finder", values: Mapping[Place, NewValue]
) -> Iterator[tuple[int, int, bytes]]:
    """What to put in place of which bytes."""
    by_row: dict[int, dict[int, NewValue]] = {}
    for where, value in sorted(values.items()):
        by_row.setdefault(where.row, {})[where.column] = value
    for number, cells in by_row.items():
        row = found.rows.get(number)
        if row is None:
            yield found.place_for_row(number, _row_xml(number, cells, found.prefix))
        else:
            yield from _row_edits(content, row, cells, found.prefix)


def _row_edits(
    content: bytes, row: _Row, cells: Mapping[int, NewValue], prefix: str
) -> Iterator[tuple[int, int, bytes]]:
    missing: dict[int, list[bytes]] = {}
    for column, value in cells.items():
        where, span = Place(row.number, column), row.cells.get(column)
        if span is not None:
            kept = content[slice(*span.formula)] if span.formula else b""
            yield span.start, span.end, _cell_xml(where, value, prefix, span.attributes, kept)
        else:
            after = [each for each in row.cells.values() if _column(each) > column]
            at = min((each.start for each in after), default=row.span.inner_end)
            missing.setdefault(at, []).append(_cell_xml(where, value, prefix, _format_of(row)))
    for at, new in missing.items():
        if content[row.span.end - 2 : row.span.end] == b"/>" and at == row.span.end:
            opened = content[row.span.start : row.span.end - 2] + b">"
            yield (
                row.span.start,
                row.span.end,
                opened + b"".join(new) + f"</{row.span.tag}>".encode(),
            )
        else:
            yield at, at, b"".join(new)


def _format_of(row: _Row) -> Mapping[str, str]:
    """The format of a row, which its cells have as long as they are not there."""
    return {"s": row.span.attributes["s"]} if "s" in row.span.attributes else {}


def _column(span: _Span) -> int:
    return place(span.attributes["r"]).column


def _row_xml(number: int, cells: Mapping[int, NewValue], prefix: str) -> bytes:
    inside = b"".join(_cell_xml(Place(number, c), value, prefix, {}) for c, value in cells.items())
    return f'<{prefix}row r="{number}">'.encode() + inside + f"</{prefix}row>".encode()


def _cell_xml(
    where: Place, value: NewValue, prefix: str, before: Mapping[str, str], formula: bytes = b""
) -> bytes:
    """A cell with a value, its format kept; with a formula the value is the formula's result."""
    kind, stored = _stored(value, is_result=bool(formula))
    kept = {name: each for name, each in before.items() if name not in ("r", "t")}
    attributes = {"r": where.name, **kept} | ({"t": kind} if kind else {})
    if not formula:  # dynamic arrays and linked data are what a formula has
        attributes = {n: v for n, v in attributes.items() if n not in ("cm", "vm")}
    shown = "".join(f" {name}={quoteattr(each)}" for name, each in attributes.items())
    if kind == "inlineStr":
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{stored}</{prefix}t></{prefix}is>'
    else:
        inside = f"<{prefix}v>{stored}</{prefix}v>"
    tag = f"{prefix}c"
    return f"<{tag}{shown}>".encode() + formula + inside.encode() + f"</{tag}>".encode()


def _stored(value: NewValue, *, is_result: bool) -> tuple[str, str]:
    """The kind of a value and how it stands in the XML."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, Decimal):
        return "", number_text(value)
    if isinstance(value, CellError):
        return "e", escape(value)
    plain = escape(_NOT_IN_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST])
    return ("str" if is_result else "inlineStr"), plain


def number_text(value: Decimal) -> str:
    """A number as workbooks keep it: at most fifteen digits that count."""
    rounded = Decimal(f"{value:.15g}")
    return format(rounded.normalize() if rounded else Decimal(0), "f")


class _Finder:
    """Finds the bytes of the wanted rows' cells, and where further rows would stand."""

    def __init__(self, content: bytes, wanted: set[int]) -> None:
        self._content, self._wanted = content, wanted
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._inside = False
        self._row: _Row | None = None
        self._cell: _Span | None = None
        self._number = 0
        self._formula = 0
        self._starts: dict[int, int] = {}
        self._data: _Span | None = None
        self._later = sorted(wanted)
        self.rows: dict[int, _Row] = {}
        self.prefix = ""

    def read(self) -> None:
        self._parser.Parse(self._content, True)

    def place_for_row(self, number: int, new: bytes) -> tuple[int, int, bytes]:
        """Where a row that is not there goes, with its XML."""
        if number in self._starts:
            return self._starts[number], self._starts[number], new
        data = self._data
        assert data is not None  # noqa: S101  # every sheet has one, or its cells were not found
        if data.inner_end == data.end:
            opened = self._content[data.start : data.end - 2] + b">"
            return data.start, data.end, opened + new + f"</{data.tag}>".encode()
        return data.inner_end, data.inner_end, new

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name, at = tag.rpartition(":")[2], self._parser.CurrentByteIndex
        if name == "sheetData":
            self._inside, self._data = True, _Span(tag, attributes, at)
            self.prefix = tag[: -len(name)]
        elif not self._inside:
            return
        elif name == "row":
            self._begin_row(tag, attributes, at)
        elif name == "c" and self._row is not None:
            self._cell = _Span(tag, attributes, at)
        elif name == "f":
            self._formula = at

    def _begin_row(self, tag: str, attributes: dict[str, str], at: int) -> None:
        self._number = int(attributes.get("r", self._number + 1))
        while self._later and self._later[0] < self._number:
            self._starts[self._later.pop(0)] = at
        if self._later and self._later[0] == self._number:
            self._later.pop(0)
            self._row = _Row(self._number, _Span(tag, attributes, at))
            self.rows[self._number] = self._row

    def _end(self, tag: str) -> None:
        name, at = tag.rpartition(":")[2], self._parser.CurrentByteIndex
        if name == "sheetData" and self._data is not None:
            self._inside = False
            self._close(self._data, at)
        elif self._row is None:
            return
        elif name == "row":
            self._close(self._row.span, at)
            self._row = None
        elif self._cell is not None and name == "f":
            self._cell.formula = (self._formula, self._after(tag, at))
        elif self._cell is not None and name == "c":
            self._close(self._cell, at)
            self._keep(self._row, self._cell)
            self._cell = None

    def _keep(self, row: _Row, cell: _Span) -> None:
        last = max(row.cells, default=0)
        name = cell.attributes.get("r") or Place(row.number, last + 1).name
        cell.attributes = {"r": name, **cell.attributes}
        row.cells[place(name).column] = cell

    def _close(self, span: _Span, at: int) -> None:
        span.inner_end, span.end = at, self._after(span.tag, at)

    def _after(self, tag: str, at: int) -> int:
        """The byte behind an element whose end is told at `at`; an empty one has no closing tag."""
        closing = b"</" + tag.encode()
        following = self._content[at + len(closing) : at + len(closing) + 1]
        if self._content.startswith(closing, at) and following in (b">", b" ", b"\t", b"\n", b"\r"):
            return self._content.index(b">", at) + 1
        return at
