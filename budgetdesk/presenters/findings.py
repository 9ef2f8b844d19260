"""The findings as the panel below every page shows them: which, in words, and where next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.domain.finding import Finding, Severity, Subject
from budgetdesk.presenters.course import home
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import label, text


@dataclass(frozen=True, slots=True)
class Details:
    """A finding in full: what, why, and the smallest ways to mend it."""

    message: str
    quote: str
    place: str
    fixes: tuple[str, ...]


class FindingsPresenter:
    """A table of findings, the gravest first; `shown` are the severities let through."""

    columns: Final = (
        Column(key="severity", heading=text("window.findings.severity"), width=104),
        Column(key="step", heading=text("window.findings.step"), width=112),
        Column(key="message", heading=text("window.findings.message"), stretches=True),
    )

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.shown = set(Severity)

    @property
    def findings(self) -> Sequence[Finding]:
        """Those that are let through."""
        return [each for each in self._workspace.findings if each.severity in self.shown]

    @property
    def counts(self) -> Mapping[Severity, str]:
        """How many there are of each severity, in words, shown or not."""
        all_of_them = [each.severity for each in self._workspace.findings]
        return {
            severity: text(f"window.counts.{severity.value}", count=all_of_them.count(severity))
            for severity in Severity
        }

    @property
    def row_count(self) -> int:
        """How many are shown."""
        return len(self.findings)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        finding = self.findings[row]
        match self.columns[column].key:
            case "severity":
                tone = Tone(finding.severity.value)
                return Cell(text=label(finding.severity), tone=tone, icon=finding.severity.value)
            case "step":
                return Cell(text=text(f"window.course.{home(finding)}"), tone=Tone.QUIET)
            case _:
                message = message_of(finding)
                return Cell(text=message, tip=message)

    def enter(self, typed: Mapping[Place, str]) -> None:
        """A finding is mended where it points, never here."""

    def place_of(self, subject: Subject) -> Place | None:
        """The first finding about a subject."""
        rows = (row for row, each in enumerate(self.findings) if each.subject == subject)
        return next(((row, 0) for row in rows), None)

    def details(self, row: int) -> Details:
        """The finding in a row, in full."""
        finding = self.findings[row]
        source = finding.source
        place = (source.document, source.section) if source else ()
        return Details(
            message=message_of(finding),
            quote=source.quote if source else "",
            place=", ".join(part for part in place if part),
            fixes=tuple(
                text(f"fixes.{fix.code}", **({"amount": fix.amount} | dict(fix.facts)))
                for fix in finding.fixes
            ),
        )

    def after(self, row: int | None, step: int) -> int | None:
        """The row `step` further on, from the end around to the beginning."""
        count = self.row_count
        if not count:
            return None
        if row is None:
            return 0 if step > 0 else count - 1
        return (row + step) % count


def message_of(finding: Finding) -> str:
    """What is wrong, in words."""
    return text(f"findings.{finding.code}", **finding.facts)
