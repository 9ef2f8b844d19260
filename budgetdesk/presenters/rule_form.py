"""The form of one rule: its conditions as typed, and what it would place."""

from typing import Final

from msgspec.structs import replace

from budgetdesk.accounting.allocation import allocate
from budgetdesk.domain.ledger import AllocationRule, PartKind, Posting
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import RuleId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger import add_allocation_rule, change_allocation_rule
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.targets import Targets
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text

CONDITIONS: Final = ("gl_from", "gl_to", "psp", "supplier", "text")
"""The fields of a rule that ask something of a posting, in the order of the form."""

_NEW: Final = RuleId("")


class RuleForm:
    """A new rule, perhaps begun from a posting, or one that is changed."""

    def __init__(
        self, workspace: Workspace, rule: AllocationRule | None = None, like: Posting | None = None
    ) -> None:
        self._workspace = workspace
        self._rule = rule or _begun(like)
        self._targets = Targets(workspace.project)
        self._target = self._targets.of(self._rule.kind, self._rule.target) if rule else None

    @property
    def is_new(self) -> bool:
        """Whether the rule is not among the others yet."""
        return self._rule.id == _NEW

    @property
    def targets(self) -> tuple[str, ...]:
        """The places to choose from."""
        return self._targets.words

    def condition(self, name: str) -> str:
        """What a field of CONDITIONS asks for."""
        return str(getattr(self._rule, name))

    def ask(self, name: str, words: str) -> None:
        """Has a field of CONDITIONS ask for something else."""
        self._rule = replace(self._rule, **{name: words.strip()})

    @property
    def target(self) -> str:
        """Where the rule places."""
        return self._target.words if self._target else ""

    @target.setter
    def target(self, words: str) -> None:
        self._target = self._targets.named(words)

    @property
    def reason(self) -> str:
        """Why postings leave the account by this rule."""
        return self._rule.reason

    @reason.setter
    def reason(self, words: str) -> None:
        self._rule = replace(self._rule, reason=words.strip())

    @property
    def needs_reason(self) -> bool:
        """Whether the chosen place asks for a reason."""
        return self._target is not None and self._target.needs_reason

    @property
    def can_finish(self) -> bool:
        """Whether the rule has all it takes and none of it is refused."""
        return not (self._missing or self._refused)

    @property
    def verdict(self) -> Cell:
        """What is missing or refused, or how many postings the rule would place."""
        if self._missing:
            return Cell(text=self._missing, tone=Tone.QUIET)
        if self._refused:
            return Cell(text=self._refused, tone=Tone.ERROR, icon="error")
        return self._outcome(self._keep(self._workspace.project))

    @property
    def _refused(self) -> str:
        """Why the rule cannot be kept; empty when it can."""
        try:
            self._keep(self._workspace.project)
        except BudgetDeskError as refused:
            return text(f"errors.{refused.code}", **refused.facts)
        return ""

    def _outcome(self, kept: Project) -> Cell:
        rule_id = kept.ledger.rules[-1].id if self.is_new else self._rule.id
        placed = {each.posting.id for each in allocate(kept.ledger) if each.rule == rule_id}
        if not placed:
            return Cell(text=text("postings.rule.would_place_nothing"), tone=Tone.WARNING)
        now = allocate(self._workspace.project.ledger)
        new = {each.posting.id for each in now if each.kind is None and each.posting.id in placed}
        words = text("postings.rule.would_place", count=len(placed), new=len(new))
        return Cell(text=words, tone=Tone.IN_ORDER, icon="ok")

    @property
    def _missing(self) -> str:
        if not any(map(self.condition, CONDITIONS)):
            return text("postings.rule.no_condition")
        if self._target is None:
            return text("postings.rule.no_target")
        if self._target.needs_reason and not self.reason:
            return text("postings.rule.no_reason")
        return ""

    def finish(self) -> None:
        """Keeps the rule; raises BudgetDeskError `ledger.rule_range` and the like."""
        self._workspace.run("ledger.add_rule" if self.is_new else "ledger.change_rule", self._keep)

    def _keep(self, project: Project) -> Project:
        if self._target is None:
            return project
        rule = replace(self._rule, kind=self._target.kind, target=self._target.id)
        keep = add_allocation_rule if self.is_new else change_allocation_rule
        return keep(project, rule)


def _begun(like: Posting | None) -> AllocationRule:
    """A rule that fits a posting by what is most telling of it."""
    if like is None:
        return AllocationRule(id=_NEW, kind=PartKind.COST)
    return AllocationRule(id=_NEW, kind=PartKind.COST, gl_from=like.gl_code, supplier=like.supplier)
