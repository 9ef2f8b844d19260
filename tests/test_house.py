"""House rules that no linter knows, held by machine."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = sorted(path for room in ("budgetdesk", "ui") for path in (ROOT / room).rglob("*.py"))
PURE_ROOMS = ("domain", "accounting", "checks", "operations")
PURE = sorted(file for room in PURE_ROOMS for file in (ROOT / "budgetdesk" / room).rglob("*.py"))
PYTHON = [*PROGRAM, ROOT / "dev.py", *sorted((ROOT / "tests").rglob("*.py"))]
BY_HAND = [  # what people wrote: no build output, no caches, no pictures
    file
    for place in ("*", ".ci/*", "budgetdesk/**/*", "ui/**/*", "resources/**/*", "tests/**/*")
    for file in sorted(ROOT.glob(place))
    if file.is_file() and "__pycache__" not in file.parts
]


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


@pytest.mark.parametrize("file", PROGRAM, ids=name)
def test_a_module_says_what_it_is_for(file: Path) -> None:
    assert ast.get_docstring(tree(file)), "open it with one sentence: what it is for"


def test_every_room_is_a_package() -> None:
    rooms = {file.parent for file in PROGRAM}
    assert [room for room in sorted(rooms) if not (room / "__init__.py").exists()] == []


@pytest.mark.parametrize("file", PROGRAM, ids=name)
def test_danish_lives_in_the_resources(file: Path) -> None:
    danish = [string for string in strings(file) if re.search("[æøåÆØÅ]", string)]
    assert danish == [], "what people read belongs in resources/text/da"


@pytest.mark.parametrize("file", PYTHON, ids=name)
def test_a_file_is_short_enough_to_be_read(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400, "split it by reason"


@pytest.mark.parametrize("file", PURE, ids=name)
def test_a_pure_room_is_told_the_date_and_never_asks(file: Path) -> None:
    asked = re.findall(r".*\.(?:now|utcnow|today)\(.*", file.read_text(encoding="utf-8"))
    assert asked == [], "take the date as an argument"


# Each pattern is written so that it does not match itself.
MACHINE_PATH = re.compile(rb"/(?:home|root|Users|work)/\w|[A-Z]:\\\\?Users\\")
REGISTRY = re.compile(rb"pypi\.org|pythonhosted\.|(?:extra-)?index-url\s*[=h]|deb\.debian\.org")


@pytest.mark.parametrize("file", BY_HAND, ids=name)
def test_a_file_names_no_machine_and_no_registry(file: Path) -> None:
    content = file.read_bytes()
    assert MACHINE_PATH.findall(content) == []
    assert REGISTRY.findall(content) == []
