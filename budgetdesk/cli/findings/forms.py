"""The machine forms of findings, questions and the way to the audit."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, count
from typing import Any

from budgetdesk import explained
from budgetdesk.accounting.checklist import checklist
from budgetdesk.checks.readiness import ReadinessStep
from budgetdesk.cli.printing import Form, day_form, percent_form
from budgetdesk.domain.decision import Question
from budgetdesk.domain.finding import Finding, Fix, Severity
from budgetdesk.domain.money import Money
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.waivable import ground
from budgetdesk.domain.waiver import Waiver
from budgetdesk.neighbours import Looked
from budgetdesk.text import text


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


def _finding(project: Project, number: int, finding: Finding, first_fix: int) -> Form:
    return {
        "number": number,
        "code": finding.code,
        "severity": finding.severity.value,
        "subject": to_plain(finding.subject),
        "message": explained.message(finding),
        "source": to_plain(finding.source),
        "facts": _facts(finding.facts),
        "arithmetic": list(explained.arithmetic(finding, project)),
        "place": explained.place(finding, project),
        "fixes": [_fix(number, fix) for number, fix in enumerate(finding.fixes, first_fix)],
        "waivable": ground(finding).value,
        "waived": _waiver(finding.waived),
    }


def _waiver(waiver: Waiver | None) -> Form | None:
    if waiver is None:
        return None
    return {
        "reason": waiver.reason,
        "by": waiver.by,
        "date": day_form(waiver.on),
        "permission": waiver.permission,
    }


def _fix(number: int, fix: Fix) -> Form:
    return {
        "number": number,
        "code": fix.code,
        "text": explained.fix_words(fix),
        "amount_ore": to_plain(fix.amount),
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
        "moved": [
            {"name": each.name, "then_ore": each.then.ore, "now_ore": each.now.ore}
            for each in question.moved
        ],
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


def checklist_form(project: Project) -> list[Form]:
    """The documents that go with the application, ready or not."""
    return [{"name": name, "ready": is_ready} for name, is_ready in checklist(project).items()]


def readiness_form(steps: Sequence[ReadinessStep], looked: Looked | None) -> Form:
    """What is missing before the account can go to audit, and what was looked through."""
    left = [
        {
            "what": step.what,
            "count": step.count,
            "amount_ore": step.amount.ore,
            "share": percent_form(step.share),
            "subject": to_plain(step.subject),
            "message": text(f"readiness.step.{step.what}", count=step.count),
        }
        for step in steps
    ]
    folder = looked and {"read": looked.read, "unread": list(looked.unread)}
    return {"readiness": {"steps_left": len(left), "steps": left}, "folder": folder}


def _facts(facts: Any) -> Form:
    """Facts by name; an amount says its unit in the name, as everywhere in the forms."""
    return {
        f"{name}_ore" if isinstance(value, Money) else name: to_plain(value)
        for name, value in facts.items()
    }
