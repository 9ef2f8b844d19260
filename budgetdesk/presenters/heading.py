"""What stands around every page: project, saved state, undo and redo, the co-financing share."""

from datetime import datetime
from typing import NamedTuple

from budgetdesk import text as texts
from budgetdesk.accounting.cofinancing import hold_budget
from budgetdesk.domain.money import Money
from budgetdesk.presenters.start import named
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Step
from budgetdesk.text import percent, text


class Marked(NamedTuple):
    """A word with the icon and colour that say the same."""

    words: str
    icon: str
    tone: Tone


class HeadingPresenter:
    """Reads one open document; `saved_at` is when it was last saved from this window."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.saved_at: datetime | None = None

    @property
    def title(self) -> str:
        """The project and its journal number."""
        project = self._workspace.project
        return named(project.title, project.journal_number)

    @property
    def saved(self) -> Marked:
        """Whether the user's own file has all that was done."""
        session = self._workspace.session
        if session.is_read_only:
            return Marked(text("window.saved.read_only"), "note", Tone.NOTE)
        if session.path is None:
            return Marked(text("window.saved.never"), "missing", Tone.WARNING)
        if session.is_unsaved:
            return Marked(text("window.saved.no"), "missing", Tone.WARNING)
        if self.saved_at is None:
            return Marked(text("window.saved.yes"), "ok", Tone.IN_ORDER)
        return Marked(text("window.saved.at", time=f"{self.saved_at:%H.%M}"), "ok", Tone.IN_ORDER)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._workspace.session.undo_step is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to make again."""
        return self._workspace.session.redo_step is not None

    @property
    def undo(self) -> str:
        """The command with the step it would take back."""
        return _with_step("commands.edit.undo", self._workspace.session.undo_step)

    @property
    def redo(self) -> str:
        """The command with the step it would make again."""
        return _with_step("commands.edit.redo", self._workspace.session.redo_step)

    @property
    def cofinancing(self) -> Marked:
        """The own share in the budget against what the call demands; no words without a rule."""
        project = self._workspace.project
        held = hold_budget(project.rules, project.budget)
        if held is None or held.actual_percent is None:
            return Marked("", "", Tone.QUIET)
        words = text(
            "window.cofinancing",
            actual=percent(held.actual_percent),
            required=percent(held.required_percent),
        )
        if held.is_met:
            return Marked(words, "ok", Tone.IN_ORDER)
        milder = hold_budget(project.rules, project.budget, undecided_counts=True)
        if milder is not None and milder.is_met:
            return Marked(words, "warning", Tone.WARNING)
        return _short(words)


def chosen(count: int, total: Money) -> str:
    """What is selected, as the status bar tells it."""
    return text("window.chosen", count=count, sum=total) if count else ""


def _short(words: str) -> Marked:
    return Marked(words, "error", Tone.ERROR)


def _with_step(command: str, step: Step | None) -> str:
    words = text(command)
    return f"{words}: {texts.step(step.code, step.facts)}" if step else words
