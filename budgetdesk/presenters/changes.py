"""The change assistant: money moved with a reason, held against the call, and the answer."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from budgetdesk import jobs, paper_jobs
from budgetdesk.accounting.difference import difference
from budgetdesk.accounting.judgement import judge_with
from budgetdesk.accounting.partners import with_partner
from budgetdesk.domain.budget import Approval, BudgetLine, Move, Refusal, Standing
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.domain.verdict import Verdict
from budgetdesk.exports import Export, Kind
from budgetdesk.operations import changes, versions
from budgetdesk.operations.budget import add_line
from budgetdesk.presenters.change_tables import TONES, MovesTable, PartsTable
from budgetdesk.presenters.papers import file_name
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import danish, text
from budgetdesk.typed import UnreadableError, read_amount, read_date
from budgetdesk.writers import change_words


class ChangePresenter:
    """What can be done to the budget since it was approved."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.moves = MovesTable(workspace)
        self.parts = PartsTable(workspace)

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._workspace.project

    @property
    def state(self) -> Cell:
        """Where the change stands, and what it needs."""
        project, judgement = self.project, self.parts.judgement
        standing = change_words.standing_words(project.budget)
        name = change_words.version_name(project.budget)
        said = change_words.verdict_words(project, judgement)
        words = text("changes.state", name=name, standing=standing, verdict=said)
        tone, icon = TONES[judgement.verdict] if judgement.parts else (Tone.QUIET, "note")
        return Cell(text=words, tone=tone, icon=icon)

    @property
    def is_writable(self) -> bool:
        """Whether the document may be changed."""
        return not self._workspace.is_locked

    @property
    def can_move(self) -> bool:
        """Whether money can be moved, in the draft or in one that is then begun."""
        return self.is_writable and self.project.approved_budget is not None

    @property
    def can_take(self) -> bool:
        """Whether the draft can be taken into use unasked."""
        needed = self.parts.judgement.verdict
        is_free = needed in {Verdict.FREE, Verdict.UNKNOWN} and self.project.budget.period is None
        return self.can_send and self.can_move and is_free

    @property
    def can_send(self) -> bool:
        """Whether there is a draft the funder could be sent: an application, or a change."""
        budget = self.project.budget
        is_draft = self.is_writable and budget.standing is Standing.DRAFT
        is_first = self.project.approved_budget is None
        return is_draft and (bool(budget.lines) if is_first else self.can_write)

    @property
    def can_answer(self) -> bool:
        """Whether there is something the funder can have answered."""
        is_out = self.project.budget.standing in {Standing.SENT, Standing.TAKEN}
        return self.is_writable and (is_out or self.can_send)

    @property
    def can_write(self) -> bool:
        """Whether there is a change to write a letter about: an amount, a text or the period."""
        base, budget = self.project.approved_budget, self.project.budget
        if base is None or base is budget:
            return False
        return budget.period is not None or not difference(base, budget).is_empty

    def can_take_back(self, row: int) -> bool:
        """Whether the move in a row is the draft's own."""
        is_draft = self.is_writable and not self.project.budget.is_locked
        return is_draft and self.moves.own(row) is not None

    @property
    def lines(self) -> Sequence[str]:
        """The lines to move between, by words no two share."""
        return list(self._lines)

    @property
    def years(self) -> Sequence[str]:
        """The years to move between."""
        period = self.project.budget.period or self.project.period
        held = {year for line in self.project.budget.lines for year in line.amounts}
        return [str(year) for year in sorted({*(period.years() if period else ()), *held})]

    @property
    def end(self) -> str:
        """The last day of the project as asked for, or as it is."""
        period = self.project.budget.period or self.project.period
        return danish(period.end) if period else ""

    @property
    def reason(self) -> str:
        """Why the whole is to be changed."""
        return self.project.budget.reason

    def left(self, line: str, year: str) -> str:
        """How much there is to move."""
        found = next((x for x in self.project.budget.lines if x.id == self._lines.get(line)), None)
        money = found.amounts.get(int(year)) if found and year else None
        return text("changes.left", amount=money) if money else text("changes.left_none")

    def foreseen(self, source: tuple[str, str], target: tuple[str, str], typed: str) -> Cell:
        """What the whole change would need with this move; empty until there is one to judge."""
        try:
            money = read_amount(typed) if self.can_move else None
        except UnreadableError as unreadable:
            return Cell(text=unreadable.reason, tone=Tone.ERROR, icon="error")
        if not money or not (source[0] and target[0]) or source == target:
            return Cell()
        move = self._read(source, target, money)
        judged = judge_with(self.project, move, self._workspace.today)
        worst = [part for part in judged.parts if part.verdict is judged.verdict]
        said = change_words.judged_words(worst[0]) if worst else text("changes.as_approved")
        tone, icon = TONES[judged.verdict]
        return Cell(text=text("changes.foreseen", said=said), tone=tone, icon=icon)

    def move(self, source: tuple[str, str], target: tuple[str, str], typed: str, why: str) -> None:
        """Moves an amount between a line and year and another, by their words.

        Raises:
            UnreadableError: not an amount.
            BudgetDeskError: as `operations.changes.move_money`.
        """
        money = read_amount(typed)
        if money is None:
            raise UnreadableError("needed", text("changes.column.amount"))
        move = self._read(source, target, money, why)
        words = change_words.move_words(self.project, move)
        self._change("changes.move", partial(changes.move_money, move=move), move=words)

    def take_back(self, row: int) -> None:
        """Takes a move of the draft back; raises BudgetDeskError `changes.not_enough`."""
        number = self.moves.own(row)
        if number is not None:
            self._change("changes.take_back", partial(changes.take_back_move, number=number))

    def open_line(self, name: str) -> None:
        """Opens a line that was not approved, to move money to."""
        if name.strip():
            self._change("budget.add_line", partial(add_line, label=name))

    def describe(self, reason: str, typed_end: str) -> None:
        """Says why the whole is to be changed, and until when the project is to last.

        Raises:
            UnreadableError: not a day.
        """
        period, end = self.project.period, read_date(typed_end, self._workspace.today)
        wanted = Period(start=period.start, end=end) if period and end else None
        asked = self.project.budget.period or period
        if reason.strip() == self.reason and wanted == asked:
            return

        def described(project: Project) -> Project:
            return changes.ask_for_period(changes.give_reason(project, reason), wanted)

        self._change("changes.reason", described)

    def writing(self, file: Path, made_at: datetime) -> Export[None]:
        """The letter, to be written; `run` raises BudgetDeskError."""
        project = self.project
        return Export(
            self._workspace.session,
            Kind.LETTER,
            file,
            lambda path: paper_jobs.write_change_letter(project, path, made_at),
        )

    def suggested(self) -> str:
        """What to call the letter."""
        name = change_words.version_name(self.project.budget)
        return file_name(text("changes.file", title=self.project.title, name=name), "pdf")

    def send(self, typed_day: str) -> None:
        """Keeps that it was sent; raises UnreadableError."""
        day, name = self._day(typed_day), change_words.version_name(self.project.budget)
        self._workspace.run("budget.send", partial(versions.send_budget, on=day), name=name)

    def take(self, typed_day: str) -> None:
        """Takes the draft into use unasked; raises UnreadableError or BudgetDeskError."""
        day, name = self._day(typed_day), change_words.version_name(self.project.budget)
        self._workspace.run("changes.take", partial(changes.take_into_use, on=day), name=name)

    def approve(self, typed_day: str, reference: str) -> None:
        """Keeps the funder's yes; raises UnreadableError or BudgetDeskError."""
        approval = Approval(on=self._day(typed_day), reference=reference.strip())
        approving = partial(versions.approve_budget, approval=approval)
        self._workspace.run("budget.approve", approving, reference=approval.reference)

    def refuse(self, typed_day: str, by: str, reason: str) -> None:
        """Keeps the funder's no; raises UnreadableError or BudgetDeskError."""
        refusal = Refusal(on=self._day(typed_day), by=by.strip(), reason=reason.strip())
        name = change_words.version_name(self.project.budget)
        refusing = partial(versions.refuse_budget, refusal=refusal)
        self._workspace.run("budget.refuse", refusing, name=name)

    def _read(
        self, source: tuple[str, str], target: tuple[str, str], money: Money, why: str = ""
    ) -> Move:
        return Move(
            from_line=self._lines[source[0]],
            from_year=int(source[1]),
            to_line=self._lines[target[0]],
            to_year=int(target[1]),
            amount=money,
            reason=why,
        )

    @property
    def _lines(self) -> Mapping[str, LineId]:
        numbered = enumerate(self.project.budget.lines, start=1)
        return {
            text("changes.line", number=number, label=_named(self.project, line)): line.id
            for number, line in numbered
        }

    def _change(self, step: str, change: Callable[[Project], Project], **facts: object) -> None:
        """Runs a change as one step, in a new draft where the budget is locked."""
        name = jobs.revision_name(self.project)
        is_locked = self.project.budget.is_locked

        def changed(project: Project) -> Project:
            return change(versions.start_revision(project, name) if is_locked else project)

        self._workspace.run(step, changed, **facts)

    def _day(self, typed: str) -> date:
        day = read_date(typed, self._workspace.today)
        if day is None:
            raise UnreadableError("date", typed)
        return day


def _named(project: Project, line: BudgetLine) -> str:
    return with_partner(project, line.label, line.partner)
