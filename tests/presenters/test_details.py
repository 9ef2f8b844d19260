"""The rows behind a line without a window: typed, pasted, priced, told in the note."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import DetailRow, IndexKind, YearIndex
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules, PayRule
from budgetdesk.domain.value import LineId
from budgetdesk.operations.salary import set_annual_hours
from budgetdesk.presenters.details import DetailsPresenter
from budgetdesk.presenters.norm import IndicesPresenter, norm_fields
from budgetdesk.presenters.table import Tone, block
from budgetdesk.presenters.workspace import Workspace
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr
from tests.presenters.desks import at, opened, row_of, typed

LEADER = DetailRow(
    text="Leder",
    employee="4711",
    year=2020,
    units=Decimal(481),
    unit_price=ZERO,
    annual_cost=kr(577_200),
)
ONE, TWO = LineId("1"), LineId("2")


def a_plan(*rows: DetailRow, norm: str | None = "1924", **fields: Any) -> Project:
    lines = (a_line("1", {2020: kr(7)}, label="Løn", details=rows), a_line("2", kr(5)))
    hours = None if norm is None else Decimal(norm)
    return a_project(replace(a_budget(*lines), annual_hours=hours), **fields)


def has_difference(presenter: DetailsPresenter) -> bool:
    return presenter.told.tone is Tone.WARNING


@pytest.fixture
def workspace() -> Workspace:
    return opened(a_plan())


@pytest.fixture
def details(workspace: Workspace) -> DetailsPresenter:
    presenter = DetailsPresenter(workspace)
    presenter.show(ONE)
    return presenter


def test_units_and_price_give_the_row_and_the_line_their_amount(
    details: DetailsPresenter, workspace: Workspace
) -> None:
    typed(details, 0, text="Tryk", yyear="2020", units="37,5", unit_price="412,55")
    assert row_of(details, 0) == [
        "Tryk", "", "2020", "37,5", "", "412,55", "", "", "15.470,63", "412,55", "",
    ]  # fmt: skip
    assert workspace.project.budget.lines[0].amounts == {2020: kr("15470.63")}
    workspace.session.undo()
    assert workspace.project == a_plan()


def test_a_share_of_the_norm_gives_the_hours_of_a_salary(
    details: DetailsPresenter, workspace: Workspace
) -> None:
    typed(details, 0, text="Leder", yyear="2020", units="25 %", annual_cost="577.200")
    (row,) = workspace.project.budget.lines[0].details
    assert (row.units, row.annual_cost, row.unit_price) == (Decimal(481), kr(577_200), ZERO)
    assert row_of(details, 0)[3:] == [
        "481",
        "",
        "",
        "577.200,00",
        "",
        "144.300,00",
        "300,00",
        "25 %",
    ]
    typed(details, 0, indexed_by="lønindeks")
    assert workspace.project.budget.lines[0].details[0].indexed_by is IndexKind.WAGE


def test_a_block_from_a_spreadsheet_makes_rows(details: DetailsPresenter) -> None:
    pasted = "Leder\t4711\t2020\t481\ttimer\t\t577.200\nKontor\t\t2020\t12\tstk.\t1.500\n"
    details.enter(block(pasted, (0, 0)))
    assert [row.text for row in details.items()] == ["Leder", "Kontor"]
    assert [row.unit for row in details.items()] == ["timer", "stk."]
    assert at(details, 1, "amount").text == "18.000,00"
    assert details.row_count == 3


@pytest.mark.parametrize(
    ("words", "column", "reason"),
    [
        ({"units": "mange"}, "units", "ikke et tal"),
        ({"yyear": "20"}, "year", "ikke et år"),
        ({"text": "Hansen 010190-1234"}, "text", "cpr-nummer"),
        ({"employee": "0101901234"}, "employee", "cpr-nummer"),
    ],
)
def test_what_cannot_be_read_waits_in_its_row(
    details: DetailsPresenter, words: dict[str, str], column: str, reason: str
) -> None:
    typed(details, 0, **({"yyear": "2020", "units": "1", "unit_price": "1"} | words))
    cell = at(details, 0, column)
    assert cell.tone is Tone.ERROR
    assert reason in cell.tip
    assert details.items() == ()


def test_a_row_has_a_price_or_an_annual_cost(details: DetailsPresenter) -> None:
    typed(details, 0, yyear="2020", units="1")
    assert details.items() == ()
    typed(details, 0, unit_price="5", annual_cost="6")
    assert details.items() == ()
    typed(details, 0, annual_cost="")
    assert len(details.items()) == 1


def test_a_note_that_came_with_a_form_stays_on_its_row() -> None:
    noted = replace(LEADER, note="Efter overenskomst.", unit="timer")
    presenter = DetailsPresenter(opened(a_plan(noted)))
    presenter.show(ONE)
    typed(presenter, 0, units="10")
    (row,) = presenter.items()
    assert (row.units, row.note, row.unit) == (Decimal(10), "Efter overenskomst.", "timer")


def test_words_that_wait_wait_with_their_line(details: DetailsPresenter) -> None:
    typed(details, 0, text="Halv")
    details.show(TWO)
    assert at(details, 0, "text").text == ""
    for _ in range(2):
        details.show(ONE)
        assert at(details, 0, "text").text == "Halv"


def test_a_project_of_one_year_needs_no_year_typed() -> None:
    period = Period(start=a_plan().period.start.replace(year=2020), end=a_plan().period.end)  # type: ignore[union-attr]
    for spans, year in ((period, 2020), (None, None)):
        presenter = DetailsPresenter(opened(a_plan(period=spans)))
        presenter.show(ONE)
        typed(presenter, 0, units="1", unit_price="5")
        assert [row.year for row in presenter.items()] == ([year] if year else [])


def test_without_a_norm_a_share_is_not_known_and_a_rate_neither() -> None:
    workspace = opened(a_plan(LEADER, norm=None))
    presenter = DetailsPresenter(workspace)
    presenter.show(ONE)
    assert [at(presenter, 0, key).text for key in ("share", "rate", "amount")] == [
        "",
        "ikke kendt",
        "ikke kendt",
    ]
    assert "ikke kendt timer" in presenter.calculation
    typed(presenter, 1, yyear="2020", units="25 %", annual_cost="5")
    assert "andel af timenormen" in at(presenter, 1, "units").tip


def test_the_line_keeps_its_amount_until_the_rows_are_used() -> None:
    workspace = opened(a_plan(LEADER))
    presenter = DetailsPresenter(workspace)
    presenter.show(ONE)
    assert has_difference(presenter)
    assert "144.300,00 kr. i 2020" in presenter.told.text
    presenter.use()
    assert not has_difference(presenter)
    assert workspace.project.budget.lines[0].amounts == {2020: kr(144_300)}
    workspace.run("budget.annual_hours", lambda p: set_annual_hours(p, Decimal(1720)))
    assert has_difference(presenter)
    assert workspace.project.budget.lines[0].amounts == {2020: kr(144_300)}


def test_the_note_tells_the_calculation_with_norm_and_index_but_no_employee() -> None:
    index = YearIndex(kind=IndexKind.WAGE, year=2020, percent=Decimal("2.1"), source="KL")
    lifted = replace(LEADER, indexed_by=IndexKind.WAGE)
    plain = DetailRow(text="", year=2020, units=Decimal(2), unit_price=kr(5))
    project = a_plan(lifted, plain)
    budget = replace(project.budget, indices=(index,))
    workspace = opened(replace(project, versions=(budget,)))
    presenter = DetailsPresenter(workspace)
    presenter.show(ONE)
    presenter.write()
    note = (
        "Begrundet.\nBeregning: Leder 2020: 481 timer à 306,30 kr. = 147.330,30 kr. "
        "(årsløn 577.200,00 kr., timenorm 1.924 timer), indeks 2,1 % i 2020 (KL); "
        "Uden tekst 2020: 2 à 5,00 kr. = 10,00 kr."
    )
    assert workspace.project.budget.lines[0].note == note
    presenter.write()
    assert workspace.project.budget.lines[0].note.count("Beregning:") == 1
    assert "4711" not in presenter.calculation
    assert "3.030,30 kr. på udgifterne" in presenter.rise
    assert "Tilskuddet reguleres ikke" in presenter.rise


def test_a_cpr_number_that_came_with_a_file_is_masked_in_the_note() -> None:
    presenter = DetailsPresenter(opened(a_plan(replace(LEADER, text="Hansen 010190-1234"))))
    presenter.show(ONE)
    assert "010190" not in presenter.calculation


def test_no_line_chosen_shows_nothing_and_takes_nothing(workspace: Workspace) -> None:
    presenter = DetailsPresenter(workspace)
    assert (presenter.row_count, presenter.can_edit, presenter.can_use) == (0, False, False)
    assert "Vælg en budgetpost" in presenter.heading
    assert presenter.told.text == ""
    assert presenter.rise == ""
    for do in (presenter.use, presenter.write):
        do()
    assert presenter.saving(())(workspace.project) is workspace.project
    assert workspace.project == a_plan()
    presenter.show(ONE)
    assert presenter.heading == "Specifikation af budgetpost 1 Løn"


def test_rows_of_an_approved_budget_are_only_looked_at() -> None:
    approved = a_budget(a_line("1", kr(7), details=(LEADER,)), approved=True)
    workspace = opened(a_project(approved))
    presenter, indices = DetailsPresenter(workspace), IndicesPresenter(workspace)
    presenter.show(ONE)
    assert (presenter.row_count, presenter.can_edit, presenter.can_use) == (1, False, False)
    assert not indices.can_edit
    assert not at(presenter, 0, "unit_price").is_editable


def test_the_norm_is_typed_and_the_common_ones_or_the_calls_are_proposed(
    workspace: Workspace,
) -> None:
    fields = norm_fields(workspace)
    assert "1.924 · 1.720 · 1.628,4 · 1.613 · 1.513" in fields.hint("annual_hours")
    fields.enter("annual_hours", "1.628,4")
    assert str(workspace.project.budget.annual_hours) == "1628.4"
    assert fields.cell("annual_hours").text == "1.628,4"
    fields.enter("annual_hours", "0")
    assert fields.cell("annual_hours").tone is Tone.ERROR
    fields.enter("annual_hours", "")
    assert workspace.project.budget.annual_hours is None
    rules = CallRules(pay=PayRule(source=A_SOURCE, annual_hours=Decimal(1720)))
    called = norm_fields(opened(a_project(rules=rules)))
    assert "Opslaget bruger 1.720 timer" in called.hint("annual_hours")


def test_indices_are_typed_with_their_source(workspace: Workspace) -> None:
    indices = IndicesPresenter(workspace)
    indices.enter(block("lønindeks\t2021\t2,4 %\tKL\nprisindeks\t2020\t-1,5\tKL\n", (0, 0)))
    assert workspace.project.budget.indices == (
        YearIndex(kind=IndexKind.PRICE, year=2020, percent=Decimal("-1.5"), source="KL"),
        YearIndex(kind=IndexKind.WAGE, year=2021, percent=Decimal("2.4"), source="KL"),
    )
    typed(indices, 2, kind="lønindeks")
    assert at(indices, 2, "year").tone is Tone.WARNING
