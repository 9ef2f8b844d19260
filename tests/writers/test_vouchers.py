from budgetdesk.domain.money import Money
from budgetdesk.writers.vouchers import Box, Voucher, VoucherGroup, voucher_groups
from tests.builders import a_posting, kr
from tests.writers.papers import a_paper, with_postings


def groups() -> tuple[VoucherGroup, ...]:
    return voucher_groups(a_paper())


def vouchers() -> list[Voucher]:
    return [voucher for group in groups() for voucher in group.vouchers]


def the(posting_text: str) -> list[Voucher]:
    return [voucher for voucher in vouchers() if posting_text in voucher.text]


def test_vouchers_are_numbered_from_one_in_the_order_of_the_account() -> None:
    assert [voucher.number for voucher in vouchers()] == list(range(1, 62))
    assert [(group.box, group.label) for group in groups()][3:] == [
        (Box.LINE, "Revision"),
        (Box.RECEIVED, "Modtaget"),
        (Box.SET_ASIDE, "Holdt uden for projektet"),
        (Box.NOT_ELIGIBLE, "Ikke tilskudsberettiget"),
        (Box.UNPLACED, "Ikke placeret"),
        (Box.OUTSIDE, "Uden for perioden"),
    ]


def test_the_vouchers_of_each_group_add_up_to_its_sum() -> None:
    for group in groups():
        assert Money.total(voucher.part.amount for voucher in group.vouchers) == group.total


def test_a_posting_split_in_two_stands_twice_and_says_who_did_it() -> None:
    on_line, aside = the("delvis til driften")
    assert (on_line.target, on_line.target_number) == ("Eksterne konsulenter", 2)
    assert (aside.target, aside.target_number) == ("", 0)
    assert on_line.placed_by == aside.placed_by == "Anne Bogholder"
    assert aside.reason == "Driftens del af oplægget"


def test_a_posting_placed_by_a_rule_names_the_rule() -> None:
    assert {voucher.placed_by for voucher in the("Pension")} == {"Regel 1"}


def test_money_received_names_its_source_and_its_row_there() -> None:
    (received,) = the("Tilskud fra regionen")
    assert (received.target, received.target_number) == ("Tilskud fra andre tilskudsgivere", 3)
    assert received.part.amount == kr(-40_000)


def test_a_posting_nobody_placed_says_so_with_a_dash() -> None:
    (unplaced,) = the("+45")
    assert (unplaced.box, unplaced.placed_by) == (Box.UNPLACED, "–")


def test_a_cpr_number_is_masked() -> None:
    (masked,) = the("Kørsel for cpr")
    assert masked.text == "Kørsel for cpr xxxxxx-xxxx"


def test_without_postings_there_is_no_group() -> None:
    assert voucher_groups(a_paper(with_postings())) == ()


def test_a_posting_without_a_day_stands_first() -> None:
    undated = a_posting(3, gl_code="5689840010", posting_date=None)
    dated = a_posting(2, gl_code="5689840010")
    (group,) = voucher_groups(a_paper(with_postings(dated, undated)))
    assert [voucher.part.posting.id for voucher in group.vouchers] == ["1-3", "1-2"]
