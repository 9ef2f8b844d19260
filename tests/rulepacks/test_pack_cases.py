"""The cases beside each shipped pack: what its rules come to in the program."""

import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from budgetdesk import paths
from budgetdesk.accounting.cofinancing import greatest_grant, hold
from budgetdesk.accounting.deadlines import all_due, final_account_due
from budgetdesk.accounting.eligible import is_eligible, is_listed
from budgetdesk.accounting.payout import expected_payments
from budgetdesk.accounting.signoff import decide_signoff
from budgetdesk.checks import run_checks
from budgetdesk.domain.budget import FundingForm, FundingLine, FundingSource
from budgetdesk.domain.period import Period
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.domain.rules import Call
from budgetdesk.domain.signoff import SignoffBasis
from budgetdesk.domain.value import FundingId
from budgetdesk.rulepacks import RuleRow, describe, read_pack
from tests.builders import a_budget, a_line, a_project, kr

Facts = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[1] / "calls"
FILES = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in FOLDER.iterdir()}
PACKS = sorted((paths.resources() / "calls").glob("*.toml"))
CALLS = {call.id: call for call in map(read_pack, PACKS)}
INVENTED = {name: Path(__file__).with_name(f"{name}.toml") for name in ("invented", "hard")}
"""Funders nobody has, whose packs were written from the page on writing packs alone."""
CALLS_AND_INVENTED = CALLS | {name: read_pack(path) for name, path in INVENTED.items()}
CASES = [
    (name, case)
    for name, path in INVENTED.items()
    for case in tomllib.loads(path.with_suffix(".cases.toml").read_text(encoding="utf-8"))["case"]
] + [(call_id, case) for call_id, cases in FILES.items() for case in cases["case"]]


def signoff(call: Call, given: Facts) -> Facts:
    rule = call.rules_on(None, {}).signoff
    result = decide_signoff(rule, {SignoffBasis.COMMITMENT: kr(given["grant"])})
    assert result.proposed is not None
    return {
        "kind": result.kind.value if result.kind else "undecided",
        "proposed": result.proposed.value,
    }


def cofinancing(call: Call, given: Facts) -> Facts:
    assert call.rules.cofinancing is not None
    total, grant, own = (kr(given[name]) for name in ("total", "grant", "own"))
    result = hold(call.rules.cofinancing, total, total, grant, own, kr(given.get("other", 0)))
    return {"met": result.is_met, "missing": str(Decimal(result.missing.ore).scaleb(-2))}


def eligible(call: Call, given: Facts) -> Facts:
    rule = call.rules.eligible
    assert rule is not None
    return {"listed": is_listed(rule, given["item"]), "eligible": is_eligible(rule, given["item"])}


def final_account(call: Call, given: Facts) -> Facts:
    return {"due": final_account_due(call.rules, Period(start=given["end"], end=given["end"]))}


def period(call: Call, given: Facts) -> Facts:
    project = a_project(rules=call.rules, period=Period(**given))
    found = {finding.subject.kind for finding in run_checks(project, date(2019, 11, 1))}
    return {"allowed": "period" not in found}


def length(call: Call, given: Facts) -> Facts:
    project = a_project(rules=call.rules, period=Period(**given))
    codes = {finding.code for finding in run_checks(project, date(2019, 11, 1))}
    return {"allowed": not codes & {"project.lasts_too_long", "project.lasts_too_short"}}


def applicants(call: Call, given: Facts) -> Facts:
    recipient = Recipient(name="Ansøger", kind=RecipientKind(given["kind"]))
    project = a_project(rules=call.rules, recipient=recipient)
    found = {finding.subject.field for finding in run_checks(project, date(2019, 11, 1))}
    return {"may_apply": "recipient" not in found}


def grant_limit(call: Call, given: Facts) -> Facts:
    project = a_project(a_budget(grant=kr(given["grant"])), call.rules)
    codes = {finding.code for finding in run_checks(project, date(2019, 11, 1))}
    return {"allowed": not codes & {"funding.grant_above_limit", "funding.grant_below_limit"}}


