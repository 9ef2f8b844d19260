"""The postings: where they were put, and whether they can be vouched for.

One cause is one finding, however many postings it has: their number, their sum, the first few,
and the first of them as the place to go to.
"""

from collections.abc import Iterator

from budgetdesk.accounting.days import days_of
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import breach_or_doubt, finding
from budgetdesk.checks.gathering import LEFT_OUT, facts_of, first_of, gathered
from budgetdesk.domain.finding import Finding, Severity, Subject
from budgetdesk.domain.ledger import FROM_FORM


def outside_period(case: Case) -> Iterator[Finding]:
    """R22: costs belong to the period; those that do not are left out of the account.

    Where a form was read that lists such a cost, somebody counted it: that is told as it is.
    """
    account, rule = case.whole, case.rules.final_account
    if account is None:
        return
    parts = [part for part in account.other_parts if part.is_outside and part.kind not in LEFT_OUT]
    batches = [each for each in case.project.ledger.batches if each.profile == FROM_FORM]
    listed = {posting.id for batch in batches for posting in batch.postings}
    in_form = [part for part in parts if part.posting.id in listed]
    others = [part for part in parts if part.posting.id not in listed]
    for code, found in (("outside_period", others), ("outside_period_in_form", in_form)):
        yield from gathered(
            Severity.WARNING,
            f"ledger.{code}",
            found,
            {"start": account.period.start, "end": account.period.end},
            source=rule.source if rule else None,
        )


def unplaced(case: Case) -> Iterator[Finding]:
    """Every posting of the period has its place before the account is signed."""
    by_hand = case.project.ledger.placements
    parts = [part for part in case.inside if part.kind is None and part.posting.id not in by_hand]
    yield from gathered(Severity.ERROR, "ledger.unplaced", parts)


def parts_differ(case: Case) -> Iterator[Finding]:
    """The parts a posting was split in add up to it; what they leave is nowhere."""
    by_hand = case.project.ledger.placements
    parts = [part for part in case.parts if part.kind is None and part.posting.id in by_hand]
    yield from gathered(Severity.ERROR, "ledger.parts_differ", parts)


def target_gone(case: Case) -> Iterator[Finding]:
    """A posting is on a line, or from a source, that is there."""
    parts = [part for part in case.parts if case.places.lacks(part)]
    yield from gathered(Severity.ERROR, "ledger.target_gone", parts)


def line_not_approved(case: Case) -> Iterator[Finding]:
    """R29: the account's lines are those of the approved budget."""
    for line in case.account.lines if case.account else ():
        if not line.is_approved:
            yield breach_or_doubt(
                case.rules.account_lines,
                "ledger.line_not_approved",
                first_of(line.parts),
                {
                    "label": line.label,
                    "budget": case.project.base_budget.name,
                    **facts_of(line.parts),
                },
            )


def reason_missing(case: Case) -> Iterator[Finding]:
    """What was taken out of the account says why."""
    parts = [part for part in case.parts if part.kind in LEFT_OUT and not part.reason.strip()]
    yield from gathered(Severity.ERROR, "ledger.no_reason", parts)


def voucher_missing(case: Case) -> Iterator[Finding]:
    """Every posting points to its voucher; an import without any is one finding of its own."""
    told: set[str] = set()
    for batch in case.project.ledger.batches:
        if batch.postings and not any(posting.voucher for posting in batch.postings):
            told.update(posting.id for posting in batch.postings)
            yield finding(
                Severity.WARNING,
                "ledger.no_vouchers_in_import",
                Subject(kind="batch", id=str(batch.number)),
                {
                    "number": batch.number,
                    "file": batch.file,
                    "count": len(batch.postings),
                },
            )
    parts = [
        part
        for part in case.inside
        if not part.posting.voucher and part.kind not in LEFT_OUT and part.posting.id not in told
    ]
    yield from gathered(Severity.WARNING, "ledger.no_voucher", parts)


def day_missing(case: Case) -> Iterator[Finding]:
    """A posting without any day is taken to be inside the period, and said to be."""
    days = days_of(case.project)
    parts = [p for p in case.parts if days.of(p.posting) is None and p.kind not in LEFT_OUT]
    yield from gathered(Severity.WARNING, "ledger.no_day", parts)


def control_total_differs(case: Case) -> Iterator[Finding]:
    """An import sums to what the finance system says it should."""
    for batch in case.project.ledger.batches:
        difference = batch.control_difference
        if difference and batch.control_total is not None:
            yield finding(
                Severity.ERROR,
                "ledger.control_total_differs",
                Subject(kind="batch", id=str(batch.number)),
                {
                    "number": batch.number,
                    "file": batch.file,
                    "sum": batch.control_total + difference,
                    "control_total": batch.control_total,
                    "difference": difference,
                },
            )
