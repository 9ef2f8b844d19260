"""Sheet Bemærkninger og beslutninger: findings to filter, open questions, decisions."""

from budgetdesk import explained
from budgetdesk.domain.decision import Question
from budgetdesk.domain.finding import Finding
from budgetdesk.domain.value import PostingId
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.workbook.book import Book, name
from budgetdesk.writers.workbook.cells import Cell
from budgetdesk.writers.workbook.formulas import link, to_voucher
from budgetdesk.writers.workbook.sheet import Sheet

_WIDTHS = (20, 26, 56, 46, 38, 36, 13)
_FINDING = ("severity", "code", "finding", "quote", "fix", "waived", "leads_to")
_QUESTION = ("question", "proposed", "answers", "quote")
_DECISION = ("question", "answer", "reason", "by", "on")


def write_remarks(book: Book) -> None:
    """All findings, then what is still open, then all decisions."""
    sheet = Sheet(book, "remarks", _WIDTHS)
    paper = book.paper
    row = sheet.opening(text("documents.heading.remarks"))
    decisions: list[tuple[Cell, ...]] = [
        (
            explained.topic_words(decision.topic, decision.about),
            words.answer(decision),
            words.reason(paper, decision),
            decision.by,
            decision.on,
        )
        for decision in paper.project.decisions
    ]
    asked = [_question(each) for each in paper.questions if each.is_open]
    row = sheet.list(row, "findings", _FINDING, [_finding(book, each) for each in paper.findings])
    row = sheet.table(row + 1, "questions", _QUESTION, asked)
    sheet.table(row + 1, "decisions", _DECISION, decisions)


def _finding(book: Book, finding: Finding) -> tuple[Cell, ...]:
    return (
        words.name_of(finding.severity),
        finding.code,
        words.finding_words(book.paper, finding),
        words.source_words(finding.source),
        "\n".join(words.fix_words(fix) for fix in finding.fixes),
        words.waived_words(book.paper, finding),
        _leads_to(book, finding),
    )


def _leads_to(book: Book, finding: Finding) -> Cell:
    """The voucher or the account's line it is about, where it is about one."""
    subject = finding.subject
    if subject.kind == "posting" and (place := book.places.get(PostingId(subject.id))):
        return to_voucher(place[0], text("documents.sheet.vouchers"))
    lines = [str(line.id) for line in book.paper.account.lines]
    if subject.kind == "line" and subject.id in lines:
        row = f"ROW({name('first_line')})+{lines.index(subject.id)}"
        return link("account", "B", row, text("documents.sheet.account"))
    return None


def _question(question: Question) -> tuple[Cell, ...]:
    return (
        explained.topic_words(question.topic, question.about),
        explained.answer_words(question.topic, question.proposed) or text("documents.none"),
        "\n".join(explained.option_words(question, option) for option in question.options),
        words.source_words(question.source),
    )
