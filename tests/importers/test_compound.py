"""An old Office file is asked whether it is put together soundly before its reader believes it."""

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.compound import is_sound, stream_of
from budgetdesk.importers.workbooks import read_old_workbook

OLD = (
    Path(__file__).resolve().parent.parent / "files" / "ledgers" / "old_economy.xls"
).read_bytes()


def number(place: int) -> int:
    return int(struct.unpack_from("<I", OLD, place)[0])


def changed(place: int, to: int) -> bytes:
    data = bytearray(OLD)
    struct.pack_into("<I", data, place, to)
    return bytes(data)


TABLE = 512 + number(76) * 512
"""Where it is told which sector follows which."""
DIRECTORY = 512 + number(48) * 512


def test_a_whole_file_is_sound() -> None:
    assert is_sound(OLD)


@pytest.mark.parametrize(
    "data",
    [
        OLD[:100],
        changed(30, 7),  # sectors of a size there is not
        changed(48, 0x51000000),  # the directory far beyond the end
        changed(60, 0x51000000),
        changed(68, 0x51000000),
        changed(TABLE, 0x51000000),  # a chain that leads there
        changed(TABLE, 0),  # a chain that bites its tail
        changed(DIRECTORY + 128 + 116, 0x51000000),
        changed(DIRECTORY + 120, 0x51000000),
    ],
)
def test_a_forged_one_is_refused_in_plain_words(data: bytes) -> None:
    assert not is_sound(data)
    with pytest.raises(BudgetDeskError) as refused:
        read_old_workbook(data, "fil.xls")
    assert refused.value.code == "importers.old_excel"


@settings(max_examples=50)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_any_change_near_the_beginning_ends_in_sheets_or_plain_words(at: int, junk: bytes) -> None:
    data = OLD[:at] + junk + OLD[at + len(junk) :]
    refused = ""
    try:
        read_old_workbook(data, "fil.xls")
    except BudgetDeskError as error:
        refused = error.code
    assert refused in {"", "importers.old_excel", "importers.encrypted"}


def test_tables_told_of_outside_the_header_are_followed() -> None:
    data = bytearray(OLD + bytes(512))
    last = len(OLD) // 512 - 1
    struct.pack_into("<I", data, 68, last)
    struct.pack_into("<128I", data, 512 + last * 512, *[0xFFFFFFFF] * 127, 0xFFFFFFFE)
    assert is_sound(bytes(data))
    struct.pack_into("<I", data, 512 + last * 512 + 508, last)
    assert is_sound(bytes(data))  # a ring of tables is left after as many as there can be


def test_a_part_is_found_under_its_name_wherever_it_lies() -> None:
    book = stream_of(OLD, ("Workbook", "Book"))
    assert book.startswith(b"\x09\x08")
    assert len(book) == number(DIRECTORY + 128 + 120)
    assert stream_of(OLD, ("Other",)) == b""


def test_a_small_part_lies_in_small_sectors() -> None:
    summary = stream_of(small_file(), ("Workbook",))
    assert summary == b"\x09\x08" + bytes(range(198))


def small_file() -> bytes:
    """A file whose only part is of 200 bytes: in small sectors 2, 0, 1 and 3 of the first."""
    special = 0xFFFFFFFF
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)  # the directory
    struct.pack_into("<4I", header, 56, 4096, 2, 1, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[special] * 108)
    end = 0xFFFFFFFE
    table = struct.pack("<128I", 0xFFFFFFFD, end, end, end, *[special] * 124)

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        letters = name.encode("utf-16-le")
        made = bytearray(128)
        made[: len(letters)] = letters
        struct.pack_into("<HB", made, 64, len(letters) + 2, kind)
        struct.pack_into("<II", made, 116, start, size)
        return bytes(made)

    directory = entry("Root Entry", 5, 3, 256) + entry("Workbook", 2, 2, 200) + bytes(256)
    small = struct.pack("<128I", 1, 3, 0, end, *[special] * 124)
    content = b"\x09\x08" + bytes(range(198)) + bytes(56)
    pieces = [content[at : at + 64] for at in range(0, 256, 64)]
    sectors = b"".join((pieces[1], pieces[2], pieces[0], pieces[3]))
    return bytes(header) + table + directory + small + sectors.ljust(512, b"\0")
