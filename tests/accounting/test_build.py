"""The account: the approved budget's lines with what was used, to the øre and with nothing lost."""

import hashlib
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.accounting.build import build_account
from budgetdesk.accounting.deadlines import final_account_due
from budgetdesk.domain import plain
from budgetdesk.domain.account import Account, AccountKind
from budgetdesk.domain.budget import BudgetVersion, FundingSource
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement, Posting
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    CostItem,
    EligibleRule,
    FinalAccountRule,
    SettlementReading,
    SignoffRule,
)
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from budgetdesk.domain.value import LineId, PostingId, VersionId
from budgetdesk.errors import BudgetDeskError
from tests.builders import A_SOURCE, a_batch, a_budget, a_line, a_posting, a_project, kr, pct
from tests.strategies import money

COST, FUNDING, SET_ASIDE, NOT_ELIGIBLE = PartKind
GRANT, OWN, OTHER, INCOME = FundingSource
SPRING = Period(start=date(2020, 1, 1), end=date(2020, 6, 30))
RULES = CallRules(
    cofinancing=CofinancingRule(
        source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS
    ),
    eligible=EligibleRule(
        source=A_SOURCE, items=(CostItem(key="rent", label="Leje"),), closed=True
    ),
    final_account=FinalAccountRule(source=A_SOURCE, months=3),
    signoff=SignoffRule(
        source=A_SOURCE,
        classes=(
            SignoffClass(kind=SignoffKind.MANAGEMENT, below=kr(500)),
            SignoffClass(kind=SignoffKind.AUDITOR, above=kr(500)),
        ),
    ),
)


def the_budget() -> BudgetVersion:
    return a_budget(
        a_line("1", kr(400), item="rent"),
        a_line("2", kr(350)),
        grant=kr(600),
        own=kr(150),
        other=kr(0),
        approved=True,
    )


def placed(*rows: tuple[Posting, PartKind | None, str]) -> Ledger:
    """A ledger where each posting was put somewhere by hand, or nowhere."""
    return Ledger(
        batches=(a_batch(*(posting for posting, _, _ in rows)),),
        placements={
            posting.id: Placement(
                parts=(Part(kind=kind, amount=posting.amount, target=target, reason="Derfor"),)
            )
            for posting, kind, target in rows
            if kind is not None
        },
    )


def a_case(ledger: Ledger, **fields: Any) -> Project:
    return a_project(the_budget(), RULES, ledger=ledger, **fields)


def a_usual_ledger() -> Ledger:
    return placed(
        (a_posting(2, kr(300)), COST, "1"),
        (a_posting(3, kr(100)), COST, "2"),
        (a_posting(4, kr(-50)), FUNDING, "F-other_grant"),
        (a_posting(5, kr(7)), SET_ASIDE, ""),
        (a_posting(6, kr(11)), NOT_ELIGIBLE, ""),
        (a_posting(7, kr(13)), None, ""),
        (a_posting(8, kr(17), posting_date=date(2021, 1, 1)), COST, "1"),
    )


def sources(account: Account) -> dict[FundingSource, tuple[Money, Money]]:
    return {each.source: (each.budget, each.actual) for each in account.funding}


def test_the_lines_are_the_budgets_in_its_order_with_what_was_used() -> None:
    account = build_account(a_case(a_usual_ledger(), explanations={LineId("1"): "Billigere leje."}))
    assert [(line.id, line.budget, line.actual) for line in account.lines] == [
        ("1", kr(400), kr(300)),
        ("2", kr(350), kr(100)),
    ]
    first = account.lines[0]
    assert (first.deviation, first.deviation_percent) == (kr(100), pct("25"))
    assert (first.explanation, first.is_approved) == ("Billigere leje.", True)
    assert [part.posting.id for part in first.parts] == ["1-2"]
    assert (account.budget, account.actual, account.eligible) == (kr(750), kr(400), kr(300))
    assert (account.deviation, account.deviation_percent) == (kr(350), pct("46.66"))


def test_every_krone_imported_is_in_one_box() -> None:
    boxes = build_account(a_case(a_usual_ledger())).reconciliation
    assert boxes.imported == kr(398)
    assert dict(boxes.by_kind) == {
        COST: kr(400),
        FUNDING: kr(-50),
        SET_ASIDE: kr(7),
        NOT_ELIGIBLE: kr(11),
    }
    assert (boxes.unplaced, boxes.outside, boxes.difference) == (kr(13), kr(17), ZERO)


def test_the_parts_on_no_line_are_listed_and_those_outside_are_marked() -> None:
    account = build_account(a_case(a_usual_ledger()))
    assert [(part.posting.id, part.is_outside) for part in account.other_parts] == [
        ("1-4", False),
        ("1-5", False),
        ("1-6", False),
        ("1-7", False),
        ("1-8", True),
    ]


