"""What leaves the house names nobody, and is the same project in all else."""

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
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId, PostingId, RuleId, VoucherId
from budgetdesk.privacy import masking, without_personal_data
from tests.builders import a_batch, a_budget, a_line, a_posting, a_project, kr

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
