"""The difference between two versions of a budget as a PDF to read beside the budget."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import Flowable
from typing_extensions import override

from budgetdesk.accounting.difference import difference
from budgetdesk.domain import plain
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.text import text
from budgetdesk.writers import change_words
from budgetdesk.writers.files import replace_file
from budgetdesk.writers.letter import LetterPaper, running
from budgetdesk.writers.pdf import comparison
from budgetdesk.writers.pdf.facts import pairs
from budgetdesk.writers.pdf.flow import Heading, headed, para
from budgetdesk.writers.pdf.page import PaperDocument


class DifferencePaper(LetterPaper):
    """Two versions of a project's budget."""

    before: BudgetVersion
    after: BudgetVersion

    @property
    @override
    def seal(self) -> str:
        """The first 12 characters of the digest of both."""
        both = b"".join(plain.to_json(version) for version in (self.before, self.after))
        return hashlib.sha256(both).hexdigest()[:12]


def write_difference(paper: DifferencePaper, path: Path) -> None:
    """Writes the difference to `path`; raises BudgetDeskError as `replace_file` does."""
    replace_file(path, difference_pdf(paper))


def difference_pdf(paper: DifferencePaper) -> bytes:
    """The difference as the bytes of a PDF; of two that are the same it says so."""
    return PaperDocument(running(paper, text("letter.difference"))).make(list(_story(paper)))


def _story(paper: DifferencePaper) -> Iterator[Flowable]:
    before, after = paper.before, paper.after
    found = difference(before, after)
    yield from headed(Heading(text("letter.difference"), "letter"))
    yield pairs([_named("before", before), _named("after", after)])
    if found.is_empty:
        yield para(text("cli.diff.same"))
        return
    yield from comparison.lines(paper.project, before, after, found)
    yield from comparison.years(paper.project, found)
    yield from comparison.partners(paper.project, before, after)
    yield from comparison.funding(before, after)


def _named(column: str, version: BudgetVersion) -> tuple[str, str]:
    words = (change_words.version_name(version), change_words.standing_words(version))
    return text(f"letter.side.{column}"), ": ".join(words)
