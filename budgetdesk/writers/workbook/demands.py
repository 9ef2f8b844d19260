"""Sheet Opgørelse, second part: co-financing and sign-off."""

from budgetdesk.domain.account import CofinancingResult
from budgetdesk.domain.rules import CofinancingBase, CofinancingRule
from budgetdesk.domain.signoff import SignoffBasis
from budgetdesk.text import percent, text
from budgetdesk.writers import words
from budgetdesk.writers.workbook.book import name
from budgetdesk.writers.workbook.formulas import cut_percent, ore, share_up
from budgetdesk.writers.workbook.steps import Steps

_BASES = {
    CofinancingBase.TOTAL_COSTS: "costs",
    CofinancingBase.ELIGIBLE_COSTS: "eligible",
    CofinancingBase.GRANT: "grant",
}
_HELD = {
    SignoffBasis.COMMITMENT: "commitment",
    SignoffBasis.USED: "earned",
    SignoffBasis.PAID: "paid_out",
}


def write_cofinancing(steps: Steps) -> None:
    """The demand held against what the recipient bears."""
    steps.section("cofinancing")
    rule, result = steps.paper.project.rules.cofinancing, steps.account.cofinancing
    if rule is not None and result is not None:
        _demand(steps, rule, result)
    for sentence in words.cofinancing_rule(steps.paper):
        steps.note(sentence)


def _demand(steps: Steps, rule: CofinancingRule, result: CofinancingResult) -> None:
    base, required, actual = name("base"), name("required"), name("actual")
    demanded = result.required_percent
    own = name("own") + (f"+{name('other_grant')}" if rule.other_grants_count else "")
    left_out = words.work_left_out(steps.paper)
    others = text(
        f"documents.cofinancing.{'counted' if rule.other_grants_count else 'not_counted'}"
    )
    steps.formula(
        "base", name(_BASES[result.base]), result.base_amount, base=words.name_of(result.base)
    )
    up = share_up(base, name("cofinancing_percent"), demanded)
    steps.formula("required", up, result.required, percent=percent(demanded))
    if left_out:
        steps.typed("work_left_out", left_out)
        own += f"-{name('work_left_out')}"
    steps.formula("actual", ore(own), result.actual, others=others)
    share = words.or_dash(result.actual_percent)
    steps.formula("actual_percent", cut_percent(actual, base), share)
    steps.formula("missing", f"MAX(0,{ore(f'{required}-{actual}')})", result.missing)
    met, missing = (text(f"documents.verdict.{each}") for each in ("met", "missing"))
    verdict = f'IF({actual}>={required},"{met}","{missing}")'
    steps.formula("verdict", verdict, met if result.is_met else missing, "total")


def write_signoff(steps: Steps) -> None:
    """Who must sign: the amounts held against the limit, and on what authority."""
    signoff = steps.account.signoff
    steps.section("signoff")
    steps.note(words.signoff_kind(steps.paper))
    for basis, amount in signoff.amounts.items():
        steps.formula(f"held_{basis.value}", name(_HELD[basis]), amount)
    if signoff.threshold is not None:
        steps.typed("threshold", signoff.threshold)
    for sentence in words.signoff_authority(steps.paper):
        steps.note(sentence)
