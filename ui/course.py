"""The left side of the window: the steps of the project, how each stands, the next deadline."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.presenters.course import CoursePresenter, CourseStep
from ui import icons, theme

_WIDTH: Final = 200
_ICON: Final = 16
_HEIGHT: Final = 36


class CourseView(QWidget):
    """`chosen` is told the key of the step a person wants to see."""

    chosen = Signal(str)

    def __init__(self, presenter: CoursePresenter, keys: tuple[str, ...]) -> None:
        super().__init__()
        self._presenter = presenter
        self._group = QButtonGroup(self)
        self._buttons = {key: _StepButton() for key in keys}
        self._deadline = QLabel()
        self._deadline.setObjectName("deadline")
        self._deadline.setWordWrap(True)
        self.setObjectName("course")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 8, 16)
        layout.setSpacing(2)
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch()
        layout.addWidget(self._deadline)
        self.refresh()

    def refresh(self) -> None:
        """Shows how the steps stand now."""
        for step in self._presenter.steps:
            if step.key in self._buttons:
                self._buttons[step.key].show_step(step)
        self._deadline.setText(self._presenter.deadline)

    def show_chosen(self, key: str) -> None:
        """Marks the step whose page is shown."""
        self._buttons[key].setChecked(True)


class _StepButton(QPushButton):
    """Name to the left; count or mark to the right, as icon, figure and word."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setProperty("part", "step")
        self._badge, self._icon = QLabel(), QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(6)
        layout.addStretch()
        for shown in (self._badge, self._icon):
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(shown)

    def show_step(self, step: CourseStep) -> None:
        self.setText(step.name)
        colour = theme.current().tone(step.tone)
        self._badge.setText(step.badge)
        self._badge.setStyleSheet(f"color: {colour.name()}")
        self._icon.setVisible(bool(step.icon))
        if step.icon:
            self._icon.setPixmap(icons.icon(step.icon, colour).pixmap(QSize(_ICON, _ICON)))
        self.setAccessibleName(f"{step.name}: {step.words}" if step.words else step.name)
        self.setToolTip(step.words)
