"""The first page: go on with a recent document, take up lost work, begin anew, see the example."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from budgetdesk.presenters.start import Named, RecentRow, StartPresenter, calls
from budgetdesk.presenters.table import Tone
from budgetdesk.session import Recovery
from budgetdesk.text import text
from ui.documents import Documents
from ui.widgets.entry import EntryButton
from ui.widgets.marks import icon_button

_WIDTH: Final = 1040
_SIDE: Final = 400
_SHOWN: Final = 2
"""Calls shown at once; the others are a search away."""


class Ways(NamedTuple):
    """What asks for the thing to begin with: a document, a call, an earlier project, a form."""

    document: Callable[[], None]
    call: Callable[[], None]
    earlier: Callable[[], None]
    form: Callable[[], None]


class StartPage(QScrollArea):
    """Made anew by `refresh`, for files come and go while it is out of sight."""

    def __init__(
        self,
        presenter: StartPresenter,
        documents: Documents,
        ways: Ways,
    ) -> None:
        super().__init__()
        self._presenter, self._documents, self._ways = presenter, documents, ways
        self.setObjectName("start")
        self.setWidgetResizable(True)
        self.refresh()

    def refresh(self) -> None:
        """Shows what there is to begin with now."""
        before = self.takeWidget()
        if before is not None:
            before.deleteLater()  # later: one of its buttons may be what was pressed
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(32, 32, 32, 32)
        columns.setSpacing(48)
        columns.addLayout(self._earlier(), 1)
        columns.addLayout(self._anew())
        around = QWidget()
        around.setObjectName("start_ground")
        layout = QHBoxLayout(around)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(inside, 100)
        layout.addStretch(1)
        self.setWidget(around)

    def _earlier(self) -> QVBoxLayout:
        column = _column()
        recoveries, recent = self._presenter.recoveries, self._presenter.recent
        if recoveries:
            column.addWidget(_heading("window.recover.title"))
            for left, words in recoveries:
                column.addLayout(self._left_behind(left, words))
            column.addSpacing(16)
        column.addWidget(_heading("window.recent.title"))
        for row in recent:
            column.addLayout(self._recent(row))
        if not recent:
            column.addWidget(_quiet(text("window.recent.none")))
        column.addStretch()
        return column

    def _anew(self) -> QVBoxLayout:
        column = _column()
        column.addWidget(_heading("window.new.title"))
        at_hand = calls()
        for call in at_hand[:_SHOWN]:
            column.addWidget(self._call(call))
        column.addWidget(_entry("search", "other.call", self._ways.call, count=len(at_hand)))
        column.addWidget(_entry("new", "other.like", self._ways.earlier))
        column.addSpacing(16)
        column.addWidget(_heading("window.other.title"))
        column.addWidget(_entry("open", "other.open", self._ways.document))
        column.addWidget(_entry("sheet", "other.form", self._ways.form))
        column.addWidget(_entry("sample", "other.sample", self._documents.open_sample))
        column.addStretch()
        return column

    def _call(self, call: Named) -> QWidget:
        entry = EntryButton("new", call.name, call.about)
        entry.setFixedWidth(_SIDE)
        entry.clicked.connect(lambda: self._documents.create(call.key))
        return entry

    def _recent(self, row: RecentRow) -> QHBoxLayout:
        tone = Tone.WARNING if row.is_missing else Tone.ACCENT
        icon = "missing" if row.is_missing else "budget"
        about = text("window.recent.about", status=row.status, folder=row.folder)
        entry = EntryButton(icon, row.name, about, tone)
        entry.setEnabled(not row.is_missing)
        entry.clicked.connect(lambda: self._documents.open(row.path))
        remove = icon_button("close", text("window.recent.remove", name=row.name))
        remove.clicked.connect(lambda: self._remove(row))
        return _beside(entry, remove)

    def _left_behind(self, left: Recovery, words: str) -> QHBoxLayout:
        entry = EntryButton("warning", words, text("window.recover.about"), Tone.WARNING)
        entry.clicked.connect(lambda: self._documents.recover(left))
        forget = icon_button("remove", text("window.recover.forget", words=words))
        forget.clicked.connect(lambda: self._forget(left, words))
        return _beside(entry, forget)

    def _remove(self, row: RecentRow) -> None:
        self._presenter.remove(row)
        self.refresh()

    def _forget(self, left: Recovery, words: str) -> None:
        if self._documents.forget(left, words):
            self.refresh()


def _entry(icon: str, key: str, run: Callable[[], None], **facts: object) -> EntryButton:
    entry = EntryButton(icon, text(f"window.{key}.name"), text(f"window.{key}.about", **facts))
    entry.setFixedWidth(_SIDE)
    entry.clicked.connect(run)
    return entry


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    return column


def _heading(key: str) -> QLabel:
    label = QLabel(text(key))
    label.setProperty("part", "title")
    return label


def _quiet(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("part", "quiet")
    label.setWordWrap(True)
    return label


def _beside(entry: QWidget, button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(entry, 1)
    row.addWidget(button)
    return row
