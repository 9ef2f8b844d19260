"""What the grant would be, were the project to end: in each reading, and kept whole (A4)."""

from collections.abc import Iterator

from msgspec.structs import replace

from budgetdesk.accounting.settlement import Outcome, hold_outcome, is_let_go, settle
from budgetdesk.domain.ending import Ending, EndingBasis
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.rules import CallRules, SettlementReading


def endings(
    outcome: Outcome, rules: CallRules, ordered: Money, ordered_eligible: Money
) -> Iterator[Ending]:
    """Every way it could end, on what is used and, where anything is ordered, with that too.

    `outcome` is of a project that is over: what the recipient promised is due.
    """
    yield from _ways(EndingBasis.USED, outcome, rules)
    if ordered:
        more = replace(
            outcome,
            costs=outcome.costs + ordered,
            eligible=outcome.eligible + ordered_eligible,
        )
        yield from _ways(EndingBasis.ORDERED, more, rules)


def _ways(basis: EndingBasis, outcome: Outcome, rules: CallRules) -> Iterator[Ending]:
    readings = settle(outcome, rules).alternatives
    for reading, grant in readings.items():
        yield _ending(basis, reading, outcome, rules, grant, max(readings.values()))
    yield _ending(basis, None, outcome, rules, outcome.commitment, max(readings.values()))


def _ending(
    basis: EndingBasis,
    reading: SettlementReading | None,
    outcome: Outcome,
    rules: CallRules,
    grant: Money,
    greatest: Money,
) -> Ending:
    """One way; the grant kept whole is blocked where every reading gives less."""
    own = outcome.costs - grant - outcome.others
    held = hold_outcome(rules, outcome, grant)
    return Ending(
        basis=basis,
        reading=reading,
        costs=outcome.costs,
        commitment=outcome.commitment,
        grant=grant,
        own=own,
        own_percent=held.actual_percent if held else own.percent_of(outcome.costs),
        paid_out=outcome.paid_out,
        is_let_go=is_let_go(outcome.paid_out - grant, rules),
        is_allowed=grant <= greatest and own >= ZERO and (held is None or held.is_met),
    )
