"""Sealing an account and opening it again; while it is sealed, what it shows cannot be changed."""

from typing import Final

import msgspec
from msgspec.structs import replace

from budgetdesk.domain.project import Project
from budgetdesk.domain.seal import Reopening, SealedAccount, SignedPaper
from budgetdesk.errors import BudgetDeskError

_OPEN: Final = frozenset(("seals", "signed", "reviews"))
"""What goes on beside a sealed account: the signed paper comes back, the auditor asks."""


def set_reservation(project: Project, reservation: str) -> Project:
    """Sets what the management takes exception to in its statement; empty takes it back."""
    return replace(project, reservation=reservation.strip())


def add_seal(project: Project, sealed: SealedAccount) -> Project:
    """Keeps a sealed account; it holds until it is opened again.

    Raises:
        BudgetDeskError: `seal.already`, one holds.
    """
    if project.seal is not None:
        raise BudgetDeskError("seal.already", at=project.seal.at, by=project.seal.by)
    return replace(project, seals=(*project.seals, sealed))


def reopen(project: Project, reopening: Reopening) -> Project:
    """Opens the sealed account; it stays on record with the reason.

    Raises:
        BudgetDeskError: `seal.none`, or `seal.no_reason`.
    """
    if project.seal is None:
        raise BudgetDeskError("seal.none")
    if not reopening.reason.strip():
        raise BudgetDeskError("seal.no_reason")
    opened = replace(project.seal, reopening=reopening)
    return replace(project, seals=(*project.seals[:-1], opened))


def add_signed(project: Project, paper: SignedPaper) -> Project:
    """Keeps that a signed account came back; the same file twice is one."""
    if any(each.sha256 == paper.sha256 for each in project.signed):
        return project
    return replace(project, signed=(*project.signed, paper))


def before_seal(project: Project) -> Project:
    """The project as it was when its last account was sealed: without what came after."""
    return replace(project, seals=project.seals[:-1], signed=(), reviews=())


def guard(before: Project, after: Project) -> None:
    """Refuses a change of what a sealed account shows, and of what was sealed.

    Every step comes by here, undo and redo too: no operation needs to think of it.

    Raises:
        BudgetDeskError: `seal.locked`, `seal.kept`.
    """
    kept = len(after.seals) >= len(before.seals)
    if not (kept and all(map(_is_kept, before.seals, after.seals))):
        raise BudgetDeskError("seal.kept")
    if before.seal is not None and _shown_differs(before, after):
        raise BudgetDeskError("seal.locked", at=before.seal.at, by=before.seal.by)


def _is_kept(was: SealedAccount, now: SealedAccount) -> bool:
    """Whether a sealed account is as it was; the one thing that may come to it is a reopening."""
    if was is now or was == now:
        return True
    return was.reopening is None and replace(now, reopening=None) == was


def _shown_differs(before: Project, after: Project) -> bool:
    names = (field.name for field in msgspec.structs.fields(before) if field.name not in _OPEN)
    return any(
        (was := getattr(before, name)) is not (now := getattr(after, name)) and was != now
        for name in names
    )
