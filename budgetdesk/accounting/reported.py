"""What earlier accounts reported, what this one adds, and what it corrects, posting by posting.

Every account that was taken holds what it added (`Entry`), corrections too. So what was reported is
the sum of all entries, and what an account adds is what stands now less what was reported:
earlier + this = total, whatever order accounts are taken in and whatever moved between them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from budgetdesk.accounting.days import Days
from budgetdesk.domain.account import (
    AccountLine,
    AllocatedPart,
    Correction,
    CorrectionKind,
    EarlierAccount,
)
from budgetdesk.domain.ledger import Ledger, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.remembered import remembered
from budgetdesk.domain.taken import Entry, TakenAccount
from budgetdesk.domain.value import LineId, PostingId

Key = tuple[PostingId, str]
"""A posting and the line it stands on."""
Ore = Mapping[Key, int]
Lines = Mapping[str, Sequence[AllocatedPart]]


def taken_before(accounts: Sequence[TakenAccount], period: Period) -> tuple[TakenAccount, ...]:
    """The accounts taken before that of a period: all, while it is not taken itself."""
    places = [place for place, each in enumerate(accounts) if each.period == period]
    return tuple(accounts[: places[0]] if places else accounts)


def covered(accounts: Iterable[TakenAccount], period: Period) -> tuple[Period, ...]:
    """The stretches an account and those before it cover together, its own first."""
    return (period, *(each.period for each in accounts))


def told(accounts: Iterable[TakenAccount]) -> tuple[EarlierAccount, ...]:
    """The accounts taken before, as the account tells of them."""
    return tuple(
        EarlierAccount(
            kind=each.kind,
            period=each.period,
            on=each.on,
            by=each.by,
            added=each.added,
            earned=each.earned,
            digest=each.digest,
        )
        for each in accounts
    )


@remembered(size=8)
def _reported(accounts: tuple[TakenAccount, ...]) -> tuple[Ore, Mapping[str, int]]:
    """What was reported, by posting and line, and by line; a sum of nothing is left out."""
    by_key: dict[Key, int] = {}
    by_line: dict[str, int] = {}
    for account in accounts:
        for entry in account.entries:
            key = entry.posting, entry.line
            by_key[key] = by_key.get(key, 0) + entry.amount.ore
            by_line[entry.line] = by_line.get(entry.line, 0) + entry.amount.ore
    return {key: ore for key, ore in by_key.items() if ore}, by_line


def reported_on(accounts: tuple[TakenAccount, ...]) -> Iterable[str]:
    """The lines earlier accounts reported anything on."""
    return _reported(accounts)[1] if accounts else ()


def corrections(
    accounts: tuple[TakenAccount, ...], lines: Lines, ledger: Ledger, days: Days
) -> tuple[Correction, ...]:
    """What does not stand as earlier accounts had it: late, moved or gone, in their order.

    A posting in a period that was accounted for is late; without any day it is late to nothing.
    """
    if not accounts:
        return ()
    by_key, _ = _reported(accounts)
    now = _standing(lines)
    at_hand = _postings(lines)
    periods = [each.period for each in accounts]
    found = list(_changed(by_key, now, at_hand, ledger))
    moved = {each.id for each in found}
    for (posting_id, line), ore in now.items():
        posting = at_hand[posting_id]
        if (posting_id, line) in by_key or not ore:
            continue
        if posting_id in moved or _is_late(days.of(posting), periods):
            kind = CorrectionKind.MOVED if posting_id in moved else CorrectionKind.LATE
            found.append(_correction(posting, posting_id, line, kind, 0, ore))
    return tuple(found)


def _correction(
    posting: Posting | None,
    posting_id: PostingId,
    line: str,
    kind: CorrectionKind,
    before: int,
    after: int,
) -> Correction:
    return Correction(
        id=posting_id,
        posting=posting,
        line=LineId(line),
        kind=kind,
        before=Money(before),
        after=Money(after),
    )


def _changed(
    by_key: Ore, now: Ore, at_hand: Mapping[PostingId, Posting], ledger: Ledger
) -> Iterator[Correction]:
    """What was reported and stands with another amount, or no more."""
    changed = {key: ore for key, ore in by_key.items() if now.get(key, 0) != ore}
    if not changed:
        return
    wanted = {posting for posting, _ in changed} - at_hand.keys()
    elsewhere = {
        posting.id: posting
        for batch in (ledger.batches if wanted else ())
        for posting in batch.postings
        if posting.id in wanted
    }
    for (posting_id, line), ore in changed.items():
        posting = at_hand.get(posting_id) or elsewhere.get(posting_id)
        kind = CorrectionKind.MOVED if posting else CorrectionKind.GONE
        yield _correction(posting, posting_id, line, kind, ore, now.get((posting_id, line), 0))


def _is_late(day: date | None, periods: Sequence[Period]) -> bool:
    return day is not None and any(day in period for period in periods)


def with_earlier(
    lines: Iterable[AccountLine],
    accounts: tuple[TakenAccount, ...],
    found: Iterable[Correction],
) -> tuple[AccountLine, ...]:
    """The lines with what earlier accounts reported on them, and what is corrected."""
    if not accounts:
        return tuple(lines)
    _, by_line = _reported(accounts)
    changed: dict[str, int] = {}
    for each in found:
        changed[each.line] = changed.get(each.line, 0) + each.change.ore
    return tuple(
        replace(
            line,
            earlier=Money(by_line.get(line.id, 0)),
            corrections=Money(changed.get(line.id, 0)),
        )
        for line in lines
    )


def entries(accounts: tuple[TakenAccount, ...], lines: Iterable[AccountLine]) -> tuple[Entry, ...]:
    """What an account of these lines adds to what was reported, corrections included."""
    by_key, _ = _reported(accounts)
    now = _standing({line.id: line.parts for line in lines})
    keys = dict.fromkeys((*now, *by_key))
    added = ((key, now.get(key, 0) - by_key.get(key, 0)) for key in keys)
    return tuple(
        Entry(posting=posting, line=LineId(line), amount=Money(ore))
        for (posting, line), ore in added
        if ore
    )


def _standing(lines: Lines) -> dict[Key, int]:
    """What stands now, by posting and line: a posting may be on a line in several parts."""
    now: dict[Key, int] = {}
    for line, parts in lines.items():
        for part in parts:
            key = part.posting.id, line
            now[key] = now.get(key, 0) + part.amount.ore
    return now


def _postings(lines: Lines) -> dict[PostingId, Posting]:
    return {part.posting.id: part.posting for parts in lines.values() for part in parts}
