"""Values as plain data and back, without loss and without forgiveness."""

import json

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from budgetdesk.domain import plain
from budgetdesk.domain.account import Account
from budgetdesk.domain.budget import BudgetLine
from budgetdesk.domain.ledger import Posting
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId, Value
from tests.builders import a_line, a_posting, kr
from tests.strategies import values

many = settings(max_examples=50, suppress_health_check=list(HealthCheck), deadline=None)


@many
@given(values(Project))
def test_any_project_comes_back_equal(project: Project) -> None:
    assert plain.from_json(plain.to_json(project), Project) == project
    assert plain.from_plain(plain.to_plain(project), Project) == project


@many
@given(values(Account))
def test_any_account_comes_back_equal(account: Account) -> None:
    assert plain.from_json(plain.to_json(account), Account) == account


def test_equal_values_give_equal_bytes_however_their_years_were_entered() -> None:
    one = a_line(amounts={2019: kr(1), 2020: kr(2)})
    other = a_line(amounts={2020: kr(2), 2019: kr(1)})
    assert one == other
    assert plain.to_json(one) == plain.to_json(other)


def test_amounts_are_whole_ore_and_years_are_keys() -> None:
    line = BudgetLine(id=LineId("1"), label="Løn", amounts={2020: kr("1.5")})
    assert plain.to_plain(line)["amounts_ore"] == {"2020": 150}


def test_many_values_are_written_one_to_a_line() -> None:
    lines = plain.to_json_lines([a_posting(2), a_posting(3)]).decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["1-2", "1-3"]
    assert plain.from_json(lines[0].encode(), Posting) == a_posting(2)


@pytest.mark.parametrize("amount", [b"1.5", b'"1"', b"true", b"null"])
def test_an_amount_that_is_no_whole_number_is_refused_by_its_place(amount: bytes) -> None:
    form = b'{"id":"1-2","row":2,"amount_ore":' + amount + b"}"
    with pytest.raises(msgspec.ValidationError, match="amount_ore"):
        plain.from_json(form, Posting)


def test_a_field_nobody_knows_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="amuont"):
        plain.from_plain({"id": "1-2", "row": 2, "amount_ore": 1, "amuont": 2}, Posting)


def test_what_is_no_value_of_ours_cannot_be_written() -> None:
    class Stranger(Value):
        what: object

    with pytest.raises(NotImplementedError):
        plain.to_json(Stranger(what=object()))
