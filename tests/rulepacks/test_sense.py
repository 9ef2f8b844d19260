"""Rules that are written correctly and still cannot be meant."""

from pathlib import Path

import pytest

from budgetdesk.rulepacks import check_pack, fault_text, read_pack
from tests.rulepacks.packs import HEAD, SOURCE, a_rule, write

FAULTS = [
    (a_rule("deadline"), "says_nothing", "rules.deadline"),
    (a_rule("pool"), "says_nothing", "rules.pool"),
    (a_rule("goals"), "says_nothing", "rules.goals"),
    (a_rule("applicants", "closed = false"), "says_nothing", "rules.applicants"),
    (
        a_rule("applicants", 'kinds = ["region"]', 'excluded = ["region"]'),
        "in_and_out",
        "rules.applicants.excluded[0]",
    ),
    (
        a_rule("notes", "valid_from = 2021-01-01", "valid_to = 2020-12-31"),
        "wrong_order",
        "rules.notes.valid_to",
    ),
    (
        a_rule("period", "end_to = 2021-01-01", 'about = ["start_to"]'),
        "not_stated",
        "rules.period.about[0]",
    ),
    (
        a_rule("late_start", "full_from = 2021-01-01", "full_to = 2020-12-31"),
        "wrong_order",
        "rules.late_start.full_to",
    ),
    (
        a_rule("grant_limit", 'for_recipients = [{ recipients = ["region"] }]'),
        "says_nothing",
        "rules.grant_limit.for_recipients[0]",
    ),
    (
        a_rule("contributions", 'forms = [{ form = "cash" }, { form = "cash" }]'),
        "same_key",
        "rules.contributions.forms[1].form",
    ),
    (a_rule("caps", 'caps = [{ item = "salary" }]'), "says_nothing", "rules.caps.caps[0]"),
    (a_rule("caps", "caps = [{ percent = 10 }]"), "missing", "rules.caps.caps[0].base"),
    (a_rule("caps", 'caps = [{ base = "grant" }]'), "missing", "rules.caps.caps[0].percent"),
    (a_rule("caps", "caps = [{ unit_rate_kr = 10 }]"), "missing", "rules.caps.caps[0].unit"),
    (
        a_rule("caps", 'caps = [{ item = "salary", group = "salary", at_most_kr = 10 }]'),
        "one_of_two",
        "rules.caps.caps[0].group",
    ),
    (
        a_rule("carry_over", "limit = { never = true, percent = 10 }"),
        "one_of_two",
        "rules.carry_over.limit.never",
    ),
    (
        a_rule("reallocation", "limits = [{ percent = 10, either = true }]"),
        "missing",
        "rules.reallocation.limits[0].either",
    ),
    (a_rule("final_account"), "says_nothing", "rules.final_account"),
    (a_rule("final_account", "month = 4"), "missing", "rules.final_account.day"),
    (a_rule("final_account", "day = 4"), "missing", "rules.final_account.month"),
    (
        a_rule("final_account", "months = 3", "month = 4", "day = 30"),
        "one_of_two",
        "rules.final_account.month",
    ),
    (a_rule("final_account", "month = 2", "day = 29"), "impossible", "rules.final_account"),
    (a_rule("payout", 'model = "instalments"'), "missing", "rules.payout.instalments"),
    (
        a_rule(
            "payout",
            'model = "instalments"',
            'instalments = [{ percent = 50, release = "commitment" }]',
        ),
        "not_whole",
        "rules.payout.instalments",
    ),
    (
        a_rule("payout", 'model = "arrears"', "held_back = 20", "held_back_to = 10"),
        "wrong_order",
        "rules.payout.held_back_to",
    ),
    (a_rule("pay", 'annual_hours = "mange"'), "not_quantity", "rules.pay.annual_hours"),
    (
        a_rule(
            "interim_account",
            'every = "year"',
            'classes = [{ kind = "management" }, { kind = "auditor", above_kr = 5 }]',
        ),
        "overlap",
        "rules.interim_account.classes[1]",
    ),
    ("[rules]\nnotes = []\n", "empty", "rules.notes"),
    (f"[[rules.notes]]\n{SOURCE}[[rules.notes]]\nhard = 1\n", "missing", "rules.notes[1].source"),
]


@pytest.mark.parametrize(("rules", "code", "path"), FAULTS)
def test_what_cannot_be_meant_is_told_with_its_place(
    tmp_path: Path, rules: str, code: str, path: str
) -> None:
    faults = check_pack(write(tmp_path, HEAD + rules))
    assert (code, path) in [(fault.code, fault.path) for fault in faults]
    assert all(fault_text(fault) and fault.line for fault in faults)


GOOD = [
    a_rule("deadline", "rolling = true"),
    a_rule("final_account", "month = 4", "day = 30"),
    a_rule("reallocation", "limits = [{ never = true }]"),
    a_rule("period", "start_from = 2021-03-01", 'about = ["start_from"]'),
    a_rule(
        "signoff",
        'classes = [{ kind = "management" }, { kind = "auditor", recipients = ["company"] }]',
    ),
]


@pytest.mark.parametrize("rules", GOOD)
def test_what_can_be_meant_is_read(tmp_path: Path, rules: str) -> None:
    assert read_pack(write(tmp_path, HEAD + rules)).rules.unset()


def test_each_rule_of_a_list_keeps_its_own_place(tmp_path: Path) -> None:
    written = HEAD + f"[[rules.retention]]\nyears = 5\n{SOURCE}[[rules.retention]]\nyears = 10\n"
    call = read_pack(write(tmp_path, written + SOURCE))
    assert [getattr(rule, "years", 0) for rule in call.all_of("retention")] == [5, 10]
    assert call.others[0].retention is not None
    assert call.others[0].retention.source.document == "Opslag: Prøvepuljen"
