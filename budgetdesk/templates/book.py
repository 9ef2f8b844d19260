"""A workbook as sheets of cells: what they hold, which are merged, locked, hidden or choices."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from io import BytesIO
from typing import Final, NamedTuple

from lxml import etree

from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.package import RELATIONSHIPS, Package, refuse_declarations
from budgetdesk.templates.places import Area, Place, area, moved, place, sheet_named
from budgetdesk.templates.styles import MAIN, Style, styles

_LIST_LINKS: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_FORMULA: Final = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_PLACES: Final = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
_ON: Final = ("1", "true")

_ROOM_BELOW: Final = 1_000
"""Rows below the last one that holds anything whose empty cells are kept; a form has fewer."""

_MOST_CELLS: Final = 2_000_000

_DAY_ZERO_1900: Final = date(1899, 12, 30)
_DAY_ZERO_1904: Final = date(1904, 1, 1)


class CellError(str):
    """What a formula shows that cannot be reckoned, such as "#REF!"."""

    __slots__ = ()


CellValue = Decimal | bool | str | None


class Cell(NamedTuple):
    """What a cell holds: a value, perhaps the formula that gives it, and its format's number."""

    value: CellValue = None
    formula: str | None = None
    style: int = 0


EMPTY: Final = Cell()


class Choice(NamedTuple):
    """Where only entries of a list are allowed: the areas, and the formula naming the list."""

    areas: tuple[Area, ...]
    entries: str


_THOUSANDS: Final = re.compile(
    r"(?:\b(?:i|in) |\()(?:hele )?"
    r"(?:1[. ]?000 ?(?:kr|dkk)|tusinde? kr|t\. ?kr|tkr|dkk ?(?:1[., ]?000|thousand))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sheet:
    """One sheet. `cells` also has those that are empty but formatted."""

    name: str
    part: str
    state: str
    cells: Mapping[Place, Cell]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    protection: Mapping[str, str] | None = None
    choices: tuple[Choice, ...] = ()
    array_areas: tuple[Area, ...] = ()

    @property
    def is_protected(self) -> bool:
        """Whether only unlocked cells can be filled in."""
        return self.protection is not None

    @cached_property
    def unit(self) -> int:
        """How many kroner a 1 in its amounts is: 1.000 where the sheet says it is in thousands."""
        texts = (str(cell.value) for cell in self.cells.values() if isinstance(cell.value, str))
        return 1000 if any(_THOUSANDS.search(text) for text in texts) else 1

    @property
    def may_insert_rows(self) -> bool:
        """Whether the form itself lets rows be inserted."""
        return self.protection is None or self.protection.get("insertRows", "1") not in _ON

    @cached_property
    def covered(self) -> Mapping[Place, Area]:
        """Every cell of a merged area, with the area."""
        return {
            Place(row, column): merged
            for merged in self.merged
            if (merged.bottom - merged.top + 1) * (merged.right - merged.left + 1) < _MOST_CELLS
            for row in range(merged.top, merged.bottom + 1)
            for column in range(merged.left, merged.right + 1)
        }

    def at(self, where: Place) -> Cell:
        """What stands in a cell; of a merged area what its first cell holds."""
        merged = self.covered.get(where)
        return self.cells.get(merged.first if merged else where, EMPTY)

    def text(self, where: Place) -> str:
        """The text of a cell, a number as it is; empty where nothing stands."""
        return shown(self.at(where).value)

    @cached_property
    def rows(self) -> Mapping[int, Sequence[int]]:
        """The columns of each row in which something stands."""
        found: dict[int, list[int]] = {}
        for where in sorted(where for where, cell in self.cells.items() if has_content(cell)):
            found.setdefault(where.row, []).append(where.column)
        return found

    @cached_property
    def last_row(self) -> int:
        """The last row that holds or could hold anything; 0 of an empty sheet."""
        return max((where.row for where in self.cells), default=0)

    def hides(self, where: Place) -> bool:
        """Whether a person does not see the cell."""
        return where.row in self.hidden_rows or where.column in self.hidden_columns


@dataclass(frozen=True)
class Book:
    """A workbook's sheets, names and formats."""

    package: Package
    sheets: tuple[Sheet, ...]
    styles: tuple[Style, ...]
    is_1904: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, Sheet]:
        """The sheets by their folded names: references do not mind capitals."""
        return {sheet.name.casefold(): sheet for sheet in self.sheets}

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name; raises KeyError."""
        return self.by_name[name.casefold()]

    def style(self, cell: Cell) -> Style:
        """The format of a cell."""
        return self.styles[cell.style] if 0 <= cell.style < len(self.styles) else Style()

    def day(self, serial: Decimal) -> date | None:
        """The day that a number means in this workbook; None when it means none."""
        try:
            if self.is_1904:
                return _DAY_ZERO_1904 + timedelta(days=int(serial))
            return _DAY_ZERO_1900 + timedelta(days=int(serial))
        except OverflowError:
            return None

    def serial(self, day: date) -> int:
        """The number that means a day in this workbook."""
        return (day - (_DAY_ZERO_1904 if self.is_1904 else _DAY_ZERO_1900)).days

    def entries(self, sheet: Sheet, where: Place) -> tuple[str, ...]:
        """The texts that may be chosen in a cell; empty where anything may be written."""
        for choice in sheet.choices:
            if any(each.holds(where) for each in choice.areas):
                return self._listed(sheet, choice.entries)
        return ()

    def _listed(self, sheet: Sheet, formula: str) -> tuple[str, ...]:
        if formula.startswith('"'):
            return tuple(each.strip() for each in formula.strip('"').split(",") if each.strip())
        formula = self.names.get(formula.casefold(), formula)
        prefix, _, reference = formula.rpartition("!")
        about = self.by_name.get((sheet_named(f"{prefix}!") or "").casefold()) if prefix else sheet
        try:
            listed = area(reference)
        except ValueError:
            return ()
        if about is None or listed.bottom - listed.top > _ROOM_BELOW:
            return ()
        cells = (
            Place(row, column)
            for row in range(listed.top, listed.bottom + 1)
            for column in range(listed.left, listed.right + 1)
        )
        return tuple(filter(None, map(about.text, cells)))


def has_content(cell: Cell) -> bool:
    """Whether a cell holds a value or a formula."""
    return cell.formula is not None or cell.value not in (None, "")


def shown(value: CellValue) -> str:
    """A value as a text; numbers with a decimal comma, as people see them."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f").replace(".", ",")
    return "" if value is None or isinstance(value, bool) else value


