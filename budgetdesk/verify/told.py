"""What was found, as lines for people and as a form for programs."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from budgetdesk.domain.money import Money
from budgetdesk.text import danish, has_text, text
from budgetdesk.verify.manifest import Manifest
from budgetdesk.verify.package import PackageReport
from budgetdesk.verify.sums import Sum


def lines(reports: Iterable[PackageReport]) -> Iterator[str]:
    """Each package: what it is, each file, the sums, and the verdict last."""
    for report in reports:
        yield from _package(report)


def _package(report: PackageReport) -> Iterator[str]:
    manifest = report.manifest
    if manifest is None:
        yield text("verify.head.broken", path=report.manifest_path)
    else:
        yield text(
            "verify.head.package",
            project=manifest.project,
            journal=manifest.journal,
            account=_account(manifest),
            at=_time(manifest.sealed_at),
            by=manifest.sealed_by,
            seal=manifest.seal,
        )
    for file in report.files:
        state = text(f"verify.state.{file.state.value}", sealed=file.sealed_as)
        yield text("verify.file", name=file.name, state=state)
    if report.fault:
        yield text(f"verify.fault.{report.fault}")
    yield from _sums(report)
    yield _verdict(report)


def _verdict(report: PackageReport) -> str:
    """The last line; nothing is said of a file that nobody asked for."""
    if report.is_sound and not report.is_whole:
        return text("verify.sound_part", asked=len(report.files))
    return text("verify.sound" if report.is_sound else "verify.not_sound")


def _account(manifest: Manifest) -> str:
    """Which account it is; one nobody knows stands as the manifest has it."""
    key = f"verify.kind.{manifest.kind}"
    kind = text(key) if has_text(key) else manifest.kind
    return text("verify.account", kind=kind, start=_day(manifest.start), end=_day(manifest.end))


def _day(iso: str) -> str:
    try:
        return danish(date.fromisoformat(iso))
    except ValueError:
        return iso


def _time(iso: str) -> datetime | str:
    """The time as a reader writes it; a manifest that names none says what it says."""
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return iso


def _sums(report: PackageReport) -> Iterator[str]:
    """How many sums close, and each that does not."""
    open_sums = [each for each in report.sums if not each.is_closed]
    if report.sums:
        yield text("verify.sums", count=len(report.sums), closed=len(report.sums) - len(open_sums))
    for each in open_sums:
        yield _sum(each)


def _sum(found: Sum) -> str:
    name = text(f"verify.sum.{found.code}", about=found.about)
    said, reckoned = Money(found.said), Money(found.reckoned)
    return text("verify.differs", name=name, said=said, reckoned=reckoned)


def _period(manifest: Manifest | None) -> dict[str, str] | None:
    return {"from": manifest.start, "to": manifest.end} if manifest else None


def form(reports: Iterable[PackageReport]) -> dict[str, Any]:
    """The same for programs; amounts are whole øre."""
    told = [_form(report) for report in reports]
    return {"ok": all(report["ok"] for report in told), "packages": told}


def _form(report: PackageReport) -> dict[str, Any]:
    return {
        "manifest": str(report.manifest_path),
        "ok": report.is_sound,
        "whole": report.is_whole,
        "seal": report.manifest.seal if report.manifest else None,
        "account": report.manifest.account if report.manifest else None,
        "kind": report.manifest.kind if report.manifest else None,
        "period": _period(report.manifest),
        "fault": report.fault or None,
        "files": [
            {"name": file.name, "state": file.state.value, "sealed_as": file.sealed_as or None}
            for file in report.files
        ],
        "sums": [
            {
                "sum": each.code,
                "about": each.about,
                "said_ore": each.said,
                "reckoned_ore": each.reckoned,
            }
            for each in report.sums
        ],
    }
