"""The page on writing a call's rules, and another edition of them taken into a document."""

from collections.abc import Sequence

from budgetdesk import call_jobs, paths, rulepacks
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.rulepacks import RuleChange
from budgetdesk.text import text

__all__ = ["RuleChange", "UpgradePresenter", "manual_page"]


def manual_page() -> str:
    """How to write a pack, as Markdown; first where the user's own packs lie on this machine."""
    return f"{text('packs.manual.own', folder=paths.user_calls())}\n\n{rulepacks.manual()}"


class UpgradePresenter:
    """What the pack at hand tells otherwise than the document's copy, and the step to take it in.

    Raises:
        BudgetDeskError: `rulepacks.unknown_call`, when it is made and the pack is not here.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found = call_jobs.find_upgrade(workspace.project)

    @property
    def changes(self) -> Sequence[RuleChange]:
        """What differs, rule by rule; nothing when the document has the rules as they are."""
        return self._found.changes

    @property
    def words(self) -> str:
        """How much differs, in a sentence."""
        name, count = self._found.call.name, len(self.changes)
        if not count:
            return text("project.upgrade.same", name=name)
        return text("project.upgrade.differs", name=name, count=count)

    def upgrade(self) -> None:
        """Takes the rules in as one step."""
        call_jobs.upgrade(self._workspace.session, self._found)
