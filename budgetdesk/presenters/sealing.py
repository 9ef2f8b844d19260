"""Sealing the account: what stands in the way, what was sealed, and the signed paper."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from typing_extensions import override

from budgetdesk import packages
from budgetdesk.domain.period import Period
from budgetdesk.domain.seal import Reopening, SealedAccount
from budgetdesk.importers.signed_pdf import read_signed
from budgetdesk.operations.sealing import reopen, set_reservation
from budgetdesk.presenters.figures import Figures
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import danish, label, text


class SealsTable(Figures):
    """A row for each account that was sealed and for each signed one that came back."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.columns = (
            Column(key="what", heading=text("sealing.column.what"), width=320),
            Column(key="at", heading=text("sealing.column.at"), width=130),
            Column(key="by", heading=text("sealing.column.by"), width=130),
            Column(key="seal", heading=text("sealing.column.seal"), width=120),
            Column(key="state", heading=text("sealing.column.state"), width=260, stretches=True),
        )

    @property
    @override
    def rows(self) -> Sequence[Sequence[Cell]]:
        project = self._workspace.project
        seals = [_seal_row(number, each) for number, each in enumerate(project.seals, start=1)]
        signed = [
            _row(text("sealing.signed"), each.at, each.by, each.sha256, Cell(text=each.name))
            for each in project.signed
        ]
        return [*seals, *signed]


def _seal_row(number: int, sealed: SealedAccount) -> tuple[Cell, ...]:
    state = Cell(text=text("sealing.holds"), icon="ok", tone=Tone.IN_ORDER)
    if sealed.reopening is not None:
        reopening = sealed.reopening
        words = text("sealing.reopened", by=reopening.by, reason=reopening.reason)
        state = Cell(text=words, tip=words)
    account = {"kind": label(sealed.kind), "start": sealed.start, "end": sealed.end}
    what = text("sealing.sealed", number=number, **account)
    return _row(what, sealed.at, sealed.by, sealed.digest, state)


def _row(what: str, at: datetime, by: str, digest: str, state: Cell) -> tuple[Cell, ...]:
    seal = Cell(text=digest[:12], tip=digest)
    return Cell(text=what, tip=what), Cell(text=danish(at.astimezone())), Cell(text=by), seal, state


def in_the_way(held: Workspace) -> Sequence[packages.Hindrance]:
    """Why the account that is shown cannot be sealed today."""
    return packages.hindrances(
        held.project, held.shown_findings, held.chosen_period, held.shown_account, on=held.today
    )


class SealingPresenter:
    """What the person can do about the seal at this moment."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.table = SealsTable(workspace)

    @property
    def is_sealed(self) -> bool:
        """Whether the account that is shown is sealed and holds."""
        return self._sealed is not None

    @property
    def _sealed(self) -> SealedAccount | None:
        period = self._period
        return self._workspace.project.seal_of(period) if period else None

    @property
    def _period(self) -> Period | None:
        """The period of the account that is shown."""
        return self._workspace.chosen_period or self._workspace.project.period

    @property
    def can_change(self) -> bool:
        """Whether anything about the seals may be done."""
        return not self._workspace.session.is_read_only

    @property
    def can_seal(self) -> bool:
        """Whether a package can be written: nothing is in the way, or it is sealed already."""
        return self.can_change and (self.is_sealed or not self._hindrances)

    @property
    def can_reopen(self) -> bool:
        """Whether the account shown is sealed, and no later one goes on from it."""
        accounts = self._workspace.project.accounts
        is_last = bool(accounts) and accounts[-1].period == self._period
        return self.can_change and self.is_sealed and is_last

    @property
    def can_attach(self) -> bool:
        """Whether there is a sealed account a signed paper can belong to."""
        return self.can_change and bool(self._workspace.project.seals)

    @property
    def state(self) -> Cell:
        """How it stands: sealed, ready, or everything that is in the way."""
        sealed = self._sealed
        if sealed is not None:
            said = text(f"sealing.is_sealed.{sealed.kind.value}")
            return Cell(text=said, icon="ok", tone=Tone.IN_ORDER)
        if not self._hindrances:
            return Cell(text=text("sealing.ready"), icon="ok", tone=Tone.IN_ORDER)
        words = (text(f"errors.{each.code}", **each.facts) for each in self._hindrances)
        return Cell(text="\n".join(words), icon="warning", tone=Tone.WARNING)

    @property
    def _hindrances(self) -> Sequence[packages.Hindrance]:
        return in_the_way(self._workspace)

    @property
    def who(self) -> str:
        """Which account it is, what kind of sign-off it takes, and who signs for the management."""
        account, project = self._workspace.shown_account, self._workspace.project
        if account is None:
            return ""
        signoff = account.signoff
        kind = label(signoff.kind or signoff.proposed) if signoff.proposed else ""
        names = ", ".join(" – ".join(filter(None, (s.name, s.title))) for s in project.signers)  # noqa: RUF001 - a dash in Danish
        return text(
            "sealing.who",
            account=label(account.kind),
            start=account.period.start,
            end=account.period.end,
            kind=kind or text("account.signoff.unknown"),
            signers=names or text("sealing.nobody"),
        )

    @property
    def suggested(self) -> str:
        """A name for the folder, with the last day of an interim account."""
        chosen = self._workspace.chosen_period
        if chosen is None:
            return text("sealing.suggested")
        return text("sealing.suggested_interim", end=chosen.end)

    @property
    def reservation(self) -> str:
        """What the management takes exception to."""
        return self._workspace.project.reservation

    def reserve(self, words: str) -> None:
        """Sets the reservation."""
        self._workspace.run("seal.reservation", lambda project: set_reservation(project, words))

    def seal(self, folder: Path, at: datetime) -> str:
        """Seals to a folder; the receipt. Raises BudgetDeskError as `packages.seal_to`."""
        workspace = self._workspace
        found = workspace.shown_findings
        packages.seal_to(workspace.session, folder, found, at, self._period)
        workspace.know(workspace.around)  # it is saved too by now: whoever shows that looks again
        return text("sealing.written", folder=folder.name)

    def write_again(self, row: int, folder: Path) -> str:
        """Writes the package of a row of the table again, as it was; the receipt.

        Raises:
            BudgetDeskError: as `packages.write_again`.
        """
        packages.write_again(self._workspace.session, row + 1, folder)
        return text("sealing.written_again", folder=folder.name)

    def can_write_again(self, row: int) -> bool:
        """Whether a row of the table is a sealed account."""
        return 0 <= row < len(self._workspace.project.seals)

    def reopen(self, reason: str, at: datetime) -> None:
        """Opens the sealed account again; raises BudgetDeskError without a reason."""
        opened = Reopening(reason=reason.strip(), by=self._workspace.session.user, at=at)
        period = self._period
        self._workspace.run(
            "seal.reopen", lambda project: reopen(project, opened, period), reason=opened.reason
        )

    def attach(self, path: Path, at: datetime) -> str:
        """Keeps a signed PDF; what its signatures vouch for. Raises BudgetDeskError."""
        signed = read_signed(path)
        packages.attach(self._workspace.session, signed, at)
        return "\n".join(packages.signatures_in_words(signed.signatures))
