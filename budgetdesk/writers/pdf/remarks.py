"""Findings and decisions: what a reader should know before relying on the figures."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from budgetdesk import explained
from budgetdesk.domain.decision import Decision
from budgetdesk.domain.finding import Finding
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import BODY, QUOTE, SMALL, Heading, headed, labelled, para, space


def remarks_part(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """All findings, then all decisions."""
    yield from headed(heading)
    yield from headed(Heading(text("documents.heading.findings"), "findings", level=1))
    if not paper.findings:
        yield para(text("documents.none_of.findings"), BODY)
    for finding in paper.findings:
        yield from _finding(paper, finding)
    yield from headed(Heading(text("documents.heading.decisions"), "decisions", level=1))
    if not paper.project.decisions:
        yield para(text("documents.none_of.decisions"), BODY)
    for decision in paper.project.decisions:
        yield from _decision(paper, decision)


def _finding(paper: AccountPaper, finding: Finding) -> Iterator[Flowable]:
    severity = words.name_of(finding.severity)
    yield from labelled(severity)
    yield para(words.finding_words(paper, finding), SMALL)
    if finding.source is not None:
        yield para(words.source_words(finding.source), QUOTE)
    if finding.waived:
        yield para(words.waived_words(paper, finding), SMALL)
    for fix in finding.fixes:
        yield para(text("documents.remarks.fix", fix=words.fix_words(fix)), SMALL)
    yield space(2)


def _decision(paper: AccountPaper, decision: Decision) -> Iterator[Flowable]:
    topic, answer = explained.topic_words(decision.topic, decision.about), words.answer(decision)
    yield from labelled(text("documents.remarks.decision", topic=topic, answer=answer))
    yield para(words.decision_words(paper, decision), SMALL)
    yield space(2)
