"""Another edition of a call's rules taken into a document: shared by window and command line."""

from typing import NamedTuple

from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import Call
from budgetdesk.operations.project import upgrade_call
from budgetdesk.rulepacks import RuleChange, changes, load_call
from budgetdesk.session import Session


class CallUpgrade(NamedTuple):
    """The pack at hand, and what it tells otherwise than the document's copy, kind by kind."""

    call: Call
    changes: tuple[RuleChange, ...]


def find_upgrade(project: Project) -> CallUpgrade:
    """What taking in the pack at hand would change.

    Raises:
        BudgetDeskError: `rulepacks.unknown_call`, the pack is not on this machine.
    """
    call = load_call(project.call.id)
    return CallUpgrade(call=call, changes=changes(project.call, call))


def upgrade(session: Session, found: CallUpgrade) -> None:
    """Takes the pack's rules into the document as one step; raises as `upgrade_call`."""
    call = found.call
    session.run("project.upgrade_call", lambda p: upgrade_call(p, call), call=call.id)
