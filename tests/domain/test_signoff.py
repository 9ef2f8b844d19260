"""Classes bounded as a call words them."""

import pytest
from msgspec.structs import replace

from budgetdesk.domain.signoff import SignoffClass, SignoffKind
from tests.builders import kr

LIMIT = kr(500_000)
BELOW, AT, ABOVE = kr("499999.99"), LIMIT, kr("500000.01")


@pytest.mark.parametrize(
    ("bound", "inside"),
    [
        ("above", {ABOVE}),
        ("at_least", {AT, ABOVE}),
        ("below", {BELOW}),
        ("at_most", {BELOW, AT}),
    ],
)
def test_a_bound_takes_the_limit_with_it_or_leaves_it(bound: str, inside: set[object]) -> None:
    each = replace(SignoffClass(kind=SignoffKind.AUDITOR), **{bound: LIMIT})
    assert {amount for amount in (BELOW, AT, ABOVE) if amount in each} == inside
    assert each.touches(AT)


def test_a_class_without_bounds_holds_every_amount_and_has_no_threshold() -> None:
    each = SignoffClass(kind=SignoffKind.MANAGEMENT)
    assert kr(0) in each
    assert each.threshold is None


def test_the_threshold_is_the_lower_bound() -> None:
    assert SignoffClass(kind=SignoffKind.AUDITOR, above=LIMIT).threshold == LIMIT
    assert SignoffClass(kind=SignoffKind.AUDITOR, at_least=LIMIT).threshold == LIMIT
    assert SignoffClass(kind=SignoffKind.AUDITOR, at_most=LIMIT).threshold is None


def test_the_kinds_grow_stricter_and_an_auditor_is_needed_from_the_third() -> None:
    assert [kind.strictness for kind in SignoffKind] == [0, 1, 2, 3]
    assert [kind.needs_auditor for kind in SignoffKind] == [False, False, True, True]