def test_the_sources_bring_what_was_earned_received_and_left() -> None:
    account = build_account(a_case(a_usual_ledger(), payments=(a_payment(100),)))
    # 80 % of 400 is 320, and 350 are left by the others; krone for krone 400 - 50 - 150 = 200
    assert account.settlement.earned == kr(200)
    assert account.settlement.is_assumed
    assert account.settlement.claim == kr(100)
    assert sources(account) == {
        GRANT: (kr(600), kr(200)),
        OWN: (kr(150), kr(150)),
        OTHER: (ZERO, kr(50)),
        INCOME: (ZERO, ZERO),
    }
    assert (account.funding_budget, account.funding_actual) == (kr(750), kr(400))
    assert account.own == kr(150)
    assert account.cofinancing is not None
    assert (account.cofinancing.required, account.cofinancing.actual) == (kr(80), kr(150))


def a_payment(kroner: int) -> Payment:
    return Payment(on=date(2020, 7, 1), amount=kr(kroner))


def test_decisions_settle_what_the_call_leaves_open() -> None:
    decisions = (
        decided(Topic.SETTLEMENT, SettlementReading.PROPORTIONAL.value),
        decided(Topic.SIGNOFF, SignoffKind.MANAGEMENT.value),
    )
    account = build_account(a_case(a_usual_ledger(), decisions=decisions))
    assert (account.settlement.reading, account.settlement.earned) == (
        SettlementReading.PROPORTIONAL,
        kr(320),
    )
    assert account.signoff.candidates == (SignoffKind.MANAGEMENT, SignoffKind.AUDITOR)
    assert account.signoff.kind is SignoffKind.MANAGEMENT


def decided(topic: Topic, answer: str) -> Decision:
    return Decision(topic=topic, answer=answer, reason="Mail", by="A", on=date(2021, 1, 1))


def test_before_any_cost_only_the_commitment_is_held_against_the_classes() -> None:
    signoff = build_account(a_case(Ledger())).signoff
    assert dict(signoff.amounts) == {SignoffBasis.COMMITMENT: kr(600)}
    assert signoff.kind is SignoffKind.AUDITOR


def test_a_line_only_postings_know_stands_last_without_a_budget() -> None:
    approved = the_budget()
    revised = msgspec.structs.replace(
        a_budget(*approved.lines, a_line("3", kr(90), label="Rejser", item="rent"), grant=kr(600)),
        id=VersionId("v2"),
        name="Ændring 1",
    )
    ledger = placed((a_posting(2, kr(60)), COST, "3"), (a_posting(3, kr(40)), COST, "1"))
    project = msgspec.structs.replace(a_case(ledger), versions=(approved, revised))
    account = build_account(project)
    assert [(line.id, line.budget, line.is_approved) for line in account.lines] == [
        ("1", kr(400), True),
        ("2", kr(350), True),
        ("3", ZERO, False),
    ]
    assert (account.lines[2].label, account.lines[2].deviation_percent) == ("Rejser", None)
    assert account.eligible == kr(100)


def test_the_budget_an_account_is_held_against_names_the_lines() -> None:
    approved = the_budget()
    renamed = a_budget(a_line("1", kr(400), label="Nyt navn"), grant=kr(600))
    project = msgspec.structs.replace(a_case(Ledger()), versions=(approved, renamed))
    assert build_account(project).lines[0].label == "Linje 1"


@pytest.mark.parametrize(("kind", "target"), [(COST, "9"), (COST, ""), (FUNDING, "F-9")])
def test_a_place_nobody_knows_is_no_place(kind: PartKind, target: str) -> None:
    account = build_account(a_case(placed((a_posting(2, kr(60)), kind, target))))
    assert account.reconciliation.unplaced == kr(60)
    assert [part.kind for part in account.other_parts] == [None]


def test_money_received_after_the_end_still_lowers_the_grant() -> None:
    late = a_posting(3, kr(-300), posting_date=date(2021, 2, 1))
    ledger = placed((a_posting(2, kr(400)), COST, "1"), (late, FUNDING, "F-other_grant"))
    account = build_account(a_case(ledger))
    assert account.settlement.limits["net"] == kr(100)
    assert account.reconciliation.outside == ZERO


@pytest.mark.parametrize(
    ("day", "actual"),
    [
        (date(2019, 11, 30), 0),
        (date(2019, 12, 1), 60),
        (date(2020, 12, 31), 60),
        (date(2021, 1, 1), 0),
    ],
)
def test_the_first_and_the_last_day_are_inside(day: date, actual: int) -> None:
    account = build_account(a_case(placed((a_posting(2, kr(60), posting_date=day), COST, "1"))))
    assert account.actual == kr(actual)


