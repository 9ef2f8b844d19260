"""The change assistant's two tables: the moves, and what each part of the change needs."""

from collections.abc import Mapping, Sequence

from budgetdesk.accounting.judgement import judge, judge_move, moves_since_approval
from budgetdesk.accounting.verdicts import Judgement
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.verdict import Verdict
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import amount, label, percent, text
from budgetdesk.writers import change_words

TONES: Mapping[Verdict, tuple[Tone, str]] = {
    Verdict.FREE: (Tone.IN_ORDER, "ok"),
    Verdict.UNKNOWN: (Tone.WARNING, "warning"),
    Verdict.ASK: (Tone.WARNING, "warning"),
    Verdict.LATE: (Tone.ERROR, "error"),
    Verdict.NEVER: (Tone.ERROR, "error"),
}


class MovesTable(ReadOnlyTable):
    """The moves since the latest approval; the draft's own can be taken back."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def columns(self) -> Sequence[Column]:
        """What was moved, why, and what it would need alone."""
        return (
            Column(key="move", heading=text("changes.column.move"), width=320, stretches=True),
            Column(key="amount", heading=text("changes.column.amount"), width=120, numeric=True),
            Column(key="reason", heading=text("changes.column.reason"), width=240, stretches=True),
            Column(key="alone", heading=text("changes.column.alone"), width=184),
        )

    @property
    def row_count(self) -> int:
        """How many moves there are."""
        return len(moves_since_approval(self._workspace.project))

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        project = self._workspace.project
        move = moves_since_approval(project)[row]
        match self.columns[column].key:
            case "move":
                words = change_words.move_way(project, move)
                return Cell(text=words, tip=words)
            case "amount":
                return Cell(text=amount(move.amount), amount=move.amount)
            case "reason":
                return Cell(text=move.reason, tip=move.reason)
            case _:
                return verdict_cell(judge_move(project, move).verdict)

    def own(self, row: int) -> int | None:
        """Which of the draft's own moves a row is, from 0; None when it is not one."""
        own = len(self._workspace.project.budget.moves)
        number = row - (self.row_count - own)
        return number if row >= 0 and 0 <= number < own else None


class PartsTable(ReadOnlyTable):
    """Everything that differs from the latest approved budget, held against the call."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._judged_of: Project | None = None
        self._judged = Judgement()

    @property
    def judgement(self) -> Judgement:
        """The change as it stands now."""
        if self._judged_of is not self._workspace.project:
            self._judged_of = self._workspace.project
            self._judged = judge(self._workspace.project, self._workspace.today)
        return self._judged

    @property
    def columns(self) -> Sequence[Column]:
        """What, from what, by how much, how much is free, and what follows."""
        numbers = (("base", 120), ("change", 120), ("percent", 92), ("most", 120))
        return (
            Column(key="about", heading=text("changes.column.about"), width=280, stretches=True),
            *(
                Column(key=key, heading=text(f"changes.column.{key}"), width=wide, numeric=True)
                for key, wide in numbers
            ),
            Column(key="verdict", heading=text("changes.column.verdict"), width=200),
        )

    @property
    def row_count(self) -> int:
        """How many parts the change has."""
        return len(self.judgement.parts)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        part = self.judgement.parts[row]
        match self.columns[column].key:
            case "about":
                words = text(f"changes.about.{part.matter.value}", about=part.about)
                return Cell(text=words, tip=change_words.judged_words(part))
            case "base":
                return _figure(part.base)
            case "change":
                return _figure(part.change)
            case "percent":
                share = part.change.percent_of(part.base) if part.change else None
                return Cell(text=percent(share), tone=Tone.QUIET)
            case "most":
                return Cell(text="" if part.most is None else amount(part.most))
            case _:
                return verdict_cell(part.verdict)

    def explained(self, row: int) -> str:
        """A part in words, with the call's own."""
        if not 0 <= row < self.row_count:
            return ""
        part = self.judgement.parts[row]
        words = change_words.judged_words(part)
        if part.source is None or not part.source.quote:
            return words
        place = part.source.section or part.source.document
        return f"{words}\n{text('changes.quote', quote=part.source.quote, place=place)}"


def _figure(money: Money) -> Cell:
    """An amount; nothing where a part is of no amount."""
    return Cell(text=amount(money), amount=money) if money else Cell()


def verdict_cell(verdict: Verdict) -> Cell:
    """What a change needs, in icon, words and colour."""
    tone, icon = TONES[verdict]
    return Cell(text=label(verdict), tone=tone, icon=icon)
