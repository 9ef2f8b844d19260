"""The vouchers' files of the chosen postings: attached, linked, shown and taken away."""

import stat
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from budgetdesk import jobs
from budgetdesk.domain.ledger import Posting, VoucherFile
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger import attach_voucher, detach_voucher
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text

_THOUSAND: Final = 1000


class VouchersPresenter(ReadOnlyTable):
    """A row for each file of the postings, which stay the same while the table is open."""

    def __init__(self, workspace: Workspace, postings: Sequence[Posting]) -> None:
        self.columns = (
            Column(key="name", heading=text("vouchers.column.name"), width=150, stretches=True),
            Column(key="posting", heading=text("vouchers.column.posting"), width=94),
            Column(key="size", heading=text("vouchers.column.size"), width=84, numeric=True),
            Column(key="where", heading=text("vouchers.column.where"), width=126),
        )
        self._workspace = workspace
        self._postings = {posting.id: posting for posting in postings}

    @property
    def title(self) -> str:
        """Which postings they are."""
        postings = list(self._postings.values())
        if len(postings) == 1:
            (one,) = postings
            return text("vouchers.of_one", posting=one.text or one.voucher, amount=one.amount)
        return text("vouchers.of_many", count=len(postings))

    @property
    def files(self) -> tuple[VoucherFile, ...]:
        """The files, in the order they came."""
        vouchers = self._workspace.project.ledger.vouchers
        return tuple(each for each in vouchers if each.posting in self._postings)

    @property
    def row_count(self) -> int:
        """How many files there are."""
        return len(self.files)

    @property
    def can_change(self) -> bool:
        """Whether there are postings to attach to, in a document that may be changed."""
        return bool(self._postings) and not self._workspace.is_locked

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        file = self.files[row]
        match self.columns[column].key:
            case "name":
                seal = text("vouchers.seal", sha256=file.sha256)
                return Cell(text=file.name, tip="\n".join(filter(None, (file.path, seal))))
            case "posting":
                posting = self._postings[file.posting]
                return Cell(text=posting.voucher or posting.id)
            case "size":
                kilobytes = max(1, round(file.size / _THOUSAND))
                return Cell(text=text("vouchers.kilobytes", size=kilobytes))
            case _:
                return self._where(file)

    def _where(self, file: VoucherFile) -> Cell:
        fault = self._workspace.around.files.get(file.id)
        if fault is not None:
            return Cell(text=text(f"vouchers.fault.{fault}"), tone=Tone.ERROR, icon="error")
        return Cell(text=text("vouchers.linked" if file.is_linked else "vouchers.attached"))

    def add(self, path: Path, *, linked: bool = False) -> None:
        """Attaches a file to every one of the postings, or links it; the bytes are kept once.

        Raises:
            BudgetDeskError: as `jobs.read_voucher`; nothing is attached.
        """
        read = jobs.read_voucher(path)
        session = self._workspace.session
        if not linked:
            session.keep(read.content)
        ids = list(self._postings)

        def attach(project: Project) -> Project:
            for each in ids:
                project = attach_voucher(project, read.of(each, linked=linked))
            return project

        self._workspace.run("ledger.attach", attach, file=read.name)

    def remove(self, row: int) -> None:
        """Takes a file from its posting."""
        file = self.files[row]
        self._workspace.run(
            "ledger.detach", lambda project: detach_voucher(project, file.id), file=file.name
        )

    def openable(self, row: int) -> Path:
        """A file another program can open: the linked one where it lies, of an attached one a copy.

        The copy cannot be written to, for nothing written there would come back, and it is gone
        when the program ends.

        Raises:
            BudgetDeskError: as `content`.
        """
        file, content = self.files[row], self.content(row)
        if file.is_linked:
            return Path(file.path)
        path = Path(_copies().name) / file.sha256[:12] / Path(file.name).name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            path.chmod(stat.S_IRUSR)
        return path

    def content(self, row: int) -> bytes:
        """The bytes of a file.

        Raises:
            BudgetDeskError: `vouchers.lost`, they are not where they were.
        """
        file = self.files[row]
        if file.is_linked:
            return jobs.read_voucher(Path(file.path)).content
        content = self._workspace.session.content(file.sha256)
        if content is None:
            raise BudgetDeskError("ledger.voucher_lost", name=file.name)
        return content


@cache
def _copies() -> TemporaryDirectory[str]:
    """The folder of the copies: only this user may look into it, and it goes with the program."""
    return TemporaryDirectory(prefix="budgetdesk-", ignore_cleanup_errors=True)
