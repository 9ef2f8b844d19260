"""The tracking page without a screen: figures, what is behind them, orders, charts."""

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery, InterimRule
from budgetdesk.presenters.account import AccountPresenter
from budgetdesk.presenters.charts import bars, burn_up
from budgetdesk.presenters.orders import OrdersPresenter
from budgetdesk.presenters.periods import AccountPeriods, Corrections, EndingFigures
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.tracking import (
    Choice,
    Stretches,
    TrackedLines,
    TrackedPostings,
    short_name,
)
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.typed import UnreadableError
from tests.builders import A_SOURCE, a_posting, kr
from tests.opened import opened, with_ledger
from tests.presenters.test_account import shown

HALF = Period(start=date(2019, 12, 1), end=date(2020, 6, 30))


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger()) as workspace:
        yield workspace


def by(workspace: Workspace, every: InterimEvery) -> Choice:
    choice = Choice(workspace)
    choice.choose(list(InterimEvery).index(every))
    return choice


def test_a_line_tells_its_figures_and_what_was_used_in_each_stretch(workspace: Workspace) -> None:
    lines = TrackedLines(by(workspace, InterimEvery.YEAR))
    assert [column.heading for column in lines.columns] == [
        "Budgetpost", "Budget", "Forbrug", "Disponeret", "Rest", "Brugt %", "01–12-2019",
        "01–12-2020",
    ]  # fmt: skip
    assert shown(lines) == [
        ["Løn", "1.000,00", "900,00", "0,00", "100,00", "90,00 %", "0,00", "900,00"],
        ["Leje", "500,00", "0,00", "0,00", "500,00", "0,00 %", "0,00", "0,00"],
        ["I alt", "1.500,00", "900,00", "0,00", "600,00", "60,00 %", "0,00", "900,00"],
    ]
    stretches = shown(Stretches(by(workspace, InterimEvery.YEAR)))
    assert [row[2] for row in stretches] == ["0,00", "900,00", "900,00"]
    assert lines.place(0, 2) == ("1", None)
    assert lines.place(0, 7) == ("1", 1)
    assert lines.place(2, 7) == (None, 1)


def test_the_stretches_tell_what_is_carried_over_and_what_has_no_day() -> None:
    day_less = a_posting(7, kr(5), gl_code="1010", posting_date=None)
    with opened(with_ledger(a_posting(2, kr(900), gl_code="1010"), day_less)) as workspace:
        assert shown(Stretches(by(workspace, InterimEvery.YEAR))) == [
            ["01-01-2019 – 31-12-2019", "0,00", "0,00", "0,00", "0,00", "–", "0,00"],
            ["01-01-2020 – 31-12-2020", "1.500,00", "900,00", "0,00", "600,00", "60,00 %", "600,00"],  # noqa: E501
            ["uden dato", "0,00", "5,00", "0,00", "-5,00", "–", ""],
            ["I alt", "1.500,00", "905,00", "0,00", "595,00", "60,33 %", ""],
        ]  # fmt: skip


def test_a_figure_leads_to_its_postings_and_a_posting_to_its_figures(workspace: Workspace) -> None:
    choice = by(workspace, InterimEvery.MONTH)
    behind = TrackedPostings(workspace, choice)
    assert (behind.title, behind.row_count) == ("Vælg et tal for at se posteringerne bag det.", 0)
    behind.line, behind.stretch = TrackedLines(choice).place(0, 1)
    assert behind.title == "Løn, hele projektet: 1 postering, i alt 900,00 kr."
    behind.stretch = 6
    assert behind.title == "Løn, 01-06-2020 – 30-06-2020: 1 postering, i alt 900,00 kr."
    assert behind.cell(0, 5).text == "900,00"
    behind.stretch = 5
    assert behind.row_count == 0
    behind.stretch = 99
    assert behind.row_count == 1
    periods = AccountPeriods(workspace)
    periods.choose_own("1-12-2019", "30-6-2020")
    periods.take()
    assert behind.where(0) == (
        "Posteringen indgår i: Løn, 01-06-2020 – 30-06-2020; "
        "Løn, Delregnskab 01-12-2019 – 30-06-2020"
    )
    assert behind.where(5) == ""


