"""Reads the papers back with programs that are not ours."""

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

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
    """The same workbooks with every formula reckoned anew by LibreOffice, in one run."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed, so no workbook can be recalculated")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_RECALCULATE_ALWAYS, encoding="utf-8")
    fresh = folder / "fresh"
    where = f"-env:UserInstallation={profile.parent.as_uri()}"
    command = [soffice, "--headless", where, "--convert-to", "xlsx", "--outdir", str(fresh)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)  # noqa: S603
    return [fresh / file.name for file in files]


def differences(file: Path, fresh: Path) -> tuple[int, list[Figure]]:
    """How many formulas there are, and those whose fresh value is not the stored one to the øre."""
    content, anew = file.read_bytes(), values(fresh.read_bytes())
    stored, count, found = values(content), 0, []
    for sheet in formulas(content):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            count += 1
            before = stored[sheet.title][cell.coordinate].value
            after = anew[sheet.title][cell.coordinate].value
            if not _same(before, after):
                found.append((sheet.title, cell.coordinate, before, after))
    return count, found


def _same(before: object, after: object) -> bool:
    if isinstance(before, int | float) and isinstance(after, int | float):
        return abs(before - after) < 0.00005  # half of the least share shown, 0,01 %
    return before is not None and before == after


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
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("pdftotext (poppler-utils) is not installed, so no PDF can be read")
    command = [pdftotext, *options, "-", "-"]
    made = subprocess.run(command, input=content, check=True, capture_output=True)  # noqa: S603
    return made.stdout.decode("utf-8")
