"""The day postings belong to, and why it is not the one in the extract."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from budgetdesk.text import text
from ui.widgets.layout import labelled, sentence


class DayForm(QWidget):
    """A day and a reason; `said` is why what was typed before could not be read."""

    def __init__(self, day: str, reason: str = "", said: str = "") -> None:
        super().__init__()
        self.day, self.reason = QLineEdit(day), QLineEdit(reason)
        self.reason.setPlaceholderText(text("postings.day.reason_hint"))
        layout = QVBoxLayout(self)
        layout.addWidget(sentence(text("postings.day.about")))
        layout.addLayout(labelled(text("postings.day.day"), self.day))
        layout.addLayout(labelled(text("postings.day.reason"), self.reason))
        if said:
            layout.addWidget(sentence(said))
