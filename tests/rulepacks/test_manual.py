"""The page on writing packs agrees with the types, and its example is a good pack."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from budgetdesk import paths
from budgetdesk.domain.rules import KINDS, CallRules
from budgetdesk.domain.rules.costs import GROUPS
from budgetdesk.rulepacks import all_calls, broken_packs, check_pack, fault_text, manual
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


def test_no_word_of_the_program_stands_on_the_page_for_a_person_to_guess_at() -> None:
    """Tables in rules have Danish names, and every group of costs is told."""
    assert not re.search(r"\b(?:[A-Z][a-z]+){2,}\b", PAGE)  # the name of a type
    assert "### Klasse for påtegning" in PAGE
    for group in GROUPS:
        assert f"- `{group}`: " in PAGE
    examples = re.findall(r"For eksempel `(\{.+\})`", PAGE)
    assert len(examples) == 9
    for example_table in examples:
        tomllib.loads(f"a = {example_table}")


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ('group = "salary"', 'group = "lon"', "not_one_of", "rules.eligible.items[0].group"),
        ('group = "salary", perc', 'group = "pay", perc', "not_one_of", "rules.caps.caps[0].group"),
        ('item = "travel"', 'item = "rejser"', "not_one_of", "rules.caps.caps[1].item"),
        ('groups = ["salary"]', 'groups = ["løn"]', "not_one_of", "rules.reallocation.limits[0]"),
        ('currency = "EUR"', 'currency = "euro"', "not_currency", "rules.signoff[0].classes[0]"),
        ("at_least = 18", "at_least = 36", "wrong_order", "rules.length.months"),
        ("percent = 30\nbase", "percent = 130\nbase", "not_percent", "rules.cofinancing.percent"),
        ('quote = "fordelt', 'qoute = "fordelt', "unknown_key", "rules.split.source.qoute"),
        ("years = 7", 'years = "syv"', "not_count", "rules.retention.years"),
        ("end_to = 2029-06-30", "end_to = 2026-06-30", "wrong_order", "rules.period.end_to"),
        ('document = "folder"', 'document = "folderen"', "not_one_of", "rules.deadline[1].source"),
    ],
)
def test_a_slip_in_a_hard_pack_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, code: str, path: str
) -> None:
    pack = Path(__file__).with_name("hard.toml").read_text(encoding="utf-8")
    assert old in pack
    faults = check_pack(write(tmp_path, pack.replace(old, new, 1)))
    assert (code, True) in [(each.code, each.path.startswith(path)) for each in faults]
    assert all(each.line for each in faults)
    assert all(fault_text(each).startswith("Linje ") for each in faults)


def test_a_rule_without_its_source_and_a_cap_without_a_list_are_told(tmp_path: Path) -> None:
    pack = Path(__file__).with_name("hard.toml").read_text(encoding="utf-8")
    bare = pack.replace('years = 7\nsource = { document = "vilkaar", section = "16" }', "years = 7")
    (fault,) = check_pack(write(tmp_path, bare))
    assert (fault.code, fault.path) == ("missing", "rules.retention.source")
    listless = re.sub(r"(?s)\[rules\.eligible\].*?(?=\[rules\.exclusions\])", "", pack)
    listless = listless.replace("not_stated = [", 'not_stated = ["eligible", ')
    assert {each.code for each in check_pack(write(tmp_path, listless))} == {"no_items"}


def test_what_is_no_pack_at_all_is_told_and_the_others_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_calls", lambda: tmp_path)
    (tmp_path / "stor.toml").write_bytes(b"# \n" * 3_500_000)  # 10 MB
    (tmp_path / "kreds.toml").write_text('extends = "kreds2"\nid = "kreds"\n', encoding="utf-8")
    (tmp_path / "kreds2.toml").write_text('extends = "kreds"\nid = "kreds2"\n', encoding="utf-8")
    (tmp_path / "bytes.toml").write_bytes(b"id = \xff\xfe")
    (tmp_path / "mappe.toml").mkdir()
    (tmp_path / "borte.toml").symlink_to(tmp_path / "findes ikke")
    (tmp_path / "god.toml").write_text(example(), encoding="utf-8")
    broken = {Path(each.path).stem: each.faults for each in broken_packs()}
    assert {name: faults[0].code for name, faults in broken.items() if "kreds" not in name} == {
        "stor": "too_large",
        "bytes": "not_utf8",
        "mappe": "is_folder",
        "borte": "unreadable",
    }
    for name in ("kreds", "kreds2"):
        assert "no_references" in [each.code for each in broken[name]]
    assert all(fault_text(each) for faults in broken.values() for each in faults)
    calls = {call.id for call in all_calls()}
    assert {"C01", "kommunepuljen-2026"} <= calls
