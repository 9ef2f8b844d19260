"""A disk that takes no more, for real: the system refuses the bytes, and nothing is half written.

The limit on how large a file may grow stands in for the disk: the same call fails, at the same
place, with an error the system itself makes. Tried on a full file system by hand too.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.packages.sealed import finished, opened, sealed

resource = pytest.importorskip("resource")

SCRIPT = """
import resource, signal, sys
from pathlib import Path
from budgetdesk.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
room = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
sys.exit(main(sys.argv[2:]))
"""

OLD = b"det gamle"
WRITING = {
    "workbook": ("account", "DOC", "--xlsx", "ud.xlsx", "--read-only"),
    "pdf": ("account", "DOC", "--pdf", "ud.pdf", "--read-only"),
    "exchange": ("show", "DOC", "--out", "ud.json", "--read-only"),
    "sample": ("audit", "DOC", "--sample", "random", "--size", "30", "--out", "ny.revision"),
    "package": ("seal", "DOC", "--out", "pakke"),
    "save": ("check", "DOC", "--waive", "1", "--reason", "Aftalt"),
}


def refused(folder: Path, words: tuple[str, ...], room: int) -> subprocess.CompletedProcess[str]:
    document = str(folder / "d.budgetdesk")
    told = [document if word == "DOC" else word for word in words]
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SCRIPT, str(room), *told],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "PATH": "",
            "HOME": str(folder / "hjem"),
            "XDG_STATE_HOME": str(folder / "hjem"),
        },
    )


@pytest.mark.parametrize("name", WRITING)
def test_nothing_is_half_written(tmp_path: Path, name: str) -> None:
    project = sealed(finished()) if name == "package" else finished()
    with opened(tmp_path / "d.budgetdesk", project):
        pass
    (tmp_path / "hjem").mkdir()
    for each in ("ud.xlsx", "ud.pdf", "ud.json"):
        (tmp_path / each).write_bytes(OLD)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}
    ran = refused(tmp_path, WRITING[name], 3000)
    assert ran.returncode == 2, ran.stdout
    assert ran.stderr.count("\n") == 1, ran.stderr
    assert "plads" in ran.stderr or "disk" in ran.stderr
    after = {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}
    assert after == before
    assert [each.name for each in tmp_path.iterdir() if each.is_dir()] == ["hjem"]
