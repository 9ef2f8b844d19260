"""What leaves the house names nobody, and is the same project in all else."""

from functools import partial

from msgspec.structs import replace

from budgetdesk.domain.ledger import (
    AllocationRule,
    Part,
    PartKind,
    Placement,
    SkippedRow,
    VoucherFile,
)
from budgetdesk.domain.personal_data import MASK, NOBODY
from budgetdesk.domain.plain import to_json
from budgetdesk.domain.project import Project, Signer
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.value import LineId, PartnerId, PostingId, RuleId, VoucherId
from budgetdesk.packages import package_of, sealing
from budgetdesk.privacy import masking, without_numbers, without_personal_data
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.account_workbook import account_workbook
from budgetdesk.writers.import_journal import JournalPaper, import_journal
from tests.builders import a_batch, a_budget, a_line, a_posting, a_project, kr
from tests.writers.papers import a_full_paper, a_real_project
from tests.writers.reading import cell_text, pdf_text

TOLD = "Aftalt med Marie Prøve, 010180-1234"


def told_everywhere() -> Project:
    posting = a_posting(
        2, kr(5), text=TOLD, supplier=TOLD, other="Medarbejder: Marie Prøve", raw=f"2;{TOLD}"
    )
    batch = replace(a_batch(posting), skipped=(SkippedRow(row=3, reason="total", raw=TOLD),))
    aside = Placement(parts=(Part(kind=PartKind.SET_ASIDE, amount=kr(5), reason=TOLD),))
    project = a_project(a_budget(a_line("1", note=TOLD)))
    ledger = replace(
        project.ledger,
        batches=(batch,),
        rules=(AllocationRule(id=RuleId("r1"), kind=PartKind.SET_ASIDE, text=TOLD, reason=TOLD),),
        placements={PostingId("1-2"): aside},
        vouchers=(
            VoucherFile(
                id=VoucherId("1"), posting=PostingId("1-2"), name="a.pdf", size=1, sha256="0" * 64
            ),
        ),
        hidden_words=("Marie Prøve",),
    )
    return replace(project, ledger=ledger, explanations={LineId("1"): TOLD})


def test_no_number_and_no_name_is_left_anywhere() -> None:
    shared = to_json(without_personal_data(told_everywhere())).decode()
    assert "010180" not in shared
    assert "Marie" not in shared
    assert f"Aftalt med {NOBODY}, {MASK}" in shared


def test_all_else_is_as_it_was() -> None:
    project = a_project(a_budget(a_line("1")))
    assert without_personal_data(project) == project
    shared, own = without_personal_data(told_everywhere()), told_everywhere()
    assert shared.ledger.batches[0].sum == own.ledger.batches[0].sum
    assert shared.ledger.vouchers == own.ledger.vouchers
    assert shared.call == own.call


def test_every_writer_masks_with_the_same_function() -> None:
    assert masking(told_everywhere())(TOLD) == f"Aftalt med {NOBODY}, {MASK}"


NUMBER = "010180-1234"


def named_everywhere() -> Project:
    """A project where somebody wrote a number into everything that has a name."""
    project = a_real_project()
    budget = project.base_budget
    told = partial(str.__add__, f"{NUMBER} ")
    line = replace(budget.lines[0], label=told("Løn"))
    source = replace(budget.funding[0], label=told("Tilskud"))
    named = replace(
        budget,
        name=told("Godkendt"),
        lines=(line, *budget.lines[1:]),
        funding=(source, *budget.funding[1:]),
    )
    batch = replace(project.ledger.batches[0], file=told("løn.csv"))
    return replace(
        project,
        title=told("Løft"),
        recipient=replace(project.recipient, name=told("Kommunen"), contact=told("Bo")),
        signers=(Signer(name=told("Åse"), title=told("Chef")),),
        partners=(Partner(id=PartnerId("p"), name=told("Skolen")),),
        versions=(named,),
        decisions=tuple(replace(each, by=told("Åse")) for each in project.decisions),
        form_answers={"phone": told("Telefon")},
        checklist=(told("CV"),),
        ledger=replace(project.ledger, batches=(batch,)),
    )


def test_a_number_in_a_name_is_masked_where_it_leaves() -> None:
    project = named_everywhere()
    shared = to_json(without_personal_data(project)).decode()
    assert NUMBER in to_json(project).decode()
    assert NUMBER not in shared
    assert f"{MASK} Åse" in shared


def test_a_number_in_a_name_is_on_no_paper_and_in_no_package() -> None:
    project = named_everywhere()
    paper = a_full_paper(project)
    workbook = account_workbook(paper)
    for words in (cell_text(workbook), pdf_text(account_pdf(paper, {"workbook": workbook}))):
        assert NUMBER not in words
        assert MASK in words
    journal = JournalPaper(
        batch=project.ledger.batches[0],
        project=project,
        made_at=paper.made_at,
        made_by="Åse",
        version="0",
    )
    assert NUMBER not in pdf_text(import_journal(journal))
    sealed = sealing(project, (), paper.made_at, "Åse")
    assert not [name for name, held in package_of(sealed).items() if NUMBER.encode() in held]


def test_a_paper_without_numbers_is_all_the_same() -> None:
    paper = a_full_paper(a_real_project())
    assert without_numbers(paper) == paper
