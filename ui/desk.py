"""What every page has at hand: the open document, the background worker, the boxes."""

from dataclasses import dataclass

from budgetdesk.presenters.workspace import Workspace
from ui.dialogs import Dialogs
from ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Desk:
    """Made by the window for one open document, and given to its pages."""

    workspace: Workspace
    tasks: Tasks
    dialogs: Dialogs
