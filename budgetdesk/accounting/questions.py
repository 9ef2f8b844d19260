"""The questions the call leaves open in a project (rules.md section 10), as data.

Each has every answer with the figures it gives, so that both readings stand side by side until a
person decides.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from budgetdesk.accounting.cofinancing import eligible_costs, form_counts, hold_budget
from budgetdesk.accounting.deadlines import due_days
from budgetdesk.accounting.signoff import asked_about, foreign_currencies, signoff_of
from budgetdesk.domain.account import Account, AccountKind
from budgetdesk.domain.budget import FundingForm, FundingLine, FundingSource
from budgetdesk.domain.decision import (
    COUNTS,
    MONTH_END,
    NOT_COUNTED,
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


def questions(project: Project, account: Account | None) -> tuple[Question, ...]:
    """All that is or was open, decided or not; `account` is the final one as it would be now."""
    return tuple(question for ask in _ASKED for question in ask(project, account))


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


_ASKED: Final[tuple[Asked, ...]] = (
    _signoff,
    _interim_signoff,
    _settlement,
    _cofinancing_base,
    _contributions,
    _due_day,
    _sources,
    _earliest_start,
    _exchange_rates,
)
