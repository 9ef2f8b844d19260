"""The voucher list: every part of every posting once, numbered, under the box it ended in."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from itertools import count

from budgetdesk.accounting.days import days_of
from budgetdesk.accounting.spread import known
from budgetdesk.domain.account import Account, AllocatedPart
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value
from budgetdesk.privacy import masking
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper


class Box(Enum):
    """Where an amount can end, in the order the reconciliation tells it."""

    LINE = "line"
    RECEIVED = "received"
    SET_ASIDE = "set_aside"
    NOT_ELIGIBLE = "not_eligible"
    UNPLACED = "unplaced"
    OUTSIDE = "outside"

    @property
    def label(self) -> str:
        """What the box is called."""
        return text(f"documents.box.{self.value}")


_BOXES = {
    PartKind.COST: Box.LINE,
    PartKind.FUNDING: Box.RECEIVED,
    PartKind.SET_ASIDE: Box.SET_ASIDE,
    PartKind.NOT_ELIGIBLE: Box.NOT_ELIGIBLE,
    None: Box.UNPLACED,
}


class Voucher(Value):
    """One row of the list, its free texts masked.

    `day` is the day that counts. `target` is the account line, or the source of money received,
    and `target_number` its row among the account's lines or sources, from 1; 0 where there is none.
    """

    number: int
    part: AllocatedPart
    box: Box
    text: str
    supplier: str
    reason: str
    day: date | None
    target: str
    target_number: int
    placed_by: str


class VoucherGroup(Value):
    """The vouchers of one account line, or of one of the other boxes, with their sum."""

    box: Box
    label: str
    total: Money
    vouchers: tuple[Voucher, ...]


def box_totals(account: Account) -> Mapping[Box, Money]:
    """What the reconciliation says each box holds."""
    sums = account.reconciliation
    return {
        **{_BOXES[kind]: money for kind, money in sums.by_kind.items()},
        Box.UNPLACED: sums.unplaced,
        Box.OUTSIDE: sums.outside,
    }


def voucher_groups(paper: AccountPaper) -> tuple[VoucherGroup, ...]:
    """All parts in the order they are printed: line by line, then the other boxes, by day.

    A group without a part is left out. The sums are the account's own.
    """
    account, sums = paper.account, box_totals(paper.account)
    writer = _Writer(paper)
    groups = [
        writer.group(Box.LINE, words.line_label(line), line.actual, line.parts)
        for line in account.lines
    ]
    for box in list(Box)[1:]:
        parts = [part for part in account.other_parts if _box(part) is box]
        groups.append(writer.group(box, box.label, sums[box], parts))
    return tuple(group for group in groups if group.vouchers)


def _box(part: AllocatedPart) -> Box:
    return Box.OUTSIDE if part.is_outside else _BOXES[part.kind]


class _Writer:
    """Numbers the vouchers, and knows what rules, lines and sources are called."""

    def __init__(self, paper: AccountPaper) -> None:
        project, account = paper.project, paper.account
        self._numbers = count(1)
        self._hide = masking(project)
        self._days = days_of(project)
        self._placements = project.ledger.placements
        self._rules = {rule.id: number for number, rule in enumerate(project.ledger.rules, 1)}
        self._targets: dict[str, tuple[str, int]] = {
            line.id: (words.line_label(line), number)
            for number, line in enumerate(account.lines, 1)
        }
        rows = {row.source: number for number, row in enumerate(account.funding, 1)}
        for funding_id, source in known(project).sources.items():
            self._targets[funding_id] = (words.name_of(source), rows[source])

    def group(
        self, box: Box, label: str, total: Money, parts: Iterable[AllocatedPart]
    ) -> VoucherGroup:
        """The parts of one box as vouchers, by day."""
        vouchers = tuple(
            self._voucher(box, part)
            for part in sorted(parts, key=lambda part: self._day(part) or date.min)
        )
        return VoucherGroup(box=box, label=label, total=total, vouchers=vouchers)

    def _voucher(self, box: Box, part: AllocatedPart) -> Voucher:
        target, number = self._targets.get(part.target, ("", 0))
        return Voucher(
            number=next(self._numbers),
            part=part,
            box=box,
            text=self._hide(part.posting.text),
            supplier=self._hide(part.posting.supplier),
            reason=self._hide(part.reason),
            day=self._day(part),
            target=target,
            target_number=number,
            placed_by=self._placed_by(part),
        )

    def _placed_by(self, part: AllocatedPart) -> str:
        if part.rule is not None:
            return text("documents.placed.rule", number=self._rules[part.rule])
        if part.kind is None:
            return text("documents.placed.nobody")
        by = self._placements[part.posting.id].by
        return by or text("documents.placed.by_hand")

    def _day(self, part: AllocatedPart) -> date | None:
        """What the list is in order by; a posting without a day stands first."""
        return self._days.of(part.posting)
