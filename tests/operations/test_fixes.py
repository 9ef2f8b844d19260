"""Following a finding's fix: it removes the finding, brings no other, can be undone."""

import tomllib
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk import finding_jobs, jobs, paths
from budgetdesk.checks import run_checks
from budgetdesk.domain.budget import BudgetVersion, DetailRow, FundingSource
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.finding import Finding, Fix, Severity
from budgetdesk.domain.ledger import Part, PartKind, Placement
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import DocumentsRule, GrantLimitRule, SplitBy, SplitRule
from budgetdesk.domain.signoff import SignoffKind
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.fixes import ASKING, BY_HAND, FIXES, answer_fix, apply_fix
from budgetdesk.operations.funding import set_source_total
from budgetdesk.session import Session
from tests.builders import A_SOURCE, a_budget, a_ledger, a_line, a_posting, a_source, kr
from tests.checks.asked import (
    AFTER_THE_END,
    WHILE_IT_RUNS,
    ask,
    one,
    only,
    the_budget,
    the_project,
    the_rules,
)
from tests.strategies import money

YEARS = (2019, 2020)
SOME = money(-100, 200_000_000) | st.just(ZERO)
DAYS = st.dates(date(2019, 10, 1), date(2021, 3, 1))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Budgets as people get them wrong: signs, sums, shares, notes, years and days."""
    lines = tuple(
        a_line(
            str(number),
            {year: draw(SOME) for year in YEARS},
            item=draw(st.sampled_from(["rent", "audit", None])),
            note=draw(st.sampled_from(["", "Begrundet."])),
            details=tuple(
                DetailRow(
                    text="",
                    year=2020,
                    units=draw(st.decimals("0", "9", places=1)),
                    unit_price=draw(money(0, 10_000_000)),
                )
                for _ in range(draw(st.integers(0, 1)))
            ),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    sources = tuple(
        replace(a_source(kind, ZERO), amounts={year: draw(SOME) for year in YEARS})
        for kind in draw(st.sets(st.sampled_from(FundingSource)))
    )
    budget = replace(a_budget(*lines), funding=sources)
    limit = GrantLimitRule(source=A_SOURCE, at_most=draw(money(10_000_000, 90_000_000)))
    period = st.none() | st.builds(lambda start, end: Period(start=start, end=end), DAYS, DAYS)
    rules = the_rules(grant_limit=draw(st.none() | st.just(limit)))
    return the_project(budget, rules=rules, period=draw(period))


@st.composite
def spent(draw: st.DrawFn) -> Project:
    """The same with a ledger: rows inside and outside the period, placed or not, taken back."""
    project = draw(projects())
    rows = draw(
        st.lists(
            st.tuples(
                SOME,
                st.dates(date(2019, 10, 1), date(2021, 3, 1)) | st.none(),
                st.sampled_from(["", "B1", "B2"]),
                st.sampled_from(["Leje", "Moms", "Ompostering", "Tilbageført", "Bonus til leder"]),
            ),
            max_size=8,
        )
    )
    postings = [
        a_posting(row, amount, posting_date=day, voucher=voucher, text=words)
        for row, (amount, day, voucher, words) in enumerate(rows, start=2)
    ]
    places = [(PartKind.COST, "1"), (PartKind.COST, "gone"), (PartKind.SET_ASIDE, ""), None]
    chosen = {posting: draw(st.sampled_from(places)) for posting in postings}
    placements = {
        posting.id: Placement(
            parts=(Part(kind=where[0], target=where[1], amount=posting.amount),), by="Kim"
        )
        for posting, where in chosen.items()
        if where is not None
    }
    ledger = replace(a_ledger(*postings), placements=placements)
    return replace(project, ledger=ledger)


def followable(found: tuple[Finding, ...]) -> Iterator[tuple[Finding, Fix]]:
    for finding in found:
        yield from ((finding, fix) for fix in finding.fixes if fix.code in FIXES)


@given(projects() | spent(), st.sampled_from([WHILE_IT_RUNS, AFTER_THE_END]))
@settings(max_examples=200, deadline=None)
def test_one_cause_gives_one_finding_and_they_are_ranked(project: Project, today: date) -> None:
    found = jobs.findings(project, today)
    assert len({(each.code, each.subject) for each in found}) == len(found)
    weights = [(list(Severity).index(each.severity), -each.stake.ore) for each in found]
    assert weights == sorted(weights)


@given(projects())
@settings(max_examples=120, deadline=None)
def test_a_fix_that_is_followed_removes_its_finding_or_makes_it_smaller(project: Project) -> None:
    for finding, fix in followable(run_checks(project, WHILE_IT_RUNS)):
        after = run_checks(apply_fix(project, finding, fix), WHILE_IT_RUNS)
        same = [e for e in after if (e.code, e.subject) == (finding.code, finding.subject)]
        assert all(each.stake < finding.stake for each in same), (finding, same)
        codes = [each.code for each in run_checks(project, WHILE_IT_RUNS)]
        assert [e.code for e in after].count(finding.code) <= codes.count(finding.code)


@given(projects())
@settings(max_examples=5, deadline=None)
def test_undo_restores_the_project_exactly(project: Project) -> None:
    with Session.create(None, project, "Kim") as session:
        for finding, fix in followable(run_checks(project, WHILE_IT_RUNS)):
            step = finding_jobs.follow(finding, fix, on=WHILE_IT_RUNS)
            session.run(step.code, step.operation, **step.facts)
            assert session.project != project
            session.undo()
            assert session.project == project


def test_every_fix_there_is_a_sentence_for_can_be_followed_or_leads_to_a_person() -> None:
    file = paths.resources() / "text" / "da" / "fixes.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    sentences = {f"{area}.{name}" for area, names in tables.items() for name in names}
    assert sentences == FIXES.keys() | ASKING.keys() | BY_HAND
    assert len(sentences) == len(FIXES) + len(ASKING) + len(BY_HAND)


def test_keeping_the_total_moves_money_from_the_grant_to_the_own_share() -> None:
    project = the_project(the_budget(grant=kr(90_000), own=kr(10_000)))
    finding = one(project, "funding.cofinancing_short")
    budget = apply_fix(project, finding, finding.fixes[0]).budget
    assert budget.funded_by(FundingSource.OWN) == kr(20_000)
    assert budget.total_funding == budget.total_costs
    assert ask(replace(project, versions=(budget,))) == ()


def test_a_minus_typed_by_mistake_goes_wherever_it_stands() -> None:
    line = replace(a_line("1", {2019: kr(-40), 2020: kr(60)}), item="rent")
    grant = replace(a_source(FundingSource.GRANT, ZERO), amounts={2020: kr(-80)})
    project = the_project(replace(a_budget(line), funding=(grant,)))
    for code in ("budget.negative_amount", "funding.negative_amount"):
        finding = one(project, code)
        project = apply_fix(project, finding, finding.fixes[0])
    assert project.budget.lines[0].amounts == {2019: kr(40), 2020: kr(60)}
    assert brought(project) == {"grant": {2020: kr(80)}}


def test_a_document_that_is_ready_is_ticked_one_at_a_time() -> None:
    rules = the_rules(documents=DocumentsRule(source=A_SOURCE, names=("Skema", "Aftale")))
    project = the_project(rules=rules)
    for left in ("Skema; Aftale", "Aftale"):
        finding = one(project, "applying.documents")
        assert finding.facts["names"] == left
        project = apply_fix(project, finding, finding.fixes[0])
    assert project.checklist == ("Skema", "Aftale")
    assert ask(project) == ()


def two_years(**amounts: tuple[int, int]) -> BudgetVersion:
    line = a_line("1", {2019: kr(40), 2020: kr(60)}, item="rent")
    sources = tuple(
        replace(
            a_source(FundingSource(name), ZERO, f"{name}{number}"),
            amounts={y: kr(a) for y, a in zip(YEARS, pair, strict=True) if a},
        )
        for number, (name, pair) in enumerate(amounts.items())
    )
    return replace(a_budget(line), funding=sources)


def brought(project: Project) -> dict[str, dict[int, Money]]:
    return {line.source.value: dict(line.amounts) for line in project.budget.funding}


def test_what_is_missing_goes_to_the_years_that_lack_it() -> None:
    project = the_project(two_years(grant=(40, 40)))
    assert brought(set_source_total(project, FundingSource.OWN, kr(25))) == {
        "grant": {2019: kr(40), 2020: kr(40)},
        "own": {2020: kr(25)},
    }


def test_what_is_too_much_comes_from_the_years_with_money_to_spare() -> None:
    project = the_project(two_years(grant=(70, 60)))
    assert brought(set_source_total(project, FundingSource.GRANT, kr(100))) == {
        "grant": {2019: kr(40), 2020: kr(60)}
    }
    assert brought(set_source_total(project, FundingSource.GRANT, kr(30))) == {
        "grant": {2019: kr(30)}
    }


def test_a_decision_takes_a_reason_and_is_kept_as_one() -> None:
    project = the_project(the_budget(625_000))
    finding = one(project, "signoff.undecided")
    fix = finding.fixes[0]
    with pytest.raises(BudgetDeskError, match=r"fixes\.needs_person"):
        apply_fix(project, finding, fix)
    with pytest.raises(BudgetDeskError, match=r"project\.decision_without_reason"):
        answer_fix(project, fix, reason=" ", by="Kim", on=WHILE_IT_RUNS)
    decided = answer_fix(project, fix, reason="Brev", by="Kim", on=WHILE_IT_RUNS)
    decision = decided.decision_on(Topic.SIGNOFF)
    assert decision is not None
    assert decision.answer == SignoffKind.AUDITOR.value


def split_in(amount: int) -> Project:
    """A line of 100.000 in one year, of which a quarter holds so much."""
    rules = the_rules(split=SplitRule(source=A_SOURCE, by=(SplitBy.QUARTER,)))
    line = a_line("1", kr(100_000), item="rent", parts={"2020-Q1": kr(amount)} if amount else {})
    return the_project(a_budget(line, grant=kr(80_000), own=kr(20_000)), rules=rules)


def test_a_line_of_one_year_is_given_what_its_parts_come_to() -> None:
    project = split_in(90_000)
    finding = one(project, "split.parts_differ")
    assert apply_fix(project, finding, finding.fixes[0]).budget.lines[0].total == kr(90_000)


def test_a_line_not_split_is_laid_out_over_the_quarters() -> None:
    project = split_in(0)
    finding = only(project, "split.missing")
    parts = apply_fix(project, finding, finding.fixes[0]).budget.lines[0].parts
    assert list(parts.items()) == [(f"2020-Q{number}", kr(25_000)) for number in range(1, 5)]
    nothing = one(replace(project, period=None), "split.missing")
    assert nothing.fixes == ()


def test_a_grant_above_the_limit_is_lowered_to_it() -> None:
    limit = GrantLimitRule(source=A_SOURCE, at_most=kr(70_000))
    project = the_project(rules=the_rules(grant_limit=limit))
    finding = one(project, "funding.grant_above_limit")
    budget = apply_fix(project, finding, finding.fixes[0]).budget
    assert budget.funded_by(FundingSource.GRANT) == kr(70_000)
