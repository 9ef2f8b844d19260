"""Headings: found wherever they stand, known by any of their names, matched to a profile."""

from typing import get_args

import pytest
from msgspec.structs import fields

from budgetdesk.domain.ledger import Posting
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.cells import Memo, clean, fold
from budgetdesk.importers.columns import Layout, candidates, find_layout, profiles_named
from budgetdesk.importers.profiles import Field, profiles, words


def found(*top: list[str], profile: str | None = None) -> Layout | None:
    return find_layout(list(candidates(top)), profiles_named(profile))


def layout_of(*top: list[str], profile: str | None = None) -> Layout:
    layout = found(*top, profile=profile)
    assert layout is not None
    return layout


PRISME = ["Posteringsdato", "Bilag", "Kontonr", "Posteringstekst", "Posteringstype", "Beløb"]


def test_headings_are_found_below_other_rows() -> None:
    top = [["Udtræk for", "2020"], ["Beløb i DKK"], [], PRISME, ["01-01-2020", "B1"]]
    layout = layout_of(*top)
    assert (layout.profile, layout.row) == ("prisme", 4)
    assert layout.columns == {
        "amount": 5,
        "posting_date": 0,
        "voucher": 1,
        "gl_code": 2,
        "text": 3,
        "posting_type": 4,
    }


def test_case_blanks_and_punctuation_of_a_heading_do_not_matter() -> None:
    odd = [f" {heading.upper()}. \xa0" for heading in PRISME]
    assert layout_of(odd).profile == "prisme"


def test_headings_below_the_hundredth_row_are_not_looked_for() -> None:
    top = [["Oplysning", ""]] * 100
    assert found(*top, PRISME) is None
    assert layout_of(*top[:99], PRISME).row == 100


def test_an_unknown_system_is_read_by_what_headings_mean_elsewhere() -> None:
    layout = layout_of(["Bogf.dato", "Konto", "Tekst", "Debet", "Kredit"])
    assert layout.profile == "generic"
    assert layout.columns == {"debit": 3, "credit": 4, "posting_date": 0, "gl_code": 1, "text": 2}


def test_the_net_amount_is_preferred_and_a_column_has_one_meaning() -> None:
    headings = [["Dato", "Beløb", "Beløb ekskl. moms", "Fakturadato"]]
    layout = layout_of(*headings)
    assert layout.columns == {"amount": 2, "posting_date": 0, "voucher_date": 3}


def test_half_a_pair_of_columns_says_nothing() -> None:
    headings = [["Dato", "Beløb", "Kredit", "Periode fra"]]
    assert layout_of(*headings).columns == {"amount": 1, "posting_date": 0}


def test_of_headings_that_stand_twice_the_first_counts() -> None:
    assert layout_of(["Dato", "Beløb", "Dato"]).columns["posting_date"] == 0


@pytest.mark.parametrize(
    "headings",
    [
        ["Dato", "Tekst", "Saldo"],
        ["Beløb", "Tekst"],
        ["Beløb", "Periode fra", "Tekst"],
        ["Konto", "Kredit"],
        [],
        ["Dato", "Beløb"] * 501,
    ],
)
def test_without_an_amount_and_what_it_belongs_to_it_is_no_ledger(headings: list[str]) -> None:
    assert found(headings) is None


def test_a_profile_asked_for_is_used_or_refused() -> None:
    assert layout_of(PRISME, profile="generic").profile == "generic"
    assert found(PRISME, profile="opus_upload") is None


def test_an_unknown_profile_is_answered_with_those_there_are() -> None:
    with pytest.raises(BudgetDeskError) as refused:
        found(PRISME, profile="navision")
    assert refused.value.code == "importers.no_profile"
    assert "prisme" in str(refused.value.facts["known"])


def test_a_column_is_found_by_its_heading_or_refused_with_those_there_are() -> None:
    layout = layout_of([*PRISME, ""])
    assert layout.column("KONTONR.") == 2
    with pytest.raises(BudgetDeskError) as refused:
        layout.column("PSP")
    assert refused.value.code == "importers.no_column"
    assert refused.value.facts["known"] == ", ".join([*PRISME, "G"])


def test_every_profile_is_found_by_the_first_headings_it_names() -> None:
    for name, profile in profiles().items():
        headings = [*profile.signature, *(names[0] for names in profile.columns.values())]
        assert "amount" in layout_of(headings, profile=name).columns


def test_the_generic_profile_knows_the_headings_of_all_others() -> None:
    generic = profiles()["generic"].columns
    for profile in profiles().values():
        for field, headings in profile.columns.items():
            assert set(headings) <= set(generic[field])


def test_words_for_debit_and_credit_and_sums_are_not_mixed() -> None:
    known = words()
    assert not {fold(w) for w in known.debit} & {fold(w) for w in known.credit}
    assert not set(known.total) & set(known.subtotal)
    assert len(known.months) == 12


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  a \xa0 b\t", "a b"),
        ('="00123"', "00123"),
        ('=HYPERLINK("x";"y")', '=HYPERLINK("x";"y")'),
        ('="a" & "b"', '="a" & "b"'),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_is_tidied_and_nothing_more(cell: str, text: str) -> None:
    assert clean(cell) == text


def test_equal_cells_are_read_once_as_long_as_they_are_few() -> None:
    seen: list[str] = []

    def read(cell: str) -> str:
        seen.append(cell)
        return cell.upper()

    memo = Memo(read)
    assert [memo["a"], memo["a"]] == ["A", "A"]
    assert seen == ["a"]
    memo.update({str(n): "" for n in range(50_000)})
    assert [memo["b"], memo["b"]] == ["B", "B"]
    assert seen == ["a", "b", "b"]


def test_every_field_of_a_profile_is_one_of_a_posting() -> None:
    of_a_posting = {field.name for field in fields(Posting)} | {"amount", "sign", "debit", "credit"}
    assert set(get_args(Field)) <= of_a_posting
