"""What the PDF's parts are made of: headings with bookmarks, running text, figures."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from budgetdesk.writers import layout
from budgetdesk.writers.pdf.page import ITALIC, REGULAR, SEMIBOLD, WIDTH, PaperCanvas

_TEXT = HexColor(layout.TEXT)
_QUIET = HexColor(layout.QUIET)
_ACCENT = HexColor(layout.ACCENT)

BODY: Final = ParagraphStyle(
    "body",
    fontName=REGULAR,
    bulletFontName=REGULAR,
    fontSize=10,
    leading=14.5,
    textColor=_TEXT,
    spaceAfter=6,
)
COMPACT: Final = ParagraphStyle("compact", BODY, fontSize=9.5, leading=13.5, spaceAfter=4)
SMALL: Final = ParagraphStyle("small", BODY, fontSize=8.5, leading=11.5, spaceAfter=3)
QUIET: Final = ParagraphStyle("quiet", SMALL, textColor=_QUIET)
QUOTE: Final = ParagraphStyle("quote", SMALL, fontName=ITALIC, textColor=_QUIET, leftIndent=4 * mm)
POINT: Final = ParagraphStyle("point", BODY, leftIndent=6 * mm, bulletIndent=0, spaceAfter=4)
LABEL: Final = ParagraphStyle("label", SMALL, fontName=SEMIBOLD, spaceAfter=1)
KICKER: Final = ParagraphStyle(
    "kicker", BODY, fontName=SEMIBOLD, fontSize=11, textColor=_ACCENT, spaceAfter=2
)
TITLE: Final = ParagraphStyle(
    "title", BODY, fontName=SEMIBOLD, fontSize=24, leading=29, spaceAfter=4
)
DRAFT: Final = ParagraphStyle(
    "draft",
    BODY,
    fontName=SEMIBOLD,
    textColor=HexColor(layout.ERROR),
    backColor=HexColor(layout.ERROR_SOFT),
    borderPadding=2.5 * mm,
    leftIndent=3 * mm,
    rightIndent=3 * mm,
    spaceBefore=4 * mm,
    spaceAfter=6 * mm,
)
_HEADINGS = (
    ParagraphStyle(
        "heading1", BODY, fontName=SEMIBOLD, fontSize=18, leading=22, textColor=_ACCENT,
        spaceBefore=9 * mm, spaceAfter=5 * mm,
    ),
    ParagraphStyle(
        "heading2", BODY, fontName=SEMIBOLD, fontSize=12.5, leading=16,
        spaceBefore=4.5 * mm, spaceAfter=2 * mm,
    ),
)  # fmt: skip
_ROOM = (85 * mm, 30 * mm)
"""What must be free on the page below the start of a heading of each level."""


BARE: Final = (
    ("FONT", (0, 0), (-1, -1), REGULAR, 9),  # else reportlab names a font it does not embed
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
)
"""Table commands for cells that only stand beside each other."""


def para(words: str, style: ParagraphStyle = BODY) -> Paragraph:
    """Plain words as running text; line breaks are kept, nothing in them is read as markup."""
    return Paragraph(escape(words, quote=False).replace("\n", "<br/>"), style)


def point(words: str, bullet: str) -> Paragraph:
    """One point of a list."""
    return Paragraph(escape(words, quote=False), POINT, bulletText=bullet)


class Heading(NamedTuple):
    """A heading: its words, the key that leads to it, and its level (0 a part, 1 within it)."""

    words: str
    key: str
    level: int = 0


def headed(heading: Heading) -> Iterator[Flowable]:
    """The heading itself, among the bookmarks, never left alone at the foot of a page."""
    yield CondPageBreak(_ROOM[heading.level])
    yield _Mark(heading)
    yield para(heading.words, _HEADINGS[heading.level])


class _Mark(Flowable):
    """Takes no room; where it is drawn, the bookmarks and the contents lead."""

    _ZEROSIZE = True

    def __init__(self, heading: Heading) -> None:
        super().__init__()
        self._heading = heading

    def draw(self) -> None:
        """Marks the place."""
        canvas = cast("PaperCanvas", self.canv)
        words, key, level = self._heading
        canvas.bookmarkHorizontal(key, 0, 0)
        canvas.addOutlineEntry(words, key, level)
        canvas.mark(key)


class ContentsLine(Flowable):
    """A line of the contents: the heading's words, and its page at the right."""

    def __init__(self, heading: Heading) -> None:
        super().__init__()
        self.heading = heading
        self.width, self.height = WIDTH, 16.0

    def draw(self) -> None:
        """Words, a rule, the page; the whole line leads there."""
        canvas = cast("PaperCanvas", self.canv)
        canvas.setFont(REGULAR, 10)
        canvas.setFillColor(_TEXT)
        canvas.drawString(0, 4, self.heading.words)
        canvas.setStrokeColor(HexColor(layout.RULE))
        canvas.setLineWidth(0.4)
        canvas.line(0, 0, self.width, 0)
        canvas.page_of(self.heading.key, self.width, 4)
        canvas.linkRect("", self.heading.key, (0, 0, self.width, self.height), relative=1)


def key_figures(figures: Sequence[tuple[str, str, str]]) -> Table:
    """The few figures a reader looks for first: label, figure, what to hold it against."""
    label = ParagraphStyle("figure label", QUIET, fontSize=8.5)
    big = ParagraphStyle("figure", BODY, fontName=SEMIBOLD, fontSize=14, leading=19)
    rows = [
        [para(words, style) for words in column]
        for column, style in zip(zip(*figures, strict=True), (label, big, label), strict=True)
    ]
    width = WIDTH / len(figures)
    return Table(
        rows,
        colWidths=[width] * len(figures),
        style=TableStyle(
            [
                *BARE,
                ("LINEABOVE", (0, 0), (-1, 0), 1.5, _ACCENT),
                ("LINEBELOW", (0, -1), (-1, -1), 0.5, HexColor(layout.RULE)),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("TOPPADDING", (0, 0), (-1, 0), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
            ]
        ),
    )


def pairs(rows: Sequence[tuple[str, str]]) -> Table:
    """Labels and what they say, in two columns with hairlines."""
    label_width = 48 * mm
    cells = [[para(label, QUIET), para(words, SMALL)] for label, words in rows]
    return Table(
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
    )


def space(millimetres: float) -> Spacer:
    """White space."""
    return Spacer(0, millimetres * mm)
