"""Reads the papers back with programs that are not ours."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from subprocess import DEVNULL, Popen

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

_RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item></oor:items>"""
"""Else LibreOffice trusts the values a workbook brings, and a comparison proves nothing."""

Figure = tuple[str, str, object, object]
"""Sheet, cell, stored value, recalculated value."""


def values(content: bytes) -> Workbook:
    """The workbook as a reader that does not reckon sees it."""
    return load_workbook(BytesIO(content), data_only=True)


def formulas(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def cell_text(content: bytes) -> str:
    """Every cell, a line each: its place, what it shows, and the formula behind it."""
    lines = []
    for sheet in formulas(content):
        shown = values(content)[sheet.title]
        lines.append(f"== {sheet.title}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value not in (None, ""):
                    value = shown[cell.coordinate].value
                    formula = f"  {cell.value}" if cell.data_type == "f" else ""
                    lines.append(f"{cell.coordinate}: {value}{formula}")
    return "\n".join(lines) + "\n"


def recalculated(files: list[Path], folder: Path) -> list[Path]:
    """The same workbooks with every formula reckoned anew by LibreOffice, in two runs at once."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed, so no workbook can be recalculated")
    fresh = folder / "fresh"
    halves = [half for half in (files[::2], files[1::2]) if half]
    runs = []
    for number, half in enumerate(halves):
        profile = folder / f"profile{number}"
        (profile / "user").mkdir(parents=True)
        settings = profile / "user" / "registrymodifications.xcu"
        settings.write_text(_RECALCULATE_ALWAYS, encoding="utf-8")
        where = f"-env:UserInstallation={profile.as_uri()}"
        command = [soffice, "--headless", where, "--convert-to", "xlsx", "--outdir", str(fresh)]
        runs.append(Popen([*command, *map(str, half)], stdout=DEVNULL, stderr=DEVNULL))  # noqa: S603
    assert [run.wait() for run in runs] == [0] * len(runs)
    return [fresh / file.name for file in files]


def differences(file: Path, fresh: Path) -> tuple[int, list[Figure]]:
    """How many formulas there are, and the cells whose fresh value is not the stored one.

    Every cell is held against its own, typed or reckoned; formulas are counted in the file's XML.
    """
    found = [
        (sheet, xl_rowcol_to_cell(row, column), before, after)
        for (sheet, rows), (_, anew) in zip(_cells(file), _cells(fresh), strict=True)
        for row, (stored, reckoned) in enumerate(zip_longest(rows, anew, fillvalue=()))
        for column, (before, after) in enumerate(zip_longest(stored, reckoned, fillvalue=""))
        if not _same(before, after)
    ]
    return _formulas(file), found


def _cells(file: Path) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    book = CalamineWorkbook.from_path(str(file))
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _formulas(file: Path) -> int:
    with zipfile.ZipFile(file) as parts:
        sheets = (name for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
        return sum(parts.read(name).count(b"<f>") for name in sheets)


def _same(before: object, after: object) -> bool:
    if isinstance(before, int | float) and isinstance(after, int | float):
        return abs(before - after) < 0.00005  # half of the least share shown, 0,01 %
    return before == after


def with_value(content: bytes, sheet: str, old: str, new: str) -> bytes:
    """The workbook with one stored value changed in its XML."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            xml = source.read(part)
            if part == sheet:
                assert xml.count(old.encode()) == 1
                xml = xml.replace(old.encode(), new.encode())
            target.writestr(part, xml)
    return out.getvalue()


def pdf_text(content: bytes, *options: str) -> str:
    """The words of a PDF in reading order, pages ended by a form feed."""
    return _poppler("pdftotext", [*options, "-", "-"], content)


def pdf_heard(content: bytes) -> str:
    """The words of a PDF by its structure, as one who hears it gets them: no running lines."""
    told = _poppler("pdfinfo", ["-struct-text", "-"], content)
    return " ".join(re.findall(r'^ *"(.*)"$', told, re.MULTILINE))


def _poppler(name: str, options: list[str], content: bytes) -> str:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} (poppler-utils) is not installed, so no PDF can be read")
    command = [program, *options]
    made = subprocess.run(command, input=content, check=True, capture_output=True)  # noqa: S603
    return made.stdout.decode("utf-8")
