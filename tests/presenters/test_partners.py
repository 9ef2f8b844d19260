"""A joint project without a window: whose a line is, and what each partner comes to."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from budgetdesk.accounting.behind import Kind
from budgetdesk.domain.budget import BudgetVersion, FundingLine, FundingSource
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Partner, Recipient
from budgetdesk.domain.rules import CallRules, CofinancingBase, CofinancingRule
from budgetdesk.domain.value import FundingId, PartnerId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.budget import BudgetPresenter
from budgetdesk.presenters.funding import FundingPresenter
from budgetdesk.presenters.partners import PartnerAccounts, PartnerBudgets, demand_words
from budgetdesk.presenters.people import PartnersPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from tests.builders import A_SOURCE, a_batch, a_budget, a_line, a_posting, a_project, kr
from tests.presenters.desks import at, opened, row_of, typed

SCHOOL = Partner(id=PartnerId("p1"), name="Sprogskolen")
TWIN = Partner(id=PartnerId("p2"), name="Sprogskolen")


def demand(each: bool | None = None) -> CallRules:
    return CallRules(
        cofinancing=CofinancingRule(
            source=A_SOURCE,
            percent=Decimal(20),
            base=CofinancingBase.TOTAL_COSTS,
            each_partner=each,
        )
    )


def the_budget() -> BudgetVersion:
    lines = (a_line("1", kr(600)), a_line("2", kr(400)))
    return a_budget(*lines, grant=kr(800), own=kr(200))


def joint(**fields: object) -> Project:
    return a_project(the_budget(), demand(), **{"partners": (SCHOOL, TWIN), **fields})


@pytest.fixture
def workspace() -> Workspace:
    return opened(joint())


def test_a_project_of_one_has_no_column_for_partners() -> None:
    workspace = opened(joint(partners=()))
    for sheet in (BudgetPresenter(workspace), FundingPresenter(workspace)):
        assert "partner" not in [column.key for column in sheet.columns]


def test_a_line_is_given_to_a_partner_by_its_name(workspace: Workspace) -> None:
    budget = BudgetPresenter(workspace)
    assert at(budget, 0, "partner").text == "Prøvestrup Kommune"
    assert at(budget, 0, "partner").choices == (
        "Prøvestrup Kommune",
        "Sprogskolen",
        "Sprogskolen (p2)",
    )
    assert at(budget, 2, "partner").choices == at(budget, 0, "partner").choices
    typed(budget, 0, partner="sprogskolen")
    typed(budget, 1, partner="Sprogskolen (p2)")
    assert [line.partner for line in workspace.project.budget.lines] == ["p1", "p2"]
    typed(budget, 1, partner="Prøvestrup Kommune")
    typed(budget, 0, partner="")
    assert [line.partner for line in workspace.project.budget.lines] == [None, None]
    typed(budget, 0, partner="Nogen")
    assert at(budget, 0, "partner").tone is Tone.ERROR


def test_a_source_is_given_to_a_partner_and_the_table_follows(workspace: Workspace) -> None:
    funding, table = FundingPresenter(workspace), PartnerBudgets(workspace)
    typed(BudgetPresenter(workspace), 1, partner="Sprogskolen")
    assert at(funding, 2, "partner").choices
    typed(funding, 1, partner="Sprogskolen")
    assert at(funding, 1, "partner").text == "Sprogskolen"
    assert [row_of(table, row) for row in range(table.row_count)] == [
        ["Prøvestrup Kommune (tilskudsansvarlig)", "600,00", "800,00", "0,00", "0,00",
         "0,00 %: 120,00 kr. fra kravet alene"],
        ["Sprogskolen", "400,00", "0,00", "200,00", "0,00", "50,00 %: nok alene"],
        ["Sprogskolen", "0,00", "0,00", "0,00", "0,00", ""],
        ["I alt", "1.000,00", "800,00", "200,00", "0,00", ""],
    ]  # fmt: skip


def test_a_partner_nobody_knows_is_shown_by_its_id_so_that_it_can_be_changed() -> None:
    lost = replace(the_budget(), lines=(a_line("1", kr(600), partner=PartnerId("p9")),))
    budget = BudgetPresenter(opened(a_project(lost)))
    assert at(budget, 0, "partner").text == "p9"
    assert at(budget, 0, "partner").icon == "error"


def test_a_recipient_without_a_name_is_called_what_it_is() -> None:
    budget = BudgetPresenter(opened(joint(recipient=Recipient())))
    assert at(budget, 0, "partner").text == "Tilskudsmodtager"


def test_a_partner_in_use_is_not_removed_and_the_list_is_as_it_was(workspace: Workspace) -> None:
    typed(BudgetPresenter(workspace), 0, partner="Sprogskolen")
    partners = PartnersPresenter(workspace)
    with pytest.raises(BudgetDeskError) as error:
        partners.remove([0])
    assert error.value.code == "project.partner_in_use"
    assert [each.id for each in workspace.project.partners] == ["p1", "p2"]
    partners.remove([1])
    assert [each.id for each in workspace.project.partners] == ["p1"]


def test_the_account_is_told_partner_by_partner() -> None:
    budget = replace(
        the_budget(), lines=(a_line("1", kr(600)), a_line("2", kr(400), partner=SCHOOL.id))
    )
    posting = a_posting(2, kr(300))
    part = Part(kind=PartKind.COST, amount=kr(300), target="2")
    ledger = Ledger(batches=(a_batch(posting),), placements={posting.id: Placement(parts=(part,))})
    project = a_project(budget, partners=(SCHOOL,), ledger=ledger)
    table = PartnerAccounts(opened(project))
    assert [row_of(table, row) for row in range(table.row_count)] == [
        [
            "Prøvestrup Kommune (tilskudsansvarlig)",
            "600,00",
            "0,00",
            "600,00",
            "0,00",
            "0,00",
            "0,00",
            "",
        ],
        ["Sprogskolen", "400,00", "300,00", "100,00", "100,00", "0,00", "200,00", ""],
        ["I alt", "1.000,00", "300,00", "700,00", "100,00", "0,00", "200,00", ""],
    ]
    assert PartnerAccounts(opened(replace(project, period=None))).rows == ()
    assert PartnerAccounts(opened(replace(project, partners=()))).rows == ()
    assert PartnerBudgets(opened(replace(project, partners=()))).rows == ()


def test_what_others_gave_a_partner_leads_to_the_posting_and_leaves_it_less_to_bear() -> None:
    given = FundingLine(
        id=FundingId("F1"),
        source=FundingSource.OTHER_GRANT,
        amounts={2020: kr(50)},
        partner=SCHOOL.id,
    )
    theirs = replace(given, id=FundingId("F2"), partner=None)
    budget = the_budget()
    budget = replace(
        budget,
        lines=(a_line("1", kr(600)), a_line("2", kr(400), partner=SCHOOL.id)),
        funding=(*budget.funding, given, theirs),
    )
    spent, came, elsewhere = a_posting(2, kr(300)), a_posting(3, kr(-50)), a_posting(4, kr(-7))
    places = {
        spent.id: Part(kind=PartKind.COST, amount=kr(300), target="2"),
        came.id: Part(kind=PartKind.FUNDING, amount=kr(-50), target="F1"),
        elsewhere.id: Part(kind=PartKind.FUNDING, amount=kr(-7), target="F2"),
    }
    ledger = Ledger(
        batches=(a_batch(spent, came, elsewhere),),
        placements={posting: Placement(parts=(part,)) for posting, part in places.items()},
    )
    table = PartnerAccounts(opened(a_project(budget, partners=(SCHOOL,), ledger=ledger)))
    keys = [column.key for column in table.columns]
    others, own, all_others = (
        table.behind((row, keys.index(key)))
        for row, key in ((1, "others"), (1, "own"), (2, "others"))
    )
    assert others is not None
    assert [(each.posting, each.amount) for each in others.contributions] == [(came, kr(50))]
    assert own is not None
    assert [(each.kind, each.amount) for each in own.contributions] == [
        (Kind.SHARE, own.figure - kr(250)),
        (Kind.POSTING, kr(300)),
        (Kind.POSTING, kr(-50)),
    ]
    assert all_others is not None
    assert [each.amount for each in all_others.contributions] == [kr(7), kr(50)]
    assert all_others.figure == kr(57)


def test_whom_the_demand_is_held_for_is_said() -> None:
    said = {each: demand_words(a_project(rules=demand(each))) for each in (None, True, False)}
    assert "siger ikke" in said[None]
    assert "hver partner selv" in said[True]
    assert "som helhed" in said[False]
    assert "intet kendt krav" in demand_words(a_project())


def test_a_finding_leads_to_its_partner_in_the_list(workspace: Workspace) -> None:
    partners = PartnersPresenter(workspace)
    assert partners.place_of(Subject(kind="partner", id="p2")) == (1, 0)
    for elsewhere in (Subject(kind="partner"), Subject(kind="line", id="p2")):
        assert partners.place_of(elsewhere) is None
