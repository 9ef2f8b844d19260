"""The one set of line icons, drawn in the colour they are asked for."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from budgetdesk import paths

_SIZES = (16, 20, 32, 40)
"""16 and 20 pixels, and each doubled for fine screens."""


def icon(name: str, colour: QColor) -> QIcon:
    """The icon of `resources/icons/<name>.svg` in one colour."""
    return _icon(name, colour.name())


@cache
def _icon(name: str, colour: str) -> QIcon:
    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    drawn = QIcon()
    for size in _SIZES:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        drawn.addPixmap(picture)
    return drawn
