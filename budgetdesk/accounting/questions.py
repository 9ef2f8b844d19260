"""The questions the call leaves open in a project (rules.md section 10), as data.

Each has every answer with the figures it gives, so that both readings stand side by side until a
person decides.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from decimal import Decimal
from typing import Final

from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.build import draw_up
from budgetdesk.accounting.cofinancing import eligible_costs, form_counts, hold_budget
from budgetdesk.accounting.deadlines import due_days
from budgetdesk.accounting.signoff import asked_about, foreign_currencies, signoff_of
from budgetdesk.accounting.spread import known
from budgetdesk.domain.account import Account, AccountKind
from budgetdesk.domain.budget import FundingForm, FundingLine, FundingSource
from budgetdesk.domain.decision import (
    COUNTS,
    COVERED,
    MONTH_END,
    NOT_COUNTED,
    NOT_COVERED,
    SAME_DAY,
    Option,
    Question,
    Topic,
)
from budgetdesk.domain.money import Money, Rounding
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CofinancingBase, SettlementReading
from budgetdesk.domain.signoff import SignoffBasis

Asked = Callable[[Project, Account | None], Iterator[Question]]


def questions(
    project: Project, account: Account | None, topics: Container[Topic] = frozenset(Topic)
) -> tuple[Question, ...]:
    """All that is or was open, decided or not; `account` is the final one as it would be now."""
    asking = (ask for topic, ask in _ASKED if topic in topics)
    return tuple(question for ask in asking for question in ask(project, account))


def figures_behind(project: Project, topic: Topic, about: str = "") -> Mapping[str, Money]:
    """The amounts an answer given now rests on; none where nothing is asked."""
    parts = allocate(project.ledger)
    account = draw_up(project, known(project), parts) if project.period else None
    asked = (q for q in questions(project, account, {topic}) if q.about == about)
    return next((question.figures for question in asked), {})


def _signoff(project: Project, account: Account | None) -> Iterator[Question]:
    """A1, A2: who signs, where the classes leave the amount out or two amounts differ."""
    if account is None or len(account.signoff.candidates) < 2:
        return
    rule, kinds = project.rules.signoff, account.signoff.candidates
    yield Question(
        topic=Topic.SIGNOFF,
        options=tuple(Option(answer=kind.value) for kind in kinds),
        proposed=kinds[-1].value,
        source=rule.source if rule else None,
        decision=project.decision_on(Topic.SIGNOFF),
        figures={basis.value: money for basis, money in account.signoff.amounts.items()},
    )


def _interim_signoff(project: Project, _: Account | None) -> Iterator[Question]:
    """R26: who signs an interim account, where its own classes leave the commitment out."""
    kind = AccountKind.INTERIM
    grant = project.base_budget.funded_by(FundingSource.GRANT)
    signoff = signoff_of(project, {SignoffBasis.COMMITMENT: grant}, kind)
    if grant and len(signoff.candidates) > 1:
        yield Question(
            topic=Topic.SIGNOFF,
            about=asked_about(kind),
            options=tuple(Option(answer=each.value) for each in signoff.candidates),
            proposed=signoff.candidates[-1].value,
            source=signoff.source,
            decision=project.decision_on(Topic.SIGNOFF, asked_about(kind)),
            figures={SignoffBasis.COMMITMENT.value: grant},
        )


def _settlement(project: Project, account: Account | None) -> Iterator[Question]:
    """A4: how the grant falls when costs end lower, where the readings give different grants."""
    rule = project.rules.settlement
    if account is None or account.kind is not AccountKind.FINAL or not account.actual:
        return
    earned = account.settlement.alternatives
    is_said = rule is not None and rule.reading is not None
    if is_said or len(set(earned.values())) == 1:
        return
    yield Question(
        topic=Topic.SETTLEMENT,
        options=tuple(
            Option(answer=each.value, facts={"earned": earned[each]}) for each in SettlementReading
        ),
        proposed=min(SettlementReading, key=lambda each: earned[each]).value,
        source=rule.source if rule else None,
        decision=project.decision_on(Topic.SETTLEMENT),
        figures={reading.value: money for reading, money in earned.items()},
    )


def _cofinancing_base(project: Project, _: Account | None) -> Iterator[Question]:
    """A3: total or eligible costs, where some lines are outside the call's list."""
    rule = project.call.rules_on(project.granted_on, {}).cofinancing
    budget = project.budget
    bases = {
        CofinancingBase.TOTAL_COSTS: budget.total_costs,
        CofinancingBase.ELIGIBLE_COSTS: eligible_costs(project.rules, budget),
    }
    if rule is None or rule.base not in bases or len(set(bases.values())) == 1:
        return
    yield Question(
        topic=Topic.COFINANCING_BASE,
        options=tuple(
            Option(
                answer=base.value,
                facts={
                    "percent": rule.percent,
                    "base_amount": amount,
                    "required": amount.share(rule.percent, Rounding.UP),
                },
            )
            for base, amount in bases.items()
        ),
        proposed=rule.base.value,
        source=rule.source,
        decision=project.decision_on(Topic.COFINANCING_BASE),
        figures={base.value: amount for base, amount in bases.items()},
    )


