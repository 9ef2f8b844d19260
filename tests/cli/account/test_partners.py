"""The account of a joint project as data."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import exchange
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.value import PartnerId
from budgetdesk.rulepacks import load_call
from tests.builders import a_budget, a_line, a_project, a_source, kr
from tests.cli.conftest import Run


def test_each_partner_stands_in_the_account_and_on_its_lines(run: Run, home: Path) -> None:
    school = Partner(id=PartnerId("p1"), name="Sprogskolen")
    lines = (a_line("1", kr(600)), a_line("2", kr(400), partner=school.id))
    project = a_project(a_budget(*lines, grant=kr(800), own=kr(200)), partners=(school,))
    form = home / "projekt.json"
    whole = replace(project, call=load_call("C01"))
    form.write_text(exchange.write_project(whole), encoding="utf-8")
    assert run("new", "fælles.budgetdesk", "--json", form).code == 0

    told = run("account", "fælles.budgetdesk", "--json").form
    assert [line["partner"] for line in told["lines"]] == [None, "p1"]
    lead, partner = told["partners"]
    assert (lead["id"], lead["name"], lead["budget_ore"]) == (None, "Prøvestrup Kommune", 60_000)
    assert (partner["id"], partner["budget_ore"], partner["deviation_ore"]) == (
        "p1",
        40_000,
        40_000,
    )
    assert partner["funding"][0] == {"source": "grant", "budget_ore": 0, "actual_ore": 0}
    assert partner["cofinancing"]["required_percent"] == "20"
    assert lead["funding"][0]["budget_ore"] == 80_000


def a_document(run: Run, home: Path, partners: int) -> str:
    """A project of one responsible and so many partners; the last one brings an øre too little."""
    joined = tuple(
        Partner(id=PartnerId(f"p{n}"), name=f"Partner {n}") for n in range(1, partners + 1)
    )
    lines = [a_line("0", kr(1000)), *(a_line(p.id, kr(100), partner=p.id) for p in joined)]
    grant, own = FundingSource.GRANT, FundingSource.OWN
    funding = [
        a_source(grant, kr(800), "g0"),
        a_source(own, kr(200), "o0"),
        *(replace(a_source(grant, kr(80), f"g{p.id}"), partner=p.id) for p in joined),
        *(replace(a_source(own, kr(20), f"o{p.id}"), partner=p.id) for p in joined[:-1]),
        replace(a_source(own, kr("19.99"), "last"), partner=joined[-1].id),
    ]
    budget = replace(a_budget(*lines), funding=tuple(funding))
    project = replace(a_project(budget, partners=joined), call=load_call("C01"))
    form = home / "projekt.json"
    form.write_text(exchange.write_project(project), encoding="utf-8")
    run("new", "fælles.budgetdesk", "--json", form)
    return "fælles.budgetdesk"


@pytest.mark.parametrize("partners", [3, 40])
def test_the_partners_add_up_to_the_project(run: Run, home: Path, partners: int) -> None:
    document = a_document(run, home, partners)
    form = run("partners", document, "--json").form
    assert len(form["budget"]) == len(form["account"]) == partners + 1
    whole = 100_000 + partners * 10_000
    assert form["totals"] == {"costs_ore": whole, "funding_ore": whole - 1, "actual_ore": 0}
    lead, last = form["budget"][0], form["budget"][-1]
    assert (lead["id"], lead["cofinancing"]["met"]) == (None, True)
    assert last["funding_ore"] == {"grant": 8000, "own": 1999, "other_grant": 0, "income": 0}
    assert last["cofinancing"]["missing_ore"] == 1
    told = run("partners", document).out
    assert "Prøvestrup Kommune (tilskudsansvarlig)" in told
    assert told.count("Partner ") == 2 * partners
    totals = [line for line in told.splitlines() if line.startswith("  I alt")]
    assert len(totals) == 2


def test_a_project_of_one_has_no_partners_and_none_has_an_account_without_a_period(
    run: Run, home: Path
) -> None:
    form = home / "alene.json"
    alone = replace(a_project(a_budget(a_line("1", kr(1)))), call=load_call("C02"), period=None)
    form.write_text(exchange.write_project(alone), encoding="utf-8")
    run("new", "alene.budgetdesk", "--json", form)
    assert "ingen partnere" in run("partners", "alene.budgetdesk").out
    school = Partner(id=PartnerId("p1"), name="Sprogskolen")
    joint = replace(alone, partners=(school,))
    form.write_text(exchange.write_project(joint), encoding="utf-8")
    run("new", "to.budgetdesk", "--json", form)
    told = run("partners", "to.budgetdesk").out
    assert told.count("I alt") == 1
    assert run("partners", "to.budgetdesk", "--json").form["account"] == []
