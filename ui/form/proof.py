"""After a form was filled in: what was changed, that nothing else was, and what it comes to."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from budgetdesk.presenters.form import FilledPresenter
from budgetdesk.text import text
from ui.dialogs import Dialogs
from ui.widgets.fields import Remark
from ui.widgets.grid import GridView
from ui.widgets.layout import button, sentence, words


class ProofView(QWidget):
    """Shows one `FilledPresenter`; `ended` when the person has seen it."""

    ended = Signal()

    def __init__(self, presenter: FilledPresenter, dialogs: Dialogs) -> None:
        super().__init__()
        self._presenter, self._dialogs = presenter, dialogs
        self.grid = GridView(presenter.changes, text("form.changes_name"), is_typed=False)
        self.open = button(text("form.open"), is_main=True)
        self.leave = button(text("form.close"))
        self._lay_out()
        self.open.clicked.connect(self.show_file)
        self.leave.clicked.connect(self.ended)

    def _lay_out(self) -> None:
        proof, figures = Remark(), Remark()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(words(self._presenter.title, "page_title"))
        layout.addWidget(proof)
        layout.addWidget(figures)
        if self._presenter.remarks:
            layout.addWidget(sentence("\n".join(self._presenter.remarks), ""))
        layout.addWidget(self.grid, 1)
        layout.addLayout(buttons)
        proof.show_cell(self._presenter.proof)  # shown without a parent it would be a window
        figures.show_cell(self._presenter.figures)

    def show_file(self) -> None:
        """Opens the filled form in the program that opens workbooks here."""
        path = self._presenter.path
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._dialogs.tell(text("form.not_opened", path=path))
