"""Postings that take each other back are found, and those whose other half is missing."""

from budgetdesk.accounting.reversals import Reversals, reversals
from budgetdesk.domain.ledger import Posting
from budgetdesk.knowledge import patterns
from tests.builders import a_ledger, a_posting, kr


def found(*postings: Posting) -> Reversals:
    return reversals(a_ledger(*postings), patterns())


def pairs(*postings: Posting) -> set[tuple[str, str]]:
    partner = found(*postings).partner
    return {(mine, other.id) for mine, other in partner.items()}


COST = a_posting(2, kr(500), voucher="FAK12345", supplier="Firma", gl_code="40", invoice="77")


def test_a_reference_names_the_voucher_that_is_taken_back() -> None:
    back = a_posting(3, kr(-500), voucher="K1", reference="FAK12345")
    assert pairs(COST, back) == {("1-2", "1-3"), ("1-3", "1-2")}


def test_a_text_that_names_the_voucher_will_do() -> None:
    back = a_posting(3, kr(-500), voucher="K1", text="Tilbageført (FAK12345).")
    assert ("1-3", "1-2") in pairs(COST, back)


def test_the_amounts_must_be_opposite_to_the_ore() -> None:
    back = a_posting(3, kr("-500.01"), text="Tilbageført FAK12345")
    both = found(COST, back)
    assert not both.partner
    assert [posting.id for posting in both.alone] == ["1-3"]


def test_a_reference_to_nothing_that_says_no_word_of_undoing_is_no_reversal() -> None:
    assert found(a_posting(2, kr(-5), reference="R1")) == Reversals(partner={}, alone=())


def test_the_invoice_tells_which_of_several_is_meant() -> None:
    other = a_posting(4, kr(500), supplier="Firma", gl_code="40", invoice="78")
    said = {"supplier": "Firma", "gl_code": "40", "text": "Storno"}
    assert ("1-5", "1-2") in pairs(COST, other, a_posting(5, kr(-500), invoice="77", **said))
    unsure = found(COST, other, a_posting(5, kr(-500), **said))
    assert [posting.id for posting in unsure.alone] == ["1-5"]


def test_the_text_tells_which_of_several_is_meant() -> None:
    said = {"supplier": "Firma", "gl_code": "40"}
    one, two = (
        a_posting(2, kr(9), text="Modul 1", **said),
        a_posting(3, kr(9), text="Modul 2", **said),
    )
    back = a_posting(4, kr(-9), text="Tilbageført: Modul 2", **said)
    assert ("1-4", "1-3") in pairs(one, two, back)


def test_each_posting_is_in_one_pair_at_most() -> None:
    backs = [a_posting(row, kr(-500), voucher="", text="Storno FAK12345") for row in (3, 4)]
    both = found(COST, *backs)
    assert (len(both.partner), [posting.id for posting in both.alone]) == (2, ["1-4"])


def test_a_positive_posting_is_not_guessed_to_take_anything_back() -> None:
    credit = a_posting(2, kr(-500), supplier="Firma", gl_code="40", voucher="A")
    again = a_posting(3, kr(500), supplier="Firma", gl_code="40", voucher="B", text="Storno")
    assert not pairs(credit, again)


def test_the_undoing_may_stand_on_the_same_voucher() -> None:
    back = a_posting(3, kr(-500), voucher="FAK12345", text="Annulleret")
    assert ("1-3", "1-2") in pairs(COST, back)


def test_a_posting_already_in_a_pair_is_not_asked_again() -> None:
    first = a_posting(2, kr(500), voucher="AA11", text="Storno BB22")
    second = a_posting(3, kr(-500), voucher="BB22", text="Storno AA11")
    assert pairs(first, second) == {("1-2", "1-3"), ("1-3", "1-2")}
    assert not found(first, second).alone
