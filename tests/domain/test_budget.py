"""Budget lines and versions say their own sums."""

from budgetdesk.domain.budget import FundingSource
from tests.builders import a_budget, a_line, kr


def test_a_budget_sums_its_lines_and_its_sources() -> None:
    lines = (a_line("1", {2019: kr(100), 2020: kr(200)}), a_line("2", kr(50)))
    budget = a_budget(*lines, grant=kr(280), own=kr(70))
    assert lines[0].total == kr(300)
    assert budget.total_costs == kr(350)
    assert budget.total_funding == kr(350)
    assert budget.funded_by(FundingSource.GRANT) == kr(280)
    assert budget.funded_by(FundingSource.INCOME) == kr(0)
