"""`budgetdesk solve`: grant, own share and total from any of them, by a call's demands."""

from argparse import Namespace
from typing import Final

from budgetdesk import rulepacks
from budgetdesk.accounting.grant_limits import Applicant
from budgetdesk.accounting.solver import Fall, Given, Plan, Solution, falls, solve
from budgetdesk.cli.arguments import Parser, day, kroner
from budgetdesk.cli.printing import Form, print_json
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.recipient import RecipientKind
from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import amount, text

_FIGURES: Final = ("total", "grant", "own")
_MOST_YEARS: Final = 101


def arguments(parser: Parser) -> None:
    """The call, and the figures that are known."""
    parser.add_argument("--call", required=True)
    for name in ("--total", "--grant", "--own"):
        parser.add_argument(name, type=kroner)
    parser.add_argument("--other", type=kroner)
    for name in ("--income", "--not-eligible"):
        parser.add_argument(name, type=kroner, default=ZERO)
    parser.add_argument("--years", type=int, choices=range(1, _MOST_YEARS))
    parser.add_argument("--start", type=day)
    parser.add_argument("--recipient", type=RecipientKind)
    parser.add_argument("--json", action="store_true")


def run(typed: Namespace) -> int:
    """Solves, and tells what came of it; 1 where the figures do not meet the call's demands."""
    rules = rulepacks.load_call(typed.call).rules
    given = Given(
        total=typed.total,
        grant=typed.grant,
        own=typed.own,
        other=typed.other,
        income=typed.income,
        not_eligible=typed.not_eligible,
        applicant=Applicant(kind=typed.recipient, years=typed.years, start=typed.start),
    )
    if len(given.known) not in {1, 2} and given.left_for_others is None:
        raise BudgetDeskError("cli.solve_figures")
    solved = solve(rules, given)
    is_met = solved.plan is not None and not solved.broken
    lost = tuple(falls(rules, given, solved.plan)) if solved.plan and is_met else ()
    if typed.json:
        print_json(_form(typed.call, given, solved, lost))
    else:
        _show(given, solved, lost)
    return int(not is_met)


def _form(call: str, given: Given, solved: Solution, lost: tuple[Fall, ...]) -> Form:
    """The answer as data; amounts in whole øre."""
    return {
        "call": call,
        "given": to_plain(given),
        "plan": _plan_form(solved.plan),
        "met": solved.plan is not None and not solved.broken,
        "broken": [{"code": name, "text": text(f"solver.broken.{name}")} for name in solved.broken],
        "ways": [{"keeps": way.keeps} | (_plan_form(way.plan) or {}) for way in solved.ways],
        "grant_limits_ore": to_plain(solved.limits),
        "least_own_ore": to_plain(solved.least_own),
        "cash_ore": to_plain(solved.cash),
        "not_held": list(solved.not_held),
        "falls": [
            {"unspent_ore": fall.unspent.ore, "earned_ore": to_plain(fall.earned)} for fall in lost
        ],
    }


def _plan_form(plan: Plan | None) -> dict[str, int] | None:
    if plan is None:
        return None
    figures = {f"{name}_ore": getattr(plan, name).ore for name in _FIGURES}
    return figures | {"others_ore": plan.others.ore}


def _show(given: Given, solved: Solution, lost: tuple[Fall, ...]) -> None:
    if solved.plan is not None:
        for name in _FIGURES:
            key = "given" if name in given.known else "found"
            _row(text(f"solver.{name}"), getattr(solved.plan, name), text(f"solver.{key}"))
        key = "given" if given.left_for_others is None else "found"
        _row(text("solver.others"), solved.plan.others, text(f"solver.{key}"))
        _show_limits(solved)
    for name in solved.broken:
        print(text("solver.unmet", why=text(f"solver.broken.{name}")))
    if solved.plan is None and not solved.broken:
        print(text("solver.boundless"))
    for way in solved.ways:
        print("  " + text(f"solver.ways.{way.keeps}", **way.plan.facts))
    for fall in lost:
        print(text("solver.fall", **fall.facts))


def _row(name: str, money: Money, remark: str) -> None:
    print(f"  {name:<34}{amount(money):>18}  {remark}")


def _show_limits(solved: Solution) -> None:
    for name, most in solved.limits.items():
        print("  " + text("solver.most", why=text(f"solver.limits.{name}"), amount=most))
    if solved.least_own is not None:
        print("  " + text("solver.least_own", amount=solved.least_own))
    if solved.cash is not None:
        print("  " + text("solver.cash", amount=solved.cash))
    for name in solved.not_held:
        print("  " + text(f"solver.not_held.{name}"))
    if not solved.broken:
        print(text("solver.met"))
