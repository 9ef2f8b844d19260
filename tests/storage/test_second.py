"""The second computation agrees with the first on any project, and finds every planted fault."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.accounting.build import build_account
from budgetdesk.domain.budget import BudgetVersion, FundingSource
from budgetdesk.domain.ledger import (
    AllocationRule,
    DayKind,
    Ledger,
    LedgerChoices,
    Part,
    PartKind,
    Placement,
    Posting,
    Share,
)
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.value import PostingId, RuleId, VersionId
from budgetdesk.operations.account import take
from budgetdesk.session import Session
from budgetdesk.storage.document import Document
from budgetdesk.storage.second import FiguresDifferError
from tests.builders import a_batch, a_budget, a_line, a_posting, a_project, a_source, kr
from tests.storage.projects import DRAWN, a_step

LINES = ("1", "2")
SOURCES = ("F-other_grant", "F-income", "F-grant")
TARGETS = (*LINES, *SOURCES, "væk", "")
WORDS = ("", "løn", "LØN", "Søn", "ø")
CODES = ("", "0", "01", "0100", "0200", "0300", "4711")


@contextmanager
def document(project: Project) -> Iterator[Document]:
    with closing(Document.create(Path(":memory:"), project, a_step())) as made:
        yield made


def some_posting(row: int) -> st.SearchStrategy[Posting]:
    days = st.sampled_from((None, date(2019, 6, 1), date(2020, 6, 1), date(2021, 6, 1)))
    return st.builds(
        lambda ore, code, words, supplier, first, second, third: a_posting(
            row,
            Money(ore),
            gl_code=code,
            text=words,
            supplier=supplier,
            psp=words,
            cost_center=supplier,
            posting_date=first,
            voucher_date=second,
            service_to=third,
        ),
        st.integers(-999, 999),
        st.sampled_from(CODES),
        st.sampled_from(("Lønudgift", "LØNNING", "andet", "ß")),
        st.sampled_from(("Firma & Søn", "søn", "")),
        days,
        days,
        days,
    )


def some_rule(number: int) -> st.SearchStrategy[AllocationRule]:
    kinds, targets = st.sampled_from(list(PartKind)), st.sampled_from(TARGETS)
    shares = st.lists(
        st.builds(
            lambda percent, kind, target: Share(percent=percent, kind=kind, target=target),
            st.sampled_from((Decimal("33.3"), Decimal(50), Decimal("0.5"))),
            kinds,
            targets,
        ),
        max_size=2,
    )
    limit = st.none() | st.integers(-5, 5).map(kr)
    return st.builds(
        lambda kind, target, low, high, words, least, most, taken: AllocationRule(
            id=RuleId(f"r{number}"),
            kind=kind,
            target=target,
            gl_from=low,
            gl_to=high,
            text=words,
            psp=words,
            amount_from=least,
            amount_to=most,
            shares=tuple(taken),
        ),
        kinds,
        targets,
        st.sampled_from(CODES),
        st.sampled_from(CODES),
        st.sampled_from(WORDS),
        limit,
        limit,
        shares,
    )


def some_part() -> st.SearchStrategy[Part]:
    return st.builds(
        lambda kind, ore, target: Part(kind=kind, amount=Money(ore), target=target),
        st.sampled_from(list(PartKind)),
        st.integers(-500, 500),
        st.sampled_from(TARGETS),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Project:
    """Projects whose postings meet rules, shares, placements, periods and unknown places."""
    postings = [draw(some_posting(row)) for row in range(2, draw(st.integers(2, 9)))]
    rules = [draw(some_rule(number)) for number in range(draw(st.integers(0, 4)))]
    placed = draw(st.lists(st.integers(2, 8), unique=True, max_size=3))
    placements = {
        PostingId(f"1-{row}"): Placement(parts=tuple(draw(st.lists(some_part(), max_size=2))))
        for row in placed
    }
    choices = LedgerChoices(day=draw(st.sampled_from(list(DayKind))))
    batches = (a_batch(*postings),) if postings else ()
    ledger = Ledger(batches=batches, rules=tuple(rules), placements=placements, choices=choices)
    return a_project(_budget(approved=draw(st.booleans())), ledger=ledger)


def _budget(*, approved: bool) -> BudgetVersion:
    made = a_budget(
        *(a_line(each, kr(100)) for each in LINES), grant=kr(150), own=kr(50), approved=approved
    )
    more = (
        a_source(FundingSource.OTHER_GRANT, kr(1)),
        a_source(FundingSource.INCOME, kr(2)),
    )
    return replace(made, funding=(*made.funding, *more))


@given(ledgers())
@DRAWN
def test_both_ways_come_to_the_same_on_any_ledger(project: Project) -> None:
    with document(project) as made:
        made.check_figures(project)


def with_everything() -> Project:
    """One of each kind of total, in two versions of the budget."""
    part = Part(kind=PartKind.COST, amount=kr(60), target="2")
    income = Part(kind=PartKind.FUNDING, amount=kr(-30), target="F-income")
    rule = AllocationRule(id=RuleId("r1"), kind=PartKind.COST, target="1", gl_from="01")
    shared = replace(
        rule,
        id=RuleId("r2"),
        gl_from="02",
        shares=(Share(percent=Decimal(25), kind=PartKind.SET_ASIDE, reason="x"),),
    )
    ledger = Ledger(
        batches=(
            a_batch(
                a_posting(2, kr(100), gl_code="0100"),
                a_posting(3, kr(60)),
                a_posting(4, kr(-30)),
                a_posting(5, kr(8), gl_code="0200"),
                a_posting(6, kr(5), gl_code="0100", posting_date=date(2022, 1, 1)),
            ),
        ),
        rules=(rule, shared),
        placements={
            PostingId("1-3"): Placement(parts=(part,)),
            PostingId("1-4"): Placement(parts=(income,)),
        },
    )
    budget = _budget(approved=True)
    revised = replace(budget, id=VersionId("v2"), approval=None)
    project = a_project(
        budget, ledger=ledger, payments=(Payment(on=date(2020, 7, 1), amount=kr(20)),)
    )
    return replace(project, versions=(*project.versions, revised))


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE posting SET amount_ore = amount_ore + 1 WHERE id = '1-2'",
        "UPDATE posting SET gl_code = '9999' WHERE id = '1-2'",
        "UPDATE posting SET posting_date = '2022-01-01' WHERE id = '1-2'",
        "UPDATE placement_part SET amount_ore = amount_ore + 1 WHERE target = '2'",
        "UPDATE placement_part SET target = '1' WHERE target = '2'",
        "UPDATE placement_part SET target = 'F-other_grant' WHERE target = 'F-income'",
        "DELETE FROM placement WHERE posting = '1-3'",
        "UPDATE allocation_rule SET kind = 'set_aside' WHERE id = 'r1'",
        "UPDATE allocation_share SET percent = '26'",
        "DELETE FROM allocation_share",
        "UPDATE budget_line_amount SET amount_ore = 1 WHERE version = 0",
        "UPDATE funding_line_amount SET amount_ore = 1 WHERE version = 0",
        "UPDATE payment SET amount_ore = 1",
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, fault: str) -> None:
    project = with_everything()
    with Session.create(tmp_path / "d.budgetdesk", project, "Karen") as session:
        session.check_figures()
        session._document._db.execute(fault)  # noqa: SLF001 - as another tool would
        with pytest.raises(FiguresDifferError):
            session.check_figures()
        with pytest.raises(FiguresDifferError):
            session.save()
        with pytest.raises(FiguresDifferError):
            session.save_as(tmp_path / "andet.budgetdesk")
    assert not (tmp_path / "andet.budgetdesk").exists()


def test_a_draft_version_is_held_for_itself_and_does_not_count_in_the_account(
    tmp_path: Path,
) -> None:
    with Session.create(tmp_path / "d.budgetdesk", with_everything(), "Karen") as session:
        session._document._db.execute(  # noqa: SLF001
            "UPDATE budget_line_amount SET amount_ore = 1 WHERE version = 1"
        )
        with pytest.raises(FiguresDifferError, match="version costs"):
            session.check_figures()


SPRING = Period(start=date(2020, 1, 1), end=date(2020, 5, 31))
SUMMER = Period(start=date(2020, 6, 1), end=date(2020, 8, 31))


def after_spring() -> Project:
    """The same with a cost of the spring, whose account was taken."""
    project = with_everything()
    [batch] = project.ledger.batches
    early = a_posting(7, kr(11), gl_code="0100", posting_date=date(2020, 2, 1))
    ledger = replace(project.ledger, batches=(replace(batch, postings=(*batch.postings, early)),))
    project = replace(project, ledger=ledger)
    return take(project, build_account(project, SPRING), on=date(2020, 6, 2), by="Karen")


@pytest.mark.parametrize("period", [None, SPRING, SUMMER])
def test_the_account_of_any_period_is_held(period: Period | None) -> None:
    project = after_spring()
    with document(project) as made:
        made.check_figures(project, build_account(project, period))


@given(ledgers(), st.booleans())
@DRAWN
def test_interim_accounts_come_to_the_same_both_ways(project: Project, is_taken: bool) -> None:
    year = Period(start=date(2020, 1, 1), end=date(2020, 12, 31))
    if is_taken:
        first = Period(start=date(2019, 12, 1), end=date(2019, 12, 31))
        built = build_account(project, first)
        project = take(project, built, on=date(2020, 1, 5), by="Karen")
    with document(project) as made:
        made.check_figures(project, build_account(project, year))
        made.check_figures(project)


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE taken_entry SET amount_ore = amount_ore + 1",
        "UPDATE taken_period SET \"end\" = '2020-01-31'",
        "UPDATE posting SET posting_date = '2020-12-24' WHERE id = '1-7'",
        "DELETE FROM taken_account",
    ],
)
def test_a_fault_in_what_was_reported_before_is_found(fault: str) -> None:
    project = after_spring()
    with document(project) as made:
        made._db.execute(fault)  # noqa: SLF001 - as another tool would
        with pytest.raises(FiguresDifferError):
            made.check_figures(project, build_account(project, SUMMER))


@pytest.mark.parametrize(
    "wrong",
    [
        {"earned": kr(1)},
        {"limits": {"commitment": kr(1), "net": kr(1)}},
    ],
)
def test_a_settlement_that_does_not_follow_from_the_tables_is_found(
    wrong: dict[str, Any],
) -> None:
    project = with_everything()
    account = build_account(project)
    settlement = replace(account.settlement, **wrong)
    with document(project) as made, pytest.raises(FiguresDifferError, match="earned"):
        made.check_figures(project, replace(account, settlement=settlement))


def test_without_a_period_there_is_nothing_to_hold_together() -> None:
    project = replace(with_everything(), period=None)
    with document(project) as made:
        made.check_figures(project)
