"""A whole package: its manifest, its files, its seal and its sums."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from budgetdesk.errors import BudgetDeskError
from budgetdesk.verify.files import FileReport, Seen, State, look, reports
from budgetdesk.verify.manifest import Manifest, is_manifest, read
from budgetdesk.verify.sums import Sum, sums

_FEW = 64


class PackageReport(NamedTuple):
    """What was found: the text `verify.fault.<fault>` where the manifest itself does not hold.

    `is_whole`: every file of the package was asked for, not only some.
    """

    manifest_path: Path
    manifest: Manifest | None
    fault: str
    files: tuple[FileReport, ...]
    sums: tuple[Sum, ...]
    is_whole: bool = True

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it was sealed."""
        files = all(file.is_sound for file in self.files)
        return not self.fault and files and all(each.is_closed for each in self.sums)


def verify(paths: Sequence[Path]) -> tuple[PackageReport, ...]:
    """What has become of packages: given as folders, manifests, or single files beside theirs.

    A folder or a manifest asks for the whole package, a single file for itself.

    Raises:
        BudgetDeskError: `verify.not_found`; `verify.no_manifest`, nothing tells what was sealed.
    """
    folders: dict[Path, list[Path]] = {}
    for path in paths:
        if not path.exists():
            raise BudgetDeskError("verify.not_found", path=path)
        folder = path if path.is_dir() else path.parent
        asked = folders.setdefault(folder, [])
        if not path.is_dir():
            asked.append(path)
    return tuple(_verify(folder, asked) for folder, asked in folders.items())


def _verify(folder: Path, asked: Sequence[Path]) -> PackageReport:
    there = sorted(path for path in folder.iterdir() if path.is_file())
    manifests = [path for path in there if _may_be_manifest(path)]
    wanted = [path for path in asked if path in manifests] or manifests
    if not wanted:
        raise BudgetDeskError("verify.no_manifest_beside", path=folder)
    path = wanted[0]
    others = [each for each in asked if each not in manifests]
    try:
        manifest = read(path.read_bytes())
    except BudgetDeskError as error:
        fault = error.code.removeprefix("verify.")
        return PackageReport(path, None, fault, (), ())
    is_whole = not others
    seen = [look(each) for each in (others or there) if each != path]
    found = tuple(reports(manifest, seen, all_asked=is_whole))
    fault = "" if manifest.seal_of_files == manifest.seal else "seal_broken"
    reckoned = tuple(_sums(manifest, seen, found))
    return PackageReport(path, manifest, fault, found, reckoned, is_whole)


def _sums(manifest: Manifest, seen: Sequence[Seen], found: Sequence[FileReport]) -> Iterator[Sum]:
    """The sums, reckoned from the files that are those that were sealed, whatever their names."""
    holds = {file.name: file.holds for file in manifest.files}
    sound = (State.UNCHANGED, State.RENAMED, State.SWAPPED)
    whole = {
        holds[report.sealed_as]: each.path
        for each, report in zip(seen, found, strict=False)
        if report.state in sound
    }
    yield from sums(whole)


def _may_be_manifest(path: Path) -> bool:
    """Manifests are small and say what they are near their beginning; also a changed one does."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() == ".json" and _begins_as_manifest(file.read(_FEW), path)
    except OSError:
        return False


def _begins_as_manifest(head: bytes, path: Path) -> bool:
    return is_manifest(head) or path.stem.lower() == "manifest"
