"""The fixes a finding offers, applied: one operation for each code.

Those in `FIXES` change the project by themselves. Those in `ASKING` name the question that a
person answers with a reason and a name. The rest, in `BY_HAND`, need a choice only a person can
make: a face leads to the place.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, cast

from msgspec.structs import replace

from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Finding, Fix
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.money import Money
from budgetdesk.domain.parts import names_in
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import SplitBy
from budgetdesk.domain.value import FundingId, LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.budget import choose_item, set_amount
from budgetdesk.operations.funding import set_funding_amount, set_source_total
from budgetdesk.operations.parts import spread_parts
from budgetdesk.operations.project import decide, set_checklist, set_goals, set_period

Applied = Callable[[Project, Finding, Fix], Project]


def apply_fix(project: Project, finding: Finding, fix: Fix) -> Project:
    """The project with one fix of a finding made.

    Raises:
        BudgetDeskError: `fixes.needs_person`, the fix is not one to apply by itself; or what the
            change itself raises (an approved budget is locked).
    """
    if fix.code not in FIXES:
        raise BudgetDeskError("fixes.needs_person")
    return FIXES[fix.code](project, finding, fix)


def answer_fix(project: Project, fix: Fix, *, reason: str, by: str, on: date) -> Project:
    """The project with the decision a fix proposes.

    Raises:
        BudgetDeskError: `fixes.needs_answer`, the fix asks for a day or a rate that only people
            know; or as `decide`.
    """
    topic, fact = asked_by(fix)
    if not fact:
        raise BudgetDeskError("fixes.needs_answer", topic=topic.value)
    decision = Decision(
        topic=topic,
        about=str(fix.facts.get("about", "")),
        answer=str(fix.facts[fact]),
        reason=reason,
        by=by,
        on=on,
    )
    return decide(project, decision)


def asked_by(fix: Fix) -> tuple[Topic, str]:
    """The topic a fix decides on, and the fact that is the answer; only of those in `ASKING`."""
    topic, fact = ASKING[fix.code]
    return topic or Topic(str(fix.facts["topic"])), fact


def _start_on(project: Project, _: Finding, fix: Fix) -> Project:
    return _move(project, start=_day(fix))


def _end_on(project: Project, _: Finding, fix: Fix) -> Project:
    return _move(project, end=_day(fix))


def _move(project: Project, **bounds: date) -> Project:
    return set_period(project, replace(cast("Period", project.period), **bounds))


def _document_ready(project: Project, _: Finding, fix: Fix) -> Project:
    return set_checklist(project, (*project.checklist, str(fix.facts["name"])))


def _swap_days(project: Project, _: Finding, fix: Fix) -> Project:
    return _move(
        project, start=cast("date", fix.facts["end"]), end=cast("date", fix.facts["start"])
    )


def _use_details(project: Project, finding: Finding, fix: Fix) -> Project:
    year, line = int(str(fix.facts["year"])), LineId(finding.subject.id)
    return set_amount(project, line, year, _amount(fix))


def _add_target(project: Project, _: Finding, fix: Fix) -> Project:
    goal = Goal(name=str(fix.facts["name"]), at_least=cast("Decimal", fix.facts["least"]))
    return set_goals(project, (*project.goals, goal))


def _link_item(project: Project, finding: Finding, fix: Fix) -> Project:
    return choose_item(project, LineId(finding.subject.id), str(fix.facts["item"]))


def _spread_parts(project: Project, finding: Finding, fix: Fix) -> Project:
    by, period = SplitBy(str(fix.facts["by"])), cast("Period", project.period)
    return spread_parts(project, [LineId(finding.subject.id)], names_in(period, by))


def _raise_own(project: Project, _: Finding, fix: Fix) -> Project:
    return set_source_total(project, FundingSource.OWN, _amount(fix))


def _lower_grant(project: Project, _: Finding, fix: Fix) -> Project:
    return set_source_total(project, FundingSource.GRANT, _amount(fix))


def _keep_total(project: Project, _: Finding, fix: Fix) -> Project:
    """The grant falls first, so that the own share rises in the years it left."""
    lowered = set_source_total(project, FundingSource.GRANT, _money(fix, "grant"))
    return set_source_total(lowered, FundingSource.OWN, _money(fix, "own"))


def _turn_sign(project: Project, finding: Finding, fix: Fix) -> Project:
    """A minus typed by mistake goes."""
    subject, year = finding.subject, int(finding.subject.field)
    if subject.kind == "funding":
        return set_funding_amount(project, FundingId(subject.id), year, _amount(fix))
    return set_amount(project, LineId(subject.id), year, _amount(fix))


def _day(fix: Fix) -> date:
    """The checks give every fix the facts its sentence names; the same goes for the amounts."""
    return cast("date", fix.facts["day"])


def _amount(fix: Fix) -> Money:
    return cast("Money", fix.amount)


def _money(fix: Fix, name: str) -> Money:
    return cast("Money", fix.facts[name])


FIXES: Final[Mapping[str, Applied]] = {
    "project.start_on": _start_on,
    "project.end_on": _end_on,
    "project.swap_days": _swap_days,
    "documents.ready": _document_ready,
    "targets.add": _add_target,
    "budget.use_details": _use_details,
    "budget.use_parts": _use_details,
    "budget.spread_parts": _spread_parts,
    "budget.turn_sign": _turn_sign,
    "budget.link_item": _link_item,
    "funding.raise_own": _raise_own,
    "funding.lower_grant": _lower_grant,
    "cofinancing.keep_total": _keep_total,
}
"""What changes the project by itself."""

ASKING: Final[Mapping[str, tuple[Topic | None, str]]] = {
    "signoff.decide": (Topic.SIGNOFF, "kind"),
    "settlement.decide": (Topic.SETTLEMENT, "reading"),
    "contribution.decide": (Topic.CONTRIBUTION, "answer"),
    "sources.decide": (Topic.SOURCES, "number"),
    "start.tell_day": (Topic.EARLIEST_START, ""),
    "signoff.tell_rate": (Topic.EXCHANGE_RATE, ""),
    "administration.decide": (Topic.ADMINISTRATION, "answer"),
    "dates.decide": (Topic.ROUGH_DATE, "answer"),
    "decisions.confirm": (None, "answer"),
    "payout.tell_result": (Topic.RESULT, ""),
}
"""What is a decision: its topic, and the fact that is the answer; none where it must be typed.

Without a topic here the fix names it: any decision can be confirmed.
"""

BY_HAND: Final = frozenset(
    ("cofinancing.keep_grant", "account.claim_less", "contributions.use_worth")
)
"""Where only a person knows which line grows, or what the funder is to be sent."""
