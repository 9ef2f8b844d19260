"""The two charts of the tracking: lines as bars, and what is used so far against the plan.

What a colour says a pattern or a frame says too, and a screen reader is told every figure.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from budgetdesk.presenters.charts import Bar, Point
from budgetdesk.presenters.table import Tone
from budgetdesk.text import text
from ui import theme

_ROW: Final = 18
_HEIGHT: Final = 150
_LABELS: Final = 200
_GAP: Final = 8
_MOST_BARS: Final = 12
"""More lines than these are read in the table."""


class _Chart(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, words: Sequence[str]) -> None:
        """The figures for a screen reader, and for the tip."""
        self.setAccessibleDescription("\n".join(words))
        self.setToolTip("\n".join(words))
        self.update()

    def painter(self) -> QPainter:
        """A painter on paper."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.current().paper))
        return painter


class BarChart(_Chart):
    """A bar for each line: the budget as a frame, the used filled, the ordered hatched."""

    def __init__(self) -> None:
        super().__init__(text("tracking.chart.lines"))
        self._bars: Sequence[Bar] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Shows other bars."""
        self._bars = bars[:_MOST_BARS]
        self.setFixedHeight(max(1, len(self._bars)) * _ROW + _GAP)
        self.tell([each.words for each in bars])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = self.painter(), theme.current()
        width = max(self.width() - _LABELS - 3 * _GAP, 1)
        for place, bar in enumerate(self._bars):
            top = place * _ROW + _GAP / 2
            name = QRectF(_GAP, top, _LABELS - _GAP, _ROW)
            words = painter.fontMetrics().elidedText(
                bar.label, Qt.TextElideMode.ElideRight, int(name.width())
            )
            painter.setPen(colours.tone(Tone.PLAIN))
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, words)
            left, height = _LABELS + _GAP, _ROW - 6
            used = QRectF(left, top + 3, bar.used * width, height)
            is_over = bar.used + bar.committed > bar.budget
            colour = colours.tone(Tone.WARNING if is_over else Tone.ACCENT)
            painter.fillRect(used, colour)
            ordered = QRectF(used.right(), top + 3, bar.committed * width, height)
            painter.fillRect(ordered, QBrush(colour, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(colours.tone(Tone.QUIET), 1))
            painter.drawRect(QRectF(left, top + 3, bar.budget * width, height))
        painter.end()


class BurnUpChart(_Chart):
    """What is used so far as a line, the plan as a broken one."""

    def __init__(self) -> None:
        super().__init__(text("tracking.chart.burn_up"))
        self._points: Sequence[Point] = ()
        self.setFixedHeight(_HEIGHT)

    def show_points(self, points: Sequence[Point]) -> None:
        """Shows other points."""
        self._points = points
        self.tell([each.words for each in points])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = self.painter(), theme.current()
        floor, top = self.height() - 24, 24
        painter.setPen(QPen(colours.tone(Tone.QUIET), 1))
        painter.drawLine(QPointF(_GAP, floor), QPointF(self.width() - _GAP, floor))
        step = (self.width() - 2 * _GAP) / max(len(self._points), 1)
        every = max(1, int(96 / step) + 1) if step else 1
        plan, used = [QPointF(_GAP, floor)], [QPointF(_GAP, floor)]
        for place, point in enumerate(self._points, start=1):
            across = _GAP + place * step
            plan.append(QPointF(across, floor - point.plan * (floor - top)))
            used.append(QPointF(across, floor - point.used * (floor - top)))
            if place % every == 0:
                under = QRectF(across - 96, floor + 2, 96, 20)
                painter.drawText(under, Qt.AlignmentFlag.AlignRight, point.label)
        for line, tone, style, name, at in (
            (plan, Tone.QUIET, Qt.PenStyle.DashLine, "plan", 0),
            (used, Tone.ACCENT, Qt.PenStyle.SolidLine, "used", 1),
        ):
            painter.setPen(QPen(colours.tone(tone), 2, style))
            painter.drawPolyline(line)
            left = _GAP + at * 110
            painter.drawLine(QPointF(left, 10), QPointF(left + 24, 10))
            painter.setPen(colours.tone(Tone.PLAIN))
            painter.drawText(QPointF(left + 30, 14), text(f"tracking.chart.{name}"))
        painter.end()