def least_budget(call: Call, given: Facts) -> Facts:
    project = a_project(a_budget(a_line(amounts=kr(given["total"]))), call.rules)
    codes = {finding.code for finding in run_checks(project, date(2019, 11, 1))}
    return {"allowed": "budget.too_small" not in codes}


def grant_share(call: Call, given: Facts) -> Facts:
    assert call.rules.grant_share is not None
    costs, eligible_costs = kr(given["total"]), kr(given["eligible"])
    cap = greatest_grant(call.rules.grant_share, costs, eligible_costs, costs)
    return {"greatest": str(Decimal(cap.ore).scaleb(-2))}


def words(call: Call, given: Facts) -> Facts:
    """Whether a line's words are those of a cost the call shuts out or calls collective."""
    line = a_line(amounts=kr(given.get("amount", 1000)), label=given["label"])
    found = run_checks(a_project(a_budget(line), call.rules), date(2019, 11, 1))
    codes = {finding.code for finding in found}
    shut_out = {"costs.excluded", "costs.excluded_above", "costs.collective"}
    return {"allowed": not codes & shut_out}


def payout(call: Call, given: Facts) -> Facts:
    period = Period(start=given["start"], end=given["end"])
    payments = expected_payments(call.rules.payout, kr(given["grant"]), period)
    return {"amounts": [str(Decimal(each.amount.ore).scaleb(-2)) for each in payments]}


def interim_account(call: Call, given: Facts) -> Facts:
    dues = all_due(call.rules, Period(**given))
    return {"ends": [due.covers.end for due in dues if due.covers]}


def contributions(call: Call, given: Facts) -> Facts:
    source = FundingLine(
        id=FundingId("f1"),
        source=FundingSource.OWN,
        form=FundingForm(given["form"]),
        amounts={2020: kr(given["amount"])},
        hours=Decimal(given["hours"]) if "hours" in given else None,
    )
    budget = replace(a_budget(a_line(amounts=kr(given["amount"]))), funding=(source,))
    found = run_checks(a_project(budget, call.rules), date(2019, 11, 1))
    return {"counts": not any(each.code.startswith("contributions.") for each in found)}


def disputed(call: Call, given: Facts) -> Facts:
    readings = call.disputed(None).get(given["kind"], ())
    return {"documents": [rule.source.document for rule in readings]}


def says(call: Call, given: Facts) -> Facts:
    return {"says": row_of(call, given["kind"]).value.splitlines()}


def fact(call: Call, given: Facts) -> Facts:
    return {"says": call.facts[given["name"]]}


def known(call: Call, given: Facts) -> Facts:
    return {"known": getattr(call.rules, given["kind"]) is not None}


def row_of(call: Call, kind: str) -> RuleRow:
    return next(row for row in describe(call) if row.kind == kind)


ANSWERS: Final[dict[str, Callable[[Call, Facts], Facts]]] = {
    each.__name__: each
    for each in (
        *(
            applicants,
            period,
            length,
            grant_limit,
            least_budget,
            cofinancing,
            grant_share,
            eligible,
        ),
        *(signoff, final_account),
        *(words, payout, interim_account, contributions),
        *(says, fact, known, disputed),
    )
}


@pytest.mark.parametrize(
    ("call_id", "case"), CASES, ids=[f"{call_id}: {case['name']}" for call_id, case in CASES]
)
def test_a_pack_answers_as_its_call_says(call_id: str, case: Facts) -> None:
    assert ANSWERS[case["about"]](CALLS_AND_INVENTED[call_id], case["given"]) == case["expected"]


@pytest.mark.parametrize(
    ("call_id", "case"), CASES, ids=[f"{call_id}: {case['name']}" for call_id, case in CASES]
)
def test_a_case_names_a_section_its_rule_is_written_in(call_id: str, case: Facts) -> None:
    if case["about"] in ("fact", "words"):
        return
    kind = (
        case["given"]["kind"]
        if "kind" in case["given"] and case["about"] != "applicants"
        else case["about"]
    )
    row = row_of(CALLS_AND_INVENTED[call_id], kind)
    assert case.get("source", "") in [source.section for source in row.sources] or not row.is_set


def test_every_shipped_pack_has_its_cases() -> None:
    assert sorted(FILES) == sorted(CALLS)
