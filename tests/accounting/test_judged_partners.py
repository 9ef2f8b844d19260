"""Money moved between the partners of a joint project, and sources shared anew between them."""

import pytest
from msgspec.structs import replace

from budgetdesk.accounting.judgement import judge_move
from budgetdesk.accounting.verdicts import Matter
from budgetdesk.domain.budget import FundingForm
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import CallRules, FreeLimit, ReallocationRule
from budgetdesk.domain.value import LineId, PartnerId
from budgetdesk.domain.verdict import Verdict
from budgetdesk.operations import changes
from budgetdesk.operations.budget import choose_partner
from budgetdesk.operations.funding import change_funding
from budgetdesk.operations.versions import start_revision
from tests.accounting.test_judgement import (
    ASK,
    FREE,
    UNKNOWN,
    a_move,
    judge,
    part,
)
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr

EAST, WEST = (
    Partner(id=PartnerId(key), name=name) for key, name in (("p1", "Øst"), ("p2", "Vest"))
)


def a_joint_revision(limit: FreeLimit | None = None) -> Project:
    """Øst and Vest have 1.000 kr. each, and so has the recipient; of the lines all is free."""
    lines = (
        a_line("1", kr(1000), label="Løn"),
        a_line("2", kr(1000), label="Løn", partner=EAST.id),
        a_line("3", kr(1000), label="Løn", partner=WEST.id),
    )
    rule = ReallocationRule(source=A_SOURCE, limits=(FreeLimit(),), between_partners=limit)
    budget = a_budget(*lines, grant=kr(3000), approved=True)
    project = a_project(budget, CallRules(reallocation=rule), partners=(EAST, WEST))
    return start_revision(project, "Ændring 1")


@pytest.mark.parametrize(
    ("limit", "verdict"),
    [
        (None, UNKNOWN),  # the rule on lines says nothing of partners
        (FreeLimit(never=True), ASK),
        (FreeLimit(amount=kr(150), inclusive=True), FREE),
        (FreeLimit(amount=kr(150)), ASK),
    ],
)
def test_money_moved_from_one_partner_to_another_is_a_question_of_its_own(
    limit: FreeLimit | None, verdict: Verdict
) -> None:
    move = replace(a_move(150, to="3"), from_line=LineId("2"))
    project = changes.move_money(a_joint_revision(limit), move)
    judged = judge(project)
    assert [(each.matter, each.verdict) for each in judged.parts] == [
        (Matter.LINE, FREE),
        (Matter.LINE, FREE),
        (Matter.PARTNER, verdict),
    ]
    partner = judged.parts[-1]
    assert (partner.about, partner.id) == ("Øst", "p1")
    assert (partner.base, partner.change) == (kr(1000), kr(150))
    assert (partner.source is None) is (limit is None)
    assert [each.about for each in judged.parts[:2]] == ["Løn (Øst)", "Løn (Vest)"]
    assert part(judge_move(project, move), Matter.PARTNER).verdict is verdict


def test_a_line_given_to_a_partner_is_money_moved_to_it() -> None:
    project = choose_partner(a_joint_revision(), LineId("1"), WEST.id)
    (judged,) = judge(project).parts
    assert (judged.matter, judged.about, judged.change) == (
        Matter.PARTNER,
        "Prøvestrup Kommune",
        kr(1000),
    )


def test_a_move_within_one_partner_or_from_a_line_nobody_has_is_none_between_partners() -> None:
    project = a_joint_revision()
    own = replace(a_move(10, to="1", year=2019), from_line=LineId("1"))
    gone = replace(a_move(10, to="1"), from_line=LineId("9"))
    for move in (own, gone):
        matters = {each.matter for each in judge_move(project, move).parts}
        assert Matter.PARTNER not in matters


def test_a_source_shared_anew_between_partners_or_of_another_form_is_told() -> None:
    project = a_joint_revision()
    grant = project.budget.funding[0]
    for changed in (
        replace(grant, partner=EAST.id),
        replace(grant, form=FundingForm.OWN_HOURS),
    ):
        (judged,) = judge(change_funding(project, changed)).parts
        assert (judged.matter, judged.verdict) == (Matter.SHARES, UNKNOWN)
        assert (judged.base, judged.change) == (kr(3000), ZERO)
    assert judge(change_funding(project, replace(grant, note="Efter aftale."))).parts == ()
