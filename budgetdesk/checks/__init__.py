"""What a person should look at: one function, one rule, in the order a project is made.

A check takes the case and yields findings; it knows no screen, no file and no clock. One cause
gives one finding: a check that depends on something missing is silent, for that has its own.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from msgspec.structs import replace

from budgetdesk.checks import (
    account,
    amounts,
    applying,
    budget,
    call,
    caps,
    contributions,
    costs,
    deadlines,
    decisions,
    funding,
    grant,
    ledger,
    partners,
    postings,
    project,
    salary,
    signoff,
    sources,
    split,
    start,
    targets,
    tracking,
    vouchers,
)
from budgetdesk.checks.case import NOTHING, Case, case_of
from budgetdesk.domain.around import Around
from budgetdesk.domain.finding import Finding, Severity
from budgetdesk.domain.project import Project
from budgetdesk.domain.waivable import is_about

Check = Callable[[Case], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    sources.sources_disagree,
    applying.deadline_near,
    applying.call_reserves,
    applying.documents_open,
    applying.sub_granting,
    project.period_missing,
    project.period_backwards,
    project.period_not_approved,
    project.outside_window,
    project.longer_than_allowed,
    start.before_own_start,
    project.applicant_not_allowed,
    applying.applicant_excluded,
    applying.partner_missing,
    applying.members_too_few,
    targets.target_missing,
    budget.budget_empty,
    budget.below_least_budget,
    amounts.negative_amounts,
    amounts.absurd_amounts,
    amounts.amounts_outside_period,
    budget.details_differ,
    salary.norm_missing,
    salary.norm_differs,
    salary.norm_not_told,
    salary.index_without_source,
    salary.personal_in_details,
    budget.item_not_in_list,
    costs.single_purpose,
    costs.cost_excluded,
    costs.pay_not_counted,
    costs.line_is_collective,
    decisions.administration_unclear,
    caps.cap_exceeded,
    budget.note_missing,
    split.no_unit_prices,
    split.pay_without_hours,
    split.not_split,
    split.parts_differ,
    funding.funding_empty,
    budget.out_of_balance,
    funding.cofinancing_short,
    funding.cofinancing_not_shown,
    funding.grant_share_exceeded,
    funding.reimbursement_exceeded,
    funding.grant_outside_limits,
    grant.grant_above_year_limit,
    grant.grant_outside_recipient_limits,
    start.grant_beyond_late_start,
    funding.own_share_not_cash,
    partners.unknown_partner,
    partners.partner_without_costs,
    partners.partner_cofinancing_short,
    partners.partner_out_of_balance,
    contributions.form_not_counted,
    contributions.hours_overvalued,
    contributions.too_little_cash,
    signoff.signoff_undecided,
    signoff.audit_budget_unfit,
    decisions.figures_moved,
    ledger.control_total_differs,
    ledger.parts_differ,
    ledger.target_gone,
    ledger.unplaced,
    ledger.outside_period,
    ledger.line_not_approved,
    ledger.reason_missing,
    ledger.voucher_missing,
    vouchers.file_missing,
    vouchers.file_changed,
    vouchers.claimed_elsewhere,
    ledger.day_missing,
    postings.reversed_apart,
    postings.pay_not_counted,
    postings.vat_in_cost,
    postings.internal_transfer,
    postings.income_on_cost_line,
    postings.not_paid,
    postings.reversal_alone,
    postings.other_year,
    account.line_negative,
    account.line_without_budget,
    account.line_overspent,
    account.deviation_unexplained,
    tracking.bound_beyond_budget,
    tracking.account_corrected,
    account.other_money_above_budget,
    account.cofinancing_not_met,
    account.settlement_assumed,
    account.repayment_due,
    account.result_not_told,
    account.money_left_in_year,
    deadlines.extension_possible,
    deadlines.interim_due,
    deadlines.account_due,
    deadlines.vouchers_kept,
    call.rules_unset,
)


def run_checks(project: Project, today: date, around: Around = NOTHING) -> tuple[Finding, ...]:
    """All findings of a project on a day, as `check_case` has them."""
    return check_case(case_of(project, today, around))


def check_case(case: Case) -> tuple[Finding, ...]:
    """All findings: the gravest first, then those with most money at stake, then as above.

    A waived one stands last.
    """
    findings = [_waived(case.project, each) for check in CHECKS for each in check(case)]
    return tuple(sorted(findings, key=_rank))


def _waived(project: Project, finding: Finding) -> Finding:
    """The finding with the latest waiver that was given for just what it says."""
    given = (waiver for waiver in reversed(project.waivers) if is_about(waiver, finding))
    return replace(finding, waived=next(given, None))


def _rank(finding: Finding) -> tuple[bool, int, int]:
    return finding.waived is not None, _WEIGHT[finding.severity], -finding.stake.ore


_WEIGHT: Final = {severity: weight for weight, severity in enumerate(Severity)}
