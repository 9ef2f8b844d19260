"""The account's PDF and the bare table it is measured beside, for `tests/bench.py`."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

from msgspec.structs import replace
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import LongTable, SimpleDocTemplate

from budgetdesk import jobs, paper_jobs
from budgetdesk.domain.ledger import AllocationRule, PartKind
from budgetdesk.domain.value import RuleId
from budgetdesk.text import danish
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf import fonts
from budgetdesk.writers.pdf.page import WIDE
from budgetdesk.writers.vouchers import Voucher, voucher_groups
from tests.builders import a_budget, a_ledger, a_line, a_posting, a_project, kr

NOON = datetime(2021, 1, 15, 12, tzinfo=UTC)


def pdf_and_bare(count: int) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """The PDF with its tags and files, all its vouchers on one line; and a table of their rows."""
    paper = _paper_of_one_line(count)
    (group,) = voucher_groups(paper)
    rows = [_voucher_cells(each) for each in group.vouchers]
    files = {"workbook": bytes(2_000_000), "project": bytes(2_000_000)}
    fonts.register_fonts()

    def bare() -> bytes:
        file = BytesIO()
        style = [("FONT", (0, 0), (-1, -1), fonts.REGULAR, 8)]
        widths = [WIDE / len(rows[0])] * len(rows[0])
        table = LongTable([rows[0], *rows], colWidths=widths, repeatRows=1, style=style)
        page = SimpleDocTemplate(file, pagesize=landscape(A4), initialFontName=fonts.REGULAR)
        page.build([table])
        return file.getvalue()

    return lambda: account_pdf(paper, files), bare


def _paper_of_one_line(count: int) -> AccountPaper:
    postings = [
        a_posting(
            row,
            kr(row % 9000),
            gl_code="5689810010",
            text=f"Møde {row}, {row % 40} deltagere",
            supplier=f"Firma {row % 500}",
            posting_date=date(2020, row % 12 + 1, row % 28 + 1),
        )
        for row in range(2, count + 2)
    ]
    rule = AllocationRule(id=RuleId("r1"), kind=PartKind.COST, target="1", gl_from="5689810010")
    budget = a_budget(a_line("1", kr(50_000_000)), grant=kr(40_000_000), own=kr(10_000_000))
    ledger = replace(a_ledger(*postings), rules=(rule,))
    project = replace(a_project(budget), ledger=ledger)
    return paper_jobs.paper(project, jobs.account(project), (), NOON, "bench")


def _voucher_cells(voucher: Voucher) -> list[str]:
    """A row of the list with as many cells as ours."""
    posting = voucher.part.posting
    day = danish(posting.posting_date)
    numbers = [str(voucher.number), str(voucher.number), posting.id, posting.voucher, day, day]
    words = [posting.gl_code, voucher.text, voucher.supplier, voucher.placed_by]
    return [*numbers, *words, danish(voucher.part.amount)]
