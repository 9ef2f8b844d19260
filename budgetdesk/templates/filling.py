"""A form filled: planned, rows put in where there are too few, patched, reckoned, and proved."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.book import Book, CellValue, open_book
from budgetdesk.templates.compare import Proof, compare
from budgetdesk.templates.content import Content
from budgetdesk.templates.form import Form
from budgetdesk.templates.insertion import with_rows
from budgetdesk.templates.matching import Assumption
from budgetdesk.templates.package import Package, open_package, packed
from budgetdesk.templates.patch import NewValue, patched
from budgetdesk.templates.places import Place, place
from budgetdesk.templates.planning import plan
from budgetdesk.templates.plans import (
    Expected,
    Lack,
    Plan,
    RowChoice,
    Unplaced,
    Write,
    cell_value,
)
from budgetdesk.templates.reckon import Reckoner
from budgetdesk.templates.recognise import recognise
from budgetdesk.templates.words import Answers

_CALCULATION: Final = re.compile(rb"<(?P<prefix>(?:\w+:)?)calcPr\b(?P<rest>[^>]*?)(?P<end>/?>)")
_FLAG: Final = re.compile(rb"\s*fullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_BEFORE_CALCULATION: Final = ("definedNames", "externalReferences", "functionGroups", "sheets")


_HALF_AN_ORE: Final = Decimal("0.5")


class InsertedRows(Value):
    """Rows that were put in: `count` below row `after` as the form had it."""

    sheet: str
    label: str
    after: int
    count: int


class Disagreement(Value):
    """A figure the form reckons otherwise than the program."""

    sheet: str
    cell: str
    label: str
    form: str
    program: Money


class Filled(Value):
    """A filled form with its proof. `writes` are what was put in, by cell."""

    content: bytes
    form: Form
    writes: tuple[Write, ...]
    inserted: tuple[InsertedRows, ...]
    proof: Proof
    not_reckoned: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    unplaced: tuple[Unplaced, ...]
    assumed: tuple[Assumption, ...]
    overwritten: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing is left to be looked at by a person.

        That a form has no list of vouchers is no fault of the filling.
        """
        lost = any(each.code != "vouchers" for each in self.unplaced)
        asked = self.form.questions or self.form.years_down
        return not (self.proof.differences or self.disagreements or lost or asked)


def fill(
    original: bytes,
    file: str,
    content: Content,
    *,
    answers: Answers | None = None,
    rows: RowChoice = "auto",
    is_whole: bool = False,
) -> Filled:
    """Fills the form in `original` with content.

    Raises:
        BudgetDeskError: as `open_package` and `open_book`; `templates.no_inputs`, it has no cell
            to fill in; `templates.no_form`, nothing in it is recognised;
            `templates.too_many_rows`, the form is too short somewhere, and nobody said whether to
            put rows in or draw them together.
    """
    package = open_package(original, file)
    book = open_book(package)
    form = recognised(book, answers)
    inserted: list[InsertedRows] = []
    planned = plan(book, form, content, is_whole=is_whole)
    if planned.lacks and rows == "merge":
        planned = plan(book, form, content, merge=True, is_whole=is_whole)
    while planned.lacks:
        lack = planned.lacks[-1]
        _require_permission(book, form, lack, rows)
        if any((each.sheet, each.label) == (lack.sheet, lack.label) for each in inserted):
            raise BudgetDeskError("templates.cannot_insert", sheet=lack.sheet, file=file)
        package = with_rows(package, lack.sheet, lack.rows, lack.count)
        after = lack.rows[-2] if len(lack.rows) > 1 else lack.rows[-1]
        inserted.append(
            InsertedRows(sheet=lack.sheet, label=lack.label, after=after, count=lack.count)
        )
        book = open_book(package)
        form = recognise(book, answers)
        planned = plan(book, form, content, is_whole=is_whole)
    return _filled(original, book, form, planned, tuple(inserted))


def recognised(book: Book, answers: Answers | None) -> Form:
    """The form in a book; raises BudgetDeskError `templates.no_form` or `templates.no_inputs`."""
    form = recognise(book, answers)
    file = book.package.file
    if not form.tables and not form.fields:
        raise BudgetDeskError("templates.no_form", file=file)
    if all(sheet.is_protected for sheet in book.sheets) and not any(
        not book.style(cell).locked for sheet in book.sheets for cell in sheet.cells.values()
    ):
        raise BudgetDeskError("templates.no_inputs", file=file)
    return form


