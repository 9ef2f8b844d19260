"""The structure of a drawn document as objects of its file (ISO 32000-1, 14.7).

The tree leads from the document to every content of a page; the ParentTree beside it leads from a
content, or a link, back to the element that has it.
"""

from collections.abc import Iterable, Sequence

from budgetdesk.writers.pdf.structure import Cell, Content, Element, Link, Row, Structure


def written(
    structure: Structure,
    root: int,
    first: int,
    pages: Sequence[int],
    links: Sequence[Sequence[int]],
) -> tuple[bytes, Sequence[bytes]]:
    """The tree's root, to be the object of that number, and all others, numbered from `first`.

    `pages` are the object numbers of the pages, `links` those of each page's links.
    """
    return _Writer(first, pages, links, structure.counts).tree(structure.document, root)


def link_keys(links: Sequence[Sequence[object]]) -> dict[Link, int]:
    """What the ParentTree knows each link by (its StructParent): after the pages, in order."""
    found = [Link(page, number) for page, each in enumerate(links) for number in range(len(each))]
    return {link: len(links) + place for place, link in enumerate(found)}


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
        return self._content(*kid, owner)

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


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])


def _kind(cell: Cell) -> bytes:
    if not cell.scope:
        return b"/S/TD"
    return b"/S/%b/A<</O/Table/Scope/%b>>" % (cell.tag.encode(), cell.scope.encode())
