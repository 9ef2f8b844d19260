"""How the parts of a page stand: titles, quiet words, labels above fields, label beside value."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.presenters.table import Tone
from ui import icons, theme


def words(said: str, part: str = "") -> QLabel:
    """Words on a page; `part` is their style: page_title, title, heading or quiet."""
    label = QLabel(said)
    label.setProperty("part", part)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def sentence(said: str, part: str = "quiet") -> QLabel:
    """Words that may need more than a line."""
    label = words(said, part)
    label.setWordWrap(True)
    return label


def labelled(name: str, field: QWidget) -> QVBoxLayout:
    """A field with its label above it, which is its accessible name too."""
    label = words(name, "quiet")
    label.setBuddy(field)
    field.setAccessibleName(name)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(field)
    return column


def narrow(choice: QComboBox) -> None:
    """Lets a choice be narrower than its longest words."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(20)


def button(name: str, icon: str = "", *, is_main: bool = False) -> QPushButton:
    """A button with its word, perhaps an icon; a page has one main button at most."""
    made = QPushButton(name)
    if is_main:
        made.setProperty("part", "main")
    if icon:
        colours = theme.current()
        colour = QColor(colours.paper) if is_main else colours.tone(Tone.PLAIN)
        made.setIcon(icons.icon(icon, colour))
    return made


class Facts(QWidget):
    """Label and value in two columns, told anew whenever they change."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Tells these and nothing else."""
        clear(self._grid)
        for row, (name, value) in enumerate(facts):
            self._grid.addWidget(words(name, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            said = sentence(value, "")
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(said, row, 1)


def clear(layout: QLayout) -> None:
    """Takes out and throws away all widgets of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
