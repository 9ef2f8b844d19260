"""What each piece of a page is, for those who hear it: the structure of a tagged PDF.

reportlab draws and forgets what it drew. This layer remembers: what is drawn between `begin` and
`end` is marked content with a number of its own on its page (MCID), and belongs to an element of a
tree: Document, headings, paragraphs, lists, tables with their rows and cells. All else that is
drawn (rules, running lines, heads that a table repeats) is an artifact, which nobody needs to hear.
When all is drawn `written` gives the tree as objects of the file, with the ParentTree that leads
from a page's content back to its element (ISO 32000-1, 14.6-14.8).

An element comes into the tree the first time something of it is drawn, so the tree is in the order
in which the pages are read. A table of 10.000 rows has 100.000 cells: a `Row` holds only where its
first cell was drawn, and its cells become objects when the file is written.
"""

from collections.abc import Iterable, Iterator, Sequence
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
    """The tree of one document while it is drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self.document = Element("Document")
        self.document.is_placed = True
        self._canvas = canvas
        self._counts: list[int] = []
        self._is_open = False

    @contextmanager
    def drawing(self, element: Element) -> Iterator[None]:
        """What is drawn within is content of the element; within another's it is part of that."""
        if self._is_open:
            yield
            return
        self._place(element)
        content = Content(self._page, self.numbers(1))
        element.kids.append(content)
        with self._marked(f"/{element.tag} <</MCID {content.number}>> BDC"):
            yield

    @contextmanager
    def artifact(self, begin: str = ARTIFACT) -> Iterator[None]:
        """What is drawn within is only for the eye."""
        if self._is_open:
            yield
            return
        with self._marked(begin):
            yield

    def link(self, element: Element, number: int) -> None:
        """Says that link `number` of this page is what the element is about."""
        element.kids.append(Link(self._page, number))

    def row(self, table: Element, cells: Sequence[Cell], part_of: Row | None = None) -> int:
        """A row of the table is drawn now, or the rest of one: the number of its first cell."""
        self._place(table)
        first = self.numbers(len(cells))
        row = part_of or Row(cells)
        row.places.append(Content(self._page, first))
        if part_of is None:
            table.kids.append(row)
        return first

    def numbers(self, count: int) -> int:
        """Takes so many numbers of this page; the first."""
        page = self._page
        self._counts += [0] * (page + 1 - len(self._counts))
        first = self._counts[page]
        self._counts[page] += count
        return first

    def cell(self, tag: str, number: int) -> None:
        """A cell begins; what its words do to mark themselves is nothing until it ends."""
        self._canvas.addLiteral(f"/{tag} <</MCID {number}>> BDC")
        self._is_open = True

    def begin_artifact(self) -> None:
        """As `artifact`, where what is drawn is not in our hands; not within anything else."""
        self._canvas.addLiteral(ARTIFACT)
        self._is_open = True

    def end(self) -> None:
        """Ends a cell or an artifact."""
        self._canvas.addLiteral(END)
        self._is_open = False

    def written(
        self, root: int, first: int, pages: Sequence[int], links: Sequence[Sequence[int]]
    ) -> tuple[bytes, Sequence[bytes]]:
        """The tree as objects of the file: its root, of that number, and all others from `first`.

        `pages` are the object numbers of the pages, `links` those of each page's links.
        """
        return _Writer(first, pages, links, self._counts).tree(self.document, root)

    @property
    def _page(self) -> int:
        return self._canvas.getPageNumber() - 1

    @contextmanager
    def _marked(self, begin: str) -> Iterator[None]:
        self._canvas.addLiteral(begin)
        self._is_open = True
        yield
        self.end()

    def _place(self, element: Element) -> None:
        if not element.is_placed:
            parent = element.parent or self.document
            self._place(parent)
            parent.kids.append(element)
            element.is_placed = True


