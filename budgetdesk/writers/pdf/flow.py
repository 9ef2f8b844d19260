"""What the PDF's parts are made of: headings with bookmarks, running text, figures."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, NamedTuple, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Paragraph, Spacer
from typing_extensions import override

from budgetdesk.writers import layout
from budgetdesk.writers.pdf.fonts import ITALIC, REGULAR, SEMIBOLD
from budgetdesk.writers.pdf.page import WIDTH, PaperCanvas
from budgetdesk.writers.pdf.structure import Element

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
LONG_TITLE: Final = ParagraphStyle("long title", TITLE, fontSize=15, leading=19)
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
_TAGS = ("H1", "H2")
_ROOM = (85 * mm, 30 * mm)
"""What must be free on the page below the start of a heading of each level."""
_LABEL_ROOM = 17 * mm


def escaped(words: str) -> str:
    """Plain words as reportlab reads them; line breaks are kept, nothing else is markup."""
    return escape(words, quote=False).replace("\n", "<br/>")


class Words(Paragraph):
    """Running text that tells what it is; on whichever pages it stands, it is one element."""

    element: Element

    @override
    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Its parts above and below the end of a page."""
        parts = super().split(availWidth, availHeight)
        for part in parts:
            cast("Words", part).element = self.element
        return parts

    @override
    def draw(self) -> None:
        """Draws it as content of its element."""
        with cast("PaperCanvas", self.canv).structure.drawing(self.element):
            super().draw()


def para(words: str, style: ParagraphStyle = BODY, tag: str = "P") -> Words:
    """Plain words as running text; line breaks are kept, nothing in them is read as markup."""
    made = Words(escaped(words), style)
    made.element = Element(tag)
    return made


def points(rows: Iterable[tuple[str, str]]) -> Iterator[Words]:
    """A list: each point's bullet and its words."""
    listed = Element("L")
    for bullet, words in rows:
        made = Words(escaped(words), POINT, bulletText=bullet)
        made.element = Element("LBody", Element("LI", listed))
        yield made


class Rule(HRFlowable):
    """A line across, for the eye."""

    @override
    def draw(self) -> None:
        """Draws it as nothing to be heard."""
        with cast("PaperCanvas", self.canv).structure.artifact():
            super().draw()


class Heading(NamedTuple):
    """A heading: its words, the key that leads to it, and its level (0 a part, 1 within it)."""

    words: str
    key: str
    level: int = 0


def headed(heading: Heading) -> Iterator[Flowable]:
    """The heading itself, among the bookmarks, never left alone at the foot of a page."""
    yield CondPageBreak(_ROOM[heading.level])
    yield _Mark(heading)
    yield para(heading.words, _HEADINGS[heading.level], _TAGS[heading.level])


def labelled(words: str) -> Iterator[Flowable]:
    """A small heading of a note or a finding, never left alone at the foot of a page."""
    yield CondPageBreak(_LABEL_ROOM)
    yield para(words, LABEL)


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


def contents(headings: Iterable[Heading]) -> Iterator[Flowable]:
    """The table of contents, a line each."""
    listed = Element("TOC")
    for heading in headings:
        yield _ContentsLine(heading, listed)


class _ContentsLine(Flowable):
    """A line of the contents: the heading's words, and its page at the right."""

    def __init__(self, heading: Heading, contents: Element) -> None:
        super().__init__()
        self.heading, self.contents = heading, contents
        self.width, self.height = WIDTH, 16.0

    def draw(self) -> None:
        """Words, a rule, the page; the whole line leads there."""
        canvas = cast("PaperCanvas", self.canv)
        with canvas.structure.artifact():
            canvas.setStrokeColor(HexColor(layout.RULE))
            canvas.setLineWidth(0.4)
            canvas.line(0, 0, self.width, 0)
        link = Element("Link", Element("TOCI", self.contents))
        with canvas.structure.drawing(link):
            canvas.setFont(REGULAR, 10)
            canvas.setFillColor(_TEXT)
            canvas.drawString(0, 4, self.heading.words)
            canvas.page_of(self.heading.key, self.width, 4)
        number = canvas.lead_to(*self.heading[:2], (0, 0, self.width, self.height))
        canvas.structure.link(link, number)


def space(millimetres: float) -> Spacer:
    """White space."""
    return Spacer(0, millimetres * mm)
