"""The account's PDF as it would be now, in the page."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from budgetdesk.text import text
from ui.widgets.layout import words

_WIDTH = 900
"""Pixels; wider than this a page is no easier to read."""


class PaperPreview(QWidget):
    """Shows the bytes of a PDF, page below page; keeps the page when a new one comes."""

    def __init__(self) -> None:
        super().__init__()
        self._document = QPdfDocument(self)
        self._content = QBuffer(self)
        self._waiting = words(text("account.papers.making"), "quiet")
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName(text("account.papers.preview"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self._waiting)
        self._view.setMaximumWidth(_WIDTH)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._view, _WIDTH)
        middle.addStretch(1)
        layout.addLayout(middle, 1)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount()

    def show_paper(self, content: bytes) -> None:
        """Shows another PDF."""
        at = self._view.verticalScrollBar().value()
        self._document.close()
        self._content.close()
        self._content.setData(QByteArray(content))
        self._content.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._content)
        self._waiting.hide()
        self._view.verticalScrollBar().setValue(at)
