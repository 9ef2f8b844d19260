"""The pages a paper is printed on: format, running head and foot, and what is known last."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from typing_extensions import override

from budgetdesk.text import text
from budgetdesk.writers import layout, words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.archive import LANGUAGE, Attachment, Running, archived
from budgetdesk.writers.pdf.fonts import REGULAR, register_fonts
from budgetdesk.writers.pdf.structure import RUNNING, Structure

PORTRAIT: Final = "portrait"
LANDSCAPE: Final = "landscape"

SIDE: Final = 20 * mm
"""The white to the left and right; above and below it holds the running head and foot."""
WIDTH: Final = A4[0] - 2 * SIDE
WIDE: Final = A4[1] - 2 * SIDE

_SMALL = 7.5


def fitted(line: str, font: str, size: float, width: float) -> str:
    """`line`, shortened with an ellipsis when it does not fit; for running heads only."""
    if pdfmetrics.stringWidth(line, font, size) <= width:
        return line
    kept = bisect_right(
        range(1, len(line)),
        width,
        key=lambda count: pdfmetrics.stringWidth(line[:count] + "…", font, size),
    )
    return line[:kept].rstrip() + "…"


def _seal_mark(paper: AccountPaper) -> str:
    """What `verify` knows a sealed paper by, whatever its name."""
    return f", budgetdesk-seal-{paper.sealed.digest}" if paper.sealed else ""


class PaperCanvas(Canvas):
    """A canvas that fills in page numbers when the last page is known.

    What is printed early and known late (the number of pages, the page of a heading) is placed
    as an empty form and drawn when the document is saved, so that one pass is enough.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._feet: list[int] = []
        self._wanted: list[str] = []
        self._pages: dict[str, int] = {}
        self._links: Counter[int] = Counter()
        self.structure = Structure(self)

    def page_number_here(self, x: float, y: float) -> None:
        """Will say "side x af y" with its right end at `x`, `y`."""
        number = self.getPageNumber()
        self._feet.append(number)
        self._place(f"foot-{number}", x, y)

    def page_of(self, key: str, x: float, y: float) -> None:
        """Will say the page of the heading `key` with its right end at `x`, `y`."""
        self._wanted.append(key)
        self._place(f"page-{key}", x, y)

    def mark(self, key: str) -> None:
        """Says that the heading `key` stands on this page."""
        self._pages[key] = self.getPageNumber()

    def lead_to(self, words: str, key: str, area: tuple[float, float, float, float]) -> int:
        """Makes the area lead to the heading `key`; which of the page's links it is, from 0."""
        page = self.getPageNumber()
        number = self._links[page]
        self.linkRect(words, key, area, relative=1)
        self._links[page] += 1
        return number

    def _place(self, name: str, x: float, y: float) -> None:
        self.saveState()
        self.translate(x, y)
        self.doForm(name)
        self.restoreState()

    def _define(self, name: str, line: str, size: float, colour: str) -> None:
        self.beginForm(name, lowerx=-200, lowery=-10, upperx=0, uppery=20)
        self.setFont(REGULAR, size)
        self.setFillColor(HexColor(colour))
        self.drawRightString(0, 0, line)
        self.endForm()

    @override
    def save(self) -> None:
        """Fills in what was left open, then writes the document."""
        last = self._feet[-1]
        for number in self._feet:
            line = text("documents.foot.page", page=number, pages=last)
            self._define(f"foot-{number}", line, _SMALL, layout.QUIET)
        for key in self._wanted:
            self._define(f"page-{key}", str(self._pages[key]), 10, layout.TEXT)
        super().save()


def running(paper: AccountPaper, title: str) -> Running:
    """What stands on the pages of an account."""
    project = paper.project
    journal = project.journal_number
    return Running(
        title=title,
        author=project.recipient.name,
        subject=text("documents.account.subject", project=project.title, journal=journal),
        keywords=text("documents.account.keywords", journal=journal) + _seal_mark(paper),
        product=text("documents.product", version=paper.version),
        made_at=paper.made_at,
        head=project.title,
        journal=words.journal(paper),
        foot=words.foot(paper),
    )


class PaperDocument(BaseDocTemplate):
    """An A4 document with running head and foot; templates `PORTRAIT` and `LANDSCAPE`."""

    canv: PaperCanvas

    def __init__(self, lines: Running) -> None:
        register_fonts()
        self.running = lines
        self._file = BytesIO()
        super().__init__(
            self._file,
            title=lines.title,
            author=lines.author,
            subject=lines.subject,
            keywords=[lines.keywords],
            creator=lines.product,
            producer=lines.product,
            lang=LANGUAGE,
            invariant=1,
            initialFontName=REGULAR,
            pageTemplates=[_template(PORTRAIT, A4), _template(LANDSCAPE, landscape(A4))],
        )

    def make(self, story: list[Flowable], attachments: Sequence[Attachment] = ()) -> bytes:
        """The document of its flowables, ready to be kept, with files in it."""
        self.build(story, canvasmaker=PaperCanvas)
        return archived(self._file.getvalue(), self.canv.structure, self.running, attachments)


def _template(name: str, size: tuple[float, float]) -> PageTemplate:
    width, height = size
    room = (SIDE, 19 * mm, width - 2 * SIDE, height - 42 * mm)
    frame = Frame(*room, 0, 0, 0, 0, id=name)

    def on_page(canvas: Canvas, document: PaperDocument) -> None:
        paper = cast("PaperCanvas", canvas)
        with paper.structure.artifact(RUNNING):
            _draw_running_lines(paper, document.running, width - SIDE, height)

    return PageTemplate(id=name, frames=[frame], onPage=on_page, pagesize=size)


def _draw_running_lines(canvas: PaperCanvas, lines: Running, right: float, height: float) -> None:
    """Head: project and j.nr. Foot: when and with what it was made, the seal, page x of y."""
    head, foot = height - 14 * mm, 11 * mm
    canvas.setStrokeColor(HexColor(layout.RULE))
    canvas.setLineWidth(0.5)
    canvas.line(SIDE, head - 2.4 * mm, right, head - 2.4 * mm)
    canvas.line(SIDE, foot + 4.2 * mm, right, foot + 4.2 * mm)
    canvas.setFont(REGULAR, _SMALL)
    canvas.setFillColor(HexColor(layout.QUIET))
    room = right - SIDE - pdfmetrics.stringWidth(lines.journal, REGULAR, _SMALL) - 8 * mm
    canvas.drawString(SIDE, head, fitted(lines.head, REGULAR, _SMALL, room))
    canvas.drawRightString(right, head, lines.journal)
    canvas.drawString(SIDE, foot, lines.foot)
    canvas.page_number_here(right, foot)
