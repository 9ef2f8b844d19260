"""The calculator without a window: live while typing, taken over as one step."""

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import FundingForm, FundingSource
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    ContributionRule,
    CostItem,
    CountedForm,
    EligibleRule,
    GrantLimitRule,
    RecipientLimit,
)
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.solver import use_plan
from budgetdesk.presenters.solver import SolverPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from tests.builders import A_SOURCE, a_budget, a_line, a_project, a_source, kr, pct
from tests.presenters.desks import opened

GRANT, OWN = FundingSource.GRANT, FundingSource.OWN
FIFTH = CofinancingRule(source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS)
RULES = CallRules(cofinancing=FIFTH)


def a_plan(rules: CallRules = RULES, **fields: object) -> Project:
    """625 of costs in two years; the funding is not right yet."""
    costs = a_line("1", {2019: kr(125), 2020: kr(500)}, item="rent")
    return a_project(a_budget(costs, grant=kr(300), own=kr(100)), rules, **fields)


@pytest.fixture
def workspace() -> Workspace:
    return opened(a_plan())


@pytest.fixture
def solver(workspace: Workspace) -> SolverPresenter:
    return SolverPresenter(workspace)


def test_it_begins_with_the_budgets_costs_and_finds_the_rest(solver: SolverPresenter) -> None:
    assert [solver.words(key) for key in ("total", "grant", "own", "other")] == [
        "625,00",
        "",
        "",
        "",
    ]
    assert (solver.found("grant"), solver.found("own")) == ("500,00", "125,00")
    assert (solver.found("total"), solver.found("other")) == ("", "")
    assert solver.cell("grant").tip == "500,00"
    assert (solver.verdict.tone, solver.verdict.icon) == (Tone.IN_ORDER, "ok")
    assert "Den egne medfinansiering skal mindst være 125,00 kr." in solver.limits
    assert "tilskuddet kan højst være 500,00 kr." in solver.limits
    assert "falder tilskuddet med 50,00 kr. (80 øre for hver krone)" in solver.fall
    row = [cell.text for cell in solver.falls.rows[1]]
    assert row == ["62,50", "50,00", "80", "62,50", "100"]


def test_what_is_typed_changes_the_answer_at_once_and_nothing_in_the_project(
    solver: SolverPresenter, workspace: Workspace
) -> None:
    before = workspace.project
    solver.type("own", "100")
    assert solver.found("grant") == "525,00"
    assert solver.verdict.tone is Tone.ERROR
    assert "Den egne medfinansiering er for lille." in solver.verdict.text
    assert "Behold udgifterne på 625,00 kr.: tilskud 500,00 kr." in solver.limits
    assert (solver.fall, list(solver.falls.rows), solver.can_use) == ("", [], False)
    solver.use()
    assert workspace.project is before
    solver.forget()
    assert solver.words("own") == ""


@pytest.mark.parametrize(
    "typed", [{"total": ""}, {"grant": "5", "own": "2", "other": "0"}, {"own": "mange"}]
)
def test_too_few_too_many_or_unreadable_figures_find_nothing(
    solver: SolverPresenter, typed: dict[str, str]
) -> None:
    for key, words in typed.items():
        solver.type(key, words)
    assert solver.solution is None
    assert (solver.limits, solver.fall, solver.found("grant")) == ("", "", "")
    assert solver.verdict.tone is Tone.QUIET
    assert not solver.can_use


def test_of_all_three_figures_it_finds_what_others_must_bring_and_uses_it(
    solver: SolverPresenter, workspace: Workspace
) -> None:
    solver.type("grant", "400")
    assert solver.found("other") == ""
    solver.type("own", "125")
    assert solver.found("other") == "100,00"
    assert solver.verdict.tone is Tone.IN_ORDER
    solver.use()
    assert workspace.project.budget.funded_by(FundingSource.OTHER_GRANT) == kr(100)
    assert workspace.project.budget.total_funding == kr(625)
    solver.type("grant", "600")
    solver.type("own", "125")
    solver.type("other", "")
    assert "er mere end udgifterne" in solver.verdict.text


def test_limits_of_a_year_and_of_the_applicant_are_in_the_calculator() -> None:
    region = RecipientLimit(recipients=(RecipientKind.REGION,), at_most=kr(10))
    limit = GrantLimitRule(source=A_SOURCE, at_most_a_year=kr(200), for_recipients=(region,))
    rules = replace(RULES, grant_limit=limit)
    workspace = opened(a_plan(rules))
    solver = SolverPresenter(workspace)
    assert solver.found("grant") == "400,00"
    assert "Efter det, der højst gives på et kalenderår" in solver.limits
    solver.use()
    assert workspace.project.budget.funding[0].amounts == {2019: kr(200), 2020: kr(200)}
    unknown = a_plan(rules, recipient=Recipient(name="Prøvestrup"))
    assert "da slagsen ikke er oplyst" in SolverPresenter(opened(unknown)).limits


