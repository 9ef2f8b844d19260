"""Rows put into a sheet the way Excel does it: all that speaks of rows below moves along.

Formulas on every sheet, names, merged cells, validations, conditional formats (those of newer
Excel too), links, filters, tables, notes, pictures, charts, page breaks and the calculation chain.
"""

import copy
import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.book import Book, Sheet, open_book
from budgetdesk.templates.package import Package
from budgetdesk.templates.places import Insertion, Place, area, moved, place
from budgetdesk.templates.styles import MAIN

_EXCEL: Final = "{http://schemas.microsoft.com/office/excel/2006/main}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

_FORMULAS: Final = (f"{MAIN}formula", f"{MAIN}formula1", f"{MAIN}formula2", f"{_EXCEL}f")
_AREAS: Final = ("ref", "sqref", "activeCell", "topLeftCell")
_LARGEST: Final = 30_000_000
"""Bytes of a sheet that is parsed whole."""


def with_rows(package: Package, sheet: str, rows: tuple[int, ...], count: int) -> Package:
    """A package with `count` rows more in a block of equal rows of a sheet, formatted like them.

    They come before the last row of the block, so that sums over it grow; a block of one row grows
    by its lower end. Numbers of the rows (1.1, 1.2) go on through the new ones.

    Raises:
        BudgetDeskError: `templates.cannot_insert`, a formula lies across the rows.
    """
    book = open_book(package)
    about = book.sheet(sheet)
    model = rows[-2] if len(rows) > 1 else rows[-1]
    insertion = Insertion(about.name, model, count, grows=len(rows) == 1)
    if any(each.top <= model < each.bottom for each in about.array_areas):
        raise BudgetDeskError("templates.cannot_insert", sheet=about.name, file=package.file)
    return _Inserter(package, book, about, insertion, model).done(rows)


