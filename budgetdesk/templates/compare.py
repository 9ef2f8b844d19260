"""Two packages held against each other, part by part and cell by cell: the proof of a filling."""

from collections.abc import Container, Iterator
from decimal import Decimal
from typing import Final

from lxml import etree

from budgetdesk.domain.value import Value
from budgetdesk.templates.book import EMPTY, Book, Cell, open_book, shown
from budgetdesk.templates.package import Package
from budgetdesk.templates.places import Place
from budgetdesk.templates.styles import MAIN
from budgetdesk.text import danish

_IN_CELLS: Final = ("v", "is", "f")


class CellChange(Value):
    """A cell whose value is another than before; both as people read them."""

    sheet: str
    cell: str
    before: str
    after: str


class Proof(Value):
    """What differs between two packages.

    `changed` are the cells that were meant to change, `reckoned` the formulas with other results.
    `differences` is everything else, and empty when the filling left no scratch.
    """

    changed: tuple[CellChange, ...]
    reckoned: tuple[CellChange, ...]
    differences: tuple[str, ...]
    same_parts: int
    parts: int


def compare(before: Package, after: Package, meant: Container[tuple[str, str]]) -> Proof:
    """Holds a filled package against the form; `meant` are the cells that may change, by sheet."""
    old, new = open_book(before), open_book(after)
    changed: list[CellChange] = []
    reckoned: list[CellChange] = []
    differences = list(_parts(before, after, old))
    for sheet in old.sheets:
        for where, change, is_formula in _cells(old, new, sheet.name):
            if is_formula == "same":
                reckoned.append(change)
            elif is_formula == "" and (sheet.name, where.name) in meant:
                changed.append(change)
            else:
                differences.append(f"{sheet.name}!{where.name}")
    same = sum(after.parts.get(name) == content for name, content in before.parts.items())
    return Proof(
        changed=tuple(changed),
        reckoned=tuple(reckoned),
        differences=tuple(dict.fromkeys(differences)),
        same_parts=same,
        parts=len(before.parts),
    )


def _cells(old: Book, new: Book, name: str) -> Iterator[tuple[Place, CellChange, str]]:
    """Every cell that differs, and what became of its formula: "" none, "same", or "changed"."""
    before = old.sheet(name)
    after = new.by_name.get(name.casefold())
    if after is None:
        return
    for where in sorted({*before.cells, *after.cells}):
        one, other = before.cells.get(where, EMPTY), after.cells.get(where, EMPTY)
        if one == other:
            continue
        change = CellChange(
            sheet=name, cell=where.name, before=_shown(old, one), after=_shown(new, other)
        )
        if one.formula != other.formula or (where in before.cells and one.style != other.style):
            yield where, change, "changed"
        else:
            yield where, change, "same" if one.formula is not None else ""


def _shown(book: Book, cell: Cell) -> str:
    """A cell as people see it: a day as a day."""
    if isinstance(cell.value, Decimal) and book.style(cell).is_date:
        day = book.day(cell.value)
        return danish(day) if day else shown(cell.value)
    return shown(cell.value)


def _parts(before: Package, after: Package, book: Book) -> Iterator[str]:
    """The parts in which something other than cells' values differs."""
    sheets = {sheet.part for sheet in book.sheets}
    workbook = before.workbook
    for name in dict.fromkeys([*before.parts, *after.parts]):
        one, other = before.parts.get(name), after.parts.get(name)
        if one == other:
            continue
        if one is None or other is None:
            yield name
        elif name in sheets:
            if _skeleton(before, one) != _skeleton(before, other):
                yield name
        elif name != workbook or _without_flag(before, one) != _without_flag(before, other):
            yield name


def _skeleton(package: Package, content: bytes) -> bytes:
    """A sheet without what its cells hold, and without cells and rows that say nothing else."""
    root = package.xml_of(content)
    for cell in list(root.iter(f"{MAIN}c")):
        for child in list(cell):
            if etree.QName(child).localname in _IN_CELLS:
                cell.remove(child)
        cell.attrib.pop("t", None)
        if set(cell.attrib) <= {"r", "s"} and not len(cell):
            cell.getparent().remove(cell)
    for row in list(root.iter(f"{MAIN}row")):
        if not len(row) and set(row.attrib) <= {"r", "spans"}:
            row.getparent().remove(row)
    return bytes(etree.tostring(root, method="c14n"))


def _without_flag(package: Package, content: bytes) -> bytes:
    """The workbook's main part without the wish to be reckoned anew when it is opened."""
    root = package.xml_of(content)
    for settings in list(root.iter(f"{MAIN}calcPr")):
        settings.attrib.pop("fullCalcOnLoad", None)
        if not settings.attrib:
            settings.getparent().remove(settings)
    return bytes(etree.tostring(root, method="c14n"))
