"""Where things lie: beside the code, in a built program, and in the user's own folders."""

from pathlib import Path

import pytest

from budgetdesk import paths


def test_resources_lie_beside_the_code_or_where_a_built_program_unpacks_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (paths.resources() / "calls" / "C01.toml").is_file()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_what_is_the_users_own_never_lies_beside_the_program() -> None:
    own = (
        paths.working_copies(),
        paths.logs(),
        paths.user_calls(),
        paths.settings(),
        paths.user_templates(),
    )
    assert len(set(own)) == len(own)
    for folder in own:
        assert "BudgetDesk" in folder.parts
        assert not folder.is_relative_to(paths.resources().parent)
