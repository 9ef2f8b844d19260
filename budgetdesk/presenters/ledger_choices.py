"""How the project reads its ledger: the date that counts, who bears the VAT, whom to hide."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from msgspec.structs import replace

from budgetdesk import knowledge, neighbours
from budgetdesk.accounting.people import people
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import DayKind
from budgetdesk.domain.value import LineId
from budgetdesk.operations.ledger import choose_day, choose_vat, hide_word, show_word
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Change, Workspace
from budgetdesk.text import label, text


class LedgerChoicesPresenter:
    """The choices beside the ledger; each is a step that can be taken back."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.vat_lines = VatLines(workspace)
        self.people = PeopleTable(workspace)
        self.folder = Cell()

    @property
    def can_change(self) -> bool:
        """Whether the document may be changed."""
        return not self._workspace.is_locked

    @property
    def days(self) -> tuple[str, ...]:
        """The dates to choose from."""
        return tuple(label(kind) for kind in DayKind)

    @property
    def day(self) -> str:
        """The date that counts where there is no day of delivery."""
        return label(self._workspace.project.ledger.choices.day)

    @day.setter
    def day(self, words: str) -> None:
        kind = next((kind for kind in DayKind if label(kind) == words), None)
        if kind is not None:
            self._workspace.run("ledger.choose_day", lambda project: choose_day(project, kind))

    @property
    def bears_vat(self) -> bool:
        """Whether the recipient finally bears the VAT of all its costs."""
        return self._workspace.project.ledger.choices.bears_vat

    @bears_vat.setter
    def bears_vat(self, bears: bool) -> None:
        self._workspace.run(
            "ledger.choose_vat", lambda project: choose_vat(project, bears_vat=bears)
        )

    def looking(self) -> Callable[[], neighbours.Looked]:
        """A job that looks through the folder's other projects for the same costs.

        It raises BudgetDeskError `session.no_place` for a document that was never saved.
        """
        return neighbours.looking(self._workspace.session)

    def take_in(self, looked: neighbours.Looked) -> None:
        """Tells what was found, and lets the findings know of it."""
        words = text("postings.folder.read", count=looked.read)
        if looked.unread:
            words += " " + text("postings.folder.unread", names=", ".join(looked.unread))
        count = len(looked.claimed)
        words += " " + text(
            "postings.folder.claimed" if count else "postings.folder.clean", count=count
        )
        tone, icon = (Tone.ERROR, "error") if count else (Tone.IN_ORDER, "ok")
        if looked.unread and not count:
            tone, icon = Tone.WARNING, "warning"
        self.folder = Cell(text=words, tone=tone, icon=icon)
        self._workspace.know(replace(self._workspace.around, claimed=looked.claimed))


class VatLines:
    """A row for each budget line: whether its VAT is borne, "ja" or "nej"."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            Column(key="line", heading=text("postings.vat.line"), width=280, stretches=True),
            Column(key="borne", heading=text("postings.vat.borne"), width=190),
        )
        self._workspace = workspace

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._workspace.project.base_budget.lines)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        project = self._workspace.project
        line = project.base_budget.lines[row]
        if self.columns[column].key == "line":
            return Cell(text=line.label)
        ledger = project.ledger
        is_borne = ledger.choices.bears_vat or line.id in ledger.vat_lines
        words = _yes_or_no()
        can_edit = not (self._workspace.is_locked or ledger.choices.bears_vat)
        return Cell(text=words[0] if is_borne else words[1], is_editable=can_edit, choices=words)

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Takes yes or no for the lines."""
        yes, no = _yes_or_no()
        changes = [
            _bearing(self._workspace.project.base_budget.lines[row].id, bears=words == yes)
            for (row, _), words in sorted(typed.items())
            if words in (yes, no) and row < self.row_count and self.cell(row, 1).is_editable
        ]
        self._workspace.run("ledger.choose_vat", _all(changes))

    def place_of(self, subject: Subject) -> None:
        """No finding points here."""
        del subject


class PeopleTable:
    """The names and numbers that are masked, and an empty row to add one in."""

    def __init__(self, workspace: Workspace) -> None:
        self.columns = (
            Column(key="word", heading=text("postings.people.word"), width=240, stretches=True),
            Column(key="source", heading=text("postings.people.source"), width=160),
        )
        self._workspace = workspace

    @property
    def words(self) -> Sequence[str]:
        """The names and numbers, in the order of the alphabet."""
        return people(self._workspace.project.ledger, knowledge.patterns())

    @property
    def row_count(self) -> int:
        """The words, and a row to go on in where the document may be changed."""
        return len(self.words) + (not self._workspace.is_locked)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place; only the empty row is typed in."""
        words = self.words
        if row >= len(words):
            is_first = self.columns[column].key == "word"
            tip = text("postings.people.add")
            icon = "add" if is_first else ""
            return Cell(is_editable=is_first, icon=icon, tone=Tone.QUIET, tip=tip)
        if self.columns[column].key == "word":
            return Cell(text=words[row], is_editable=not self._workspace.is_locked)
        is_typed = words[row] in self._workspace.project.ledger.hidden_words
        key = "typed" if is_typed else "found"
        return Cell(text=text(f"postings.people.{key}"), tone=Tone.QUIET)

    def enter(self, typed: Mapping[Place, str]) -> None:
        """A word in the empty row is hidden from now on; one that is emptied no more."""
        changes: list[Change] = []
        before = self.words
        for (row, column), words in sorted(typed.items()):
            if column == 0 and words.strip():
                changes.append(_hiding(words))
            if column == 0 and row < len(before) and words.strip() != before[row]:
                changes.append(_showing(before[row]))
        self._workspace.run("ledger.words", _all(changes))

    def place_of(self, subject: Subject) -> None:
        """No finding points here."""
        del subject


def _yes_or_no() -> tuple[str, str]:
    return text("postings.vat.yes"), text("postings.vat.no")


def _all(changes: Sequence[Change]) -> Change:
    """The changes one after the other."""
    return lambda project: reduce(lambda so_far, do: do(so_far), changes, project)


def _bearing(line: LineId, *, bears: bool) -> Change:
    return lambda project: choose_vat(project, bears_vat=bears, line=line)


def _hiding(word: str) -> Change:
    return lambda project: hide_word(project, word)


def _showing(word: str) -> Change:
    return lambda project: show_word(project, word)
