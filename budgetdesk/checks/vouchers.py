"""Vouchers as files: there, and as they were; and costs that another project claims as well."""

from collections.abc import Iterator, Sequence

from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import finding
from budgetdesk.checks.gathering import gathered
from budgetdesk.domain.account import AllocatedPart
from budgetdesk.domain.finding import Finding, Severity, Subject
from budgetdesk.domain.ledger import PartKind, VoucherFile


def file_missing(case: Case) -> Iterator[Finding]:
    """A linked voucher lies where the link says, an attached one is in the document."""
    yield from _wrong(case, "ledger.voucher_file_missing", ("missing", "lost"))


def file_changed(case: Case) -> Iterator[Finding]:
    """A linked voucher is still the one somebody linked."""
    yield from _wrong(case, "ledger.voucher_file_changed", ("changed",))


def _wrong(case: Case, code: str, what: Sequence[str]) -> Iterator[Finding]:
    files = case.around.files
    if not files:
        return
    wrong = [each for each in case.project.ledger.vouchers if files.get(each.id) in what]
    if wrong:
        yield finding(Severity.WARNING, code, _subject(wrong), _facts(wrong))


def _subject(files: Sequence[VoucherFile]) -> Subject:
    return Subject(kind="posting", id=files[0].posting)


def _facts(files: Sequence[VoucherFile]) -> dict[str, str | int]:
    first = files[0]
    return {"count": len(files), "name": first.path or first.name}


def claimed_elsewhere(case: Case) -> Iterator[Finding]:
    """The same cost in two projects is paid twice by the state.

    Somebody must have looked through the folder; told for each project it was found in.
    """
    claimed = {each.posting: each for each in case.around.claimed}
    by_file: dict[str, list[AllocatedPart]] = {}
    for part in case.inside if claimed else ():
        found = claimed.get(part.posting.id)
        if found is not None and part.kind is PartKind.COST:
            by_file.setdefault(found.file, []).append(part)
    for file, parts in by_file.items():
        project = claimed[parts[0].posting.id].project
        facts = {"file": file, "project": project}
        yield from gathered(Severity.ERROR, "ledger.claimed_elsewhere", parts, facts)
