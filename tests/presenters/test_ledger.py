"""The table of postings: where each is, what filters and search let through."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import Part, PartKind
from budgetdesk.domain.value import PostingId
from budgetdesk.operations.ledger import place, remove_batch, split
from budgetdesk.presenters.ledger import LedgerPresenter
from budgetdesk.presenters.parts import Show
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from tests.builders import a_posting, kr
from tests.opened import CATERING, SALARY, four_postings, opened, with_ledger

LUNCH = PostingId("1-3")
TAXI = PostingId("1-4")


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger()) as workspace:
        yield workspace


def column(table: LedgerPresenter, key: str) -> list[str]:
    number = [each.key for each in table.columns].index(key)
    return [table.cell(row, number).text for row in range(table.row_count)]


def test_a_row_says_what_the_posting_is_where_and_by_whom(workspace: Workspace) -> None:
    table = LedgerPresenter(workspace)
    first = [table.cell(0, number).text for number in range(len(table.columns))]
    assert first == ["15-06-2020", "B2", "1010 Løn", "", "Løn, juni", "900,00", "1. Løn", "Regel 1"]


def test_every_posting_tells_where_it_is(workspace: Workspace) -> None:
    table = LedgerPresenter(workspace)
    assert column(table, "place") == [
        "1. Løn",
        "Holdt uden for projektet",
        "Ikke placeret",
        "Uden for perioden",
    ]
    tones = [table.cell(row, 6).tone for row in range(4)]
    assert tones == [Tone.PLAIN, Tone.QUIET, Tone.ERROR, Tone.WARNING]
    assert table.cell(1, 6).tip == "Betales af kommunen."


def test_nobody_is_named_for_what_is_not_placed(workspace: Workspace) -> None:
    assert column(LedgerPresenter(workspace), "by") == ["Regel 1", "Regel 2", "", "Regel 1"]


def test_a_person_is_named_and_a_split_counted(workspace: Workspace) -> None:
    parts = [
        Part(kind=PartKind.COST, target="1", amount=kr("40.50")),
        Part(kind=PartKind.COST, target="2", amount=kr(30)),
    ]
    table = LedgerPresenter(workspace)
    workspace.run("ledger.split", lambda p: split(p, TAXI, parts, by="Bo"), count=2)
    workspace.run("ledger.place", lambda p: place(p, [LUNCH], PartKind.COST, target="2"), count=1)
    assert column(table, "by") == [
        "Regel 1",
        "En person",
        "Bo (delt i 2)",
        "Bo (delt i 2)",
        "Regel 1",
    ]
    assert column(table, "amount")[2:4] == ["40,50", "30,00"]
    assert table.cell(2, 5).tip == "En del af 70,50 kr."


def test_a_place_the_budget_has_lost_is_told_as_lost() -> None:
    gone = replace(SALARY, target="9")
    with opened(with_ledger(period=None)) as without_account:
        ledger = replace(without_account.project.ledger, rules=(gone, CATERING))
        without_account.run("ledger.change_rule", lambda p: replace(p, ledger=ledger))
        table = LedgerPresenter(without_account)
        assert column(table, "place")[0] == "Findes ikke længere i budgettet"


@pytest.mark.parametrize(
    ("show", "texts"),
    [
        (Show.ALL, ["Løn, juni", "Frokost", "Taxa", "Løn, 2021"]),
        (Show.UNPLACED, ["Taxa"]),
        (Show.OUTSIDE, ["Løn, 2021"]),
        (Show.COST, ["Løn, juni"]),
        (Show.FUNDING, []),
        (Show.SET_ASIDE, ["Frokost"]),
        (Show.NOT_ELIGIBLE, []),
        (Show.BY_HAND, []),
        (Show.NO_VOUCHER, ["Taxa"]),
        (Show.PERSONAL, []),
    ],
)
def test_a_filter_lets_its_own_through(workspace: Workspace, show: Show, texts: list[str]) -> None:
    table = LedgerPresenter(workspace)
    table.show = show
    assert column(table, "text") == texts
    counts = dict(table.choices())
    assert counts[show].endswith(f"({len(texts)})")
    assert dict(table.choices()) == counts, "counted once"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("løn JUNI", ["Løn, juni"]),
        ("900,00", ["Løn, juni"]),
        ("køkkenet", ["Frokost"]),
        ("uden for perioden", ["Løn, 2021"]),
        ("kommunen", ["Frokost"]),
        ("15-06-2020", ["Løn, juni", "Frokost", "Taxa"]),
        ("sol", []),
    ],
)
def test_all_words_of_a_search_must_be_found(
    workspace: Workspace, words: str, found: list[str]
) -> None:
    table = LedgerPresenter(workspace)
    table.sought = words
    assert column(table, "text") == found


def test_the_summary_counts_what_is_shown_and_says_when_nothing_is(workspace: Workspace) -> None:
    table = LedgerPresenter(workspace)
    table.show = Show.UNPLACED
    assert table.summary == "1 af 4 posteringer, i alt 70,50 kr."
    table.sought = "sol"
    assert table.summary == "Ingen posteringer passer til søgningen og filteret."
    workspace.run("ledger.remove", lambda p: remove_batch(p, 1), file="x")
    assert table.is_empty
    assert table.summary == "0 af 0 posteringer, i alt 0,00 kr."


def test_a_finding_leads_to_its_posting_also_when_a_filter_hides_it(workspace: Workspace) -> None:
    table = LedgerPresenter(workspace)
    table.show, table.sought = Show.SET_ASIDE, "frokost"
    taxi = Subject(kind="posting", id=TAXI)
    assert table.place_of(taxi) is None
    assert table.reveal(taxi) == (2, 0)
    assert (table.show, table.sought) == (Show.ALL, "")
    assert table.reveal(taxi) == (2, 0)
    assert table.reveal(Subject(kind="line", id="1")) is None


def test_rows_give_their_postings_each_once(workspace: Workspace) -> None:
    parts = [
        Part(kind=PartKind.COST, target="1", amount=kr("40.50")),
        Part(kind=PartKind.COST, target="2", amount=kr(30)),
    ]
    workspace.run("ledger.split", lambda p: split(p, TAXI, parts), count=2)
    table = LedgerPresenter(workspace)
    assert [each.id for each in table.postings([1, 2, 3, 99])] == [LUNCH, TAXI]


def test_chosen_rows_are_counted_and_summed(workspace: Workspace) -> None:
    assert LedgerPresenter(workspace).sum([0, 2]) == (2, kr("970.50"))


def test_what_the_columns_have_no_room_for_is_in_the_tip() -> None:
    posting = a_posting(
        text="Bil 010190-1234",
        is_personal=True,
        voucher_date=four_postings()[0].posting_date,
        posting_date=four_postings()[3].posting_date,
    )
    with opened(with_ledger(posting, a_posting(3, posting_date=None, raw="3;;x"))) as workspace:
        table = LedgerPresenter(workspace)
        assert table.cell(0, 0).tip == "Bogført 15-01-2021"
        assert table.cell(0, 4).tone is Tone.WARNING
        assert table.cell(1, 0).text == ""
        assert table.cell(1, 4).tip == "3;;x"


def test_nothing_is_typed_into_postings(workspace: Workspace) -> None:
    table = LedgerPresenter(workspace)
    table.enter({(0, 4): "Andet"})
    assert column(table, "text")[0] == "Løn, juni"
