"""Small things a page is made of: a word with its icon, a button with one, a quiet line."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from budgetdesk.presenters.table import Tone
from ui import icons, theme

_ICON = 16


class Mark(QWidget):
    """A word with the icon and colour that say the same; without words it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._words = QLabel(), QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._icon)
        layout.addWidget(self._words)

    def show_words(self, words: str, icon: str, tone: Tone) -> None:
        """Says something else."""
        colour = theme.current().tone(tone)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.setPixmap(icons.icon(icon, colour).pixmap(QSize(_ICON, _ICON)))
        self._words.setText(words)
        self._words.setStyleSheet(f"color: {colour.name()}")
        self.setAccessibleName(words)
        self.setVisible(bool(words))


def icon_button(icon: str, name: str) -> QToolButton:
    """A button that is only an icon; its name is the tip, and what a screen reader says."""
    button = QToolButton()
    button.setIcon(icons.icon(icon, theme.current().tone(Tone.PLAIN)))
    button.setIconSize(QSize(_ICON, _ICON))
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def line(shape: QFrame.Shape = QFrame.Shape.HLine) -> QFrame:
    """The one pixel that parts two areas."""
    drawn = QFrame()
    drawn.setProperty("part", "line")
    drawn.setFrameShape(shape)
    if shape is QFrame.Shape.HLine:
        drawn.setFixedHeight(1)
    else:
        drawn.setFixedWidth(1)
    return drawn
