"""What a file is by its content, never by its name: text and its encoding, or something else."""

import re
from typing import Final

from budgetdesk.errors import BudgetDeskError

# What a file begins with -> the text key that says what it is and how to get a file we can read.
_BEGINNINGS: Final = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "old_excel"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"SQLite format 3\x00", "database"),
    (b"{\\rtf", "word"),
)
_MARKED_UP: Final = (
    (
        re.compile(
            rb"\s*(?:mime-version:|content-type: ?multipart/|from: <saved by|"
            rb"(?:<\?xml [^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype html|html|head|body|table)\b)",
            re.IGNORECASE,
        ),
        "web_page",
    ),
    (re.compile(rb"\s*<"), "xml"),
)
_WORKBOOK: Final = re.compile(rb"xl/(?:workbook|worksheets|theme|styles|sharedStrings)")
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"

_START: Final = 1000
"""Bytes that tell what a file is when its first ones do not."""

UTF_8_MARK: Final = b"\xef\xbb\xbf"
_UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SOMETHING: Final = re.compile(rb"[^\x00 \t\r\n]")
_DANISH_IN_UTF_8: Final = re.compile(rb"\xc3[\x80-\xbf]")
"""What a Danish letter is in UTF-8; in cp1252 nobody writes a capital A with tilde and a sign."""


def kind_of(data: bytes) -> str | None:
    """What a file is when it is no text: the tail of the text key that names it."""
    if not _SOMETHING.search(data):
        return "empty"
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return "workbook" if kind == "zip" and _holds_a_workbook(data) else kind
    for pattern, kind in _MARKED_UP:
        if pattern.match(data.removeprefix(UTF_8_MARK)):
            return kind
    return None


def _holds_a_workbook(data: bytes) -> bool:
    """By a part only Excel has, or by what OpenDocument says it is: both stand there unpacked.

    So it is known for a workbook also when its end, and with it the list of its parts, is gone.
    """
    return bool(_WORKBOOK.search(data)) or _OPEN_DOCUMENT in data[:_START]


def refuse_what_is_no_text(data: bytes, file: str) -> None:
    """Raises BudgetDeskError `importers.<what the file is>` for everything that is no text."""
    if kind := kind_of(data):
        raise BudgetDeskError(f"importers.{kind}", file=file)


def decode(data: bytes, file: str) -> str:
    """The text of a file, whichever encoding it is in.

    Files joined from several systems hold lines in UTF-8 and lines in cp1252: each is read as
    what it is.

    Raises:
        BudgetDeskError: `importers.not_text`, it holds bytes no text has.
    """
    data = data.removeprefix(UTF_8_MARK)
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        text = _decode_lines(data, file)
    if "\x00" in text:
        raise BudgetDeskError("importers.not_text", file=file)
    return text


def _encoding(data: bytes) -> str:
    if data.startswith(_UTF_16_MARKS):
        return "utf-16"
    # Without a mark, UTF-16 shows by every other byte being zero in what is mostly Latin letters.
    start = data[:_START]
    if start.count(0) * 3 > len(start):
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    return "utf-8"


def _decode_lines(data: bytes, file: str) -> str:
    try:
        if not _DANISH_IN_UTF_8.search(data):
            return data.decode("cp1252")
        return "".join(_decode_line(line) for line in data.splitlines(keepends=True))
    except UnicodeDecodeError as error:
        raise BudgetDeskError("importers.not_text", file=file) from error


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252")
