"""What people decided, held against what it is about now (rules.md section 10)."""

from collections.abc import Iterator

from budgetdesk.accounting.questions import questions
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, finding
from budgetdesk.domain.decision import COVERED, NOT_COVERED, Topic
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject


def administration_unclear(case: Case) -> Iterator[Finding]:
    """A7: a line called administration is asked about; a share of the house's costs goes.

    Until somebody says which it is, the figures without it are told beside those with it.
    """
    lines: list[str] = [line.id for line in case.budget.lines]
    for asked in questions(case.project, case.account, {Topic.ADMINISTRATION}):
        subject = Subject(kind="line", id=asked.about, field="label")
        without, counted = (option.facts for option in asked.options)
        facts: Facts = {
            "number": lines.index(asked.about) + 1,
            "label": counted["label"],
            "amount": asked.figures["line"],
            "eligible": counted["eligible"],
            "without": without["eligible"],
        }
        decided = asked.decision.answer if asked.decision else ""
        if decided == NOT_COVERED:
            code = "costs.house_share"
            yield finding(Severity.ERROR, code, subject, facts, source=asked.source)
        elif decided != COVERED:
            ways = (
                Fix(code="administration.decide", facts={"about": asked.about, "answer": answer})
                for answer in asked.answers
            )
            code, doubt = "costs.administration_unclear", Severity.WARNING
            yield finding(doubt, code, subject, facts, fixes=ways, source=asked.source)


def figures_moved(case: Case) -> Iterator[Finding]:
    """A decision given on other amounts stands, and is to be confirmed or given anew."""
    given = {each.topic for each in case.project.decisions if each.figures}
    for asked in questions(case.project, case.account, given):
        if not asked.moved or asked.decision is None:
            continue
        most = max(asked.moved, key=lambda each: abs((each.now - each.then).ore))
        facts: Facts = {
            "topic": asked.topic.value,
            "on": asked.decision.on,
            "by": asked.decision.by,
            "name": most.name,
            "then": most.then,
            "now": most.now,
            "difference": abs(most.now - most.then),
        }
        told = {"topic": asked.topic.value, "about": asked.about, "answer": asked.decision.answer}
        yield finding(
            Severity.WARNING,
            "decisions.figures_moved",
            Subject(kind="account", id=asked.about, field=asked.topic.value),
            facts,
            fixes=(Fix(code="decisions.confirm", facts=told),),
            source=asked.source,
        )
