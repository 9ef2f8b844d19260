"""What a rule would do to all postings before it is kept: which it would take, and from where."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from budgetdesk.accounting.allocation import allocate, matcher, parts_by_rule
from budgetdesk.accounting.days import days_of
from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.ledger import AllocationRule, Ledger, PartKind, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId, Value

Origin = tuple[PartKind | None, str]
"""Where a part is: its kind (None for unplaced) and target."""


class Effect(Value):
    """What a rule would take, as the parts are placed without it, in the order of the ledger.

    `kept` are those the rule places already, `lost` those it places and would let go of, `hidden`
    how many postings meet it but are placed by a rule above it or by a person.
    """

    taken: Sequence[AllocatedPart]
    kept: Sequence[AllocatedPart]
    lost: Sequence[AllocatedPart]
    hidden: int

    @property
    def placed(self) -> Sequence[AllocatedPart]:
        """All the rule would place."""
        return (*self.kept, *self.taken)

    @property
    def count(self) -> int:
        """How many postings it would place."""
        return len({part.posting.id for part in self.placed})

    @property
    def sum(self) -> Money:
        """What they come to."""
        return Money.total(part.amount for part in self.placed)

    @property
    def origins(self) -> Sequence[tuple[Origin, int]]:
        """Where the taken ones are now and how many, the most first."""
        return Counter((part.kind, part.target) for part in self.taken).most_common()


def added_to_lines(done: Effect, rule: AllocationRule, project: Project) -> Mapping[str, Money]:
    """What a rule would add to each budget line, and take from the others; by the line's id.

    Postings outside the period add nothing, for they are in no account.
    """
    days, period = days_of(project), project.period

    def is_inside(posting: Posting) -> bool:
        day = days.of(posting)
        return day is None or period is None or day in period

    taken = {part.posting.id: part.posting for part in done.taken}
    come = (part for posting in taken.values() for part in parts_by_rule(rule, posting))
    added: defaultdict[str, int] = defaultdict(int)
    for parts, sign in ((come, 1), (done.taken, -1), (done.lost, -1)):
        for part in parts:
            if part.kind is PartKind.COST and is_inside(part.posting):
                added[part.target] += sign * part.amount.ore
    return {line: Money(ore) for line, ore in added.items()}


def effect(ledger: Ledger, rule: AllocationRule, place: int) -> Effect:
    """What `rule` would do at `place` among the others, in its own place if it is one of them."""
    order = {each.id: number for number, each in enumerate(ledger.rules)}
    place = order.get(rule.id, place)
    meets = matcher(rule)
    taken: list[AllocatedPart] = []
    kept: list[AllocatedPart] = []
    lost: list[AllocatedPart] = []
    hidden: set[PostingId] = set()
    by_hand = ledger.placements
    for part in allocate(ledger):
        is_own = part.rule is not None and part.rule == rule.id
        if not meets(part.posting):
            if is_own:
                lost.append(part)
        elif is_own:
            kept.append(part)
        elif part.posting.id in by_hand or (part.rule is not None and order[part.rule] < place):
            hidden.add(part.posting.id)
        else:
            taken.append(part)
    return Effect(taken=taken, kept=kept, lost=lost, hidden=len(hidden))