def test_a_line_that_will_run_dry_and_one_overspent_are_marked() -> None:
    soon = a_posting(2, kr(900), gl_code="1010", posting_date=date(2019, 12, 2))
    project = with_ledger(soon, period=Period(start=date(2019, 12, 1), end=date(2022, 12, 31)))
    with opened(project) as workspace:
        lines = TrackedLines(Choice(workspace))
        assert lines.cell(0, 0).tone is Tone.WARNING
        assert lines.cell(0, 0).tip.startswith("Med forbruget til nu er posten brugt op")
        orders = OrdersPresenter(workspace)
        orders.enter({(0, 0): "Løn", (0, 1): "Kursus", (0, 2): "1-2-2020", (0, 3): "200"})
        assert lines.cell(0, 4).icon == "warning"


def test_without_a_period_there_is_nothing_to_follow() -> None:
    with opened(with_ledger(period=None)) as workspace:
        choice = Choice(workspace)
        assert choice.summary.startswith("Opfølgningen kan ikke vises endnu")
        lines, behind = TrackedLines(choice), TrackedPostings(workspace, choice)
        assert shown(lines) == shown(Stretches(choice)) == []
        assert lines.place(0, 0) == (None, None)
        assert (behind.row_count, behind.where(0)) == (0, "")
        assert not bars(choice.tracking)
        assert not burn_up(choice.tracking)
        periods = AccountPeriods(workspace)
        assert (periods.choices, periods.can_take, periods.said) == (
            ["Hele projektet (endeligt regnskab)"], False, "",
        )  # fmt: skip
        periods.take()
        assert workspace.project.accounts == ()
        assert shown(Corrections(workspace)) == shown(EndingFigures(workspace)) == []


def test_the_summary_and_the_charts_tell_the_same_figures(workspace: Workspace) -> None:
    choice = by(workspace, InterimEvery.YEAR)
    assert list(choice.choices) == ["måned", "kvartal", "halvår", "år"]
    assert choice.summary == (
        "Budget 1.500,00 kr. · forbrug 900,00 kr. · disponeret 0,00 kr. · rest 600,00 kr."
    )
    first, second = bars(choice.tracking)
    assert (first.budget, first.used, second.budget, second.used) == (1.0, 0.9, 0.5, 0.0)
    assert first.words == "Løn: budget 1.000,00 kr., forbrug 900,00 kr., disponeret 0,00 kr."
    last = burn_up(choice.tracking)[-1]
    assert (last.plan, last.used) == (1.0, 0.6)
    assert last.words.endswith("plan 1.500,00 kr., forbrug 900,00 kr.")
    assert short_name(Period(start=date(2020, 2, 1), end=date(2020, 2, 29))) == "02-2020"


def test_a_chart_of_nothing_is_flat() -> None:
    project = with_ledger()
    empty = replace(project.versions[0], lines=())
    bare = replace(project, versions=(empty,), ledger=replace(project.ledger, rules=()))
    with opened(bare) as workspace:
        assert {point.used for point in burn_up(Choice(workspace).tracking)} == {0.0}


def test_an_order_is_typed_by_the_lines_label_and_ends_when_it_is_invoiced(
    workspace: Workspace,
) -> None:
    orders = OrdersPresenter(workspace)
    orders.enter({(0, 0): "leje", (0, 1): "Lokale", (0, 2): "1-3-2020", (0, 3): "250"})
    assert shown(orders)[0] == ["Leje", "Lokale", "01-03-2020", "250,00", ""]
    assert orders.cell(0, 0).choices == ("Løn", "Leje")
    assert orders.total == "Disponeret i alt 250,00 kr."
    orders.enter({(0, 4): "1-2-2020"})
    assert "før den blev bestilt" not in orders.total
    assert workspace.project.orders[0].is_open
    orders.enter({(0, 4): "1-4-2020"})
    assert orders.total == "Disponeret i alt 0,00 kr."


