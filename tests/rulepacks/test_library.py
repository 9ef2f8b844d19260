from pathlib import Path

import pytest

from budgetdesk import paths
from budgetdesk.domain.plain import from_plain, to_plain
from budgetdesk.domain.rules import Call
from budgetdesk.errors import BudgetDeskError
from budgetdesk.rulepacks import all_calls, broken_packs, load_call
from budgetdesk.text import text
from tests.rulepacks.packs import HEAD, write

SHIPPED = sorted(file.stem for file in (Path(__file__).parents[1] / "calls").iterdir())
"""By the files of their cases, which are named by the ids."""

GOOD = HEAD + "[rules]\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of packs, empty."""
    monkeypatch.setattr(paths, "user_calls", lambda: tmp_path)
    return tmp_path


def ids() -> list[str]:
    return [call.id for call in all_calls()]


@pytest.mark.usefixtures("own")
def test_the_shipped_packs_are_all_good() -> None:
    assert ids() == SHIPPED
    assert broken_packs() == ()


def test_a_missing_folder_of_own_packs_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_calls", lambda: tmp_path / "none")
    assert ids() == SHIPPED


def test_a_pack_of_ones_own_stands_beside_the_shipped(own: Path) -> None:
    write(own, GOOD)
    assert ids() == sorted([*SHIPPED, "T1"])
    assert load_call("T1").name == "Prøvepuljen"


def test_a_broken_pack_is_left_out_and_told(own: Path) -> None:
    path = write(own, "id = ", "broken.toml")
    write(own, GOOD)
    assert "T1" in ids()
    (broken,) = broken_packs()
    assert broken.path == str(path)
    assert [fault.code for fault in broken.faults] == ["not_toml"]


def test_a_shipped_pack_is_not_replaced_and_its_rival_is_told(own: Path) -> None:
    rival = write(own, GOOD.replace('"T1"', '"C01"'))
    assert load_call("C01").complete
    assert ids() == SHIPPED
    (broken,) = broken_packs()
    assert broken.path == str(rival)
    assert [(fault.code, fault.path) for fault in broken.faults] == [("id_taken", "id")]


def test_of_two_own_packs_with_one_id_the_first_stands(own: Path) -> None:
    write(own, GOOD, "a.toml")
    write(own, GOOD.replace("Prøvepuljen", "Den anden"), "b.toml")
    assert load_call("T1").name == "Prøvepuljen"
    assert [Path(broken.path).name for broken in broken_packs()] == ["b.toml"]


@pytest.mark.usefixtures("own")
def test_an_unknown_call_is_told_with_the_likely_one_first() -> None:
    for typed in ("C1", "c01", "c1"):
        with pytest.raises(BudgetDeskError) as raised:
            load_call(typed)
        sentence = text(f"errors.{raised.value.code}", **raised.value.facts)
        assert f"»{typed}«" in sentence
        assert "Mente du C01, " in sentence


def test_where_nothing_is_like_it_a_few_calls_are_named() -> None:
    with pytest.raises(BudgetDeskError) as raised:
        load_call("#######")
    assert len(str(raised.value.facts["nearest"]).split(", ")) == 3


@pytest.mark.parametrize("call_id", SHIPPED)
def test_a_call_survives_being_kept_in_a_document(call_id: str) -> None:
    call = load_call(call_id)
    assert from_plain(to_plain(call), Call) == call
