"""The documents that go with the application, each a box to tick."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from budgetdesk.presenters.checklist import Checklist
from budgetdesk.text import text
from ui.widgets.fields import Remark
from ui.widgets.layout import clear, words


class ChecklistView(QWidget):
    """Draws a `Checklist`; not there while there is nothing to tick."""

    def __init__(self, presenter: Checklist) -> None:
        super().__init__()
        self._presenter = presenter
        self._status = Remark()
        self._boxes: dict[str, QCheckBox] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(words(text("project.checklist.heading"), "heading"))
        layout.addLayout(self._list)
        layout.addWidget(self._status)

    def refresh(self) -> None:
        """Shows the documents as they are now; the boxes are made anew when they are others."""
        documents = self._presenter.documents
        self.setVisible(bool(documents))
        if [each.name for each in documents] != list(self._boxes):
            clear(self._list)
            self._boxes = {each.name: self._box(each.name) for each in documents}
        for each in documents:
            box = self._boxes[each.name]
            box.setChecked(each.is_ready)
            box.setEnabled(self._presenter.can_edit)
        self._status.show_cell(self._presenter.status)

    @property
    def first(self) -> QWidget:
        """The first box that is not ticked; the list itself where all are."""
        boxes = self._boxes.values()
        return next((box for box in boxes if not box.isChecked()), self)

    def _box(self, name: str) -> QCheckBox:
        box = QCheckBox(name)
        box.setToolTip(name)
        box.clicked.connect(lambda is_on: self._presenter.tick(name, is_ready=is_on))
        self._list.addWidget(box)
        return box
