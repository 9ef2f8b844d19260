"""A workbook reckoned anew by LibreOffice, where it is installed: a second opinion."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.book import Book, CellValue, open_book, shown
from budgetdesk.templates.compare import CellChange
from budgetdesk.templates.package import open_package
from budgetdesk.templates.places import Place

_NAMES: Final = ("soffice", "libreoffice", "soffice.exe")
_LONGEST: Final = 120
"""Seconds; a form takes four."""

_HALF_AN_ORE: Final = Decimal("0.005")

_ALWAYS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>"""
"""Else LibreOffice trusts the values a workbook brings; and macros are never run."""


class Recalculation(Value):
    """How many formulas were reckoned, and those that came to another value than is stored."""

    formulas: int
    differences: tuple[CellChange, ...]


def office() -> str | None:
    """The program that recalculates; None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def recalculated(content: bytes, file: str) -> Recalculation | None:
    """A workbook's stored values held against LibreOffice's; None where it cannot be asked."""
    program = office()
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        fresh = _converted(program, content, Path(folder))
    if fresh is None:
        return None
    try:
        return _compared(
            open_book(open_package(content, file)), open_book(open_package(fresh, file))
        )
    except BudgetDeskError:
        return None


def _converted(program: str, content: bytes, folder: Path) -> bytes | None:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    source, target = folder / "book.xlsx", folder / "fresh"
    source.write_bytes(content)
    where = f"-env:UserInstallation={profile.parent.as_uri()}"
    command = [program, "--headless", where, "--convert-to", "xlsx", "--outdir", str(target)]
    try:
        subprocess.run(  # noqa: S603 - the program found above, and a file of our own
            [*command, str(source)], check=True, capture_output=True, timeout=_LONGEST
        )
        return (target / source.name).read_bytes()
    except (OSError, subprocess.SubprocessError):
        return None


def _compared(stored: Book, fresh: Book) -> Recalculation:
    count, differences = 0, []
    for sheet in stored.sheets:
        anew = fresh.by_name.get(sheet.name.casefold())
        cells: Mapping[Place, CellValue] = (
            {where: cell.value for where, cell in anew.cells.items()} if anew else {}
        )
        for where, cell in sheet.cells.items():
            if cell.formula is None:
                continue
            count += 1
            value = cells.get(where)
            if not _same(cell.value, value):
                differences.append(
                    CellChange(
                        sheet=sheet.name,
                        cell=where.name,
                        before=shown(cell.value),
                        after=shown(value),
                    )
                )
    return Recalculation(formulas=count, differences=tuple(differences))


def _same(one: CellValue, other: CellValue) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) < _HALF_AN_ORE
    return one == other or (one in (None, "") and other in (None, ""))
