"""Applying: by when, who may, with whom, with what, and what the call holds back."""

from datetime import date
from typing import Any

import pytest

from budgetdesk.domain.finding import Severity
from budgetdesk.domain.recipient import Partner, Recipient, RecipientKind
from budgetdesk.domain.rules import (
    ApplicantRule,
    DeadlineRule,
    DocumentsRule,
    ReservationRule,
    SubGrantRule,
)
from budgetdesk.domain.value import PartnerId
from tests.builders import A_SOURCE, a_budget, a_line, kr
from tests.checks.asked import codes, message, one, only, the_project, the_rules

APPROVED = a_budget(
    a_line("1", kr(100_000), item="rent"), grant=kr(80_000), own=kr(20_000), approved=True
)
DEADLINE = DeadlineRule(source=A_SOURCE, last_day=date(2019, 12, 13), time="12.00")


def applicants(**fields: Any) -> Any:
    kinds: dict[str, Any] = {"kinds": (RecipientKind.MUNICIPALITY,), "source": A_SOURCE}
    return the_rules(applicants=ApplicantRule(**(kinds | fields)))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2019, 11, 12), []),
        (date(2019, 11, 13), ["applying.soon_at"]),
        (date(2019, 12, 13), ["applying.soon_at"]),
        (date(2019, 12, 14), ["applying.late"]),
    ],
)
def test_the_last_day_is_told_when_it_is_near_or_over(today: date, expected: list[str]) -> None:
    project = the_project(rules=the_rules(deadline=DEADLINE))
    assert codes(project, today) == expected
    assert codes(the_project(APPROVED, rules=the_rules(deadline=DEADLINE)), today) == []


def test_the_hour_is_told_where_the_call_has_one() -> None:
    finding = only(
        the_project(rules=the_rules(deadline=DEADLINE)), "applying.soon_at", date(2019, 12, 12)
    )
    assert message(finding) == (
        "Ansøgningen skal være sendt senest 13-12-2019 kl. 12.00. Der er 1 dag til."
    )
    bare = DeadlineRule(source=A_SOURCE, last_day=date(2019, 12, 13))
    only(the_project(rules=the_rules(deadline=bare)), "applying.soon", date(2019, 12, 12))


def test_a_rolling_call_without_a_last_day_is_never_late() -> None:
    rolling = DeadlineRule(source=A_SOURCE, rolling=True)
    assert codes(the_project(rules=the_rules(deadline=rolling))) == []


def test_who_is_shut_out_by_name_is_told_so_once() -> None:
    rules = applicants(kinds=(RecipientKind.ASSOCIATION,), excluded=(RecipientKind.MUNICIPALITY,))
    finding = only(the_project(rules=rules), "applying.excluded")
    assert (finding.severity, finding.source) == (Severity.ERROR, A_SOURCE)
    assert codes(the_project(rules=applicants(excluded=(RecipientKind.REGION,)))) == []
    unknown = the_project(rules=rules, recipient=Recipient(name="X"))
    assert codes(unknown) == ["project.applicant_unknown"]


def test_a_demanded_partner_is_missed_until_one_of_its_kind_takes_part() -> None:
    rules = applicants(partners=(RecipientKind.EDUCATIONAL_INSTITUTION,))
    assert "Uddannelsesinstitution" in message(
        only(the_project(rules=rules), "applying.no_partner")
    )
    school = Partner(id=PartnerId("p1"), name="Skolen", kind=RecipientKind.EDUCATIONAL_INSTITUTION)
    firm = Partner(id=PartnerId("p2"), name="Firmaet", kind=RecipientKind.COMPANY)
    assert "applying.no_partner" not in codes(the_project(rules=rules, partners=(firm, school)))
    assert "applying.no_partner" in codes(the_project(rules=rules, partners=(firm,)))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "»Kommune eller Region«"),
        ((RecipientKind.COMPANY,), "»Kommune, Region eller Virksomhed«"),
    ],
)
def test_of_several_kinds_of_partner_one_will_do_and_all_are_named(
    more: tuple[RecipientKind, ...], words: str
) -> None:
    rules = applicants(partners=(RecipientKind.MUNICIPALITY, RecipientKind.REGION, *more))
    assert words in message(only(the_project(rules=rules), "applying.no_partner"))


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (None, ["applying.members_unknown"]),
        (24, ["applying.members_too_few"]),
        (25, []),
    ],
)
def test_an_association_has_the_members_the_call_wants(
    members: int | None, expected: list[str]
) -> None:
    recipient = Recipient(name="X", kind=RecipientKind.MUNICIPALITY, members=members)
    project = the_project(rules=applicants(least_members=25), recipient=recipient)
    assert codes(project) == expected
    for code in expected:
        assert "25" in message(only(project, code))


def test_documents_are_open_until_they_are_ticked() -> None:
    rules = the_rules(documents=DocumentsRule(source=A_SOURCE, names=("Skema", "Aftale")))
    finding = only(the_project(rules=rules), "applying.documents")
    assert finding.severity is Severity.NOTE
    assert message(finding).startswith("2 bilag mangler at blive gjort klar til ansøgningen: Skema")
    half = only(the_project(rules=rules, checklist=("Skema",)), "applying.documents")
    assert half.facts["names"] == "Aftale"
    assert codes(the_project(rules=rules, checklist=("Aftale", "Skema"))) == []
    assert codes(the_project(APPROVED, rules=rules)) == []


def test_an_open_document_is_a_warning_near_the_last_day() -> None:
    rules = the_rules(documents=DocumentsRule(source=A_SOURCE, names=("Skema",)), deadline=DEADLINE)

    def severity(today: date) -> Severity:
        return one(the_project(rules=rules), "applying.documents", today).severity

    assert severity(date(2019, 11, 12)) is Severity.NOTE
    assert severity(date(2019, 11, 13)) is Severity.WARNING


def test_what_the_grant_hangs_on_is_told_until_it_is_granted() -> None:
    rules = the_rules(reservation=ReservationRule(source=A_SOURCE, subject_to="finansloven"))
    assert "finansloven" in message(only(the_project(rules=rules), "applying.reservation"))
    assert codes(the_project(APPROVED, rules=rules)) == []


@pytest.mark.parametrize(
    ("apart", "code"),
    [(True, "applying.sub_grants_apart"), (None, "applying.sub_grants")],
)
def test_an_operator_is_told_about_its_own_costs(apart: bool | None, code: str) -> None:
    rule = SubGrantRule(source=A_SOURCE, to="virksomheder", own_costs_apart=apart)
    assert "virksomheder" in message(only(the_project(rules=the_rules(sub_grants=rule)), code))
