"""The findings as the panel below every page shows them: which, in words, and where next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from budgetdesk import explained, finding_jobs, jobs
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.project import Project
from budgetdesk.domain.waivable import Ground, ground
from budgetdesk.errors import BudgetDeskError
from budgetdesk.explained import home
from budgetdesk.operations import versions
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import label, text


@dataclass(frozen=True, slots=True)
class Details:
    """A finding in full: what, why, and the smallest ways to mend it."""

    message: str
    where: str
    sums: tuple[str, ...]
    quote: str
    place: str
    fixes: tuple[str, ...]
    waived: str = ""


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
        self._let_through: Sequence[Finding] = ()
        self._of: tuple[Sequence[Finding], frozenset[Severity]] = ((), frozenset())

    @property
    def findings(self) -> Sequence[Finding]:
        """Those that are let through; sorted out once per state, for every cell asks."""
        found, shown = self._workspace.findings, frozenset(self.shown)
        if self._of[0] is not found or self._of[1] != shown:
            self._of = found, shown
            self._let_through = [each for each in found if each.severity in shown]
        return self._let_through

    @property
    def counts(self) -> Mapping[Severity, str]:
        """How many of each severity are not waived, in words, shown or not."""
        all_of_them = [each.severity for each in self._workspace.findings if not each.waived]
        return {
            severity: text(f"window.counts.{severity.value}", count=all_of_them.count(severity))
            for severity in Severity
        }

    @property
    def waived(self) -> str:
        """How many are waived, in words; empty when none is."""
        count = sum(each.waived is not None for each in self._workspace.findings)
        return text("window.findings.waived", count=count) if count else ""

    @property
    def row_count(self) -> int:
        """How many are shown."""
        return len(self.findings)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        finding = self.findings[row]
        match self.columns[column].key:
            case "severity":
                if finding.waived:
                    return Cell(text=text("window.findings.is_waived"), tone=Tone.QUIET)
                tone = Tone(finding.severity.value)
                return Cell(text=label(finding.severity), tone=tone, icon=finding.severity.value)
            case "step":
                return Cell(text=text(f"window.course.{home(finding)}"), tone=Tone.QUIET)
            case _:
                message = explained.message(finding)
                tone = Tone.QUIET if finding.waived else Tone.PLAIN
                return Cell(text=message, tip=message, tone=tone)

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
            message=explained.message(finding),
            where=explained.place(finding, self._workspace.project),
            sums=explained.arithmetic(finding, self._workspace.project),
            quote=source.quote if source else "",
            place=", ".join(part for part in place if part),
            fixes=tuple(explained.fix_words(fix) for fix in finding.fixes),
            waived=explained.waiver_words(finding.waived) if finding.waived else "",
        )

    def needs_revision(self, error: BudgetDeskError) -> bool:
        """Whether a fix was refused only because the budget is one that is never edited."""
        return error.code == f"budget.{self._workspace.project.budget.standing.value}_is_locked"

    def follow(self, row: int, number: int, *, in_revision: bool = False) -> Finding | None:
        """Follows a fix, numbered from 1; where a person must choose, what to lead them to.

        That is the question the fix answers, else the place of the finding itself. `in_revision`
        begins a revision of the locked budget and follows it there, as one step.

        Raises:
            BudgetDeskError: the project cannot be changed so (an approved budget is locked).
        """
        finding = self.findings[row]
        if not 1 <= number <= len(finding.fixes) or self._workspace.is_locked:
            return None
        fix = finding.fixes[number - 1]
        if not finding_jobs.is_by_itself(fix):
            return replace(finding, subject=self._asked(fix) or finding.subject)
        step = finding_jobs.follow(finding, fix, on=self._workspace.today)
        self._run(self._in_revision(step) if in_revision else step)
        return None

    def _in_revision(self, step: finding_jobs.FindingStep) -> finding_jobs.FindingStep:
        name = jobs.revision_name(self._workspace.project)

        def changed(project: Project) -> Project:
            return step.operation(versions.start_revision(project, name))

        return step._replace(operation=changed)

    def _asked(self, fix: Fix) -> Subject | None:
        """The question a fix answers, with its answer ready there; None where it is no decision."""
        asked = finding_jobs.question_of(fix)
        if asked is not None:
            self._workspace.suggested[Topic(asked.field), asked.id] = finding_jobs.answer_of(fix)
        return asked

    def can_waive(self, row: int) -> bool:
        """Whether the finding in a row is one that may be waived, and is not yet."""
        finding = self.findings[row]
        can_change = not self._workspace.is_locked
        return can_change and not finding.waived and ground(finding) is not Ground.NEVER

    def needs_permission(self, row: int) -> bool:
        """Whether waiving it takes the funder's written permission."""
        return ground(self.findings[row]) is Ground.PERMISSION

    def waive(self, row: int, *, reason: str, by: str, permission: str) -> None:
        """Waives the finding in a row; raises BudgetDeskError as `make_waiver`."""
        given = {"reason": reason, "by": by, "permission": permission}
        self._run(finding_jobs.waiving(self.findings[row], on=self._workspace.today, **given))

    def unwaive(self, row: int) -> None:
        """Makes the waived finding in a row count again."""
        self._run(finding_jobs.unwaiving(self.findings[row]))

    @property
    def user(self) -> str:
        """Who works on the document."""
        return self._workspace.session.user

    def _run(self, step: finding_jobs.FindingStep) -> None:
        self._workspace.run(step.code, step.operation, **step.facts)

    def after(self, row: int | None, step: int) -> int | None:
        """The row `step` further on, from the end around to the beginning."""
        count = self.row_count
        if not count:
            return None
        if row is None:
            return 0 if step > 0 else count - 1
        return (row + step) % count
