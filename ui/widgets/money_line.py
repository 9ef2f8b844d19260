"""The line under budget and funding: the amounts, and whether they are enough."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from budgetdesk.presenters.money_line import Figure, MoneyLine
from budgetdesk.text import text
from ui.widgets.fields import Remark


class MoneyLineView(QFrame):
    """Draws a `MoneyLine`."""

    def __init__(self, money: MoneyLine) -> None:
        super().__init__()
        self._money = money
        self._figures: list[_FigureView] = []
        self._demand, self._balance, self._ways = Remark(), Remark(), Remark()
        self.setObjectName("money_line")
        self.setAccessibleName(text("money_line.name"))
        self._line = QHBoxLayout()
        self._line.setSpacing(24)
        remarks = QVBoxLayout()
        remarks.setSpacing(4)
        for remark in (self._demand, self._balance):
            remarks.addWidget(remark)
        self._line.addLayout(remarks, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._line)
        layout.addWidget(self._ways)
        self.refresh()

    def refresh(self) -> None:
        """Shows the figures as they are now."""
        figures = self._money.figures
        while len(self._figures) < len(figures):
            self._figures.append(_FigureView())
            self._line.insertWidget(len(self._figures) - 1, self._figures[-1])
        for place, view in enumerate(self._figures):
            view.show_figure(figures[place] if place < len(figures) else None)
        self._demand.show_cell(self._money.demand)
        self._balance.show_cell(self._money.balance)
        ways = self._money.ways
        self._ways.show_words("\n".join((text("money_line.ways"), *ways)) if ways else "")


class _FigureView(QWidget):
    """An amount under its name."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._words = QLabel(), QLabel()
        self._name.setProperty("part", "quiet")
        self._words.setProperty("part", "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._name)
        layout.addWidget(self._words)
        layout.addStretch(1)

    def show_figure(self, figure: Figure | None) -> None:
        """Shows another amount; None takes no room."""
        self.setVisible(figure is not None)
        if figure is not None:
            name = f"{figure.name} ({figure.share})" if figure.share else figure.name
            self._name.setText(name)
            self._words.setText(figure.words)
            self.setAccessibleName(f"{name}: {figure.words}")
