"""A project under change: approved, moved in, under a call whose limits are known."""

from msgspec.structs import replace

from budgetdesk.domain.budget import Move
from budgetdesk.domain.finding import Source
from budgetdesk.domain.project import Project, Signer
from budgetdesk.domain.recipient import Recipient
from budgetdesk.domain.rules import (
    CallRules,
    CarryOverRule,
    CofinancingBase,
    CofinancingRule,
    FreeLimit,
    ReallocationRule,
)
from budgetdesk.domain.value import LineId
from budgetdesk.operations import changes, versions
from tests.builders import A_SOURCE, a_budget, a_line, a_project, kr, pct

QUOTE = Source(
    document="Håndbog",
    section="Ændringer",
    quote="Omdisponeringer under 10 % kan foretages uden godkendelse.",
)
TEN_PERCENT = CallRules(
    reallocation=ReallocationRule(source=QUOTE, limits=(FreeLimit(percent=pct("10")),)),
    carry_over=CarryOverRule(
        source=QUOTE, limit=FreeLimit(percent=pct("10"), amount=kr(100), either=True)
    ),
    cofinancing=CofinancingRule(
        source=A_SOURCE, percent=pct("20"), base=CofinancingBase.TOTAL_COSTS
    ),
)


def approved(rules: CallRules = TEN_PERCENT) -> Project:
    """Pay and rent at 1.000 kr. in each of 2019 and 2020, a fifth of it paid by the recipient."""
    years = {2019: kr(1000), 2020: kr(1000)}
    lines = (a_line("1", years, label="Løn"), a_line("2", years, label="Husleje"))
    budget = a_budget(*lines, grant=kr(3200), own=kr(800), approved=True)
    return a_project(
        budget,
        rules,
        recipient=Recipient(name="Prøvestrup Kommune", cvr="12345678", contact="Kim Eksempel"),
        signers=(Signer(name="Bo Prøve", title="Jobcenterchef"),),
    )


def a_move(amount: str | int = 300, **fields: object) -> Move:
    """From pay to rent in 2020."""
    made = Move(
        from_line=LineId("1"),
        from_year=2020,
        to_line=LineId("2"),
        to_year=2020,
        amount=kr(amount),
        reason="Lederen er gået på halv tid.",
    )
    return replace(made, **fields)


def moved(*moves: Move, rules: CallRules = TEN_PERCENT) -> Project:
    """The approved budget begun anew, with these moves (else the one)."""
    project = versions.start_revision(approved(rules), "Ændring 1")
    for move in moves or (a_move(),):
        project = changes.move_money(project, move)
    return project
