"""All versions of a budget beside each other: each line with what it comes to in every one."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value

L = TypeVar("L", BudgetLine, FundingLine)


class Beside(Value, Generic[L]):
    """A line, as the last version that has it tells it, and its sum in each version.

    A sum is None where the version has not the line.
    """

    line: L
    sums: tuple[Money | None, ...]

    def is_changed(self, place: int) -> bool:
        """Whether the sum at `place`, from 0, is another than in the version before."""
        return place > 0 and self.sums[place] != self.sums[place - 1]


def costs_beside(versions: Sequence[BudgetVersion]) -> Sequence[Beside[BudgetLine]]:
    """The cost lines: those of the last version in its order, then those only older ones have."""
    return _beside(versions, lambda version: version.lines)


def funding_beside(versions: Sequence[BudgetVersion]) -> Sequence[Beside[FundingLine]]:
    """The sources, in the same order."""
    return _beside(versions, lambda version: version.funding)


def _beside(
    versions: Sequence[BudgetVersion], lines_of: Callable[[BudgetVersion], Sequence[L]]
) -> Sequence[Beside[L]]:
    held: list[dict[str, L]] = [{x.id: x for x in lines_of(version)} for version in versions]
    newest: dict[str, L] = {}
    for lines in reversed(held):
        for line_id, line in lines.items():
            newest.setdefault(line_id, line)
    return [
        Beside(line=line, sums=tuple(_sum(lines.get(line_id)) for lines in held))
        for line_id, line in newest.items()
    ]


def _sum(line: BudgetLine | FundingLine | None) -> Money | None:
    return line.total if line else None
