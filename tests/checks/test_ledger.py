"""The postings: one finding for a cause, however many postings it has."""

from datetime import date
from typing import Any

import msgspec
import pytest

from budgetdesk.domain.finding import Severity, Subject
from budgetdesk.domain.ledger import (
    AllocationRule,
    ImportBatch,
    KnownRow,
    Ledger,
    Part,
    PartKind,
    Placement,
    Posting,
)
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId, RuleId, VersionId
from tests.builders import A_SOURCE, a_batch, a_line, a_posting, kr
from tests.checks.asked import codes, message, one, only, the_budget, the_project, the_rules

COST, FUNDING, SET_ASIDE, NOT_ELIGIBLE = PartKind
TOO_LATE = date(2021, 1, 4)


def holding(*batches: ImportBatch, rules: Any = None, **placements: tuple[Part, ...]) -> Project:
    """The usual project whose postings all go on its line, unless placed by hand ("p2=...")."""
    every = AllocationRule(id=RuleId("r1"), kind=COST, target="1")
    by_hand = {
        PostingId(f"1-{row.removeprefix('p')}"): Placement(parts=parts)
        for row, parts in placements.items()
    }
    ledger = Ledger(batches=batches, rules=(every,) if rules is None else rules, placements=by_hand)
    return the_project(ledger=ledger)


def part(kind: PartKind, kroner: int, target: str = "", reason: str = "") -> Part:
    return Part(kind=kind, amount=kr(kroner), target=target, reason=reason)


def postings(count: int, **fields: Any) -> tuple[Posting, ...]:
    return tuple(a_posting(row, kr(10), **fields) for row in range(2, count + 2))


def test_placed_postings_of_the_period_are_fine() -> None:
    assert codes(holding(a_batch(*postings(3)))) == []


def test_postings_outside_the_period_are_one_finding_that_leads_to_the_first() -> None:
    project = holding(a_batch(*postings(5, posting_date=TOO_LATE)))
    finding = only(project, "ledger.outside_period")
    assert message(finding) == (
        "5 posteringer på i alt 50,00 kr. ligger uden for perioden 01-12-2019 til 31-12-2020 og er"
        " ikke med i regnskabet (nr. B2, B3, B4 …). Hører en udgift til perioden, selv om bilaget"
        " er dateret udenfor, så vælg den og tryk »Hører til dag …«; hold det, der ikke er"
        " projektets, udenfor med en begrundelse."
    )
    assert (finding.severity, finding.source) == (Severity.WARNING, A_SOURCE)
    assert finding.subject == Subject(kind="posting", id="1-2")


def test_a_single_posting_is_told_in_the_singular() -> None:
    project = holding(a_batch(*postings(1, posting_date=TOO_LATE)))
    finding = only(project, "ledger.outside_period")
    assert message(finding).startswith("1 postering på i alt 10,00 kr.")


def test_an_unplaced_posting_outside_the_period_is_only_outside() -> None:
    project = holding(a_batch(*postings(1, posting_date=TOO_LATE)), rules=())
    assert codes(project) == ["ledger.outside_period"]


def test_what_was_set_aside_may_lie_where_it_will() -> None:
    aside = (part(SET_ASIDE, 10, reason="Ikke vores"),)
    assert codes(holding(a_batch(*postings(1, posting_date=TOO_LATE)), p2=aside)) == []


def test_a_call_without_account_rules_has_no_words_on_the_period() -> None:
    project = holding(a_batch(*postings(1, posting_date=TOO_LATE)))
    call = msgspec.structs.replace(project.call, rules=the_rules(final_account=None))
    project = msgspec.structs.replace(project, call=call)
    assert only(project, "ledger.outside_period").source is None


def test_postings_nobody_placed_block_the_signing() -> None:
    finding = only(holding(a_batch(*postings(2)), rules=()), "ledger.unplaced")
    assert message(finding).startswith(
        "2 posteringer på i alt 20,00 kr. er ikke placeret (nr. B2, B3)."
    )
    assert finding.severity is Severity.ERROR


def test_without_a_period_unplaced_postings_are_still_told() -> None:
    project = msgspec.structs.replace(holding(a_batch(*postings(1)), rules=()), period=None)
    assert codes(project) == ["ledger.unplaced", "project.no_period"]


def test_parts_that_do_not_add_up_are_told_with_what_they_leave() -> None:
    project = holding(a_batch(*postings(2)), p2=(part(COST, 7, "1"),))
    finding = only(project, "ledger.parts_differ")
    assert (finding.facts["amount"], finding.facts["first"]) == (kr(3), "B2")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(("kind", "target"), [(COST, "9"), (FUNDING, "F-9"), (COST, "")])
