"""The sample project's whole life."""

from pathlib import Path

from tests.cli.conftest import Run


def test_the_demo_goes_the_whole_way_and_twice_in_one_folder(run: Run, home: Path) -> None:
    ran = run("demo", "--out", "eksempel")
    assert ran.code == 0
    assert "14,07 %" in ran.out
    run("demo", "--out", "eksempel")
    names = {path.name for path in (home / "eksempel").iterdir()}
    stems = ("kompetenceloeft", "kompetenceloeft-2")
    assert names == {f"{stem}{end}" for stem in stems for end in (".budgetdesk", ".xlsx", ".pdf")}
    check = run("check", "eksempel/kompetenceloeft.budgetdesk", "--json")
    assert check.form["counts"]["error"] == 0
    (home / "fil").write_text("")
    assert run("demo", "--out", "fil").code == 2
