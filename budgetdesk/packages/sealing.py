"""Sealing: what stands in its way, what is kept of it, and the package of a sealed account."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

import budgetdesk
from budgetdesk import jobs
from budgetdesk.accounting.sealing import (
    differences,
    sealed_funding,
    sealed_lines,
    sealed_parts,
)
from budgetdesk.domain.account import Account
from budgetdesk.domain.finding import Finding, blocking
from budgetdesk.domain.project import Project
from budgetdesk.domain.seal import SealedAccount
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.sealing import add_seal, before_seal
from budgetdesk.packages.content import contents, file_name
from budgetdesk.verify.manifest import Manifest, Sealed, seal_of, written
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.account_workbook import account_workbook
from budgetdesk.writers.paper import AccountPaper


class Hindrance(Value):
    """One reason why the account cannot be sealed; its sentence is the text `errors.<code>`."""

    code: str
    facts: Mapping[str, Any] = {}


def hindrances(project: Project, findings: Sequence[Finding]) -> tuple[Hindrance, ...]:
    """Everything that must be in place before the account can be sealed, all at once."""
    seal = project.seal
    if seal is not None:
        return (Hindrance(code="seal.already", facts={"at": seal.at, "by": seal.by}),)
    if project.period is None:
        return (Hindrance(code="account.no_period"),)
    found = []
    blocked = blocking(findings)
    if blocked:
        found.append(Hindrance(code="seal.blocked", facts={"count": len(blocked)}))
    signoff = jobs.account(project).signoff
    if signoff.kind is None and signoff.proposed is not None:
        found.append(Hindrance(code="seal.undecided"))
    if not project.signers:
        found.append(Hindrance(code="seal.no_signer"))
    return tuple(found)


def sealing(project: Project, findings: Sequence[Finding], at: datetime, by: str) -> Project:
    """The project with its account sealed; `findings` are those that are open.

    Raises:
        BudgetDeskError: the first of `hindrances`; `seal.unchanged`, the account is the one that
            was sealed before, to the letter.
    """
    for hindrance in hindrances(project, findings):
        raise BudgetDeskError(hindrance.code, **hindrance.facts)
    before = replace(project, signed=(), reviews=())
    paper = _paper(before, at, by)
    sealed = _sealed(before, paper.account, at, by)
    if project.seals and not differences(project.seals[-1], sealed):
        raise BudgetDeskError("seal.unchanged", at=project.seals[-1].at)
    return add_seal(project, replace(sealed, digest=_seal(contents(paper))))


def _sealed(project: Project, account: Account, at: datetime, by: str) -> SealedAccount:
    return SealedAccount(
        at=at,
        by=by,
        digest="",
        account=account.digest,
        version=budgetdesk.__version__,
        start=account.period.start,
        end=account.period.end,
        earned=account.settlement.earned,
        paid_out=account.settlement.paid_out,
        reservation=project.reservation,
        signers=", ".join(
            " – ".join(filter(None, (each.name, each.title)))  # noqa: RUF001 - a dash in Danish
            for each in project.signers
        ),
        lines=sealed_lines(account),
        funding=sealed_funding(account),
        parts=sealed_parts(account),
    )


def package_of(project: Project) -> Mapping[str, bytes]:
    """The files of the sealed account by name, the manifest last.

    Raises:
        BudgetDeskError: `seal.none`; `seal.other_program`, this version of the program would draw
            up another account than the one that was sealed.
    """
    sealed = project.seal
    if sealed is None:
        raise BudgetDeskError("seal.none")
    paper = _paper(before_seal(project), sealed.at, sealed.by)
    made = contents(paper)
    if _seal(made) != sealed.digest:
        facts = {"version": sealed.version, "this": budgetdesk.__version__}
        raise BudgetDeskError("seal.other_program", **facts)
    earlier = project.seals[:-1]
    changed = differences(earlier[-1], sealed) if earlier else ()
    paper = replace(paper, sealed=sealed, differences=changed)
    papers = {"workbook": account_workbook(paper), "pdf": account_pdf(paper)}
    files = {file_name(holds): content for holds, content in {**papers, **made}.items()}
    manifest = _manifest(project, sealed, papers, made)
    return files | {file_name("manifest"): written(manifest)}


def _paper(project: Project, at: datetime, by: str) -> AccountPaper:
    built = jobs.account(project)
    shown_at = at.astimezone()  # kept in UTC, read by people where they are
    findings = jobs.findings(project, shown_at.date())
    return jobs.paper(project, built, findings, shown_at, by)


def _seal(made: Mapping[str, bytes]) -> str:
    return seal_of([(file_name(holds), _sha256(content)) for holds, content in made.items()])


def _manifest(
    project: Project,
    sealed: SealedAccount,
    papers: Mapping[str, bytes],
    made: Mapping[str, bytes],
) -> Manifest:
    return Manifest(
        project=project.title,
        journal=project.journal_number,
        account=sealed.account,
        number=len(project.seals),
        sealed_at=sealed.at.isoformat(),
        sealed_by=sealed.by,
        seal=sealed.digest,
        version=sealed.version,
        files=tuple(
            Sealed(file_name(holds), len(content), _sha256(content), holds, holds in made)
            for holds, content in {**papers, **made}.items()
        ),
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
