"""Sealing and attaching in an open document: the same steps for the window and the command line."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from budgetdesk import jobs
from budgetdesk.domain.finding import Finding
from budgetdesk.domain.period import Period
from budgetdesk.domain.seal import SealedAccount, SignedPaper
from budgetdesk.errors import BudgetDeskError
from budgetdesk.exports import Kind, note
from budgetdesk.importers.signature_proofs import is_available
from budgetdesk.importers.signed_pdf import PdfSignature, SignedPdf
from budgetdesk.operations.sealing import add_signed, keep_package
from budgetdesk.packages.folder import write_package
from budgetdesk.packages.kept import in_one_file, package_kept
from budgetdesk.packages.sealing import package_of, sealing
from budgetdesk.session import Session
from budgetdesk.text import text

Findings = Sequence[Finding]


def seal_to(
    session: Session,
    folder: Path,
    findings: Findings,
    at: datetime,
    period: Period | None = None,
) -> SealedAccount:
    """Seals the account of a period, writes its package to `folder` and saves the document.

    `findings` are those of that account; without a period it is the final one. An account that is
    sealed already is only written again. The package is on the disk before the document says that
    it is sealed; when the document cannot be saved the package is taken away. The document keeps
    the package too.

    Raises:
        BudgetDeskError: as `sealing`, `package_kept`, `write_package` and `Session.save`.
    """
    project = session.project
    session.check_figures(jobs.account(project, period) if project.period else None)
    own = period or project.period
    held = project.seal_of(own) if own else None
    if held is not None:
        return _written_again(session, held, folder)
    if session.path is None:
        raise BudgetDeskError("session.no_place")
    sealed = sealing(project, findings, at, session.user, own)
    files = package_of(sealed, session.audit().events)
    write_package(files, folder)
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        done = keep_package(sealed, session.keep(in_one_file(files)))
        session.run("seal.seal", lambda _: done, seal=done.seals[-1].digest[:12])
        session.save()
        undo.pop_all()
    return done.seals[-1]


def write_again(session: Session, number: int, folder: Path) -> SealedAccount:
    """Writes the package of a sealed account, numbered from 1, as it was, opened again or not.

    Raises:
        BudgetDeskError: `seal.no_such`, or as `package_kept` and `write_package`.
    """
    seals = session.project.seals
    if not 1 <= number <= len(seals):
        raise BudgetDeskError("seal.no_such", number=number, count=len(seals))
    return _written_again(session, seals[number - 1], folder)


def _written_again(session: Session, sealed: SealedAccount, folder: Path) -> SealedAccount:
    write_package(package_kept(session, sealed), folder)
    note(session, Kind.PACKAGE, folder.name, sealed.digest)
    return sealed


def attach(session: Session, signed: SignedPdf, at: datetime) -> None:
    """Keeps a signed account in the document, with the sealed account it belongs to.

    Raises:
        BudgetDeskError: `seal.none`, no account was ever sealed.
    """
    number = len(session.project.seals)
    if not number:
        raise BudgetDeskError("seal.none")
    session.keep(signed.content)
    paper = SignedPaper(
        name=signed.name,
        size=signed.size,
        sha256=signed.sha256,
        seal=number,
        at=at,
        by=session.user,
    )
    session.run("seal.attach", lambda project: add_signed(project, paper), file=signed.name)


def signatures_in_words(signatures: Sequence[PdfSignature]) -> Iterator[str]:
    """What the signatures of a PDF vouch for, and what nobody has looked at."""
    if not signatures:
        yield text("signed.none")
    for number, each in enumerate(signatures, start=1):
        yield from _signature_in_words(number, each)


def _signature_in_words(number: int, signature: PdfSignature) -> Iterator[str]:
    name = signature.name or text("signed.nobody")
    yield text("signed.signature", number=number, name=name, at=signature.at)
    yield text("signed.covers.all" if signature.covers_all else "signed.covers.part")
    proof = signature.proof
    if proof is None:
        yield text("signed.last.last" if signature.is_last else "signed.last.not_last")
        yield text("signed.unread" if is_available() else "signed.not_installed")
        return
    yield text(f"signed.added.{proof.added.value}")
    yield text("signed.intact" if proof.is_intact else "signed.broken")
    facts = {"signer": proof.signer, "issuer": proof.issuer}
    yield text(f"signed.chain.{proof.chain.value}", **facts)