@pytest.mark.parametrize(
    ("place", "word"), [((0, 0), "Ukendt"), ((0, 3), "-5"), ((0, 0), ""), ((0, 3), "")]
)
def test_an_order_that_cannot_be_read_waits_beside_the_project(
    workspace: Workspace, place: tuple[int, int], word: str
) -> None:
    orders = OrdersPresenter(workspace)
    row = {(0, 0): "Løn", (0, 1): "Kursus", (0, 2): "1-3-2020", (0, 3): "5"}
    orders.enter(row | {place: word})
    assert workspace.project.orders == ()
    assert orders.cell(*place).icon in {"error", "warning"}


def test_lines_that_are_alike_are_told_apart_by_their_numbers() -> None:
    project = with_ledger()
    same = [replace(line, label="Løn") for line in project.budget.lines]
    version = replace(project.budget, lines=tuple(same))
    with opened(replace(project, versions=(version,))) as workspace:
        orders = OrdersPresenter(workspace)
        assert orders.cell(0, 0).choices == ("Løn (nr. 1)", "Løn (nr. 2)")


def with_calendar() -> Project:
    project = with_ledger()
    rule = InterimRule(source=A_SOURCE, every=InterimEvery.HALF_YEAR)
    rules = replace(project.call.rules, interim_account=rule)
    return replace(project, call=replace(project.call, rules=rules))


def test_the_calendars_accounts_are_offered_taken_and_taken_back() -> None:
    with opened(with_calendar()) as workspace:
        periods = AccountPeriods(workspace)
        assert list(periods.choices) == [
            "Hele projektet (endeligt regnskab)",
            "01-12-2019 – 31-12-2019",
            "01-01-2020 – 30-06-2020",
        ]
        periods.choose(2)
        assert (periods.chosen, periods.can_take, periods.can_take_back) == (2, True, False)
        account = workspace.shown_account
        assert account is not None
        assert account is workspace.shown_account
        assert account.actual == kr(900)
        periods.take()
        assert periods.choices[2] == "01-01-2020 – 30-06-2020 – aflagt 01-02-2021"
        assert not periods.can_take
        periods.choose(0)
        assert periods.said == (
            "1 tidligere regnskab: 900,00 kr. + dette regnskab: 0,00 kr. = i alt 900,00 kr."
        )
        assert shown(AccountPresenter(workspace))[0][:6] == [
            "1", "Løn", "1.000,00", "900,00", "0,00", "900,00",
        ]  # fmt: skip
        assert shown(Corrections(workspace)) == []
        periods.take_back()
        assert workspace.project.accounts == ()


def test_a_period_of_ones_own_is_typed(workspace: Workspace) -> None:
    periods = AccountPeriods(workspace)
    periods.choose_own("1-12-2019", "30-6-2020")
    assert list(periods.periods) == [None, HALF]
    assert periods.chosen == 1
    periods.choose_own("1-12-2019", "31-12-2020")
    assert periods.chosen == 0
    for start, end in (("", "1-1-2020"), ("1-1-2020", ""), ("2-1-2020", "1-1-2020")):
        with pytest.raises(UnreadableError):
            periods.choose_own(start, end)


def test_what_moved_since_an_account_is_told_posting_by_posting(workspace: Workspace) -> None:
    periods = AccountPeriods(workspace)
    periods.choose_own("1-12-2019", "30-6-2020")
    periods.take()
    workspace.run("ledger.remove_rule", lambda p: replace(p, ledger=replace(p.ledger, rules=())))
    periods.choose(0)
    assert periods.said.endswith("Heraf 1 rettelse til tidligere regnskaber: -900,00 kr.")
    corrections = Corrections(workspace)
    assert shown(corrections) == [
        ["1-2", "Løn", "ændret siden regnskabet", "900,00", "0,00", "-900,00"],
        ["I alt", "", "", "", "", "-900,00"],
    ]
    assert corrections.place_of(Subject(kind="line", id="1")) is None


def test_what_the_grant_would_be_is_told_and_keeping_it_all_is_marked(
    workspace: Workspace,
) -> None:
    ways = EndingFigures(workspace)
    assert [row[1:3] for row in shown(ways)] == [
        ["900,00", "900,00"],
        ["900,00", "600,00"],
        ["900,00", "1.200,00"],
    ]
    assert [ways.cell(row, 0).icon for row in range(3)] == ["", "", "error"]
    assert ways.cell(2, 0).text.startswith("Hele tilsagnet beholdes")
