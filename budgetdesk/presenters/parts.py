"""Every part of every posting of one project: where it is, who put it there, and its words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Final

from budgetdesk import knowledge
from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.people import personal_postings
from budgetdesk.accounting.reversals import Reversals, reversals
from budgetdesk.domain.account import Account, AllocatedPart
from budgetdesk.domain.ledger import PartKind, VoucherFile
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.targets import Targets
from budgetdesk.text import amount, danish, text

LEFT_OUT: Final = (PartKind.SET_ASIDE, PartKind.NOT_ELIGIBLE)
"""What somebody took out of the account."""


class Parts:
    """The parts in the order of the ledger; where there is an account, as it has them."""

    def __init__(self, project: Project, account: Account | None) -> None:
        self.project = project
        self.targets = Targets(project)
        self._account = account
        self._rules = {rule.id: n for n, rule in enumerate(project.ledger.rules, start=1)}

    @cached_property
    def all(self) -> Sequence[AllocatedPart]:
        """The parts of every posting."""
        return tuple(_in_order(self.project, self._account))

    @cached_property
    def reversals(self) -> Reversals:
        """Which postings take each other back."""
        return reversals(self.project.ledger, knowledge.patterns())

    @cached_property
    def files(self) -> Mapping[PostingId, Sequence[VoucherFile]]:
        """The files of each posting that has any."""
        found: defaultdict[PostingId, list[VoucherFile]] = defaultdict(list)
        for voucher in self.project.ledger.vouchers:
            found[voucher.posting].append(voucher)
        return found

    @cached_property
    def personal(self) -> frozenset[PostingId]:
        """The postings that name a person, by number or by name."""
        return personal_postings(self.project.ledger, knowledge.patterns())

    @cached_property
    def found_by(self) -> Sequence[str]:
        """All that each part says, in small letters; put together at the first search."""
        return tuple("\n".join(self._said(part)).casefold() for part in self.all)

    def _said(self, part: AllocatedPart) -> Iterator[str]:
        posting = part.posting
        yield from (_written(day) for day in (posting.posting_date, posting.day) if day)
        yield from (posting.voucher, posting.invoice, posting.supplier, posting.text)
        yield from (posting.gl_code, posting.gl_name, posting.psp, posting.cost_center)
        yield from (amount(part.amount), amount(part.amount).replace(".", ""))
        yield from (self.place(part).text, part.reason)

    def place(self, part: AllocatedPart) -> Cell:
        """Where a part is."""
        if part.kind in LEFT_OUT:
            words = self.targets.name(part.kind, "")
            return Cell(text=words, tone=Tone.QUIET, icon="aside", tip=part.reason)
        if part.is_outside:
            words, tip = text("postings.place.outside"), text("postings.place.outside_tip")
            return Cell(text=words, tone=Tone.WARNING, icon="warning", tip=tip)
        if part.kind is None:
            words, tip = text("postings.place.unplaced"), text("postings.place.unplaced_tip")
            return Cell(text=words, tone=Tone.ERROR, icon="missing", tip=tip)
        words = self.targets.name(part.kind, part.target)
        return Cell(text=words, tip=words)

    def by(self, part: AllocatedPart) -> Cell:
        """The rule or the person that put it there."""
        if part.rule is not None:
            words = text("postings.by.rule", number=self._rules[part.rule])
            return Cell(text=words, tone=Tone.QUIET, tip=part.reason)
        placement = self.project.ledger.placements.get(part.posting.id)
        if placement is None:
            return Cell()
        words = placement.by or text("postings.by.hand")
        if len(placement.parts) > 1:
            words = text("postings.by.split", by=words, count=len(placement.parts))
        return Cell(text=words, tip=part.reason)


_written = cache(danish)
"""A ledger of 100.000 postings has a few hundred days."""


def _in_order(project: Project, account: Account | None) -> Iterator[AllocatedPart]:
    """An account has its parts by line: they are put back in the order of the postings."""
    if account is None:
        yield from allocate(project.ledger)
        return
    of_posting: defaultdict[str, list[AllocatedPart]] = defaultdict(list)
    for parts in (*(line.parts for line in account.lines), account.other_parts):
        for part in parts:
            of_posting[part.posting.id].append(part)
    for batch in project.ledger.batches:
        for posting in batch.postings:
            yield from of_posting[posting.id]
