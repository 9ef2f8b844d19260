"""The rules in their order with what each places, and the form of one."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.ledger import AllocationRule, PartKind
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import RuleId
from budgetdesk.presenters.allocation_rules import AllocationRulesPresenter
from budgetdesk.presenters.rule_form import Example, RuleForm
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from tests.opened import CATERING, SALARY, four_postings, opened, with_ledger

RANGE = AllocationRule(id=RuleId("r3"), kind=PartKind.COST, target="2", gl_from="1", gl_to="2")
UP_TO = AllocationRule(id=RuleId("r4"), kind=PartKind.COST, target="2", gl_to="8")
BY_TEXT = AllocationRule(id=RuleId("r5"), kind=PartKind.COST, target="2", text="taxa")


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(with_ledger()) as workspace:
        yield workspace


def with_rules(*rules: AllocationRule) -> Project:
    project = with_ledger()
    return replace(project, ledger=replace(project.ledger, rules=rules))


def rows(rules: AllocationRulesPresenter) -> list[list[str]]:
    columns = range(len(rules.columns))
    return [[rules.cell(row, at).text for at in columns] for row in range(rules.row_count)]


def test_a_rule_tells_what_it_asks_and_what_it_places() -> None:
    with opened(with_rules(SALARY, CATERING, RANGE, UP_TO, BY_TEXT)) as workspace:
        rules = AllocationRulesPresenter(workspace)
        assert rows(rules) == [
            ["1", "10 …", "", "1. Løn", "2", "930,00"],
            ["2", "20 …", "", "Holdt uden for projektet", "1", "50,00"],
            ["3", "1 til 2", "", "2. Leje", "0", "0,00"],
            ["4", "8 til 8", "", "2. Leje", "0", "0,00"],
            ["5", "", "Tekst »taxa«", "2. Leje", "1", "70,50"],
        ]
        assert rules.cell(2, 4).tone is Tone.WARNING
        assert rules.about.startswith("Reglerne prøves oppefra")
        assert rules.place_of(Subject(kind="posting", id="1-2")) is None


def test_without_rules_it_is_told_what_one_is_for() -> None:
    with opened(with_rules()) as workspace:
        assert AllocationRulesPresenter(workspace).about.startswith("Ingen regler endnu.")


def test_rules_are_moved_and_removed(workspace: Workspace) -> None:
    rules = AllocationRulesPresenter(workspace)
    assert rules.can_change
    assert [rules.can_move(row, by) for row, by in ((0, -1), (0, 1), (1, 1), (-1, 1))] == [
        False,
        True,
        False,
        False,
    ]
    rules.move(0, 1)
    assert [rules.rule(row).id for row in (0, 1)] == ["r2", "r1"]
    rules.remove(0)
    assert rows(rules) == [["1", "10 …", "", "1. Løn", "2", "930,00"]]


def test_a_new_rule_says_what_is_missing_then_what_it_would_place(workspace: Workspace) -> None:
    form = RuleForm(workspace)
    assert form.is_new
    assert form.verdict.text == "Skriv mindst én betingelse."
    form.ask("text", " taxa ")
    assert form.verdict.text == "Vælg, hvor reglen placerer posteringerne."
    form.target = "Ikke tilskudsberettiget"
    assert form.needs_reason
    assert form.verdict.text == "Skriv en begrundelse, så revisor kan se hvorfor."
    form.reason = "Ikke dækket"
    assert form.verdict.text == "Placerer 1 postering, heraf 1, som ikke er placeret nu."
    assert form.can_finish
    form.finish()
    added = workspace.project.ledger.rules[-1]
    assert (added.text, added.kind, added.reason) == ("taxa", PartKind.NOT_ELIGIBLE, "Ikke dækket")


def test_a_rule_that_would_place_nothing_says_so(workspace: Workspace) -> None:
    form = RuleForm(workspace)
    form.ask("gl_from", "1010")
    form.target = "2. Leje"
    assert form.verdict.text.startswith("Placerer ingen af posteringerne.")


def test_a_rule_can_begin_with_a_posting(workspace: Workspace) -> None:
    form = RuleForm(workspace, like=Example([four_postings()[1]]))
    assert (form.condition("gl_from"), form.condition("supplier")) == ("2010", "Køkkenet")
    assert (form.target, form.reason) == ("", "")
    assert "1. Løn" in form.targets


def test_a_rule_is_changed_in_its_place(workspace: Workspace) -> None:
    form = RuleForm(workspace, SALARY)
    assert not form.is_new
    assert form.target == "1. Løn"
    form.target = "2. Leje"
    assert form.verdict.text == "Placerer 2 posteringer, heraf 0, som ikke er placeret nu."
    form.finish()
    assert [(rule.id, rule.target) for rule in workspace.project.ledger.rules] == [
        ("r1", "2"),
        ("r2", ""),
    ]


def test_a_range_that_is_none_is_refused_in_the_form(workspace: Workspace) -> None:
    form = RuleForm(workspace, SALARY)
    form.ask("gl_to", "5")
    assert form.verdict.tone is Tone.ERROR
    assert not form.can_finish


def test_a_form_without_a_place_keeps_nothing(workspace: Workspace) -> None:
    RuleForm(workspace).finish()
    assert workspace.session.undo_step is None
