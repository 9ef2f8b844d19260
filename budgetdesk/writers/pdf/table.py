"""Tables of figures: heads repeated on each page, amounts to the right, totals ruled."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, Literal, NamedTuple, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Frame, LongTable, Paragraph, TableStyle
from typing_extensions import override

from budgetdesk.writers import layout, words
from budgetdesk.writers.pdf.flow import BODY, escaped
from budgetdesk.writers.pdf.fonts import REGULAR, SEMIBOLD
from budgetdesk.writers.pdf.marks import TableMarks
from budgetdesk.writers.pdf.structure import FIGURE, HEAD

_SIZE: Final = 9.0
_PADDING = 3.0
_ABOVE = 2.6
_LEADING = 1.3
"""The height of a line, in sizes of its letters."""
_MOST_ON_A_PAGE = 100
"""More rows than any page has room for."""
_GAP = 12.0
"""Between a figure, which ends at the right of its column, and the words of the next."""
_TEXT = HexColor(layout.TEXT)
_RULE = HexColor(layout.RULE)
_ACCENT = HexColor(layout.ACCENT)


class Column(NamedTuple):
    """A column: its head, its width in points, and whether it holds figures."""

    head: str
    width: float
    is_figure: bool = False


def column(key: str, width: float, *, is_figure: bool = False) -> Column:
    """The column of that key: both papers call it by the same words."""
    return Column(words.called("column", key), width, is_figure)


class PartedTable(LongTable):
    """A table whose last row never stands alone on a page.

    reportlab's own NOSPLIT looks at every cell anew on every page: 10 s of 21 for 10.000 rows.
    """

    _rowHeights: list[float | None]  # noqa: N815 - reportlab's; None where not looked at yet
    _frame: Frame
    begins_within = False
    """Whether its first row is the rest of one that the page before could not hold."""

    @override
    def split(self, width: float, height: float) -> list[Flowable]:
        """Breaks a row earlier where only the last row would be left over.

        No parts is to begin on the next page; what no page can hold is broken wherever it can be.
        """
        heights = [each for each in self._rowHeights[-_MOST_ON_A_PAGE:] if each is not None]
        is_known = len(heights) == len(self._rowHeights)
        if not is_known or sum(heights[:-1]) > height:
            return self._parts(width, height)
        early = self._parts(width, min(height, sum(heights[:-2])))
        if early or sum(heights) <= self._frame.height:
            return early
        return self._parts(width, height)

    def _parts(self, width: float, height: float) -> list[Flowable]:
        """Its parts above and below; each knows whether it begins within a row."""
        parts = cast("list[PartedTable]", super().split(width, height))
        rows = sum([len(part._rowHeights) for part in parts]) - self.repeatRows  # noqa: SLF001
        for part in parts[:1]:
            part.begins_within = self.begins_within
        for part in parts[1:]:
            part.begins_within = rows > len(self._rowHeights)
        return [*parts]


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    total: Sequence[str] | None = None,
    size: float = _SIZE,
) -> LongTable:
    """`rows` under the columns' heads, `total` ruled off below.

    Long words and texts wrap; a figure never does: where one is too long all is set smaller.
    """
    rows = list(rows)
    size = _fitting(columns, [*rows, total or ()], size)
    body = [_cells(columns, row, _style(size, REGULAR)) for row in rows]
    head = [wrapped(column.head, _head_style(column, size)) for column in columns]
    foot = [] if total is None else [_cells(columns, total, _style(size, SEMIBOLD))]
    return PartedTable(
        [head, *body, *foot],
        colWidths=[column.width for column in columns],
        rowHeights=[None, *(_height(row, size) for row in (*body, *foot))],
        repeatRows=1,
        splitInRow=1,
        spaceBefore=2 * mm,
        spaceAfter=4 * mm,
        style=TableStyle(_rules(columns, size, ends_in_total=total is not None)),
        renderCB=TableMarks([HEAD] * len(columns), [FIGURE] * len(columns)),
    )


def _fitting(columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float) -> float:
    """The largest size up to `size` in which every figure has room on one line."""
    for place, column in enumerate(columns):
        if column.is_figure:
            longest = max((row[place] for row in rows if row), key=len, default="")
            width = pdfmetrics.stringWidth(longest, SEMIBOLD, size)
            size *= min(1.0, (column.width - 2 * _PADDING) / width) if width else 1
    return size


def _cells(columns: Sequence[Column], row: Sequence[str], style: ParagraphStyle) -> list[Any]:
    return [
        _cell(column, room, words, style)
        for column, room, words in zip(columns, _rooms(tuple(columns)), row, strict=True)
    ]


def _cell(column: Column, room: float, words: str, style: ParagraphStyle) -> str | Paragraph:
    """Words as they are where they fit (a paragraph takes twenty times as long), else wrapped."""
    fits = pdfmetrics.stringWidth(words, style.fontName, style.fontSize) <= room
    if column.is_figure or (fits and "\n" not in words):
        return words
    return wrapped(words, ParagraphStyle("cell", style, alignment=_alignment(column)))


@cache
def _rooms(columns: tuple[Column, ...]) -> Sequence[float]:
    """How wide the words in each column can be."""
    gaps = _after_figures(columns)
    return [
        column.width - _PADDING - (_GAP if place in gaps else _PADDING)
        for place, column in enumerate(columns)
    ]


def _height(row: Sequence[object], size: float) -> float | None:
    """How high a row is, where each cell is one line; None where reportlab must see.

    It looks for the rows it has not seen from the first one on every page: 2 s of 6 for 10.000.
    """
    is_plain = all(isinstance(cell, str) for cell in row)
    return size * _LEADING + 2 * _ABOVE if is_plain else None


def wrapped(words: str, style: ParagraphStyle) -> Paragraph:
    """Words of a cell over as many lines as they need."""
    return Paragraph(escaped(words), style)


def _alignment(column: Column) -> Literal[0, 2]:
    return TA_RIGHT if column.is_figure else TA_LEFT


def _style(size: float, font: str) -> ParagraphStyle:
    return ParagraphStyle(
        "cell", BODY, fontName=font, fontSize=size, leading=size * _LEADING, spaceAfter=0
    )


def _head_style(column: Column, size: float) -> ParagraphStyle:
    return ParagraphStyle(
        "head",
        _style(size - 0.5, SEMIBOLD),
        textColor=_ACCENT,
        alignment=_alignment(column),
    )


def _after_figures(columns: Sequence[Column]) -> list[int]:
    """The columns of words that stand right of a figure."""
    return [
        place
        for place in range(1, len(columns))
        if columns[place - 1].is_figure and not columns[place].is_figure
    ]


def _rules(columns: Sequence[Column], size: float, *, ends_in_total: bool) -> list[tuple[Any, ...]]:
    figures = [index for index, column in enumerate(columns) if column.is_figure]
    rules: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, size, size * _LEADING),
        ("TEXTCOLOR", (0, 0), (-1, -1), _TEXT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _ABOVE),
        ("LINEBELOW", (0, 0), (-1, 0), 1, _ACCENT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.35, _RULE),
        *(("ALIGN", (index, 1), (index, -1), "RIGHT") for index in figures),
        *(("LEFTPADDING", (index, 0), (index, -1), _GAP) for index in _after_figures(columns)),
    ]
    if ends_in_total:
        rules += [
            ("FONT", (0, -1), (-1, -1), SEMIBOLD, size, size * _LEADING),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, _TEXT),
            ("LINEBELOW", (0, -1), (-1, -1), 0.5, _TEXT, None, None, None, 2, 1.5),
        ]
    return rules