def test_a_place_that_is_gone_blocks_the_signing(kind: PartKind, target: str) -> None:
    project = holding(a_batch(*postings(1)), p2=(part(kind, 10, target),))
    assert only(project, "ledger.target_gone").severity is Severity.ERROR


def on_a_new_line(**changed: Any) -> Project:
    """A cost on a line that came after the approved budget."""
    project = holding(a_batch(*postings(1)), p2=(part(COST, 10, "2"),))
    approved = the_budget(approved=True)
    new_line = a_line("2", kr(0), label="Rejser", item="rent")
    revised = msgspec.structs.replace(
        the_budget(), id=VersionId("v2"), lines=(*approved.lines, new_line)
    )
    call = msgspec.structs.replace(project.call, rules=the_rules(**changed))
    return msgspec.structs.replace(project, versions=(approved, revised), call=call)


def test_a_line_outside_the_approved_budget_blocks_the_signing() -> None:
    finding = only(on_a_new_line(), "ledger.line_not_approved")
    assert message(finding).startswith(
        "Der er placeret 10,00 kr. på »Rejser«, som ikke står i »Ansøgt«, det budget, regnskabet"
        " holdes op imod (1 postering, nr. B2)."
    )
    assert (finding.severity, finding.subject.id) == (Severity.ERROR, "1-2")


def test_where_the_call_is_silent_it_is_a_warning() -> None:
    finding = only(on_a_new_line(account_lines=None), "ledger.line_not_approved")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("kind", [SET_ASIDE, NOT_ELIGIBLE])
def test_what_is_taken_out_says_why(kind: PartKind) -> None:
    batch = a_batch(*postings(1))
    only(holding(batch, p2=(part(kind, 10, reason="  "),)), "ledger.no_reason")
    assert codes(holding(batch, p2=(part(kind, 10, reason="Gave"),))) == []


def test_a_posting_without_a_voucher_is_found_by_import_and_row() -> None:
    batch = a_batch(a_posting(2, kr(10), voucher=""), a_posting(3, kr(10)))
    finding = only(holding(batch), "ledger.no_voucher")
    assert "(import og række 1-2)" in message(finding)
    assert finding.severity is Severity.WARNING


def test_an_import_without_any_voucher_is_told_once() -> None:
    project = holding(a_batch(*postings(40, voucher="")))
    finding = only(project, "ledger.no_vouchers_in_import")
    assert message(finding).startswith("Import 1 (»udtraek.csv«) har ingen bilagsnumre")
    assert finding.subject == Subject(kind="batch", id="1")
    assert codes(holding(a_batch())) == []


def test_what_was_taken_out_needs_no_voucher_and_no_day() -> None:
    batch = a_batch(a_posting(2, kr(10), voucher="", posting_date=None), a_posting(3, kr(10)))
    assert codes(holding(batch, p2=(part(SET_ASIDE, 10, reason="Gave"),))) == []


def test_a_posting_without_a_day_is_said_to_count_as_inside() -> None:
    finding = only(holding(a_batch(*postings(1, posting_date=None))), "ledger.no_day")
    assert finding.severity is Severity.WARNING


def test_an_import_that_misses_its_control_total_blocks_the_signing() -> None:
    batch = msgspec.structs.replace(a_batch(*postings(2)), control_total=kr(25))
    finding = only(holding(batch), "ledger.control_total_differs")
    assert message(finding).startswith(
        "Import 1 (»udtraek.csv«) giver 20,00 kr., men økonomisystemets kontrolsum er 25,00 kr."
        " Forskellen er -5,00 kr."
    )
    assert finding.severity is Severity.ERROR
    whole = msgspec.structs.replace(batch, control_total=kr(20))
    assert codes(holding(whole)) == []


def test_what_an_earlier_import_brought_counts_in_the_control_total() -> None:
    batch = msgspec.structs.replace(
        a_batch(*postings(2)),
        already_there=(KnownRow(row=9, like=PostingId("0-1")),),
        already_there_sum=kr(5),
        control_total=kr(25),
    )
    assert codes(holding(batch)) == []
    short = only(
        holding(msgspec.structs.replace(batch, control_total=kr(30))),
        "ledger.control_total_differs",
    )
    assert (short.facts["sum"], short.facts["difference"]) == (kr(25), kr(-5))


def test_findings_come_gravest_first() -> None:
    batch = a_batch(a_posting(2, kr(10), posting_date=TOO_LATE), a_posting(3, kr(10)))
    project = holding(batch, rules=())
    assert codes(project) == ["ledger.unplaced", "ledger.outside_period"]
    assert one(project, "ledger.unplaced").facts["count"] == 1
