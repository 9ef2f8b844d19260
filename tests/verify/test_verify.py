"""Whatever happens to a package, it is found, and told for what it is."""

import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from budgetdesk.errors import BudgetDeskError
from budgetdesk.packages import write_package
from budgetdesk.verify import PackageReport, State, verify
from budgetdesk.verify.__main__ import main
from budgetdesk.verify.files import look
from budgetdesk.verify.manifest import read, written
from budgetdesk.verify.told import form, lines
from tests.packages.sealed import another, package, sealed
from tests.writers.reading import with_value

SEED = 1 if "CI" in os.environ else random.randrange(2**32)  # noqa: S311 - no secret
RANDOM = random.Random(SEED)  # noqa: S311 - which byte is changed
NAMES = (
    "Bilag.json",
    "Indlaesninger.json",
    "Manifest.json",
    "Projekt.json",
    "Regnskab.json",
    "Regnskab.pdf",
    "Regnskab.xlsx",
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return package(tmp_path_factory.mktemp("pakke") / "en")


@pytest.fixture
def folder(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    return write_package(files, tmp_path / "pakke")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The package of another account."""
    return package(tmp_path_factory.mktemp("pakke") / "to", sealed(another()))


def found(folder: Path) -> PackageReport:
    [report] = verify([folder])
    return report


def states(folder: Path) -> dict[str, State]:
    """What has become of each file that is not as it was."""
    return {file.name: file.state for file in found(folder).files if not file.is_sound}


def test_a_package_that_was_left_alone_is_sound(folder: Path) -> None:
    report = found(folder)
    assert report.is_sound
    assert sorted(file.name for file in report.files) == [n for n in NAMES if n != "Manifest.json"]
    kinds = {each.code for each in report.sums}
    assert kinds == {"line", "box", "imported", "postings", "batch", "budget", "workbook"}
    assert list(lines([report]))[-1] == "Alt er, som det blev forseglet."


def test_any_changed_byte_is_found(folder: Path, files: Mapping[str, bytes]) -> None:
    for _ in range(1000):
        name = RANDOM.choice(NAMES)
        content = bytearray(files[name])
        content[RANDOM.randrange(len(content))] ^= 1 << RANDOM.randrange(8)
        assert _changed_is_found(folder, name, bytes(content), files[name]), (SEED, name)


def _changed_is_found(folder: Path, name: str, content: bytes, before: bytes) -> bool:
    """Whether only the changed file is told; read fast, as each file but it is known by now."""
    path = folder / name
    path.write_bytes(content)
    try:
        if name == "Manifest.json":
            with pytest.raises(BudgetDeskError):
                read(content)
            return True
        [report] = verify([path])
        return [file.state for file in report.files] in ([State.CHANGED], [State.OTHER])
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "Manifest.json"])
def test_a_file_that_was_cut_or_went_on_is_told_so(
    folder: Path, files: Mapping[str, bytes], name: str
) -> None:
    (folder / name).write_bytes(files[name][:-1])
    assert states(folder) == {name: State.TRUNCATED}
    (folder / name).write_bytes(files[name] + b" ")
    assert states(folder) == {name: State.APPENDED}
    (folder / name).write_bytes(b"x" + files[name])
    assert states(folder) == {name: State.CHANGED}
    (folder / name).write_bytes(b"")
    assert states(folder) == {name: State.TRUNCATED}


def test_a_file_that_is_gone_is_missed(folder: Path) -> None:
    (folder / "Bilag.json").unlink()
    assert states(folder) == {"Bilag.json": State.MISSING}
    assert not found(folder).is_sound


def test_files_under_each_others_names_are_told(folder: Path) -> None:
    one, two = folder / "Regnskab.pdf", folder / "Regnskab.xlsx"
    kept = one.read_bytes()
    shutil.copy(two, one)
    two.write_bytes(kept)
    assert states(folder) == {"Regnskab.pdf": State.SWAPPED, "Regnskab.xlsx": State.SWAPPED}


def test_a_renamed_file_is_known_by_its_content(folder: Path) -> None:
    (folder / "Regnskab.pdf").rename(folder / "Endelig version 2.pdf")
    report = found(folder)
    [renamed] = [file for file in report.files if not file.is_sound]
    assert (renamed.name, renamed.state) == ("Endelig version 2.pdf", State.RENAMED)
    assert renamed.sealed_as == "Regnskab.pdf"


def test_a_file_that_was_never_sealed_is_told(folder: Path) -> None:
    for name, content in (("note.txt", b"hej"), ("halv.json", b"{"), ("liste.json", b"[1]")):
        (folder / name).write_bytes(content)
    assert set(states(folder).values()) == {State.UNKNOWN}


@pytest.mark.parametrize("name", ["Bilag.json", "Regnskab.json", "Regnskab.pdf", "Regnskab.xlsx"])
def test_a_file_of_another_account_is_told(
    folder: Path, other: Mapping[str, bytes], name: str
) -> None:
    (folder / name).write_bytes(other[name])
    assert states(folder)[name] is State.OTHER


def test_a_broken_workbook_is_changed_and_names_no_account(folder: Path) -> None:
    (folder / "Regnskab.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 90_000)
    assert states(folder) == {"Regnskab.xlsx": State.CHANGED}


def test_two_packages_side_by_side_are_each_told(
    tmp_path: Path, folder: Path, other: Mapping[str, bytes]
) -> None:
    second = write_package(other, tmp_path / "anden")
    assert [report.is_sound for report in verify([folder, second])] == [True, True]
    (second / "Manifest.json").write_bytes((folder / "Manifest.json").read_bytes())
    told = states(second)
    assert set(told) == set(NAMES) - {"Manifest.json"}
    assert {told[name] for name in told if name != "Projekt.json"} == {State.OTHER}


def test_a_changed_manifest_proves_nothing(folder: Path) -> None:
    manifest = folder / "Manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"Karen", b"Kuren"))
    report = found(folder)
    assert (report.fault, report.files, report.is_sound) == ("manifest_changed", (), False)
    assert "MANIFESTET ER ÆNDRET" in "\n".join(lines([report]))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b'{"format": "budgetdesk.package"', "manifest_changed"),
        (b'{"format": "budgetdesk.package", "files": [1]}', "manifest_changed"),
        (b'["budgetdesk.package"]', "no_manifest"),
        (b"{}", "no_manifest"),
        (b"[" * 100_000 + b'"budgetdesk.package"', "manifest_changed"),
    ],
)
def test_what_is_no_manifest_is_told_so(folder: Path, content: bytes, fault: str) -> None:
    (folder / "Manifest.json").write_bytes(content)
    assert found(folder).fault == fault


def test_a_manifest_made_up_for_other_files_has_another_seal(folder: Path) -> None:
    path = folder / "Manifest.json"
    manifest = read(path.read_bytes())
    path.write_bytes(written(manifest._replace(seal="0" * 64, sealed_at="i går")))
    report = found(folder)
    assert report.fault == "seal_broken"
    assert "SEGLET PASSER IKKE" in "\n".join(lines([report]))


def test_the_seal_is_what_sha256sum_says(folder: Path) -> None:
    manifest = read((folder / "Manifest.json").read_bytes())
    names = [file.name for file in manifest.files if file.in_seal]
    listed = subprocess.run(["sha256sum", *names], cwd=folder, capture_output=True, check=True)  # noqa: S603, S607
    made = subprocess.run(["sha256sum"], input=listed.stdout, capture_output=True, check=True)  # noqa: S607
    assert made.stdout.decode().split()[0] == manifest.seal


def resealed(folder: Path, name: str, content: bytes) -> None:
    """Somebody changes a file and makes the manifest anew: then only the sums can tell."""
    (folder / name).write_bytes(content)
    path = folder / "Manifest.json"
    manifest = read(path.read_bytes())
    seen = look(folder / name)
    assert seen.sha256
    changed = tuple(
        each._replace(sha256=seen.sha256, size=seen.size) if each.name == name else each
        for each in manifest.files
    )
    manifest = manifest._replace(files=changed)
    path.write_bytes(written(manifest._replace(seal=manifest.seal_of_files)))


def not_closed(folder: Path) -> set[str]:
    return {each.code for each in found(folder).sums if not each.is_closed}


def edited(folder: Path, name: str, change: str) -> bytes:
    """One figure of a JSON file changed."""
    plain = json.loads((folder / name).read_bytes())
    match change:
        case "line":
            plain["lines"][0]["actual_ore"] += 1
        case "budget":
            plain["lines"][0]["budget_ore"] += 1
        case "voucher":
            plain["vouchers"][0]["amount_ore"] += 1
        case "batch":
            plain["batches"][0]["sum_ore"] += 1
        case _:
            plain["project"]["ledger"]["batches"][0]["postings"][0]["amount_ore"] += 1
    return json.dumps(plain).encode()


@pytest.mark.parametrize(
    ("name", "change", "codes"),
    [
        ("Regnskab.json", "line", {"line", "workbook"}),
        ("Regnskab.json", "budget", {"budget"}),
        ("Bilag.json", "voucher", {"line", "box", "imported", "posting", "postings"}),
        ("Indlaesninger.json", "batch", {"batch"}),
        ("Projekt.json", "posting", {"batch", "posting", "postings"}),
    ],
)
def test_a_figure_changed_under_a_new_manifest_does_not_close(
    folder: Path, name: str, change: str, codes: set[str]
) -> None:
    resealed(folder, name, edited(folder, name, change))
    assert not_closed(folder) >= codes - {"line"}
    assert not found(folder).is_sound
    assert "STEMMER IKKE" in "\n".join(lines([found(folder)]))


def test_a_workbook_with_another_amount_does_not_close(
    folder: Path, files: Mapping[str, bytes]
) -> None:
    amount = json.loads(files["Bilag.json"])["vouchers"][0]["amount_ore"]
    old, new = f"<v>{amount / 100:.2f}</v>", f"<v>{(amount + 1) / 100:.2f}</v>"
    sheet = "xl/worksheets/sheet4.xml"
    resealed(folder, "Regnskab.xlsx", with_value(files["Regnskab.xlsx"], sheet, old, new))
    assert not_closed(folder) == {"workbook"}


def test_a_workbook_that_lost_its_list_does_not_close(folder: Path) -> None:
    resealed(folder, "Regnskab.xlsx", b"PK")
    assert not_closed(folder) == {"workbook"}


def test_a_single_file_is_held_against_the_manifest_beside_it(folder: Path) -> None:
    [report] = verify([folder / "Regnskab.pdf"])
    assert [file.name for file in report.files] == ["Regnskab.pdf"]
    assert report.is_sound
    [whole] = verify([folder / "Manifest.json"])
    assert len(whole.files) == len(NAMES) - 1


@pytest.mark.parametrize(
    ("path", "code"), [("væk", "verify.not_found"), (".", "verify.no_manifest_beside")]
)
def test_without_a_manifest_nothing_can_be_told(tmp_path: Path, path: str, code: str) -> None:
    with pytest.raises(BudgetDeskError) as told:
        verify([tmp_path / path])
    assert told.value.code == code


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights are asked of users only")
def test_a_file_that_may_not_be_read_is_told(folder: Path) -> None:
    (folder / "Bilag.json").chmod(0)
    assert states(folder) == {"Bilag.json": State.UNREADABLE}


def test_a_file_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def torn(path: Path, *args: object, **more: object) -> object:
        if path.name in {"Bilag.json", "fremmed.json"}:
            raise OSError
        return real(path, *args, **more)  # type: ignore[call-overload]

    (folder / "fremmed.json").write_bytes(b"{}")
    monkeypatch.setattr(Path, "open", torn)
    assert set(states(folder).values()) == {State.UNREADABLE}


def test_alone_it_tells_people_and_programs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder)]) == 0
    assert "uændret" in capsys.readouterr().out
    assert main([str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == form(verify([folder]))
    (folder / "Bilag.json").unlink()
    assert main([str(folder)]) == 1
    assert main([]) == 2
    assert main(["findes ikke"]) == 2
    assert "findes ikke" in capsys.readouterr().err


def test_nothing_is_said_of_files_nobody_asked_for(folder: Path) -> None:
    (folder / "Bilag.json").write_bytes(b"andet")
    asked = [folder / "Regnskab.pdf", folder / "Regnskab.xlsx"]
    *_, verdict = lines(verify(asked))
    assert verdict == "2 filer er, som de blev forseglet. Pakkens øvrige filer er ikke efterprøvet."
    assert form(verify(asked))["packages"][0]["whole"] is False
    assert form(verify([folder]))["packages"][0]["whole"] is True


def test_it_runs_without_the_window_or_the_document(folder: Path) -> None:
    words = (
        "import sys; from budgetdesk.verify.__main__ import main; code = main(sys.argv[1:]); "
        "heavy = {'PySide6', 'sqlite3', 'reportlab', 'xlsxwriter', 'openpyxl'} & set(sys.modules);"
        "assert not heavy, heavy; sys.exit(code)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", words, str(folder)],
        check=False,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": os.getcwd(), "PYTHONIOENCODING": "utf-8"},  # noqa: PTH109
    )
    assert done.returncode == 0, done.stderr


def test_the_workbook_names_its_account_in_its_properties(folder: Path) -> None:
    seal = read((folder / "Manifest.json").read_bytes()).seal
    with zipfile.ZipFile(folder / "Regnskab.xlsx") as workbook:
        assert seal.encode() in workbook.read("docProps/core.xml")
