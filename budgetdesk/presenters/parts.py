"""Every part of every posting of one project: where it is, who put it there, and its words."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, cached_property
from itertools import chain
from typing import Final

from budgetdesk import knowledge
from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.people import personal_postings
from budgetdesk.accounting.reversals import Reversals, reversals
from budgetdesk.domain.account import Account, AllocatedPart
from budgetdesk.domain.ledger import ImportBatch, PartKind, Posting, VoucherFile
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.remembered import remembered
from budgetdesk.domain.value import PostingId
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.targets import Targets
from budgetdesk.text import amount, danish, text

Lets = Callable[["Parts"], Sequence[AllocatedPart]]
"""The parts a filter lets through, in order."""

LEFT_OUT: Final = (PartKind.SET_ASIDE, PartKind.NOT_ELIGIBLE)
"""What somebody took out of the account."""


class Show(Enum):
    """Which postings are shown; what a filter hides is still imported, exported and counted."""

    ALL = "all"
    UNPLACED = "unplaced"
    OUTSIDE = "outside"
    COST = "cost"
    FUNDING = "funding"
    SET_ASIDE = "set_aside"
    NOT_ELIGIBLE = "not_eligible"
    BY_HAND = "by_hand"
    NO_VOUCHER = "no_voucher"
    NO_FILE = "no_file"
    REVERSED = "reversed"
    PERSONAL = "personal"


class Shown:
    """The parts a filter lets through."""

    def __init__(self, rows: Sequence[AllocatedPart]) -> None:
        self.rows = rows

    @cached_property
    def sum(self) -> Money:
        """What they come to."""
        return Money.total(part.amount for part in self.rows)


class Parts:
    """The parts in the order of the ledger; where there is an account, as it has them."""

    def __init__(self, project: Project, account: Account | None) -> None:
        self.project = project
        self.targets = Targets(project)
        self._account = account
        self._shown: dict[Show, Shown] = {}
        self._words_beside: dict[tuple[object, ...], str] = {}
        self._rules = {rule.id: n for n, rule in enumerate(project.ledger.rules, start=1)}

    @cached_property
    def all(self) -> Sequence[AllocatedPart]:
        """The parts of every posting."""
        return tuple(_in_order(self.project, self._account))

    @cached_property
    def counts(self) -> Mapping[Show, int]:
        """How many parts each filter lets through."""
        return {show: len(lets(self)) for show, lets in _LETS_THROUGH.items()}

    def shown(self, show: Show) -> Shown:
        """The parts a filter lets through."""
        if show not in self._shown:
            self._shown[show] = Shown(_LETS_THROUGH[show](self))
        return self._shown[show]

    def work_out(self) -> None:
        """Computes what a table of all parts, or of the unplaced ones, tells at once."""
        for show in (Show.ALL, Show.UNPLACED):
            self.shown(show).sum  # noqa: B018 - it is remembered
        self.counts  # noqa: B018 - as above

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

    def saying(
        self, words: Sequence[str], parts: Iterable[AllocatedPart]
    ) -> Iterator[AllocatedPart]:
        """Those of the parts that say all the words, given in small letters, somewhere.

        What the postings themselves say is put together at the first search, and kept from one
        state of the project to the next.
        """
        own: dict[PostingId, str] = {}
        for batch in self.project.ledger.batches:
            own |= _said_by(batch.postings)
        for part in parts:
            said = own[part.posting.id]
            if all(word in said or word in self._beside(part) for word in words):
                yield part

    def _beside(self, part: AllocatedPart) -> str:
        """What a part says besides its posting: the place and the reason, and a share's amount."""
        share = part.amount if part.amount.ore != part.posting.amount.ore else None
        at = (part.kind, part.target, part.is_outside, part.reason, share)
        if at not in self._words_beside:
            said = (self.place_name(part), part.reason, *_amounts(share))
            self._words_beside[at] = "\n".join(said).casefold()
        return self._words_beside[at]

    def of(self, ids: Collection[PostingId]) -> Sequence[AllocatedPart]:
        """The parts of these postings; quickly of none."""
        return [each for each in self.all if each.posting.id in ids] if ids else ()

    def place_name(self, part: AllocatedPart) -> str:
        """Where a part is, in words."""
        if part.kind in LEFT_OUT:
            return self.targets.name(part.kind, "")
        if part.is_outside:
            return text("postings.place.outside")
        if part.kind is None:
            return text("postings.place.unplaced")
        return self.targets.name(part.kind, part.target)

    def place(self, part: AllocatedPart) -> Cell:
        """Where a part is."""
        words = self.place_name(part)
        if part.kind in LEFT_OUT:
            return Cell(text=words, tone=Tone.QUIET, icon="aside", tip=part.reason)
        if part.is_outside:
            tip = text("postings.place.outside_tip")
            return Cell(text=words, tone=Tone.WARNING, icon="warning", tip=tip)
        if part.kind is None:
            tip = text("postings.place.unplaced_tip")
            return Cell(text=words, tone=Tone.ERROR, icon="missing", tip=tip)
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