def _contributions(project: Project, _: Account | None) -> Iterator[Question]:
    """A6: whether own hours and things count, for each form the call says nothing of.

    The share beside the form is that of what counts already.
    """
    rule, result = project.rules.cofinancing, hold_budget(project.rules, project.budget)
    said = project.call.rules_on(project.granted_on, {}).contributions
    for form in FundingForm:
        brought = _of_form(project, form)
        is_asked = form is not FundingForm.CASH and not (said and said.form(form))
        if rule is None or result is None or not brought or not is_asked:
            continue
        is_in = form_counts(project.rules, form) is True
        without = result.actual - brought if is_in else result.actual
        shares = {NOT_COUNTED: without, COUNTS: without + brought}
        yield Question(
            topic=Topic.CONTRIBUTION,
            about=form.value,
            options=tuple(
                Option(
                    answer=answer,
                    facts={
                        "own": share,
                        "percent": share.percent_of(result.base_amount) or Decimal(0),
                    },
                )
                for answer, share in shares.items()
            ),
            proposed=NOT_COUNTED,
            source=rule.source,
            decision=project.decision_on(Topic.CONTRIBUTION, form.value),
            figures={form.value: brought},
        )


def _of_form(project: Project, form: FundingForm) -> Money:
    def fits(line: FundingLine) -> bool:
        return line.source is FundingSource.OWN and line.form is form

    return Money.total(line.total for line in filter(fits, project.budget.funding))


def _due_day(project: Project, _: Account | None) -> Iterator[Question]:
    """A9: 28-02 or the end of the month, three months after the end of a month."""
    days = due_days(project.rules, project.period)
    if len(days) > 1:
        rule = project.rules.final_account
        yield Question(
            topic=Topic.DUE_DAY,
            options=tuple(
                Option(answer=answer, facts={"due": day})
                for answer, day in zip((SAME_DAY, MONTH_END), days, strict=True)
            ),
            proposed=SAME_DAY,
            source=rule.source if rule else None,
            decision=project.decision_on(Topic.DUE_DAY),
        )


def _sources(project: Project, _: Account | None) -> Iterator[Question]:
    """A10, A11: official pages that disagree; the pack puts the stricter first."""
    for kind, readings in project.call.disputed(project.granted_on).items():
        yield Question(
            topic=Topic.SOURCES,
            about=kind,
            options=tuple(
                Option(
                    answer=str(number),
                    facts={"document": rule.source.document, "quote": rule.source.quote},
                    rule=rule,
                )
                for number, rule in enumerate(readings, start=1)
            ),
            proposed="1",
            source=readings[0].source,
            decision=project.decision_on(Topic.SOURCES, kind),
        )


