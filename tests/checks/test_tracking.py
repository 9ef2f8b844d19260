"""While a project runs: lines bound beyond their budget, accounts corrected."""

from datetime import date

from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.value import LineId
from budgetdesk.operations.account import take
from tests.builders import kr
from tests.checks.asked import WHILE_IT_RUNS, codes, message, only
from tests.checks.test_account import used


def test_a_line_bound_beyond_its_budget_is_told_before_it_is_overspent() -> None:
    order = Order(line=LineId("1"), text="Kursus", on=WHILE_IT_RUNS, amount=kr(11_000))
    project = used(60_000, 29_000, orders=(order,))
    finding = only(project, "tracking.bound_beyond_budget", WHILE_IT_RUNS)
    assert finding.facts["over"] == kr(1_000)
    assert "overskredet med 1.000,00 kr." in message(finding)
    ended = replace(order, ended=WHILE_IT_RUNS)
    assert codes(used(60_000, 29_000, orders=(ended,)), WHILE_IT_RUNS) == []


def test_what_moved_since_an_account_was_taken_is_told() -> None:
    project = used(60_000, 29_000)
    half = Period(start=date(2019, 12, 1), end=date(2020, 6, 30))
    project = take(project, build_account(project, half), on=date(2020, 7, 1), by="Kim")
    assert codes(project, WHILE_IT_RUNS) == []
    moved = replace(project, ledger=replace(project.ledger, placements={}))
    found = [each for each in codes(moved, WHILE_IT_RUNS) if each.startswith("tracking")]
    assert found == ["tracking.account_corrected"]
