"""Postings in XML, as KMD's interfaces write them: one element per posting, one more per field.

Which element is a posting is not known by its name: every element that holds nothing but plain
ones may be, and each kind becomes a table of its own. What stands in a heading before the
postings (the dates of a voucher) goes for all that follow.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final

from lxml import etree

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.tables import Grid

_LARGEST: Final = 300_000_000
"""Bytes; half a million postings."""
_MOST_KINDS: Final = 20
"""Kinds of elements that hold fields; of more it is no list of postings."""
_MOST_FIELDS: Final = 1000
_MOST_RECORDS: Final = 500_000

_Record = Mapping[str, str]


def read_xml(data: bytes, file: str) -> list[Grid]:
    """The kinds of elements a file holds, each as a table whose first row are the fields' names.

    Raises:
        BudgetDeskError: `importers.xml`, it is torn, refers to other files, or holds no postings.
    """
    if len(data) > _LARGEST or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BudgetDeskError("importers.xml", file=file)
    kinds: dict[str, list[_Record]] = {}
    try:
        for count, (kind, record) in enumerate(_records(data)):
            kinds.setdefault(kind, []).append(record)
            is_too_much = count >= _MOST_RECORDS or len(record) > _MOST_FIELDS
            if is_too_much or len(kinds) > _MOST_KINDS:
                raise BudgetDeskError("importers.xml", file=file)
    except etree.XMLSyntaxError as error:
        raise BudgetDeskError("importers.xml", file=file) from error
    return [_grid(kind, records) for kind, records in kinds.items()]


class _Open:
    """An element that is not over yet: its own fields, and those of the kinds that ended in it."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.ended: dict[str, dict[str, str]] = {}


def _records(data: bytes) -> Iterator[tuple[str, _Record]]:
    """Every element that holds plain elements, with what was said before it.

    That is what the elements around it say, and what those of other kinds say that ended before
    it within these: of two postings the first says nothing of the second.
    """
    around = [_Open()]
    order: dict[str, int] = {}
    settings = {"no_network": True, "resolve_entities": False, "huge_tree": False}
    for event, element in etree.iterparse(BytesIO(data), events=("start", "end"), **settings):
        if event == "start":
            around.append(_Open())
            continue
        closed, name = around.pop(), _name(element)
        if closed.fields:
            place = order.setdefault(name, len(order))
            said: dict[str, str] = {}
            for each in around:
                said |= each.fields
                for kind, fields in each.ended.items():
                    said |= fields if order[kind] < place else {}
            yield name, said | closed.fields
            around[-1].ended[name] = closed.fields
        elif len(element) == 0:
            around[-1].fields[name] = (element.text or "").strip()
        element.clear()


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _grid(kind: str, records: list[_Record]) -> Grid:
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [[record.get(name, "") for name in names] for record in records]
    return Grid([names, *rows], "xml", kind)
