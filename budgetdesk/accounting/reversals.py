"""Postings that take each other back: the one a finance system books to undo another.

They are found by reference where the extract has one (the posting names the voucher it takes
back), else by a text that names the voucher, else among the postings of the same account and
supplier: by invoice, by text, or because there is only one. The amounts must be opposite to the
øre. A posting that says it takes something back, but whose other half is not in the extract, has
no partner.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from budgetdesk.domain.ledger import ImportBatch, Ledger, Posting
from budgetdesk.domain.patterns import Patterns, spotter
from budgetdesk.domain.remembered import remembered
from budgetdesk.domain.value import PostingId, Value

_LEAST = 4
"""Characters of a voucher number that may be looked for in a text: shorter ones stand anywhere."""


_Key = tuple[object, ...]
_Found = Mapping[_Key, list[Posting]]


class Reversals(Value):
    """Which postings take each other back (each names its partner), and those without partner."""

    partner: Mapping[PostingId, Posting]
    alone: tuple[Posting, ...]


def reversals(ledger: Ledger, patterns: Patterns) -> Reversals:
    """The pairs among all imports, each posting in one pair at most."""
    return _reversals(ledger.batches, patterns)


@remembered(size=4)
def _reversals(batches: tuple[ImportBatch, ...], patterns: Patterns) -> Reversals:
    postings = [posting for batch in batches for posting in batch.postings]
    says = spotter(patterns.reversal)
    undoing = [each for each in postings if each.reference or says(each.text)]
    by_voucher = _in_question(
        postings,
        _voucher_key,
        ((name, -each.amount.ore) for each in undoing for name in _named(each)),
    )
    by_place = _in_question(postings, _place_key, map(_place_sought, undoing))
    partner: dict[PostingId, Posting] = {}
    alone: list[Posting] = []
    for posting in undoing:
        other = _other_half(posting, by_voucher, partner) or _of_same_place(
            posting, by_place, partner
        )
        if other is not None:
            partner[posting.id], partner[other.id] = other, posting
        elif says(posting.text):
            alone.append(posting)
    left = tuple(posting for posting in alone if posting.id not in partner)
    return Reversals(partner=partner, alone=left)


def _in_question(
    postings: Iterable[Posting], key_of: Callable[[Posting], _Key | None], sought: Iterable[_Key]
) -> _Found:
    """The postings by key, of the keys that are sought alone: few of a million are."""
    wanted = frozenset(sought)
    found: defaultdict[_Key, list[Posting]] = defaultdict(list)
    for posting in postings if wanted else ():
        key = key_of(posting)
        if key in wanted:
            found[key].append(posting)
    return found


def _voucher_key(posting: Posting) -> _Key | None:
    return (posting.voucher, posting.amount.ore) if posting.voucher else None


def _place_key(posting: Posting) -> _Key | None:
    supplier = posting.supplier
    return (posting.gl_code, supplier, posting.amount.ore) if supplier else None


def _place_sought(posting: Posting) -> _Key:
    return posting.gl_code, posting.supplier, -posting.amount.ore


def _of_same_place(
    posting: Posting, by_place: _Found, taken: Mapping[PostingId, Posting]
) -> Posting | None:
    """The free posting of the same account and supplier, opposite, that this one most likely means.

    None when several are as likely.
    """
    likely_ones = by_place.get(_place_sought(posting), ())
    free = [other for other in likely_ones if other.id not in taken]
    if posting.id in taken or posting.amount.ore > 0:
        return None
    same_invoice = [other for other in free if posting.invoice and other.invoice == posting.invoice]
    same_text = [other for other in free if other.text and other.text in posting.text]
    for likely in (same_invoice, same_text, free):
        if len(likely) == 1:
            return likely[0]
    return None


def _other_half(
    posting: Posting, by_voucher: _Found, taken: Mapping[PostingId, Posting]
) -> Posting | None:
    """The first free posting of a voucher this one names, with the opposite amount."""
    if posting.id in taken:
        return None
    for voucher in _named(posting):
        for other in by_voucher.get((voucher, -posting.amount.ore), ()):
            if other.id != posting.id and other.id not in taken:
                return other
    return None


def _named(posting: Posting) -> Iterator[str]:
    """The vouchers a posting names: by reference, by its own number, by its text."""
    if posting.reference:
        yield posting.reference
    words = (word.strip(" ,.;:()[]") for word in posting.text.split())
    yield from (word for word in words if len(word) >= _LEAST and any(map(str.isdigit, word)))
    if posting.voucher:  # some systems book the undoing on the same voucher
        yield posting.voucher
