"""The panel below every page: what a person should look at, why, how to mend it, and where."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.domain.finding import Severity
from budgetdesk.presenters.findings import Details, FindingsPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.text import text
from ui import icons, theme
from ui.widgets.grid import GridView
from ui.widgets.marks import icon_button

_LEAST: Final = 92
_MOST: Final = 152
"""Pixels: as high as the findings need, within these."""

_DETAILS: Final = 400


class FindingsPanel(QWidget):
    """`wanted` is told the finding a person wants to be led to."""

    wanted = Signal(object)

    def __init__(self, presenter: FindingsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._list = GridView(presenter, text("window.findings.title"), is_typed=False)
        self._details = _DetailsView()
        self._body = QWidget()
        self._filters = {severity: self._filter(severity) for severity in Severity}
        self._fold = icon_button("collapse", text("commands.view.findings"))
        self._lay_out()
        self._list.activated.connect(lambda index: self._lead(index.row()))
        self._list.selectionModel().currentRowChanged.connect(lambda now, _: self._tell(now.row()))
        self._fold.clicked.connect(self.fold)
        self.refresh()

    def refresh(self) -> None:
        """Shows what is found now; the chosen row stays where it can."""
        for severity, words in self._presenter.counts.items():
            self._filters[severity].setText(words)
        self._list.refresh()
        needed = self._presenter.row_count * theme.ROW + 2
        self._body.setFixedHeight(min(max(needed, _LEAST), _MOST))
        self._tell(self._list.currentIndex().row())

    def go_on(self, step: int) -> None:
        """Goes to the next or the one before, and leads there."""
        here = self._list.currentIndex()
        row = self._presenter.after(here.row() if here.isValid() else None, step)
        if row is not None:
            self._list.setCurrentIndex(self._list.model().index(row, 0))
            self._lead(row)

    def fold(self) -> None:
        """Shows only the counts, or all of it again."""
        is_open = self._body.isHidden()
        self._body.setVisible(is_open)
        colour = theme.current().tone(Tone.PLAIN)
        self._fold.setIcon(icons.icon("collapse" if is_open else "expand", colour))

    def _lead(self, row: int) -> None:
        self.wanted.emit(self._presenter.findings[row])

    def _tell(self, row: int) -> None:
        there = 0 <= row < self._presenter.row_count
        self._details.show_details(self._presenter.details(row) if there else None)

    def _filter(self, severity: Severity) -> QPushButton:
        button = QPushButton()
        button.setProperty("part", "filter")
        button.setIcon(icons.icon(severity.value, theme.current().tone(Tone(severity.value))))
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip(text("window.findings.filter"))
        button.toggled.connect(lambda is_on: self._let_through(severity, is_on=is_on))
        return button

    def _let_through(self, severity: Severity, *, is_on: bool) -> None:
        (self._presenter.shown.add if is_on else self._presenter.shown.discard)(severity)
        self.refresh()

    def _lay_out(self) -> None:
        self.setObjectName("findings")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.horizontalHeader().hide()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._list, 1)
        body.addWidget(self._details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self._body)

    def _bar(self) -> QWidget:
        bar = QWidget()
        title = QLabel(text("window.findings.title"))
        title.setProperty("part", "heading")
        keys = QLabel(text("window.findings.keys"))
        keys.setProperty("part", "quiet")
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(8)
        layout.addWidget(title)
        for button in self._filters.values():
            layout.addWidget(button)
        layout.addStretch()
        layout.addWidget(keys)
        layout.addWidget(self._fold)
        return bar


class _DetailsView(QScrollArea):
    """One finding in full."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finding")
        self.setFixedWidth(_DETAILS)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words = QLabel()
        self._words.setObjectName("finding_words")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWidget(self._words)

    def show_details(self, details: Details | None) -> None:
        """The finding that is chosen; what to do when none is."""
        words = _in_full(details) if details else text("window.findings.none_chosen")
        self._words.setText(words)
        self.verticalScrollBar().setValue(0)


def _in_full(details: Details) -> str:
    parts = [details.message]
    parts += [text("window.findings.fix", fix=fix) for fix in details.fixes]
    if details.quote:
        facts = {"quote": details.quote, "place": details.place}
        parts.append(text("window.findings.quote", **facts))
    return "\n\n".join(parts)
