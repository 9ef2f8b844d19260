"""Whatever people or finance systems wrote, both papers are made, and the workbook can be read."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.domain.project import Project, Signer
from budgetdesk.domain.recipient import Recipient
from budgetdesk.domain.value import LineId
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.account_workbook import account_workbook
from tests.builders import a_budget, a_line, a_posting, kr
from tests.writers.papers import a_paper, with_postings
from tests.writers.reading import formulas
from tests.writers.tagged import faults, opened


def a_project_of(said: str) -> Project:
    posting = a_posting(2, text=said, supplier=said, voucher=said, gl_code="5689840010")
    budget = a_budget(a_line("3", kr(100), label=said), grant=kr(80), approved=True)
    return msgspec.structs.replace(
        with_postings(posting),
        title=said,
        journal_number=said,
        recipient=Recipient(name=said, cvr=said, contact=said),
        versions=(msgspec.structs.replace(budget, name=said),),
        explanations={LineId("3"): said},
        signers=(Signer(name=said, title=said),),
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_both_papers_are_made_of_any_text(said: str) -> None:
    paper = a_paper(a_project_of(said))
    with opened(account_pdf(paper)) as pdf:
        assert list(faults(pdf)) == []
    vouchers = formulas(account_workbook(paper))["Bilagsliste"]
    kinds = {cell.data_type: cell.value for cell in vouchers[vouchers.max_row]}
    assert set(kinds) <= {"s", "n", "d", "f"}
    assert str(kinds["f"]).startswith("=HYPERLINK(")
