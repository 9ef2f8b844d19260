"""Who must sign, and whether the budget has what that costs."""

from datetime import date
from typing import Any

import msgspec
import pytest

from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Severity, Subject
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import EligibleRule, SignoffRule
from budgetdesk.domain.signoff import SignoffBasis, SignoffKind
from budgetdesk.domain.value import LineId
from tests.builders import A_SOURCE, a_batch, a_budget, a_line, a_posting, kr
from tests.checks.asked import (
    AFTER_THE_END,
    RENT,
    WHILE_IT_RUNS,
    codes,
    message,
    one,
    only,
    the_budget,
    the_project,
    the_rules,
)


def decided(kind: SignoffKind) -> Decision:
    return Decision(
        topic=Topic.SIGNOFF, answer=kind.value, reason="Mail", by="A", on=date(2021, 1, 1)
    )


def with_audit(total: int) -> BudgetVersion:
    """A budget in which 10.000 kr. are for the auditor."""
    lines = (
        a_line("1", kr(total - 10_000), item="rent"),
        a_line("2", kr(10_000), item="audit"),
    )
    return a_budget(*lines, grant=kr(total * 4 // 5), own=kr(total // 5), approved=True)


def spent(kroner: int, project: Project) -> Project:
    """The project with so much used on its first line, and the deviation explained."""
    posting = a_posting(2, kr(kroner))
    part = Part(kind=PartKind.COST, amount=posting.amount, target="1")
    ledger = Ledger(batches=(a_batch(posting),), placements={posting.id: Placement(parts=(part,))})
    explained = {LineId("1"): "Billigere.", LineId("2"): "Ikke brugt."}
    return msgspec.structs.replace(project, ledger=ledger, explanations=explained)


LIMIT = with_audit(625_000)  # the grant is exactly 500.000 kr.


def test_on_the_limit_a_person_must_decide_and_the_stricter_is_proposed() -> None:
    finding = only(the_project(LIMIT), "signoff.undecided")
    assert message(finding) == (
        "Opslagets ord afgør ikke, hvordan regnskabet skal påtegnes ved et tilskud på"
        " 500.000,00 kr.: »Ledelsespåtegnet« eller »Revisorpåtegnet«. Spørg tilskudsgiver, og gem"
        " svaret som en afgørelse. Indtil da gælder det strengeste, »Revisorpåtegnet«."
        " | Afgør påtegningen: »Revisorpåtegnet«. | Afgør påtegningen: »Ledelsespåtegnet«."
    )
    assert (finding.severity, finding.source) == (Severity.WARNING, A_SOURCE)
    assert finding.subject == Subject(kind="account", field="signoff")


def test_an_account_is_not_signed_before_it_is_decided() -> None:
    project = spent(625_000, the_project(LIMIT))
    assert one(project, "signoff.undecided", AFTER_THE_END).severity is Severity.ERROR


def test_a_decision_settles_it() -> None:
    decisions = (decided(SignoffKind.AUDITOR),)
    assert codes(the_project(LIMIT, decisions=decisions)) == []


def test_a_decision_made_for_another_case_is_asked_for_again() -> None:
    decisions = (decided(SignoffKind.INDEPENDENT_REVIEWER),)
    only(the_project(LIMIT, decisions=decisions), "signoff.decision_outdated")


def test_commitment_and_use_on_each_side_of_the_limit_are_asked_about_at_the_end() -> None:
    project = spent(600_000, the_project(with_audit(650_000)))
    assert codes(project, WHILE_IT_RUNS) == []
    finding = only(project, "signoff.amounts_differ", AFTER_THE_END)
    assert message(finding).startswith(
        "Der er bevilget 520.000,00 kr., men kun optjent 480.000,00 kr., og opslaget siger ikke,"
    )


def test_a_call_that_names_the_amount_asks_nothing() -> None:
    rules = the_rules()
    assert rules.signoff is not None
    named = SignoffRule(
        source=A_SOURCE, classes=rules.signoff.classes, basis=SignoffBasis.COMMITMENT
    )
    project = the_project(with_audit(650_000), rules=the_rules(signoff=named))
    assert codes(spent(600_000, project), AFTER_THE_END) == []


def test_without_a_grant_there_is_nothing_to_sign_for_yet() -> None:
    budget = a_budget(a_line("1", kr(100), item="audit"), own=kr(100))
    assert codes(the_project(budget)) == []


def test_an_auditor_only_management_asks_for_is_questioned() -> None:
    finding = only(the_project(with_audit(100_000)), "signoff.audit_not_needed")
    assert message(finding).startswith(
        "Der er budgetteret 10.000,00 kr. til revision, men ved et tilskud på 80.000,00 kr."
    )
    assert (finding.severity, finding.subject) == (
        Severity.WARNING,
        Subject(kind="line", id="2"),
    )


def test_an_auditor_nobody_budgeted_for_is_missed() -> None:
    finding = only(the_project(the_budget(700_000)), "signoff.audit_not_budgeted")
    assert (finding.severity, finding.source) == (Severity.WARNING, A_SOURCE)
    assert codes(the_project(with_audit(700_000))) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"eligible": EligibleRule(source=A_SOURCE, items=(RENT,), closed=True)},  # no item for it
        {"eligible": None},
        {"signoff": None},
    ],
)
def test_where_its_line_or_its_need_cannot_be_known_nothing_is_said(changed: Any) -> None:
    assert codes(the_project(the_budget(700_000), rules=the_rules(**changed))) == []
