"""The form that asks which call a new project is for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem
from typing_extensions import override

from budgetdesk.presenters.start import calls
from budgetdesk.text import text


class CallChoice(QListWidget):
    """The calls at hand, the first one chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(text("window.new.title"))
        self.setObjectName("calls")
        self.setWordWrap(True)
        for call in calls():
            item = QListWidgetItem(text("window.new.call", name=call.name, funder=call.about))
            item.setData(Qt.ItemDataRole.UserRole, call.key)
            self.addItem(item)
        self.setCurrentRow(0)

    @property
    def chosen(self) -> str:
        """The id of the call."""
        return str(self.currentItem().data(Qt.ItemDataRole.UserRole))

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 240)
