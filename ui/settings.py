"""What the window remembers from one day to the next: its place, its size, its theme."""

from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from budgetdesk import paths
from ui.theme import Choice

_THEME: Final = "theme"
_GEOMETRY: Final = "geometry"


class Settings:
    """A small file in the user's own folder; what is missing there is as at the first start."""

    def __init__(self) -> None:
        file = paths.settings() / "settings.ini"
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Choice:
        """Light, dark, or as the system is."""
        kept = self._kept.value(_THEME)
        return next((choice for choice in Choice if choice.value == kept), Choice.SYSTEM)

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._kept.setValue(_THEME, choice.value)

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood, as Qt writes it."""
        kept = self._kept.value(_GEOMETRY)
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._kept.setValue(_GEOMETRY, geometry)
