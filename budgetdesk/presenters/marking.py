"""What is wrong with a cell or a field, shown where it stands: kept words, then findings."""

from dataclasses import replace

from budgetdesk import explained
from budgetdesk.domain.finding import Finding, Subject
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.workspace import Workspace


class Marking:
    """Marks cells with what is known of their subjects."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._findings: tuple[Finding, ...] | None = None
        self._by_subject: dict[Subject, list[Finding]] = {}

    def mark(self, cell: Cell, *subjects: Subject) -> Cell:
        """The cell as it is, or with the icon, colour and words of what is wrong with it.

        Words that could not be read stand in the place of what they were to change.
        """
        for subject in subjects:
            if unread := self._workspace.unread.get(subject):
                words, reason = unread.typed, unread.reason
                return replace(
                    cell, text=words, tone=Tone.ERROR, icon="error", tip=reason, amount=None
                )
        found = [each for one in subjects for each in self._found(one) if not each.waived]
        if not found:
            return cell
        gravest = found[0].severity.value
        said = [explained.message(each) for each in found]
        return replace(cell, tone=Tone(gravest), icon=gravest, tip="\n\n".join(said))

    def _found(self, subject: Subject) -> list[Finding]:
        """The findings of a subject, the gravest first; sorted out once per state."""
        findings = self._workspace.findings
        if findings is not self._findings:
            self._findings, self._by_subject = findings, {}
            for finding in findings:
                self._by_subject.setdefault(finding.subject, []).append(finding)
        return self._by_subject.get(subject, [])
