"""Sealing accounts and opening them again, and what cannot be changed while they are sealed.

To seal an account is to take it too: nobody does both. An interim account locks only itself, for
the project goes on, and the next account tells what changed. The final account locks the project.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec
from msgspec.structs import replace

from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.seal import Reopening, SealedAccount, SignedPaper
from budgetdesk.domain.taken import TakenAccount
from budgetdesk.errors import BudgetDeskError

_OPEN: Final = frozenset(("seals", "accounts", "signed", "reviews", "payments"))
"""What goes on beside a sealed account, each with a guard of its own where it takes one: the signed
paper comes back, the auditor asks, the funder pays."""


def set_reservation(project: Project, reservation: str) -> Project:
    """Sets what the management takes exception to in its statement; empty takes it back."""
    return replace(project, reservation=reservation.strip())


def add_seal(project: Project, sealed: SealedAccount, taken: TakenAccount) -> Project:
    """Keeps a sealed account, and that it was taken; it holds until it is opened again.

    `project` is as `before_sealing` has it: without the account of that period.

    Raises:
        BudgetDeskError: `seal.already`, one of the same period holds, or the final one.
    """
    held = project.seal or project.seal_of(sealed.period)
    if held is not None:
        raise BudgetDeskError("seal.already", at=held.at, by=held.by)
    return replace(project, seals=(*project.seals, sealed), accounts=(*project.accounts, taken))


def keep_package(project: Project, sha256: str) -> Project:
    """Names the package, which the document keeps by its SHA-256, of the account sealed last."""
    sealed = replace(project.seals[-1], package=sha256)
    return replace(project, seals=(*project.seals[:-1], sealed))


def before_sealing(project: Project, period: Period, on: date) -> Project:
    """The project an account is sealed from: what comes beside and after the account is left out.

    Taken already and nothing after it, the account is taken anew. A payment of a later day than
    that of the seal is none yet.
    """
    accounts = project.accounts
    if accounts and accounts[-1].period == period:
        accounts = accounts[:-1]
    payments = tuple(_until(project.payments, on))
    return replace(project, accounts=accounts, payments=payments, signed=(), reviews=())


def before_seal(project: Project) -> Project:
    """The project as it was when its last account was sealed: without what came after."""
    sealed = project.seals[-1]
    before = replace(project, seals=project.seals[:-1])
    return before_sealing(before, sealed.period, _sealed_on(project, sealed))


def _sealed_on(project: Project, sealed: SealedAccount) -> date:
    """The day an account was sealed, where it was."""
    return project.taken_on(sealed.period) or sealed.at.date()


def reopen(project: Project, reopening: Reopening, period: Period | None = None) -> Project:
    """Opens a sealed account, the last when no period is given; it stays with the reason.

    Raises:
        BudgetDeskError: `seal.none`; `seal.no_reason`; `seal.later_taken`, another account goes on
            from it and tells of its corrections.
    """
    held = [each for each in project.seals if each.holds and period in (None, each.period)]
    if not held:
        raise BudgetDeskError("seal.none")
    if not reopening.reason.strip():
        raise BudgetDeskError("seal.no_reason")
    sealed = held[-1]
    kept = tuple(each for each in project.accounts if each.period != sealed.period)
    if kept != project.accounts[: len(kept)]:
        later = project.accounts[-1]
        raise BudgetDeskError("seal.later_taken", on=later.on, end=later.period.end)
    opened = replace(sealed, reopening=reopening)
    seals = tuple(opened if each is sealed else each for each in project.seals)
    return replace(project, seals=seals, accounts=kept)


def add_signed(project: Project, paper: SignedPaper) -> Project:
    """Keeps that a signed account came back; the same file twice is one."""
    if any(each.sha256 == paper.sha256 for each in project.signed):
        return project
    return replace(project, signed=(*project.signed, paper))


def guard(before: Project, after: Project) -> None:
    """Refuses a change of what a sealed account shows, and of what was sealed.

    Every step comes by here, undo and redo too: no operation needs to think of it.

    Raises:
        BudgetDeskError: `seal.locked`, `seal.kept`, `seal.paid_before`.
    """
    kept = len(after.seals) >= len(before.seals)
    if not (kept and all(map(_is_kept, before.seals, after.seals))):
        raise BudgetDeskError("seal.kept")
    _guard_taken(before, after)
    sealed = before.seal
    if sealed is not None:
        _guard_final(before, after, sealed)


def _guard_taken(before: Project, after: Project) -> None:
    """A sealed account stays taken as it was, until it is opened again."""
    there = {each.period: each for each in after.accounts}
    for each in before.accounts:
        sealed = after.seal_of(each.period)  # None once it is opened again
        is_sealed = before.seal_of(each.period) is not None and sealed is not None
        if is_sealed and there.get(each.period) != each:
            raise BudgetDeskError("seal.kept")


def _guard_final(before: Project, after: Project, sealed: SealedAccount) -> None:
    if _shown_differs(before, after):
        raise BudgetDeskError("seal.locked", at=sealed.at, by=sealed.by)
    on = _sealed_on(before, sealed)
    if list(_until(before.payments, on)) != list(_until(after.payments, on)):
        raise BudgetDeskError("seal.paid_before", on=on)


def _until(payments: Sequence[Payment], on: date) -> Sequence[Payment]:
    """The payments a sealed account tells of: those to and with the day it was sealed."""
    return [payment for payment in payments if payment.on <= on]


def _is_kept(was: SealedAccount, now: SealedAccount) -> bool:
    """Whether a sealed account is as it was; the one thing that may come to it is a reopening."""
    if was is now or was == now:
        return True
    return was.holds and replace(now, reopening=None) == was


def _shown_differs(before: Project, after: Project) -> bool:
    names = {field.name for field in msgspec.structs.fields(before)} - _OPEN
    if before.seals is after.seals:
        names.add("accounts")
    return any(
        (was := getattr(before, name)) is not (now := getattr(after, name)) and was != now
        for name in names
    )
