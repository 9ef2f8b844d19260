"""The account of a joint project as data."""

from pathlib import Path

from msgspec.structs import replace

from budgetdesk import exchange
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.value import PartnerId
from budgetdesk.rulepacks import load_call
from tests.builders import a_budget, a_line, a_project, kr
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
