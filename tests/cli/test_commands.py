"""What holds for every command: its help, and how misuse is told."""

import pytest

from budgetdesk.cli.commands import COMMANDS
from tests.cli.conftest import Run, one_plain_line


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_without_a_command_the_short_help_is_shown(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert ran.code == 0
    assert "budgetdesk KOMMANDO" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Brug: budgetdesk {command}")


@pytest.mark.parametrize(
    "words",
    [
        ["regnskab"],
        ["check"],
        ["check", "a", "b"],
        ["new", "x.budgetdesk"],
        ["new", "x.txt", "--call", "C01"],
        ["new", "x.budgetdesk", "--call", "C01", "--json", "p.json"],
        ["account", "x.budgetdesk", "--from", "32-13-2020"],
        ["account", "x.budgetdesk", "--to", ""],
        ["import", "x.budgetdesk", "y.csv", "--control-total", "mange"],
        ["import", "x.budgetdesk", "y.csv", "--control-total", ""],
        ["import", "x.budgetdesk", "y.csv", "--only", "PSP"],
        ["calls", "show"],
        ["calls", "show", "C99"],
        ["calls", "slet", "C01"],
        ["show", "findes ikke.budgetdesk"],
    ],
)
def test_what_cannot_be_done_is_one_plain_line_and_exit_2(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert one_plain_line(ran.err)
    assert "usage:" not in ran.err
