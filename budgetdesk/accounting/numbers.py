"""The running numbers of vouchers: once given, a voucher keeps its number; the next go on."""

from collections.abc import Iterator, Mapping
from datetime import date

from budgetdesk.accounting.days import days_of
from budgetdesk.domain.account import Account, AllocatedPart
from budgetdesk.domain.ledger import PartKind, Posting
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId


def voucher_key(posting: Posting) -> str:
    """What tells a voucher from all others, whatever import it came in.

    Finance systems begin anew every year, so the number alone does not; a posting without a number
    is a voucher of its own.
    """
    if not posting.voucher:
        return posting.id
    year = posting.accounting_year or (posting.posting_date.year if posting.posting_date else 0)
    return f"{posting.voucher} {year}"


def given(project: Project) -> Mapping[str, int]:
    """The numbers accounts have given, by `voucher_key`: all that were taken or ever sealed.

    A sealed account that was opened again was sent out: its vouchers keep their numbers.
    """
    numbers: dict[str, int] = {}
    for sealed in project.seals:
        numbers.update(sealed.numbers)
    for taken in project.accounts:
        numbers.update(taken.numbers)
    return numbers


def new_numbers(account: Account, project: Project) -> Mapping[str, int]:
    """The numbers an account gives to vouchers that have none, in the order of their days."""
    have, days = given(project), days_of(project)
    start = max(have.values(), default=0) + 1
    ordered = sorted(
        (part.posting for part in _in_account(account)),
        key=lambda posting: days.of(posting) or date.max,
    )
    new = dict.fromkeys(key for posting in ordered if (key := voucher_key(posting)) not in have)
    return {key: start + place for place, key in enumerate(new)}


def running_numbers(account: Account, project: Project) -> Mapping[PostingId, int]:
    """Each posting's voucher's number in an account; what is not taken goes on from the last."""
    numbers = {**given(project), **new_numbers(account, project)}
    postings = (part.posting for part in _in_account(account))
    return {posting.id: numbers[voucher_key(posting)] for posting in postings}


def _in_account(account: Account) -> Iterator[AllocatedPart]:
    """The parts on its lines, and the money received."""
    for line in account.lines:
        yield from line.parts
    for part in account.other_parts:
        if part.kind is PartKind.FUNDING and not part.is_outside:
            yield part