class _Writer:
    """Writes the tree: each node an object, and beside it whose each content of a page is."""

    def __init__(
        self,
        first: int,
        pages: Sequence[int],
        links: Sequence[Sequence[int]],
        counts: Iterable[int],
    ) -> None:
        self._first, self._pages, self._links = first, pages, links
        self._objects: list[bytes] = []
        self._owners = [[0] * count for count in counts]
        self._link_owners: dict[Link, int] = {}

    def tree(self, document: Element, root: int) -> tuple[bytes, Sequence[bytes]]:
        """The root, and all nodes; last comes the ParentTree, which only then is known."""
        top = self._element(document, root)
        parents = self._add(self._parents())
        written = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R>>" % (top, parents)
        return written, self._objects

    def _parents(self) -> bytes:
        """By page the owners of its contents, then the owner of each link (`link_keys`)."""
        keyed = [
            b"%d %d 0 R" % (page, self._add(b"[%b]" % _references(owners)))
            for page, owners in enumerate(self._owners)
        ]
        keys = link_keys(self._links)
        keyed += [b"%d %d 0 R" % (keys[link], self._link_owners[link]) for link in keys]
        return b"<</Nums[%b]>>" % b" ".join(keyed)

    def _element(self, element: Element, parent: int) -> int:
        number = self._reserve()
        kids = b" ".join([self._kid(kid, number) for kid in element.kids])
        self._objects[number - self._first] = b"<</S/%b/P %d 0 R/K[%b]>>" % (
            element.tag.encode(),
            parent,
            kids,
        )
        return number

    def _kid(self, kid: Element | Content | Link | Row, owner: int) -> bytes:
        match kid:
            case Element():
                return b"%d 0 R" % self._element(kid, owner)
            case Row():
                return b"%d 0 R" % self._row(kid, owner)
            case Link(page, number):
                self._link_owners[kid] = owner
                target = (self._links[page][number], self._pages[page])
                return b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % target
            case Content(page, number):
                return self._content(page, number, owner)

    def _content(self, page: int, number: int, owner: int) -> bytes:
        self._owners[page][number] = owner
        return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self._pages[page], number)

    def _row(self, row: Row, table: int) -> int:
        number = self._reserve()
        first = self._first + len(self._objects)
        if len(row.places) == 1:
            self._cells(row, number)
        else:
            self._parted_cells(row, number)
        kids = _references(range(first, self._first + len(self._objects)))
        self._objects[number - self._first] = b"<</S/TR/P %d 0 R/K[%b]>>" % (table, kids)
        return number

    def _cells(self, row: Row, parent: int) -> None:
        """The cells of a row on one page: written often, so in one go."""
        (page, first) = row.places[0]
        count, start = len(row.cells), self._first + len(self._objects)
        self._owners[page][first : first + count] = range(start, start + count)
        self._objects += [
            b"<<%b/P %d 0 R/Pg %d 0 R/K %d>>" % (_kind(cell), parent, self._pages[page], number)
            for number, cell in enumerate(row.cells, start=first)
        ]

    def _parted_cells(self, row: Row, parent: int) -> None:
        for column, cell in enumerate(row.cells):
            number = self._reserve()
            kids = [self._content(page, first + column, number) for page, first in row.places]
            self._objects[number - self._first] = b"<<%b/P %d 0 R/K[%b]>>" % (
                _kind(cell),
                parent,
                b" ".join(kids),
            )

    def _reserve(self) -> int:
        return self._add(b"")

    def _add(self, written: bytes) -> int:
        self._objects.append(written)
        return self._first + len(self._objects) - 1


def link_keys(links: Sequence[Sequence[int]]) -> dict[Link, int]:
    """What the ParentTree knows each link by (its StructParent): after the pages, in order."""
    found = [Link(page, number) for page, each in enumerate(links) for number in range(len(each))]
    return {link: len(links) + place for place, link in enumerate(found)}


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])


def _kind(cell: Cell) -> bytes:
    if not cell.scope:
        return b"/S/TD"
    return b"/S/%b/A<</O/Table/Scope/%b>>" % (cell.tag.encode(), cell.scope.encode())
