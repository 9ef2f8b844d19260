"""The machine forms of the command line: what `--json` prints.

Amounts are whole øre under names ending in `_ore`, dates ISO 8601, percentages strings. Keys may be
added; those here stay.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, count
from typing import Any

from budgetdesk import explained, jobs, rulepacks
from budgetdesk.checks.readiness import ReadinessStep
from budgetdesk.domain.account import (
    Account,
    AccountFunding,
    AccountLine,
    CofinancingResult,
    PartnerAccount,
    Settlement,
    Signoff,
)
from budgetdesk.domain.decision import Question
from budgetdesk.domain.finding import Finding, Fix, Severity
from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.money import Money
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import Call
from budgetdesk.domain.waivable import ground
from budgetdesk.domain.waiver import Waiver
from budgetdesk.neighbours import Looked
from budgetdesk.session import AuditReport
from budgetdesk.text import text

Form = dict[str, Any]


def check_form(project: Project, findings: Sequence[Finding]) -> Form:
    """The findings, and how many of each severity are not waived.

    `number` is what `--waive` takes, a fix's own `number` what `--fix` takes.
    """
    counts = Counter(finding.severity for finding in findings if not finding.waived)
    firsts = accumulate((len(finding.fixes) for finding in findings), initial=1)
    numbered = zip(count(1), findings, firsts)
    return {
        "findings": [_finding(project, *each) for each in numbered],
        "counts": {severity.value: counts[severity] for severity in Severity},
        "waived": sum(finding.waived is not None for finding in findings),
    }


def questions_form(asked: Sequence[Question]) -> Form:
    """What the call leaves open, with every answer and what it would give, decided or not."""
    return {"questions": [_question(question) for question in asked]}


def _question(question: Question) -> Form:
    return {
        "topic": question.topic.value,
        "about": question.about,
        "text": explained.topic_words(question.topic, question.about),
        "open": question.is_open,
        "outdated": question.is_outdated,
        "proposed": question.proposed,
        "options": [
            {
                "answer": option.answer,
                "text": explained.option_words(question, option),
                "facts": _facts(option.facts),
            }
            for option in question.options
        ],
        "source": to_plain(question.source),
        "decision": to_plain(question.decision),
    }


def readiness_form(steps: Sequence[ReadinessStep], looked: Looked | None) -> Form:
    """What is missing before the account can go to audit, and what was looked through."""
    left = [
        {
            "what": step.what,
            "count": step.count,
            "amount_ore": step.amount.ore,
            "share": _percent(step.share),
            "subject": to_plain(step.subject),
            "message": text(f"readiness.step.{step.what}", count=step.count),
        }
        for step in steps
    ]
    folder = looked and {"read": looked.read, "unread": list(looked.unread)}
    return {"readiness": {"steps_left": len(left), "steps": left}, "folder": folder}


def _waiver(waiver: Waiver | None) -> Form | None:
    if waiver is None:
        return None
    return {
        "reason": waiver.reason,
        "by": waiver.by,
        "date": _day(waiver.on),
        "permission": waiver.permission,
    }


def _finding(project: Project, number: int, finding: Finding, first_fix: int) -> Form:
    return {
        "number": number,
        "code": finding.code,
        "severity": finding.severity.value,
        "subject": to_plain(finding.subject),
        "message": explained.message(finding),
        "source": to_plain(finding.source),
        "facts": _facts(finding.facts),
        "arithmetic": list(explained.arithmetic(finding)),
        "place": explained.place(finding, project),
        "fixes": [_fix(number, fix) for number, fix in enumerate(finding.fixes, first_fix)],
        "waivable": ground(finding).value,
        "waived": _waiver(finding.waived),
    }


def _fix(number: int, fix: Fix) -> Form:
    return {
        "number": number,
        "code": fix.code,
        "text": explained.fix_words(fix),
        "amount_ore": to_plain(fix.amount),
    }


def _facts(facts: Any) -> Form:
    """Facts by name; an amount says its unit in the name, as everywhere in the forms."""
    return {
        f"{name}_ore" if isinstance(value, Money) else name: to_plain(value)
        for name, value in facts.items()
    }


def import_form(batch: ImportBatch, reading: jobs.LedgerReading, unplaced: int) -> Form:
    """One import, whether or not anything in it was new; rows that filters left out stand last."""
    skipped = [{"row": row.row, "reason": row.reason} for row in batch.skipped]
    skipped += [{"row": row, "reason": "filtered_out"} for row in reading.filtered_rows()]
    return {
        "file": batch.file,
        "sha256": batch.sha256,
        "format": batch.format,
        "profile": batch.profile,
        "rows_read": batch.rows_read,
        "imported": len(batch.postings),
        "skipped": skipped,
        "skipped_counts": dict(sorted(Counter(row["reason"] for row in skipped).items())),
        "already_there": batch.already_there,
        "sum_ore": batch.sum.ore,
        "debit_ore": batch.debit.ore,
        "credit_ore": batch.credit.ore,
        "control_difference_ore": to_plain(batch.control_difference),
        "unmapped": unplaced,
        "personal_data_rows": sum(posting.is_personal for posting in batch.postings),
    }


def account_form(account: Account) -> Form:
    """The account."""
    return {
        "kind": account.kind.value,
        "period": {"from": _day(account.period.start), "to": _day(account.period.end)},
        "lines": [_line(line) for line in account.lines],
        "funding": [_source(funding) for funding in account.funding],
        "totals": {
            "budget_ore": account.budget.ore,
            "actual_ore": account.actual.ore,
            "earlier_ore": account.earlier.ore,
            "this_ore": account.this.ore,
            "eligible_ore": account.eligible.ore,
        },
        "cofinancing": _cofinancing(account.cofinancing),
        "settlement": _settlement(account.settlement),
        "signoff": _signoff(account.signoff),
        "due": _day(account.due),
        "partners": [_partner(partner) for partner in account.partners],
        "digest": account.digest,
    }


def _line(line: AccountLine) -> Form:
    return {
        "id": line.id,
        "label": line.label,
        "budget_ore": line.budget.ore,
        "actual_ore": line.actual.ore,
        "earlier_ore": line.earlier.ore,
        "this_ore": line.this.ore,
        "corrections_ore": line.corrections.ore,
        "deviation_ore": line.deviation.ore,
        "deviation_percent": _percent(line.deviation_percent),
        "explanation": line.explanation,
        "approved": line.is_approved,
        "partner": line.partner,
    }


def _partner(partner: PartnerAccount) -> Form:
    """One organisation of a joint project; the recipient has no id."""
    return {
        "id": partner.id,
        "name": partner.name,
        "budget_ore": partner.budget.ore,
        "actual_ore": partner.actual.ore,
        "deviation_ore": partner.deviation.ore,
        "eligible_ore": partner.eligible.ore,
        "funding": [_source(source) for source in partner.funding],
        "cofinancing": _cofinancing(partner.cofinancing),
    }


def _source(funding: AccountFunding) -> Form:
    return {
        "source": funding.source.value,
        "budget_ore": funding.budget.ore,
        "actual_ore": funding.actual.ore,
    }


def _cofinancing(result: CofinancingResult | None) -> Form | None:
    return (
        None
        if result is None
        else {
            "base": result.base.value,
            "required_percent": _percent(result.required_percent),
            "actual_percent": _percent(result.actual_percent),
            "required_ore": result.required.ore,
            "actual_ore": result.actual.ore,
            "missing_ore": result.missing.ore,
            "met": result.is_met,
        }
    )


def _settlement(settlement: Settlement) -> Form:
    return {
        "reading": settlement.reading.value,
        "reading_assumed": settlement.is_assumed,
        "commitment_ore": settlement.commitment.ore,
        "earned_ore": settlement.earned.ore,
        "limits": {name: limit.ore for name, limit in settlement.limits.items()},
        "alternatives": {
            reading.value: earned.ore for reading, earned in settlement.alternatives.items()
        },
        "unused_ore": settlement.unused.ore,
        "paid_out_ore": settlement.paid_out.ore,
        "claim_ore": settlement.claim.ore,
        "repay_ore": settlement.repay.ore,
    }


def _signoff(signoff: Signoff) -> Form:
    """`kind` is the settled one, "undecided" while the call leaves it open, null without a rule."""
    kind = signoff.kind.value if signoff.kind else "undecided" if signoff.candidates else None
    return {
        "kind": kind,
        "proposed": signoff.proposed.value if signoff.proposed else None,
        "candidates": [candidate.value for candidate in signoff.candidates],
        "threshold_ore": to_plain(signoff.threshold),
        "basis": {basis.value: amount.ore for basis, amount in signoff.amounts.items()},
        "decision": to_plain(signoff.decision),
    }


def rules_form(call: Call, rows: Sequence[rulepacks.RuleRow]) -> Form:
    """A call with every rule, as data and in words, with its sources; the unset ones named."""
    return call_form(call) | {
        "facts": dict(call.facts),
        "where_to_look": to_plain(call.where_to_look),
        "rules": [
            {
                "kind": row.kind,
                "name": row.name,
                "set": row.is_set,
                "text": row.value,
                "value": to_plain(getattr(call.rules, row.kind)),
                "sources": to_plain(row.sources),
            }
            for row in rows
        ],
        "unset": list(call.rules.unset()),
    }


def checked_form(
    faults: Sequence[rulepacks.Fault], call: Call | None, rows: Sequence[rulepacks.RuleRow]
) -> Form:
    """A checked pack: its faults, or how it was understood; `unset` are the kinds it leaves out."""
    return {
        "ok": not faults,
        "faults": [fault_form(fault) for fault in faults],
        "understood": None if call is None else rules_form(call, rows),
        "unset": [row.kind for row in rows if not row.is_set],
    }


def upgrade_form(call: Call, changes: Sequence[rulepacks.RuleChange], *, is_done: bool) -> Form:
    """What the pack at hand tells otherwise than the document's copy."""
    told = [{"name": each.name, "before": each.before, "after": each.after} for each in changes]
    return {"call": call.id, "done": is_done, "changes": told}


def fault_form(fault: rulepacks.Fault) -> Form:
    """A fault in a pack."""
    return {**to_plain(fault), "message": rulepacks.fault_text(fault)}


def broken_form(pack: rulepacks.BrokenPack) -> Form:
    """A pack that was left out, and why."""
    return {"path": pack.path, "faults": [fault_form(fault) for fault in pack.faults]}


def call_form(call: Call) -> Form:
    """One line of the list of calls."""
    return {
        "id": call.id,
        "name": call.name,
        "funder": call.funder,
        "complete": call.complete,
        "digest": call.digest,
    }


def audit_form(report: AuditReport) -> Form:
    """The audit chain: whether it holds, and its events."""
    return {
        "ok": report.fault is None,
        "fault": None if report.fault is None else to_plain(report.fault),
        "events": [to_plain(event) for event in report.events],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _percent(percent: Decimal | None) -> str | None:
    return None if percent is None else str(percent)
