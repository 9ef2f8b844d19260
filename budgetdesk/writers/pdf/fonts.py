"""The bundled family as the PDF writers use it: embedded, and never a sign it does not have."""

import unicodedata
from functools import cache
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from typing_extensions import override

from budgetdesk import paths

REGULAR: Final = "IBMPlexSans"
SEMIBOLD: Final = "IBMPlexSans-SemiBold"
ITALIC: Final = "IBMPlexSans-Italic"

_FONTS: Final = {
    REGULAR: "IBMPlexSans-Regular.ttf",
    SEMIBOLD: "IBMPlexSans-SemiBold.ttf",
    ITALIC: "IBMPlexSans-Italic.ttf",
}
_UNKNOWN: Final = "�"


class _Signs(dict[int, str | None]):
    """What is drawn for each character: itself, or where the font lacks it a sign that says so.

    A character that only steers how others are set (a joiner, a soft hyphen) is not drawn.
    """

    def __init__(self, known: frozenset[int]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, code: int) -> str | None:
        self[code] = self._sign(code)
        return self[code]

    def _sign(self, code: int) -> str | None:
        kind = unicodedata.category(chr(code))
        if kind == "Cf":
            return None
        if kind == "Cc":
            return " "
        return chr(code) if code in self._known and kind != "Co" else _UNKNOWN


class _BundledFont(TTFont):
    """A font that draws no missing glyph: what has none becomes a sign that has (PDF/A)."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        glyphs = self.face.charToGlyph.items()
        self._signs = _Signs(frozenset(code for code, glyph in glyphs if glyph))

    @override
    def splitString(
        self, text: str, doc: object, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The text in pieces of one subset each, as reportlab writes it."""
        return list(super().splitString(self._drawn(text), doc, encoding))

    @override
    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """How wide that is which is drawn for the text."""
        return float(super().stringWidth(self._drawn(text), size, encoding))

    def _drawn(self, words: str | bytes) -> str:
        plain = words.decode() if isinstance(words, bytes) else words
        if plain.isascii() and plain.isprintable():
            return plain
        return unicodedata.normalize("NFC", plain).translate(self._signs)


@cache
def register_fonts() -> None:
    """Makes the bundled family known to reportlab, once, under the three names above."""
    for name, file in _FONTS.items():
        pdfmetrics.registerFont(_BundledFont(name, str(paths.resources() / "fonts" / file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=SEMIBOLD
    )
