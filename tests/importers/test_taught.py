"""What a person says of a layout once is known the next time, from a file a person can read."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import paths
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.ledger import LedgerReading, read_ledger
from budgetdesk.importers.profiles import DateOrder, Decimal, Profile, Writing
from budgetdesk.importers.taught import remember, taught_id

HEADINGS = ("Hvornår", 'Hvad "nu"', "Hvem", "Kroner")
ROWS = 'Hvornår|Hvad "nu"|Hvem|Kroner\n05.01.20|Løn|Øbo|1.250\n06.01.20|Møde|Åse|-50\n'
TAUGHT = Profile(
    name="udtræk.csv",
    source="Rettet ved importen",
    headings=HEADINGS,
    columns={
        "posting_date": ("Hvornår",),
        "amount": ("Kroner",),
        "text": ('Hvad "nu"',),
        "supplier": ("Hvem",),
    },
    writing=Writing(century=2000, is_negated=True),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "udtræk.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def told(reading: LedgerReading) -> list[tuple[str, str, str, int]]:
    return [(str(p.posting_date), p.text, p.supplier, p.amount.ore) for p in reading.postings]


RIGHT = [("2020-01-05", "Løn", "Øbo", -125000), ("2020-01-06", "Møde", "Åse", 5000)]


def test_a_file_is_read_as_somebody_says(file: Path) -> None:
    reading = read_ledger(file, profile=TAUGHT)
    assert told(reading) == RIGHT
    assert reading.profile == taught_id(HEADINGS)
    assert reading.writing == TAUGHT.writing


def test_what_was_said_once_is_known_the_next_time(file: Path) -> None:
    remember(TAUGHT)
    assert told(read_ledger(file)) == RIGHT
    remember(replace(TAUGHT, writing=Writing(century=1900)))
    assert told(read_ledger(file))[0] == ("1920-01-05", "Løn", "Øbo", 125000)


def test_files_with_other_headings_are_read_as_before(file: Path, tmp_path: Path) -> None:
    remember(TAUGHT)
    other = tmp_path / "andet.csv"
    other.write_text("Dato;Bilag;Beløb\n01-01-2020;1;5,00\n", encoding="utf-8")
    assert read_ledger(other).profile == "generic"
    assert read_ledger(file).profile == taught_id(HEADINGS)


def test_columns_without_headings_can_be_taught_too(tmp_path: Path) -> None:
    file = tmp_path / "uden.csv"
    file.write_text("2020-01-05;4711;Løn;12,50\n2020-01-06;4712;Møde;-2,50\n", encoding="utf-8")
    remember(
        Profile(
            name="uden",
            source="",
            headings=("A", "B", "C", "D"),
            columns={"posting_date": ("A",), "gl_code": ("B",), "text": ("C",), "amount": ("D",)},
        )
    )
    reading = read_ledger(file)
    assert [(p.gl_code, p.voucher, p.amount.ore) for p in reading.postings] == [
        ("4711", "", 1250),
        ("4712", "", -250),
    ]


@pytest.mark.parametrize("decimal", [None, "comma", "point"])
@pytest.mark.parametrize("dates", [None, "day_first", "month_first", "excel_days"])
def test_every_way_of_writing_comes_back(
    file: Path, decimal: Decimal | None, dates: DateOrder | None
) -> None:
    said = replace(TAUGHT, writing=Writing(decimal=decimal, dates=dates))
    remember(said)
    from_file = read_ledger(file, profile=taught_id(HEADINGS))
    assert from_file.writing == said.writing


def test_a_layout_that_tells_of_no_amount_does_not_fit(file: Path) -> None:
    with pytest.raises(BudgetDeskError) as refused:
        read_ledger(file, profile=replace(TAUGHT, columns={"posting_date": ("Hvornår",)}))
    assert refused.value.code == "importers.profile_does_not_fit"


def test_a_profile_somebody_broke_is_named(file: Path) -> None:
    remember(TAUGHT)
    (broken,) = paths.user_ledger_profiles().glob("*.toml")
    broken.write_text("name = ", encoding="utf-8")
    with pytest.raises(BudgetDeskError) as refused:
        read_ledger(file)
    assert refused.value.code == "importers.bad_profile"
    assert refused.value.facts["path"] == broken


def test_a_folder_that_cannot_be_written_to_is_told_of() -> None:
    folder = paths.user_ledger_profiles()
    folder.parent.mkdir(parents=True)
    folder.write_text("", encoding="utf-8")
    with pytest.raises(BudgetDeskError) as refused:
        remember(TAUGHT)
    assert refused.value.code == "importers.not_remembered"
