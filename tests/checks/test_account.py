"""The account held against the budget and the call."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Severity, Subject
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.rules import AccountLinesRule, SettlementReading, SettlementRule
from budgetdesk.domain.value import LineId, PostingId
from tests.builders import A_SOURCE, a_batch, a_budget, a_line, a_posting, kr, pct
from tests.checks.asked import (
    AFTER_THE_END,
    WHILE_IT_RUNS,
    codes,
    message,
    one,
    only,
    the_project,
    the_rules,
)

LINES = (
    a_line("1", kr(70_000), item="rent"),
    a_line("2", kr(30_000), item="rent"),
    a_line("3", kr(0), item="rent"),
)
EXPLAINED = {LineId("1"): "Billigere leje.", LineId("2"): "Dyrere mad."}


def used(*costs: int, received: int = 0, explained: bool = True, **fields: Any) -> Project:
    """A project of 70.000 and 30.000 kr. after so much was used on each line."""
    rows = [(PartKind.COST, str(line), kr(cost)) for line, cost in enumerate(costs, start=1)]
    rows += [(PartKind.FUNDING, "F-other_grant", kr(-received))] if received else []
    ledger = Ledger(
        batches=(a_batch(*(a_posting(row, each[2]) for row, each in enumerate(rows, start=2))),),
        placements={
            PostingId(f"1-{row}"): Placement(parts=(Part(kind=kind, target=to, amount=amount),))
            for row, (kind, to, amount) in enumerate(rows, start=2)
        },
    )
    budget = a_budget(*LINES, grant=kr(80_000), own=kr(20_000), other=kr(0), approved=True)
    explanations = EXPLAINED if explained else {}
    return the_project(budget, ledger=ledger, explanations=explanations, **fields)


def test_an_account_as_budgeted_is_ready() -> None:
    assert codes(used(70_000, 30_000), AFTER_THE_END) == []


def test_a_line_that_ended_away_from_its_budget_wants_an_explanation() -> None:
    finding = only(
        used(60_000, 31_000, explained=False), "account.deviation_unexplained", AFTER_THE_END
    )
    assert message(finding) == (
        "2 budgetposter afviger fra budgettet uden en forklaring. Mest afviger"
        " »Linje 1«: budget 70.000,00 kr., forbrug 60.000,00 kr. Skriv kort, hvad den skyldes."
    )
    assert finding.severity is Severity.WARNING
    assert finding.subject == Subject(kind="line", id="1", field="explanation")


def test_while_the_project_runs_only_an_overspent_line_does() -> None:
    project = used(60_000, 31_000, explained=False)
    finding = only(project, "ledger.line_overspent", WHILE_IT_RUNS)
    assert finding.subject == Subject(kind="posting", id="1-3")
    assert message(finding).startswith(
        "»Linje 2« er overskredet med 1.000,00 kr. fra og med bilag B3: forbrug 31.000,00 kr."
    )
    assert finding.severity is Severity.WARNING
    assert codes(used(60_000, 29_000, explained=False), WHILE_IT_RUNS) == []
    assert codes(used(60_000, 31_000), WHILE_IT_RUNS) == []
    assert codes(project, AFTER_THE_END) == ["account.deviation_unexplained"]


def test_the_posting_that_passed_the_budget_for_good_is_named() -> None:
    project = used(60_000, 31_000, explained=False)
    batch = project.ledger.batches[0]
    days = {"1-2": 1, "1-3": 9}
    more = [
        replace(a_posting(4, kr(5_000)), posting_date=date(2020, 5, 8)),
        replace(a_posting(5, kr(-5_000)), posting_date=date(2020, 5, 10)),
        replace(a_posting(6, kr(400)), posting_date=date(2020, 5, 12)),
    ]
    postings = [replace(each, posting_date=date(2020, 5, days[each.id])) for each in batch.postings]
    placed = {
        each.id: Placement(parts=(Part(kind=PartKind.COST, amount=each.amount, target="2"),))
        for each in more
    }
    ledger = replace(
        project.ledger,
        batches=(replace(batch, postings=(*postings, *more)),),
        placements={**project.ledger.placements, **placed},
    )
    finding = one(replace(project, ledger=ledger), "ledger.line_overspent", WHILE_IT_RUNS)
    assert (finding.subject.id, finding.facts["over"]) == ("1-3", kr(1_400))


def test_an_overspent_line_weighs_what_its_explanation_does() -> None:
    rule = AccountLinesRule(source=A_SOURCE, explain=True, percent=pct("10"))
    for actual, severity in ((32_000, Severity.WARNING), (34_000, Severity.ERROR)):
        project = used(60_000, actual, explained=False, rules=the_rules(account_lines=rule))
        assert only(project, "ledger.line_overspent", WHILE_IT_RUNS).severity is severity


def test_on_its_last_day_the_project_still_runs() -> None:
    project = used(60_000, 29_000, explained=False)
    assert codes(project, date(2020, 12, 31)) == []
    assert codes(project, date(2021, 1, 1)) == ["account.deviation_unexplained"]


def test_before_any_posting_there_is_no_deviation() -> None:
    assert codes(used(explained=False), AFTER_THE_END) == []


def test_a_line_that_was_given_nothing_has_a_finding_of_its_own() -> None:
    finding = only(used(70_000, 30_000, 500), "account.line_without_budget", AFTER_THE_END)
    assert (finding.subject.id, finding.facts["actual"]) == ("3", kr(500))


def test_other_money_above_the_budget_is_told_and_the_demand_held_again() -> None:
    project = used(70_000, 30_000, received=10_000)
    assert codes(project, WHILE_IT_RUNS) == ["account.other_money_above_budget"]
    found = codes(project, AFTER_THE_END)
    assert found == ["account.cofinancing_short", "account.other_money_above_budget"]


def test_an_account_below_the_demand_is_blocked_and_the_grant_that_meets_it_offered() -> None:
    # 80.000 earned and 10.000 from others leave the recipient 10.000 of 100.000
    project = used(70_000, 30_000, received=10_000)
    finding = one(project, "account.cofinancing_short", AFTER_THE_END)
    assert message(finding) == (
        "Regnskabet opfylder ikke kravet om medfinansiering: I har selv betalt 10.000,00 kr."
        " (10 %), men skal mindst betale 20.000,00 kr. (20 % af projektets samlede udgifter på"
        " 100.000,00 kr.). Der mangler 10.000,00 kr."
        " | Kræv kun 70.000,00 kr. i tilskud, så den egne medfinansiering bliver 20.000,00 kr."
    )
    assert (finding.severity, finding.source) == (Severity.ERROR, A_SOURCE)


def test_without_a_demand_there_is_none_to_break() -> None:
    project = used(70_000, 30_000, received=10_000, rules=the_rules(cofinancing=None))
    assert codes(project, AFTER_THE_END) == ["account.other_money_above_budget"]


@pytest.mark.parametrize(
    "rule", [None, SettlementRule(source=A_SOURCE, reading=None)], ids=["unset", "silent"]
)
def test_a_reading_nobody_chose_is_asked_about_once_it_matters(rule: Any) -> None:
    project = used(60_000, 30_000, rules=the_rules(settlement=rule))
    assert codes(project, WHILE_IT_RUNS) == []
    finding = only(project, "account.settlement_assumed", AFTER_THE_END)
    assert message(finding) == (
        "Det er ikke afgjort, hvordan tilskuddet falder, når udgifterne ikke blev som budgetteret."
        " Betaler tilskuddet sin andel af udgifterne, bliver det 72.000,00 kr.; ligger den egne"
        " medfinansiering fast, bliver det 70.000,00 kr. Regnskabet bruger det laveste. Spørg"
        " tilskudsgiver, og gem svaret som en afgørelse."
        " | Afgør opgørelsen: »Tilskuddet betaler sin andel af de faktiske udgifter« (tilskud"
        " 72.000,00 kr.)."
        " | Afgør opgørelsen: »Tilskuddet sættes ned krone for krone; egen medfinansiering ligger"
        " fast« (tilskud 70.000,00 kr.)."
    )
    assert (finding.severity, finding.source) == (Severity.WARNING, A_SOURCE)


def test_where_both_readings_give_the_same_nothing_is_asked() -> None:
    assert codes(used(70_000, 30_000, rules=the_rules(settlement=None)), AFTER_THE_END) == []


def test_a_decision_answers_it() -> None:
    decision = Decision(
        topic=Topic.SETTLEMENT,
        answer=SettlementReading.KRONE_FOR_KRONE.value,
        reason="Mail",
        by="A",
        on=date(2021, 1, 1),
    )
    project = used(60_000, 30_000, rules=the_rules(settlement=None), decisions=(decision,))
    assert codes(project, AFTER_THE_END) == []


def test_what_was_paid_out_beyond_what_was_earned_goes_back() -> None:
    payments = (Payment(on=date(2020, 2, 1), amount=kr(80_000)),)
    project = used(60_000, 30_000, payments=payments)
    assert codes(project, WHILE_IT_RUNS) == []
    finding = only(project, "account.repayment_due", AFTER_THE_END)
    assert message(finding) == (
        "Der er udbetalt 80.000,00 kr., men tilskuddet er gjort op til 72.000,00 kr."
        " Der skal betales 8.000,00 kr. tilbage."
    )
