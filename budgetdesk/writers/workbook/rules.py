"""Sheet Regler: the call's rules in words, each with the place it stands, the silent ones too."""

from typing import Final

from budgetdesk.domain.finding import Source
from budgetdesk.domain.rules import RuleRow
from budgetdesk.text import text
from budgetdesk.writers.workbook.book import Book
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import quoted
from budgetdesk.writers.workbook.sheet import Sheet

_WIDTHS: Final = (28, 12, 60, 34, 54, 36)
_COLUMNS: Final = ("rule", "is_stated", "rule_says", "rule_place", "rule_quote", "rule_link")
_LONGEST: Final = 255
"""Of words in a formula."""
_WEB: Final = ("https://", "http://")


def write_rules(book: Book) -> None:
    """A row for each kind of rule, in the order of the call's own page."""
    sheet = Sheet(book, "rules", _WIDTHS)
    row = sheet.opening(text("documents.heading.rules_of_call"))
    call = book.paper.project.call
    said = text("documents.rules.about", id=call.id, name=call.name, funder=call.funder)
    sheet.note(row, said)
    end = sheet.list(row + 1, "rules", _COLUMNS, [_row(each) for each in book.paper.rules])
    if book.paper.rules:
        sheet.freeze(row + 3, 1)
    sheet.note(end + 1, text("documents.rules.digest", digest=call.digest))


def _row(rule: RuleRow) -> tuple[Cell, ...]:
    stated = "documents.rules.stated" if rule.is_set else "documents.not_given"
    return (
        rule.name,
        text(stated),
        rule.value,
        "\n".join(filter(None, map(_place, rule.sources))),
        "\n".join(filter(None, (source.quote for source in rule.sources))),
        _address(rule),
    )


def _place(source: Source) -> str:
    return ", ".join(part for part in (source.document, source.section) if part)


def _address(rule: RuleRow) -> Cell:
    """The first address, to click on where it is one of the web and a formula can hold it."""
    address = next((source.url for source in rule.sources if source.url), "")
    if not address.startswith(_WEB) or len(address) > _LONGEST:
        return address
    return Formula(f"HYPERLINK({quoted(address)},{quoted(address)})", address)
