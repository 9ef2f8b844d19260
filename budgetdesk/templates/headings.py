"""The headings of a table: the row, or two, in which they stand, and what each column is."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from budgetdesk.domain.value import Value
from budgetdesk.templates.book import Book, Sheet, shown
from budgetdesk.templates.form import Column, Kind, is_input
from budgetdesk.templates.places import Place
from budgetdesk.templates.words import SURE, UNSURE, Meaning, Vocabulary, fold

_LONGEST: Final = 90
"""Letters; a longer text is no heading."""

_LONGEST_WITH_YEAR: Final = 30
"""Letters; a longer text with a year in it is a sentence."""

_WIDEST: Final = 40
"""Columns; nothing that is merged over more is the heading of each of them."""

_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])")
_ORDINAL: Final = re.compile(r"(?:\u00e5r|year) ?([1-9])|([1-9]) ?(?:\u00e5r|year)")

_AMOUNTS: Final = frozenset({"amount", "total", "applied", "final", "approved", "actual"})
_NAMES: Final = frozenset({"line", "source", "text"})


class Headings(Value):
    """The headings of one table; `unsure` are the columns whose heading has to be asked about."""

    kind: Kind
    top: int
    bottom: int
    columns: tuple[Column, ...]
    unsure: tuple[Column, ...]


def headings_at(book: Book, sheet: Sheet, row: int, vocabulary: Vocabulary) -> Headings | None:
    """The headings that begin in a row, over two rows where the upper is merged across several.

    None when the row has none: nothing tells of posts, or nothing of amounts.
    """
    if _holds_figures(book, sheet, row):
        return None
    single = _headings(row, row, _texts(sheet, row, row), vocabulary)
    if not _reaches_across(sheet, row) or _holds_figures(book, sheet, row + 1):
        return _down_to_merged(sheet, single)
    below = [vocabulary.column(text[0]) for text in _texts(sheet, row + 1, row + 1).values()]
    if sum(meaning.is_sure for meaning in below) + _years_in(sheet, row + 1) < 2:
        return _down_to_merged(sheet, single)
    double = _headings(row, row + 1, _texts(sheet, row, row + 1), vocabulary)
    if double and (single is None or len(double.columns) > len(single.columns)):
        return double
    return _down_to_merged(sheet, single)


def year_of(text: str) -> tuple[int | None, int | None]:
    """The calendar year, or the number of the year, that a heading names."""
    found = _YEAR.findall(text)
    if len(text) > _LONGEST_WITH_YEAR or len(found) > 1:
        return None, None
    if found:
        return int(found[0]), None
    match = _ORDINAL.search(fold(text))
    return None, int(match[1] or match[2]) if match else None


def _holds_figures(book: Book, sheet: Sheet, row: int) -> bool:
    """Whether a row holds numbers that are no years, or something typed in: it is no heading."""
    for column in sheet.rows.get(row, ()):
        where = Place(row, column)
        value = sheet.at(where).value
        if isinstance(value, Decimal) and not any(year_of(shown(value))):
            return True
        if sheet.is_protected and is_input(book, sheet, where):
            return True
    return False


def _years_in(sheet: Sheet, row: int) -> int:
    texts = (sheet.text(Place(row, column)) for column in sheet.rows.get(row, ()))
    return sum(any(year_of(text)) for text in texts)


def _reaches_across(sheet: Sheet, row: int) -> bool:
    across = any(
        a.top == row == a.bottom and a.left < a.right < a.left + _WIDEST for a in sheet.merged
    )
    return across and len(sheet.rows.get(row, ())) > 1


def _down_to_merged(sheet: Sheet, found: Headings | None) -> Headings | None:
    """The headings with all rows that they are merged over."""
    if found is None:
        return None
    merged = (sheet.covered.get(Place(found.top, each.column)) for each in found.columns)
    bottom = max(found.bottom, *(each.bottom for each in merged if each), found.bottom)
    return Headings(
        kind=found.kind, top=found.top, bottom=bottom, columns=found.columns, unsure=found.unsure
    )


def _texts(sheet: Sheet, top: int, bottom: int) -> Mapping[int, tuple[str, ...]]:
    """The heading texts of each column, the lowest first."""
    columns: set[int] = set()
    for row in {top, bottom}:
        for column in sheet.rows.get(row, ()):
            merged = sheet.covered.get(Place(row, column))
            across = merged is not None and row < bottom and merged.right < merged.left + _WIDEST
            columns.update(range(column, merged.right + 1) if merged and across else [column])
    found = {}
    for column in sorted(columns):
        texts = []
        for row in range(bottom, top - 1, -1):
            merged = sheet.covered.get(Place(row, column))
            hidden_below = merged is not None and row == bottom and column != merged.left
            if merged is None or (row == merged.top and not hidden_below):
                texts.append(sheet.text(Place(row, column)))
        texts = [text for text in texts if text and len(text) <= _LONGEST]
        if texts:
            found[column] = tuple(texts)
    return found


def _headings(
    top: int, bottom: int, texts: Mapping[int, tuple[str, ...]], vocabulary: Vocabulary
) -> Headings | None:
    sure: list[Column] = []
    unsure: list[Column] = []
    for column, its_texts in texts.items():
        made = _column(column, its_texts, vocabulary)
        (sure if made.percent >= SURE else unsure).append(made)
    sure, unsure = _with_a_name(sure, unsure)
    kind = _kind({each.role for each in sure})
    if kind is None or len(sure) < 2:
        return None
    return Headings(kind=kind, top=top, bottom=bottom, columns=tuple(sure), unsure=tuple(unsure))


def _column(column: int, texts: tuple[str, ...], vocabulary: Vocabulary) -> Column:
    year, ordinal = next((found for found in map(year_of, texts) if any(found)), (None, None))
    best = Meaning("", 0)
    for text in texts:
        meaning = vocabulary.column(text)
        if not meaning.is_sure and any(year_of(text)):
            meaning = Meaning("amount", 100)
        if meaning.percent > best.percent:
            best = meaning
        if best.is_sure:
            break
    return Column(
        role=best.name,
        column=column,
        heading=texts[0],
        percent=best.percent,
        year=year,
        ordinal=ordinal,
    )


def _with_a_name(sure: list[Column], unsure: list[Column]) -> tuple[list[Column], list[Column]]:
    """Where amounts stand to the right of one unknown heading, that is what the rows are called.

    It counts as unsure: the table is found, and the heading is asked about.
    """
    roles = {each.role for each in sure}
    years = [each for each in sure if each.role in _AMOUNTS]
    if roles & _NAMES or "voucher" in roles or len(sure) + len(unsure) < 3 or not years:
        return sure, unsure
    left = [each for each in unsure if each.column < years[0].column]
    if not left:
        return sure, unsure
    named = Column(role="line", column=left[0].column, heading=left[0].heading, percent=UNSURE)
    return [named, *sure], [each for each in unsure if each is not left[0]]


def _kind(roles: set[str]) -> Kind | None:
    if "voucher" in roles and roles & {"amount", "total"}:
        return "vouchers"
    if {"hours", "rate"} <= roles:
        return "salary"
    if not roles & _NAMES and "subject" not in roles:
        return None
    if roles & _AMOUNTS or {"units", "unit_price"} <= roles:
        return "lines"
    return "notes" if "note" in roles and roles & {"line", "subject"} else None
