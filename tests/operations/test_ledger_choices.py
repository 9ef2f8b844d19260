"""Rules with shares, voucher files, and how the ledger is read: done, and refused."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from budgetdesk.domain.ledger import (
    AllocationRule,
    DayKind,
    Ledger,
    PartKind,
    Share,
    VoucherFile,
)
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId, PostingId, RuleId, VoucherId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import ledger as operations
from budgetdesk.text import text
from tests.builders import a_batch, a_budget, a_line, a_posting, a_project, kr

FIRST, SECOND = PostingId("1-2"), PostingId("1-3")
RULE = AllocationRule(id=RuleId(""), kind=PartKind.COST, target="1", gl_from="10")
FILE = VoucherFile(id=VoucherId(""), posting=FIRST, name="a.pdf", size=1, sha256="0" * 64)


@pytest.fixture
def project() -> Project:
    """Two lines, and an import of two postings."""
    batch = a_batch(a_posting(2, kr(100), gl_code="10"), a_posting(3, kr(-30), gl_code="20"))
    return a_project(a_budget(a_line("1"), a_line("2")), ledger=Ledger(batches=(batch,)))


def of(percent: str, target: str = "2") -> Share:
    return Share(percent=Decimal(percent), kind=PartKind.COST, target=target)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (replace(RULE, shares=(of("60"), of("40.01"))), "ledger.rule_shares"),
        (replace(RULE, shares=(of("0"),)), "ledger.rule_shares"),
        (replace(RULE, shares=(of("10", "9"),)), "budget.unknown_line"),
        (replace(RULE, amount_from=kr(2), amount_to=kr(1)), "ledger.rule_amounts"),
        (replace(RULE, gl_from=""), "ledger.rule_without_condition"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(
    project: Project, rule: AllocationRule, code: str
) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        operations.add_allocation_rule(project, rule)
    assert refused.value.code == code
    assert text(f"errors.{code}", **refused.value.facts)


def test_an_amount_alone_is_a_condition(project: Project) -> None:
    rule = replace(RULE, gl_from="", amount_to=kr("-0.01"))
    assert operations.add_allocation_rule(project, rule).ledger.rules[0].amount_to == kr("-0.01")


def test_several_rules_are_added_in_their_order_and_one_in_its_place(project: Project) -> None:
    done = operations.add_allocation_rules(project, [RULE, replace(RULE, gl_from="20")])
    done = operations.add_allocation_rule(done, replace(RULE, gl_from="30"), place=0)
    assert [(rule.id, rule.gl_from) for rule in done.ledger.rules] == [
        ("r3", "30"),
        ("r1", "10"),
        ("r2", "20"),
    ]


def test_a_rule_made_of_postings_places_them_too(project: Project) -> None:
    placed = operations.place(project, [FIRST, SECOND], PartKind.COST, target="2", by="Bo")
    done = operations.add_rule_for(placed, RULE, 0, [FIRST, SECOND])
    assert list(done.ledger.placements) == [SECOND]


def test_files_are_attached_once_and_taken_away(project: Project) -> None:
    done = operations.attach_voucher(project, FILE)
    assert operations.attach_voucher(done, FILE) is done
    done = operations.attach_voucher(done, replace(FILE, posting=SECOND))
    assert [each.id for each in done.ledger.vouchers] == ["1", "2"]
    done = operations.detach_voucher(done, VoucherId("1"))
    assert [each.posting for each in done.ledger.vouchers] == [SECOND]
    assert operations.remove_batch(done, 1).ledger.vouchers == ()
    with pytest.raises(BudgetDeskError) as error:
        operations.detach_voucher(done, VoucherId("1"))
    assert text(f"errors.{error.value.code}", **error.value.facts)
    with pytest.raises(BudgetDeskError) as error:
        operations.attach_voucher(done, replace(FILE, posting=PostingId("9-9")))
    assert error.value.code == "ledger.unknown_posting"


def test_the_date_and_the_vat_are_chosen(project: Project) -> None:
    done = operations.choose_day(project, DayKind.POSTING)
    done = operations.choose_vat(done, bears_vat=True)
    assert (done.ledger.choices.day, done.ledger.choices.bears_vat) == (DayKind.POSTING, True)
    done = operations.choose_vat(done, bears_vat=True, line=LineId("2"))
    assert done.ledger.vat_lines == ("2",)
    assert operations.choose_vat(done, bears_vat=False, line=LineId("2")).ledger.vat_lines == ()


def test_a_word_is_either_hidden_or_open(project: Project) -> None:
    done = operations.show_word(operations.hide_word(project, " Marie Prøve "), "marie prøve")
    assert (done.ledger.hidden_words, done.ledger.open_words) == ((), ("marie prøve",))
    done = operations.hide_word(done, "Marie Prøve")
    assert (done.ledger.hidden_words, done.ledger.open_words) == (("Marie Prøve",), ())
    with pytest.raises(BudgetDeskError) as refused:
        operations.hide_word(done, " Bo ")
    assert text(f"errors.{refused.value.code}", **refused.value.facts)
