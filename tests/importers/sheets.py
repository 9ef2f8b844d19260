"""Workbooks made by hand, so that a test can also make what no program would write."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Final

ODS: Final = """<office:document-content
  xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Ark1">{}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def a_cell(value: object) -> str:
    kind = {dt.date: ("date", "date-"), float: ("float", "")}.get(
        type(value), ("string", "string-")
    )
    told = f'office:value-type="{kind[0]}" office:{kind[1]}value="{value}"'
    return f"<table:table-cell {told}><text:p>{value}</text:p></table:table-cell>"


def a_line(*values: object, cells: str = "", times: int = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{times}">'
        f"{''.join(map(a_cell, values))}{cells}</table:table-row>"
    )


def an_open_document(*rows: str, manifest: bytes = b"<manifest/>") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", ODS.format("".join(rows)))
    return content.getvalue()


def open_document(rows: Sequence[Sequence[object]], *columns: str) -> bytes:
    """A sheet of these rows; `columns` are the elements that tell of its columns."""
    return an_open_document(*columns, *(a_line(*row) for row in rows))


def packed(*parts: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts:
            package.writestr(name, part)
    return content.getvalue()


def workbook(sheet: bytes, before: bytes = b"") -> bytes:
    """The smallest workbook with this in its only sheet."""
    office = "http://schemas.openxmlformats.org"
    main = f'xmlns="{office}/spreadsheetml/2006/main"'
    relations = f'xmlns="{office}/package/2006/relationships"'
    kind = f"{office}/officeDocument/2006/relationships"
    return packed(
        (
            "[Content_Types].xml",
            f'<Types xmlns="{office}/package/2006/content-types"></Types>'.encode(),
        ),
        (
            "_rels/.rels",
            f'<Relationships {relations}><Relationship Id="r1" Type="{kind}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>'.encode(),
        ),
        (
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{kind}"><sheets><sheet name="Ark1" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>".encode(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'<Relationships {relations}><Relationship Id="r1" Type="{kind}/worksheet"'
            ' Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            before
            + f"<worksheet {main}><sheetData>".encode()
            + sheet
            + b"</sheetData></worksheet>",
        ),
    )
