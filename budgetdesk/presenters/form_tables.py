"""The tables about a form: a picture of its sheet, what each label means, and what was changed."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Final

from typing_extensions import override

from budgetdesk.domain.money import Money
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.template_jobs import CellChange, Form, Proposal, Question, Sheet, Write
from budgetdesk.template_jobs import Place as CellPlace
from budgetdesk.templates.places import letters, place
from budgetdesk.templates.words import SURE, meaning_label, meanings, question_key
from budgetdesk.text import danish, text

_MOST_ROWS: Final = 600
_MOST_COLUMNS: Final = 40
_NUMBER_WIDTH: Final = 44
_NARROWEST: Final = 56
_WIDEST: Final = 260
_LETTER: Final = 7
_AROUND: Final = 44
"""Pixels beside the words: the cell's edges, and the mark of one that is filled in."""

_CERTAIN: Final = 95


def confidence(percent: int) -> str:
    """How sure a meaning is, in words."""
    if percent >= _CERTAIN:
        return text("form.sure.certain")
    return text("form.sure.likely" if percent >= SURE else "form.sure.unsure")


def written(write: Write) -> str:
    """A planned value as people write it; a day as the number it is in the file stays a number."""
    value = write.value
    return danish(value) if isinstance(value, Money) else str(value).replace(".", ",", 1)


class SheetPicture(ReadOnlyTable):
    """One sheet of a form as it is, with the cells that would be filled in marked.

    What would be written stands in the cell with a mark, a question with a warning; the longer
    word is the tip, which `about` gives for a place too.
    """

    def __init__(self) -> None:
        self.columns: Sequence[Column] = ()
        self.row_count = 0
        self.name = ""
        self._sheets: Mapping[str, Sheet] = {}
        self._planned: Sequence[Write] = ()
        self._questions: Sequence[Question] = ()
        self._writes: Mapping[str, Write] = {}
        self._asked: Mapping[str, str] = {}

    def show(self, proposal: Proposal) -> None:
        """Takes another proposal; the same sheet stays in sight if it is still there."""
        visible = [sheet for sheet in proposal.book.sheets if sheet.state == "visible"]
        self._sheets = {sheet.name: sheet for sheet in visible}
        self._planned, self._questions = proposal.plan.writes, proposal.form.questions
        touched = [each.sheet for each in self._questions]
        touched += [each.sheet for each in self._planned]
        first = next((name for name in touched if name in self._sheets), visible[0].name)
        self.choose(self.name or first)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that can be looked at."""
        return tuple(self._sheets)

    def choose(self, name: str) -> None:
        """Shows another sheet."""
        self.name, sheet = name, self._sheets[name]
        self._writes = {w.cell: w for w in self._planned if w.sheet == name}
        self._asked = {q.cell: q.label for q in self._questions if q.sheet == name}
        used = [column for columns in sheet.rows.values() for column in columns]
        used += [place(cell).column for cell in (*self._writes, *self._asked)]
        last = min(max(used, default=1), _MOST_COLUMNS)
        number = Column(key="row", heading="", width=_NUMBER_WIDTH, numeric=True)
        rows = max([sheet.last_row, *(place(cell).row for cell in self._writes)])
        self.row_count = min(rows, _MOST_ROWS)
        widths = [self._width(column) for column in range(1, last + 1)]
        named = ((letters(column), width) for column, width in enumerate(widths, start=1))
        self.columns = (number, *(Column(key=n, heading=n, width=width) for n, width in named))

    def _width(self, column: int) -> int:
        """As wide as most of what stands there needs, and all that is to be filled in."""
        lengths = sorted(len(self.cell(row, column).text) for row in range(self.row_count))
        planned = [len(written(w)) for w in self._writes.values() if place(w.cell).column == column]
        longest = max([lengths[len(lengths) * 19 // 20], *planned])
        return max(_NARROWEST, min(_WIDEST, longest * _LETTER + _AROUND))

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place of the sheet, or would stand there."""
        if column == 0:
            return Cell(text=str(row + 1), tone=Tone.QUIET)
        where = CellPlace(row + 1, column)
        if where.name in self._asked:
            words = text("form.picture.asked", label=self._asked[where.name])
            return Cell(text=self._now(where), tone=Tone.WARNING, icon="warning", tip=words)
        write = self._writes.get(where.name)
        if write is None:
            return Cell(text=self._now(where), tone=Tone.QUIET)
        before = self._now(where) or text("templates.said.empty")
        facts = {"label": write.label, "before": before, "after": written(write)}
        tip = text("form.picture.target", cell=where.name, **facts)
        return Cell(text=written(write), tone=Tone.ACCENT, icon="place", tip=tip)

    def _now(self, where: CellPlace) -> str:
        sheet = self._sheets[self.name]
        merged = sheet.covered.get(where)
        return sheet.text(where) if merged is None or merged.first == where else ""

    def about(self, row: int, column: int) -> Cell:
        """The cell at a place with its longer word; an empty one where there is no such place."""
        inside = 0 <= row < self.row_count and 0 <= column < len(self.columns)
        return self.cell(row, column) if inside else Cell()

    def place_in(self, cell: str) -> Place:
        """Where a cell of the sheet stands in the table."""
        where = place(cell)
        last = len(self.columns) - 1
        return min(where.row, self.row_count) - 1, min(where.column, last)


