"""Placing postings by hand: whole on one place, or taken back so that the rules decide again."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.days import days_of
from budgetdesk.accounting.effects import effect
from budgetdesk.accounting.proposals import by_example, place_for
from budgetdesk.domain.account import AccountLine
from budgetdesk.domain.decision import OWN_DAY, Decision, Topic
from budgetdesk.domain.ledger import PartKind, Posting
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.operations.ledger import place, tell_day, unplace
from budgetdesk.presenters.rule_form import Example
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.targets import Target, Targets
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import danish, text
from budgetdesk.typed import UnreadableError, read_date

_MOST: Final = 200
"""Postings chosen at once; of more it is not asked what they share."""


class PlacingPresenter:
    """What can be done with the postings that are chosen, and what was typed about it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.chosen: tuple[Posting, ...] = ()
        self.target = ""
        self.reason = ""
        self._last: Example | None = None
        self._alike = 0

    @property
    def targets(self) -> tuple[str, ...]:
        """The places to choose from."""
        return Targets(self._workspace.project).words

    @property
    def summary(self) -> str:
        """How many postings are chosen, and what they come to."""
        if not self.chosen:
            return text("postings.chosen.none")
        total = Money.total(posting.amount for posting in self.chosen)
        return text("postings.chosen.some", count=len(self.chosen), sum=total)

    @property
    def needs_reason(self) -> bool:
        """Whether the chosen place asks for a reason."""
        target = Targets(self._workspace.project).named(self.target)
        return target is not None and target.needs_reason

    @property
    def remaining(self) -> Cell:
        """What the chosen line would have left: told before it is done, not after."""
        target = Targets(self._workspace.project).named(self.target)
        if target is None or target.kind is not PartKind.COST or not self.chosen:
            return Cell()
        account = self._workspace.account
        line = (
            next((each for each in account.lines if each.id == target.id), None)
            if account
            else None
        )
        if line is None:
            return Cell(
                text=text("postings.remaining.no_budget"), tone=Tone.WARNING, icon="warning"
            )
        added = self._added_to(line)
        if not added:
            return Cell()
        after = line.deviation - added
        facts = {"before": abs(line.deviation), "after": abs(after)}
        if after < ZERO:
            key = "already" if line.deviation < ZERO else "over"
            words = text(f"postings.remaining.{key}", **facts)
            return Cell(text=words, tone=Tone.WARNING, icon="warning")
        return Cell(text=text("postings.remaining.left", **facts), tone=Tone.QUIET)

    def _added_to(self, line: AccountLine) -> Money:
        """What the chosen postings would add to a line: those outside the period add nothing."""
        ids = {posting.id for posting in self.chosen}
        there = Money.total(part.amount for part in line.parts if part.posting.id in ids)
        period, counted = self._workspace.project.period, days_of(self._workspace.project)
        days = ((counted.of(posting), posting) for posting in self.chosen)
        inside = (
            posting.amount
            for day, posting in days
            if day is None or period is None or day in period
        )
        return Money.total(inside) - there

    @property
    def example(self) -> Example:
        """What a rule would be made of: the chosen postings, else those last placed."""
        if not self.chosen and self._last is not None:
            return self._last
        target = Targets(self._workspace.project).named(self.target)
        return self._example(self.chosen, target, self.reason)

    def _example(self, chosen: Sequence[Posting], target: Target | None, reason: str) -> Example:
        ids = {posting.id for posting in chosen}
        ledger = self._workspace.project.ledger
        ruled = allocate(replace(ledger, placements={}))
        deciding = [part.rule for part in ruled if part.posting.id in ids]
        return Example(chosen, target, reason, place_for(ledger.rules, deciding))

    @property
    def can_make_rule(self) -> bool:
        """Whether there are postings to make a rule of."""
        return bool(self.chosen or self._last) and not self._workspace.is_locked

    @property
    def hint(self) -> str:
        """After a placing: how many other postings are alike, so that a rule could take them."""
        if self._last is None or not self._alike:
            return ""
        return text("postings.alike", count=self._alike)

    @property
    def _can_change(self) -> bool:
        """Whether anything is chosen, in a document that may be changed."""
        return bool(self.chosen) and not self._workspace.is_locked

    @property
    def can_place(self) -> bool:
        """Whether all is there that placing takes."""
        is_said = bool(self.reason.strip()) or not self.needs_reason
        return self._can_change and self.target in self.targets and is_said

    @property
    def can_split(self) -> bool:
        """Whether there is one posting to split."""
        return self._can_change and len(self.chosen) == 1

    @property
    def can_take_back(self) -> bool:
        """Whether a person placed any of them."""
        return self._can_change and bool(self._by_hand())

    @property
    def can_tell_day(self) -> bool:
        """Whether a day can be said for what is chosen."""
        return self._can_change

    @property
    def proposed_day(self) -> str:
        """The project's last day: where a voucher that came later most often belongs."""
        period = self._workspace.project.period
        return danish(period.end) if period else ""

    def tell_day(self, day: str, reason: str) -> None:
        """Says which day the chosen postings belong to; no day gives them their own back.

        Raises:
            UnreadableError: not a day, or no reason.
        """
        workspace = self._workspace
        told = read_date(day, workspace.today)
        if not reason.strip():
            raise UnreadableError("day_reason", "")
        ids = [posting.id for posting in self.chosen]
        decision = Decision(
            topic=Topic.POSTING_DAY,
            answer=told.isoformat() if told else OWN_DAY,
            reason=reason.strip(),
            by=workspace.session.user,
            on=workspace.today,
        )
        workspace.run(
            "ledger.tell_day", lambda project: tell_day(project, ids, decision), count=len(ids)
        )

    def place(self) -> None:
        """Places the chosen postings; nothing happens while something is missing."""
        target = Targets(self._workspace.project).named(self.target)
        if target is None or not self.can_place:
            return
        chosen = self.chosen
        ids = [posting.id for posting in chosen]
        said = self.reason if target.needs_reason else ""
        example = self._example(chosen, target, said)
        by = self._workspace.session.user
        self._workspace.run(
            "ledger.place",
            lambda project: place(project, ids, target.kind, target=target.id, reason=said, by=by),
            count=len(ids),
        )
        self.reason = ""
        self._propose(example)

    def _propose(self, example: Example) -> None:
        """Counts the postings that a rule made of these would take beside them."""
        self._last, self._alike = None, 0
        if len(example.postings) > _MOST or example.target is None or example.place is None:
            return
        rule = by_example(example.postings, example.target.kind, example.target.id, example.reason)
        if not any((rule.gl_from, rule.psp, rule.supplier, rule.text)):
            return
        self._last = example
        would = effect(self._workspace.project.ledger, rule, example.place)
        self._alike = len({part.posting.id for part in would.taken})

    def take_back(self) -> None:
        """Takes back what people placed of the chosen; the rules decide again."""
        ids = [posting.id for posting in self._by_hand()]
        self._workspace.run(
            "ledger.take_back", lambda project: unplace(project, ids), count=len(ids)
        )

    def _by_hand(self) -> Sequence[Posting]:
        placed = self._workspace.project.ledger.placements
        return [posting for posting in self.chosen if posting.id in placed]
