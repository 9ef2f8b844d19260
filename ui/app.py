"""The program with a window: type, colours, Danish, the crash box, and the document asked for."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import budgetdesk
from budgetdesk.presenters.table import Tone
from ui import icons, theme
from ui.crash import Crashes
from ui.lost_references import keep_constants
from ui.main_window import MainWindow
from ui.settings import Settings


def main(words: Sequence[str] | None = None) -> int:
    """Opens the window and stays until it is closed; returns the exit code."""
    typed = _typed(list(sys.argv[1:] if words is None else words))
    app = application()
    window = MainWindow()
    crashes = Crashes(window.dialogs.tell)
    sys.excepthook = crashes
    window.show()
    if typed.smoke:
        return _smoke(app, window, crashes)
    if typed.document:
        window.documents.open(typed.document)
    return app.exec()


def _typed(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="budgetdesk-app", add_help=False)
    parser.add_argument("document", type=Path, nargs="?")
    parser.add_argument("--smoke", action="store_true")
    return parser.parse_known_args(words)[0]


def application() -> QApplication:
    """The program without a window yet: its name, words, fonts and colours."""
    keep_constants()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["BudgetDesk"])
    app.setApplicationName("BudgetDesk")
    app.setApplicationVersion(budgetdesk.__version__)
    app.setDesktopFileName("budgetdesk")
    _speak_danish(app)
    theme.load_fonts()
    theme.choose(Settings().theme)
    theme.dress(app)
    app.setWindowIcon(icons.icon("app", theme.current().tone(Tone.ACCENT)))
    return app


def _speak_danish(app: QApplication) -> None:
    """Qt's own words (Cancel, Copy, ...) in Danish too."""
    QLocale.setDefault(QLocale(QLocale.Language.Danish, QLocale.Country.Denmark))
    words = QTranslator(app)
    if words.load("qtbase_da", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def _smoke(app: QApplication, window: MainWindow, crashes: Crashes) -> int:
    """Shows that window, pages and resources are all there: opens the sample and quits."""
    window.documents.open_sample()
    app.processEvents()
    window.documents.drop()
    window.close()
    return 1 if crashes.count else 0
