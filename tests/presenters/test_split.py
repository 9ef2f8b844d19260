"""Splitting a posting: the parts as they are typed, and what is missing until they add up."""

from collections.abc import Iterator

import pytest

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.split import SplitPresenter
from budgetdesk.presenters.table import TablePresenter, Tone
from budgetdesk.presenters.workspace import Workspace
from tests.opened import opened, with_ledger

TAXI = PostingId("1-4")  # 70,50 kr.
ASIDE = "Holdt uden for projektet"


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger()) as workspace:
        yield workspace


@pytest.fixture
def split(workspace: Workspace) -> SplitPresenter:
    return of_taxi(workspace)


def of_taxi(workspace: Workspace) -> SplitPresenter:
    postings = workspace.project.ledger.batches[0].postings
    return SplitPresenter(workspace, next(each for each in postings if each.id == TAXI))


def rows(split: SplitPresenter) -> list[list[str]]:
    return [[split.cell(row, column).text for column in range(3)] for row in range(split.row_count)]


def test_the_first_part_gets_the_whole_and_the_next_what_is_left(split: SplitPresenter) -> None:
    split.enter({(0, 0): "1. Løn"})
    assert rows(split) == [["1. Løn", "70,50", ""], ["", "", ""]]
    split.enter({(0, 1): "50"})
    assert split.verdict.text == "Delene afviger 20,50 kr. fra posteringens beløb."
    split.enter({(1, 0): "2. Leje"})
    assert rows(split) == [["1. Løn", "50,00", ""], ["2. Leje", "20,50", ""], ["", "", ""]]
    assert split.verdict.tone is Tone.IN_ORDER
    assert split.title.startswith("Taxa: 70,50 kr.")


def test_parts_that_add_up_are_kept_and_can_be_changed(
    split: SplitPresenter, workspace: Workspace
) -> None:
    split.enter({(0, 0): "1. Løn", (0, 1): "50", (1, 0): ASIDE, (1, 2): "Privat"})
    assert split.is_complete
    split.finish()
    parts = workspace.project.ledger.placements[TAXI].parts
    assert [(part.target, part.amount.ore, part.reason) for part in parts] == [
        ("1", 5000, ""),
        ("", 2050, "Privat"),
    ]
    again = of_taxi(workspace)
    assert rows(again) == [["1. Løn", "50,00", ""], [ASIDE, "20,50", "Privat"], ["", "", ""]]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, "Vælg en placering til den første del."),
        ({(0, 1): "70,50"}, "Del 1 mangler en placering."),
        ({(0, 0): "Månen", (0, 1): "70,50"}, "Del 1 mangler en placering."),
        (
            {(0, 0): "1. Løn", (0, 1): "mange"},
            "»mange« er ikke et beløb. Skriv det som 1.234,56.",
        ),
        ({(0, 0): "1. Løn", (0, 1): "70,50", (1, 0): "2. Leje"}, "Del 2 mangler et beløb."),
        (
            {(0, 0): ASIDE},
            f"Del 1 (»{ASIDE}«) mangler en begrundelse, så revisor kan se hvorfor.",
        ),
        (
            {(0, 0): "1. Løn", (0, 1): "80"},
            "Delene afviger 9,50 kr. fra posteringens beløb.",
        ),
    ],
)
def test_what_is_missing_is_said(
    split: SplitPresenter, typed: dict[tuple[int, int], str], problem: str
) -> None:
    split.enter(typed)
    assert split.verdict.text == problem
    assert not split.is_complete


def test_words_that_are_no_amount_are_kept_and_marked(split: SplitPresenter) -> None:
    split.enter({(0, 1): "mange"})
    assert rows(split)[0] == ["", "mange", ""]
    assert split.cell(0, 1).tone is Tone.ERROR


def test_a_part_that_is_emptied_is_gone(split: SplitPresenter) -> None:
    split.enter({(0, 0): "1. Løn", (0, 2): "x", (0, 7): "uden for tabellen"})
    split.enter({(0, 0): "", (0, 1): "", (0, 2): ""})
    assert split.row_count == 1


def test_parts_that_do_not_add_up_are_refused(split: SplitPresenter) -> None:
    split.enter({(0, 0): "1. Løn", (0, 1): "1"})
    with pytest.raises(BudgetDeskError, match="parts_do_not_add_up"):
        split.finish()
    split.enter({(0, 0): ""})
    with pytest.raises(BudgetDeskError, match="no_parts"):
        split.finish()


def test_no_finding_points_into_the_form(split: SplitPresenter) -> None:
    table: TablePresenter = split
    assert table.place_of(Subject(kind="posting", id=TAXI)) is None


def test_the_form_is_told_of_what_is_typed(split: SplitPresenter) -> None:
    told: list[str] = []
    split.told = lambda: told.append(split.verdict.text)
    split.enter({(0, 0): "1. Løn"})
    assert told == ["Delene giver hele beløbet."]


def test_percent_is_worked_out_to_the_ore(split: SplitPresenter, workspace: Workspace) -> None:
    split.enter({(0, 0): "1. Løn", (0, 1): "33,33 %", (1, 0): "2. Leje"})
    assert rows(split)[:2] == [["1. Løn", "23,50", ""], ["2. Leje", "47,00", ""]]
    assert split.cell(0, 1).tip == "33,33 %"
    split.is_remembered = True
    assert split.is_complete
    split.finish()
    rule = workspace.project.ledger.rules[0]
    assert (rule.gl_from, rule.target, len(workspace.project.ledger.rules)) == ("3010", "2", 3)
    (share,) = rule.shares
    assert (str(share.percent), share.target) == ("33.33", "1")


def test_where_all_are_in_percent_the_last_is_the_rest(
    split: SplitPresenter, workspace: Workspace
) -> None:
    split.is_remembered = True
    split.enter({(0, 0): "1. Løn", (0, 1): "50 %", (1, 0): "2. Leje", (1, 1): "50 %"})
    split.finish()
    rule = workspace.project.ledger.rules[0]
    assert [share.target for share in rule.shares] == ["1"]
    assert rule.target == "2"


def test_a_deal_in_kroner_cannot_be_remembered(split: SplitPresenter) -> None:
    split.enter({(0, 0): "1. Løn", (0, 1): "50", (1, 0): "2. Leje"})
    assert split.is_complete
    split.is_remembered = True
    assert split.verdict.text.startswith("Delingen kan kun huskes,")


def test_more_than_a_hundred_percent_is_a_difference(split: SplitPresenter) -> None:
    split.enter({(0, 0): "1. Løn", (0, 1): "60 %", (1, 0): "2. Leje", (1, 1): "60 %"})
    assert not split.is_complete
    split.enter({(1, 1): "mange %"})
    assert split.verdict.text.startswith("»mange %« er ikke en procent.")
