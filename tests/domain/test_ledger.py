"""What imports say of themselves."""

from datetime import date

import msgspec

from budgetdesk.domain.ledger import Ledger
from tests.builders import a_batch, a_posting, kr


def test_a_cost_belongs_to_the_day_it_was_delivered_else_that_of_its_voucher() -> None:
    booked, billed, given = date(2021, 2, 1), date(2021, 1, 5), date(2020, 12, 30)
    posting = a_posting(posting_date=booked, voucher_date=billed, service_to=given)
    assert posting.day == given
    assert msgspec.structs.replace(posting, service_to=None).day == billed
    assert msgspec.structs.replace(posting, service_to=None, voucher_date=None).day == booked
    assert a_posting(posting_date=None).day is None


def test_a_batch_sums_debit_and_credit_apart() -> None:
    batch = a_batch(a_posting(2, kr(100)), a_posting(3, kr(-30)), a_posting(4, kr(5)))
    assert (batch.debit, batch.credit, batch.sum) == (kr(105), kr(-30), kr(75))


def test_a_batch_is_held_against_its_control_total_where_there_is_one() -> None:
    batch = a_batch(a_posting(2, kr(100)))
    assert batch.control_difference is None
    known = msgspec.structs.replace(batch, control_total=kr(90))
    assert known.control_difference == kr(10)


def test_a_ledger_sums_its_batches_and_numbers_the_next() -> None:
    assert (Ledger().sum, Ledger().next_batch_number) == (kr(0), 1)
    ledger = Ledger(
        batches=(a_batch(a_posting(2, kr(1)), number=1), a_batch(a_posting(2, kr(2)), number=4))
    )
    assert (ledger.sum, ledger.next_batch_number) == (kr(3), 5)
