"""Looks around an open document: at its vouchers' files, and at the projects in the same folder.

Everything is only read. What could not be read is told, so that nobody takes silence for an answer.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from budgetdesk.accounting.claims import Neighbour, claimed_twice
from budgetdesk.domain.around import Around, Claimed
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.vouchers import voucher_faults
from budgetdesk.session import Session

SUFFIX = ".budgetdesk"


class Looked(NamedTuple):
    """What was found in the folder: double claims, how many projects were read, and those not."""

    claimed: tuple[Claimed, ...]
    read: int
    unread: tuple[str, ...]


def with_files(around: Around, session: Session) -> Around:
    """What is known around a document, with how its vouchers' files are at this moment."""
    vouchers = session.project.ledger.vouchers
    return replace(
        around, files=voucher_faults(vouchers, session.kept if vouchers else frozenset())
    )


def looking(session: Session) -> Callable[[], Looked]:
    """A job that looks through the folder of an open document; it may run beside the window."""
    path, project = session.path, session.project
    return lambda: look_in_folder(path, project)


def look_in_folder(path: Path | None, project: Project) -> Looked:
    """The costs that the other documents of the folder claim too.

    Raises:
        BudgetDeskError: `session.no_place`, a document that was never saved lies in no folder.
    """
    if path is None:
        raise BudgetDeskError("session.no_place")
    others, unread = [], []
    for file in sorted(path.resolve().parent.glob(f"*{SUFFIX}")):
        if file != path.resolve():
            try:
                with Session.open(file, "", read_only=True) as session:
                    others.append(Neighbour(file.name, session.project))
            except BudgetDeskError:
                unread.append(file.name)
    claimed = tuple(claimed_twice(project, others))
    return Looked(claimed=claimed, read=len(others), unread=tuple(unread))