def open_book(package: Package) -> Book:
    """Reads a package's sheets.

    Raises:
        BudgetDeskError: `templates.damaged`, `.entities`, `.too_large`, or `.no_sheets`.
    """
    try:
        return _book(package)
    except (ValueError, KeyError, IndexError, InvalidOperation, etree.XMLSyntaxError) as error:
        raise BudgetDeskError("templates.damaged", file=package.file) from error


def _book(package: Package) -> Book:
    part = package.workbook
    root = package.xml(part)
    links = package.related(part)
    strings = _strings(package, package.first(part, "sharedStrings"))
    style_part = package.first(part, "styles")
    sheets = []
    for each in root.iter(f"{MAIN}sheet"):
        kind, target = links.get(each.get(f"{{{RELATIONSHIPS}}}id", ""), ("", ""))
        if kind == "worksheet":
            read = _SheetReader(package, target, strings)
            sheets.append(read.sheet(each.get("name", ""), each.get("state", "visible")))
    if not sheets:
        raise BudgetDeskError("templates.no_sheets", file=package.file)
    settings = root.find(f"{MAIN}workbookPr")
    return Book(
        package=package,
        sheets=tuple(sheets),
        styles=styles(package.xml(style_part) if style_part else None),
        is_1904=settings is not None and settings.get("date1904", "0") in _ON,
        names={
            each.get("name", "").casefold(): each.text or ""
            for each in root.iter(f"{MAIN}definedName")
            if not each.get("name", "").startswith("_xlnm")
        },
    )


def _strings(package: Package, part: str | None) -> list[str]:
    if part is None:
        return []
    return [_text_of(each) for each in package.xml(part).iter(f"{MAIN}si")]


def _text_of(element: etree._Element) -> str:
    """The text of a string, its formatting and its readings in other scripts left out."""
    return "".join(
        each.text or "" for each in element.iter(f"{MAIN}t") if each.getparent().tag != f"{MAIN}rPh"
    )


