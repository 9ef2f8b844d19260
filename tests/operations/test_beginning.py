"""A project begun after an earlier one has its plan and nothing of its life."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from budgetdesk.domain.budget import DetailRow
from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import CallRules, CostItem, EligibleRule
from budgetdesk.domain.value import LineId, PartnerId
from budgetdesk.operations.beginning import begin_like
from budgetdesk.operations.budget import set_amount
from budgetdesk.operations.versions import start_revision
from tests.builders import A_SOURCE, a_budget, a_call, a_line, kr
from tests.opened import with_ledger

LATER = Period(start=date(2022, 1, 1), end=date(2022, 12, 31))
ROW = DetailRow(text="Timer", year=2020, units=Decimal(10), unit_price=kr(10))


def an_earlier() -> Project:
    """At the end of its life: postings placed, paid, explained; a revision not approved yet."""
    earlier = with_ledger(
        partners=(Partner(id=PartnerId("p1"), name="Sprogskolen"),),
        payments=(Payment(on=date(2020, 5, 1), amount=kr(10)),),
        explanations={LineId("1"): "Færre timer."},
    )
    line = a_line("1", kr(100), label="Løn", item="pay", details=(ROW,), partner=PartnerId("p1"))
    base = a_budget(line, a_line("2", kr(5), item="gone"), grant=kr(80), own=kr(25), approved=True)
    project = start_revision(replace(earlier, versions=(base,)), "Ændring 1")
    return set_amount(project, LineId("1"), 2020, kr(999))


def test_the_plan_is_kept_and_the_life_is_not() -> None:
    earlier = an_earlier()
    begun = begin_like(earlier, period=LATER)
    assert [(x.id, x.label, x.note) for x in begun.budget.lines] == [
        (x.id, x.label, x.note) for x in earlier.base_budget.lines
    ]
    assert begun.partners == earlier.partners
    assert begun.recipient == earlier.recipient
    assert begun.ledger == Ledger(rules=earlier.ledger.rules)
    assert begun.call == earlier.call
    assert [version.approval for version in begun.versions] == [None]
    left_behind = (begun.payments, begun.decisions, begun.explanations, begun.title)
    assert not any(left_behind)


def test_amounts_are_left_out_unless_they_are_wanted() -> None:
    begun = begin_like(an_earlier(), period=LATER)
    assert begun.budget.total_costs == begun.budget.total_funding == kr(0)
    assert begun.budget.lines[0].details == ()


def test_amounts_kept_are_the_approved_ones_in_the_years_of_the_new_period() -> None:
    begun = begin_like(an_earlier(), period=LATER, keeps_amounts=True)
    line = begun.budget.lines[0]
    assert line.amounts == {2023: kr(100)}
    assert [row.year for row in line.details] == [2023]
    assert begun.budget.funding[0].amounts == {2023: kr(80)}
    same = begin_like(an_earlier(), keeps_amounts=True)
    assert same.budget.lines[0].amounts == {2020: kr(100)}
    assert same.period is None


def test_under_another_call_an_item_it_does_not_know_is_chosen_anew() -> None:
    items = (CostItem(key="pay", label="Løn"),)
    call = a_call(CallRules(eligible=EligibleRule(source=A_SOURCE, items=items)))
    begun = begin_like(an_earlier(), call)
    assert begun.call == call
    assert [line.item for line in begun.budget.lines] == ["pay", None]
    silent = begin_like(an_earlier(), a_call())
    assert [line.item for line in silent.budget.lines] == ["pay", "gone"]
