"""Sealing: what stands in its way, what is kept of it, and the package of a sealed account."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

import budgetdesk
from budgetdesk import history, jobs, paper_jobs
from budgetdesk.accounting.sealing import (
    differences,
    sealed_funding,
    sealed_lines,
    sealed_parts,
)
from budgetdesk.domain.account import Account, AccountKind
from budgetdesk.domain.finding import Finding, blocking
from budgetdesk.domain.period import Period
from budgetdesk.domain.personal_data import mask
from budgetdesk.domain.project import Project
from budgetdesk.domain.seal import SealedAccount
from budgetdesk.domain.taken import TakenAccount
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.account import taken_of
from budgetdesk.operations.sealing import add_seal, before_seal, before_sealing
from budgetdesk.packages.content import contents, file_name
from budgetdesk.session import Event
from budgetdesk.verify.manifest import Manifest, Sealed, seal_of, written
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.account_workbook import account_workbook
from budgetdesk.writers.paper import AccountPaper


class Hindrance(Value):
    """One reason why the account cannot be sealed; its sentence is the text `errors.<code>`."""

    code: str
    facts: Mapping[str, Any] = {}


def hindrances(
    project: Project,
    findings: Sequence[Finding],
    period: Period | None = None,
    account: Account | None = None,
    *,
    on: date,
) -> tuple[Hindrance, ...]:
    """Everything that must be in place before the account of a period can be sealed, all at once.

    `findings` are those of that account; without a period it is the final one. `account` is that
    account where somebody has it already: to draw it up takes long. `on` is the day of sealing.
    """
    own = period or project.period
    if own is None or project.period is None:
        return (Hindrance(code="account.no_period"),)
    there = tuple(_there_already(project, own))
    if there:
        return there
    found = []
    if on <= own.end:
        found.append(Hindrance(code="seal.not_over", facts={"end": own.end}))
    blocked = blocking(findings)
    if blocked:
        found.append(Hindrance(code="seal.blocked", facts={"count": len(blocked)}))
    built = account or jobs.account(project, own)
    if _is_unread(project, built):
        found.append(Hindrance(code="seal.no_postings"))
    signoff = built.signoff
    if signoff.kind is None and signoff.proposed is not None:
        found.append(Hindrance(code="seal.undecided"))
    if not project.signers:
        found.append(Hindrance(code="seal.no_signer"))
    return tuple(found)


def _is_unread(project: Project, account: Account) -> bool:
    """Whether nobody fetched a posting, nor told of each line why nothing was used on it."""
    silent = (line for line in account.lines if line.budget and not line.explanation.strip())
    return not any(batch.postings for batch in project.ledger.batches) and any(silent)


def _there_already(project: Project, period: Period) -> Iterator[Hindrance]:
    """A seal that holds, or an account taken with another one after it."""
    held = project.seal or project.seal_of(period)
    if held is not None:
        yield Hindrance(code="seal.already", facts={"at": held.at, "by": held.by})
    on = project.taken_on(period)
    if held is None and on is not None and project.accounts[-1].period != period:
        later = project.accounts[-1]
        yield Hindrance(code="seal.later_taken", facts={"on": later.on, "end": later.period.end})


def sealing(
    project: Project,
    findings: Sequence[Finding],
    at: datetime,
    by: str,
    period: Period | None = None,
) -> Project:
    """The project with the account of a period sealed and taken; `findings` are those of it.

    Raises:
        BudgetDeskError: the first of `hindrances`; `seal.unchanged`, the account is the one of
            that period that was sealed before, to the letter.
    """
    own = period or jobs.whole_period(project)
    for hindrance in hindrances(project, findings, own, on=at.date()):
        raise BudgetDeskError(hindrance.code, **hindrance.facts)
    before = before_sealing(project, own, at.date())
    paper = _paper(before, own, at, by)
    taken = taken_of(before, paper.account, on=at.date(), by=by)
    sealed = _sealed(before, paper.account, taken, at)
    earlier = _edition_before(project, sealed)
    if earlier is not None and not differences(earlier, sealed):
        raise BudgetDeskError("seal.unchanged", at=earlier.at)
    kept = replace(project, accounts=before.accounts)
    return add_seal(kept, replace(sealed, digest=_seal(contents(paper))), taken)


def _edition_before(project: Project, sealed: SealedAccount) -> SealedAccount | None:
    """The account that was sealed before of the same kind and end, which this one must differ from.

    A final account is compared with the final one before, whatever its period was.
    """
    alike = (
        each
        for each in reversed(project.seals)
        if each is not sealed
        and each.kind is sealed.kind
        and (sealed.kind is AccountKind.FINAL or each.period == sealed.period)
    )
    return next(alike, None)


def _sealed(project: Project, account: Account, taken: TakenAccount, at: datetime) -> SealedAccount:
    return SealedAccount(
        kind=account.kind,
        at=at,
        by=taken.by,
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
        numbers=taken.numbers,
    )


def package_of(project: Project, trail: Sequence[Event] = ()) -> Mapping[str, bytes]:
    """The files of the account sealed last, by name, the manifest last.

    `trail` are the events up to its seal: the workbook lists what they changed. They are not in
    the seal, which is the same without them.

    Raises:
        BudgetDeskError: `seal.none`, none was, or it is open again; `seal.other_program`, this
            version of the program, or the project as it is by now, would draw up another account.
    """
    sealed = project.seals[-1] if project.seals else None
    if sealed is None or not sealed.holds:
        raise BudgetDeskError("seal.none")
    before = before_seal(project)
    paper = _paper(before, sealed.period, sealed.at, sealed.by)
    made = contents(paper)
    if _seal(made) != sealed.digest:
        facts = {"version": sealed.version, "this": budgetdesk.__version__}
        raise BudgetDeskError("seal.other_program", **facts)
    earlier = _edition_before(before, sealed)
    changed = differences(earlier, sealed) if earlier else ()
    paper = replace(paper, sealed=sealed, sealed_before=earlier, differences=changed)
    papers = _papers(history.told_on(paper, trail), made)
    files = {file_name(holds): content for holds, content in {**papers, **made}.items()}
    manifest = _manifest(project, sealed, papers, made)
    return files | {file_name("manifest"): written(manifest)}


def _papers(paper: AccountPaper, made: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Workbook and PDF, each with the digests of all files that were there before it."""
    digests = {holds: _sha256(content) for holds, content in made.items()}
    workbook = account_workbook(replace(paper, digests=digests))
    told = replace(paper, digests={"workbook": _sha256(workbook), **digests})
    within = {"workbook": workbook, "project": made["project"]}
    return {"workbook": workbook, "pdf": account_pdf(told, within)}


def _paper(project: Project, period: Period, at: datetime, by: str) -> AccountPaper:
    built = jobs.account(project, period)
    shown_at = at.astimezone()  # kept in UTC, read by people where they are
    findings = jobs.findings(project, shown_at.date(), period=period)
    return paper_jobs.paper(project, built, findings, shown_at, by)


def _seal(made: Mapping[str, bytes]) -> str:
    return seal_of([(file_name(holds), _sha256(content)) for holds, content in made.items()])


def _manifest(
    project: Project,
    sealed: SealedAccount,
    papers: Mapping[str, bytes],
    made: Mapping[str, bytes],
) -> Manifest:
    return Manifest(
        project=mask(project.title),
        journal=project.journal_number,
        account=sealed.account,
        kind=sealed.kind.value,
        start=sealed.start.isoformat(),
        end=sealed.end.isoformat(),
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
