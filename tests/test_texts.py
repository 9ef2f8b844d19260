"""The catalogue and the code agree: every text asked for exists, and every text is asked for.

Read from the code's syntax, not from its runs. A key put together from parts, as in
`text(f"errors.{code}")`, counts as asked for when each part is a word the code itself uses.
"""

import ast
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = [file for room in ("budgetdesk", "ui") for file in sorted((ROOT / room).rglob("*.py"))]
TREES = {file: list(ast.walk(ast.parse(file.read_text(encoding="utf-8")))) for file in FILES}
CODE = [node for nodes in TREES.values() for node in nodes]


def flat(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", str(value)


def all_in(folder: str) -> dict[str, str]:
    """Every value in a folder of TOML files by file, table and name."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / "resources" / folder).glob("*.toml")):
        found |= flat(f"{file.stem}.", tomllib.loads(file.read_text(encoding="utf-8")))
    return found


TEXTS = all_in("text/da")
TAILS = {key[place.end() :] for key in TEXTS for place in re.finditer(r"^|\.", key)}
FACTS_OF_CALLS = {key.partition(".facts.")[2] for key in all_in("calls")}


def wordings(node: ast.AST) -> list[str]:
    """What a string in the code can become, as patterns: a part known at run time is a group."""
    match node:
        case ast.Constant(value=str(words)):
            return [re.escape(words)]
        case ast.JoinedStr(values=parts):
            return ["".join((*wordings(part), "(.+)")[0] for part in parts)]
        case ast.IfExp(body=one, orelse=other):
            return wordings(one) + wordings(other)
        case _:
            return []


DOCSTRINGS = {id(node.value) for node in CODE if isinstance(node, ast.Expr)}
WORDS = FACTS_OF_CALLS | {
    word
    for node in CODE
    if id(node) not in DOCSTRINGS
    for word in (getattr(node, name, None) for name in ("value", "name", "id"))
    if isinstance(word, str)
}
TABLES = {  # what sentences name as {fact:table}: the sentence that the table has for the fact
    table
    for sentence in TEXTS.values()
    for _, _, table, _ in string.Formatter().parse(sentence)
    if table and "|" not in table
}
COMPOSED = [re.compile(rf"{re.escape(table)}\.(.+)") for table in TABLES] + [
    re.compile(words)
    for node in CODE
    if isinstance(node, ast.JoinedStr)
    for words in wordings(node)
    if re.search(r"[a-z_]", words)
]


def is_word(part: str) -> bool:
    """Whether the code itself uses the part: in a string, as a name, or put together of such."""
    if part in WORDS or part.isdigit():
        return True
    found = (pattern.fullmatch(part) for pattern in COMPOSED)
    return any(all(map(is_word, match.groups())) for match in found if match)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call with the name of what is called."""
    for file, nodes in TREES.items():
        for node in nodes:
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield known_as(name, file), node


def known_as(name: str, file: Path) -> str:
    """A private name means something in its own file alone."""
    return f"{file}: {name}" if name.startswith("_") else name


def parameters(node: ast.AST) -> list[str]:
    """What a function takes, or what a class is made with."""
    match node:
        case ast.FunctionDef(args=ast.arguments(args=arguments)):
            return [argument.arg for argument in arguments if argument.arg != "self"]
        case ast.ClassDef(body=body):
            made = [item for item in body if getattr(item, "name", "") == "__init__"]
            fields = [item.target for item in body if isinstance(item, ast.AnnAssign)]
            return parameters(made[0]) if made else [getattr(field, "id", "") for field in fields]
        case _:
            return []


def takes_a_code() -> dict[str, tuple[str, int]]:
    """What has a parameter `code` or `step`: that name, and its place among the arguments."""
    return {
        known_as(getattr(node, "name", ""), file): (code, names.index(code))
        for file, nodes in TREES.items()
        for node in nodes
        for names in [parameters(node)]
        for code in {"code", "step"}.intersection(names)
        if not hasattr(list, getattr(node, "name", ""))  # a list's append is not ours
    }


def argument(call: ast.Call, name: str, place: int) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[place] if len(call.args) > place else None


def facts_in(sentence: str) -> set[str]:
    """The names in braces."""
    fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
    return {re.split(r"[.\[]", field)[0] for field in fields}


def test_every_text_is_asked_for() -> None:
    assert [key for key in TEXTS if not is_word(key)] == []


def test_every_key_in_the_code_has_its_text() -> None:
    files = {key.partition(".")[0] for key in TEXTS}
    key = re.compile(rf"({'|'.join(files)})(\.[a-z_]\w*)+")
    assert sorted({word for word in WORDS if key.fullmatch(word)} - TAILS) == []


def test_every_table_that_a_sentence_names_is_there() -> None:
    assert [
        table for table in TABLES if not any(key.startswith(f"{table}.") for key in TEXTS)
    ] == []


def test_every_choice_of_a_type_has_its_name() -> None:
    named = {key.split(".")[1] for key in TEXTS if key.startswith("enums.")}
    choices = {
        f"enums.{node.name}.{value}"
        for node in CODE
        if isinstance(node, ast.ClassDef) and node.name in named
        for item in node.body
        if isinstance(item, ast.Assign)
        for value in wordings(item.value)
    }
    assert choices == {key for key in TEXTS if key.startswith("enums.")}


def test_every_code_of_an_error_a_finding_or_a_step_has_its_text() -> None:
    places = takes_a_code()
    codes = {
        words
        for name, call in calls()
        if name in places
        for words in wordings(argument(call, *places[name]) or call)
    }
    assert codes, "the code gives codes"
    known = {code for code in codes if any(re.fullmatch(code, tail) for tail in TAILS)}
    assert sorted(codes - known) == []


def test_a_sentence_gets_the_facts_it_names() -> None:
    sentences = {re.escape(key): sentence for key, sentence in TEXTS.items()}
    missing = []
    for name, call in calls():
        family = {"text": "", "BudgetDeskError": r"errors\."}.get(name)
        given = {keyword.arg for keyword in call.keywords}
        if family is not None and call.args and None not in given:  # None: facts by **
            for words in wordings(call.args[0]):
                lacks = facts_in(sentences.get(family + words, "")) - given
                missing += [(words, fact) for fact in lacks]
    assert missing == []
