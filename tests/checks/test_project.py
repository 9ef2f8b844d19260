"""Who applies and for which period."""

from datetime import date

import pytest
from msgspec.structs import replace

from budgetdesk.domain.budget import Approval
from budgetdesk.domain.finding import Severity
from budgetdesk.domain.period import Period
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.domain.rules import ApplicantRule, LengthRule, PeriodRule
from budgetdesk.operations.changes import ask_for_period
from budgetdesk.operations.fixes import apply_fix
from budgetdesk.operations.project import set_period
from budgetdesk.operations.versions import approve_budget, start_revision
from tests.builders import A_SOURCE
from tests.checks.asked import codes, message, one, only, the_project, the_rules

LATER = date(2021, 3, 31)


def a_period(start: date, end: date) -> Period:
    return Period(start=start, end=end)


def test_in_the_usual_project_nothing_is_wrong() -> None:
    assert codes(the_project()) == []


def test_a_project_without_a_period_is_told_once() -> None:
    finding = only(the_project(period=None), "project.no_period")
    assert (finding.subject.kind, finding.severity) == ("period", Severity.ERROR)


def test_a_period_that_stands_backwards_is_found() -> None:
    backwards = a_period(date(2019, 12, 31), date(2019, 12, 1))
    assert codes(the_project(period=backwards)) == ["project.period_backwards"]


def test_a_start_before_the_window_is_blocked_and_the_first_day_offered() -> None:
    early = a_period(date(2019, 11, 30), date(2020, 12, 31))
    finding = only(the_project(period=early), "project.starts_too_early")
    assert message(finding) == (
        "Projektet begynder 30-11-2019, men må efter opslaget tidligst begynde 01-12-2019."
        " | Lad projektet begynde 01-12-2019."
    )
    assert finding.severity is Severity.ERROR
    assert finding.source == A_SOURCE


def test_a_start_after_the_window_is_blocked() -> None:
    late = a_period(date(2020, 1, 1), date(2020, 12, 31))
    assert only(the_project(period=late), "project.starts_too_late").subject.field == "start"


def test_an_end_after_the_window_is_blocked_and_the_last_day_offered() -> None:
    late = a_period(date(2019, 12, 1), date(2021, 1, 1))
    finding = only(the_project(period=late), "project.ends_too_late")
    assert message(finding).endswith("Lad projektet slutte 31-12-2020.")


def test_a_wish_only_warns() -> None:
    wish = PeriodRule(source=A_SOURCE, end_to=date(2020, 6, 30), hard=False)
    project = the_project(rules=the_rules(period=wish))
    assert only(project, "project.ends_too_late").severity is Severity.WARNING


def test_another_period_than_the_budget_was_approved_for_is_told_and_taken_back() -> None:
    whole = a_period(date(2019, 12, 1), date(2020, 12, 31))
    approval = Approval(on=date(2019, 11, 1), reference="19/1")
    approved = approve_budget(the_project(period=whole), approval)
    assert "project.period_not_approved" not in codes(approved)
    longer = set_period(approved, a_period(date(2019, 12, 2), LATER))
    finding = one(longer, "project.period_not_approved")
    assert message(finding) == (
        "Budgettet er godkendt for perioden 01-12-2019 til 31-12-2020, men projektet har nu en"
        " anden. Ret datoerne, eller søg om en anden projektperiode under Ændringer."
        " | Lad projektet begynde 01-12-2019. | Lad projektet slutte 31-12-2020."
    )
    for fix in finding.fixes:
        longer = apply_fix(longer, finding, fix)
    assert longer == approved
    asked = ask_for_period(start_revision(approved, "Ændring 1"), replace(whole, end=LATER))
    assert "project.period_not_approved" not in codes(asked)
    extended = approve_budget(asked, approval)
    assert extended.period == replace(whole, end=LATER)
    assert "project.period_not_approved" not in codes(extended)
    unknown = approve_budget(the_project(period=None), approval)
    assert "project.period_not_approved" not in codes(set_period(unknown, whole))
    assert "project.period_not_approved" not in codes(set_period(extended, None))


def test_a_call_that_names_no_end_asks_for_none() -> None:
    wish = PeriodRule(source=A_SOURCE, start_from=date(2019, 12, 1))
    project = the_project(
        rules=the_rules(period=wish), period=a_period(date(2019, 12, 1), date(2030, 1, 1))
    )
    assert codes(project) == []


def test_a_project_of_exactly_the_length_allowed_is_in_order() -> None:
    rules = the_rules(length=LengthRule(source=A_SOURCE, months=12))
    period = a_period(date(2019, 12, 2), date(2020, 12, 1))
    assert codes(the_project(rules=rules, period=period)) == []
    assert codes(the_project(rules=rules, period=None)) == ["project.no_period"]


def test_a_day_beyond_the_length_allowed_is_blocked_and_the_last_day_offered() -> None:
    rules = the_rules(length=LengthRule(source=A_SOURCE, months=12))
    period = a_period(date(2019, 12, 2), date(2020, 12, 2))
    finding = only(the_project(rules=rules, period=period), "project.lasts_too_long")
    assert message(finding) == (
        "Projektet slutter 02-12-2020, men må efter opslaget højst vare 12 måneder, altså til og"
        " med 01-12-2020. | Lad projektet slutte 01-12-2020."
    )
    assert finding.severity is Severity.ERROR


def test_a_length_only_wished_for_warns() -> None:
    rules = the_rules(length=LengthRule(source=A_SOURCE, months=6, hard=False))
    finding = only(the_project(rules=rules), "project.lasts_too_long")
    assert finding.severity is Severity.WARNING


def test_an_applicant_the_call_does_not_name_is_blocked() -> None:
    project = the_project(recipient=Recipient(kind=RecipientKind.COMPANY))
    finding = only(project, "project.applicant_not_allowed")
    assert "»Virksomhed«" in message(finding)


def test_an_applicant_of_no_kind_is_asked_about() -> None:
    finding = only(the_project(recipient=Recipient()), "project.applicant_unknown")
    assert finding.severity is Severity.WARNING


def test_an_open_list_shuts_nobody_out() -> None:
    rule = ApplicantRule(source=A_SOURCE, kinds=(RecipientKind.REGION,), closed=False)
    assert codes(the_project(rules=the_rules(applicants=rule))) == []


@pytest.mark.parametrize(("end", "code"), [(30, "project.lasts_too_short"), (31, "")])
def test_a_project_lasts_as_long_as_a_span_wants(end: int, code: str) -> None:
    rules = the_rules(length=LengthRule(source=A_SOURCE, months=24, at_least=13))
    period = Period(start=date(2019, 12, 1), end=date(2020, 12, end))
    project = the_project(rules=rules, period=period)
    assert codes(project) == ([code] if code else [])
    if code:
        finding = only(project, code)
        assert finding.fixes[0].facts["day"] == date(2020, 12, 31)
        assert codes(apply_fix(project, finding, finding.fixes[0])) == []
