"""`budgetdesk solve`: the calculator on the command line."""

import pytest

from budgetdesk import paths
from tests.cli.conftest import Run
from tests.rulepacks.packs import HEAD, a_rule, write


def test_the_third_figure_is_told_with_its_limits_and_what_is_lost(run: Run) -> None:
    ran = run("solve", "--call", "C01", "--total", "625.000", "--own", "125.000")
    assert ran.code == 0
    assert "Tilskud                                   500.000,00  beregnet" in ran.out
    assert "Opfylder opslagets krav til tilskud og medfinansiering." in ran.out
    assert (
        "Bruges 62.500,00 kr. ikke, falder tilskuddet med 50.000,00 kr. (80 øre for hver krone), "
        "hvis det betaler sin andel, og med 62.500,00 kr. (100 øre for hver krone), "
        "hvis den egne medfinansiering ligger fast."
    ) in ran.out


def test_figures_that_do_not_meet_the_call_say_why_and_what_is_nearest(run: Run) -> None:
    ran = run("solve", "--call", "C01", "--grant", "500.000", "--own", "100.000")
    assert ran.code == 1
    assert "Opfylder ikke opslagets krav: Den egne medfinansiering er for lille." in ran.out
    assert (
        "Behold udgifterne på 600.000,00 kr.: tilskud 480.000,00 kr. "
        "og egen medfinansiering 120.000,00 kr."
    ) in ran.out
    assert (
        "Behold tilskuddet på 500.000,00 kr.: egen medfinansiering 125.000,00 kr. "
        "og udgifter 625.000,00 kr."
    ) in ran.out


def test_the_form_is_whole_oere(run: Run) -> None:
    ran = run("solve", "--call", "C01", "--total", "100000,01", "--json")
    assert ran.code == 0
    plan = {"total_ore": 10_000_001, "grant_ore": 8_000_000, "own_ore": 2_000_001}
    assert ran.form["plan"] == plan | {"others_ore": 0}
    assert (ran.form["met"], ran.form["broken"], ran.form["ways"]) == (True, [], [])
    assert ran.form["least_own_ore"] == 2_000_001
    assert ran.form["grant_limits_ore"]["cofinancing"] == 8_000_000
    assert ran.form["falls"][1]["unspent_ore"] == 1_000_000


def test_the_form_tells_what_is_broken(run: Run) -> None:
    ran = run("solve", "--call", "C01", "--total", "600", "--own", "100", "--json")
    assert ran.code == 1
    assert [each["code"] for each in ran.form["broken"]] == ["cofinancing"]
    nearest = {"keeps": "total", "total_ore": 60_000, "grant_ore": 48_000, "own_ore": 12_000}
    assert nearest | {"others_ore": 0} in ran.form["ways"]
    assert len(ran.form["ways"]) == 3


def test_a_part_that_must_be_money_is_told(run: Run) -> None:
    """A tenth of the whole, half of it money, as a call of one's own may say."""
    folder = paths.user_calls()
    folder.mkdir(parents=True)
    pack = HEAD + a_rule("cofinancing", "percent = 10", 'base = "total_costs"')
    pack += a_rule("grant_limit", "at_least_kr = 100")
    write(folder, pack + a_rule("contributions", "cash_percent = 50"), "T1.toml")
    ran = run("solve", "--call", "T1", "--total", "200.000")
    too_small = run("solve", "--call", "T1", "--total", "50", "--own", "10")
    assert too_small.code == 1
    assert "Tilskuddet er mindre, end der skal søges om." in too_small.out
    assert "skal mindst være" not in too_small.out
    assert "Heraf skal mindst 10.000,00 kr. være penge." in ran.out


def test_an_own_share_that_is_enough_for_anything_is_told(run: Run) -> None:
    ran = run("solve", "--call", "C02", "--own", "100", "--json")
    assert (ran.code, ran.form["plan"], ran.form["met"]) == (1, None, False)
    assert "ingen grænse" in run("solve", "--call", "C02", "--own", "100").out


def test_what_others_must_bring_is_found_from_all_three(run: Run) -> None:
    words = ("--total", "625", "--grant", "400", "--own", "125")
    ran = run("solve", "--call", "C01", *words)
    assert ran.code == 0
    assert "Andre penge i alt                             100,00  beregnet" in ran.out


def test_limits_that_hang_on_the_applicant_are_held_when_it_is_told(run: Run) -> None:
    folder = paths.user_calls()
    folder.mkdir(parents=True)
    own = 'for_recipients = [{ recipients = ["region"], at_most_kr = 100 }]'
    write(folder, HEAD + a_rule("grant_limit", "at_most_a_year_kr = 200", own), "T1.toml")
    asked = ("solve", "--call", "T1", "--total", "1000")
    assert "da antallet af år ikke er kendt" in run(*asked).out
    assert run(*asked, "--json").form["not_held"] == ["years", "recipient"]
    two = run(*asked, "--years", "2", "--json").form
    assert (two["plan"]["grant_ore"], two["not_held"]) == (40_000, ["recipient"])
    region = run(*asked, "--years", "2", "--recipient", "region", "--start", "1-1-2020", "--json")
    assert region.form["grant_limits_ore"]["recipient_at_most"] == 10_000
    assert (region.form["plan"]["grant_ore"], region.form["not_held"]) == (10_000, [])


@pytest.mark.parametrize(
    "words",
    [
        ["solve", "--call", "C01"],
        ["solve", "--total", "1", "--own", "1"],
        ["solve", "--call", "C01", "--total", "1", "--grant", "1", "--own", "0", "--other", "0"],
        ["solve", "--call", "C01", "--total", "1", "--years", "0"],
        ["solve", "--call", "C01", "--total", "1", "--recipient", "konge"],
        ["solve", "--call", "C01", "--total", "mange"],
    ],
)
def test_too_few_or_too_many_figures_are_one_plain_line(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
