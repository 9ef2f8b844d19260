"""Placing postings by hand: whole on one place, or taken back so that the rules decide again."""

from collections.abc import Sequence

from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.money import Money
from budgetdesk.operations.ledger import place, unplace
from budgetdesk.presenters.targets import Targets
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text


class PlacingPresenter:
    """What can be done with the postings that are chosen, and what was typed about it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.chosen: tuple[Posting, ...] = ()
        self.target = ""
        self.reason = ""

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
    def _can_change(self) -> bool:
        """Whether anything is chosen, in a document that may be changed."""
        return bool(self.chosen) and not self._workspace.session.is_read_only

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

    def place(self) -> None:
        """Places the chosen postings; nothing happens while something is missing."""
        target = Targets(self._workspace.project).named(self.target)
        if target is None or not self.can_place:
            return
        ids = [posting.id for posting in self.chosen]
        said = self.reason if target.needs_reason else ""
        by = self._workspace.session.user
        self._workspace.run(
            "ledger.place",
            lambda project: place(project, ids, target.kind, target=target.id, reason=said, by=by),
            count=len(ids),
        )
        self.reason = ""

    def take_back(self) -> None:
        """Takes back what people placed of the chosen; the rules decide again."""
        ids = [posting.id for posting in self._by_hand()]
        self._workspace.run(
            "ledger.take_back", lambda project: unplace(project, ids), count=len(ids)
        )

    def _by_hand(self) -> Sequence[Posting]:
        placed = self._workspace.project.ledger.placements
        return [posting for posting in self.chosen if posting.id in placed]
