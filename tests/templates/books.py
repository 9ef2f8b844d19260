"""Forms made up for the tests, and the real shapes, filled and looked into with other programs."""

import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from budgetdesk import rulepacks, template_jobs
from budgetdesk.domain.project import Project
from budgetdesk.templates.book import Book, open_book
from budgetdesk.templates.package import open_package

FORMS = Path("tests/files/templates")
NAMES = ("star_budget_regnskab", "star_four_lines", "numbered_rows")
AT = datetime(2021, 4, 1, 9, 0, tzinfo=UTC)


def form(name: str) -> Path:
    return FORMS / f"{name}.xlsx"


def filled(name: str) -> Path:
    return FORMS / f"{name}.filled.xlsx"


def project(name: str) -> Project:
    """The project that the filled-in form of a name holds, on the call of 2019."""
    return template_jobs.project_from(filled(name), rulepacks.load_call("C01"), AT)[0]


def saved(make: Callable[[Workbook], None]) -> bytes:
    """A workbook as openpyxl saves it."""
    book = Workbook()
    make(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows: Sequence[Any], title: str = "Ark1") -> bytes:
    """A workbook with one sheet."""

    def make(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(list(row))

    return saved(make)


def opened(content: bytes, file: str = "skema.xlsx") -> Book:
    return open_book(open_package(content, file))


def _loaded(content: bytes, *, data_only: bool) -> Workbook:
    with warnings.catch_warnings():  # openpyxl tells what it would lose; nothing is saved with it
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(content), data_only=data_only)


def values(content: bytes) -> Mapping[tuple[str, str], Any]:
    """Every cell with a value, as openpyxl reads it without reckoning."""
    book = _loaded(content, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def formulas(content: bytes) -> Mapping[tuple[str, str], str]:
    book = _loaded(content, data_only=False)
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def parts(content: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook in which one part is another; a part that is not there is put in."""
    out = BytesIO()
    before = dict(parts(content))
    before[name] = change(before.get(name, b""))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in before.items():
            package.writestr(part, data)
    return out.getvalue()
