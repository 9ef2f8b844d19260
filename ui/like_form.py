"""The form that asks how a new project is begun after an earlier one."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from budgetdesk.presenters.start import Likeness, calls
from budgetdesk.text import text
from ui.widgets.layout import labelled, narrow, sentence


class LikeForm(QWidget):
    """Which call, which period, and whether the amounts come along."""

    def __init__(self) -> None:
        super().__init__()
        self.call, self.start, self.end = QComboBox(), QLineEdit(), QLineEdit()
        self.amounts = QCheckBox(text("window.like.amounts"))
        narrow(self.call)
        self.call.addItem(text("window.like.same_call"), "")
        for call in calls():
            self.call.addItem(text("window.like.call", name=call.name, id=call.key), call.key)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(sentence(text("window.like.about")))
        layout.addLayout(labelled(text("window.like.which"), self.call))
        layout.addLayout(labelled(text("window.like.start"), self.start))
        layout.addLayout(labelled(text("window.like.end"), self.end))
        layout.addWidget(self.amounts)

    @property
    def chosen(self) -> Likeness:
        """What was chosen and typed."""
        return Likeness(
            call_id=str(self.call.currentData()),
            start=self.start.text(),
            end=self.end.text(),
            keeps_amounts=self.amounts.isChecked(),
        )
