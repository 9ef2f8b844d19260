"""Sheet Bemærkninger: findings and decisions, as rows to filter and to answer."""

from budgetdesk import explained
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.sheet import Cell, Sheet

_WIDTHS = (18, 30, 70, 60, 50, 50)
_FINDING = ("severity", "code", "finding", "quote", "fix", "waived")
_DECISION = ("question", "answer", "reason", "by", "on")


def write_remarks(book: Book) -> None:
    """All findings, then all decisions."""
    sheet = Sheet(book, "remarks", _WIDTHS)
    row = sheet.opening(text("documents.heading.remarks"))
    findings: list[tuple[Cell, ...]] = [
        (
            words.name_of(finding.severity),
            finding.code,
            words.finding_words(book.paper, finding),
            words.source_words(finding.source),
            "\n".join(words.fix_words(fix) for fix in finding.fixes),
            words.waived_words(book.paper, finding),
        )
        for finding in book.paper.findings
    ]
    decisions: list[tuple[Cell, ...]] = [
        (
            explained.topic_words(decision.topic, decision.about),
            words.answer(decision),
            words.reason(book.paper, decision),
            decision.by,
            decision.on,
        )
        for decision in book.paper.project.decisions
    ]
    row = sheet.table(row, "findings", _FINDING, findings)
    sheet.table(row + 1, "decisions", _DECISION, decisions)
