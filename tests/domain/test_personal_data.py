"""CPR-like numbers are found by their form; modulus 11 never rejects one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.personal_data import MASK, has_personal_data, mask


@pytest.mark.parametrize(
    "number",
    [
        "110680-1098",  # fails modulus 11, as numbers given out since 2007 may
        "250957 2089",
        "250957\xa02089",
        "1409485479",
        "290200-1234",  # 2000 was a leap year
        "010203 - 4567",
        "010203–4567",
    ],
)
def test_a_cpr_like_number_is_found_and_masked(number: str) -> None:
    assert mask(f"Tolk, samtale {number}, maj") == f"Tolk, samtale {MASK}, maj"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Faktura 3113991234 konsulent",  # the 31st of month 13
        "Ordre 4500123456, 2 stk.",  # the 45th
        "310299-1234",  # the 31st of February
        "290201-1234",  # no year '01 is a leap year
        "0001201234",
        "EAN 5790000000000, elektronisk faktura",
        "Lokaleleje 01.01.2020-31.03.2020",
        "XG-0000004711-00002",
        "10101012345",  # eleven digits
        "202001011234",
        "010150\t1234",  # two cells of a row
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert not has_personal_data(text)
    assert mask(text) == text


def test_every_number_in_a_text_is_masked() -> None:
    assert mask("010150-1234;3113991234;0201501234") == f"{MASK};3113991234;{MASK}"


@given(
    st.dates(date(1900, 1, 1), date(2057, 12, 31)),
    st.integers(0, 9999),
    st.sampled_from(["", "-", " "]),
    st.sampled_from(["", "x", "nr. ", "æ"]),
)
def test_any_real_day_with_four_digits_is_personal(
    born: date, serial: int, between: str, around: str
) -> None:
    number = f"{born:%d%m%y}{between}{serial:04d}"
    assert has_personal_data(f"{around}{number}{around}")
    assert mask(f"{around}{number}{around}") == f"{around}{MASK}{around}"


@given(st.text("0123456789- ax", max_size=60))
def test_what_was_masked_holds_no_number_any_more(text: str) -> None:
    assert not has_personal_data(mask(text))
    assert has_personal_data(text) == (mask(text) != text)
