"""Sheet Ændringer: what is not as it was, from the first budget to the account as it stands."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from budgetdesk import explained
from budgetdesk.accounting.difference import AnyChange, difference
from budgetdesk.domain.account import Correction
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.money import Money
from budgetdesk.domain.seal import SealedAccount
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.change_words import name_of_line, standing_words, version_name, what_became
from budgetdesk.writers.differences import differences_in_words
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import cell, minus, percent_cell, to_voucher
from budgetdesk.writers.workbook.sheet import Sheet

_LINE: Final = ("became", "line", "was", "now", "change", "percent_change")
_BEFORE, _AFTER, _CHANGE = range(2, 5)
_CORRECTION: Final = (
    "correction_kind",
    "corrected",
    "was",
    "now",
    "change",
    "unlisted",
    "correction_row",
    "leads_to",
)
_RANGES: Final = {
    "correction_change": "change",
    "correction_unlisted": "unlisted",
    "correction_row": "correction_row",
}
_SEAL: Final = ("at", "seal", "period_start", "period_end", "earned", "by", "reopened")
_DECISION: Final = ("on", "decided", "by")
_TOLD: Final = ("at", "words", "by")


def write_changes(book: Book) -> None:
    """Budget, corrections, seals, decisions, and at last the trail as a list to filter."""
    sheet = Sheet(book, "changes", (26, 74, *(book.figure,) * 4, 26, 15))
    row = sheet.opening(text("documents.heading.changes"))
    row = _versions(sheet, row)
    row = _corrections(sheet, row)
    row = _seals(sheet, row)
    row = sheet.table(row, "decided", _DECISION, list(_decisions(book))) + 1
    zone = book.paper.made_at.tzinfo
    told: list[tuple[Cell, ...]] = [
        (each.at.astimezone(zone), book.paper.hidden(each.words), each.by)
        for each in book.paper.changes
    ]
    sheet.list(row, "trail", _TOLD, told)


def _versions(sheet: Sheet, row: int) -> int:
    """Every version of the budget beside the one before it, line by line."""
    versions = sheet.book.paper.project.versions
    sheet.section(row, "versions")
    row += 1
    if len(versions) == 1:
        sheet.note(row, text("documents.none_of.versions"))
        return row + 2
    for before, after in pairwise(versions):
        row = _pair(sheet, row, before, after)
    return row + 1


def _pair(sheet: Sheet, row: int, before: BudgetVersion, after: BudgetVersion) -> int:
    paper, found = sheet.book.paper, difference(before, after)
    names = {"before": version_name(before), "after": version_name(after)}
    told = text("documents.changes.from_to", standing=standing_words(after), **names)
    sheet.note(row, paper.hidden(told), "strong")
    if after.reason:
        sheet.note(row := row + 1, paper.hidden(after.reason))
    changes: Sequence[AnyChange] = (*found.lines, *found.funding)
    sums = {
        "costs": (before.total_costs, after.total_costs),
        "funding": (before.total_funding, after.total_funding),
    }
    first = row + 2
    rows = [
        [
            what_became(each),
            paper.hidden(name_of_line(paper.project, each.line)),
            *_amounts(first + place, each.was, each.was + each.amount),
        ]
        for place, each in enumerate(changes)
    ]
    sheet.head(row + 1, _LINE, [None, None, Money(), Money(), Money(), Money()])
    end = sheet.body(first, rows, "row")
    for key, (was, now) in sums.items():
        label = text(f"documents.changes.{key}")
        sheet.total(end, [None, label, *_amounts(end, was, now)])
        end += 1
    return end + 1


def _amounts(row: int, was: Money, now: Money) -> list[Cell]:
    """What a line came to and comes to, and by how much it rose."""
    before, after, change = (cell(row, column) for column in (_BEFORE, _AFTER, _CHANGE))
    rise = now - was
    return [
        was,
        now,
        Formula(minus(after, before), rise),
        percent_cell(change, before, rise.percent_of(was)),
    ]


def _corrections(sheet: Sheet, row: int) -> int:
    """What earlier accounts reported and does not stand; the account sums its corrections here."""
    account = sheet.book.paper.account
    if not account.taken_before:
        return row
    listed = {(part.posting.id, line.id) for line in account.lines for part in line.parts}
    labels = {line.id: (number, line.label) for number, line in enumerate(account.lines, start=1)}
    rows = [
        _correction(sheet, row + 2 + place, each, labels[each.line], is_listed=is_listed)
        for place, each in enumerate(account.corrections)
        for is_listed in ((each.id, each.line) in listed,)
    ]
    end = sheet.table(row, "corrections", _CORRECTION, rows)
    for key, column in _RANGES.items():
        sheet.define(key, row + 2, _CORRECTION.index(column), end - 1)
    return end + 1


def _correction(
    sheet: Sheet, row: int, each: Correction, line: tuple[int, str], *, is_listed: bool
) -> list[Cell]:
    paper, place = sheet.book.paper, sheet.book.places.get(each.id)
    number, label = line
    voucher = each.posting.voucher if each.posting else ""
    said = paper.hidden(each.posting.text) if each.posting else ""
    facts = {"voucher": voucher or each.id, "line": label, "words": said}
    before, after = cell(row, _BEFORE), cell(row, _AFTER)
    return [
        words.name_of(each.kind),
        text("documents.changes.corrected", **facts),
        each.before,
        each.after,
        Formula(minus(after, before), each.change),
        Money() if is_listed else each.before,
        number,
        to_voucher(place[0], text("documents.sheet.vouchers")) if place else None,
    ]


def _seals(sheet: Sheet, row: int) -> int:
    """The accounts that were sealed, and how this one differs from the last of them."""
    paper = sheet.book.paper
    rows = [_seal(sheet, each) for each in paper.project.seals]
    row = sheet.table(row, "seals", _SEAL, rows) + 1
    told = [(number, said) for number, said in enumerate(differences_in_words(paper), start=1)]
    if not told:
        return row
    return sheet.table(row, "since_seal", ("number", "words"), told) + 1


def _seal(sheet: Sheet, each: SealedAccount) -> list[Cell]:
    paper, again = sheet.book.paper, each.reopening
    zone = paper.made_at.tzinfo
    reopened = ""
    if again is not None:
        facts = {"by": again.by, "at": again.at.astimezone(zone), "reason": again.reason}
        reopened = paper.hidden(text("seal.paper.reopened", **facts))
    return [
        each.at.astimezone(zone),
        each.digest,
        each.start,
        each.end,
        each.earned,
        each.by,
        reopened,
    ]


def _decisions(book: Book) -> Iterator[tuple[Cell, ...]]:
    """What people decided, by the day; why stands on the sheet of decisions."""
    for each in sorted(book.paper.project.decisions, key=lambda decision: decision.on):
        topic = explained.topic_words(each.topic, each.about)
        facts = {"topic": topic, "answer": words.answer(each)}
        yield each.on, text("documents.remarks.decision", **facts), each.by
