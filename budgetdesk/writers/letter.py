"""The letter that asks the funder for a change of the budget, or tells of one that is free."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace
from reportlab.platypus import Flowable, PageBreak

from budgetdesk.accounting.cofinancing import hold_budget
from budgetdesk.accounting.difference import Difference, difference
from budgetdesk.accounting.judgement import judge, moves_since_approval
from budgetdesk.accounting.verdicts import Judgement
from budgetdesk.domain import plain
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.personal_data import mask
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value
from budgetdesk.domain.verdict import Verdict
from budgetdesk.errors import BudgetDeskError
from budgetdesk.privacy import without_personal_data
from budgetdesk.text import label, percent, text
from budgetdesk.writers import change_words, words
from budgetdesk.writers.files import replace_file
from budgetdesk.writers.pdf import comparison
from budgetdesk.writers.pdf.archive import Running
from budgetdesk.writers.pdf.flow import (
    BODY,
    KICKER,
    LABEL,
    QUIET,
    QUOTE,
    Heading,
    headed,
    para,
    space,
)
from budgetdesk.writers.pdf.page import PaperDocument
from budgetdesk.writers.pdf.statements import signature_block
from budgetdesk.writers.pdf.whole_budget import whole_budget


class LetterPaper(Value):
    """A change ready to be written to the funder: the version worked on against the base."""

    project: Project
    made_at: datetime
    version: str

    @property
    def seal(self) -> str:
        """The first 12 characters of the digest of the budget it asks for."""
        return hashlib.sha256(plain.to_json(self.project.budget)).hexdigest()[:12]

    @property
    def base(self) -> BudgetVersion:
        """The latest approved budget.

        Raises:
            BudgetDeskError: `changes.nothing_approved`.
        """
        base = self.project.approved_budget
        if base is None:
            raise BudgetDeskError("changes.nothing_approved")
        return base


def write_letter(paper: LetterPaper, path: Path) -> None:
    """Writes the letter to `path`; raises BudgetDeskError as `letter_pdf` and `replace_file`."""
    replace_file(path, letter_pdf(paper))


def letter_pdf(paper: LetterPaper) -> bytes:
    """The letter as the bytes of a PDF.

    Raises:
        BudgetDeskError: `changes.nothing_approved`, or `.nothing_changed`.
    """
    judgement = judge(paper.project, paper.made_at.date())
    masked = replace(paper, project=without_personal_data(paper.project))
    found = difference(masked.base, masked.project.budget)
    asked = None if masked.project.budget == masked.base else masked.project.budget.period
    if found.is_empty and asked is None:
        raise BudgetDeskError("changes.nothing_changed")
    lines = running(paper, _title(judgement))
    return PaperDocument(lines).make(list(_story(masked, judgement, found)))


def running(paper: LetterPaper, title: str) -> Running:
    """What stands on every page of a paper about the budget's versions."""
    project = paper.project
    facts = {"project": project.title, "journal": project.journal_number}
    foot = (
        text("documents.foot.made", time=paper.made_at, version=paper.version),
        text("documents.foot.seal", seal=paper.seal),
    )
    return Running(
        title=title,
        author=project.recipient.name,
        subject=text("letter.subject", **facts),
        keywords=text("letter.keywords", **facts),
        product=text("documents.product", version=paper.version),
        made_at=paper.made_at,
        head=project.title,
        journal=text("documents.foot.journal", journal=words.given(project.journal_number)),
        foot=" · ".join(foot),
    )


def _title(judgement: Judgement) -> str:
    return text("letter.inform" if judgement.verdict is Verdict.FREE else "letter.ask")