def test_a_posting_without_a_day_counts_as_inside() -> None:
    account = build_account(a_case(placed((a_posting(2, kr(60), posting_date=None), COST, "1"))))
    assert account.actual == kr(60)


def test_an_interim_account_is_held_against_the_whole_budget_and_its_own_costs() -> None:
    ledger = placed(
        (a_posting(2, kr(100)), COST, "1"),
        (a_posting(3, kr(200), posting_date=date(2020, 9, 1)), COST, "1"),
        (a_posting(4, kr(-5), posting_date=date(2020, 9, 1)), FUNDING, "F-other_grant"),
    )
    account = build_account(a_case(ledger), SPRING)
    assert (account.kind, account.period, account.due) == (AccountKind.INTERIM, SPRING, None)
    assert (account.budget, account.actual) == (kr(750), kr(100))
    assert account.reconciliation.outside == kr(195)
    # the promised own share is not due yet: 80 % of 100
    assert account.settlement.earned == kr(80)
    # the call says who signs the final account, and nothing of who signs this one
    assert (account.signoff.kind, account.signoff.proposed) == (None, None)


def test_the_whole_period_is_the_final_account_however_it_is_asked_for() -> None:
    project = a_case(a_usual_ledger())
    account = build_account(project)
    assert (account.kind, account.due) == (AccountKind.FINAL, date(2021, 3, 31))
    assert build_account(project, project.period) == account


def test_without_a_period_there_is_no_account() -> None:
    project = a_case(Ledger(), period=None)
    with pytest.raises(BudgetDeskError) as refused:
        build_account(project)
    assert refused.value.code == "account.no_period"
    assert build_account(project, SPRING).kind is AccountKind.INTERIM


def test_without_a_demand_nothing_is_held() -> None:
    account = build_account(a_project(the_budget(), ledger=a_usual_ledger()))
    assert account.cofinancing is None
    assert account.eligible == account.actual
    assert account.due is None


def test_a_due_date_needs_a_rule_and_a_period() -> None:
    period = Period(start=date(2020, 1, 1), end=date(2020, 11, 30))
    assert final_account_due(RULES, period) == date(2021, 2, 28)
    assert final_account_due(RULES, None) is None
    assert final_account_due(CallRules(), period) is None


def test_the_seal_is_that_of_its_own_content() -> None:
    account = build_account(a_case(a_usual_ledger()))
    bare = msgspec.structs.replace(
        account,
        lines=tuple(msgspec.structs.replace(line, parts=()) for line in account.lines),
        other_parts=(),
        digest="",
    )
    parts = [*(part for line in account.lines for part in line.parts), *account.other_parts]
    content = plain.to_json(bare) + b"\n" + plain.to_json_lines(parts)
    assert account.digest == hashlib.sha256(content).hexdigest()


def test_equal_projects_have_the_same_seal_and_a_changed_ore_another() -> None:
    seals = {build_account(a_case(a_usual_ledger())).digest for _ in range(2)}
    assert len(seals) == 1
    ledger = placed((a_posting(2, kr("300.01")), COST, "1"))
    assert build_account(a_case(ledger)).digest not in seals


KINDS = st.one_of(st.none(), st.sampled_from(PartKind))
TARGETS = st.sampled_from(["1", "2", "9", "", "F-grant", "F-own", "F-other_grant"])
DAYS = st.none() | st.dates(date(2019, 6, 1), date(2021, 6, 1))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Any ledger, placed well or badly, split or not."""
    rows = draw(st.lists(st.tuples(money(), DAYS), max_size=6))
    postings = [
        a_posting(row, amount, posting_date=day) for row, (amount, day) in enumerate(rows, start=2)
    ]
    parts = st.lists(
        st.builds(Part, kind=st.sampled_from(PartKind), amount=money(), target=TARGETS), max_size=3
    )
    ids = st.sampled_from([posting.id for posting in postings] or [PostingId("9-9")])
    placements = draw(st.dictionaries(ids, st.builds(Placement, parts=parts.map(tuple))))
    return a_case(Ledger(batches=(a_batch(*postings),), placements=placements))


@settings(deadline=None)
@given(projects(), st.sampled_from([None, SPRING]))
def test_whatever_is_imported_and_wherever_it_is_put_nothing_is_lost(
    project: Project, period: Period | None
) -> None:
    account = build_account(project, period)
    assert account.reconciliation.difference == ZERO
    assert account.reconciliation.imported == project.ledger.sum
    assert account.actual == account.reconciliation.by_kind[COST]
    brought = Money.total(each.actual for each in account.funding)
    assert brought == account.actual
    parts = [*(part for line in account.lines for part in line.parts), *account.other_parts]
    assert Money.total(part.amount for part in parts) == project.ledger.sum
