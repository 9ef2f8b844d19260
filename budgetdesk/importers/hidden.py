"""Columns of a sheet that somebody hid: they are no part of what the sheet shows.

In all three forms of workbook the columns are told of before the first row, so nothing large is
read again. Sheets are told apart by their place among the workbook's sheets.
"""

import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

Hidden = Sequence[frozenset[int]]
"""The hidden columns of each sheet, counted from 0."""

_MAIN: Final = "{*}sheets/{*}sheet"
_RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WIDEST: Final = 16_384
_ROWS_BEGIN: Final = re.compile(rb"<(?:\w+:)?sheetData\b")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_TABLE: Final = re.compile(rb"<table:table\s[^>]*>")
_TABLE_COLUMN: Final = re.compile(rb"<table:table-column\b[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"""([\w:-]+)\s*=\s*["']([^"']*)["']""")

_SHEET_BEGINS: Final = b"\x09\x08\x10\x00\x00\x06\x10\x00"
"""The first record of a worksheet in the old format."""
_COLUMNS_ALIKE: Final = 0x7D
_SIZE_OF_SHEET: Final = 0x200
"""Records of the old format: how some columns look, and what comes after all of these."""
_MOST_RECORDS: Final = 300


def hidden_in_workbook(package: zipfile.ZipFile) -> Hidden:
    """The hidden columns of an xlsx workbook's sheets; none where a part is not as it should be."""
    parts = set(package.namelist())
    targets = _targets(package) if "xl/_rels/workbook.xml.rels" in parts else {}
    found = []
    for sheet in etree.fromstring(package.read("xl/workbook.xml"), _PARSER).findall(_MAIN):
        part = targets.get(sheet.get(_RELATED, ""), "")
        found.append(frozenset(_in_sheet(package.read(part)) if part in parts else ()))
    return found


_PARSER: Final = etree.XMLParser(no_network=True, resolve_entities=False)


def _targets(package: zipfile.ZipFile) -> Mapping[str, str]:
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), _PARSER)
    return {
        each.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", each.get("Target", ""))
        ).lstrip("/")
        for each in relations
    }


def _in_sheet(xml: bytes) -> Iterator[int]:
    rows = _ROWS_BEGIN.search(xml)
    for column in _COLUMN.findall(xml, 0, rows.start() if rows else len(xml)):
        told = dict(_ATTRIBUTE.findall(column))
        if told.get(b"hidden") in {b"1", b"true"}:
            yield from _span(told.get(b"min", b""), told.get(b"max", b""))


def _span(first: bytes, last: bytes) -> Iterator[int]:
    if first.isdigit() and last.isdigit():
        yield from range(int(first) - 1, min(int(last), _WIDEST))


def hidden_in_open_document(xml: bytes) -> Hidden:
    """The hidden columns of an OpenDocument workbook's sheets, by its content."""
    starts = [found.start() for found in _TABLE.finditer(xml)]
    ends = [*starts[1:], len(xml)]
    return [frozenset(_in_table(xml, start, end)) for start, end in zip(starts, ends, strict=True)]


def _in_table(xml: bytes, start: int, end: int) -> Iterator[int]:
    column = 0
    rows = xml.find(b"<table:table-row", start, end)
    for element in _TABLE_COLUMN.findall(xml, start, end if rows < 0 else rows):
        told = dict(_ATTRIBUTE.findall(element))
        times = told.get(b"table:number-columns-repeated", b"1")
        across = int(times) if times.isdigit() else 1
        if told.get(b"table:visibility") in {b"collapse", b"filter"}:
            yield from range(column, min(column + across, _WIDEST))
        column += across


def hidden_in_old_workbook(data: bytes) -> Hidden:
    """The hidden columns of an old workbook's sheets."""
    places = [found.start() for found in re.finditer(re.escape(_SHEET_BEGINS), data)]
    return [frozenset(_in_records(data, place)) for place in places]


def _in_records(data: bytes, place: int) -> Iterator[int]:
    for _ in range(_MOST_RECORDS):
        if place + 4 > len(data):
            return
        kind, size = struct.unpack_from("<HH", data, place)
        if kind == _SIZE_OF_SHEET:
            return
        if kind == _COLUMNS_ALIKE and size >= 10 and place + 14 <= len(data):
            first, last, _, _, look = struct.unpack_from("<5H", data, place + 4)
            if look & 1:
                yield from range(first, min(last + 1, _WIDEST))
        place += 4 + size
