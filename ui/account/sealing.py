"""Sealing the account, and the signed paper that came back."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from budgetdesk.presenters.sealing import SealingPresenter
from budgetdesk.text import text
from ui.desk import Desk
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import button, labelled, sentence


class SealView(QWidget):
    """How it stands, the reservation, what can be done, and all that was sealed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = SealingPresenter(desk.workspace)
        self._state, self._who = Remark(), sentence("")
        self.reservation = QLineEdit()
        self.grid = GridView(self._presenter.table, text("sealing.name"), is_typed=False)
        self.seal = button(text("sealing.seal"), "signoff")
        self.reopen = button(text("sealing.reopen"))
        self.attach = button(text("sealing.attach"), "add")
        self.again = button(text("sealing.again"), "export")
        self._lay_out()
        self.reservation.editingFinished.connect(self._reserve)
        self.seal.clicked.connect(self._seal)
        self.reopen.clicked.connect(self._reopen)
        self.attach.clicked.connect(self._attach)
        self.again.clicked.connect(self._write_again)
        self.grid.chosen.connect(self._enable)
        self.refresh()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.seal, self.reopen, self.again, self.attach):
            buttons.addWidget(each)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._state)
        layout.addWidget(self._who)
        layout.addLayout(labelled(text("sealing.reservation"), self.reservation))
        layout.addLayout(buttons)
        layout.addWidget(self.grid, 1)
        layout.addWidget(sentence(text("sealing.about")))

    def refresh(self) -> None:
        """Shows how it stands now."""
        presenter = self._presenter
        self._state.show_cell(presenter.state)
        self._who.setText(presenter.who)
        if not self.reservation.hasFocus():
            self.reservation.setText(presenter.reservation)
        self.reservation.setEnabled(not self._desk.workspace.is_locked)
        self.seal.setEnabled(presenter.can_seal)
        self.reopen.setEnabled(presenter.can_reopen)
        self.attach.setEnabled(presenter.can_attach)
        self.grid.refresh()
        self._enable()

    @property
    def _row(self) -> int:
        rows = self.grid.rows()
        return rows[0] if rows else -1

    def _enable(self) -> None:
        self.again.setEnabled(self._presenter.can_write_again(self._row))

    def _write_again(self) -> None:
        chosen = self._desk.dialogs.choose_save(
            text("sealing.choose"), self._presenter.suggested, text("sealing.folder_pattern")
        )
        if chosen is not None:
            self._desk.dialogs.tell(self._presenter.write_again(self._row, chosen))

    def _reserve(self) -> None:
        if self.reservation.text().strip() != self._presenter.reservation:
            self._presenter.reserve(self.reservation.text())

    def _seal(self) -> None:
        chosen = self._desk.dialogs.choose_save(
            text("sealing.choose"), self._presenter.suggested, text("sealing.folder_pattern")
        )
        if chosen is not None:
            said = self._presenter.seal(chosen, datetime.now().astimezone())
            self._desk.dialogs.tell(said)

    def _reopen(self) -> None:
        reason = QLineEdit()
        form = QWidget()
        layout = QVBoxLayout(form)
        layout.addWidget(sentence(text("sealing.reopen_about")))
        layout.addLayout(labelled(text("sealing.reason"), reason))
        if self._desk.dialogs.fill_in(text("sealing.reopen"), form, text("sealing.reopen_yes")):
            self._presenter.reopen(reason.text(), datetime.now().astimezone())

    def _attach(self) -> None:
        chosen = self._desk.dialogs.choose_open(text("sealing.attach"), text("sealing.pdf_pattern"))
        if chosen is not None:
            self._desk.dialogs.tell(self._presenter.attach(chosen, datetime.now().astimezone()))
