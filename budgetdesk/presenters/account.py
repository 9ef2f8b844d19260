"""The account's lines: budget, actual, deviation, and the explanation a person writes."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from budgetdesk import explained
from budgetdesk.domain.account import AccountLine
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.operations.project import explain
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind
from budgetdesk.presenters.figures import money
from budgetdesk.presenters.marking import Marking
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import percent, text


class AccountPresenter:
    """A row for each line of the account, and the totals."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._marking = Marking(workspace)

    @property
    def columns(self) -> Sequence[Column]:
        """What earlier accounts reported and what this adds stand where there are any."""
        account = self._workspace.shown_account
        history = ("earlier", "this") if account and account.taken_before else ()
        planned = ("planned",) if account and account.planned is not None else ()
        return (
            _column("number", 40, numeric=True),
            _column("label", 230),
            *(
                _column(key, 112, numeric=True)
                for key in ("budget", *planned, *history, "actual", "deviation")
            ),
            _column("percent", 84, numeric=True),
            _column("explanation", 260, stretches=True),
        )

    @property
    def lines(self) -> tuple[AccountLine, ...]:
        """The lines of the account as it would be now."""
        account = self._workspace.shown_account
        return account.lines if account else ()

    @property
    def row_count(self) -> int:
        """The lines and the totals."""
        return len(self.lines) + 1 if self.lines else 0

    def line_id(self, row: int) -> LineId | None:
        """Which line a row shows; None for the totals."""
        return self.lines[row].id if row < len(self.lines) else None

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        key = self.columns[column].key
        if row == len(self.lines):
            return self._total_cell(key)
        line = self.lines[row]
        match key:
            case "number":
                return Cell(text=str(row + 1), tone=Tone.QUIET)
            case "label":
                return self._marking.mark(_label_cell(line), Subject(kind="line", id=line.id))
            case "explanation":
                can_edit = not self._workspace.is_locked
                cell = Cell(text=line.explanation, tip=line.explanation, is_editable=can_edit)
                return self._marking.mark(cell, _explanation_of(line))
            case "percent":
                return Cell(text=percent(line.deviation_percent))
            case _:
                figure = getattr(line, key)
                return Cell() if figure is None else money(figure)

    @property
    def about(self) -> str:
        """How a deviation is read, and when the call wants it explained."""
        rule = explained.deviation_rule(self._workspace.project.rules)
        return " ".join((text("account.lines.sign"), rule))

    def _total_cell(self, key: str) -> Cell:
        account = self._workspace.shown_account
        if key == "label":
            return Cell(text=text("account.total"), is_total=True)
        if account is None or key in {"number", "explanation"}:
            return Cell(is_total=True)
        if key == "percent":
            return Cell(text=percent(account.deviation_percent), is_total=True)
        return money(getattr(account, key), is_total=True)

    def behind(self, place: Place) -> Behind | None:
        """What stands behind a figure of a line, or of all."""
        row, column = place
        figures = drill.of_account(self._workspace)
        return figures.line(row, self.columns[column].key) if figures else None

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes explanations as one step."""
        said = [
            (self.lines[row], words)
            for (row, column), words in sorted(typed.items())
            if row < len(self.lines) and self.cell(row, column).is_editable
        ]
        changes = [_explaining(line.id, words) for line, words in said]
        if len(said) == 1:
            self._workspace.run("account.explain", changes[0], line=said[0][0].label)
        elif said:
            self._workspace.run(
                "account.explain_many",
                lambda project: reduce(lambda so_far, do: do(so_far), changes, project),
            )

    def place_of(self, subject: Subject) -> Place | None:
        """Where a line's explanation, or the line, stands."""
        ids = [line.id for line in self.lines]
        if subject.kind != "line" or subject.id not in ids:
            return None
        keys = [column.key for column in self.columns]
        key = "explanation" if subject.field == "explanation" else "label"
        return ids.index(LineId(subject.id)), keys.index(key)


def _column(key: str, width: int, *, numeric: bool = False, stretches: bool = False) -> Column:
    heading = text(f"account.column.{key}")
    return Column(key=key, heading=heading, width=width, numeric=numeric, stretches=stretches)


def _label_cell(line: AccountLine) -> Cell:
    if line.is_approved:
        return Cell(text=line.label, tip=line.label)
    return Cell(text=line.label, tone=Tone.WARNING, tip=text("account.line_not_approved"))


def _explanation_of(line: AccountLine) -> Subject:
    return Subject(kind="line", id=line.id, field="explanation")


def _explaining(line_id: LineId, words: str) -> Callable[[Project], Project]:
    return lambda project: explain(project, line_id, words)
