"""The form of one rule: its conditions as typed, and what it would do to every posting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from budgetdesk.accounting.effects import Effect, added_to_lines, effect
from budgetdesk.accounting.proposals import UNKEPT, by_example
from budgetdesk.domain.ledger import AllocationRule, PartKind, Posting
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger import add_rule_for, change_allocation_rule
from budgetdesk.presenters.rule_preview import RulePreview
from budgetdesk.presenters.shares import SharesPresenter
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.targets import Target, Targets
from budgetdesk.presenters.workspace import Unread, Workspace
from budgetdesk.text import amount, text
from budgetdesk.typed import UnreadableError, read_amount

AMOUNTS: Final = ("amount_from", "amount_to")
CONDITIONS: Final = ("gl_from", "gl_to", "psp", "cost_center", "supplier", "text", *AMOUNTS)
"""The fields of a rule that ask something of a posting, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Example:
    """The postings a rule is begun with, where it is to place them, and its place in the order."""

    postings: Sequence[Posting] = ()
    target: Target | None = None
    reason: str = ""
    place: int | None = None


class RuleForm:
    """A new rule, perhaps begun from postings, or one that is changed."""

    def __init__(
        self,
        workspace: Workspace,
        rule: AllocationRule | None = None,
        like: Example | None = None,
    ) -> None:
        self._workspace = workspace
        self._like = like or Example()
        self._rule = rule or _begun(self._like)
        self._targets = Targets(workspace.project)
        self._target = self._targets.of(rule.kind, rule.target) if rule else self._like.target
        self._unread: dict[str, Unread] = {}
        self._made: tuple[Project | None, AllocationRule, Effect | None] = (None, self._rule, None)
        self.shares = SharesPresenter(self._rule.shares, self._targets)
        self.preview = RulePreview(lambda: self._effect, self._targets)

    @property
    def is_new(self) -> bool:
        """Whether the rule is not among the others yet."""
        return self._rule.id == UNKEPT

    @property
    def targets(self) -> tuple[str, ...]:
        """The places to choose from."""
        return self._targets.words

    def condition(self, name: str) -> str:
        """What a field of CONDITIONS asks for."""
        if name in self._unread:
            return self._unread[name].typed
        value = getattr(self._rule, name)
        if name in AMOUNTS:
            return "" if value is None else amount(value)
        return str(value)

    def ask(self, name: str, words: str) -> None:
        """Has a field of CONDITIONS ask for something else."""
        self._unread.pop(name, None)
        try:
            value = read_amount(words) if name in AMOUNTS else words.strip()
        except UnreadableError as unreadable:
            self._unread[name] = Unread(words, unreadable.reason)
            value = None
        self._rule = replace(self._rule, **{name: value})

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
        return not (self._unread or self._missing or self._refused)

    @property
    def verdict(self) -> Cell:
        """What is missing or refused, or how many postings the rule would place, and from where."""
        if self._unread:
            reason = next(iter(self._unread.values())).reason
            return Cell(text=reason, tone=Tone.ERROR, icon="error")
        if self._missing:
            return Cell(text=self._missing, tone=Tone.QUIET)
        if self._refused:
            return Cell(text=self._refused, tone=Tone.ERROR, icon="error")
        return self._outcome(self._effect)

    @property
    def _refused(self) -> str:
        """Why the rule cannot be kept; empty when it can."""
        try:
            self._keep(self._workspace.project)
        except BudgetDeskError as refused:
            return text(f"errors.{refused.code}", **refused.facts)
        return ""

    def _outcome(self, done: Effect | None) -> Cell:
        if done is None or not done.count:
            return Cell(text=text("postings.rule.would_place_nothing"), tone=Tone.WARNING)
        new = len({part.posting.id for part in done.taken if part.kind is None})
        words = [text("postings.rule.would_place", count=done.count, new=new)]
        words += self._moves(done)
        if over := list(self._overspends(done)):
            return Cell(text=" ".join((*words, *over)), tone=Tone.WARNING, icon="warning")
        return Cell(text=" ".join(words), tone=Tone.IN_ORDER, icon="ok")

    def _overspends(self, done: Effect) -> Iterator[str]:
        """Which lines would be beyond their budget, told before it is done."""
        added = added_to_lines(done, self._finished, self._workspace.project)
        account = self._workspace.account
        for line in account.lines if account else ():
            more = added.get(line.id, ZERO)
            if more > ZERO and more > line.deviation:
                facts = {"label": line.label, "over": more - line.deviation}
                yield text("postings.rule.would_overspend", **facts)

    def _moves(self, done: Effect) -> Iterator[str]:
        """Where else it takes from, what it lets go of, and what it does not get."""
        for (kind, target), count in done.origins:
            if kind is not None:
                place = self._targets.name(kind, target)
                yield text("postings.rule.would_move", count=count, place=place)
        if done.lost:
            yield text("postings.rule.would_lose", count=len(done.lost))
        if done.hidden:
            yield text("postings.rule.hidden", count=done.hidden)

    @property
    def _effect(self) -> Effect | None:
        """What the rule would do as it stands; None while it cannot be kept."""
        if not self.can_finish:
            return None
        project, rule = self._workspace.project, self._finished
        if self._made[0] is not project or self._made[1] != rule:
            self._made = (project, rule, self._find_effect(project, rule))
        return self._made[2]

    def _find_effect(self, project: Project, rule: AllocationRule) -> Effect:
        """As the ledger would be with the examples free to be taken."""
        ids = {posting.id for posting in self._like.postings}
        placed = project.ledger.placements
        free = {key: each for key, each in placed.items() if key not in ids} if ids else placed
        return effect(replace(project.ledger, placements=free), rule, self._place)

    @property
    def _place(self) -> int:
        place = self._like.place
        return len(self._workspace.project.ledger.rules) if place is None else place

    @property
    def _missing(self) -> str:
        if not any(map(self.condition, CONDITIONS)):
            return text("postings.rule.no_condition")
        if self._target is None:
            return text("postings.rule.no_target")
        if self._target.needs_reason and not self.reason:
            return text("postings.rule.no_reason")
        return self.shares.problem

    def finish(self) -> None:
        """Keeps the rule; raises BudgetDeskError `ledger.rule_range` and the like."""
        self._workspace.run("ledger.add_rule" if self.is_new else "ledger.change_rule", self._keep)

    @property
    def _finished(self) -> AllocationRule:
        kind, target = (self._target.kind, self._target.id) if self._target else (PartKind.COST, "")
        return replace(self._rule, kind=kind, target=target, shares=self.shares.shares)

    def _keep(self, project: Project) -> Project:
        if self._target is None or self._unread:
            return project
        if not self.is_new:
            return change_allocation_rule(project, self._finished)
        examples = [posting.id for posting in self._like.postings]
        return add_rule_for(project, self._finished, self._place, examples)


def _begun(like: Example) -> AllocationRule:
    """A rule that fits the postings by what they share, or an empty one."""
    if not like.postings:
        return AllocationRule(id=UNKEPT, kind=PartKind.COST)
    return by_example(like.postings, PartKind.COST, reason=like.reason)