def _require_permission(book: Book, form: Form, lack: Lack, rows: RowChoice) -> None:
    """Rows are put in where a person says so, or where the form's protection allows it."""
    if rows != "insert" and not book.sheet(lack.sheet).may_insert_rows:
        raise BudgetDeskError(
            "templates.too_many_rows",
            file=form.file,
            sheet=lack.sheet,
            label=lack.label,
            room=len(lack.rows),
            needed=len(lack.rows) + lack.count,
        )


def _filled(
    original: bytes,
    book: Book,
    form: Form,
    planned: Plan,
    inserted: tuple[InsertedRows, ...],
) -> Filled:
    new = {(w.sheet, place(w.cell)): cell_value(w.value) for w in planned.writes}
    results, failed = Reckoner(book, new).results()
    changed = {
        key: value
        for key, value in results.items()
        if value != book.sheet(key[0]).cells[key[1]].value and value is not None
    }
    after = _with_values(book, {**new, **changed})
    after = _asking_to_reckon(after)
    content = packed(after, original)
    proof = compare(book.package, open_package(content, form.file), set(_names(new)))
    return Filled(
        content=content,
        form=form,
        writes=planned.writes,
        inserted=inserted,
        proof=proof,
        not_reckoned=tuple(f"{sheet}!{where.name}" for sheet, where in failed),
        disagreements=_disagreements(planned.expected, results),
        unplaced=planned.unplaced,
        assumed=planned.assumed,
        overwritten=sum(bool(change.before) for change in proof.changed),
    )


def _names(values: Mapping[tuple[str, Place], NewValue]) -> list[tuple[str, str]]:
    return [(sheet, where.name) for sheet, where in values]


def _with_values(book: Book, values: Mapping[tuple[str, Place], CellValue]) -> Package:
    parts = {}
    for sheet in book.sheets:
        own = {
            where: v for (name, where), v in values.items() if name == sheet.name and v is not None
        }
        if own:
            content = book.package.parts[sheet.part]
            parts[sheet.part] = patched(content, own, book.package.file)
    return book.package.with_parts(parts)


def _asking_to_reckon(package: Package) -> Package:
    """The package with the wish that whoever opens it reckons all formulas anew."""
    part = package.workbook
    content = package.parts[part]
    found = _CALCULATION.search(content)
    if found:
        rest = _FLAG.sub(b"", found["rest"]).rstrip()
        tag = b"<" + found["prefix"] + b"calcPr" + rest + b' fullCalcOnLoad="1"' + found["end"]
        made = content[: found.start()] + tag + content[found.end() :]
        if _FLAG.search(found["rest"]) and b'fullCalcOnLoad="1"' in found["rest"]:
            return package
    else:
        made = _with_calculation(content)
    return package.with_parts({part: made})


def _with_calculation(content: bytes) -> bytes:
    """The workbook's main part with the element that holds the wish put in its place."""
    found = (
        re.search(rb"</((?:\w+:)?)" + name.encode() + rb"\s*>", content)
        for name in _BEFORE_CALCULATION
    )
    closing = next(each for each in found if each)  # there is no workbook without sheets
    tag = b"<" + closing[1] + b'calcPr fullCalcOnLoad="1"/>'
    return content[: closing.end()] + tag + content[closing.end() :]


def _disagreements(
    expected: tuple[Expected, ...], results: Mapping[tuple[str, Place], CellValue]
) -> tuple[Disagreement, ...]:
    """The figures that the form's own formulas make otherwise than the program."""
    found = []
    for each in expected:
        value = results.get((each.sheet, place(each.cell)))
        if isinstance(value, Decimal) and _is_off(value, each):
            found.append(
                Disagreement(
                    sheet=each.sheet,
                    cell=each.cell,
                    label=each.label,
                    form=format(value, "f"),
                    program=each.amount,
                )
            )
    return tuple(found)


def _is_off(value: Decimal, expected: Expected) -> bool:
    return abs(value * 100 * expected.unit - expected.amount.ore) >= _HALF_AN_ORE
