"""Every figure of the account with what stands behind it, and back from a posting to them all."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from budgetdesk.accounting import behind as found
from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.behind import Contribution
from budgetdesk.accounting.reported import taken_before
from budgetdesk.domain.account import Account, AccountLine, Correction
from budgetdesk.domain.budget import FundingLine, FundingSource
from budgetdesk.domain.ledger import PartKind, Posting
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.seal import SealedAccount
from budgetdesk.domain.taken import TakenAccount
from budgetdesk.domain.tracking import Tracking
from budgetdesk.domain.value import LineId, PostingId
from budgetdesk.presenters.behind import Behind, Find, PlaceOfPosting, named
from budgetdesk.presenters.drill_tracking import OfTracking
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import label, stretch_name, text

_BROUGHT = (FundingSource.OWN, FundingSource.OTHER_GRANT, FundingSource.INCOME)
"""The sources that money came from; the grant is a step of the settlement."""


# --- the account ----------------------------------------------------------------------------------


class OfAccount:
    """The figures of one account."""

    def __init__(self, project: Project, account: Account) -> None:
        self._project = project
        self._account = account

    def line(self, row: int, key: str) -> Behind | None:
        """A figure of a line, or of all lines where the row is below the last."""
        lines = self._account.lines[row : row + 1] or self._account.lines
        of = lines[0].label if row < len(self._account.lines) else text("account.total")
        ways: dict[str, Callable[[Sequence[AccountLine]], Iterable[Contribution]]] = {
            "budget": lambda them: found.budgeted(self._project, them),
            "planned": self._planned,
            "actual": found.used,
            "earlier": self._earlier,
            "this": self._this,
            "deviation": self._deviation,
            "percent": self._deviation,
        }
        if key not in ways:
            return None
        name = "deviation" if key == "percent" else key
        whole = Money.total(getattr(line, name) or ZERO for line in lines)
        return named(self._column(name), of, whole, lambda: ways[key](lines))

    def _column(self, key: str) -> str:
        return text(f"account.column.{key}")

    def _planned(self, lines: Sequence[AccountLine]) -> Iterator[Contribution]:
        """The years of the budget that are over with the account."""
        told = [line for line in lines if line.planned is not None]
        last = self._account.period.end.year
        years = found.budgeted(self._project, told)
        return (each for each in years if each.year is not None and each.year <= last)

    def _earlier(self, lines: Sequence[AccountLine]) -> Iterator[Contribution]:
        before = taken_before(self._project.accounts, self._account.period)
        return found.reported(before, (line.id for line in lines), self._project.ledger)

    def _this(self, lines: Sequence[AccountLine]) -> Iterator[Contribution]:
        return found.net_by_posting((*found.used(lines), *found.minus(self._earlier(lines))))

    def _deviation(self, lines: Sequence[AccountLine]) -> Iterator[Contribution]:
        yield from found.budgeted(self._project, lines)
        yield from found.minus(found.used(lines))

    def source(self, source: FundingSource | None, key: str) -> Behind | None:
        """A figure of a source, or of all of them."""
        rows = [row for row in self._account.funding if source in {None, row.source}]
        of = label(source) if source else text("account.total")
        budget = Money.total(row.budget for row in rows)
        actual = Money.total(row.actual for row in rows)
        project, account, sources = self._project, self._account, [row.source for row in rows]

        def promised() -> Iterator[Contribution]:
            for each in sources:
                yield from found.promised(project, each)

        def brought() -> Iterator[Contribution]:
            each_brought = (found.brought(project, account, each) for each in sources)
            yield from found.net_by_posting(each for one in each_brought for each in one)

        ways: dict[str, tuple[Money, Find]] = {
            "budget": (budget, promised),
            "actual": (actual, brought),
            "difference": (actual - budget, lambda: (*brought(), *found.minus(promised()))),
        }
        if key not in ways:
            return None
        whole, find = ways[key]
        heading = text(f"account.funding.{key}")
        return named(text("account.funding.name") + ", " + heading.lower(), of, whole, find)

    def step(self, name: str) -> Behind:
        """A step of the settlement."""
        settlement = self._account.settlement
        whole = settlement.limits.get(name)
        figure = getattr(settlement, name) if whole is None else whole
        title = text(f"documents.step.{name}.label")
        return named(
            text("account.settlement.name"),
            title,
            figure,
            lambda: found.settled(self._project, self._account, name),
        )

    def box(self, name: str) -> Behind:
        """A box of the reconciliation."""
        sums, account = self._account.reconciliation, self._account
        kinds = {kind.value: kind for kind in PartKind}
        figure, find = {
            "imported": (sums.imported, lambda: found.imported(account)),
            "unplaced": (sums.unplaced, lambda: found.boxed(account, None)),
            "outside": (sums.outside, lambda: found.boxed(account, None, is_outside=True)),
            "difference": (sums.difference, lambda: ()),
        }.get(name) or (
            sums.by_kind.get(kinds[name], ZERO),
            lambda: found.boxed(account, kinds[name]),
        )
        words = text(f"behind.box.{name}")
        return named(text("account.tab.reconciliation"), words, figure, find)

    def corrections(self, corrections: Sequence[Correction], key: str) -> Behind | None:
        """What earlier accounts had of postings, what they are, or what was corrected."""
        if key not in {"before", "after", "change"}:
            return None
        each_is = [
            Contribution(
                kind=found.Kind.POSTING,
                amount=getattr(each, key),
                posting=each.posting or Posting(each.id, 0, each.before),
            )
            for each in corrections
        ]
        words = text(f"periods.column.{key}")
        whole = found.total(each_is)
        return named(text("periods.corrections"), words, whole, lambda: each_is)

    def all(self) -> Iterator[Behind]:
        """Every figure that has postings behind it."""
        settlement, lines = self._account.settlement, self._account.lines
        rows = [row for row, line in enumerate(lines) if line.parts]
        asked = [self.line(row, "actual") for row in (*rows, len(lines))]
        asked += [self.source(source, "actual") for source in _BROUGHT]
        yield from filter(None, asked)
        steps = (*settlement.limits, "earned", "unused", "repay" if settlement.repay else "claim")
        yield from map(self.step, steps)
        boxes = ("imported", *(kind.value for kind in PartKind), "unplaced", "outside")
        yield from map(self.box, boxes)


# --- the accounts that were taken and sealed ------------------------------------------------------


def of_taken(project: Project, taken: TakenAccount) -> Iterator[Behind]:
    """What an account that was taken added on each line."""
    names = {line.id: line.label for v in project.versions for line in v.lines}
    for line in dict.fromkeys(entry.line for entry in taken.entries):
        entries = [entry.amount for entry in taken.entries if entry.line == line]
        name = text("behind.taken", kind=label(taken.kind), period=stretch_name(taken.period))
        yield named(
            name, names.get(line, line), Money.total(entries), _entries(project, taken, line)
        )


def _entries(project: Project, taken: TakenAccount, line: LineId) -> Find:
    return lambda: found.reported((taken,), (line,), project.ledger)


def of_sealed(project: Project, number: int, sealed: SealedAccount) -> Iterator[Behind]:
    """The lines of a sealed account."""
    at_hand = {posting.id: posting for b in project.ledger.batches for posting in b.postings}
    for line in sealed.lines:
        on_line = [
            Contribution(
                kind=found.Kind.POSTING,
                amount=part.amount,
                posting=at_hand.get(
                    part.posting, Posting(part.posting, 0, part.amount, voucher=part.voucher)
                ),
            )
            for part in sealed.parts
            if part.kind is PartKind.COST and not part.is_outside and part.target == line.id
        ]
        name = text("behind.sealed", number=number, on=sealed.at)
        yield named(name, line.label, line.actual, lambda held=on_line: held)  # type: ignore[misc]


# --- from a posting to all its figures ------------------------------------------------------------


def places_of(
    project: Project, account: Account | None, tracking: Tracking | None, posting: PostingId
) -> Sequence[PlaceOfPosting]:
    """Every figure a posting stands in, and what it adds to each."""
    places = []
    for behind in _figures(project, account, tracking):
        adds = behind.holds(posting)
        if adds is not None:
            places.append(PlaceOfPosting(behind, adds))
    return tuple(places)


def _figures(
    project: Project, account: Account | None, tracking: Tracking | None
) -> Iterator[Behind]:
    if account is not None:
        yield from OfAccount(project, account).all()
    if tracking is not None:
        yield from OfTracking(tracking).all()
    for taken in project.accounts:
        yield from of_taken(project, taken)
    for number, sealed in enumerate(project.seals, start=1):
        yield from of_sealed(project, number, sealed)


def places_in(workspace: Workspace, posting: PostingId) -> Sequence[PlaceOfPosting]:
    """Every figure a posting of the open document stands in."""
    tracking = workspace.tracking(InterimEvery.QUARTER)
    return places_of(workspace.project, workspace.account, tracking, posting)


def of_account(workspace: Workspace) -> OfAccount | None:
    """The figures of the account that is shown."""
    account = workspace.shown_account
    return OfAccount(workspace.project, account) if account else None


def of_posting(workspace: Workspace, posting: Posting) -> Behind:
    """A posting itself, as a figure: its parts come to it."""

    def find() -> Iterator[Contribution]:
        own = (part for part in allocate(workspace.project.ledger) if part.posting.id == posting.id)
        return found.parts(own)

    name = posting.voucher or posting.id
    return named(text("behind.posting"), name, posting.amount, find)


def of_sources(lines: Sequence[FundingLine], year: int | None) -> Behind:
    """What sources of the budget worked on bring in a year, or in all."""
    wanted = [
        Contribution(
            kind=found.Kind.FUNDING,
            amount=amount,
            name=line.label or label(line.source),
            year=each,
        )
        for line in lines
        for each, amount in line.amounts.items()
        if year in {None, each}
    ]
    of = label(lines[0].source) if len(lines) == 1 else text("account.total")
    when = text("tracking.all_time") if year is None else str(year)
    return named(f"{text('account.funding.name')}, {when}", of, found.total(wanted), lambda: wanted)
