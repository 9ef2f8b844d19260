"""House rules that no linter knows, held by machine."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [file for room in ("budgetdesk", "ui") for file in sorted((ROOT / room).rglob("*.py"))]
PURE_ROOMS = ("domain", "accounting", "checks", "operations")
PURE = [file for room in PURE_ROOMS for file in (ROOT / "budgetdesk" / room).rglob("*.py")]
PYTHON = [*PROGRAM, ROOT / "dev.py", *(ROOT / "tests").rglob("*.py")]
BY_HAND = [  # what people wrote: no build output, no caches, not where a worktree's history lies
    file
    for place in ("*", ".ci/*", "budgetdesk/**/*", "ui/**/*", "resources/**/*", "tests/**/*")
    for file in sorted(ROOT.glob(place))
    if file.is_file()
    and "__pycache__" not in file.parts
    and file.name != ".git"
    and not file.name.startswith(".coverage")
]

# A path of somebody's machine, or the address of a package registry; written not to match itself.
FOREIGN = re.compile(
    rb"/(?:home|root|Users|work)/\w|[A-Z]:\\\\?Users\\"
    rb"|pypi\.org|pythonhosted\.|(?:extra-)?index-url\s*[=h]|deb\.debian\.org"
)


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def strings(file: Path) -> list[str]:
    """The strings a module works with; docstrings are not among them."""
    nodes = list(ast.walk(tree(file)))
    bare = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    constants = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in bare]
    return [node.value for node in constants if isinstance(node.value, str)]


def test_every_room_is_a_package_and_every_module_says_what_it_is_for() -> None:
    homeless = {name(file) for file in PROGRAM if not (file.parent / "__init__.py").exists()}
    silent = {name(file) for file in PROGRAM if not ast.get_docstring(tree(file))}
    assert homeless | silent == set()


def test_danish_lives_in_the_resources() -> None:
    texts = [(name(file), text) for file in PROGRAM for text in strings(file)]
    assert [(file, text) for file, text in texts if re.search("[æøåÆØÅ]", text)] == []


def test_a_file_is_short_enough_to_be_read() -> None:
    lengths = {name(file): len(file.read_text(encoding="utf-8").splitlines()) for file in PYTHON}
    assert {file: length for file, length in lengths.items() if length > 400} == {}


def test_a_pure_room_is_told_the_date_and_never_asks() -> None:
    asks = re.compile(r"\.(?:now|utcnow|today)\(")
    assert [name(file) for file in PURE if asks.search(file.read_text(encoding="utf-8"))] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {name(file): FOREIGN.findall(file.read_bytes()) for file in BY_HAND}
    assert {file: places for file, places in found.items() if places} == {}
