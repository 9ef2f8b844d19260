"""The same cost in two projects is found; a cost shared between them is none of that."""

from msgspec.structs import replace

from budgetdesk.accounting.claims import Neighbour, claimed_twice
from budgetdesk.domain.ledger import Part, PartKind, Placement, Posting
from budgetdesk.domain.project import Project
from tests.builders import a_ledger, a_posting, a_project, kr

INVOICE = a_posting(2, kr(1000), voucher="FAK1", supplier="Firma  ApS")


def claiming(*amounts: int, posting: Posting = INVOICE, kind: PartKind = PartKind.COST) -> Project:
    """A project with parts of the posting, the rest set aside."""
    rest = posting.amount - kr(sum(amounts))
    parts = [Part(kind=kind, amount=kr(each), target="1") for each in amounts]
    if rest:
        parts.append(Part(kind=PartKind.SET_ASIDE, amount=rest, reason="Et andet projekt"))
    ledger = a_ledger(posting)
    placements = {posting.id: Placement(parts=tuple(parts))}
    return a_project(title="Nabo", ledger=replace(ledger, placements=placements))


def twice(mine: Project, *others: Project) -> list[tuple[str, int]]:
    neighbours = [Neighbour(f"{number}.budgetdesk", each) for number, each in enumerate(others)]
    return [(each.file, each.amount.ore) for each in claimed_twice(mine, neighbours)]


def test_the_same_invoice_in_two_accounts_is_told() -> None:
    other = claiming(1000, posting=replace(INVOICE, row=9, supplier="firma aps"))
    assert twice(claiming(1000), other) == [("0.budgetdesk", 100_000)]


def test_a_cost_shared_between_projects_is_claimed_once() -> None:
    assert twice(claiming(400), claiming(300, 300)) == []
    assert twice(claiming(400), claiming(300, 301)) == [("0.budgetdesk", 40_000)]


def test_another_voucher_day_or_amount_is_another_cost() -> None:
    others = (
        claiming(1000, posting=replace(INVOICE, voucher="FAK2")),
        claiming(900, posting=replace(INVOICE, amount=kr(900))),
        claiming(1000, posting=replace(INVOICE, posting_date=None)),
    )
    assert twice(claiming(1000), *others) == []


def test_what_is_no_cost_or_has_no_voucher_is_claimed_by_nobody() -> None:
    bare = replace(INVOICE, voucher="")
    assert twice(claiming(1000, posting=bare), claiming(1000, posting=bare)) == []
    assert twice(claiming(1000), claiming(kind=PartKind.COST)) == []
