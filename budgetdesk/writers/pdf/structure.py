"""What each piece of a page is, for those who hear it: the structure of a tagged PDF.

reportlab draws and forgets what it drew. This layer remembers: what is drawn between `begin` and
`end` is marked content with a number of its own on its page (MCID), and belongs to an element of a
tree: Document, headings, paragraphs, lists, tables with their rows and cells. All else that is
drawn (rules, running lines, heads that a table repeats) is an artifact, which nobody needs to hear.
When all is drawn `tree` writes it as objects of the file (ISO 32000-1, 14.6-14.8).

An element comes into the tree the first time something of it is drawn, so the tree is in the order
in which the pages are read. A table of 10.000 rows has 100.000 cells: a `Row` holds only where its
first cell was drawn, and its cells become objects when the file is written.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from reportlab.pdfgen.canvas import Canvas

ARTIFACT: Final = "/Artifact BMC"
RUNNING: Final = "/Artifact <</Type/Pagination>> BDC"
END: Final = "EMC"


class Content(NamedTuple):
    """Something drawn: its page, counted from 0, and its number there."""

    page: int
    number: int


class Link(NamedTuple):
    """A place on a page that leads elsewhere: the page, and which of its links it is, from 0."""

    page: int
    number: int


class Row:
    """A row of a table: what its cells are, and where the first of them was drawn.

    Two places where the end of a page parts the row.
    """

    __slots__ = ("cells", "places")

    def __init__(self, cells: Sequence["Cell"]) -> None:
        self.cells = cells
        self.places: list[Content] = []


class Cell(NamedTuple):
    """What a cell is: its tag, and whether it is the head of its "Column" or its "Row"."""

    tag: str = "TD"
    scope: str = ""


HEAD: Final = Cell("TH", "Column")
NAME: Final = Cell("TH", "Row")
FIGURE: Final = Cell()


class Element:
    """A node of the tree; `parent` None is the document itself."""

    __slots__ = ("is_placed", "kids", "parent", "tag")

    def __init__(self, tag: str, parent: "Element | None" = None) -> None:
        self.tag, self.parent = tag, parent
        self.kids: list[Element | Content | Link | Row] = []
        self.is_placed = False


class Structure:
    """The tree of one document while it is drawn. What is marked lies in nothing else marked."""

    def __init__(self, canvas: Canvas) -> None:
        self.document = Element("Document")
        self.document.is_placed = True
        self.counts: list[int] = []
        """How many contents each page has."""
        self._canvas = canvas

    @contextmanager
    def drawing(self, element: Element) -> Iterator[None]:
        """What is drawn within is content of the element."""
        self._place(element)
        content = Content(self._page, self._numbers(1))
        element.kids.append(content)
        self.begin(element.tag, content.number)
        yield
        self.end()

    @contextmanager
    def artifact(self, begin: str = ARTIFACT) -> Iterator[None]:
        """What is drawn within is only for the eye."""
        self._canvas.addLiteral(begin)
        yield
        self.end()

    def link(self, element: Element, number: int) -> None:
        """Says that link `number` of this page is what the element is about."""
        element.kids.append(Link(self._page, number))

    def row(self, table: Element, cells: Sequence[Cell], part_of: Row | None = None) -> int:
        """A row of the table is drawn now, or the rest of one: the number of its first cell."""
        self._place(table)
        first = self._numbers(len(cells))
        row = part_of or Row(cells)
        row.places.append(Content(self._page, first))
        if part_of is None:
            table.kids.append(row)
        return first

    def begin(self, tag: str, number: int) -> None:
        """Content of an element begins."""
        self._canvas.addLiteral(f"/{tag} <</MCID {number}>> BDC")

    def begin_artifact(self) -> None:
        """As `artifact`, where what is drawn is not in our hands."""
        self._canvas.addLiteral(ARTIFACT)

    def end(self) -> None:
        """Ends what was begun last."""
        self._canvas.addLiteral(END)

    @property
    def _page(self) -> int:
        return self._canvas.getPageNumber() - 1

    def _numbers(self, count: int) -> int:
        """Takes so many numbers of this page; the first."""
        page = self._page
        self.counts += [0] * (page + 1 - len(self.counts))
        first = self.counts[page]
        self.counts[page] += count
        return first

    def _place(self, element: Element) -> None:
        if not element.is_placed:
            parent = element.parent or self.document
            self._place(parent)
            parent.kids.append(element)
            element.is_placed = True
