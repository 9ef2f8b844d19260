"""Tables of figures: heads repeated on each page, amounts to the right, totals ruled."""

from collections.abc import Sequence
from typing import Any, Final, Literal, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, LongTable, Paragraph, TableStyle
from typing_extensions import override

from budgetdesk.writers import layout
from budgetdesk.writers.pdf.flow import BODY, para
from budgetdesk.writers.pdf.page import REGULAR, SEMIBOLD

_SIZE: Final = 9.0
_PADDING = 3.0
_TEXT = HexColor(layout.TEXT)
_RULE = HexColor(layout.RULE)


class Column(NamedTuple):
    """A column: its head, its width in points, and whether it holds figures."""

    head: str
    width: float
    is_figure: bool = False


class _Table(LongTable):
    """A table whose last row never stands alone on a page.

    reportlab's own NOSPLIT looks at every cell anew on every page: 10 s of 21 for 10.000 rows.
    """

    _rowHeights: list[float | None]  # noqa: N815 - reportlab's; None where not looked at yet

    @override
    def split(self, width: float, height: float) -> list[Flowable]:
        """Breaks a row earlier where only the last row would be left over."""
        heights = [each for each in self._rowHeights if each is not None]
        if len(heights) == len(self._rowHeights) and sum(heights[:-1]) <= height:
            height = min(height, sum(heights[:-2]))
        return list(super().split(width, height))


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    total: Sequence[str] | None = None,
    size: float = _SIZE,
) -> LongTable:
    """`rows` under the columns' heads, `total` ruled off below. Long words and texts wrap."""
    body = [_cells(columns, row, _style(size, REGULAR)) for row in rows]
    head = [para(column.head, _head_style(column, size)) for column in columns]
    foot = [] if total is None else [_cells(columns, total, _style(size, SEMIBOLD))]
    return _Table(
        [head, *body, *foot],
        colWidths=[column.width for column in columns],
        repeatRows=1,
        splitInRow=1,
        spaceBefore=2 * mm,
        spaceAfter=4 * mm,
        style=TableStyle(_rules(columns, size, ends_in_total=total is not None)),
    )


def _cells(columns: Sequence[Column], row: Sequence[str], style: ParagraphStyle) -> list[Any]:
    return [_cell(column, words, style) for column, words in zip(columns, row, strict=True)]


def _cell(column: Column, words: str, style: ParagraphStyle) -> str | Paragraph:
    """Words as they are where they fit (a paragraph takes twenty times as long), else wrapped."""
    fits = pdfmetrics.stringWidth(words, style.fontName, style.fontSize) <= (
        column.width - 2 * _PADDING
    )
    if fits and "\n" not in words:
        return words
    return para(words, ParagraphStyle("cell", style, alignment=_alignment(column)))


def _alignment(column: Column) -> Literal[0, 2]:
    return TA_RIGHT if column.is_figure else TA_LEFT


def _style(size: float, font: str) -> ParagraphStyle:
    return ParagraphStyle(
        "cell", BODY, fontName=font, fontSize=size, leading=size * 1.3, spaceAfter=0
    )


def _head_style(column: Column, size: float) -> ParagraphStyle:
    return ParagraphStyle(
        "head",
        _style(size - 0.5, SEMIBOLD),
        textColor=HexColor(layout.ACCENT),
        alignment=_alignment(column),
    )


def _rules(columns: Sequence[Column], size: float, *, ends_in_total: bool) -> list[tuple[Any, ...]]:
    figures = [index for index, column in enumerate(columns) if column.is_figure]
    rules: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, size, size * 1.3),
        ("TEXTCOLOR", (0, 0), (-1, -1), _TEXT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
        ("LINEBELOW", (0, 0), (-1, 0), 1, HexColor(layout.ACCENT)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.35, _RULE),
        *(("ALIGN", (index, 1), (index, -1), "RIGHT") for index in figures),
    ]
    if ends_in_total:
        rules += [
            ("FONT", (0, -1), (-1, -1), SEMIBOLD, size, size * 1.3),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, _TEXT),
            ("LINEBELOW", (0, -1), (-1, -1), 0.5, _TEXT, None, None, None, 2, 1.5),
        ]
    return rules
