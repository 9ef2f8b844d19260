"""A workbook as the package it is: parts by name, and a copy in which only some parts differ."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from lxml import etree

from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError

_LARGEST_FILE: Final = 100_000_000
"""Bytes; a form with pictures is a few millions."""

_LARGEST_UNPACKED: Final = 400_000_000
_MOST_PARTS: Final = 10_000

RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES: Final = "[Content_Types].xml"
_MACROS: Final = "vbaProject.bin"

# What a file begins with that is no workbook of our time -> the tail of the error's code.
_BEGINNINGS: Final = (
    (b"\xd0\xcf\x11\xe0", "old_or_locked"),
    (b"%PDF", "pdf"),
)
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_TORN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
_LETTERS: Final = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")
_KNOWN_LETTERS: Final = frozenset((b"utf-8", b"us-ascii", b"ascii"))
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


class Package(Value):
    """The parts of a workbook by name, in their order; `file` is its name for messages."""

    file: str
    parts: Mapping[str, bytes]

    def related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part points at: relationship id -> (kind, part), those outside left out."""
        folder, name = posixpath.split(part)
        links = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if links is None:
            return {}
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                _resolved(folder, each.get("Target", "")),
            )
            for each in self.xml_of(links).iter(_RELATIONSHIP)
            if each.get("TargetMode") != "External"
        }

    def first(self, part: str, kind: str) -> str | None:
        """The first part of a kind that a part points at and that is there."""
        found = (target for each, target in self.related(part).values() if each == kind)
        return next((target for target in found if target in self.parts), None)

    @property
    def workbook(self) -> str:
        """The workbook's main part."""
        main = self.first("", "officeDocument")
        if main is None:
            raise BudgetDeskError("templates.damaged", file=self.file)
        return main

    @property
    def has_macros(self) -> bool:
        """Whether programs lie in it; they are carried along and never run."""
        return any(name.endswith(_MACROS) for name in self.parts)

    @property
    def links_outside(self) -> bool:
        """Whether formulas of it take values from other workbooks."""
        return any("/externalLinks/" in name for name in self.parts)

    def xml(self, part: str) -> etree._Element:
        """The root of a part; raises BudgetDeskError `templates.damaged`."""
        return self.xml_of(self.parts[part])

    def xml_of(self, content: bytes) -> etree._Element:
        """The root of XML in which nothing is fetched or expanded.

        Raises:
            BudgetDeskError: `templates.damaged`; `templates.entities`, it declares things of its
                own, which no workbook does and which can read other files or eat the memory.
        """
        refuse_declarations(content, self.file)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise BudgetDeskError("templates.damaged", file=self.file) from error

    def with_parts(self, changed: Mapping[str, bytes]) -> "Package":
        """The same package with some parts changed."""
        return Package(file=self.file, parts={**self.parts, **changed})


def refuse_declarations(content: bytes, file: str) -> None:
    """Refuses XML with a document type of its own, and XML in letters in which it could hide.

    Raises:
        BudgetDeskError: `templates.entities` or `templates.other_letters`.
    """
    letters = _LETTERS.match(content)
    if b"\0" in content[:64] or (letters and letters[1].lower() not in _KNOWN_LETTERS):
        raise BudgetDeskError("templates.other_letters", file=file)
    if _DOCTYPE.search(content[:10_000]):
        raise BudgetDeskError("templates.entities", file=file)


def read_package(path: Path) -> Package:
    """The workbook at `path`.

    Raises:
        BudgetDeskError: `templates.unreadable`, `.too_large`, `.empty`, `.old_or_locked`,
            `.locked`, `.pdf`, `.no_workbook`, `.binary`, `.damaged`, `.entities` or
            `.other_letters`.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise BudgetDeskError("templates.too_large", file=path.name)
        content = path.read_bytes()
    except OSError as error:
        raise BudgetDeskError("templates.unreadable", path=path) from error
    return open_package(content, path.name)


def open_package(content: bytes, file: str) -> Package:
    """A workbook from its bytes; raises as `read_package`."""
    _refuse_others(content, file)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            inside = archive.infolist()
            unpacked = sum(part.file_size for part in inside)
            if unpacked > _LARGEST_UNPACKED or len(inside) > _MOST_PARTS:
                raise BudgetDeskError("templates.too_large", file=file)
            parts = {part.filename: archive.read(part) for part in inside if not part.is_dir()}
    except RuntimeError as error:
        if isinstance(error, NotImplementedError):
            raise BudgetDeskError("templates.damaged", file=file) from error
        raise BudgetDeskError("templates.locked", file=file) from error
    except _TORN as error:
        raise BudgetDeskError("templates.damaged", file=file) from error
    _refuse_packages(parts, file)
    return Package(file=file, parts=parts)


def _refuse_others(content: bytes, file: str) -> None:
    if not content:
        raise BudgetDeskError("templates.empty", file=file)
    if _ENCRYPTED in content[:100_000]:
        raise BudgetDeskError("templates.locked", file=file)
    for beginning, code in _BEGINNINGS:
        if content.startswith(beginning):
            raise BudgetDeskError(f"templates.{code}", file=file)
    if not content.startswith(b"PK"):
        raise BudgetDeskError("templates.no_workbook", file=file)


def _refuse_packages(parts: Mapping[str, bytes], file: str) -> None:
    if any(name.endswith("workbook.bin") for name in parts):
        raise BudgetDeskError("templates.binary", file=file)
    if _TYPES not in parts or not any("workbook" in name.rpartition("/")[2] for name in parts):
        raise BudgetDeskError("templates.no_workbook", file=file)


def packed(package: Package, original: bytes) -> bytes:
    """The package as a file, its parts in the order and with the packing of the original."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(original)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            if not part.is_dir() and part.filename in package.parts:
                after.writestr(part, package.parts[part.filename], compress_type=part.compress_type)
    return out.getvalue()


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