def test_own_hours_the_call_does_not_take_are_no_own_share() -> None:
    hours = replace(a_source(OWN, kr(60), "hours"), form=FundingForm.OWN_HOURS)
    plan = a_plan()
    forms = (CountedForm(form=FundingForm.OWN_HOURS, counts=False),)
    rules = replace(RULES, contributions=ContributionRule(source=A_SOURCE, forms=forms))
    funded = replace(plan.budget, funding=(hours,))
    solver = SolverPresenter(opened(a_plan(rules)))
    assert solver.found("own") == "125,00"
    with_hours = SolverPresenter(opened(replace(a_plan(rules), versions=(funded,))))
    assert with_hours.found("own") == "185,00"


def test_a_year_takes_no_more_of_the_grant_than_another_line_of_it_leaves() -> None:
    limit = GrantLimitRule(source=A_SOURCE, at_most_a_year=kr(200))
    plan = a_plan(replace(RULES, grant_limit=limit))
    other = replace(a_source(GRANT, kr(0), "second"), amounts={2020: kr(150)})
    funded = replace(plan.budget, funding=(*plan.budget.funding, other))
    project = replace(plan, versions=(funded,))
    first = use_plan(project, kr(380), kr(0)).budget.funding[0]
    assert first.amounts == {2019: kr(180), 2020: kr(50)}
    assert use_plan(project, kr(400), kr(0)).budget.funding[0].amounts[2019] == kr(200)
    beyond = use_plan(project, kr(500), kr(0)).budget.funding[0]
    assert beyond.amounts == {2020: kr(350)}


def test_words_that_are_no_amount_are_marked(solver: SolverPresenter) -> None:
    solver.type("own", "mange")
    cell = solver.cell("own")
    assert (cell.text, cell.tone) == ("mange", Tone.ERROR)
    assert "ikke et beløb" in cell.tip


def test_a_call_without_a_demand_has_no_limit_to_find() -> None:
    solver = SolverPresenter(opened(a_plan(CallRules())))
    solver.type("total", "")
    solver.type("own", "5")
    assert solver.verdict.tone is Tone.NOTE
    assert (solver.found("grant"), solver.limits, solver.fall) == ("", "", "")


def test_the_part_that_must_be_money_is_told() -> None:
    half = ContributionRule(source=A_SOURCE, cash_percent=pct("50"))
    solver = SolverPresenter(opened(a_plan(replace(RULES, contributions=half))))
    assert "mindst 62,50 kr. være penge" in solver.limits


def test_costs_that_the_call_does_not_pay_are_known_from_the_budget() -> None:
    items = (CostItem(key="audit", label="Revision"),)
    rules = replace(
        RULES,
        eligible=EligibleRule(source=A_SOURCE, items=items, closed=True),
        cofinancing=replace(FIFTH, base=CofinancingBase.ELIGIBLE_COSTS),
    )
    solver = SolverPresenter(opened(a_plan(rules)))
    assert solver.given is not None
    assert solver.given.not_eligible == kr(625)


def test_the_figures_are_used_as_one_step_spread_like_the_costs_and_can_be_undone(
    workspace: Workspace,
) -> None:
    before = workspace.project
    solver = SolverPresenter(workspace)
    solver.type("own", "125")
    assert solver.can_use
    solver.use()
    budget = workspace.project.budget
    assert (budget.funded_by(GRANT), budget.funded_by(OWN)) == (kr(500), kr(125))
    assert budget.funding[0].amounts == {2020: kr(500)}  # the year it stood in
    workspace.session.undo()
    assert workspace.project == before


def test_an_approved_budget_takes_no_figures() -> None:
    approved = replace(a_plan(), versions=(a_budget(a_line("1", kr(5)), approved=True),))
    assert not SolverPresenter(opened(approved)).can_use


def test_a_source_not_there_yet_is_made_and_spread_over_the_years_as_the_costs() -> None:
    bare = replace(a_plan(), versions=(replace(a_plan().budget, funding=()),))
    budget = use_plan(bare, kr(500), kr(125)).budget
    assert [line.amounts for line in budget.funding] == [
        {2019: kr(100), 2020: kr(400)},
        {2019: kr(25), 2020: kr(100)},
    ]
    without_costs = replace(bare, versions=(replace(bare.budget, lines=()),))
    assert use_plan(without_costs, kr(4), kr(0)).budget.funding[0].amounts == {2019: kr(4)}
    with pytest.raises(BudgetDeskError) as error:
        use_plan(replace(without_costs, period=None), kr(4), kr(1))
    assert error.value.code == "solver.no_years"


def test_the_line_of_money_takes_what_the_others_leave() -> None:
    hours = replace(a_source(OWN, kr(60), "hours"), form=FundingForm.OWN_HOURS)
    plan = a_plan()
    funded = replace(plan.budget, funding=(hours, *plan.budget.funding))
    changed = use_plan(replace(plan, versions=(funded,)), kr(300), kr(125)).budget
    assert [line.total for line in changed.funding] == [kr(60), kr(300), kr(65)]
    only_hours = replace(plan, versions=(replace(funded, funding=(hours,)),))
    assert use_plan(only_hours, kr(0), kr(61)).budget.funding[0].total == kr(61)
    with pytest.raises(BudgetDeskError) as error:
        use_plan(replace(plan, versions=(funded,)), kr(300), kr(59))
    assert (error.value.code, error.value.facts) == ("solver.others_above", {"excess": kr(1)})
