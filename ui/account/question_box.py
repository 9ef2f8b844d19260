"""A question the call leaves open: how it stands, why, and the answer a person gives."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from budgetdesk.presenters.questions import Question
from budgetdesk.text import text
from ui.widgets.fields import Remark
from ui.widgets.layout import button, labelled, narrow, sentence, words


class QuestionBox(QWidget):
    """Draws a `Question`; its form is there while it is open, or when somebody asks for it."""

    def __init__(self, title: str, question: Question) -> None:
        super().__init__()
        self._question = question
        self._state, self._because, self._decided = Remark(), sentence(""), sentence("")
        self.answer, self.typed, self._unread = QComboBox(), QLineEdit(), sentence("")
        self.reason, self.by = QLineEdit(), QLineEdit(question.by)
        self.decide = button(text("account.question.decide"))
        self.again = button(text("account.question.again"))
        self._form = QWidget()
        self._lay_out(title)
        self.answer.currentTextChanged.connect(self._set_answer)
        self.typed.textChanged.connect(self._set_answer)
        self.reason.textChanged.connect(self._set_reason)
        self.by.textChanged.connect(self._set_by)
        self.decide.clicked.connect(self._keep)
        self.again.clicked.connect(self.ask)
        self.refresh()

    def _lay_out(self, title: str) -> None:
        narrow(self.answer)
        self.answer.setPlaceholderText(self._question.hint)
        self.typed.setPlaceholderText(self._question.hint)
        given = self.typed if self._question.is_typed else self.answer
        self.reason.setPlaceholderText(text("account.question.reason_hint"))
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addLayout(labelled(text("account.question.by"), self.by), 1)
        last.addWidget(self.decide, 0, Qt.AlignmentFlag.AlignBottom)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 4, 0, 0)
        form.setSpacing(8)
        form.addLayout(labelled(text("account.question.answer"), given))
        form.addWidget(self._unread)
        form.addLayout(labelled(text("account.question.reason"), self.reason))
        form.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(words(title, "heading"))
        for each in (self._state, self._because, self._decided, self._form):
            layout.addWidget(each)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def about(self) -> str:
        """What the question is about, where its topic is asked of more than one thing."""
        return self._question.about

    def refresh(self) -> None:
        """Shows how the question stands now."""
        state = self._question.state
        self._state.show_cell(state)
        self._because.setText("\n".join(self._question.because))
        self._decided.setText(self._question.decided)
        self._decided.setVisible(bool(self._question.decided))
        self._unfold(is_asked=self._question.is_asked)
        shown = tuple(map(self.answer.itemText, range(self.answer.count())))
        if shown != self._question.answers:
            self.answer.clear()
            self.answer.addItems(self._question.answers)
            self.answer.setCurrentIndex(-1)
        self._enable()

    def ask(self) -> None:
        """Shows the form with the answer that a fix proposes, the focus where the next is given."""
        self._unfold(is_asked=True)
        self._question.take_suggestion()
        if self._question.is_typed:
            self.typed.setFocus()
            return
        self.answer.setCurrentIndex(self.answer.findText(self._question.answer))
        is_given = self.answer.currentIndex() >= 0
        (self.reason if is_given else self.answer).setFocus()

    def _unfold(self, *, is_asked: bool) -> None:
        can_be_asked = self._question.can_be_asked
        self._form.setVisible(can_be_asked and is_asked)
        self.again.setVisible(can_be_asked and not is_asked)

    def _keep(self) -> None:
        self._question.decide()
        self.answer.setCurrentIndex(-1)
        self.typed.clear()
        self.reason.clear()

    def _set_answer(self, words: str) -> None:
        self._question.answer = words
        self._enable()

    def _set_reason(self, words: str) -> None:
        self._question.reason = words
        self._enable()

    def _set_by(self, words: str) -> None:
        self._question.by = words
        self._enable()

    def _enable(self) -> None:
        self._unread.setText(self._question.unread)
        self._unread.setVisible(bool(self._question.unread))
        self.decide.setEnabled(self._question.can_decide)
