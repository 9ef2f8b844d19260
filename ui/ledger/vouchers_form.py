"""The vouchers' files of the chosen postings: a list, and the one that is chosen beside it."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.vouchers import VouchersPresenter
from budgetdesk.text import text
from ui.desk import Desk
from ui.widgets.grid import GridView
from ui.widgets.layout import button, sentence, words

_WIDTH, _HEIGHT = 1080, 480
_LIST = 460


class VoucherPreview(QStackedWidget):
    """Shows the bytes of a PDF or an image; nothing for none."""

    def __init__(self) -> None:
        super().__init__()
        self._content = QBuffer(self)
        self.document = QPdfDocument(self)
        self._pdf = QPdfView(self)
        self._pdf.setDocument(self.document)
        self._pdf.setPageMode(QPdfView.PageMode.MultiPage)
        self._pdf.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._pdf.setAccessibleName(text("vouchers.preview"))
        self.image = QLabel()
        self.image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.image.setAccessibleName(text("vouchers.preview"))
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setWidget(self.image)
        for widget in (QWidget(), self._pdf, around):
            self.addWidget(widget)

    def show_content(self, content: bytes) -> None:
        """Shows another file; an image no wider than there is room."""
        self.document.close()
        self._content.close()
        if content.startswith(b"%PDF-"):
            self._content.setData(QByteArray(content))
            self._content.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._content)
            self.setCurrentIndex(1)
            return
        picture = QPixmap()
        picture.loadFromData(QByteArray(content))
        if picture.width() > self.width():
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(self.width(), smooth)
        self.image.setPixmap(picture)
        self.setCurrentIndex(2 if content else 0)


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
        self._lay_out()
        self.grid.chosen.connect(self._show)
        self.attach.clicked.connect(lambda: self._add(linked=False))
        self.link.clicked.connect(lambda: self._add(linked=True))
        self.remove.clicked.connect(self._remove)
        self.refresh()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.attach, self.link, self.remove):
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
        content = b""
        if 0 <= row < self._presenter.row_count:
            try:
                content = self._presenter.content(row)
            except BudgetDeskError as error:
                self._desk.dialogs.show_error(error)
        self.preview.show_content(content)

    def _add(self, *, linked: bool) -> None:
        path = self._desk.dialogs.choose_open(text("vouchers.choose"), text("vouchers.pattern"))
        if path is None:
            return
        try:
            self._presenter.add(path, linked=linked)
        except BudgetDeskError as error:
            self._desk.dialogs.show_error(error)
        self.refresh()

    def _remove(self) -> None:
        for row in self.grid.rows():
            self._presenter.remove(row)
        self.refresh()
