"""A large thing to choose: an icon, what it is called, and a quiet word on it."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from budgetdesk.presenters.table import Tone
from ui import icons, theme

_ICON: Final = 20


class EntryButton(QPushButton):
    """As high as its words need in the width it has."""

    def __init__(self, icon: str, name: str, about: str, tone: Tone = Tone.ACCENT) -> None:
        super().__init__()
        self.setProperty("part", "entry")
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        mark = QLabel()
        colour = theme.current().tone(tone)
        mark.setPixmap(icons.icon(icon, colour).pixmap(QSize(_ICON, _ICON)))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_words(name, "entry_name"))
        words.addWidget(_words(about, "quiet"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(12)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else super().heightForWidth(width)


def _words(words: str, part: str) -> QWidget:
    label = QLabel(words)
    label.setProperty("part", part)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
