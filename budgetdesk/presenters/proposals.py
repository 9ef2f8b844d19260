"""Rules proposed from the chart of accounts, before anybody has made any."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from msgspec.structs import replace

from budgetdesk import knowledge
from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.proposals import by_chart
from budgetdesk.domain.ledger import AllocationRule
from budgetdesk.domain.value import RuleId
from budgetdesk.operations.ledger import add_allocation_rules
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.rule_words import asks, gl_words, places
from budgetdesk.presenters.table import Cell, Column
from budgetdesk.presenters.targets import Targets
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text


class ProposalsPresenter(ReadOnlyTable):
    """A row for each rule proposed, with how many postings it would place; those without any fall.

    They are counted as they would stand: after the rules there are, each below the one above it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            Column(key="gl", heading=text("postings.rule.gl"), width=140),
            Column(key="asks", heading=text("postings.rule.asks"), width=200),
            Column(key="target", heading=text("postings.rule.target"), width=200, stretches=True),
            Column(key="count", heading=text("postings.rule.count"), width=100, numeric=True),
        )
        self._workspace = workspace
        self._targets = Targets(workspace.project)

    @cached_property
    def doubts(self) -> str:
        """The kinds of account nothing is proposed for, and why; empty when there are none."""
        (chart, *_) = knowledge.charts()
        codes = (p.posting.gl_code for p in allocate(self._workspace.project.ledger) if not p.kind)
        counts = Counter(kind for code in codes if (kind := chart.doubtful(code)) is not None)
        lines = (
            text(f"postings.doubt.{kind.doubt}", name=kind.name, count=count)
            for kind, count in counts.most_common()
        )
        return "\n".join(lines)

    @cached_property
    def _proposed(self) -> Sequence[tuple[AllocationRule, int]]:
        project = self._workspace.project
        (chart, *_) = knowledge.charts()
        rules = by_chart(project, chart)
        numbered = tuple(replace(rule, id=RuleId(f"p{n}")) for n, rule in enumerate(rules))
        ledger = replace(project.ledger, rules=(*project.ledger.rules, *numbered))
        counts = Counter(part.rule for part in allocate(ledger))
        pairs = zip(rules, (counts[rule.id] for rule in numbered), strict=True)
        return tuple((rule, count) for rule, count in pairs if count)

    @property
    def about(self) -> str:
        """Where the proposals come from, or why there are none."""
        (chart, *_) = knowledge.charts()
        key = "postings.proposed.about" if self._proposed else "postings.proposed.none"
        return text(key, chart=chart.name)

    @property
    def row_count(self) -> int:
        """How many rules are proposed."""
        return len(self._proposed)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        rule, count = self._proposed[row]
        match self.columns[column].key:
            case "gl":
                return Cell(text=gl_words(rule))
            case "asks":
                return Cell(text=asks(rule))
            case "target":
                return Cell(text=places(rule, self._targets))
            case _:
                return Cell(text=str(count))

    def finish(self) -> None:
        """Adds them all after the others, as one step."""
        rules = [rule for rule, _ in self._proposed]
        self._workspace.run(
            "ledger.add_rules",
            lambda project: add_allocation_rules(project, rules),
            count=len(rules),
        )
