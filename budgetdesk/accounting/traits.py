"""What the words of postings give away: pay that does not count, VAT, internal moves, no payment.

Worked out once for each import: what it says never changes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from budgetdesk.domain.ledger import ImportBatch, Ledger, Posting
from budgetdesk.domain.patterns import Patterns, columns_of, spotter
from budgetdesk.domain.remembered import remembered
from budgetdesk.domain.value import PostingId, Value

_VAT_PARTS: Final = 4
"""VAT is 25 % of the price: a quarter of it (momsloven § 33)."""

Ids = frozenset[PostingId]


class Traits(Value):
    """The postings of which each is true."""

    pay_not_counted: Ids
    internal: Ids
    vat: Ids
    unpaid: Ids
    other_year: Ids


def traits(ledger: Ledger, patterns: Patterns) -> Traits:
    """The traits of all imports."""
    each = [_traits(batch, patterns) for batch in ledger.batches]
    return Traits(
        pay_not_counted=_all(trait.pay_not_counted for trait in each),
        internal=_all(trait.internal for trait in each),
        vat=_all(trait.vat for trait in each),
        unpaid=_all(trait.unpaid for trait in each),
        other_year=_all(trait.other_year for trait in each),
    )


def _all(found: Iterator[Ids]) -> Ids:
    return frozenset().union(*found)


@remembered(size=16)
def _traits(batch: ImportBatch, patterns: Patterns) -> Traits:
    postings = batch.postings
    return Traits(
        pay_not_counted=frozenset(_saying(postings, patterns.pay_not_counted)),
        internal=frozenset(_saying(postings, patterns.internal)),
        vat=frozenset(_saying(postings, patterns.vat)) | frozenset(_quarters(postings)),
        unpaid=frozenset(_unpaid(postings, patterns.paid)),
        other_year=frozenset(_of_another_year(postings, patterns.supplement)),
    )


def _saying(postings: Sequence[Posting], words: Sequence[str]) -> Iterator[PostingId]:
    says = spotter(words)
    of_account: dict[str, bool] = {}
    for posting in postings:
        name = posting.gl_name
        if name not in of_account:
            of_account[name] = says(name)
        if of_account[name] or says(posting.text):
            yield posting.id


def _quarters(postings: Sequence[Posting]) -> Iterator[PostingId]:
    """Postings of exactly a quarter of another on the same voucher: its VAT.

    Whole hundreds of kroner are left out: they are a quarter of each other by chance.
    """
    times = Counter(posting.voucher for posting in postings)
    by_voucher: defaultdict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        if posting.voucher and times[posting.voucher] > 1:
            by_voucher[posting.voucher].append(posting)
    for together in by_voucher.values():
        amounts = {posting.amount.ore for posting in together}
        for posting in together:
            ore = posting.amount.ore
            if ore % 10_000 and ore * _VAT_PARTS in amounts:
                yield posting.id


def _unpaid(postings: Sequence[Posting], headings: Sequence[str]) -> Iterator[PostingId]:
    """Postings without a payment, in an extract that has a column for it."""
    paid = {heading.casefold() for heading in headings}
    without = [p.id for p in postings if not any(h.casefold() in paid for h, _ in _said(p))]
    if len(without) < len(postings):
        yield from without


def _said(posting: Posting) -> Iterator[tuple[str, str]]:
    return iter(columns_of(posting.other)) if posting.other else iter(())


def _of_another_year(postings: Sequence[Posting], kinds: Sequence[str]) -> Iterator[PostingId]:
    """Postings booked in another accounting year than their voucher's (the supplement period)."""
    supplement = {kind.casefold() for kind in kinds}
    for posting in postings:
        day = posting.voucher_date or posting.posting_date
        is_apart = day and posting.accounting_year and posting.accounting_year != day.year
        if is_apart or posting.posting_type.casefold() in supplement:
            yield posting.id
