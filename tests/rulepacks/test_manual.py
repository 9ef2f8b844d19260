"""The page on writing packs agrees with the types, and its example is a good pack."""

from pathlib import Path

import msgspec
import pytest

from budgetdesk.domain.rules import KINDS, CallRules
from budgetdesk.rulepacks import check_pack, manual
from budgetdesk.rulepacks.manual import example
from budgetdesk.rulepacks.reader import key_of
from tests.rulepacks.packs import HEAD, write

PAGE = manual()


def section(kind: str) -> str:
    """What the page says of one kind."""
    return PAGE.partition(f"### `[rules.{kind}]`")[2].partition("\n### ")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_stands_on_the_page_with_every_key(kind: str) -> None:
    info = msgspec.inspect.type_info(CallRules)
    assert isinstance(info, msgspec.inspect.StructType)
    (union,) = (field.type for field in info.fields if field.name == kind)
    assert isinstance(union, msgspec.inspect.UnionType)
    (rule,) = (each for each in union.types if isinstance(each, msgspec.inspect.StructType))
    for field in rule.fields:
        assert f"`{key_of(field)}`" in (PAGE if field.name in COMMON else section(kind)), field


COMMON = ("source", "hard", "also", "valid_from", "valid_to")


def test_a_table_in_a_rule_is_explained_too() -> None:
    assert "`hour_rate_kr`: et beløb i kroner" in PAGE
    assert "`volunteer_hours` (Frivillige timer)" in PAGE


def test_the_worked_example_is_in_order(tmp_path: Path) -> None:
    assert check_pack(write(tmp_path, example())) == ()


@pytest.mark.parametrize("word", ["extends", "include", "base"])
def test_a_pack_cannot_build_on_another_and_is_told_so(tmp_path: Path, word: str) -> None:
    (fault,) = check_pack(write(tmp_path, f'{word} = "C01"\n{HEAD}[rules]\n'))
    assert (fault.code, fault.path, fault.line) == ("no_references", word, 1)


def test_a_folder_with_the_name_of_a_pack_is_told_as_one(tmp_path: Path) -> None:
    folder = tmp_path / "mappe.toml"
    folder.mkdir()
    (fault,) = check_pack(folder)
    assert fault.code == "is_folder"
