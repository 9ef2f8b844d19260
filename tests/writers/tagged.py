"""Reads the structure of a PDF back, and tells what is not as it should be."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Pdf

_PAINTING = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"))
_SHOWING = frozenset(("Do", "Tj", "TJ", "'", '"', "EI"))


class Node(NamedTuple):
    """An element: its tag, its child elements, where its contents are, and what it links."""

    tag: str
    scope: str
    kids: tuple["Node", ...]
    contents: tuple[tuple[int, int], ...]
    links: int


def opened(content: bytes) -> Pdf:
    return pikepdf.open(BytesIO(content))


def tree(pdf: Pdf) -> Node:
    """The whole tree, from the document down."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    (top,) = pdf.Root.StructTreeRoot.K
    return _node(top, pages)


def every(node: Node, *tags: str) -> Iterator[Node]:
    """The elements of these tags in reading order; of all, without any."""
    if not tags or node.tag in tags:
        yield node
    for kid in node.kids:
        yield from every(kid, *tags)


def _node(element: Any, pages: dict[Any, int]) -> Node:
    kids, contents, links = [], [], 0
    page = pages[element.Pg.objgen] if "/Pg" in element else -1
    inner = element.K
    for kid in inner if isinstance(inner, Array) else [inner]:
        if isinstance(kid, int):
            contents.append((page, kid))
        elif "/MCID" in kid:
            contents.append((pages[kid.Pg.objgen], int(kid.MCID)))
        elif "/Obj" in kid:
            links += 1
        else:
            kids.append(_node(kid, pages))
    scope = str(element.A.Scope)[1:] if "/A" in element else ""
    return Node(str(element.S)[1:], scope, tuple(kids), tuple(contents), links)


def faults(pdf: Pdf) -> Iterator[str]:
    """Whatever is drawn and not marked, or marked and not in the tree, or in it and nowhere."""
    yield from _faults_of_pages(pdf)
    yield from _faults_of_parents(pdf)
    for table in every(tree(pdf), "Table"):
        if len({len(row.kids) for row in table.kids}) != 1:
            yield "a table whose rows are of different length"


def _faults_of_pages(pdf: Pdf) -> Iterator[str]:
    """Each page's numbers, from its content, against those the tree knows."""
    known: dict[int, list[int]] = {number: [] for number in range(len(pdf.pages))}
    for node in every(tree(pdf)):
        for page, number in node.contents:
            known[page].append(number)
    for page, numbers in known.items():
        drawn: list[int] = []
        for each in _drawn(pdf.pages[page]):
            if isinstance(each, str):
                yield f"page {page + 1}: {each}"
            else:
                drawn.append(each)
        if sorted(numbers) != sorted(drawn) or len(set(drawn)) != len(drawn):
            yield f"page {page + 1}: {drawn} in its content, {numbers} in the tree"


def _drawn(page: pikepdf.Page) -> Iterator[int | str]:
    """The numbers of the marked contents, and in words what is drawn outside or within others."""
    depth = 0
    for each in pikepdf.parse_content_stream(page):
        name, operands = str(each.operator), each.operands
        if name in {"BDC", "BMC"}:
            depth += 1
            if depth > 1:
                yield "marked within marked"
            if isinstance(operands[-1], Dictionary) and "/MCID" in operands[-1]:
                yield int(operands[-1].MCID)
        elif name == "EMC":
            depth -= 1
        elif name in _PAINTING | _SHOWING and not depth:
            yield f"{name} outside of all that is marked"
    if depth:
        yield "marked to no end"


def _faults_of_parents(pdf: Pdf) -> Iterator[str]:
    """The ParentTree leads from each content and each link to the element that has it."""
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    for page in pdf.pages:
        for number, owner in enumerate(parents.pop(int(page.StructParents))):
            if not _has(owner, page, number):
                yield f"content {number} is not with its parent"
        for link in page.get("/Annots", ()):
            owner = parents.pop(int(link.StructParent))
            if all(getattr(kid, "Obj", None) != link for kid in owner.K):
                yield "a link is not with its parent"
    if parents:
        yield f"parents of nothing: {sorted(parents)}"


def _has(owner: Any, page: pikepdf.Page, number: int) -> bool:
    kids = owner.K
    if isinstance(kids, int):
        return kids == number and owner.Pg.objgen == page.objgen
    return any(
        "/MCID" in kid and int(kid.MCID) == number and kid.Pg.objgen == page.objgen for kid in kids
    )
