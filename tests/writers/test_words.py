from datetime import date

import msgspec

from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Source
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import SignoffRule
from budgetdesk.domain.signoff import SignoffClass, SignoffKind
from budgetdesk.writers import words
from tests.builders import A_SOURCE, kr
from tests.writers.papers import a_paper, a_real_project


def test_a_quote_stands_with_its_place_and_a_place_without_a_quote_alone() -> None:
    source = Source(document="Opslag", section="Krav", quote="minimum 20 procent")
    assert words.source_words(source) == "»minimum 20 procent« (Opslag, Krav)"
    assert words.source_words(Source(document="Opslag")) == "Opslag"
    assert words.source_words(None) == ""


def test_a_project_without_a_period_says_so_though_its_account_has_one() -> None:
    project = msgspec.structs.replace(a_real_project(), period=None)
    paper = a_paper(project, period=Period(start=date(2020, 1, 1), end=date(2020, 3, 31)))
    facts = dict(words.identification(paper))
    assert facts["Projektperiode"] == "ikke oplyst"
    assert facts["Regnskabsperiode"] == "01-01-2020 – 31-03-2020"


def test_a_sign_off_for_every_grant_is_told_without_a_limit() -> None:
    project = a_real_project()
    anyone = SignoffClass(kind=SignoffKind.MANAGEMENT)
    rules = msgspec.structs.replace(
        project.call.rules, signoff=SignoffRule(source=A_SOURCE, classes=(anyone,))
    )
    call = msgspec.structs.replace(project.call, rules=rules)
    paper = a_paper(msgspec.structs.replace(project, call=call))
    assert next(words.signoff_reasons(paper)) == (
        "Beløb holdt op mod opslagets grænser: det bevilgede tilskud, 650.000,00 kr."
    )


def test_a_day_in_running_text_has_its_month_in_letters() -> None:
    assert words.long_day(date(2020, 12, 31)) == "31. december 2020"


def test_an_amount_in_running_text_has_its_unit() -> None:
    assert words.kroner(kr("-1234.5")) == "-1.234,50 kr."


def test_an_answer_nobody_could_have_chosen_stands_as_it_was_given() -> None:
    decision = Decision(
        topic=Topic.SIGNOFF, answer="maybe", reason="?", by="Anne", on=date(2021, 1, 4)
    )
    assert words.answer(decision) == "maybe"
