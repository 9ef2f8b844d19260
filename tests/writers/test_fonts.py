"""The bundled family draws what it has, and says where it has nothing."""

from io import BytesIO

import pytest
from reportlab.pdfbase import pdfmetrics

from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.pdf.fonts import ITALIC, REGULAR, SEMIBOLD, register_fonts
from tests.builders import a_posting
from tests.writers.papers import a_paper, with_postings
from tests.writers.reading import pdf_text


def shown(text: str) -> str:
    """What a reader finds in the PDF where a posting says `text`."""
    project = with_postings(a_posting(2, text=f"Før{text}efter", gl_code="5689810010"))
    made = " ".join(pdf_text(account_pdf(a_paper(project))).split())
    return made.split("Før", 1)[1].split("efter", 1)[0]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("æøåÆØÅ–€é", "æøåÆØÅ–€é"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),  # as macOS writes it
        ("\N{SNOWMAN}", "\N{REPLACEMENT CHARACTER}"),
        ("\ue000", "\N{REPLACEMENT CHARACTER}"),
        ("\N{ZERO WIDTH SPACE}", ""),
        ("\N{SOFT HYPHEN}", ""),
    ],
)
def test_a_character_is_drawn_or_seen_to_be_missing(text: str, drawn: str) -> None:
    assert shown(text) == drawn


def test_no_glyph_that_a_font_lacks_is_ever_drawn() -> None:
    pdfa = pytest.importorskip("pikepdf.pdfa", reason="pikepdf[pdfa] is not installed")
    text = "".join(map(chr, range(1, 0x3000, 7))) + "\uffff\ufeff\N{GRINNING FACE}"
    project = with_postings(a_posting(2, text=text, supplier=text, gl_code="5689810010"))
    report = pdfa.validate_written(BytesIO(account_pdf(a_paper(project))), "3b")
    assert [each for each in report.findings if "conformance" not in each.message] == []


@pytest.mark.parametrize("name", [REGULAR, SEMIBOLD, ITALIC])
def test_words_are_as_wide_as_what_is_drawn_for_them(name: str) -> None:
    register_fonts()
    one = pdfmetrics.stringWidth("\N{REPLACEMENT CHARACTER}", name, 10)
    assert pdfmetrics.stringWidth("\N{SNOWMAN}", name, 10) == one
    assert pdfmetrics.stringWidth("\N{ZERO WIDTH SPACE}", name, 10) == 0
    assert pdfmetrics.stringWidth("é".encode(), name, 10) > 0
