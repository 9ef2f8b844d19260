"""What is asked about detail rows of pay."""

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from budgetdesk.domain.budget import BudgetVersion, DetailRow, IndexKind, YearIndex
from budgetdesk.domain.finding import Severity, Subject
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.rules import PayRule
from tests.builders import A_SOURCE, kr
from tests.checks.asked import codes, message, only, the_budget, the_project, the_rules

LEADER = DetailRow(
    text="Leder", year=2020, units=Decimal(400), unit_price=ZERO, annual_cost=kr(481_000)
)
TOLD = "Leder 400 timer à 250 kr. (norm 1.924 timer)."


def paid(note: str = TOLD, norm: str | None = "1924", **row: Any) -> BudgetVersion:
    """One line of 100.000 kr. whose one row comes to just that."""
    budget = the_budget()
    line = replace(budget.lines[0], note=note, details=(replace(LEADER, **row),))
    return replace(budget, lines=(line,), annual_hours=None if norm is None else Decimal(norm))


def pay(hours: str | None) -> Any:
    norm = None if hours is None else Decimal(hours)
    return the_rules(pay=PayRule(source=A_SOURCE, annual_hours=norm))


def test_pay_in_order_is_silent() -> None:
    assert codes(the_project(paid(), rules=pay("1924"))) == []
    assert codes(the_project(paid(), rules=pay(None))) == []
    assert codes(the_project(the_budget(), rules=pay("1720"))) == []


def test_pay_without_a_norm_cannot_be_reckoned() -> None:
    finding = only(the_project(paid(norm=None), rules=pay("1924")), "salary.no_norm")
    assert finding.subject == Subject(kind="line", id="1")


def test_another_norm_than_the_calls_is_told() -> None:
    budget = paid("Efter normen 1.628,4.", "1628.4", annual_cost=kr(407_100))
    finding = only(the_project(budget, rules=pay("1720")), "salary.norm_differs")
    assert (finding.severity, finding.source) == (Severity.ERROR, A_SOURCE)
    assert "1.628,4 timer, men opslaget kræver 1.720" in message(finding)


def test_the_norm_stands_in_the_note() -> None:
    finding = only(the_project(paid("Leder 400 timer.")), "salary.norm_not_told")
    assert finding.subject == Subject(kind="line", id="1", field="note")
    assert codes(the_project(paid(" "))) == ["budget.no_note"]
    for other in ("11.924 kr.", "19240 kr.", "1.924,5 timer", "2,1924"):
        only(the_project(paid(f"Leder: {other}")), "salary.norm_not_told")
    for told in ("(1.924 timer)", "norm 1924.", "1924, 400 timer"):
        assert codes(the_project(paid(told))) == []


def test_another_norm_leaves_a_difference_to_be_looked_at() -> None:
    finding = only(the_project(paid("Norm 1720 timer.", "1720")), "budget.details_differ")
    assert finding.facts["details"] == kr(111_860)  # 279,65 an hour


def test_an_index_says_who_estimates_it() -> None:
    index = YearIndex(kind=IndexKind.PRICE, year=2020, percent=Decimal("1.4"))
    budget = replace(paid(), indices=(index,))
    assert "1,4 % i 2020" in message(only(the_project(budget), "salary.index_source"))
    assert codes(the_project(replace(budget, indices=(replace(index, source="KL"),)))) == []


def test_a_cpr_number_never_stands_behind_a_line() -> None:
    for row in ({"text": "Hansen 010190-1234"}, {"employee": "0101901234"}):
        only(the_project(paid(**row)), "salary.personal")
