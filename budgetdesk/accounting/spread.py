"""The parts of the ledger sorted into the boxes of an account: on lines, received, and the rest.

Outside the period comes first: such a part is outside, wherever it was placed. A posting without
any day counts as inside, and a check says so. In a final account money received counts whatever
its day, for it is often paid after the project ends and still lowers the grant; only costs must
lie in the period (R22). A target that no version of the budget knows is no place: unplaced.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from budgetdesk.accounting.days import Days
from budgetdesk.domain.account import AllocatedPart, Reconciliation
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingSource
from budgetdesk.domain.ledger import Ledger, PartKind
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value


class Known(Value):
    """The places a part can be put: every version's lines and sources, by their id.

    Where versions differ the one an account is held against has the say, then the newest.
    """

    lines: Mapping[str, BudgetLine]
    sources: Mapping[str, FundingSource]

    def lacks(self, part: AllocatedPart) -> bool:
        """Whether the part was put somewhere that is not there."""
        if part.kind is PartKind.COST:
            return part.target not in self.lines
        return part.kind is PartKind.FUNDING and part.target not in self.sources


class Spread(Value):
    """The parts in their boxes; what was received stands positive, by source.

    `by_year` is what was used on lines in each year; a posting without a day is in none.
    """

    on_lines: Mapping[str, Sequence[AllocatedPart]]
    on_no_line: Sequence[AllocatedPart]
    received: Mapping[FundingSource, Money]
    by_year: Mapping[int, Money]
    reconciliation: Reconciliation


def known(project: Project) -> Known:
    """The places of a project."""
    versions: tuple[BudgetVersion, ...] = (*project.versions, project.base_budget)
    return Known(
        lines={line.id: line for version in versions for line in version.lines},
        sources={line.id: line.source for version in versions for line in version.funding},
    )


def spread(
    places: Known,
    ledger: Ledger,
    days: Days,
    parts: Sequence[AllocatedPart],
    periods: Sequence[Period],
    *,
    is_final: bool,
) -> Spread:
    """`parts`, which are the ledger's, sorted for an account that covers these periods.

    The sums run over whole øre in plain integers: an account may hold 100.000 parts.
    """
    own, *more = periods
    start, end, day_of = own.start, own.end, days.reader
    on_lines: defaultdict[str, list[AllocatedPart]] = defaultdict(list)
    on_no_line: list[AllocatedPart] = []
    by_year: defaultdict[int, int] = defaultdict(int)
    for each in parts:
        part = _unplaced(each) if places.lacks(each) else each
        day = day_of(part.posting)
        is_inside = day is None or start <= day <= end or any(day in each for each in more)
        if not is_inside and not (is_final and part.kind is PartKind.FUNDING):
            on_no_line.append(msgspec.structs.replace(part, is_outside=True))
        elif part.kind is PartKind.COST:
            on_lines[part.target].append(part)
            if day is not None:
                by_year[day.year] += part.amount.ore
        else:
            on_no_line.append(part)
    return Spread(
        on_lines=on_lines,
        on_no_line=on_no_line,
        received=_received(on_no_line, places),
        by_year={year: Money(ore) for year, ore in by_year.items()},
        reconciliation=_reconciled(ledger, on_lines, on_no_line),
    )


def _unplaced(part: AllocatedPart) -> AllocatedPart:
    return AllocatedPart(posting=part.posting, amount=part.amount)


def _received(parts: Sequence[AllocatedPart], places: Known) -> Mapping[FundingSource, Money]:
    """What each source brought; money received is negative in a ledger."""
    ore = dict.fromkeys(FundingSource, 0)
    for part in parts:
        if part.kind is PartKind.FUNDING and not part.is_outside:
            ore[places.sources[part.target]] -= part.amount.ore
    return {source: Money(amount) for source, amount in ore.items()}


def _reconciled(
    ledger: Ledger,
    on_lines: Mapping[str, Sequence[AllocatedPart]],
    on_no_line: Sequence[AllocatedPart],
) -> Reconciliation:
    """The boxes summed from the parts, the import from the ledger itself: so they can differ."""
    by_kind: dict[PartKind | None, int] = dict.fromkeys((*PartKind, None), 0)
    by_kind[PartKind.COST] = sum(part.amount.ore for parts in on_lines.values() for part in parts)
    outside = 0
    for part in on_no_line:
        if part.is_outside:
            outside += part.amount.ore
        else:
            by_kind[part.kind] += part.amount.ore
    imported = sum(posting.amount.ore for batch in ledger.batches for posting in batch.postings)
    return Reconciliation(
        imported=Money(imported),
        by_kind={kind: Money(by_kind[kind]) for kind in PartKind},
        unplaced=Money(by_kind[None]),
        outside=Money(outside),
    )
