"""A file is known by its content: text in any encoding is read, all else is named kindly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk import text as texts
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.sniff import decode, refuse_what_is_no_text

DANISH = "Beløb;Næste år;Åse\r\n1.234,50;Ærø – færge;é\r\n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"\x00" * 4000, "empty"),
        (b" \r\n\t\r\n", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0JFIF", "picture"),
        (b"PK\x03\x04 some.csv inside", "zip"),
        (b"PK\x05\x06" + b"\x00" * 18, "zip"),
        (b"PK\x03\x04...xl/workbook.xml...", "workbook"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"SQLite format 3\x00", "database"),
        (b"{\\rtf1 x", "word"),
        (b"MIME-Version: 1.0\r\n", "web_page"),
        (b"\xef\xbb\xbf\r\n <HTML>", "web_page"),
        (b"<table><tr>", "web_page"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        (b"<POSTERINGER>", "xml"),
    ],
)
def test_what_is_no_text_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        refuse_what_is_no_text(content, "postering.csv")
    assert refused.value.code == f"importers.{kind}"
    assert "postering.csv" in texts.text(f"errors.{refused.value.code}", **refused.value.facts)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_danish_letters_survive_every_encoding(encoding: str) -> None:
    content = DANISH.encode(encoding)
    refuse_what_is_no_text(content, "a.csv")
    assert decode(content, "a.csv") == DANISH


def test_big_endian_with_its_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + DANISH.encode("utf-16-be"), "a.csv") == DANISH


def test_a_file_joined_from_two_encodings_is_read_line_by_line() -> None:
    content = "Kørsel;1\n".encode() + "Færge;2\n".encode("cp1252") + b"Bus;3\n"
    assert decode(content, "a.csv") == "Kørsel;1\nFærge;2\nBus;3\n"


@pytest.mark.parametrize(
    "content",
    [
        b"Bel\x81b;1\n",  # no letter in cp1252
        "Kørsel\n".encode() + b"Bel\x81b\n",
        b"Dato;Bel\x00b\n" * 20,
        "Dato;Beløb\n".encode("utf-16")[:-1],
    ],
)
def test_bytes_no_text_has_are_refused(content: bytes) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        decode(content, "a.csv")
    assert refused.value.code == "importers.not_text"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_in_utf_8_comes_back(written: str) -> None:
    assert decode(b"\xef\xbb\xbf" + written.encode(), "a.csv") == written
