"""The rule form: amounts, shares, examples, and what the rule would do before it is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from budgetdesk import jobs, sample
from budgetdesk.accounting.proposals import place_for
from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import AllocationRule, PartKind
from budgetdesk.domain.project import Project
from budgetdesk.operations.ledger import add_batch, place
from budgetdesk.presenters.allocation_rules import AllocationRulesPresenter
from budgetdesk.presenters.proposals import ProposalsPresenter
from budgetdesk.presenters.rule_form import Example, RuleForm
from budgetdesk.presenters.rule_words import asks
from budgetdesk.presenters.table import TablePresenter, Tone
from budgetdesk.presenters.targets import Targets
from budgetdesk.presenters.workspace import Workspace
from tests.builders import a_posting, kr
from tests.opened import SALARY, four_postings, opened, with_ledger


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger()) as workspace:
        yield workspace


def rows(table: TablePresenter) -> list[list[str]]:
    columns = range(len(table.columns))
    return [[table.cell(row, at).text for at in columns] for row in range(table.row_count)]


def test_amounts_are_read_as_people_write_them(workspace: Workspace) -> None:
    form = RuleForm(workspace)
    form.target = "2. Leje"
    form.ask("amount_to", "halvfjerds")
    assert form.verdict.tone is Tone.ERROR
    assert (form.condition("amount_to"), form.can_finish) == ("halvfjerds", False)
    form.finish()
    assert workspace.session.undo_step is None
    form.ask("amount_to", "75")
    form.ask("cost_center", " 47 ")
    assert [form.condition(name) for name in ("amount_to", "amount_from", "cost_center")] == [
        "75,00",
        "",
        "47",
    ]
    form.ask("cost_center", "")
    assert form.verdict.text.startswith("Placerer 1 postering, heraf 1,")
    form.finish()
    table = AllocationRulesPresenter(workspace)
    assert table.cell(2, 2).text == "højst 75,00 kr."


def test_a_rule_made_of_examples_goes_before_the_one_that_had_them(workspace: Workspace) -> None:
    salary = four_postings()[0]
    targets = Targets(workspace.project)
    at = place_for(workspace.project.ledger.rules, [SALARY.id])
    form = RuleForm(workspace, like=Example([salary], targets.named("2. Leje"), "", at))
    assert form.target == "2. Leje"
    assert form.verdict.text == (
        "Placerer 2 posteringer, heraf 0, som ikke er placeret nu. 2 flyttes fra »1. Løn«."
        " »Leje« bliver overskredet med 400,00 kr."  # the posting after the period adds nothing
    )
    assert form.verdict.tone is Tone.WARNING
    assert rows(form.preview)[0] == [
        "Flytter", "1. Løn", "15-06-2020", "B2", "", "Løn, juni", "900,00",
    ]  # fmt: skip
    form.finish()
    assert [rule.id for rule in workspace.project.ledger.rules] == ["r3", "r1", "r2"]


def test_an_example_placed_by_hand_is_the_rule_s_afterwards(workspace: Workspace) -> None:
    taxi = four_postings()[2]
    workspace.run("ledger.place", lambda p: place(p, [taxi.id], PartKind.COST, target="1"))
    form = RuleForm(workspace, like=Example([taxi], Targets(workspace.project).named("2. Leje")))
    assert form.verdict.text == "Placerer 1 postering, heraf 1, som ikke er placeret nu."
    assert rows(form.preview)[0][:2] == ["Flytter", "Ikke placeret"]
    form.finish()
    assert not workspace.project.ledger.placements


def test_what_a_changed_rule_keeps_loses_and_misses_is_told(workspace: Workspace) -> None:
    form = RuleForm(workspace, SALARY)
    assert [row[0] for row in rows(form.preview)] == ["Beholder", "Beholder"]
    form.ask("text", "juni")
    assert form.verdict.text.endswith("1 slippes.")
    assert [row[0] for row in rows(form.preview)] == ["Slipper", "Beholder"]
    form = RuleForm(workspace)
    form.ask("amount_from", "0")
    form.target = "2. Leje"
    assert form.verdict.text.endswith(
        "3 andre passer, men er placeret af en person eller af en regel over den."
    )
    form.target = "Månen"
    assert form.preview.row_count == 0


def test_shares_are_typed_in_percent_and_the_rest_goes_to_the_place(workspace: Workspace) -> None:
    form = RuleForm(workspace, SALARY)
    told = []
    form.shares.told = lambda: told.append(form.verdict.text)
    form.shares.enter({(0, 0): "40 %"})
    assert told == ["Andel 1 mangler en procent eller en placering."]
    form.shares.enter({(0, 1): "Holdt uden for projektet"})
    assert form.verdict.text == "Andel 1 mangler en begrundelse, så revisor kan se hvorfor."
    form.shares.enter({(0, 2): "Et andet projekt", (0, 9): "uden for tabellen"})
    assert rows(form.shares)[:1] == [["40 %", "Holdt uden for projektet", "Et andet projekt"]]
    assert form.can_finish
    form.finish()
    table = AllocationRulesPresenter(workspace)
    assert table.cell(0, 3).text == "40 % Holdt uden for projektet, resten 1. Løn"
    assert [table.cell(0, column).text for column in (4, 5)] == ["2", "930,00"]
    again = RuleForm(workspace, workspace.project.ledger.rules[0])
    assert again.shares.row_count == 2
    again.shares.enter({(0, 0): "", (0, 1): "", (0, 2): ""})
    assert again.shares.row_count == 1
    shares: TablePresenter = again.shares
    assert shares.place_of(Subject(kind="line")) is None


def test_a_share_that_cannot_be_read_says_why(workspace: Workspace) -> None:
    form = RuleForm(workspace, SALARY)
    for wrong in ("mange", "101", "-1"):
        form.shares.enter({(0, 0): wrong})
        cell = form.shares.cell(0, 0)
        assert (cell.text, cell.tone) == (wrong, Tone.ERROR)
        assert form.verdict.text.startswith(f"»{wrong}« er ikke en procent.")
    form.shares.enter({(0, 0): "60", (0, 1): "2. Leje", (1, 0): "41", (1, 1): "2. Leje"})
    assert form.verdict.text.startswith("Andelene giver tilsammen 101 %.")


def test_every_condition_has_its_words() -> None:
    rule = AllocationRule(
        id=SALARY.id,
        kind=PartKind.COST,
        psp="XG",
        cost_center="47",
        supplier="Taxa",
        text="tur",
        amount_from=kr(1),
    )
    assert asks(rule) == "PSP XG, Sted 47, Leverandør »Taxa«, Tekst »tur«, mindst 1,00 kr."
    assert asks(replace(rule, amount_to=kr(9))).endswith("1,00 til 9,00 kr.")
    assert asks(SALARY) == ""


def imported_without_rules() -> Project:
    project = sample.project()
    reading = jobs.read_ledger(sample.ledger_file())
    batch = jobs.new_batch(project, reading, datetime(2021, 1, 1, tzinfo=UTC))
    return add_batch(replace(project, ledger=replace(project.ledger, rules=())), batch)


def test_rules_are_proposed_from_the_chart_and_added_as_one_step() -> None:
    with opened(imported_without_rules()) as workspace:
        proposals = ProposalsPresenter(workspace)
        assert proposals.about.startswith("Den autoriserede kommunale kontoplan siger")
        shown = [[row[0], row[1], row[2][:2], row[3]] for row in rows(proposals)]
        assert shown == [
            ["568981 …", "", "1.", "30"],
            ["5689849 …", "Leverandør »revis«", "4.", "1"],
            ["5689840 …", "Tekst »leje«", "3.", "13"],
            ["5689840 …", "", "2.", "1"],
            ["5689849 …", "", "2.", "17"],
        ]
        proposals.finish()
        assert len(workspace.project.ledger.rules) == 5
        workspace.session.undo()
        assert not workspace.project.ledger.rules


def test_kinds_of_account_that_fit_no_line_are_told_with_the_reason() -> None:
    codes = ("5689845010", "5689845020", "46000000", "52000000", "79000000", "97000000", "40000000")
    rows = [a_posting(row, gl_code=code) for row, code in enumerate(codes, start=2)]
    with opened(with_ledger(*rows)) as workspace:
        told = ProposalsPresenter(workspace).doubts.splitlines()
    assert [line.partition(". ")[0] for line in told] == [
        "Entreprenør- og håndværkerydelser (art 4.5): 2 posteringer",
        "Betalinger til staten (art 4.6): 1 postering",
        "Tilskud og overførsler (art 5): 1 postering",
        "Indtægter (art 7 og 8): 1 postering",
        "Interne udgifter og indtægter (art 9): 1 postering",
    ]
    assert [line.partition(". ")[2][:13] for line in told] == [
        "Kontoplanen s",
        "Kontoplanen s",
        "Normalt ikke ",
        "Vælg selv, hv",
        "Flyttet inde ",
    ]


def test_without_anything_to_propose_it_is_said(workspace: Workspace) -> None:
    proposals = ProposalsPresenter(workspace)
    assert proposals.row_count == 0
    assert proposals.about.startswith("Der er ingen regler at foreslå")
