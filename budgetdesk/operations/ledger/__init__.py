"""What a person can do with the ledger: imports, rules, placing, voucher files, and choices."""

from budgetdesk.operations.ledger.choices import (
    choose_day,
    choose_vat,
    hide_word,
    show_word,
)
from budgetdesk.operations.ledger.days import tell_day
from budgetdesk.operations.ledger.imports import (
    add_batch,
    alike,
    count_known,
    remove_batch,
    with_known,
)
from budgetdesk.operations.ledger.placing import place, shares_of, split, unplace
from budgetdesk.operations.ledger.rules import (
    add_allocation_rule,
    add_allocation_rules,
    add_rule_for,
    change_allocation_rule,
    move_allocation_rule,
    remove_allocation_rule,
)
from budgetdesk.operations.ledger.vouchers import attach_voucher, detach_voucher

__all__ = [
    "add_allocation_rule",
    "add_allocation_rules",
    "add_batch",
    "add_rule_for",
    "alike",
    "attach_voucher",
    "change_allocation_rule",
    "choose_day",
    "choose_vat",
    "count_known",
    "detach_voucher",
    "hide_word",
    "move_allocation_rule",
    "place",
    "remove_allocation_rule",
    "remove_batch",
    "shares_of",
    "show_word",
    "split",
    "tell_day",
    "unplace",
    "with_known",
]
