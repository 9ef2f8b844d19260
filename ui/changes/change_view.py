"""The change assistant: moves, what the call says of them, and the way to the funder and back."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.changes import ChangePresenter
from budgetdesk.text import danish, text
from budgetdesk.typed import UnreadableError
from ui import exporting
from ui.changes.move_form import MoveForm
from ui.commands import Command
from ui.desk import Desk
from ui.widgets.buttons import CommandBar
from ui.widgets.fields import LabelledField, LineField, Remark, column
from ui.widgets.grid import GridView


class ChangeView(QWidget):
    """Draws a `ChangePresenter`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = ChangePresenter(desk.workspace)
        self._state, self._explained, self._receipt = Remark(), Remark(), Remark()
        self.form = MoveForm(self._presenter)
        self.moves = GridView(self._presenter.moves, text("changes.moves_grid"), is_typed=False)
        self.parts = GridView(self._presenter.parts, text("changes.parts_grid"), is_typed=False)
        commands = self.commands()
        self._bar = CommandBar(commands[:3])
        self.answers = CommandBar(commands[3:], hides=True)
        self._lay_out()
        self.form.wanted.connect(self._move)
        self.moves.chosen.connect(self._bar.refresh)
        self.parts.chosen.connect(self._explain)
        self.setFocusProxy(self.form.from_line)
        self.refresh()

    def refresh(self) -> None:
        """Shows the change as it is now."""
        presenter = self._presenter
        self._state.show_cell(presenter.state)
        self.form.refresh()
        self.moves.refresh()
        self.parts.refresh()
        self._receipt.show_words("")
        self._explain()
        self._bar.refresh()
        self.answers.refresh()

    def commands(self) -> tuple[Command, ...]:
        """What can be done here."""
        change = self._presenter
        row = self._row
        return (
            _command("new_line", self._open_line, lambda: change.can_move, "add"),
            _command("take_back", self._take_back, lambda: change.can_take_back(row()), "undo"),
            _command("whole", self._describe, lambda: change.can_move, "note"),
            _command("letter", self.save_letter, lambda: change.can_write, "pdf"),
            _command("send", self._send, lambda: change.can_send),
            _command("take", self._take, lambda: change.can_take),
            _command("approve", self._approve, lambda: change.can_answer, "ok"),
            _command("refuse", self._refuse, lambda: change.can_answer),
        )

    def save_letter(self) -> None:
        """Asks where, and writes the letter there."""
        wanted = exporting.Wanted(
            title=text("changes.letter"),
            suggested=self._presenter.suggested(),
            pattern=text("changes.pattern"),
            suffix=".pdf",
            begin=lambda file: self._presenter.writing(file, datetime.now().astimezone()),
            then=lambda _, file: self._receipt.show_words(
                text("changes.written", file=file.name), icon="ok"
            ),
        )
        exporting.save(self._desk, wanted)

    def _row(self) -> int:
        return self.moves.row()

    def _move(self) -> None:
        form = self.form
        if form.source[0] and form.target[0] and self._try(self._do_move):
            form.start_anew()

    def _do_move(self) -> None:
        form = self.form
        self._presenter.move(form.source, form.target, form.amount.text(), form.reason.text())

    def _take_back(self) -> None:
        self._try(lambda: self._presenter.take_back(self._row()))

    def _open_line(self) -> None:
        self._ask("new_line", ("new_line",), lambda words: self._presenter.open_line(*words))

    def _describe(self) -> None:
        """Why the whole is changed, and until when the project is to last."""
        known = {"whole_reason": self._presenter.reason, "end": self._presenter.end}
        self._ask("whole", tuple(known), lambda words: self._presenter.describe(*words), known)

    def _send(self) -> None:
        self._ask("send", ("on",), lambda words: self._presenter.send(*words))

    def _take(self) -> None:
        self._ask("take", ("on",), lambda words: self._presenter.take(*words))

    def _approve(self) -> None:
        self._ask("approve", ("on", "reference"), lambda words: self._presenter.approve(*words))

    def _refuse(self) -> None:
        self._ask("refuse", ("on", "by", "why"), lambda words: self._presenter.refuse(*words))

    def _ask(
        self,
        what: str,
        names: tuple[str, ...],
        do: Callable[[list[str]], None],
        known: Mapping[str, str] | None = None,
    ) -> None:
        """Asks until what was answered can be done, or the person gives up."""
        first = known or {"on": danish(self._desk.workspace.today)}
        fields = [LineField() for _ in names]
        for name, field in zip(names, fields, strict=True):
            field.setText(first.get(name, ""))
        labelled = zip(names, fields, strict=True)
        form = column(*(LabelledField(text(f"changes.form.{n}"), field) for n, field in labelled))
        title, accept = text(f"changes.title.{what}"), text(f"changes.accept.{what}")
        while self._desk.dialogs.fill_in(title, form, accept):
            if self._try(lambda: do([field.text() for field in fields])):
                return

    def _try(self, do: Callable[[], None]) -> bool:
        """Does it, or tells why it cannot be done; whether it was."""
        try:
            do()
        except UnreadableError as unreadable:
            self._desk.dialogs.tell(unreadable.reason)
            return False
        except BudgetDeskError as error:
            self._desk.dialogs.show_error(error)
            return False
        return True

    def _explain(self) -> None:
        """The rule and the arithmetic behind the part that is chosen."""
        self._explained.show_words(self._presenter.parts.explained(self.parts.row()))

    def _lay_out(self) -> None:
        tables = QSplitter(Qt.Orientation.Vertical)
        tables.setChildrenCollapsible(False)
        tables.addWidget(self.moves)
        tables.addWidget(self.parts)
        below = QHBoxLayout()
        below.addWidget(self.form.left, 1)
        below.addWidget(self._bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        for each in (self._state, self.form):
            layout.addWidget(each)
        layout.addLayout(below)
        layout.addWidget(self.form.foreseen)
        layout.addWidget(tables, 1)
        layout.addWidget(self._explained)
        layout.addWidget(self._receipt)


def _command(
    name: str, run: Callable[[], None], is_enabled: Callable[[], bool], icon: str = ""
) -> Command:
    return Command(key=f"changes.{name}", menu="budget", run=run, icon=icon, is_enabled=is_enabled)