def _earliest_start(project: Project, _: Account | None) -> Iterator[Question]:
    """R5: the day the applicant may start, which only they know."""
    rule = project.rules.own_start
    if rule is not None:
        yield Question(
            topic=Topic.EARLIEST_START,
            options=(),
            proposed="",
            source=rule.source,
            decision=project.decision_on(Topic.EARLIEST_START),
        )


def _result(project: Project, _: Account | None) -> Iterator[Question]:
    """R32: the measured result, where an instalment depends on it."""
    rule = project.rules.payout
    if rule is not None and any(each.result is not None for each in rule.instalments):
        yield Question(
            topic=Topic.RESULT,
            options=(),
            proposed="",
            source=rule.source,
            decision=project.decision_on(Topic.RESULT),
        )


def _exchange_rates(project: Project, _: Account | None) -> Iterator[Question]:
    """R28: kroner for one unit of each other currency that the call's limits stand in."""
    rule = project.rules.signoff
    for currency in foreign_currencies(project):
        yield Question(
            topic=Topic.EXCHANGE_RATE,
            about=currency,
            options=(),
            proposed="",
            source=rule.source if rule else None,
            decision=project.decision_on(Topic.EXCHANGE_RATE, currency),
        )


def _administration(project: Project, _: Account | None) -> Iterator[Question]:
    """A7: a line of that name is work in the project, or a share of what the house costs.

    Not asked where the call says it: of a line tied to one of its costs, under a list that is
    closed, or by its own words for collective lines.
    """
    rules, budget = project.rules, project.budget
    eligible = eligible_costs(rules, budget)
    is_said = rules.collective_lines is not None or (rules.eligible and rules.eligible.closed)
    for line in () if is_said else budget.lines:
        if line.item is not None or not line.total or not _ADMINISTRATION.search(line.label):
            continue
        given = {NOT_COVERED: eligible - line.total, COVERED: eligible}
        yield Question(
            topic=Topic.ADMINISTRATION,
            about=line.id,
            options=tuple(
                Option(answer=answer, facts={"label": line.label, "eligible": amount})
                for answer, amount in given.items()
            ),
            proposed=NOT_COVERED,
            source=rules.eligible.source if rules.eligible else project.call.where_to_look,
            decision=project.decision_on(Topic.ADMINISTRATION, line.id),
            figures={"line": line.total},
        )


_ADMINISTRATION: Final = re.compile(r"\b(?:administration|overhead)", re.IGNORECASE)
"""The word with three meanings, and the one that has but the second of them."""


def _rough_dates(project: Project, _: Account | None) -> Iterator[Question]:
    """A8: whether the project's day fits a bound the call gives roughly ("primo marts").

    The answers are days: the bound as it is read, and the project's own. Another day of the
    project is another question.
    """
    rule, period = project.rules.period, project.period
    if rule is None or period is None:
        return
    for bound in rule.about:
        days = rule.beyond(bound, period)
        if days is None:
            continue
        own, read = days
        yield Question(
            topic=Topic.ROUGH_DATE,
            about=bound.value,
            options=tuple(
                Option(answer=each.isoformat(), facts={"which": which})
                for which, each in (("read", read), ("own", own))
            ),
            proposed=read.isoformat(),
            source=rule.source,
            decision=project.decision_on(Topic.ROUGH_DATE, bound.value),
        )


_ASKED: Final[tuple[tuple[Topic, Asked], ...]] = (
    (Topic.SIGNOFF, _signoff),
    (Topic.SIGNOFF, _interim_signoff),
    (Topic.SETTLEMENT, _settlement),
    (Topic.COFINANCING_BASE, _cofinancing_base),
    (Topic.CONTRIBUTION, _contributions),
    (Topic.DUE_DAY, _due_day),
    (Topic.SOURCES, _sources),
    (Topic.EARLIEST_START, _earliest_start),
    (Topic.RESULT, _result),
    (Topic.EXCHANGE_RATE, _exchange_rates),
    (Topic.ADMINISTRATION, _administration),
    (Topic.ROUGH_DATE, _rough_dates),
)
"""Who asks about what, in the order it is told."""
