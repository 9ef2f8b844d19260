"""What is told of findings, questions and the way to the audit."""

from collections import Counter
from collections.abc import Sequence

from budgetdesk import explained
from budgetdesk.accounting.checklist import checklist
from budgetdesk.checks.readiness import ReadinessStep
from budgetdesk.domain.decision import Question
from budgetdesk.domain.finding import Finding, Severity, blocking
from budgetdesk.domain.project import Project
from budgetdesk.neighbours import Looked
from budgetdesk.text import label, percent, text


def show_findings(project: Project, found: Sequence[Finding]) -> None:
    """The findings with their sums, places, quotes and fixes, and the counts.

    Findings and fixes are numbered: `--waive` and `--fix` take the numbers.
    """
    fix_number = 1
    for number, finding in enumerate(found, start=1):
        _show_finding(project, number, finding)
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


def _show_finding(project: Project, number: int, finding: Finding) -> None:
    facts = {"severity": label(finding.severity), "message": explained.message(finding)}
    print(text("cli.check.finding", number=number, **facts))
    print(text("cli.check.line", words=explained.place(finding, project)))
    for line in explained.arithmetic(finding, project):
        print(text("cli.check.line", words=line))
    if finding.source is not None and finding.source.quote:
        source = finding.source
        print(text("cli.check.quote", document=source.document, quote=source.quote))
    if finding.waived is not None:
        print(text("cli.check.line", words=explained.waiver_words(finding.waived)))


def show_questions(asked: Sequence[Question]) -> None:
    """What the call leaves open: each answer with what it gives, and what was decided."""
    for question in asked:
        topic = explained.topic_words(question.topic, question.about)
        state = "asked" if question.is_open or question.moved else "decided"
        facts = {"topic": topic, "name": question.topic.value, "about": question.about}
        print(text(f"cli.check.{state}", **facts))
        for option in question.options:
            words = explained.option_words(question, option)
            key = "cli.check.proposed" if option.answer == question.proposed else "cli.check.answer"
            print(text(key, answer=option.answer, words=words))
        if question.decision is not None:
            print(text("cli.check.line", words=explained.decision_words(question.decision)))
        for words in explained.moved_words(question):
            print(text("cli.check.line", words=words))


def show_checklist(project: Project) -> None:
    """The documents that go with the application, ready or not."""
    for name, is_ready in checklist(project).items():
        print(text(f"cli.check.document.{'ready' if is_ready else 'missing'}", name=name))


def show_readiness(
    steps: Sequence[ReadinessStep], found: Sequence[Finding], looked: Looked | None
) -> None:
    """What is left to do before the audit, the greatest first, and what was looked through."""
    print(explained.readiness_words(len(steps), len(blocking(found))))
    for each in steps:
        words = text(f"readiness.step.{each.what}", count=each.count)
        facts = {"step": words, "amount": each.amount, "share": percent(each.share)}
        print(text("cli.check.step", **facts))
    if looked is not None:
        print(text("cli.check.folder", count=looked.read))
        for name in looked.unread:
            print(text("cli.check.unread", name=name))