class _SheetReader:
    """Walks through a sheet's XML once, keeping only what is asked for later."""

    def __init__(self, package: Package, part: str, strings: Sequence[str]) -> None:
        self._package, self._part, self._strings = package, part, strings
        self._cells: dict[Place, Cell] = {}
        self._shared: dict[str, tuple[Place, str]] = {}
        self._found: dict[str, list[etree._Element]] = {}
        self._arrays: list[Area] = []
        self._last, self._row, self._column = 0, 0, 0

    def sheet(self, name: str, state: str) -> Sheet:
        content = self._package.parts[self._part]
        refuse_declarations(content, self._package.file)
        hidden_rows = self._walk(content)
        protection = next(iter(self._found.get("sheetProtection", ())), None)
        on = protection is not None and protection.get("sheet", "0") in _ON
        return Sheet(
            name=name,
            part=self._part,
            state=state,
            cells={where: cell for where, cell in self._cells.items() if self._matters(where)},
            merged=tuple(area(each.get("ref", "")) for each in self._found.get("mergeCell", ())),
            hidden_rows=frozenset(hidden_rows),
            hidden_columns=frozenset(self._hidden_columns()),
            protection=dict(protection.attrib) if on and protection is not None else None,
            choices=tuple(self._choices()),
            array_areas=tuple(self._arrays),
        )

    def _walk(self, content: bytes) -> Iterator[int]:
        wanted = ("c", "row", "col", "mergeCell", "sheetProtection", "dataValidation")
        tags = [f"{MAIN}{name}" for name in wanted] + [f"{_LIST_LINKS}dataValidation"]
        hidden = []
        for _, seen in etree.iterparse(
            BytesIO(content), tag=tags, no_network=True, resolve_entities=False, huge_tree=True
        ):
            name = etree.QName(seen).localname
            if name == "c":
                self._take(seen)
            elif name == "row":
                self._row = int(seen.get("r", self._row + 1))
                self._column = 0
                if seen.get("hidden", "0") in _ON:
                    hidden.append(self._row)
                seen.clear()
                while seen.getprevious() is not None:
                    del seen.getparent()[0]
            else:
                self._found.setdefault(name, []).append(seen)
        return iter(hidden)

    def _matters(self, where: Place) -> bool:
        return where.row <= self._last + _ROOM_BELOW

    def _take(self, element: etree._Element) -> None:
        name = element.get("r")
        where = place(name) if name else Place(self._row + 1, self._column + 1)
        self._column = where.column
        cell = Cell(self._value(element), self._formula(element, where), int(element.get("s", "0")))
        if has_content(cell):
            self._last = max(self._last, where.row)
        if self._matters(where):
            self._cells[where] = cell
        if len(self._cells) > _MOST_CELLS:
            raise BudgetDeskError("templates.too_large", file=self._package.file)

    def _value(self, element: etree._Element) -> CellValue:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inside = element.find(f"{MAIN}is")
            return _text_of(inside) if inside is not None else None
        stored = element.findtext(f"{MAIN}v")
        if stored is None or (stored == "" and kind != "str"):
            return None
        read: Mapping[str, Callable[[str], CellValue]] = {
            "s": lambda number: self._strings[int(number)],
            "b": lambda flag: flag in _ON,
            "e": CellError,
            "n": Decimal,
        }
        return read.get(kind, str)(stored)

    def _formula(self, element: etree._Element, where: Place) -> str | None:
        found = element.find(f"{MAIN}f")
        if found is None:
            return None
        if found.get("t") in ("array", "dataTable") and found.get("ref"):
            self._arrays.append(area(found.get("ref", "")))
        if found.get("t") == "shared":
            group = found.get("si", "")
            if found.text:
                self._shared[group] = (where, found.text)
            origin, formula = self._shared[group]
            return moved(formula, where.row - origin.row, where.column - origin.column)
        return found.text or ""

    def _hidden_columns(self) -> Iterator[int]:
        for each in self._found.get("col", ()):
            if each.get("hidden", "0") in _ON:
                yield from range(int(each.get("min", "1")), int(each.get("max", "1")) + 1)

    def _choices(self) -> Iterator[Choice]:
        for each in self._found.get("dataValidation", ()):
            if each.get("type") == "list":
                places = each.get("sqref") or each.findtext(_PLACES) or ""
                formula = each.findtext(f"{MAIN}formula1") or each.findtext(f".//{_FORMULA}") or ""
                yield Choice(tuple(map(area, places.split())), formula)
