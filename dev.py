"""Everything a developer does with BudgetDesk, each command with all of its own set-up.

python3 dev.py run [ARGS]      open the window; where there is no screen, run the demo instead
python3 dev.py test            all that must hold: lint, format, types, walls, tests, coverage
python3 dev.py test ARGS       only pytest, with these arguments
python3 dev.py bench [ARGS]    time the costly jobs, each beside its bare part
python3 dev.py fuzz [TARGET] [SECONDS]    odd bytes for the readers of ledgers; every target, or one
python3 dev.py build           make both programs in dist/budgetdesk and start each once
python3 dev.py lock [ARGS]     make requirements.lock from pyproject.toml again (needs uv)

Standard library only: it runs before anything is installed. What it installs goes into .venv, and
on Debian-like systems, as root, into the system; without root it names the one command to run.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must be told so, not fail in a riddle
    sys.exit(
        "BudgetDesk needs Python 3.11 or newer; this is Python {}.{}.\n"
        "Start dev.py with a newer one: python3.11 dev.py (Windows: py -3.11 dev.py).".format(
            *sys.version_info[:2]
        )
    )

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "requirements.sha256"  # the lock that was last installed in full
PROGRAMS = ROOT / "dist" / "budgetdesk"

# What the system itself must hold on Linux, and the Debian package that brings it: shared libraries
# and commands, each asked for by the name that the code which needs it uses.
QT = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
QT_ON_SCREEN = QT | {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
PYTHON_VERSION = f"python3.{sys.version_info.minor}"
PYINSTALLER = {"objdump": "binutils", f"lib{PYTHON_VERSION}.so.1.0": f"lib{PYTHON_VERSION}"}
READERS = {"soffice": "libreoffice-calc-nogui", "pdftotext": "poppler-utils"}

NETWORK = "Is there a network, and room on the disk? Then try again."

# In the order in which a developer wants to hear of them: the quick ones first.
FUZZED = (
    "sniff",
    "amounts",
    "dates",
    "text",
    "web_page",
    "xml",
    "workbook",
    "sheet",
    "open_document",
    "old_workbook",
    "ledger",
)

STEPS = {
    "ruff check": ("-m", "ruff", "check"),
    "ruff format": ("-m", "ruff", "format", "--check"),
    "mypy": ("-m", "mypy"),
    "import contracts": (
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ),
    "pytest": ("-m", "coverage", "run", "-m", "pytest"),
    "coverage": ("-m", "coverage", "report"),
}


def run(arguments: list[str]) -> int:
    """Open the window, or run the demo where no window can open."""
    if sys.platform == "linux" and not (os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"}):
        say("There is no screen here (no DISPLAY, no WAYLAND_DISPLAY), so no window can open.")
        say("Instead the demo: the sample project through its whole life, on the command line.")
        set_up({})
        return python("-m", "budgetdesk", "demo", cwd=Path.cwd())
    set_up(QT_ON_SCREEN)
    return python("-m", "ui", *arguments, cwd=Path.cwd())


def test(arguments: list[str]) -> int:
    """Run every step also when one fails, then name those that failed; or pytest alone."""
    set_up(QT | READERS if "CI" in os.environ else QT)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments:
        return python("-m", "pytest", *arguments)
    failed = []
    for name, command in STEPS.items():
        say(f"\n== {name}")
        if python(*command) != 0:
            failed.append(name)
    say(f"\nFAILED: {', '.join(failed)}" if failed else f"\nAll well: {', '.join(STEPS)}")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Time the costly jobs."""
    set_up(QT)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return python("tests/bench.py", *arguments)


def fuzz(arguments: list[str]) -> int:
    """Feed the readers of ledgers what nobody thought of: one target, or each in turn."""
    set_up({})
    targets = tuple(each for each in arguments if not each.isdecimal()) or FUZZED
    seconds = [each for each in arguments if each.isdecimal()][:1]
    found = [name for name in targets if python("-m", "tests.fuzz", name, *seconds) != 0]
    say(f"\nFOUND something: {', '.join(found)}" if found else "\nNothing was found.")
    return 1 if found else 0


