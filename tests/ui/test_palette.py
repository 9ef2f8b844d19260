"""Everything that can be done, found by typing."""

from PySide6.QtCore import Qt

from tests.ui.windows import page, press, search, write
from ui.main_window import MainWindow
from ui.pages.ledger import LedgerPage
from ui.palette import Palette


def test_the_palette_finds_a_command_and_does_it(opened: MainWindow) -> None:
    def choose(palette: Palette) -> None:
        write("vis regn")
        press(Qt.Key.Key_Return)
        assert not palette.isVisible()

    search(opened, choose)
    assert page(opened) == "account"


def test_the_palette_is_walked_with_arrows_and_left_with_escape(opened: MainWindow) -> None:
    def second(_: Palette) -> None:
        write("vis")
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)

    search(opened, second)
    assert page(opened) == "budget"
    search(opened, lambda _: press(Qt.Key.Key_Escape))
    assert page(opened) == "budget"


def test_the_palette_offers_only_what_can_be_done(opened: MainWindow) -> None:
    def look(palette: Palette) -> None:
        write("fortryd")
        press(Qt.Key.Key_Return)
        assert palette.chosen is None
        press(Qt.Key.Key_Escape)

    search(opened, look)
    assert opened.workspace


def test_a_command_of_another_page_brings_that_page_forward(opened: MainWindow) -> None:
    def choose(_: Palette) -> None:
        write("søg i post")
        press(Qt.Key.Key_Return)

    search(opened, choose)
    assert page(opened) == "ledger"
    assert opened.view
    ledger = opened.view.pages["ledger"]
    assert isinstance(ledger, LedgerPage)
    assert opened.focusWidget() is ledger.postings.search
