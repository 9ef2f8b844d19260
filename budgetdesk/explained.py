"""Findings and open questions in words: what, the sum behind it, the place, fixes and answers.

One wording for window, command line and papers.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final

from budgetdesk import knowledge
from budgetdesk.domain.budget import FundingForm
from budgetdesk.domain.decision import TOLD, Decision, Option, Question, Topic, told_day
from budgetdesk.domain.finding import Finding, Fix, Subject
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.parts import stretch_of
from budgetdesk.domain.payout import ExpectedPayment, Payout
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, CofinancingBase, Rule, SettlementReading
from budgetdesk.domain.signoff import SignoffBasis, SignoffKind
from budgetdesk.domain.waiver import Waiver
from budgetdesk.domain.year_end import YearEnd
from budgetdesk.readings import reading
from budgetdesk.text import danish, has_text, label, text

_HOME: Final = {  # the step a finding's subject is mended in
    "project": "project",
    "period": "project",
    "recipient": "project",
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


def arithmetic(finding: Finding, project: Project) -> tuple[str, ...]:
    """The sum behind a finding, step by step with the user's own figures; none where none is.

    Of pages that disagree, what each of them says.
    """
    key = f"arithmetic.{finding.code}"
    sums = tuple(text(key, **finding.facts).split("\n")) if has_text(key) else ()
    return (*sums, *_readings(finding, project))


def _readings(finding: Finding, project: Project) -> Iterator[str]:
    """What is said in each place where a person must choose between them."""
    chosen = [fix for fix in finding.fixes if fix.code == "sources.decide"]
    kind = finding.subject.field
    rules = project.call.disputed(project.granted_on).get(kind, ()) if chosen else ()
    for number, rule in enumerate(rules, start=1):
        yield _reading(kind, number, rule)


def _reading(kind: str, number: int, rule: Rule) -> str:
    """One of several places in words, with its own words where they were read."""
    said = "; ".join(reading(kind, rule).split("\n"))
    facts = {"number": number, "document": rule.source.document, "said": said}
    if not rule.source.quote:
        return text("explained.reading", **facts)
    return text("explained.reading_quoted", quote=rule.source.quote, **facts)


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


def part_words(name: str) -> str:
    """What a part is called."""
    stretch = stretch_of(name)
    if stretch is None:
        return name
    if "Q" in name:
        return text("parts.quarter", number=name[-1], year=stretch.start.year)
    month = text(f"parts.month.{stretch.start.month}")
    return text("parts.month_of", month=month, year=stretch.start.year)


def topic_words(topic: Topic, about: str = "") -> str:
    """What a question is called; where it is asked of more than one thing, of which."""
    name = label(topic)
    if not about:
        return name
    table = _THINGS.get(topic, "rules")
    thing = text(f"{table}.{about}") if has_text(f"{table}.{about}") else about
    return text("explained.topic", topic=name, about=thing)


_THINGS: Final = {
    Topic.CONTRIBUTION: "enums.FundingForm",
    Topic.ROUGH_DATE: "enums.PeriodBound",
}
"""What a question is asked of, where it is no kind of rule."""


def answer_words(topic: Topic, answer: str) -> str:
    """What was answered; an answer nobody could have given stands as it was given."""
    read = TOLD.get(topic, told_day if topic is Topic.ROUGH_DATE else None)
    told = read(answer) if read else None
    if told is not None:
        return text(f"explained.told.{topic.value}", answer=told)
    kind = _ANSWERS.get(topic)
    key = f"enums.{kind.__name__}.{answer}" if kind else f"explained.answer.{answer}"
    return text(key) if has_text(key) else answer


def deviation_rule(rules: CallRules) -> str:
    """When the call wants a deviation explained; that it does not say so is told too."""
    rule = rules.account_lines
    if rule is None or (rule.explain is None and rule.percent is None and rule.amount is None):
        return text("explained.deviation.unknown")
    if rule.explain is False:
        return text("explained.deviation.not_asked")
    key = _LIMITS[rule.percent is not None, rule.amount is not None]
    table = "deviation" if rule.explain else "deviation_wished"
    return text(f"explained.{table}.{key}", percent=rule.percent, amount=rule.amount)


def payment_words(expected: ExpectedPayment) -> str:
    """What brings a payment: its day, its part of the budget or an account, and a result."""
    when = part_words(expected.part) or text(f"money.brought_by.{expected.trigger.value}")
    if expected.on is not None:
        when = danish(expected.on)
    if expected.result is None:
        return when
    return text("money.with_result", when=when, percent=expected.result)


def payout_words(standing: Payout) -> Iterator[str]:
    """What can be asked for now, what is held back, and what is lost or not known."""
    now = text("documents.step.claimable.label")
    yield text("money.claimable", name=now, amount=standing.claimable, on=standing.on)
    for name in ("held_back", "advance", "lost", "unknown"):
        money = getattr(standing, name)
        if money and not (name == "advance" and standing.is_closing):
            label_of = text(f"documents.step.{name}.label")
            yield text("money.sum", name=label_of, amount=money)


def year_end_words(year: YearEnd) -> str:
    """What a year left, and whether it may go on."""
    facts = {"year": str(year.year), "available": year.available, "used": year.used}
    if year.left < ZERO:
        return text("money.year.beforehand", beyond=-year.left, **facts)
    verdict = text(f"money.carry_over.{year.verdict.value}")
    return text("money.year.left", left=year.left, verdict=verdict, **facts)


def carry_over_words(year: YearEnd) -> str:
    """In a word or two whether what a year left may go on; what was used beforehand may not."""
    return text("money.may.beforehand" if year.left < ZERO else f"money.may.{year.verdict.value}")


_LIMITS: Final = {
    (False, False): "all",
    (True, False): "percent",
    (False, True): "amount",
    (True, True): "both",
}
"""The limits a call names: a percentage of the line, an amount, or both."""


_ANSWERS: Final[Mapping[Topic, type[Enum]]] = {
    Topic.SIGNOFF: SignoffKind,
    Topic.SETTLEMENT: SettlementReading,
    Topic.COFINANCING_BASE: CofinancingBase,
}
"""The choices whose names are the answers."""


def moved_words(question: Question) -> tuple[str, ...]:
    """What the amounts behind a decision were and are, where they are materially others now."""
    return tuple(
        text(
            "explained.moved",
            name=_figure(question.topic, each.name),
            then=each.then,
            now=each.now,
        )
        for each in question.moved
    )


def _figure(topic: Topic, name: str) -> str:
    table = _FIGURES.get(topic)
    return text(f"enums.{table.__name__}.{name}" if table else "explained.figure")


_FIGURES: Final[Mapping[Topic, type[Enum]]] = {
    Topic.SIGNOFF: SignoffBasis,
    Topic.SETTLEMENT: SettlementReading,
    Topic.COFINANCING_BASE: CofinancingBase,
    Topic.CONTRIBUTION: FundingForm,
}
"""What the amounts behind a decision are called."""


def decision_words(decision: Decision) -> str:
    """What was decided by whom, when and why."""
    facts = {"by": decision.by, "on": decision.on, "reason": decision.reason}
    answer = answer_words(decision.topic, decision.answer)
    return text("explained.decided", answer=answer, **facts)


def option_words(question: Question, option: Option) -> str:
    """An answer with what it would give."""
    if option.rule is not None:
        return _reading(question.about, int(option.answer), option.rule)
    answer = answer_words(question.topic, option.answer)
    key = f"explained.gives.{question.topic.value}"
    return text(key, answer=answer, **option.facts) if option.facts and has_text(key) else answer


def read_as(profile: str) -> str:
    """What a file of postings was read as: the finance system, or how else its columns were found.

    One that is no longer known, as of a document from elsewhere, is called by its id.
    """
    systems, (kind, *_) = knowledge.ledger_systems(), profile.split("-")
    if profile in systems:
        return systems[profile]
    return text(f"import.read_as.{kind}") if has_text(f"import.read_as.{kind}") else profile


def readiness_words(steps: int, errors: int) -> str:
    """How far it is to the audit: the steps left, then errors of other kinds, else nothing."""
    if steps:
        return text("readiness.left", count=steps)
    return text("readiness.errors", count=errors) if errors else text("readiness.ready")
