"""Findings and open questions in words: what, the sum behind it, the place, fixes and answers.

One wording for window, command line and papers.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final

from budgetdesk.domain.decision import TOLD, Decision, Option, Question, Topic
from budgetdesk.domain.finding import Finding, Fix, Subject
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CofinancingBase, SettlementReading
from budgetdesk.domain.signoff import SignoffKind
from budgetdesk.domain.waiver import Waiver
from budgetdesk.text import has_text, label, text

_HOME: Final = {  # the step a finding's subject is mended in
    "project": "project",
    "period": "project",
    "call": "project",
    "partner": "project",
    "line": "budget",
    "funding": "funding",
    "posting": "ledger",
    "batch": "ledger",
    "account": "account",
}


def home(finding: Finding) -> str:
    """The step where a finding is looked at; what an account shows is looked at there."""
    area, _, _ = finding.code.partition(".")
    return "account" if area == "account" else _HOME[finding.subject.kind]


def message(finding: Finding) -> str:
    """What is wrong."""
    return text(f"findings.{finding.code}", **finding.facts)


def arithmetic(finding: Finding) -> tuple[str, ...]:
    """The sum behind a finding, step by step with the user's own figures; none where none is."""
    key = f"arithmetic.{finding.code}"
    return tuple(text(key, **finding.facts).split("\n")) if has_text(key) else ()


def fix_words(fix: Fix) -> str:
    """What a fix would do."""
    facts: Mapping[str, object] = {} if fix.amount is None else {"amount": fix.amount}
    return text(f"fixes.{fix.code}", **{**facts, **fix.facts})


def place(finding: Finding, project: Project) -> str:
    """Where a person finds it: the page, the line or posting on it, and the field."""
    page = text("explained.page", page=text(f"window.course.{home(finding)}"))
    return ", ".join((page, *_thing(finding.subject, project), *_field(finding.subject)))


def _thing(subject: Subject, project: Project) -> Iterator[str]:
    """Which line, source, posting or import; nothing when the project has lost it."""
    budgets = (project.budget, project.base_budget)
    if subject.kind == "line":
        lines = {line.id: line.label for budget in reversed(budgets) for line in budget.lines}
        found = next((words for line, words in lines.items() if line == subject.id), None)
        if found is not None:
            yield text("explained.line", label=found)
    elif subject.kind == "funding":
        sources = (line for budget in budgets for line in budget.funding if line.id == subject.id)
        source = next(sources, None)
        if source is not None:
            yield text("explained.line", label=source.label or label(source.source))
    elif subject.kind == "posting" and subject.id:
        yield text("explained.posting", number=subject.id)
    elif subject.kind == "batch":
        yield text("explained.batch", number=subject.id)


def _field(subject: Subject) -> Iterator[str]:
    """The field by its name on the page; a year is its own name."""
    if subject.field.isdecimal():
        yield subject.field
    elif has_text(f"explained.field.{subject.field}"):
        yield text(f"explained.field.{subject.field}")


def waiver_words(waiver: Waiver) -> str:
    """Who waived a finding, when and why, and on whose word."""
    facts = {"by": waiver.by, "on": waiver.on, "reason": waiver.reason}
    if waiver.permission:
        return text("explained.permitted", permission=waiver.permission, **facts)
    return text("explained.waived", **facts)


def topic_words(topic: Topic, about: str = "") -> str:
    """What a question is called; where it is asked of more than one thing, of which."""
    name = label(topic)
    if not about:
        return name
    table = "enums.FundingForm" if topic is Topic.CONTRIBUTION else "rules"
    thing = text(f"{table}.{about}") if has_text(f"{table}.{about}") else about
    return text("explained.topic", topic=name, about=thing)


def answer_words(topic: Topic, answer: str) -> str:
    """What was answered; an answer nobody could have given stands as it was given."""
    read = TOLD.get(topic)
    told = read(answer) if read else None
    if told is not None:
        return text(f"explained.told.{topic.value}", answer=told)
    kind = _ANSWERS.get(topic)
    key = f"enums.{kind.__name__}.{answer}" if kind else f"explained.answer.{answer}"
    return text(key) if has_text(key) else answer


_ANSWERS: Final[Mapping[Topic, type[Enum]]] = {
    Topic.SIGNOFF: SignoffKind,
    Topic.SETTLEMENT: SettlementReading,
    Topic.COFINANCING_BASE: CofinancingBase,
}
"""The choices whose names are the answers."""


def decision_words(decision: Decision) -> str:
    """What was decided by whom, when and why."""
    facts = {"by": decision.by, "on": decision.on, "reason": decision.reason}
    answer = answer_words(decision.topic, decision.answer)
    return text("explained.decided", answer=answer, **facts)


def option_words(question: Question, option: Option) -> str:
    """An answer with what it would give."""
    answer = answer_words(question.topic, option.answer)
    key = f"explained.gives.{question.topic.value}"
    return text(key, answer=answer, **option.facts) if option.facts and has_text(key) else answer
