"""Facts beside each other: key figures, and names with what they say."""

from collections.abc import Sequence
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Table, TableStyle

from budgetdesk.writers import layout
from budgetdesk.writers.pdf.flow import BODY, QUIET, SMALL
from budgetdesk.writers.pdf.fonts import REGULAR, SEMIBOLD
from budgetdesk.writers.pdf.marks import TableMarks
from budgetdesk.writers.pdf.page import WIDTH
from budgetdesk.writers.pdf.structure import FIGURE, HEAD, NAME
from budgetdesk.writers.pdf.table import PartedTable, wrapped

BARE: Final = (
    ("FONT", (0, 0), (-1, -1), REGULAR, 9),  # else reportlab names a font it does not embed
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
)
"""Table commands for cells that only stand beside each other."""


def key_figures(figures: Sequence[tuple[str, str, str]]) -> Table:
    """The few figures a reader looks for first: label, figure, what to hold it against."""
    label = ParagraphStyle("figure label", QUIET, fontSize=8.5)
    big = ParagraphStyle("figure", BODY, fontName=SEMIBOLD, fontSize=14, leading=19)
    rows = [
        [wrapped(words, style) for words in column]
        for column, style in zip(zip(*figures, strict=True), (label, big, label), strict=True)
    ]
    width = WIDTH / len(figures)
    return Table(
        rows,
        colWidths=[width] * len(figures),
        style=TableStyle(
            [
                *BARE,
                ("LINEABOVE", (0, 0), (-1, 0), 1.5, HexColor(layout.ACCENT)),
                ("LINEBELOW", (0, -1), (-1, -1), 0.5, HexColor(layout.RULE)),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("TOPPADDING", (0, 0), (-1, 0), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
            ]
        ),
        renderCB=TableMarks([HEAD] * len(figures), [FIGURE] * len(figures)),
    )


def pairs(rows: Sequence[tuple[str, str]]) -> Table:
    """Labels and what they say, in two columns with hairlines."""
    label_width = 48 * mm
    cells = [[wrapped(label, QUIET), wrapped(words, SMALL)] for label, words in rows]
    names = (NAME, FIGURE)
    return PartedTable(
        cells,
        colWidths=[label_width, WIDTH - label_width],
        splitInRow=1,
        style=TableStyle(
            [
                *BARE,
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(layout.RULE)),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        ),
        renderCB=TableMarks(names, names),
    )
