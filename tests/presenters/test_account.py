"""The account's lines and what stands behind them: shown, explained, settled, decided, written."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.domain.finding import Source, Subject
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    FinalAccountRule,
    SettlementRule,
    SignoffRule,
)
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger import place, remove_batch
from budgetdesk.presenters.account import AccountPresenter
from budgetdesk.presenters.line_postings import LinePostingsPresenter
from budgetdesk.presenters.papers import PapersPresenter
from budgetdesk.presenters.questions import SettlementQuestion, SignoffQuestion
from budgetdesk.presenters.settlement import FundingFigures, SettlementFigures, cofinancing
from budgetdesk.presenters.table import TablePresenter, Tone
from budgetdesk.presenters.workspace import Workspace
from tests.builders import A_SOURCE, a_budget, a_line, a_posting, kr, pct
from tests.opened import opened, with_ledger
from tests.packages.sealed import finished

NOON = datetime(2021, 2, 1, 12, tzinfo=UTC)
LIMIT = kr(1200)  # the grant exactly: the words "over" and "under" leave it out
SIGNOFF = SignoffRule(
    source=A_SOURCE,
    classes=(
        SignoffClass(kind=SignoffKind.MANAGEMENT, below=LIMIT),
        SignoffClass(kind=SignoffKind.AUDITOR, above=LIMIT),
    ),
    basis=SignoffBasis.COMMITMENT,
)
FIFTH = CofinancingRule(source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger()) as workspace:
        yield workspace


@pytest.fixture
def without_period() -> Iterator[Workspace]:
    with opened(with_ledger(period=None)) as workspace:
        yield workspace


def with_rules(rules: CallRules) -> Project:
    project = with_ledger()
    return replace(project, call=replace(project.call, rules=rules))


def shown(table: TablePresenter) -> list[list[str]]:
    columns = range(len(table.columns))
    return [[table.cell(row, at).text for at in columns] for row in range(table.row_count)]


def test_the_lines_are_the_budgets_with_what_was_used(workspace: Workspace) -> None:
    assert shown(AccountPresenter(workspace)) == [
        ["1", "Løn", "1.000,00", "900,00", "100,00", "10,00 %", ""],
        ["2", "Leje", "500,00", "0,00", "500,00", "100,00 %", ""],
        ["", "I alt", "1.500,00", "900,00", "600,00", "40,00 %", ""],
    ]


def test_without_a_period_there_is_no_account(without_period: Workspace) -> None:
    account = AccountPresenter(without_period)
    assert (account.row_count, account.lines) == (0, ())
    assert account.place_of(Subject(kind="line", id="1")) is None


def test_an_explanation_is_typed_in_the_table(workspace: Workspace) -> None:
    account = AccountPresenter(workspace)
    account.enter({(0, 6): " Ferie ", (0, 1): "Andet navn", (2, 6): "I alt"})
    assert shown(account)[0][1::5] == ["Løn", "Ferie"]
    step = workspace.session.undo_step
    assert step is not None
    assert (step.code, step.facts) == ("account.explain", {"line": "Løn"})


def test_several_explanations_are_one_step(workspace: Workspace) -> None:
    account = AccountPresenter(workspace)
    account.enter({(0, 6): "Ferie", (1, 6): "Lejet ud"})
    assert [row[6] for row in shown(account)] == ["Ferie", "Lejet ud", ""]
    workspace.session.undo()
    assert [row[6] for row in shown(account)] == ["", "", ""]
    account.enter({})
    assert workspace.session.undo_step is None


def test_a_finding_leads_to_the_explanation_or_the_line(workspace: Workspace) -> None:
    account = AccountPresenter(workspace)
    assert account.place_of(Subject(kind="line", id="2", field="explanation")) == (1, 6)
    assert account.place_of(Subject(kind="line", id="2")) == (1, 1)
    assert account.place_of(Subject(kind="account", field="due")) is None


def test_a_line_the_approved_budget_lacks_is_marked() -> None:
    project = with_ledger()
    unknown = replace(project.ledger.rules[0], target="3")
    later = replace(project.budget, lines=(a_line("3", label="Rejser"),), approval=None)
    ledger = replace(project.ledger, rules=(unknown,))
    with opened(replace(project, ledger=ledger, versions=(*project.versions, later))) as workspace:
        cell = AccountPresenter(workspace).cell(2, 1)
        assert cell.text == "Rejser"
        assert cell.tone is not Tone.PLAIN


def test_the_postings_behind_a_line_are_told(workspace: Workspace) -> None:
    account, behind = AccountPresenter(workspace), LinePostingsPresenter(workspace)
    assert behind.title == "Vælg en post for at se posteringerne bag den."
    assert behind.row_count == 0
    behind.chosen = account.line_id(0)
    assert behind.title == "Løn: 1 postering, i alt 900,00 kr."
    assert shown(behind) == [["15-06-2020", "B2", "1010 Løn", "", "Løn, juni", "900,00", "Regel 1"]]
    assert account.line_id(2) is None
    workspace.run("account.explain", lambda p: replace(p, title="Andet"), line="")
    assert behind.cell(0, 6).text == "Regel 1"


def test_without_an_account_nothing_stands_behind(without_period: Workspace) -> None:
    assert LinePostingsPresenter(without_period).row_count == 0


def test_the_sources_with_an_amount_are_summed(workspace: Workspace) -> None:
    # 900 used; without a demand the grant covers it all, krone for krone 600
    assert shown(FundingFigures(workspace)) == [
        ["Tilskud", "1.200,00", "600,00", "-600,00"],
        ["Egen medfinansiering", "300,00", "300,00", "0,00"],
        ["I alt", "1.500,00", "900,00", "-600,00"],
    ]


def test_the_grant_is_reckoned_step_by_step(workspace: Workspace) -> None:
    figures = SettlementFigures(workspace)
    assert shown(figures) == [
        ["Tilsagnet", "1.200,00"],
        ["Udgifter, som andre ikke har betalt", "900,00"],
        ["Udgifter, når den lovede egen medfinansiering står fast", "600,00"],
        ["Optjent tilskud", "600,00"],
        ["Udbetalt til nu", "0,00"],
        ["Til udbetaling", "600,00"],
    ]
    assert [figures.cell(row, 0).is_total for row in range(6)] == [False] * 3 + [True, False, True]
    assert figures.place_of(Subject(kind="account", field="settlement")) is None


def test_money_paid_out_too_much_is_to_be_paid_back() -> None:
    payments = (Payment(on=date(2020, 3, 1), amount=kr(1000)),)
    with opened(with_ledger(payments=payments)) as workspace:
        assert shown(SettlementFigures(workspace))[-1] == ["Til tilbagebetaling", "400,00"]


def test_without_an_account_there_are_no_figures(without_period: Workspace) -> None:
    assert shown(FundingFigures(without_period)) == []
    assert shown(SettlementFigures(without_period)) == []
    assert cofinancing(without_period).text == ""


def test_the_co_financing_that_was_borne_is_held_against_the_demand() -> None:
    with opened(with_rules(CallRules(cofinancing=FIFTH))) as workspace:
        # krone for krone: own 300 of 900 is 33,33 %
        held = cofinancing(workspace)
        assert held.tone is Tone.IN_ORDER
        assert held.text == (
            "300,00 kr., 33,33 % af projektets samlede udgifter; mindst 20 % kræves. "
            "Kravet er opfyldt."
        )


def test_co_financing_that_is_short_tells_what_is_missing() -> None:
    lines = (a_line("1", kr(1000), label="Løn"),)
    budget = a_budget(*lines, grant=kr(1200), own=kr(300), other=kr(1), approved=True)
    received = a_posting(6, kr(-850), gl_code="4010", text="Fra en fond")
    project = replace(with_rules(CallRules(cofinancing=FIFTH)), versions=(budget,))
    batch = project.ledger.batches[0]
    batch = replace(batch, postings=(*batch.postings, received))
    with opened(replace(project, ledger=replace(project.ledger, batches=(batch,)))) as workspace:
        ids, target = [received.id], budget.funding[2].id
        workspace.run(
            "ledger.place", lambda p: place(p, ids, PartKind.FUNDING, target=target), count=1
        )
        # others pay 850 of 900, so the grant falls to nothing and 50 are left: 130 under a fifth
        held = cofinancing(workspace)
        assert held.tone is Tone.ERROR
        assert held.text.startswith("50,00 kr., 5,55 % af projektets samlede udgifter;")
        assert held.text.endswith("Der mangler 130,00 kr.")


def test_a_call_silent_about_sign_off_says_where_to_look(workspace: Workspace) -> None:
    question = SignoffQuestion(workspace)
    assert question.state.text == "Ikke oplyst – se opslaget"
    assert (question.because, question.answers, question.is_open) == ((), (), False)


def test_without_an_account_nothing_is_asked(without_period: Workspace) -> None:
    for question in (SignoffQuestion(without_period), SettlementQuestion(without_period)):
        assert (question.because, question.answers, question.is_open) == ((), (), False)
    assert SettlementQuestion(without_period).state.text == ""


def test_an_amount_at_the_limit_is_a_question_that_a_decision_answers() -> None:
    with opened(with_rules(CallRules(signoff=SIGNOFF))) as workspace:
        question = SignoffQuestion(workspace)
        assert question.is_open
        assert question.state.tone is Tone.ERROR
        assert question.answers == ("Ledelsespåtegnet", "Revisorpåtegnet")
        assert question.because == (
            "Beløb: det bevilgede tilskud, 1.200,00 kr. Grænsen er 1.200,00 kr.",
            "Opslaget: »...«",
        )
        assert (question.decided, question.by) == ("", "Kim Eksempel")
        question.answer, question.reason, question.by = "Ledelsespåtegnet", " ", "Lis Eksempel"
        question.decide()
        assert workspace.project.decisions == ()
        question.reason = "Svar fra styrelsen"
        question.decide()
        assert (question.state.text, question.state.tone) == ("Ledelsespåtegnet", Tone.ACCENT)
        words = "Besluttet af Lis Eksempel den 01-02-2021: Svar fra styrelsen"
        assert (question.decided, question.answer, question.reason) == (words, "", "")


def test_an_amount_in_the_only_class_there_is_has_no_limit_to_tell() -> None:
    everybody = replace(
        SIGNOFF,
        classes=(SignoffClass(kind=SignoffKind.MANAGEMENT),),
        source=Source(document="Opslaget"),
    )
    with opened(with_rules(CallRules(signoff=everybody))) as workspace:
        question = SignoffQuestion(workspace)
        assert question.because == ("Beløb: det bevilgede tilskud, 1.200,00 kr.",)
        assert (question.answers, question.state.text) == ((), "Ledelsespåtegnet")


def test_how_the_grant_falls_is_asked_with_what_each_reading_gives() -> None:
    silent = SettlementRule(source=A_SOURCE)
    with opened(with_rules(CallRules(cofinancing=FIFTH, settlement=silent))) as workspace:
        question = SettlementQuestion(workspace)
        assert question.is_open
        assert question.state.tone is Tone.WARNING
        assert question.because == (
            "Tilskuddet betaler sin andel af de faktiske udgifter: 720,00 kr.",
            "Tilskuddet sættes ned krone for krone; egen medfinansiering ligger fast: 600,00 kr.",
            "Opslaget: »...«",
        )
        question.answer, question.reason = question.answers[0], "Tilsagnsbrevet siger det"
        question.decide()
        assert question.state.text == "Tilskuddet betaler sin andel af de faktiske udgifter"
        assert not SettlementQuestion(workspace).is_open
        assert workspace.project.decisions[0].answer == "proportional"


def test_a_call_without_words_on_settlement_quotes_none(workspace: Workspace) -> None:
    assert len(SettlementQuestion(workspace).because) == 2


def test_papers_tell_whether_the_account_can_be_signed(workspace: Workspace) -> None:
    papers = PapersPresenter(workspace)
    assert papers.can_write
    assert papers.state.text.startswith("Udkast: ")
    assert papers.summary == (
        "Endeligt regnskab 01-12-2019 – 31-12-2020 · Ansøgt, godkendt 02-01-2020 (19/12345) · "
        "Fristen for indsendelse er ikke oplyst; se opslaget"
    )
    workspace.run("ledger.remove", lambda p: remove_batch(p, 1), file="x")
    assert papers.state.text.startswith("Ikke klar til underskrift.")  # nothing is in it


def test_an_account_that_nothing_is_in_the_way_of_can_be_signed() -> None:
    with opened(finished()) as workspace:
        assert PapersPresenter(workspace).state.text == "Klar til underskrift."


def test_a_due_day_and_a_budget_nobody_approved_are_told() -> None:
    project = with_rules(CallRules(final_account=FinalAccountRule(source=A_SOURCE, months=3)))
    draft = replace(project.versions[0], approval=None)
    with opened(replace(project, versions=(draft,))) as workspace:
        assert PapersPresenter(workspace).summary.endswith(
            "Ansøgt – ikke registreret som godkendt · Indsendes senest 31-03-2021"
        )


def test_without_an_account_there_is_nothing_to_write(without_period: Workspace) -> None:
    papers = PapersPresenter(without_period)
    assert not papers.can_write
    assert papers.state.text == ""
    assert papers.summary.startswith("Regnskabet kan ikke dannes endnu")
    with pytest.raises(BudgetDeskError, match="no_period"):
        papers.writing(Path("regnskab.pdf"), NOON)


def test_a_file_is_named_after_the_project() -> None:
    with opened(with_ledger(title="Løft: 1/2?")) as workspace:
        assert PapersPresenter(workspace).suggested("pdf") == "Projektregnskab Løft 1 2.pdf"
    with opened(with_ledger(title="")) as workspace:
        assert PapersPresenter(workspace).suggested("xlsx") == "Projektregnskab uden titel.xlsx"


@pytest.mark.parametrize(("name", "start"), [("r.pdf", b"%PDF-"), ("r.xlsx", b"PK")])
def test_papers_are_written_as_the_account_was_when_asked_for(
    workspace: Workspace, tmp_path: Path, name: str, start: bytes
) -> None:
    papers = PapersPresenter(workspace)
    papers.writing(tmp_path / name, NOON).done()
    assert (tmp_path / name).read_bytes().startswith(start)
    assert papers.written(tmp_path / name).text == f"Regnskabet er gemt: {name}"


def test_a_preview_leaves_no_file(workspace: Workspace) -> None:
    assert PapersPresenter(workspace).preview(NOON)().startswith(b"%PDF-")
