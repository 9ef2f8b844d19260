"""The form that asks which call a new project is for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from budgetdesk.presenters.start import calls
from budgetdesk.text import text


class CallChoice(QWidget):
    """The calls at hand, narrowed by what is searched for; the first one is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._search = _Search()
        self._search.setPlaceholderText(text("window.new.search"))
        self._search.setAccessibleName(text("window.new.search"))
        self._list = QListWidget()
        self._list.setObjectName("calls")
        self._list.setAccessibleName(text("window.new.title"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._search.list = self._list
        self._search.textChanged.connect(self._fill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._search)
        layout.addWidget(self._list)
        self.setFocusProxy(self._search)
        self._fill("")

    @property
    def chosen(self) -> str | None:
        """The id of the call; None when the search found none."""
        if not self._list.count():
            return None
        return str(self._list.currentItem().data(Qt.ItemDataRole.UserRole))

    def _fill(self, search: str) -> None:
        self._list.clear()
        for call in calls(search):
            item = QListWidgetItem(text("window.new.call", name=call.name, funder=call.about))
            item.setData(Qt.ItemDataRole.UserRole, call.key)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 400)


class _Search(QLineEdit):
    """Up and down move in the list while the search keeps the focus."""

    list: QListWidget

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        row = self.list.currentRow() + steps[Qt.Key(event.key())]
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
