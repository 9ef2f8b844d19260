"""A file's bytes become tables, by what the bytes are and never by the file's name."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.fixed_width import fixed_width_list
from budgetdesk.importers.lists import printed_list
from budgetdesk.importers.sniff import kind_of
from budgetdesk.importers.tables import DELIMITERS, Delimited, Table, read_lines
from budgetdesk.importers.web_pages import read_web_page
from budgetdesk.importers.workbooks import read_old_workbook, read_package
from budgetdesk.importers.wrapped import wrapped_list
from budgetdesk.importers.xml_postings import read_xml

_READERS: Final[Mapping[str | None, Callable[[bytes, str], Sequence[Table]]]] = {
    "workbook": read_package,
    "old_excel": read_old_workbook,
    "web_page": read_web_page,
    "xml": read_xml,
}
"""What reads a file that is no text, by its kind."""

_LARGEST: Final = 1_000_000_000
"""Bytes; several years of a large municipality's whole ledger are a tenth of it."""


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises BudgetDeskError `importers.too_large`, `importers.unreadable`."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BudgetDeskError("importers.too_large", path=path)
        return path.read_bytes()
    except OSError as error:
        raise BudgetDeskError("importers.unreadable", path=path) from error


def tables_of(data: bytes, file: str) -> Sequence[Table]:
    """The tables a file holds, or may be parted into; `file` is its name, for the messages.

    Raises:
        BudgetDeskError: `importers.<what it is>`, it is of a kind that holds no tables;
            `importers.one_column`, nothing parts its lines.
    """
    if reader := _READERS.get(kind_of(data)):
        return reader(data, file)
    lines = read_lines(data, file)
    printed = printed_list(lines) or fixed_width_list(lines)
    parted = [Delimited(lines, sign) for sign in DELIMITERS if any(sign in line for line in lines)]
    if not (printed or parted):
        raise BudgetDeskError("importers.one_column", file=file)
    return [*([printed] if printed else []), *(wrapped_list(each) or each for each in parted)]
