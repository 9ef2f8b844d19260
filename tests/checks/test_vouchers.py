"""Vouchers' files, double claims, and how far it is to the audit."""

from datetime import date

from msgspec.structs import replace

from budgetdesk import jobs
from budgetdesk.checks import run_checks
from budgetdesk.checks.case import case_of
from budgetdesk.checks.readiness import readiness
from budgetdesk.domain.around import Around, Claimed
from budgetdesk.domain.budget import Approval
from budgetdesk.domain.finding import Severity, Subject
from budgetdesk.domain.ledger import AllocationRule, Ledger, Part, PartKind, Placement, VoucherFile
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import SettlementRule, SignoffRule
from budgetdesk.domain.signoff import SignoffClass, SignoffKind
from budgetdesk.domain.value import LineId, PostingId, RuleId, VoucherId
from budgetdesk.text import text
from tests.builders import A_SOURCE, a_batch, a_budget, a_line, a_posting, kr
from tests.checks.asked import AFTER_THE_END, WHILE_IT_RUNS, the_budget, the_project, the_rules

ON_RENT = AllocationRule(id=RuleId("r1"), kind=PartKind.COST, target="1", gl_from="1")
FILE = VoucherFile(
    id=VoucherId("1"), posting=PostingId("1-2"), name="a.pdf", size=1, sha256="0" * 64
)
LINK = replace(FILE, id=VoucherId("2"), posting=PostingId("1-3"), path="/bilag/b.pdf")


def the_case() -> Project:
    postings = [a_posting(row, kr(10 * row), gl_code="10") for row in (2, 3)]
    ledger = Ledger(batches=(a_batch(*postings),), rules=(ON_RENT,), vouchers=(FILE, LINK))
    return the_project(ledger=ledger)


def messages(project: Project, around: Around, today: date = WHILE_IT_RUNS) -> list[str]:
    found = [each for each in run_checks(project, today, around) if each.code != "call.unset"]
    return [text(f"findings.{each.code}", **each.facts) for each in found]


def test_files_in_order_say_nothing() -> None:
    assert messages(the_case(), Around()) == []
    assert messages(the_case(), Around(files={VoucherId("9"): "missing"})) == []


def test_missing_and_changed_files_are_told_apart() -> None:
    wrong = Around(files={VoucherId("1"): "lost", VoucherId("2"): "changed"})
    missing, changed = messages(the_case(), wrong)
    assert missing.startswith("1 bilagsfil kan ikke findes, den første er »a.pdf«.")
    assert changed.startswith("1 bilagsfil er ændret")
    (both,) = messages(the_case(), Around(files=dict.fromkeys(wrong.files, "missing")))
    assert both.startswith("2 bilagsfiler kan ikke findes")


def test_a_double_claim_blocks_and_names_the_project() -> None:
    claims = tuple(
        Claimed(
            posting=PostingId(f"1-{row}"),
            amount=kr(20),
            file="nabo.budgetdesk",
            project="Nabo",
            other=a_posting(9),
        )
        for row in (2, 3, 7)
    )
    (finding,) = (
        each
        for each in run_checks(the_case(), WHILE_IT_RUNS, Around(claimed=claims))
        if each.code == "ledger.claimed_elsewhere"
    )
    assert (finding.severity, finding.facts["count"]) == (Severity.ERROR, 2)
    assert finding.subject == Subject(kind="posting", id="1-2")


def steps(project: Project, today: date = WHILE_IT_RUNS) -> list[tuple[str, int, int]]:
    found = jobs.steps_left(project, today)
    assert all(text(f"readiness.step.{each.what}", count=each.count) for each in found)
    return [(each.what, each.count, each.amount.ore // 100) for each in found]


def test_a_project_with_nothing_missing_is_ready() -> None:
    project = replace(the_case(), ledger=replace(the_case().ledger, vouchers=()))
    assert steps(project) == []
    assert steps(replace(the_project(), period=None)) == []


def test_what_is_missing_is_told_the_greatest_first() -> None:
    postings = (
        a_posting(2, kr(600), gl_code="10"),
        a_posting(3, kr(-700), gl_code="20"),
        a_posting(4, kr(800), gl_code="10", voucher=""),
        a_posting(5, kr(50), gl_code="20"),
    )
    aside = Placement(parts=(Part(kind=PartKind.SET_ASIDE, amount=kr(50)),))
    ledger = Ledger(
        batches=(a_batch(*postings),),
        rules=(ON_RENT,),
        placements={PostingId("1-5"): aside},
        vouchers=(FILE,),
    )
    budget = a_budget(a_line("1", kr(1000), item="rent", note=" "), grant=kr(800), own=kr(200))
    project = the_project(budget, ledger=ledger)
    assert steps(project) == [
        ("note", 1, 1000),
        ("voucher", 1, 800),
        ("file", 1, 800),
        ("placing", 1, 700),
        ("explanation", 1, 400),
        ("reason", 1, 50),
    ]
    (placing,) = (s for s in readiness(case_of(project, WHILE_IT_RUNS)) if s.what == "placing")
    assert str(placing.share) == "32.55"
    told = replace(project, explanations={LineId("1"): "Dyrere end ventet."})
    assert "explanation" not in [what for what, *_ in steps(told)]


def test_open_questions_of_the_call_are_steps_too() -> None:
    rules = the_rules(
        signoff=SignoffRule(
            source=A_SOURCE,
            classes=(
                SignoffClass(kind=SignoffKind.MANAGEMENT, below=kr(80_000)),
                SignoffClass(kind=SignoffKind.AUDITOR, above=kr(80_000)),
            ),
        ),
        settlement=SettlementRule(source=A_SOURCE),
    )
    budget = replace(the_budget(), approval=Approval(on=date(2020, 1, 2), reference="19/1"))
    ledger = Ledger(batches=(a_batch(a_posting(2, kr(90_000), gl_code="1")),), rules=(ON_RENT,))
    project = the_project(budget, rules=rules, ledger=ledger)
    assert ("decision", 1, 80_000) in steps(project)
    assert ("decision", 2, 80_000) in steps(project, AFTER_THE_END)
    settled = replace(rules, signoff=the_rules().signoff)
    project = the_project(budget, rules=settled, ledger=ledger)
    assert ("decision", 1, 80_000) in steps(project, AFTER_THE_END)
