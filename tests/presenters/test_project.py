"""The project page without a window: fields, lists of people, rules."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Signer
from budgetdesk.domain.recipient import Partner, RecipientKind
from budgetdesk.domain.rules import ApplicantRule, CallRules, PeriodRule
from budgetdesk.domain.value import PartnerId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.fields import Fields
from budgetdesk.presenters.people import PartnersPresenter, SignersPresenter
from budgetdesk.presenters.project import ProjectPresenter
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from tests.builders import A_SOURCE, a_budget, a_line, a_project
from tests.presenters.desks import TODAY, opened, row_of, typed

RULES = CallRules(
    applicants=ApplicantRule(source=A_SOURCE, kinds=(RecipientKind.MUNICIPALITY,)),
    period=PeriodRule(source=A_SOURCE, start_from=date(2019, 12, 1), end_to=date(2020, 12, 31)),
)


@pytest.fixture
def workspace() -> Workspace:
    return opened(a_project(rules=RULES))


@pytest.fixture
def fields(workspace: Workspace) -> Fields:
    return ProjectPresenter(workspace).fields


@pytest.fixture
def empty() -> Workspace:
    return opened(a_project(rules=RULES, period=None))


def period_of(workspace: Workspace) -> Period | None:
    return workspace.project.period


def test_the_form_shows_what_stands_in_the_project(fields: Fields) -> None:
    keys = ("title", "journal_number", "recipient_name", "kind", "start", "end", "participants")
    assert [fields.cell(key).text for key in keys] == [
        "Kompetenceløft",
        "19/12345",
        "Prøvestrup Kommune",
        "Kommune",
        "01-12-2019",
        "31-12-2020",
        "",
    ]
    assert fields.label("cvr") == "CVR-nr."
    assert fields.cell("kind").choices[:2] == ("", "Kommune")


def test_what_is_typed_is_taken(fields: Fields, workspace: Workspace) -> None:
    for key, word in {
        "title": " Løft ",
        "journal_number": "20/1",
        "recipient_name": "Byen",
        "kind": "region",
        "cvr": "12345678",
        "contact": "Kim",
        "participants": "1.000",
    }.items():
        fields.enter(key, word)
    project = workspace.project
    assert (project.title, project.journal_number, project.participants) == ("Løft", "20/1", 1000)
    assert project.recipient.name == "Byen"
    assert project.recipient.kind is RecipientKind.REGION
    assert (project.recipient.cvr, project.recipient.contact) == ("12345678", "Kim")
    assert fields.cell("participants").text == "1000"
    assert fields.cell("kind").tone is Tone.ERROR

    fields.enter("kind", "")
    assert workspace.project.recipient.kind is None
    assert fields.cell("kind").text == ""


def test_leaving_a_field_as_it_was_is_no_step(fields: Fields, workspace: Workspace) -> None:
    fields.enter("title", "Kompetenceløft")
    assert workspace.session.undo_step is None


def test_an_unreadable_count_is_kept_and_marked(fields: Fields) -> None:
    fields.enter("participants", "mange")
    cell = fields.cell("participants")
    assert (cell.text, cell.icon) == ("mange", "error")
    assert "ikke et antal" in cell.tip


def test_a_day_is_changed_alone(fields: Fields, workspace: Workspace) -> None:
    fields.enter("end", "30/11-20")
    fields.enter("start", "2-12-2019")
    assert period_of(workspace) == Period(start=date(2019, 12, 2), end=date(2020, 11, 30))


def test_the_first_day_of_a_period_waits_for_the_other(empty: Workspace) -> None:
    fields = ProjectPresenter(empty).fields
    fields.enter("start", "01-12-2019")
    assert period_of(empty) is None
    assert fields.cell("start").text == "01-12-2019"
    assert "både begyndelse og slutning" in fields.cell("start").tip

    fields.enter("end", "31-12-2020")
    assert period_of(empty) == Period(start=date(2019, 12, 1), end=date(2020, 12, 31))
    assert not empty.unread


def test_the_last_day_may_come_first(empty: Workspace) -> None:
    fields = ProjectPresenter(empty).fields
    fields.enter("end", "31-12-2020")
    fields.enter("start", "01-12-2019")
    assert period_of(empty) == Period(start=date(2019, 12, 1), end=date(2020, 12, 31))


def test_a_day_waits_for_one_that_cannot_be_read(empty: Workspace) -> None:
    fields = ProjectPresenter(empty).fields
    fields.enter("start", "første december")
    fields.enter("end", "31-12-2020")
    assert [fields.cell(key).text for key in ("start", "end")] == ["første december", "31-12-2020"]

    fields.enter("start", "")
    assert fields.cell("end").text == "31-12-2020"
    fields.enter("start", "1-12-2019")
    assert period_of(empty) == Period(start=date(2019, 12, 1), end=date(2020, 12, 31))


def test_a_waiting_day_can_be_taken_back(empty: Workspace) -> None:
    fields = ProjectPresenter(empty).fields
    fields.enter("start", "01-12-2019")
    fields.enter("start", "")
    fields.enter("end", "31-12-2020")
    assert fields.cell("end").icon == "error"
    assert period_of(empty) is None


def test_the_period_goes_when_both_its_days_are_taken_away(
    fields: Fields, workspace: Workspace
) -> None:
    fields.enter("start", "")
    assert period_of(workspace) is not None
    assert (fields.cell("start").text, fields.cell("start").icon) == ("", "error")

    fields.enter("end", "")
    assert period_of(workspace) is None
    assert not workspace.unread


def test_a_day_out_of_this_world_is_refused(fields: Fields, workspace: Workspace) -> None:
    fields.enter("end", "31-12-3020")
    assert fields.cell("end").icon == "error"
    assert period_of(workspace) == Period(start=date(2019, 12, 1), end=date(2020, 12, 31))


def test_the_call_is_told_beside_the_field(fields: Fields, workspace: Workspace) -> None:
    assert fields.hint("kind").startswith("Kommune")
    assert "01-12-2019" in fields.hint("start")
    assert fields.hint("title") == ""
    silent = ProjectPresenter(opened(replace(a_project(), title="x"))).fields
    assert silent.hint("kind") == ""
    del workspace


def test_a_finding_leads_to_its_field(fields: Fields) -> None:
    assert fields.key_of(Subject(kind="period", field="end")) == "end"
    assert fields.key_of(Subject(kind="project", field="recipient")) == "kind"
    assert fields.key_of(Subject(kind="line")) is None


def test_the_rules_are_told_the_known_ones_first(workspace: Workspace) -> None:
    presenter = ProjectPresenter(workspace)
    assert [rule.kind for rule in presenter.rules[:2]] == ["applicants", "period"]
    assert {rule.is_set for rule in presenter.rules[2:]} == {False}
    assert presenter.call_name == "Prøvepuljen, Styrelsen"


def test_signers_are_typed_row_by_row(workspace: Workspace) -> None:
    signers = SignersPresenter(workspace)
    assert "skriver under" in signers.cell(0, 0).tip
    typed(signers, 0, name="Bo Prøve")
    typed(signers, 0, title="Chef")
    typed(signers, 1, name="Lis")
    assert list(workspace.project.signers) == [
        Signer(name="Bo Prøve", title="Chef"),
        Signer(name="Lis"),
    ]
    assert row_of(signers, 1) == ["Lis", ""]

    typed(signers, 2, title="Uden navn")
    assert len(workspace.project.signers) == 2
    signers.remove([0])
    assert list(workspace.project.signers) == [Signer(name="Lis")]


def test_partners_get_ids_that_none_had(workspace: Workspace) -> None:
    partners = PartnersPresenter(workspace)
    partners.enter({(0, 0): "Skolen", (0, 1): "Uddannelsesinstitution", (1, 0): "A-kassen"})
    typed(partners, 0, cvr="12345678")
    assert workspace.project.partners == (
        Partner(
            id=PartnerId("p1"),
            name="Skolen",
            kind=RecipientKind.EDUCATIONAL_INSTITUTION,
            cvr="12345678",
        ),
        Partner(id=PartnerId("p2"), name="A-kassen"),
    )
    assert row_of(partners, 0) == ["Skolen", "Uddannelsesinstitution", "12345678"]
    assert row_of(partners, 1) == ["A-kassen", "", ""]


def test_a_partner_in_use_is_not_taken_out() -> None:
    partner = Partner(id=PartnerId("p1"), name="Skolen")
    budget = a_budget(a_line("1", partner=partner.id))
    workspace = opened(a_project(budget, partners=(partner,)))
    with pytest.raises(BudgetDeskError, match="partner_in_use"):
        PartnersPresenter(workspace).remove([0])
    assert workspace.project.partners == (partner,)


def test_a_document_only_looked_at_takes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.budgetdesk"
    Session.create(file, a_project(signers=(Signer(name="Bo"),)), "Kim").close()
    with Session.open(file, "Bo", read_only=True) as session:
        workspace = Workspace(session, lambda: TODAY)
        signers = SignersPresenter(workspace)
        assert signers.row_count == 1
        typed(signers, 0, name="Ib")
        assert workspace.project.signers == (Signer(name="Bo"),)
        presenter = ProjectPresenter(workspace)
        assert not presenter.can_edit
        assert not presenter.fields.cell("title").is_editable


def test_how_many_members_there_are_can_be_told_and_taken_back(
    fields: Fields, workspace: Workspace
) -> None:
    assert fields.cell("members").text == ""
    fields.enter("members", "40")
    assert (workspace.project.recipient.members, fields.cell("members").text) == (40, "40")
    fields.enter("members", "")
    assert workspace.project.recipient.members is None
