"""The machine form of an account, and of those taken before it."""

from datetime import date

from budgetdesk.accounting.payout import payout
from budgetdesk.cli.printing import Form, day_form, percent_form
from budgetdesk.domain.account import (
    Account,
    AccountFunding,
    AccountLine,
    CofinancingResult,
    Correction,
    PartnerAccount,
    Settlement,
    Signoff,
)
from budgetdesk.domain.ending import Ending
from budgetdesk.domain.payout import Payout, StandingPayment
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.year_end import YearEnd


def account_form(account: Account) -> Form:
    """The account."""
    return {
        "kind": account.kind.value,
        "period": {"from": day_form(account.period.start), "to": day_form(account.period.end)},
        "lines": [_line(line) for line in account.lines],
        "funding": [_source(funding) for funding in account.funding],
        "totals": {
            "budget_ore": account.budget.ore,
            "actual_ore": account.actual.ore,
            "earlier_ore": account.earlier.ore,
            "this_ore": account.this.ore,
            "eligible_ore": account.eligible.ore,
        },
        "cofinancing": cofinancing_form(account.cofinancing),
        "settlement": _settlement(account.settlement),
        "signoff": _signoff(account.signoff),
        "due": day_form(account.due),
        "partners": [partner_form(partner) for partner in account.partners],
        "digest": account.digest,
    }


def _line(line: AccountLine) -> Form:
    return {
        "id": line.id,
        "label": line.label,
        "budget_ore": line.budget.ore,
        "actual_ore": line.actual.ore,
        "earlier_ore": line.earlier.ore,
        "this_ore": line.this.ore,
        "corrections_ore": line.corrections.ore,
        "planned_ore": to_plain(line.planned),
        "deviation_ore": line.deviation.ore,
        "deviation_percent": percent_form(line.deviation_percent),
        "explanation": line.explanation,
        "approved": line.is_approved,
        "partner": line.partner,
    }


def partner_form(partner: PartnerAccount) -> Form:
    """One organisation of a joint project; the recipient has no id."""
    return {
        "id": partner.id,
        "name": partner.name,
        "budget_ore": partner.budget.ore,
        "actual_ore": partner.actual.ore,
        "deviation_ore": partner.deviation.ore,
        "eligible_ore": partner.eligible.ore,
        "funding": [_source(source) for source in partner.funding],
        "cofinancing": cofinancing_form(partner.cofinancing),
    }


def _source(funding: AccountFunding) -> Form:
    return {
        "source": funding.source.value,
        "budget_ore": funding.budget.ore,
        "actual_ore": funding.actual.ore,
    }


def cofinancing_form(result: CofinancingResult | None) -> Form | None:
    """A demand on the own share and how it is met; None where there is none."""
    return (
        None
        if result is None
        else {
            "base": result.base.value,
            "required_percent": percent_form(result.required_percent),
            "actual_percent": percent_form(result.actual_percent),
            "required_ore": result.required.ore,
            "actual_ore": result.actual.ore,
            "missing_ore": result.missing.ore,
            "met": result.is_met,
        }
    )


def _settlement(settlement: Settlement) -> Form:
    return {
        "reading": settlement.reading.value,
        "reading_assumed": settlement.is_assumed,
        "commitment_ore": settlement.commitment.ore,
        "earned_ore": settlement.earned.ore,
        "limits": {name: limit.ore for name, limit in settlement.limits.items()},
        "alternatives": {
            reading.value: earned.ore for reading, earned in settlement.alternatives.items()
        },
        "unused_ore": settlement.unused.ore,
        "paid_out_ore": settlement.paid_out.ore,
        "claim_ore": settlement.claim.ore,
        "repay_ore": settlement.repay.ore,
        "advance_ore": settlement.advance.ore,
        "let_go": settlement.is_let_go,
    }


def money_form(project: Project, account: Account, today: date) -> Form:
    """The funder's money on a day, what each year left, and which deviations must be explained."""
    rule = project.rules.account_lines
    standing = payout(project, account.kind, account.period, account.settlement.earned, today)
    return {
        "payout": _payout(standing) if standing else None,
        "year_ends": [_year_end(each) for each in account.year_ends],
        "explain": {
            "required": rule.explain if rule else None,
            "percent": percent_form(rule.percent if rule else None),
            "amount_ore": to_plain(rule.amount if rule else None),
        },
    }


def _payout(standing: Payout) -> Form:
    return {
        "on": day_form(standing.on),
        "model": standing.model.value,
        "closing": standing.is_closing,
        "expected_ore": standing.expected.ore,
        "paid_out_ore": standing.paid_out.ore,
        "claimable_ore": standing.claimable.ore,
        "held_back_ore": standing.held_back.ore,
        "lost_ore": standing.lost.ore,
        "unknown_ore": standing.unknown.ore,
        "advance_ore": standing.advance.ore,
        "payments": [_payment(each) for each in standing.payments],
    }


def _payment(payment: StandingPayment) -> Form:
    """An expected payment: the day is null where only the trigger brings it."""
    expected = payment.expected
    return {
        "amount_ore": expected.amount.ore,
        "trigger": expected.trigger.value,
        "on": day_form(expected.on),
        "part": expected.part,
        "result_percent": percent_form(expected.result),
        "state": payment.state.value,
        "released_ore": payment.released.ore,
        "paid_ore": payment.paid.ore,
    }


def _year_end(year: YearEnd) -> Form:
    return {
        "year": year.year,
        "budget_ore": year.budget.ore,
        "available_ore": year.available.ore,
        "used_ore": year.used.ore,
        "left_ore": year.left.ore,
        "verdict": year.verdict.value,
        "free_up_to_ore": to_plain(year.most),
        "at_most_ore": to_plain(year.at_most),
        "lost_ore": year.lost.ore,
    }


def _signoff(signoff: Signoff) -> Form:
    """`kind` is the settled one, "undecided" while the call leaves it open, null without a rule."""
    kind = signoff.kind.value if signoff.kind else "undecided" if signoff.candidates else None
    return {
        "kind": kind,
        "proposed": signoff.proposed.value if signoff.proposed else None,
        "candidates": [candidate.value for candidate in signoff.candidates],
        "threshold_ore": to_plain(signoff.threshold),
        "basis": {basis.value: amount.ore for basis, amount in signoff.amounts.items()},
        "decision": to_plain(signoff.decision),
    }


def history_form(account: Account) -> Form:
    """What an account adds to what was reported before it, and what it corrects."""
    return {
        "earlier_accounts": [to_plain(each) for each in account.taken_before],
        "corrections": [_correction(each) for each in account.corrections],
        "what_if": [_ending(each) for each in account.endings],
    }


def _correction(correction: Correction) -> Form:
    return {
        "posting": correction.id,
        "line": correction.line,
        "kind": correction.kind.value,
        "before_ore": correction.before.ore,
        "after_ore": correction.after.ore,
        "change_ore": correction.change.ore,
    }


def _ending(ending: Ending) -> Form:
    """`reading` is null where the recipient keeps all it was promised."""
    return {
        "basis": ending.basis.value,
        "reading": ending.reading.value if ending.reading else None,
        "costs_ore": ending.costs.ore,
        "grant_ore": ending.grant.ore,
        "own_ore": ending.own.ore,
        "own_percent": percent_form(ending.own_percent),
        "unused_ore": ending.unused.ore,
        "claim_ore": ending.claim.ore,
        "repay_ore": ending.repay.ore,
        "allowed": ending.is_allowed,
    }
