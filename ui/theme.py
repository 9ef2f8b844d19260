"""Colours, measures and fonts of the window, light and dark, and the style sheet made of them."""

from dataclasses import asdict, dataclass
from enum import Enum
from string import Template
from typing import Final

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from budgetdesk import paths
from budgetdesk.presenters.table import Tone

FAMILY: Final = "IBM Plex Sans"
TEXT: Final = 13
ROW: Final = 30
"""Pixels at 100 %; the screen's own scaling comes on top."""


_CHOSEN: Final = "theme"
"""The property of the program that holds the person's choice; none while the system decides."""


class Choice(Enum):
    """What the person chose: follow the system, or always one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """The roles of colour; each pair of text and paper has a contrast of 4,5 or more."""

    paper: str
    ground: str
    line: str
    text: str
    quiet: str
    accent: str
    accent_soft: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    in_order: str
    in_order_soft: str
    note: str

    def tone(self, tone: Tone) -> QColor:
        """The colour of a tone on paper."""
        return QColor(self.text if tone is Tone.PLAIN else getattr(self, tone.value))


LIGHT: Final = Colours(
    paper="#FFFFFF",
    ground="#F5F6F7",
    line="#D5D9DD",
    text="#1B1F23",
    quiet="#59636E",
    accent="#0B5F6B",
    accent_soft="#E3F1F3",
    error="#B3261E",
    error_soft="#FCEBEA",
    warning="#8A4B00",
    warning_soft="#FFF4E2",
    in_order="#1B6B3A",
    in_order_soft="#E8F5EC",
    note="#3B5BA5",
)
DARK: Final = Colours(
    paper="#1B1F23",
    ground="#14171A",
    line="#343B42",
    text="#E9ECEF",
    quiet="#A6B0BA",
    accent="#6CC7D3",
    accent_soft="#16363B",
    error="#FF8A80",
    error_soft="#3D1F1D",
    warning="#FFC069",
    warning_soft="#3A2B12",
    in_order="#7FD69B",
    in_order_soft="#17331F",
    note="#9DB7F5",
)


def load_fonts() -> None:
    """Takes the program's own family into use; the papers are set in the same."""
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def current() -> Colours:
    """The colours in use now: as the person chose, else as the system is."""
    app = QGuiApplication.instance()
    chosen = app.property(_CHOSEN) if app else None
    if chosen is None:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if chosen == Choice.DARK.value else LIGHT


def choose(choice: Choice) -> None:
    """Follows the system, or stays light or dark.

    The system is told too, for its own boxes; where it cannot be told, the window still is.
    """
    app = QGuiApplication.instance()
    if app:
        app.setProperty(_CHOSEN, None if choice is Choice.SYSTEM else choice.value)
    scheme = {
        Choice.SYSTEM: Qt.ColorScheme.Unknown,
        Choice.LIGHT: Qt.ColorScheme.Light,
        Choice.DARK: Qt.ColorScheme.Dark,
    }[choice]
    QGuiApplication.styleHints().setColorScheme(scheme)


def dress(app: QApplication) -> None:
    """Gives the whole program its colours and type.

    A system theme of high contrast is followed as it is: then only type and measures are ours.
    """
    app.setStyle("Fusion")
    font = QFont(FAMILY)
    font.setPixelSize(TEXT)
    app.setFont(font)
    if _wants_high_contrast():
        app.setStyleSheet("")
        return
    colours = current()
    app.setPalette(_palette(colours))
    QDir.setSearchPaths("icons", [str(paths.resources() / "icons")])  # for url() in the sheet
    template = (paths.resources() / "style.qss").read_text(encoding="utf-8")
    app.setStyleSheet(Template(template).substitute(asdict(colours)))


def _wants_high_contrast() -> bool:
    hints = QGuiApplication.styleHints()  # held: its parts live no longer than it does
    contrast = hints.accessibility().contrastPreference()
    return contrast is Qt.ContrastPreference.HighContrast


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window, role.AlternateBase, role.Button), colours.ground),
        ((role.Base, role.ToolTipBase), colours.paper),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText,), colours.quiet),
        ((role.Highlight,), colours.accent_soft),
        ((role.HighlightedText,), colours.text),
        ((role.Link, role.Accent), colours.accent),
        ((role.Mid, role.Midlight), colours.line),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.quiet))
    return palette
