"""Asks the checks about a project, and reads every answer aloud so that no fact is missing."""

from datetime import date
from typing import Any

from budgetdesk.checks import run_checks
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.finding import Finding
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.domain.rules import (
    AccountLinesRule,
    ApplicantRule,
    BalanceRule,
    CallRules,
    CofinancingBase,
    CofinancingRule,
    CofinancingShownRule,
    CostItem,
    EligibleRule,
    FinalAccountRule,
    NoteRule,
    PeriodRule,
    SettlementReading,
    SettlementRule,
    SignoffRule,
)
from budgetdesk.domain.signoff import SignoffClass, SignoffKind
from budgetdesk.text import text
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr, pct

WHILE_IT_RUNS = date(2020, 3, 1)
AFTER_THE_END = date(2021, 2, 1)

RENT = CostItem(key="rent", label="Lokaleleje", group="rent")
AUDIT = CostItem(key="audit", label="Revision", group="audit")


def the_rules(**changed: Any) -> CallRules:
    """A call like STAR's of 2019, with nothing left unset that a check asks for."""
    rules: dict[str, Any] = {
        "applicants": ApplicantRule(source=A_SOURCE, kinds=(RecipientKind.MUNICIPALITY,)),
        "period": PeriodRule(
            source=A_SOURCE,
            start_from=date(2019, 12, 1),
            start_to=date(2019, 12, 31),
            end_to=date(2020, 12, 31),
        ),
        "cofinancing": CofinancingRule(
            source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS
        ),
        "cofinancing_shown": CofinancingShownRule(source=A_SOURCE),
        "eligible": EligibleRule(source=A_SOURCE, items=(RENT, AUDIT), closed=True),
        "notes": NoteRule(source=A_SOURCE),
        "balance": BalanceRule(source=A_SOURCE),
        "final_account": FinalAccountRule(source=A_SOURCE, months=3),
        "account_lines": AccountLinesRule(source=A_SOURCE),
        "signoff": SignoffRule(
            source=A_SOURCE,
            classes=(
                SignoffClass(kind=SignoffKind.MANAGEMENT, below=kr(500_000)),
                SignoffClass(kind=SignoffKind.AUDITOR, above=kr(500_000)),
            ),
        ),
        "settlement": SettlementRule(source=A_SOURCE, reading=SettlementReading.PROPORTIONAL),
    }
    return CallRules(**(rules | changed))


def the_budget(total: int = 100_000, **funding: Any) -> BudgetVersion:
    """One line of rent with its note, a fifth of it the recipient's own."""
    sources = {"grant": kr(total * 4 // 5), "own": kr(total // 5)} | funding
    return a_budget(a_line("1", kr(total), item="rent"), **sources)


def the_project(budget: BudgetVersion | None = None, **fields: Any) -> Project:
    """A project in which nothing is wrong, but for what a test changes."""
    rules = fields.pop("rules", the_rules())
    return a_project(budget or the_budget(), rules, **fields)


def ask(project: Project, today: date = WHILE_IT_RUNS) -> tuple[Finding, ...]:
    """All findings but the notes on rules the call leaves unset."""
    return tuple(each for each in run_checks(project, today) if each.code != "call.unset")


def codes(project: Project, today: date = WHILE_IT_RUNS) -> list[str]:
    return [finding.code for finding in ask(project, today)]


def only(project: Project, code: str, today: date = WHILE_IT_RUNS) -> Finding:
    """The one finding there is; its sentence and those of its fixes can be said."""
    (finding,) = ask(project, today)
    assert finding.code == code
    assert message(finding)
    return finding


def one(project: Project, code: str, today: date = WHILE_IT_RUNS) -> Finding:
    """The one finding with a code among others."""
    (finding,) = (each for each in ask(project, today) if each.code == code)
    assert message(finding)
    return finding


def message(finding: Finding) -> str:
    """A finding and its fixes as people read them."""
    fixes = [
        text(f"fixes.{fix.code}", **{"amount": fix.amount, **fix.facts}) for fix in finding.fixes
    ]
    return " | ".join([text(f"findings.{finding.code}", **finding.facts), *fixes])
