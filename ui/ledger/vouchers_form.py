"""The vouchers' files of the chosen postings: a list, and the one that is chosen beside it."""

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.vouchers import VouchersPresenter
from budgetdesk.text import text
from ui.desk import Desk
from ui.widgets.grid import GridView
from ui.widgets.layout import button, clear, sentence, words

_WIDTH, _HEIGHT = 1080, 480
_LIST = 460
_MARGIN, _LEAST = 64, 320
_PAGES = 40
"""Of a longer voucher the first are shown; the file itself has them all."""


class VoucherPreview(QScrollArea):
    """Shows the bytes of a PDF or an image as pictures below each other; nothing for none.

    The pages are drawn at once and the document let go of: a view that draws beside the window
    may still be at it when the box is closed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[QLabel] = []
        self._column = QVBoxLayout()
        within = QWidget()
        within.setLayout(self._column)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(within)
        self.setWidgetResizable(True)
        self.setAccessibleName(text("vouchers.preview"))

    def show_content(self, content: bytes) -> None:
        """Shows another file; nothing wider than there is room."""
        clear(self._column)
        self.pages = [_page(picture) for picture in self._pictures(content)]
        for page in self.pages:
            self._column.addWidget(page)

    def _pictures(self, content: bytes) -> Iterator[QPixmap]:
        width = max(self.width() - _MARGIN, _LEAST)
        if content.startswith(b"%PDF-"):
            yield from _pdf_pages(content, width)
        elif content:
            picture = QPixmap()
            picture.loadFromData(QByteArray(content))
            smooth = Qt.TransformationMode.SmoothTransformation
            yield picture if picture.width() <= width else picture.scaledToWidth(width, smooth)


def _pdf_pages(content: bytes, width: int) -> Iterator[QPixmap]:
    held, document = QBuffer(), QPdfDocument()
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(held)
    for number in range(min(document.pageCount(), _PAGES)):
        size = document.pagePointSize(number)
        height = round(width * size.height() / size.width())
        yield QPixmap.fromImage(document.render(number, QSize(width, height)))
    document.close()


def _page(picture: QPixmap) -> QLabel:
    page = QLabel()
    page.setPixmap(picture)
    page.setStyleSheet("background: white")  # paper, in the dark theme too
    return page


class VouchersForm(QWidget):
    """Attach, link, take away; choosing a file shows it."""

    def __init__(self, desk: Desk, presenter: VouchersPresenter) -> None:
        super().__init__()
        self._desk, self._presenter = desk, presenter
        self.grid = GridView(presenter, text("vouchers.name"), is_typed=False)
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.preview = VoucherPreview()
        self._none = sentence(text("vouchers.none"))
        self.attach = button(text("vouchers.attach"), "add")
        self.link = button(text("vouchers.link"))
        self.remove = button(text("vouchers.remove"), "remove")
        self.open = button(text("vouchers.open"), "open")
        self._lay_out()
        self.grid.chosen.connect(self._show)
        self.attach.clicked.connect(self._attach)
        self.link.clicked.connect(self._link)
        self.remove.clicked.connect(self._remove)
        self.open.clicked.connect(self._open)
        self.refresh()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.attach, self.link, self.remove, self.open):
            buttons.addWidget(each)
        buttons.addStretch()
        left = QVBoxLayout()
        left.addWidget(words(self._presenter.title, "heading"))
        left.addWidget(self._none)
        left.addWidget(self.grid, 1)
        left.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left)
        layout.addWidget(self.preview, 1)
        self.grid.setMinimumWidth(_LIST)
        self.setMinimumSize(_WIDTH, _HEIGHT)

    def refresh(self) -> None:
        """Shows the files as they are now, the first of them chosen."""
        self.grid.refresh()
        self._none.setVisible(not self._presenter.row_count)
        if self._presenter.row_count and not self.grid.rows():
            self.grid.selectRow(0)
        self._show()

    def _show(self) -> None:
        can_change, row = self._presenter.can_change, next(iter(self.grid.rows()), -1)
        self.attach.setEnabled(can_change)
        self.link.setEnabled(can_change)
        self.remove.setEnabled(can_change and row >= 0)
        self.open.setEnabled(row >= 0)
        content = b""
        if 0 <= row < self._presenter.row_count:
            try:
                content = self._presenter.content(row)
            except BudgetDeskError as error:
                self._desk.dialogs.show_error(error)
        self.preview.show_content(content)

    def _attach(self) -> None:
        self._add(linked=False)

    def _link(self) -> None:
        self._add(linked=True)

    def _add(self, *, linked: bool) -> None:
        path = self._desk.dialogs.choose_open(text("vouchers.choose"), text("vouchers.pattern"))
        if path is None:
            return
        try:
            self._presenter.add(path, linked=linked)
        except BudgetDeskError as error:
            self._desk.dialogs.show_error(error)
        self.refresh()

    def _open(self) -> None:
        """Has the program the system opens such files with show the chosen one."""
        for row in self.grid.rows():
            try:
                path = self._presenter.openable(row)
            except BudgetDeskError as error:
                self._desk.dialogs.show_error(error)
                continue
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._desk.dialogs.tell(text("vouchers.cannot_open", path=path))

    def _remove(self) -> None:
        for row in self.grid.rows():
            self._presenter.remove(row)
        self.refresh()
