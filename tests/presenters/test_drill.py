"""Every figure leads to what comes to it, to the øre, and every posting to every figure."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from msgspec.structs import replace

from budgetdesk.accounting.behind import Kind, budgeted, limit, total
from budgetdesk.accounting.build import build_account
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement, VoucherFile
from budgetdesk.domain.money import Money
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.domain.value import LineId, PostingId, VoucherId
from budgetdesk.presenters import drill
from budgetdesk.presenters.account import AccountPresenter
from budgetdesk.presenters.behind import Behind, BehindPresenter, ContributionsTable, Drilled
from budgetdesk.presenters.funding import FundingPresenter
from budgetdesk.presenters.ledger import LedgerPresenter
from budgetdesk.presenters.line_postings import LinePostingsPresenter
from budgetdesk.presenters.partners import PartnerAccounts, PartnerBudgets
from budgetdesk.presenters.periods import Corrections, EndingFigures
from budgetdesk.presenters.reconciliation import ReconciliationFigures
from budgetdesk.presenters.settlement import FundingFigures, SettlementFigures
from budgetdesk.presenters.table import TablePresenter, Tone
from budgetdesk.presenters.tracking import (
    BurnUpFigures,
    Choice,
    Stretches,
    TrackedLines,
    TrackedPostings,
)
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from tests.builders import a_posting, kr
from tests.opened import SALARY, four_postings, with_ledger
from tests.packages.sealed import finished, sealed
from tests.presenters.desks import opened, place
from tests.storage.projects import DRAWN
from tests.storage.test_second import after_spring, ledgers, with_everything
from tests.writers.worst import a_worst_project


def tables(workspace: Workspace) -> Iterator[TablePresenter]:
    """Every table whose figures lead on."""
    choice = Choice(workspace)
    yield AccountPresenter(workspace)
    yield FundingFigures(workspace)
    yield SettlementFigures(workspace)
    yield ReconciliationFigures(workspace)
    yield Corrections(workspace)
    yield EndingFigures(workspace)
    yield PartnerAccounts(workspace)
    yield PartnerBudgets(workspace)
    yield TrackedLines(choice)
    yield Stretches(choice)
    yield BurnUpFigures(choice)
    yield FundingPresenter(workspace)


def figures(workspace: Workspace) -> Iterator[tuple[Behind, Money | None]]:
    """Every figure that leads on, with the amount its cell shows."""
    for table in tables(workspace):
        assert isinstance(table, Drilled)
        for row in range(table.row_count):
            for column in range(len(table.columns)):
                cell = table.cell(row, column)
                behind = table.behind((row, column))
                if cell.amount is not None:
                    assert behind is not None, (type(table).__name__, table.columns[column].key)
                if behind is not None:
                    yield behind, cell.amount


def ordered() -> Project:
    """With an order on a line, and an account taken before."""
    order = Order(line=LineId("2"), text="Lokaler", on=date(2020, 9, 1), amount=kr(7))
    return replace(after_spring(), orders=(order,))


def undated() -> Project:
    """With a posting on a line that no day is known of."""
    return with_ledger(
        *four_postings(), a_posting(9, kr(12), gl_code=SALARY.gl_from, posting_date=None)
    )


PROJECTS = {
    "undated": undated,
    "everything": with_everything,
    "taken": ordered,
    "four": with_ledger,
    "sample": finished,
    "joint": lambda: a_worst_project(60),
    "empty": lambda: with_ledger(ledger=Ledger()),
}


@pytest.mark.parametrize("make", PROJECTS.values(), ids=PROJECTS)
def test_what_stands_behind_every_figure_comes_to_it(make: object) -> None:
    assert callable(make)
    workspace = opened(make())
    seen = 0
    for behind, shown in figures(workspace):
        assert total(behind.contributions) == behind.figure, behind.title
        assert shown in {None, behind.figure}, behind.title
        assert behind.sum.tone is Tone.IN_ORDER
        seen += 1
    assert seen > 40


@given(ledgers())
@DRAWN
def test_any_ledger_is_behind_its_figures(project: Project) -> None:
    with Session.create(None, project, "Kim") as session:
        workspace = Workspace(session, lambda: date(2020, 6, 15))
        for behind, shown in figures(workspace):
            assert total(behind.contributions) == behind.figure, behind.title
            assert shown in {None, behind.figure}, behind.title


def test_an_account_that_ends_with_a_year_leads_to_the_budget_until_then() -> None:
    workspace = opened(ordered())
    workspace.choose_period(Period(start=date(2019, 12, 1), end=date(2019, 12, 31)))
    for behind, shown in figures(workspace):
        assert total(behind.contributions) == behind.figure, behind.title
        assert shown in {None, behind.figure}, behind.title


def test_an_interim_account_leads_to_its_own_postings() -> None:
    workspace = opened(ordered())
    workspace.choose_period(Period(start=date(2020, 6, 1), end=date(2020, 8, 31)))
    for behind, shown in figures(workspace):
        assert total(behind.contributions) == behind.figure, behind.title
        assert shown in {None, behind.figure}, behind.title


def test_every_posting_is_in_just_the_figures_that_hold_it() -> None:
    """Asked from the other side: of every figure, whether it holds the posting."""
    project = sealed(finished())
    workspace = opened(project)
    account, tracking = workspace.account, workspace.tracking(InterimEvery.QUARTER)
    every = list(drill._figures(project, account, tracking))  # noqa: SLF001 - all there are
    for posting in project.ledger.batches[0].postings[:12]:
        places = drill.places_in(workspace, posting.id)
        assert places
        named = {each.behind.title for each in places}
        for behind in every:
            parts = [
                each.amount
                for each in behind.contributions
                if each.posting is not None and each.posting.id == posting.id
            ]
            assert (behind.title in named) == bool(parts)
    cost = next(iter(workspace.account.lines[0].parts)).posting  # type: ignore[union-attr]
    said = "\n".join(each.behind.title for each in drill.places_in(workspace, cost.id))
    for words in ("Regnskab: ", "Forbrug, ", "Optjent", "Indlæst i alt", "Forseglet regnskab 1"):
        assert words in said


def test_what_an_account_that_was_taken_told_is_a_place_too() -> None:
    workspace = opened(ordered())
    said = [each.behind.title for each in drill.places_in(workspace, PostingId("1-7"))]
    assert any(each.startswith("Aflagt Delregnskab, 01-01-2020") for each in said)


def test_a_posting_that_is_gone_keeps_its_id_behind_what_was_reported() -> None:
    project = ordered()
    bare = replace(project, ledger=replace(project.ledger, batches=()))
    workspace = opened(bare)
    lines = AccountPresenter(workspace)
    behind = lines.behind((0, place(lines, "earlier")))
    assert behind is not None
    assert [each.posting.id for each in behind.contributions if each.posting] == ["1-7"]


def test_a_column_without_a_figure_leads_nowhere() -> None:
    workspace = opened(with_everything())
    for table, key in (
        (AccountPresenter(workspace), "label"),
        (FundingFigures(workspace), "source"),
        (SettlementFigures(workspace), "step"),
        (ReconciliationFigures(workspace), "box"),
        (TrackedLines(Choice(workspace)), "label"),
        (Stretches(Choice(workspace)), "stretch"),
        (BurnUpFigures(Choice(workspace)), "stretch"),
        (EndingFigures(workspace), "way"),
        (PartnerAccounts(workspace), "partner"),
        (PartnerBudgets(workspace), "partner"),
        (FundingPresenter(workspace), "source"),
    ):
        assert table.behind((0, place(table, key))) is None


def test_without_an_account_nothing_leads_on() -> None:
    workspace = opened(replace(with_ledger(), period=None))
    for table in tables(workspace):
        if not isinstance(table, FundingPresenter):
            assert isinstance(table, Drilled)
            assert table.behind((0, 0)) is None
    assert drill.places_in(workspace, PostingId("1-2")) == ()


@pytest.fixture
def shown() -> tuple[BehindPresenter, Behind]:
    """The deviation of a line in sight."""
    workspace = opened(ordered())
    lines = AccountPresenter(workspace)
    behind = lines.behind((1, place(lines, "deviation")))
    assert behind is not None
    presenter = BehindPresenter(workspace, lambda each: drill.places_in(workspace, each))
    presenter.show(behind)
    return presenter, behind


def test_a_figure_shows_what_it_is_made_of(shown: tuple[BehindPresenter, Behind]) -> None:
    rows = shown[0].contributions
    cells = [[rows.cell(row, c).text for c in range(len(rows.columns))] for row in range(2)]
    assert cells[0][:2] == ["Budget", "2020"]
    assert cells[1][0] == "Postering"
    assert shown[0].subject(0) is None
    assert rows.first == 1
    shown[0].choose(0)
    assert shown[0].where == "Vælg en postering for at se de tal, den står i."


def test_a_posting_leads_to_the_other_figures_and_back(
    shown: tuple[BehindPresenter, Behind],
) -> None:
    presenter, behind = shown
    presenter.choose(1)
    subject = presenter.subject(1)
    assert subject is not None
    assert subject.kind == "posting"
    assert presenter.where.startswith("Posteringen står i ")
    places = presenter.places
    assert places.cell(0, 1).amount == -behind.contributions[1].amount
    assert places.cell(0, 2).amount == places.rows[0].behind.figure
    leads = places.behind((0, 0))
    assert leads is not None
    assert (leads.title, places.behind((99, 0))) == (places.cell(0, 0).text, None)
    presenter.show(leads)
    assert presenter.shown is leads
    assert presenter.back()
    assert presenter.shown is behind
    assert not presenter.back()


def test_a_posting_leads_to_itself_from_every_list_of_postings() -> None:
    project = with_ledger(
        a_posting(2, kr(900), gl_code="1010"), a_posting(3, kr(-30), gl_code="2010")
    )
    workspace = opened(project)
    behind = LinePostingsPresenter(workspace)
    behind.chosen = LineId("1")
    choice = Choice(workspace)
    tracked = TrackedPostings(workspace, choice)
    tracked.line = LineId("1")
    for table in (behind, tracked, LedgerPresenter(workspace)):
        found = table.behind((0, 0))
        assert found.title == "Bilag: B2"
        assert [each.amount for each in found.contributions] == [kr(900)]


def test_a_figure_that_does_not_add_up_says_so() -> None:
    wrong = Behind("Noget", kr(1), lambda: ())
    assert wrong.sum.tone is Tone.ERROR
    assert "1,00" in wrong.sum.text


def test_what_is_too_small_to_claim_and_what_is_below_nothing_is_told() -> None:
    """The two things a settlement leaves out are named, so that the sum still comes to it."""
    project = with_everything()
    account = build_account(project)
    low = replace(account.settlement, limits={"net": kr(-5)}, earned=kr(0), paid_out=kr(20))
    figures_of = drill.OfAccount(project, replace(account, settlement=low))
    kinds = [each.kind for each in figures_of.step("earned").contributions]
    assert Kind.FLOOR in kinds
    let_go = replace(account.settlement, is_let_go=True)
    step = drill.OfAccount(project, replace(account, settlement=let_go)).step("repay")
    assert Kind.LET_GO in [each.kind for each in step.contributions]
    assert total(step.contributions) == step.figure


def test_a_correction_leads_to_its_posting_and_all_of_them_to_theirs() -> None:
    project = ordered()
    moved = Placement(parts=(Part(kind=PartKind.COST, amount=kr(11), target="2"),))
    held = {**project.ledger.placements, PostingId("1-7"): moved}
    workspace = opened(replace(project, ledger=replace(project.ledger, placements=held)))
    table = Corrections(workspace)
    assert table.row_count > 1
    for behind, shown in figures(workspace):
        assert total(behind.contributions) == behind.figure, behind.title
        assert shown in {None, behind.figure}, behind.title
    assert table.behind((0, place(table, "line"))) is None
    first = table.behind((0, place(table, "change")))
    assert first is not None
    assert [each.posting.id for each in first.contributions if each.posting] == ["1-7"]


def test_the_file_of_a_voucher_stands_beside_its_posting() -> None:
    project = with_everything()
    file = VoucherFile(
        id=VoucherId("1"), posting=PostingId("1-2"), name="faktura.pdf", size=1, sha256="0" * 64
    )
    workspace = opened(replace(project, ledger=replace(project.ledger, vouchers=(file,))))
    lines = AccountPresenter(workspace)
    behind = lines.behind((0, place(lines, "actual")))
    assert behind is not None
    table = ContributionsTable(workspace)
    table.behind_it = behind
    names = [table.cell(row, len(table.columns) - 1).text for row in range(table.row_count)]
    assert "faktura.pdf" in names
    assert ReconciliationFigures(opened(replace(project, period=None))).row_count == 0


def test_a_line_of_no_budget_has_none_behind_it_and_a_share_of_everything_has_no_rest() -> None:
    project = with_everything()
    account = build_account(project)
    stranger = replace(account.lines[0], id=LineId("fremmed"))
    assert list(budgeted(project, (stranger,))) == []
    whole = replace(account.settlement, limits={"share": account.actual})
    behind = tuple(limit(project, replace(account, settlement=whole), "share"))
    assert Kind.OWN_PART not in [each.kind for each in behind]
    assert total(behind) == account.actual
