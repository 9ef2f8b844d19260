"""A project begun after an earlier one has its plan and nothing of its life."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from budgetdesk.accounting.details import Prices
from budgetdesk.domain.budget import DetailRow, FundingSource, IndexKind, YearIndex
from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import CallRules, CostItem, EligibleRule
from budgetdesk.domain.value import LineId, PartnerId
from budgetdesk.operations.beginning import begin_like
from budgetdesk.operations.budget import set_amount
from budgetdesk.operations.versions import start_revision
from tests.builders import A_SOURCE, a_budget, a_call, a_line, a_project, a_source, kr
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


def an_indexed() -> Project:
    """Pay lifted by an index, split by quarter, half of it own hours."""
    salary = replace(ROW, unit_price=kr(0), annual_cost=kr(1720), indexed_by=IndexKind.WAGE)
    line = a_line("1", kr(102), details=(salary,), parts={"1. kvartal": kr(102)})
    hours = replace(a_source(FundingSource.OWN, kr(102)), hours=Decimal(5))
    index = YearIndex(kind=IndexKind.WAGE, year=2020, percent=Decimal(2), source="KL")
    budget = replace(a_budget(line), funding=(hours,), annual_hours=Decimal(172), indices=(index,))
    return a_project(budget)


def test_what_stands_behind_the_amounts_comes_along_with_them_and_only_with_them() -> None:
    later = begin_like(an_indexed(), period=LATER, keeps_amounts=True).budget
    assert later.indices == (
        YearIndex(kind=IndexKind.WAGE, year=2023, percent=Decimal(2), source=""),
    )
    assert Prices(later).per_year(later.lines[0]) == later.lines[0].amounts == {2023: kr(102)}
    assert (later.lines[0].parts, later.funding[0].hours) == ({}, Decimal(5))
    same = begin_like(an_indexed(), keeps_amounts=True).budget
    assert same.indices == an_indexed().budget.indices
    assert same.lines[0].parts == {"1. kvartal": kr(102)}
    bare = begin_like(an_indexed(), period=LATER).budget
    assert (bare.indices, bare.lines[0].parts, bare.funding[0].hours) == ((), {}, None)
    assert bare.annual_hours == Decimal(172)


def test_under_another_call_an_item_it_does_not_know_is_chosen_anew() -> None:
    items = (CostItem(key="pay", label="Løn"),)
    call = a_call(CallRules(eligible=EligibleRule(source=A_SOURCE, items=items)))
    begun = begin_like(an_earlier(), call)
    assert begun.call == call
    assert [line.item for line in begun.budget.lines] == ["pay", None]
    silent = begin_like(an_earlier(), a_call())
    assert [line.item for line in silent.budget.lines] == ["pay", "gone"]
