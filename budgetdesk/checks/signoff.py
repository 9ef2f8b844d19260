"""Who must sign, and whether the budget has what that costs (R28, A1, A2, A13)."""

from collections.abc import Iterator

from budgetdesk.accounting.signoff import asked_about, missing_rates, signoff_of
from budgetdesk.checks.case import Case
from budgetdesk.checks.findings import Facts, finding
from budgetdesk.domain.account import AccountKind, Signoff
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.finding import Finding, Fix, Severity, Subject
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.signoff import SignoffBasis, SignoffKind

_AUDIT = "audit"
"""The group of cost items that STAR's guide calls Revision."""


def signoff_undecided(case: Case) -> Iterator[Finding]:
    """A case the call leaves open is decided once, by a person; until then the stricter holds."""
    signoff, kind = _signoff(case), _kind(case)
    if signoff is None or signoff.kind is not None or signoff.proposed is None:
        return
    severity = Severity.ERROR if case.parts else Severity.WARNING
    amounts, about = tuple(signoff.amounts.values()), asked_about(kind)
    rates = missing_rates(case.project, kind)
    ways = (
        *(Fix(code="signoff.tell_rate", facts={"about": currency}) for currency in rates),
        *(
            Fix(code="signoff.decide", facts={"kind": each.value, "about": about})
            for each in reversed(signoff.candidates)
        ),
    )
    yield finding(
        severity,
        _open_question(case, signoff, kind),
        Subject(kind="account", field="signoff", id=about),
        {
            "amount": amounts[0],
            "used": amounts[-1],
            "milder": signoff.candidates[0].value,
            "proposed": signoff.proposed.value,
            "currency": ", ".join(rates),
        },
        fixes=ways,
        source=signoff.source,
    )


def _open_question(case: Case, signoff: Signoff, kind: AccountKind) -> str:
    """Why nobody can tell: no rate, an outdated answer, two amounts (A2), or the words (A1)."""
    if missing_rates(case.project, kind):
        return "signoff.rate_unknown"
    if case.project.decision_on(Topic.SIGNOFF, asked_about(kind)) is not None:
        return "signoff.decision_outdated"
    if len(set(signoff.amounts.values())) > 1:
        return "signoff.amounts_differ"
    return "signoff.undecided"


def audit_budget_unfit(case: Case) -> Iterator[Finding]:
    """A13: an auditor costs money, and one who is not needed should not.

    Said only where the call has a cost item for it, so that its line can be known.
    """
    rule, signoff = case.rules.eligible, _signoff(case)
    items = {item.key for item in rule.items if item.group == _AUDIT} if rule else set()
    if not items or signoff is None or signoff.kind is None or case.account is not case.whole:
        return
    lines = [line for line in case.budget.lines if line.item in items]
    budgeted = Money.total(line.total for line in lines)
    facts: Facts = {"grant": _grant(case), "signoff": signoff.kind.value}
    source = case.rules.signoff.source if case.rules.signoff else None
    if budgeted > ZERO and signoff.kind is SignoffKind.MANAGEMENT:
        subject = Subject(kind="line", id=lines[0].id)
        code = "signoff.audit_not_needed"
        facts = {**facts, "amount": budgeted}
        yield finding(Severity.WARNING, code, subject, facts, source=source)
    if not budgeted and signoff.kind.needs_auditor:
        code, subject = "signoff.audit_not_budgeted", Subject(kind="line")
        yield finding(Severity.WARNING, code, subject, facts, source=source)


def _signoff(case: Case) -> Signoff | None:
    """The account's sign-off once it is final, before that the one the commitment points to.

    While the project runs less is used than promised, which says nothing yet (A2). None while
    there is no grant.
    """
    grant = _grant(case)
    if not grant:
        return None
    if case.account is not None and (case.final is not None or case.whole is None):
        return case.account.signoff
    return signoff_of(case.project, {SignoffBasis.COMMITMENT: grant})


def _kind(case: Case) -> AccountKind:
    return case.account.kind if case.account is not None else AccountKind.FINAL


def _grant(case: Case) -> Money:
    return case.project.base_budget.funded_by(FundingSource.GRANT)
