"""One finding in full: what, where, the sum, the call's words, and its fixes as buttons."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from budgetdesk.presenters.findings import Details
from budgetdesk.text import text
from ui.widgets.layout import button, clear, labelled, sentence

_WIDTH: Final = 400


class FindingDetails(QScrollArea):
    """`followed` is told the number of a fix, `waived` that the finding is to be waived or not."""

    followed = Signal(int)
    waived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finding")
        self.setFixedWidth(_WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("finding_inside")
        self._words, self._more, self._source = _words(), _words(), _words()
        self._source.setProperty("part", "quiet")
        self._fixes = QVBoxLayout()
        self._fixes.setSpacing(4)
        self._waive = button("")
        self._waive.clicked.connect(self.waived)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addLayout(self._fixes)
        layout.addWidget(self._more)
        layout.addWidget(self._source)
        layout.addWidget(self._waive, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self.setWidget(inside)

    def show_details(self, details: Details | None, *, can_waive: bool) -> None:
        """The finding that is chosen; what to do when none is."""
        clear(self._fixes)
        self._words.setText(details.message if details else text("window.findings.none_chosen"))
        self._more.setText(_in_full(details) if details else "")
        self._more.setVisible(details is not None)
        for number, fix in enumerate(details.fixes if details else (), start=1):
            self._fixes.addWidget(self._fix(number, fix))
        quote = _quote(details)
        self._source.setText(quote)
        self._source.setVisible(bool(quote))
        is_waived = details is not None and bool(details.waived)
        said = text("window.waive.back" if is_waived else "window.waive.ask")
        self._waive.setText(said)
        self._waive.setAccessibleName(said)
        self._waive.setVisible(can_waive or is_waived)
        self.verticalScrollBar().setValue(0)

    def _fix(self, number: int, fix: str) -> QWidget:
        """The key that follows it as a button, and what it would do beside."""
        made = button(text("window.findings.follow", number=number))
        made.setAccessibleName(text("window.findings.fix", fix=fix))
        made.clicked.connect(lambda: self.followed.emit(number))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(sentence(fix, ""), 1)
        return row


class WaiveForm(QWidget):
    """Why, who, and the funder's permission where the finding is a demand of the call."""

    def __init__(self, user: str, *, asks: bool) -> None:
        super().__init__()
        self.reason, self.by, self.permission = QLineEdit(), QLineEdit(user), QLineEdit()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(sentence(text("window.waive.demand" if asks else "window.waive.wish")))
        layout.addLayout(labelled(text("window.waive.reason"), self.reason))
        if asks:
            layout.addLayout(labelled(text("window.waive.permission"), self.permission))
        layout.addLayout(labelled(text("window.waive.by"), self.by))

    @property
    def answers(self) -> dict[str, str]:
        """What was typed, by name."""
        return {
            "reason": self.reason.text(),
            "by": self.by.text(),
            "permission": self.permission.text(),
        }


def _words() -> QLabel:
    made = sentence("", "")
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def _in_full(details: Details) -> str:
    """What stands below the fixes: the sum, the place, and who waived it."""
    where = text("window.findings.where", where=details.where)
    return "\n".join(part for part in (*details.sums, where, details.waived) if part)


def _quote(details: Details | None) -> str:
    if details is None or not details.quote:
        return ""
    return text("window.findings.quote", quote=details.quote, place=details.place)
