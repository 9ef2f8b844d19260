"""The line above the pages: the project, whether it is saved, undo and redo, and the palette."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from budgetdesk.presenters.heading import HeadingPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.text import text
from ui import icons, theme
from ui.widgets.fields import take_over_typing
from ui.widgets.marks import Mark, icon_button

_HEIGHT: Final = 40
_SEARCH: Final = 240


class TopBar(QWidget):
    """Tells what was asked for: `undo`, `redo`, `search`."""

    undo = Signal()
    redo = Signal()
    search = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._brand, self._title, self._saved = QLabel(text("window.name")), Elided(), Mark()
        self._undo = icon_button("undo", text("commands.edit.undo"))
        self._redo = icon_button("redo", text("commands.edit.redo"))
        self._search = QPushButton(text("window.palette.button"))
        for button in (self._undo, self._redo):
            button.clicked.connect(take_over_typing)  # what is half typed is the last step
        self._undo.clicked.connect(self.undo)
        self._redo.clicked.connect(self.redo)
        self._search.clicked.connect(self.search)
        self._lay_out()

    def show_heading(self, heading: HeadingPresenter | None) -> None:
        """Shows how the open document stands; nothing of the kind when there is none."""
        for shown in (self._title, self._saved, self._undo, self._redo):
            shown.setVisible(heading is not None)
        if heading is None:
            return
        self._title.setText(heading.title)
        self._saved.show_words(*heading.saved)
        for button, step in ((self._undo, heading.undo), (self._redo, heading.redo)):
            button.setToolTip(step)
            button.setAccessibleName(step)
        self._undo.setEnabled(heading.can_undo)
        self._redo.setEnabled(heading.can_redo)

    def dress(self) -> None:
        """Draws the icons in the colours there are now."""
        for button, name in ((self._undo, "undo"), (self._redo, "redo")):
            button.setIcon(icons.icon(name, theme.current().tone(Tone.PLAIN)))

    def _lay_out(self) -> None:
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._brand.setObjectName("brand")
        self._search.setObjectName("search")
        self._search.setFixedWidth(_SEARCH)
        self._search.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 8, 0)
        layout.setSpacing(16)
        layout.addWidget(self._brand)
        layout.addWidget(self._title, 1)
        layout.addWidget(self._saved)
        layout.addStretch()
        layout.addWidget(self._undo)
        layout.addWidget(self._redo)
        layout.addWidget(self._search)


class Elided(QLabel):
    """A line that ends in dots where there is no room for it, and is told in full as its tip."""

    def __init__(self) -> None:
        super().__init__()
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @override
    def setText(self, words: str) -> None:
        self._full = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._elide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.contentsRect().width()
        super().setText(
            self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        )
