"""The bar that chooses which account is shown, and what it tells of those taken before it."""

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.presenters.periods import AccountPeriods, Corrections, EndingFigures
from budgetdesk.presenters.tracking import stretch_name
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError
from ui.desk import Desk
from ui.widgets.grid import GridView
from ui.widgets.layout import button, narrow, sentence, words


class PeriodBar(QWidget):
    """Which period, another period, and taking the account as it is now."""

    def __init__(self, desk: Desk, periods: AccountPeriods) -> None:
        super().__init__()
        self._desk = desk
        self._periods = periods
        self.choice = QComboBox()
        narrow(self.choice)
        self.choice.setAccessibleName(text("periods.name"))
        self.other = button(text("periods.other"))
        self.taking = button(text("periods.take"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(QLabel(text("periods.name")))
        layout.addWidget(self.choice, 1)
        layout.addWidget(self.other)
        layout.addWidget(self.taking)
        layout.addStretch(1)
        self.choice.activated.connect(periods.choose)
        self.other.clicked.connect(self.ask)
        self.taking.clicked.connect(self.take)
        self.refresh()

    def refresh(self) -> None:
        """Shows what can be chosen now."""
        self.choice.clear()
        self.choice.addItems(self._periods.choices)
        self.choice.setCurrentIndex(self._periods.chosen)
        self.taking.setEnabled(self._periods.can_take)
        self.setEnabled(self._desk.workspace.account is not None)

    def ask(self) -> None:
        """Asks for another period until one can be read, or the person gives up."""
        form = PeriodForm()
        title, accept = text("periods.other"), text("periods.accept")
        while self._desk.dialogs.fill_in(title, form, accept):
            try:
                self._periods.choose_own(form.start.text(), form.end.text())
            except UnreadableError as unreadable:
                form = PeriodForm(form.start.text(), form.end.text(), unreadable.reason)
            else:
                return

    def take(self) -> None:
        """Takes the account shown, once the person says so."""
        account = self._desk.workspace.shown_account
        if account is None:
            return
        question = text("periods.take_question", period=stretch_name(account.period))
        if self._desk.dialogs.confirm(question, text("periods.take")):
            self._periods.take()


class PeriodForm(QWidget):
    """Two days; `said` is why those typed before could not be read."""

    def __init__(self, start: str = "", end: str = "", said: str = "") -> None:
        super().__init__()
        self.start, self.end = QLineEdit(start), QLineEdit(end)
        layout = QFormLayout(self)
        layout.addRow(text("periods.start"), self.start)
        layout.addRow(text("periods.end"), self.end)
        if said:
            layout.addRow(sentence(said))


class HistoryView(QWidget):
    """Earlier and this account, every correction, and what the grant would be now."""

    def __init__(self, workspace: Workspace, periods: AccountPeriods) -> None:
        super().__init__()
        self._periods = periods
        self._said = sentence("")
        self.corrections = GridView(
            Corrections(workspace), text("periods.corrections"), is_typed=False
        )
        self.endings = GridView(EndingFigures(workspace), text("periods.endings"), is_typed=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._said)
        self._corrections_name = words(text("periods.corrections"), "heading")
        layout.addWidget(self._corrections_name)
        layout.addWidget(self.corrections, 1)
        layout.addWidget(words(text("periods.endings"), "heading"))
        layout.addWidget(self.endings, 1)
        self.refresh()

    def refresh(self) -> None:
        """Shows the account as it is now."""
        self._said.setText(self._periods.said)
        self._said.setVisible(bool(self._periods.said))
        self.corrections.refresh()
        for each in (self._corrections_name, self.corrections):
            each.setVisible(self.corrections.model().rowCount() > 0)
        self.endings.refresh()
