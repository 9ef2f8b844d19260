"""How the budget is paid for."""

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import FundingForm, FundingSource
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import FundingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import funding
from tests.builders import a_budget, a_line, a_project, kr


@pytest.fixture
def project() -> Project:
    return a_project(a_budget(a_line("1", kr(100)), grant=kr(80), own=kr(20)))


def test_a_source_is_added_named_and_given_its_amounts(project: Project) -> None:
    changed = funding.add_funding(project, FundingSource.OTHER_GRANT, " Fonden ")
    new = changed.budget.funding[-1]
    assert (new.id, new.source, new.label) == ("f1", FundingSource.OTHER_GRANT, "Fonden")
    changed = funding.set_funding_amount(changed, new.id, 2020, kr(5))
    told = replace(changed.budget.funding[-1], label="Fonden X", form=FundingForm.IN_KIND)
    changed = funding.change_funding(changed, told)
    last = changed.budget.funding[-1]
    assert (last.total, last.label) == (kr(5), "Fonden X")
    assert last.form is FundingForm.IN_KIND
    assert changed.budget.funding[:-1] == project.budget.funding


def test_a_source_is_removed(project: Project) -> None:
    changed = funding.remove_funding(project, FundingId("F-own"))
    assert [line.id for line in changed.budget.funding] == ["F-grant"]


def test_an_unknown_source_is_refused(project: Project) -> None:
    with pytest.raises(BudgetDeskError) as error:
        funding.remove_funding(project, FundingId("f9"))
    assert (error.value.code, error.value.facts) == ("budget.unknown_funding", {"id": "f9"})