class _Inserter:
    """Carries one insertion through all parts of a package."""

    def __init__(
        self, package: Package, book: Book, sheet: Sheet, insertion: Insertion, model: int
    ) -> None:
        self._package, self._book, self._sheet = package, book, sheet
        self._insertion, self._model = insertion, model
        self._changed: dict[str, bytes] = {}

    def done(self, rows: tuple[int, ...]) -> Package:
        for each in self._book.sheets:
            self._in_sheet(each, rows)
            self._beside(each)
        self._in_workbook()
        self._in_charts()
        return self._package.with_parts(self._changed)

    def _xml(self, part: str) -> etree._Element:
        if part in self._changed:
            return self._package.xml_of(self._changed[part])
        return self._package.xml(part)

    def _keep(self, part: str, root: etree._Element) -> None:
        made = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._changed[part] = made

    # --- sheets ---------------------------------------------------------------------------------

    def _in_sheet(self, sheet: Sheet, rows: tuple[int, ...]) -> None:
        if len(self._package.parts[sheet.part]) > _LARGEST:
            raise BudgetDeskError(
                "templates.cannot_insert", sheet=sheet.name, file=self._package.file
            )
        root = self._xml(sheet.part)
        is_own = sheet.name == self._sheet.name
        if is_own and any("r" not in each.attrib for each in root.iter(f"{MAIN}row", f"{MAIN}c")):
            raise BudgetDeskError(  # such cells stand one after the other and move by themselves
                "templates.cannot_insert", sheet=sheet.name, file=self._package.file
            )
        before = etree.tostring(root)
        self._formulas(root, sheet)
        if is_own:
            self._rows(root, rows)
            self._areas(root)
            self._breaks(root)
        if etree.tostring(root) != before:
            self._keep(sheet.part, root)

    def _formulas(self, root: etree._Element, sheet: Sheet) -> None:
        """Every formula as it reads afterwards; shared ones are written out, as rows part them."""
        for element in root.iter(f"{MAIN}f"):
            name = element.getparent().get("r")
            if element.get("t") == "shared" and name:
                element.text = sheet.cells[place(name)].formula
                for attribute in ("t", "si", "ref"):
                    element.attrib.pop(attribute, None)
            if sheet.name == self._sheet.name and element.get("ref"):
                element.set("ref", self._area(element.get("ref", "")))
        for element in [each for each in root.iter(f"{MAIN}f", *_FORMULAS) if each.text]:
            element.text = self._insertion.formula(element.text, sheet.name)

    def _rows(self, root: etree._Element, rows: tuple[int, ...]) -> None:
        data = root.find(f"{MAIN}sheetData")
        model = None
        for row in data:
            number = int(row.get("r", "0"))
            if number == self._model:
                model = row
            if number > self._model:
                _renumber(row, number + self._insertion.rows)
        if model is None:
            return
        for step in range(self._insertion.rows, 0, -1):
            model.addnext(self._copy(model, step))
        self._number_on(data, rows)

    def _copy(self, model: etree._Element, down: int) -> etree._Element:
        """A row like the model: its formats, and its formulas moved down; what was typed is not."""
        made = copy.deepcopy(model)
        _renumber(made, self._model + down)
        for cell in made:
            formula = cell.find(f"{MAIN}f")
            for child in list(cell):
                if child is not formula:
                    cell.remove(child)
            cell.attrib.pop("t", None)
            if formula is not None:
                if formula.get("t") in ("array", "dataTable"):
                    cell.remove(formula)
                else:
                    # the model's formula already reads as after the insertion
                    formula.text = moved(formula.text or "", down)
        return made

    def _number_on(self, data: etree._Element, rows: tuple[int, ...]) -> None:
        """Goes on numbering through the new rows where the block is numbered."""
        labels = [(row, self._sheet.text(Place(row, 1))) for row in rows]
        pattern = re.compile(r"(.*?)([0-9]+)(\.?)")
        matches = [pattern.fullmatch(label) for _, label in labels]
        if not all(matches) or any(self._sheet.at(Place(r, 1)).formula for r in rows):
            return
        first = matches[0]
        if first is None or "." not in first[1]:  # whole numbers are those of lines, not of rows
            return
        by_name = {cell.get("r"): cell for row in data for cell in row}
        put_in = range(self._model + 1, self._model + 1 + self._insertion.rows)
        numbered = sorted({*map(self._insertion.row, rows), *put_in})
        for number, row in enumerate(numbered, start=int(first[2])):
            _write_text(by_name[f"A{row}"], f"{first[1]}{number}{first[3]}")

    def _areas(self, root: etree._Element) -> None:
        for element in root.iter():
            if not isinstance(element.tag, str) or element.tag in (
                f"{MAIN}c",
                f"{MAIN}row",
                f"{MAIN}f",
            ):
                continue
            for name in _AREAS:
                if element.get(name) and not element.get(f"{name}Id"):
                    self._set_areas(element, name)
            if element.tag == f"{_EXCEL}sqref" and element.text:
                element.text = self._all(element.text)
        self._merged_model(root)

    def _set_areas(self, element: etree._Element, name: str) -> None:
        element.set(name, self._all(element.get(name, "")))

    def _all(self, areas: str) -> str:
        return " ".join(self._area(each) for each in areas.split())

    def _area(self, name: str) -> str:
        try:
            found = area(name)
        except ValueError:
            return name
        top, bottom = self._insertion.span(found.top, found.bottom)
        return found._replace(top=top, bottom=bottom).name

    def _merged_model(self, root: etree._Element) -> None:
        """Cells merged across the model row are merged in the new rows too."""
        merged = root.find(f"{MAIN}mergeCells")
        if merged is None:
            return
        across = [each for each in self._sheet.merged if each.top == each.bottom == self._model]
        for each in across:
            for step in range(1, self._insertion.rows + 1):
                below = each._replace(top=each.top + step, bottom=each.bottom + step)
                etree.SubElement(merged, f"{MAIN}mergeCell", ref=below.name)
        merged.set("count", str(len(merged)))

    def _breaks(self, root: etree._Element) -> None:
        for breaks in root.iter(f"{MAIN}rowBreaks"):
            for each in breaks:
                each.set("id", str(self._insertion.row(int(each.get("id", "0")))))

    # --- what belongs to a sheet ---------------------------------------------------------------

    def _beside(self, sheet: Sheet) -> None:
        if sheet.name != self._sheet.name:
            return
        work: dict[str, Callable[[str], None]] = {
            "comments": self._refs,
            "threadedComment": self._refs,
            "table": self._refs,
            "vmlDrawing": self._notes,
            "drawing": self._pictures,
        }
        related = self._package.related(sheet.part).values()
        for kind, part in [each for each in related if each[0] in work]:
            work[kind](part)

    def _refs(self, part: str) -> None:
        root = self._xml(part)
        for element in root.iter():
            if element.get("ref"):
                element.set("ref", self._area(element.get("ref", "")))
        self._keep(part, root)

    def _notes(self, part: str) -> None:
        """The boxes of notes: VML need not be XML, so only the numbers of rows are changed."""
        text = self._package.parts[part].decode("utf-8", "surrogateescape")

        def row(match: re.Match[str]) -> str:
            return f"{match[1]}{self._insertion.row(int(match[2]) + 1) - 1}"

        def anchor(match: re.Match[str]) -> str:
            numbers = match[2].split(",")
            for index in (2, 6):
                numbers[index] = f" {self._insertion.row(int(numbers[index]) + 1) - 1}"
            return match[1] + ",".join(numbers)

        text = re.sub(r"(<x:Row>\s*)([0-9]+)", row, text)
        text = re.sub(r"(<x:Anchor>)((?:[-0-9\s]+,){7}[-0-9\s]+)", anchor, text)
        self._changed[part] = text.encode("utf-8", "surrogateescape")

    def _pictures(self, part: str) -> None:
        root = self._xml(part)
        for anchor in root:
            if anchor.get("editAs") == "absolute":
                continue
            for row in anchor.iter(f"{_DRAWING}row"):
                row.text = str(self._insertion.row(int(row.text or "0") + 1) - 1)
        self._keep(part, root)

    # --- the whole workbook --------------------------------------------------------------------

    def _in_workbook(self) -> None:
        part = self._package.workbook
        root = self._xml(part)
        sheets = [each.get("name", "") for each in root.iter(f"{MAIN}sheet")]
        for name in root.iter(f"{MAIN}definedName"):
            local = name.get("localSheetId")
            own = sheets[int(local)] if local is not None else ""
            name.text = self._insertion.formula(name.text or "", own)
        self._keep(part, root)
        chain = self._package.first(part, "calcChain")
        if chain is not None:
            self._in_chain(chain, self._sheet_id(root))

    def _sheet_id(self, workbook: etree._Element) -> str:
        named = (e for e in workbook.iter(f"{MAIN}sheet") if e.get("name") == self._sheet.name)
        return str(next(named).get("sheetId", ""))

    def _in_chain(self, part: str, sheet_id: str) -> None:
        root = self._xml(part)
        current = ""
        for each in root:
            current = each.get("i", current)
            if current == sheet_id:
                where = place(each.get("r", ""))
                each.set("r", Place(self._insertion.row(where.row), where.column).name)
        for name in self._new_formulas():
            root.append(etree.Element(f"{MAIN}c", r=name, i=sheet_id))
        self._keep(part, root)

    def _new_formulas(self) -> Iterator[str]:
        root = self._xml(self._sheet.part)
        first, last = self._model + 1, self._model + self._insertion.rows
        for cell in root.iter(f"{MAIN}c"):
            name = cell.get("r", "")
            if first <= place(name).row <= last and cell.find(f"{MAIN}f") is not None:
                yield name

    def _in_charts(self) -> None:
        for part in self._package.parts:
            if re.search(r"/charts/[^/]+\.xml$", part):
                root = self._xml(part)
                for element in root.iter(f"{_CHART}f"):
                    element.text = self._insertion.formula(element.text or "", "")
                self._keep(part, root)


def _renumber(row: etree._Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        cell.set("r", Place(number, place(cell.get("r")).column).name)


def _write_text(cell: etree._Element, text: str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    inside = etree.SubElement(cell, f"{MAIN}is")
    etree.SubElement(inside, f"{MAIN}t").text = text