@dataclass(frozen=True, slots=True)
class Target:
    """A label of the form with what it was taken for."""

    kind: str
    sheet: str
    cell: str
    label: str
    name: str
    percent: int


class TargetsTable(ReadOnlyTable):
    """A row for each label: what it means, and how sure that is. Questions stand first.

    Choosing another meaning puts it in `told`, and `corrected` is called.
    """

    def __init__(self, told: MutableMapping[str, str], corrected: Callable[[], None]) -> None:
        self.columns = (
            Column(key="label", heading=text("form.column.label"), width=190, stretches=True),
            Column(key="meaning", heading=text("form.column.meaning"), width=170, stretches=True),
            Column(key="sure", heading=text("form.column.sure"), width=130),
            Column(key="place", heading=text("form.column.place"), width=150),
        )
        self.rows: tuple[Target, ...] = ()
        self._told, self._corrected = told, corrected

    def show(self, proposal: Proposal) -> None:
        """Takes what was recognised."""
        self.rows = tuple(dict.fromkeys((*_asked(proposal.form), *_known(proposal.form))))

    def at(self, row: int) -> Target | None:
        """The label of a row; None when there is no such row."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    @property
    def row_count(self) -> int:
        """How many labels were recognised or are asked about."""
        return len(self.rows)

    def cell(self, row: int, column: int) -> Cell:
        """What is known of a label."""
        target = self.rows[row]
        match self.columns[column].key:
            case "label":
                return Cell(text=target.label, tip=target.label)
            case "meaning":
                choices = (text("form.nothing"), *meanings(target.kind).values())
                chosen = meaning_label(target.kind, target.name) if target.name else choices[0]
                return Cell(text=chosen, choices=choices, is_editable=True)
            case "sure":
                return _sureness(target, self._told)
            case _:
                return Cell(text=f"{target.sheet}!{target.cell}", tone=Tone.QUIET)

    @override
    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes other meanings by their words; words that are no meaning are passed over."""
        for (row, column), words in typed.items():
            if self.columns[column].key != "meaning":
                continue
            target = self.rows[row]
            found = {said: name for name, said in meanings(target.kind).items()}
            found[text("form.nothing")] = ""
            if words in found:
                self._told[question_key(target.kind, target.label)] = found[words]
                self._corrected()


def _sureness(target: Target, told: Mapping[str, str]) -> Cell:
    if question_key(target.kind, target.label) in told:
        return Cell(text=text("form.sure.told"), tone=Tone.IN_ORDER, icon="ok")
    words = confidence(target.percent)
    if target.percent < SURE:
        return Cell(text=words, tone=Tone.WARNING, icon="warning")
    return Cell(text=words, tone=Tone.PLAIN)


def _asked(form: Form) -> Iterator[Target]:
    for question in form.questions:
        yield Target(question.kind, question.sheet, question.cell, question.label, "", 0)


def _known(form: Form) -> Iterator[Target]:
    asked = {question.key for question in form.questions}
    for table in form.tables:
        for column in table.columns:
            cell = f"{letters(column.column)}{table.top}"
            if question_key("column", column.heading) not in asked:
                yield Target(
                    "column", table.sheet, cell, column.heading, column.role, column.percent
                )
        name = table.column("line", "source", "text", "subject")
        first = letters(name.column if name else 1)
        for row in table.rows:
            if row.role in ("line", "source"):
                kind = "group" if row.role == "line" else "source"
                yield Target(
                    kind, table.sheet, f"{first}{row.row}", row.label, row.name, row.percent
                )
    for field in [each for each in form.fields if each.name in meanings("field")]:
        yield Target("field", field.sheet, field.cell, field.label, field.name, field.percent)


class ChangesTable(ReadOnlyTable):
    """The cells that were changed in a filled form: from what, to what."""

    def __init__(self, changes: Sequence[CellChange] = ()) -> None:
        self.columns = (
            Column(key="sheet", heading=text("form.column.sheet"), width=170),
            Column(key="cell", heading=text("form.column.cell"), width=80),
            Column(key="before", heading=text("form.column.before"), width=200, stretches=True),
            Column(key="after", heading=text("form.column.after"), width=320, stretches=True),
        )
        self._changes = tuple(changes)

    @property
    def row_count(self) -> int:
        """How many cells were changed."""
        return len(self._changes)

    def cell(self, row: int, column: int) -> Cell:
        """What was changed."""
        change, key = self._changes[row], self.columns[column].key
        said = getattr(change, key)
        if key == "before" and not said:
            return Cell(text=text("templates.said.empty"), tone=Tone.QUIET)
        return Cell(text=said, tip=said)
