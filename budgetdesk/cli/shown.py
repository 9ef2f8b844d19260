"""What the commands show to people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from budgetdesk import explained, jobs, rulepacks
from budgetdesk.accounting.deadlines import all_due
from budgetdesk.accounting.payout import expected_payments
from budgetdesk.checks.readiness import ReadinessStep
from budgetdesk.domain.account import Account, AccountKind
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import Question
from budgetdesk.domain.finding import Finding, Severity, Source
from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import Call
from budgetdesk.neighbours import Looked
from budgetdesk.session import AuditReport
from budgetdesk.text import amount, danish, label, percent, step, text

_MOST_SKIPPED = 20
"""Rows of a broken file shown one by one; all of them are in the JSON and in the document."""


def calls(packs: Iterable[Call]) -> None:
    """The calls under their funders, a line each."""
    by_funder: dict[str, list[Call]] = {}
    for call in packs:
        by_funder.setdefault(call.funder, []).append(call)
    for funder, theirs in by_funder.items():
        print(funder)
        for call in theirs:
            known = "cli.calls.complete" if call.complete else "cli.calls.partial"
            print(f"  {call.id:<12}{text(known, name=call.name)}")


def rules(call: Call, rows: Sequence[rulepacks.RuleRow]) -> None:
    """One call with every rule, its quotes, and what is not known."""
    print(text("cli.calls.title", id=call.id, name=call.name, funder=call.funder))
    for name, value in call.facts.items():
        print(text("cli.calls.rule", name=rulepacks.fact_name(name), value=value))
    for row in rows:
        if row.is_set:
            print(text("cli.calls.rule", name=row.name, value=row.value.replace("\n", "; ")))
        for source in row.sources:
            place = _place(source, call.where_to_look.document)
            key = "cli.calls.quote" if source.quote else "cli.calls.place"
            print(text(key, place=place, quote=source.quote))
    unset = [row.name for row in rows if not row.is_set]
    if unset:
        print(text("cli.calls.unset", names=", ".join(unset)))


def _place(source: Source, at_home: str) -> str:
    """Where a rule is written; the call itself goes without saying where its section is known."""
    if source.document == at_home and source.section:
        return source.section
    return ", ".join(part for part in (source.document, source.section) if part)


def faults(path: Path, found: Sequence[rulepacks.Fault]) -> None:
    """The faults of a pack; that there are none is said too."""
    if not found:
        print(text("cli.calls.valid", path=path, name=rulepacks.read_pack(path).name))
        return
    print(text("cli.calls.faults", path=path))
    for fault in found:
        print(f"  {rulepacks.fault_text(fault)}")


def upgrade(call: Call, changes: Sequence[rulepacks.RuleChange], *, is_done: bool) -> None:
    """Rule by rule what was and what comes, and whether it was taken in."""
    if not changes:
        print(text("cli.upgrade.same", name=call.name))
        return
    for each in changes:
        print(text("cli.upgrade.rule", name=each.name))
        print(text("cli.upgrade.before", value=each.before.replace("\n", "; ")))
        print(text("cli.upgrade.after", value=each.after.replace("\n", "; ")))
    print(text("cli.upgrade.done" if is_done else "cli.upgrade.ask", count=len(changes)))


def project(shown: Project) -> None:
    """The project in short."""
    period = shown.period
    span = f"{danish(period.start)} – {danish(period.end)}" if period else ""  # noqa: RUF001
    facts = {
        "title": shown.title,
        "journal": shown.journal_number,
        "recipient": shown.recipient.name,
        "call": shown.call.name,
        "period": span or text("cli.show.no_period"),
    }
    print(text("cli.show.head", **facts))
    _budget(shown)
    _days_and_payments(shown)
    batches = shown.ledger.batches
    postings = sum(len(batch.postings) for batch in batches)
    total = shown.ledger.sum
    print(text("cli.show.ledger", postings=postings, batches=len(batches), sum=total))


def _days_and_payments(shown: Project) -> None:
    """What is due when, and the payments a commitment can expect, where the call tells."""
    for due in all_due(shown.rules, shown.period):
        day = text("cli.show.no_day") if due.on is None else danish(due.on)
        covers = due.covers
        span = text("cli.show.span", start=covers.start, end=covers.end) if covers else ""
        print(text("cli.show.due", kind=label(due.kind), span=span, day=day))
    commitment = shown.base_budget.funded_by(FundingSource.GRANT)
    parts: dict[str, Money] = {}
    for line in shown.base_budget.lines:
        for name, part in line.parts.items():
            parts[name] = parts.get(name, ZERO) + part
    for each in expected_payments(shown.rules.payout, commitment, shown.period, parts):
        when = label(each.trigger) if each.on is None else danish(each.on)
        result = text("cli.show.result", percent=each.result) if each.result is not None else ""
        print(text("cli.show.payment", amount=each.amount, when=each.part or when, result=result))


def _budget(shown: Project) -> None:
    budget = shown.base_budget
    grant, own = budget.funded_by(FundingSource.GRANT), budget.funded_by(FundingSource.OWN)
    print(text("cli.show.budget", costs=budget.total_costs, grant=grant, own=own))
    if budget.approval is None:
        print(text("cli.show.not_approved"))
    else:
        approval = budget.approval
        print(text("cli.show.approved", on=approval.on, reference=approval.reference))
    for line in budget.lines:
        print(f"  {line.label:<60.60}{amount(line.total):>17}")


def findings(project: Project, found: Sequence[Finding]) -> None:
    """The findings with their sums, places, quotes and fixes, and the counts.

    Findings and fixes are numbered: `--waive` and `--fix` take the numbers.
    """
    fix_number = 1
    for number, finding in enumerate(found, start=1):
        _finding(project, number, finding)
        for fix in finding.fixes:
            print(text("cli.check.fix", number=fix_number, text=explained.fix_words(fix)))
            fix_number += 1
    if not found:
        print(text("cli.check.none"))
    counts = Counter(finding.severity for finding in found if not finding.waived)
    facts = {f"{severity.value}s": counts[severity] for severity in Severity}
    print(text("cli.check.counts", **facts))
    waived = sum(finding.waived is not None for finding in found)
    if waived:
        print(text("cli.check.waived_count", count=waived))


def questions(asked: Sequence[Question]) -> None:
    """What the call leaves open: each answer with what it gives, and what was decided."""
    for question in asked:
        topic = explained.topic_words(question.topic, question.about)
        state = "asked" if question.is_open else "decided"
        facts = {"topic": topic, "name": question.topic.value, "about": question.about}
        print(text(f"cli.check.{state}", **facts))
        for option in question.options:
            words = explained.option_words(question, option)
            key = "cli.check.proposed" if option.answer == question.proposed else "cli.check.answer"
            print(text(key, answer=option.answer, words=words))
        if question.decision is not None:
            print(text("cli.check.line", words=explained.decision_words(question.decision)))


def readiness(steps: Sequence[ReadinessStep], looked: Looked | None) -> None:
    """What is left to do before the audit, the greatest first, and what was looked through."""
    print(text("readiness.ready" if not steps else "readiness.left", count=len(steps)))
    for each in steps:
        words = text(f"readiness.step.{each.what}", count=each.count)
        facts = {"step": words, "amount": each.amount, "share": percent(each.share)}
        print(text("cli.check.step", **facts))
    if looked is not None:
        print(text("cli.check.folder", count=looked.read))
        for name in looked.unread:
            print(text("cli.check.unread", name=name))


def _finding(project: Project, number: int, finding: Finding) -> None:
    facts = {"severity": label(finding.severity), "message": explained.message(finding)}
    print(text("cli.check.finding", number=number, **facts))
    print(text("cli.check.line", words=explained.place(finding, project)))
    for line in explained.arithmetic(finding):
        print(text("cli.check.line", words=line))
    if finding.source is not None and finding.source.quote:
        source = finding.source
        print(text("cli.check.quote", document=source.document, quote=source.quote))
    if finding.waived is not None:
        print(text("cli.check.line", words=explained.waiver_words(finding.waived)))


def imported(batch: ImportBatch, unplaced: int) -> None:
    """The journal of one import."""
    facts = {
        "file": batch.file,
        "profile": batch.profile,
        "rows_read": batch.rows_read,
        "imported": len(batch.postings),
        "already_there": batch.already_there,
        "skipped": len(batch.skipped),
    }
    print(text("cli.import.done", **facts))
    if batch.profile == jobs.PROPOSED:
        print(text("imports.ask.proposed_and_taken"))
    print(text("cli.import.sums", debit=batch.debit, credit=batch.credit, sum=batch.sum))
    if batch.control_difference is not None:
        print(text("cli.import.control", difference=batch.control_difference))
    for row in batch.skipped[:_MOST_SKIPPED]:
        print(text("cli.import.skipped", row=row.row, reason=text(f"import.skipped.{row.reason}")))
    if len(batch.skipped) > _MOST_SKIPPED:
        print(text("cli.import.more_skipped", count=len(batch.skipped) - _MOST_SKIPPED))
    if unplaced:
        print(text("cli.import.unmapped", count=unplaced))
    personal = sum(posting.is_personal for posting in batch.postings)
    if personal:
        print(text("cli.import.personal", count=personal))


def account(owner: Project, built: Account) -> None:
    """The account as a table, and what it leads to."""
    kind = "final" if built.kind is AccountKind.FINAL else "interim"
    facts = {"start": built.period.start, "end": built.period.end, "title": owner.title}
    print(text("cli.account.head", kind=text(f"cli.account.{kind}"), **facts))
    _row(*(text(f"cli.account.{name}") for name in ("label", "budget", "actual", "deviation")))
    for line in built.lines:
        _row(line.label, amount(line.budget), amount(line.actual), amount(line.deviation))
    deviation = built.budget - built.actual
    total = text("cli.account.total")
    _row(total, amount(built.budget), amount(built.actual), amount(deviation))
    _outcome(built)


def _row(label: str, budget: str, actual: str, deviation: str) -> None:
    print(f"  {label:<48.48}{budget:>15}{actual:>15}{deviation:>15}")


def _outcome(built: Account) -> None:
    settlement = built.settlement
    facts = {"earned": settlement.earned, "commitment": settlement.commitment}
    print(text("cli.account.earned", **facts))
    if settlement.repay:
        print(text("cli.account.repay", amount=settlement.repay))
    elif settlement.claim:
        print(text("cli.account.claim", amount=settlement.claim))
    print(text("cli.account.signoff", kind=signoff(built)))
    if built.due is not None:
        print(text("cli.account.due", due=built.due))


def signoff(built: Account) -> str:
    """Who signs, in words."""
    kind, proposed = built.signoff.kind, built.signoff.proposed
    if kind is not None:
        return label(kind)
    if proposed is None:
        return text("cli.account.unknown")
    return text("cli.account.undecided", kind=label(proposed))


def audit(report: AuditReport) -> None:
    """The events of the document, and whether the chain holds."""
    for event in report.events:
        words = step(event.step, event.facts)
        print(f"{event.seq:>5}  {danish(event.at)}  {event.user}  {words}")
    if report.fault is None:
        last = report.events[-1].at
        print(text("cli.audit.sound", count=len(report.events), last=last))
    else:
        reason = text(f"errors.{report.fault.code}", **report.fault.facts)
        print(text("cli.audit.broken", reason=reason))