def _story(paper: LetterPaper, judgement: Judgement, found: Difference) -> Iterator[Flowable]:
    yield from _address(paper)
    yield from headed(Heading(_title(judgement), "letter"))
    yield from _opening(paper, judgement)
    yield from comparison.lines(paper.project, paper.base, paper.project.budget, found)
    yield from comparison.years(paper.project, found)
    yield from comparison.partners(paper.project, paper.base, paper.project.budget)
    yield from _moves(paper)
    yield from _rule(judgement)
    yield from comparison.funding(paper.base, paper.project.budget)
    yield from _demand(paper)
    yield from _period(paper.project, judgement, found)
    yield from _headed("signature")
    yield space(8)
    yield signature_block(paper.project.signers)
    yield PageBreak()
    yield from whole_budget(paper.project, paper.project.budget)


def _address(paper: LetterPaper) -> Iterator[Flowable]:
    project = paper.project
    recipient = project.recipient
    yield para(text("letter.to", funder=words.given(project.call.funder)), KICKER)
    sender = {"recipient": words.given(recipient.name), "cvr": words.given(recipient.cvr)}
    yield para(text("letter.from", **sender), QUIET)
    if recipient.contact.strip():
        yield para(text("letter.contact", contact=mask(recipient.contact)), QUIET)
    yield para(words.long_day(paper.made_at.date()), QUIET)
    yield space(6)


def _opening(paper: LetterPaper, judgement: Judgement) -> Iterator[Flowable]:
    project, base = paper.project, paper.base
    call = text("documents.call", id=project.call.id, name=project.call.name)
    journal = words.given(project.journal_number)
    title = words.given(project.title)
    yield para(text("letter.about", project=title, journal=journal, call=call), LABEL)
    key = "letter.informs" if judgement.verdict is Verdict.FREE else "letter.asks"
    key = key if judgement.parts else "letter.words"
    names = {"name": project.budget, "base": base}
    facts = {key: change_words.version_name(version) for key, version in names.items()}
    yield para(text(key, **facts, standing=change_words.standing_words(base)), BODY)
    if project.budget.reason:
        yield from _headed("reason")
        yield para(project.budget.reason)


def _moves(paper: LetterPaper) -> Iterator[Flowable]:
    """Each move since the approval with its reason."""
    yield from _headed("moves")
    moves = moves_since_approval(paper.project)
    if not moves:
        yield para(text("letter.no_moves"))
    for number, move in enumerate(moves, start=1):
        said = change_words.move_words(paper.project, move)
        yield para(text("letter.move", number=number, words=said), LABEL)
        yield para(move.reason)


def _rule(judgement: Judgement) -> Iterator[Flowable]:
    """What is free and what is asked for, with the arithmetic and the call's words."""
    yield from _headed("rule")
    verdict = judgement.verdict.value if judgement.parts else "words"
    yield para(text(f"letter.verdict.{verdict}"), LABEL)
    for part in judgement.parts:
        yield para(change_words.judged_words(part), QUIET)
    for source in change_words.quotes(judgement):
        yield para(words.source_words(source), QUOTE)


def _demand(paper: LetterPaper) -> Iterator[Flowable]:
    rules = paper.project.rules
    held = [hold_budget(rules, version) for version in (paper.base, paper.project.budget)]
    before, after = held
    if before is None or after is None:
        yield para(text("letter.no_demand"))
        return
    facts = {
        "before": percent(before.actual_percent),
        "after": percent(after.actual_percent),
        "required": percent(after.required_percent),
        "base": label(after.base),
    }
    yield para(text("letter.demand", **facts))
    if not after.is_met:
        yield para(text("letter.short", missing=after.missing))


def _period(project: Project, judgement: Judgement, found: Difference) -> Iterator[Flowable]:
    """The period asked for, whether it is asked in time, and what becomes of the budget (R25)."""
    wanted = project.budget.period
    if wanted is None:
        return
    facts = {"before": words.short_period(project.period), "after": words.short_period(wanted)}
    yield from _headed("period")
    yield para(text("letter.period", **facts))
    for part in judgement.parts:
        if part.timing is not None:
            yield para(text(f"letter.timing.{part.timing.value}"))
    yield para(text("letter.budget_stays" if found.is_empty else "letter.budget_follows"))


def _headed(name: str) -> Iterator[Flowable]:
    return headed(Heading(text(f"letter.heading.{name}"), name, level=1))
