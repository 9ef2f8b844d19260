"""The rules that place postings: added, changed, moved and removed; their order decides."""

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from typing import Final

from msgspec.structs import replace

from budgetdesk.accounting.allocation import matcher
from budgetdesk.domain.ledger import AllocationRule
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId, RuleId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger.change import change, check_target, postings, without

_WHOLE: Final = Decimal(100)


def add_allocation_rule(
    project: Project, rule: AllocationRule, place: int | None = None
) -> Project:
    """Adds a rule at `place` (None: after the others), under a new id whatever id it came with."""
    _check_rule(project, rule)
    numbers = (int("".join(filter(str.isdecimal, old.id)) or 0) for old in project.ledger.rules)
    added = replace(rule, id=RuleId(f"r{max(numbers, default=0) + 1}"))
    rules = list(project.ledger.rules)
    rules.insert(len(rules) if place is None else max(place, 0), added)
    return change(project, lambda ledger: replace(ledger, rules=tuple(rules)))


def add_rule_for(
    project: Project, rule: AllocationRule, place: int, examples: Iterable[PostingId]
) -> Project:
    """Adds a rule made of postings at `place`; it places them too, whoever had placed them.

    An example the rule does not meet after all stays where a person put it.
    """
    added = add_allocation_rule(project, rule, place)
    meets = matcher(rule)
    taken = {each.id for each in postings(project, examples) if meets(each)}
    return change(added, lambda ledger: replace(ledger, placements=without(ledger, taken)))


def add_allocation_rules(project: Project, rules: Iterable[AllocationRule]) -> Project:
    """Adds several rules after the others, in their order."""
    return reduce(add_allocation_rule, rules, project)


def change_allocation_rule(project: Project, rule: AllocationRule) -> Project:
    """Replaces the rule with the same id, in its place."""
    _rule(project, rule.id)
    _check_rule(project, rule)
    rules = tuple(rule if old.id == rule.id else old for old in project.ledger.rules)
    return change(project, lambda ledger: replace(ledger, rules=rules))


def move_allocation_rule(project: Project, rule_id: RuleId, place: int) -> Project:
    """Moves a rule to `place`, counted from 0: the first rule that fits a posting decides."""
    rules = [rule for rule in project.ledger.rules if rule.id != rule_id]
    rules.insert(max(place, 0), _rule(project, rule_id))
    return change(project, lambda ledger: replace(ledger, rules=tuple(rules)))


def remove_allocation_rule(project: Project, rule_id: RuleId) -> Project:
    """Removes a rule; what it placed falls to the next rule that fits."""
    _rule(project, rule_id)
    rules = tuple(rule for rule in project.ledger.rules if rule.id != rule_id)
    return change(project, lambda ledger: replace(ledger, rules=rules))


def _rule(project: Project, rule_id: RuleId) -> AllocationRule:
    for rule in project.ledger.rules:
        if rule.id == rule_id:
            return rule
    raise BudgetDeskError("ledger.unknown_rule", id=rule_id)


def _check_rule(project: Project, rule: AllocationRule) -> None:
    check_target(project, rule.kind, rule.target, rule.reason)
    for share in rule.shares:
        check_target(project, share.kind, share.target, share.reason)
    if any(share.percent <= 0 for share in rule.shares) or _taken(rule) > _WHOLE:
        raise BudgetDeskError("ledger.rule_shares", percent=_taken(rule))
    if not any(
        (rule.gl_from, rule.gl_to, rule.psp, rule.cost_center, rule.supplier, rule.text)
    ) and (rule.amount_from is None and rule.amount_to is None):
        raise BudgetDeskError("ledger.rule_without_condition")
    is_range = len(rule.gl_from) == len(rule.gl_to) and rule.gl_from <= rule.gl_to
    if rule.gl_to and not is_range:
        raise BudgetDeskError("ledger.rule_range", first=rule.gl_from, last=rule.gl_to)
    least, most = rule.amount_from, rule.amount_to
    if least is not None and most is not None and least > most:
        raise BudgetDeskError("ledger.rule_amounts", least=least, most=most)


def _taken(rule: AllocationRule) -> Decimal:
    """What the shares take together, in percent."""
    return sum((share.percent for share in rule.shares), Decimal(0))