def _is(kind: PartKind | None) -> Lets:
    """The parts of a kind, of which nothing was left out by the period alone."""
    if kind in LEFT_OUT:
        return lambda parts: [each for each in parts.all if each.kind is kind]
    return lambda parts: [each for each in parts.all if each.kind is kind and not each.is_outside]


_LETS_THROUGH: Final[Mapping[Show, Lets]] = {
    Show.ALL: lambda parts: parts.all,
    Show.UNPLACED: _is(None),
    Show.OUTSIDE: lambda parts: [
        each for each in parts.all if each.is_outside and each.kind not in LEFT_OUT
    ],
    Show.COST: _is(PartKind.COST),
    Show.FUNDING: _is(PartKind.FUNDING),
    Show.SET_ASIDE: _is(PartKind.SET_ASIDE),
    Show.NOT_ELIGIBLE: _is(PartKind.NOT_ELIGIBLE),
    Show.BY_HAND: lambda parts: parts.of(parts.project.ledger.placements),
    Show.NO_VOUCHER: lambda parts: [each for each in parts.all if not each.posting.voucher],
    Show.NO_FILE: lambda parts: [
        each
        for each in parts.all
        if each.kind is PartKind.COST and each.posting.id not in parts.files
    ],
    Show.REVERSED: lambda parts: parts.of(parts.reversals.partner),
    Show.PERSONAL: lambda parts: parts.of(parts.personal),
}
"""Each filter goes through all parts in one stroke: there may be a million."""

_written = cache(danish)
"""A ledger of 100.000 postings has a few hundred days."""


def _in_order(project: Project, account: Account | None) -> Iterator[AllocatedPart]:
    """An account has its parts by line: they are put back in the order of the postings."""
    if account is None:
        yield from allocate(project.ledger)
        return
    numbers = _numbers(project.ledger.batches)
    parts = [*chain.from_iterable(line.parts for line in account.lines), *account.other_parts]
    yield from sorted(parts, key=lambda part: numbers[part.posting.id])


@remembered(size=4)
def _numbers(batches: tuple[ImportBatch, ...]) -> Mapping[PostingId, int]:
    """Where each posting stands in the ledger."""
    postings = chain.from_iterable(batch.postings for batch in batches)
    return {posting.id: number for number, posting in enumerate(postings)}


@remembered(size=32)
def _said_by(postings: tuple[Posting, ...]) -> Mapping[PostingId, str]:
    """All that each posting of an import says, in small letters."""
    return {posting.id: "\n".join(_said(posting)).casefold() for posting in postings}


def _said(posting: Posting) -> Iterator[str]:
    yield from (_written(day) for day in (posting.posting_date, posting.day) if day)
    yield from (posting.voucher, posting.invoice, posting.supplier, posting.text)
    yield from (posting.gl_code, posting.gl_name, posting.psp, posting.cost_center)
    yield from _amounts(posting.amount)


def _amounts(money: Money | None) -> Iterator[str]:
    """An amount as it may be looked for: with points for thousands, and without."""
    if money is not None:
        said = amount(money)
        yield said
        if "." in said:
            yield said.replace(".", "")
