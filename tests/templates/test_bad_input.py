"""Files that are no form, broken, locked, or made to do harm: a plain word, and nothing written."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from budgetdesk import template_jobs
from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates import package
from budgetdesk.templates.book import open_book
from budgetdesk.templates.package import open_package, read_package
from budgetdesk.text import text
from tests.templates.books import form, opened, parts, project, sheet_of, with_part

STAR = "star_budget_regnskab"
SHEET = "xl/worksheets/sheet3.xml"


def code(content: bytes) -> str:
    with pytest.raises(BudgetDeskError) as stopped:
        opened(content)
    assert text(f"errors.{stopped.value.code}", **stopped.value.facts)
    return stopped.value.code


def zipped(**entries: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "pdf"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "old_or_locked"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"Post;Kroner\n", "no_workbook"),
        (zipped(readme=b"x"), "no_workbook"),
        (zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b""}), "binary"),
        (zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "damaged"),
        (form(STAR).read_bytes()[:20_000], "damaged"),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(content: bytes, expected: str) -> None:
    assert code(content) == f"templates.{expected}"


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "findes ikke.xlsx"):
        with pytest.raises(BudgetDeskError) as stopped:
            read_package(path)
        assert stopped.value.code == "templates.unreadable"


def test_a_file_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_LARGEST_FILE", 100)
    with pytest.raises(BudgetDeskError) as stopped:
        read_package(form(STAR))
    assert stopped.value.code == "templates.too_large"


def test_a_bomb_is_not_unpacked() -> None:
    assert code(with_part(form(STAR).read_bytes(), "xl/big.xml", lambda _: bytes(401_000_000))) == (
        "templates.too_large"
    )


def test_an_archive_with_a_password_is_locked() -> None:
    content = bytearray(form(STAR).read_bytes())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    assert code(bytes(content)) == "templates.locked"


def test_packing_nobody_knows_is_damage() -> None:
    content = bytearray(form(STAR).read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 10] = 77
    assert code(bytes(content)) == "templates.damaged"


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml"])
def test_xml_that_declares_entities_is_refused(part: str) -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    content = with_part(form(STAR).read_bytes(), part, lambda xml: evil + xml.partition(b"?>")[2])
    assert code(content) == "templates.entities"


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace(b'<c r="A1"', b'<c r="1A"'),
        lambda xml: xml.replace(b"<v>65</v>", b"<v>99999</v>"),
        lambda xml: xml.replace(b"<v>0</v>", b"<v>x</v>"),
    ],
)
def test_a_damaged_sheet_is_told(change: object) -> None:
    content = with_part(form(STAR).read_bytes(), SHEET, change)  # type: ignore[arg-type]
    assert code(content) == "templates.damaged"


def test_a_sheet_that_is_not_there_is_told() -> None:
    whole = dict(parts(form(STAR).read_bytes()))
    del whole[SHEET]
    assert code(zipped(**whole)) == "templates.damaged"


def test_a_workbook_of_charts_only_has_no_sheets() -> None:
    content = with_part(
        sheet_of(["x"]),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(b'/worksheet"', b'/chartsheet"'),
    )
    assert code(content) == "templates.no_sheets"


def test_a_million_coloured_empty_rows_do_no_harm() -> None:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(100, 1_000_100))

    def more(xml: bytes) -> bytes:
        return xml.replace(b"</sheetData>", rows + b"</sheetData>")

    content = with_part(form("star_four_lines").read_bytes(), "xl/worksheets/sheet1.xml", more)
    assert len(opened(content).sheets[0].cells) < 1_000


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetdesk.templates.book._MOST_CELLS", 10)
    assert code(form(STAR).read_bytes()) == "templates.too_large"


def test_a_form_without_a_field_to_fill_in_is_told(tmp_path: Path) -> None:
    locked = with_part(
        form(STAR).read_bytes(),
        "xl/styles.xml",
        lambda xml: xml.replace(b'locked="0"', b'locked="1"'),
    )
    file = tmp_path / "låst skema æøå.xlsx"
    file.write_bytes(locked)
    with pytest.raises(BudgetDeskError) as stopped:
        template_jobs.fill_template(project(STAR), file, tmp_path / "ud.xlsx")
    assert stopped.value.code == "templates.no_inputs"


def test_a_workbook_about_something_else_is_no_form(tmp_path: Path) -> None:
    file = tmp_path / "andet.xlsx"
    file.write_bytes(sheet_of(["Indkøbsliste"], ["Mælk", 2], ["Brød", 1]))
    with pytest.raises(BudgetDeskError) as stopped:
        template_jobs.read_template(file)
    assert stopped.value.code == "templates.no_form"


def test_the_form_itself_is_never_written_to(tmp_path: Path) -> None:
    file = tmp_path / "skema.xlsx"
    file.write_bytes(form(STAR).read_bytes())
    for out, expected in ((file, "same_file"), (tmp_path / "ud.xlsm", "other_kind")):
        with pytest.raises(BudgetDeskError) as stopped:
            template_jobs.fill_template(project(STAR), file, out)
        assert stopped.value.code == f"templates.{expected}"
    assert file.read_bytes() == form(STAR).read_bytes()


def test_macros_are_kept_and_told(tmp_path: Path) -> None:
    file = tmp_path / "makro.xlsx"
    macros = b"\xd0\xcf\x11\xe0 macros"
    file.write_bytes(with_part(form(STAR).read_bytes(), "xl/vbaProject.bin", lambda _: macros))
    made = template_jobs.fill_template(project(STAR), file, tmp_path / "ud.xlsx")
    assert parts(Path(made.path).read_bytes())["xl/vbaProject.bin"] == macros
    assert "macros" in [notice.code for notice in made.notices]


def test_links_to_other_workbooks_are_told(tmp_path: Path) -> None:
    file = tmp_path / "link.xlsx"
    name = "xl/externalLinks/externalLink1.xml"
    file.write_bytes(with_part(form("star_four_lines").read_bytes(), name, lambda _: b"<x/>"))
    assert "links" in [notice.code for notice in template_jobs.read_template(file).notices]


def test_relations_may_be_absolute_or_missing() -> None:
    given = open_package(sheet_of(["x"]), "a.xlsx")
    assert given.related("xl/theme/theme1.xml") == {}
    assert open_book(given).sheets[0].text.__self__.name == "Ark1"  # type: ignore[attr-defined]