def build(_arguments: list[str]) -> int:
    """Make both programs and start each of them once, away from the checkout."""
    set_up(QT_ON_SCREEN | PYINSTALLER)  # what stands here goes into the folder, for bare machines
    if python("-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "build.spec") != 0:
        return 1
    del os.environ["PYTHONPATH"]  # the programs must stand on their own
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as elsewhere:
        for program, argument in (("budgetdesk", "calls"), ("budgetdesk-app", "--smoke")):
            say(f"\n== {program} {argument}")
            if call(PROGRAMS / program, argument, cwd=Path(elsewhere)) != 0:
                say(f"\nFAILED: {program} was built but does not start.")
                return 1
    say(f"\nBoth programs start. They are in {PROGRAMS}, a folder that can be moved as a whole.")
    return 0


def lock(arguments: list[str]) -> int:
    """Pin every package for every system, with hashes and without addresses."""
    uv = shutil.which("uv", path=f"{PYTHON.parent}{os.pathsep}{os.environ['PATH']}")
    if uv is None:
        sys.exit("This needs uv: python3 -m pip install uv")
    made_by = ("--custom-compile-command", "python3 dev.py lock", "--no-emit-index-url")
    pins = ("--universal", "--python-version", "3.11", "--generate-hashes", "--group", "dev")
    files = ("--quiet", "--output-file", LOCK.name, "pyproject.toml")
    return call(uv, "pip", "compile", *made_by, *pins, *files, *arguments)


def set_up(needs: dict[str, str]) -> None:
    """Make sure of what the system must hold and of .venv; at once when nothing is missing."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    ready = PYTHON.exists() and STAMP.exists() and STAMP.read_text() == digest
    if sys.platform == "linux":  # elsewhere Python and its packages bring all they need
        add_to_system(needs, ready)
    if not ready:
        add_packages()
        STAMP.write_text(digest)
    os.environ["PYTHONPATH"] = str(ROOT)


def is_missing(need: str) -> bool:
    """Ask the system itself: the loader for a shared library, the path for a command."""
    if ".so." not in need:
        return shutil.which(need) is None
    try:
        ctypes.CDLL(need)
    except OSError:
        return True
    return False


def add_to_system(needs: dict[str, str], ready: bool) -> None:
    """Install what a Linux lacks with apt; without the right to do so, say what to run."""
    missing = {need: package for need, package in needs.items() if is_missing(need)}
    if not ready and importlib.util.find_spec("ensurepip") is None:  # Debian keeps it apart
        missing["ensurepip"] = f"{PYTHON_VERSION}-venv"
    if not missing:
        return
    names = f"The system lacks {', '.join(missing)}"
    if shutil.which("apt-get") is None:
        sys.exit(f"{names}.\nInstall what holds them with the system's own tool, then try again.")
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing.values()]
    if not os.access("/var/lib/dpkg", os.W_OK):
        sys.exit(
            f"{names}.\nRun this once, then try again:\n"
            f"  sudo apt-get update && sudo {' '.join(install)}"
        )
    say(f"{names}: installing.")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    call("apt-get", "update", "--quiet=2")  # when this fails, the lists may still be good enough
    if call(*install, "--quiet=2") != 0:
        sys.exit(f"apt-get could not install them (its own words stand above). {NETWORK}")


def add_packages() -> None:
    """Install the locked packages into .venv; a .venv that was never whole is made anew."""
    if not STAMP.exists() or call(PYTHON, "-m", "pip", "--version", quiet=True) != 0:
        say("Making .venv.")
        if call(sys.executable, "-m", "venv", "--clear", VENV) != 0:
            sys.exit(f"Python could not make {VENV} (its own words stand above).")
    STAMP.unlink(missing_ok=True)  # not whole until all is in
    say("Installing the packages of requirements.lock into .venv: a few minutes, the first time.")
    install = ("install", "--quiet", "--require-hashes", "--only-binary=:all:")
    if call(PYTHON, "-m", "pip", *install, "--requirement", LOCK) != 0:
        sys.exit(f"pip could not install them (its own words stand above). {NETWORK}")


def python(*arguments: str, cwd: Path = ROOT) -> int:
    """Run the Python of .venv."""
    return call(PYTHON, *arguments, cwd=cwd)


def call(*command: str | Path, cwd: Path = ROOT, quiet: bool = False) -> int:
    """Run a command and give its exit code; its output is the developer's, unless quiet."""
    output = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(command, cwd=cwd, stdout=output, stderr=output, check=False)
    except OSError as error:  # a program that is no program, as in a .venv from another machine
        if not quiet:
            say(f"{command[0]} cannot be run: {error.strerror}")
        return 127
    return done.returncode


def say(text: str) -> None:
    """Tell the developer, before what the next command says."""
    print(text, flush=True)


COMMANDS = {command.__name__: command for command in (run, test, bench, fuzz, build, lock)}


def main() -> int:
    """Run the named command; without one, tell which there are."""
    name, *arguments = sys.argv[1:] or ["--help"]
    if name not in COMMANDS:
        say(str(__doc__).strip())
        return 0 if name in {"-h", "--help"} else 2
    try:
        return COMMANDS[name](arguments)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
