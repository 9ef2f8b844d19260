"""How the ledger is read, chosen on its page; and how far it is to the audit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.domain.around import Claimed
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.value import PostingId
from budgetdesk.neighbours import Looked
from budgetdesk.operations.ledger import choose_vat
from budgetdesk.presenters.ledger import LedgerPresenter
from budgetdesk.presenters.ledger_choices import LedgerChoicesPresenter
from budgetdesk.presenters.parts import Show
from budgetdesk.presenters.readiness import ReadinessPresenter
from budgetdesk.presenters.table import TablePresenter, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from tests.builders import a_posting, kr
from tests.opened import DAY, opened, with_ledger
from tests.packages.sealed import finished

PAY = a_posting(2, kr(900), gl_code="10", text="Løn", other="Medarbejder: Marie Prøve")
TRIP = a_posting(3, kr(70), gl_code="30", text="Taxa, Marie Prøve", voucher="FAK123")
BACK = a_posting(4, kr(-70), gl_code="30", text="Tilbageført FAK123", voucher="K9")


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger(PAY, TRIP, BACK)) as workspace:
        yield workspace


def rows(table: TablePresenter) -> list[list[str]]:
    columns = range(len(table.columns))
    return [[table.cell(row, at).text for at in columns] for row in range(table.row_count)]


def leads_nowhere(table: TablePresenter) -> bool:
    return table.place_of(Subject(kind="line", id="1")) is None


def test_the_date_that_counts_is_chosen(workspace: Workspace) -> None:
    choices = LedgerChoicesPresenter(workspace)
    assert (choices.days, choices.day) == (("Bilagsdatoen", "Bogføringsdatoen"), "Bilagsdatoen")
    choices.day = "Bogføringsdatoen"
    choices.day = "En anden"
    assert choices.day == "Bogføringsdatoen"
    assert choices.can_change


def test_vat_is_chosen_for_all_or_for_a_line(workspace: Workspace) -> None:
    choices = LedgerChoicesPresenter(workspace)
    lines = choices.vat_lines
    assert rows(lines) == [["Løn", "Nej"], ["Leje", "Nej"]]
    lines.enter({(0, 1): "Ja", (1, 1): "måske", (7, 1): "Ja"})
    assert rows(lines) == [["Løn", "Ja"], ["Leje", "Nej"]]
    lines.enter({(0, 1): "Nej"})
    assert workspace.project.ledger.vat_lines == ()
    choices.bears_vat = True
    assert choices.bears_vat
    assert rows(lines) == [["Løn", "Ja"], ["Leje", "Ja"]]
    lines.enter({(0, 1): "Nej"})
    assert not lines.cell(0, 1).is_editable
    assert leads_nowhere(lines)


def test_names_are_found_added_and_taken_away(workspace: Workspace) -> None:
    people = LedgerChoicesPresenter(workspace).people
    assert rows(people) == [["Marie Prøve", "I løndata"], ["Prøve, Marie", "I løndata"], ["", ""]]
    people.enter({(2, 0): "Ole Eksempel", (2, 1): "andet"})
    assert ["Ole Eksempel", "Skrevet"] in rows(people)
    people.enter({(0, 0): "", (2, 0): "Prøve, Marie"})
    assert [row[0] for row in rows(people)] == ["Ole Eksempel", "Prøve, Marie", ""]
    people.enter({(0, 0): "Ole Prøve"})
    assert [row[0] for row in rows(people)] == ["Ole Prøve", "Prøve, Marie", ""]
    assert leads_nowhere(people)


def test_what_was_found_in_the_folder_is_told_and_becomes_a_finding(workspace: Workspace) -> None:
    choices = LedgerChoicesPresenter(workspace)
    assert choices.folder.text == ""
    tones = []
    choices.take_in(Looked(claimed=(), read=2, unread=()))
    tones.append(choices.folder.tone)
    clean = "2 andre projekter gennemset. Ingen udgifter er med to steder."
    assert choices.folder.text == clean
    choices.take_in(Looked(claimed=(), read=1, unread=("a.budgetdesk",)))
    tones.append(choices.folder.tone)
    assert "Kunne ikke læses: a.budgetdesk." in choices.folder.text
    claim = Claimed(
        posting=PostingId("1-2"), amount=kr(900), file="b.budgetdesk", project="B", other=PAY
    )
    choices.take_in(Looked(claimed=(claim,), read=1, unread=()))
    tones.append(choices.folder.tone)
    assert tones == [Tone.IN_ORDER, Tone.WARNING, Tone.ERROR]
    assert "ledger.claimed_elsewhere" in {each.code for each in workspace.findings}


def test_a_document_that_is_only_looked_at_offers_no_choice(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.session.save_as(tmp_path / "p.budgetdesk")
    with Session.open(tmp_path / "p.budgetdesk", "Bo", read_only=True) as session:
        choices = LedgerChoicesPresenter(Workspace(session, lambda: DAY))
        assert not choices.can_change
        assert choices.people.row_count == 2
        assert not choices.vat_lines.cell(0, 1).is_editable


def test_the_table_marks_people_files_and_reversals(workspace: Workspace) -> None:
    table = LedgerPresenter(workspace)
    names = [column.key for column in table.columns]
    said, paid = names.index("text"), names.index("amount")
    assert [table.cell(row, said).icon for row in range(3)] == ["warning", "warning", ""]
    assert table.cell(1, paid).tip == "Går lige op med K9 på -70,00 kr."
    assert table.cell(0, paid).icon == ""
    counts = {
        show: name for show, name in table.choices() if show.value in {"reversed", "personal"}
    }
    assert counts[Show.REVERSED] == "Tilbageført og det, der tager tilbage (2)"
    assert counts[Show.PERSONAL] == "Med cpr-nummer eller navn (2)"


def test_the_days_beside_the_one_that_counts_are_told() -> None:
    posting = a_posting(2, gl_code="10", voucher_date=DAY, accounting_year=2020)
    late = replace(posting, posting_date=replace(PAY).posting_date)
    with opened(with_ledger(late)) as workspace:
        table = LedgerPresenter(workspace)
        assert table.cell(0, 0).text == "01-02-2021"
        assert table.cell(0, 0).tip == "Bogført 15-06-2020\nRegnskabsår 2020"
        LedgerChoicesPresenter(workspace).day = "Bogføringsdatoen"
        assert table.cell(0, 0).text == "15-06-2020"
        assert table.cell(0, 0).tip == "Bilag af 01-02-2021"


def test_how_far_it_is_to_the_audit(workspace: Workspace) -> None:
    table = ReadinessPresenter(workspace)
    assert rows(table) == [
        ["1 afgørelse mangler", "1.200,00", "80,00 %"],
        ["2 afvigelser mangler en forklaring", "600,00", "40,00 %"],
        ["2 posteringer skal placeres", "140,00", "13,46 %"],
    ]
    assert table.verdict.text == "Klar til revision om 3 skridt:"
    assert table.begins(1) == (Subject(kind="line", id="1", field="explanation"), "account")
    assert table.begins(2) == (Subject(kind="posting", id="1-3"), "ledger")
    with opened(with_ledger(period=None, ledger=Ledger())) as empty:
        assert ReadinessPresenter(empty).verdict.text.startswith("Ikke klar til revision")
    with opened(finished()) as whole:
        assert ReadinessPresenter(whole).verdict.tone is Tone.IN_ORDER


def test_nothing_is_looked_for_again_while_the_files_stay(workspace: Workspace) -> None:
    before = workspace.around
    workspace.run("ledger.choose_vat", lambda project: choose_vat(project, bears_vat=True))
    assert workspace.around == before
