"""Fields to fill in: the label above, what is wrong below, taken over when the field is left."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.presenters.fields import Fields
from budgetdesk.presenters.table import Cell, Tone
from ui import icons, theme

_ICON = 16


class Remark(QWidget):
    """A few words with an icon, as many lines as they need; without words it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._words = QLabel(), QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)

    def show_words(self, words: str, tone: Tone = Tone.QUIET, icon: str = "") -> None:
        """Says something else."""
        colour = theme.current().tone(tone)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.setPixmap(icons.icon(icon, colour).pixmap(QSize(_ICON, _ICON)))
        self._words.setText(words)
        self._words.setStyleSheet(f"color: {colour.name()}")
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def show_cell(self, cell: Cell) -> None:
        """Says what a presenter says."""
        self.show_words(cell.text, cell.tone, cell.icon)


def take_over_typing() -> None:
    """Has a field or cell that somebody is typing in taken over now, the focus staying there.

    Saving and closing by key or by the window's own button do not move the focus: what stands
    half typed would not be in the file.
    """
    focused = QApplication.focusWidget()
    if isinstance(focused, QLineEdit | QPlainTextEdit):
        focused.clearFocus()
        focused.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_for_the_window(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Whether keys ask for an undo or redo that a field has nothing of its own for."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    key = QKeySequence.StandardKey
    return (event.matches(key.Undo) and not can_undo) or (event.matches(key.Redo) and not can_redo)


class LineField(QLineEdit):
    """One line of words: `left` when they are to be taken over; Escape puts the old ones back."""

    left = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.editingFinished.connect(self._leave)

    def show_cell(self, cell: Cell) -> None:
        """Shows what stands there, unless somebody is typing."""
        self.setReadOnly(not cell.is_editable)
        if self.hasFocus() and self.isModified():
            return
        self._shown = cell.text
        self.setText(cell.text)
        self.setCursorPosition(0)

    @override
    def event(self, event: QEvent) -> bool:
        if _is_for_the_window(event, self.isUndoAvailable(), self.isRedoAvailable()):
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._shown)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.left.emit(self.text())


class ChoiceField(QComboBox):
    """One of a few: `left` as soon as it is chosen."""

    left = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.activated.connect(lambda _: self.left.emit(self.currentText()))

    def show_cell(self, cell: Cell) -> None:
        """Shows what is chosen; a choice the list does not have is shown too."""
        self.setEnabled(cell.is_editable)
        if self.count() != len(cell.choices):
            self.clear()
            self.addItems(list(cell.choices))
        self.setCurrentText(cell.text)


class LongField(QPlainTextEdit):
    """Several lines of words: `left` when the focus goes elsewhere."""

    left = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def show_cell(self, cell: Cell) -> None:
        """Shows what stands there, unless somebody is typing."""
        self.setReadOnly(not cell.is_editable)
        if not (self.hasFocus() and self.document().isModified()):
            self.setPlainText(cell.text)
            self.document().setModified(False)

    def take_over(self) -> None:
        """Tells of what was typed, if anything was."""
        if self.document().isModified():
            self.document().setModified(False)
            self.left.emit(self.toPlainText())

    @override
    def event(self, event: QEvent) -> bool:
        words = self.document()
        if _is_for_the_window(event, words.isUndoAvailable(), words.isRedoAvailable()):
            return False
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.take_over()


class LabelledField(QWidget):
    """A field under its label, over what the call or a finding says about it."""

    def __init__(self, label: str, editor: LineField | ChoiceField | LongField) -> None:
        super().__init__()
        self.editor = editor
        self.label = QLabel()
        self.label.setBuddy(editor)
        self.remark = Remark()
        self.hint = Remark()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.label, editor, self.remark, self.hint):
            layout.addWidget(widget)
        self.show_label(label)

    def show_label(self, label: str) -> None:
        """The label is also what a screen reader calls the field."""
        self.label.setText(label.replace("&", "&&"))
        self.editor.setAccessibleName(label)

    def show_cell(self, cell: Cell, hint: str = "") -> None:
        """Shows the words, and what is wrong with them in icon, words and colour."""
        self.editor.show_cell(cell)
        wrong = cell.tip if cell.icon else ""
        self.remark.show_words(wrong, cell.tone, cell.icon)
        self.hint.show_words("" if wrong else hint)
        self.editor.setAccessibleDescription(wrong or hint)
        self.editor.setProperty("invalid", cell.tone is Tone.ERROR)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)


def column(*widgets: QWidget) -> QWidget:
    """The widgets under each other, as a form to put in a box."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for widget in widgets:
        layout.addWidget(widget)
    return whole


class Form(QWidget):
    """The fields of a presenter, some side by side: each row names its keys and their widths."""

    def __init__(self, fields: Fields, rows: Sequence[Sequence[tuple[str, int]]]) -> None:
        super().__init__()
        self._fields = fields
        self._boxes: dict[str, LabelledField] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(12)
        for number, row in enumerate(rows):
            across = 0
            for key, width in row:
                layout.addWidget(
                    self._box(key), number, across, 1, width, Qt.AlignmentFlag.AlignTop
                )
                across += width
        self.setFocusProxy(next(iter(self._boxes.values())).editor)
        for column in range(layout.columnCount()):
            layout.setColumnStretch(column, 1)
        self.refresh()

    def refresh(self) -> None:
        """Shows what stands in every field now."""
        for key, box in self._boxes.items():
            box.show_cell(self._fields.cell(key), self._fields.hint(key))

    def show_subject(self, subject: Subject) -> bool:
        """Puts the focus in the field a finding points at; false when it is not here."""
        key = self._fields.key_of(subject)
        if key is None:
            return False
        self._boxes[key].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _box(self, key: str) -> LabelledField:
        editor = ChoiceField() if self._fields.cell(key).choices else LineField()
        editor.left.connect(self._taking(key))
        self._boxes[key] = LabelledField(self._fields.label(key), editor)
        return self._boxes[key]

    def _taking(self, key: str) -> Callable[[str], None]:
        return lambda typed: self._fields.enter(key, typed)
