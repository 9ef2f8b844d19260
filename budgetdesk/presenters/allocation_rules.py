"""The rules that place postings: their order, and how much each of them places."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from budgetdesk.accounting.allocation import allocate
from budgetdesk.domain.ledger import AllocationRule
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import RuleId
from budgetdesk.operations.ledger import move_allocation_rule, remove_allocation_rule
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.rule_words import asks, gl_words, places
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.targets import Targets
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import amount, text


@dataclass(frozen=True, slots=True)
class _State:
    """The rules of one project with how many postings each places, and their sum."""

    project: Project
    targets: Targets
    counts: Mapping[RuleId, int]
    sums: Mapping[RuleId, Money]

    @classmethod
    def of(cls, project: Project) -> "_State":
        counts: Counter[RuleId] = Counter()
        ore: defaultdict[RuleId, int] = defaultdict(int)
        last = None
        for part in allocate(project.ledger):
            if part.rule is not None:
                counts[part.rule] += part.posting.id != last
                last = part.posting.id
                ore[part.rule] += part.amount.ore
        sums = {rule.id: Money(ore[rule.id]) for rule in project.ledger.rules}
        return cls(project, Targets(project), counts, sums)


class AllocationRulesPresenter(ReadOnlyTable):
    """A row for each rule in the order they are asked; the first that fits a posting decides."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            _column("number", 44, numeric=True),
            _column("gl", 210),
            _column("asks", 260),
            _column("target", 220, stretches=True),
            _column("count", 100, numeric=True),
            _column("sum", 110, numeric=True),
        )
        self._workspace = workspace
        self._state = _State.of(workspace.project)

    @property
    def row_count(self) -> int:
        """How many rules there are."""
        return len(self._rules)

    @property
    def _rules(self) -> tuple[AllocationRule, ...]:
        return self._workspace.project.ledger.rules

    @property
    def _now(self) -> _State:
        if self._state.project is not self._workspace.project:
            self._state = _State.of(self._workspace.project)
        return self._state

    @property
    def about(self) -> str:
        """How the rules work, or what one is for while there is none."""
        return text("postings.rule.about" if self._rules else "postings.rule.empty")

    @property
    def can_change(self) -> bool:
        """Whether the document may be changed."""
        return not self._workspace.is_locked

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        rule, state = self._rules[row], self._now
        match self.columns[column].key:
            case "number":
                return Cell(text=str(row + 1), tone=Tone.QUIET)
            case "gl":
                return Cell(text=gl_words(rule))
            case "target":
                words = places(rule, state.targets)
                return Cell(text=words, tip=rule.reason or words)
            case "count":
                return _count_cell(state.counts[rule.id])
            case "asks":
                return Cell(text=asks(rule), tip=asks(rule))
            case _:
                return Cell(text=amount(state.sums[rule.id]), amount=state.sums[rule.id])

    def rule(self, row: int) -> AllocationRule:
        """The rule of a row."""
        return self._rules[row]

    def can_move(self, row: int, by: int) -> bool:
        """Whether there is a rule to change places with."""
        return 0 <= row < self.row_count and 0 <= row + by < self.row_count

    def move(self, row: int, by: int) -> None:
        """Moves a rule up (-1) or down (1)."""
        rule = self._rules[row]
        self._workspace.run(
            "ledger.move_rule",
            lambda project: move_allocation_rule(project, rule.id, row + by),
            number=row + 1,
        )

    def remove(self, row: int) -> None:
        """Removes a rule; what it placed falls to the next that fits."""
        rule = self._rules[row]
        self._workspace.run(
            "ledger.remove_rule",
            lambda project: remove_allocation_rule(project, rule.id),
            number=row + 1,
        )


def _column(key: str, width: int, *, numeric: bool = False, stretches: bool = False) -> Column:
    heading = text(f"postings.rule.{key}")
    return Column(key=key, heading=heading, width=width, numeric=numeric, stretches=stretches)


def _count_cell(count: int) -> Cell:
    """A rule that places nothing is worth a look, though it is no fault."""
    if count:
        return Cell(text=str(count))
    return Cell(text=str(count), tone=Tone.WARNING, tip=text("postings.rule.places_nothing"))
