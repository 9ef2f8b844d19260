"""The letter to the funder and the printed difference, read back as a person would."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

import pytest
from msgspec.structs import replace

from budgetdesk.accounting.judgement import judge
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.rules import CallRules, CarryOverRule, ExtensionRule, FreeLimit
from budgetdesk.domain.value import LineId, PartnerId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import changes
from budgetdesk.operations.budget import (
    add_line,
    choose_partner,
    move_line,
    remove_line,
    write_note,
)
from budgetdesk.operations.funding import set_funding_amount
from budgetdesk.operations.versions import start_revision
from budgetdesk.text import amount
from budgetdesk.writers import change_words
from budgetdesk.writers.difference_pdf import DifferencePaper, difference_pdf
from budgetdesk.writers.letter import LetterPaper, letter_pdf, write_letter
from tests.builders import a_budget, a_line, kr, pct
from tests.changed import QUOTE, TEN_PERCENT, a_move, approved, moved
from tests.writers.reading import pdf_text

MADE_AT = datetime(2020, 6, 15, 9, 30, tzinfo=UTC)
LONGER = Period(start=date(2019, 12, 1), end=date(2021, 6, 30))


def a_letter(project: Project) -> LetterPaper:
    return LetterPaper(project=project, made_at=MADE_AT, version="1.0")


def words(project: Project) -> str:
    """All words of a letter row by row, so that a wrapped sentence and a whole row are found."""
    return " ".join(pdf_text(letter_pdf(a_letter(project)), "-layout").split())


def a_difference(project: Project) -> bytes:
    before, after = project.versions[0], project.versions[-1]
    return difference_pdf(
        DifferencePaper(project=project, made_at=MADE_AT, version="1.0", before=before, after=after)
    )


def a_whole_change() -> Project:
    """A line opened, money moved within and between years, a longer period, less of own money."""
    project = add_line(moved(a_move(150)), "Transport")
    to_new = a_move(100, to_line=LineId("3"), reason="Deltagerne bor spredt.")
    project = changes.move_money(project, to_new)
    other_year = a_move(50, to_line=LineId("1"), to_year=2019, reason="Betalt tidligere.")
    project = changes.move_money(project, other_year)
    own = next(x.id for x in project.budget.funding if x.source is FundingSource.OWN)
    project = set_funding_amount(project, own, 2020, kr(700))
    project = changes.give_reason(project, "Projektlederen skifter stilling.")
    return changes.ask_for_period(project, LONGER)


def test_the_whole_letter_is_the_one_that_was_read(
    holds_as_golden: Callable[[str, str], None],
) -> None:
    made = letter_pdf(a_letter(a_whole_change()))
    holds_as_golden("letter_pdf.txt", pdf_text(made, "-layout"))


def test_the_letter_is_written_to_its_place_and_always_the_same(tmp_path: Path) -> None:
    paper = a_letter(moved())
    write_letter(paper, tmp_path / "brev.pdf")
    assert (tmp_path / "brev.pdf").read_bytes() == letter_pdf(paper)


def test_a_change_within_the_limit_is_told_of_not_asked_for() -> None:
    said = words(moved(a_move(199)))
    assert "Orientering om ændring af budget" in said
    assert "Anmodning om ændring" in words(moved(a_move(200)))


def test_every_figure_before_and_after_stands_in_the_letter() -> None:
    said = words(moved())
    for figure in ("Løn 2.000,00 -300,00 1.700,00 -15,00 %", "I alt 4.000,00 0,00 4.000,00"):
        assert figure in said
    assert "op til 199,99 kr." in said
    assert QUOTE.quote in said


def test_personal_data_stays_in_the_house() -> None:
    project = moved(a_move(reason="Aftalt med 010190-1234."))
    project = changes.give_reason(project, "Syg siden maj: 010190-1234.")
    project = replace(
        project,
        recipient=replace(project.recipient, contact="Kim 010190-1234"),
        versions=tuple(
            replace(v, lines=(replace(v.lines[0], label="Løn 010190-1234"), *v.lines[1:]))
            for v in project.versions
        ),
    )
    assert "010190" not in words(project)
    assert words(project).count("xxxxxx-xxxx") >= 5


def test_what_changed_besides_amounts_is_named() -> None:
    project = choose_partner(moved(), LineId("1"), PartnerId("p1"))
    said = words(move_line(project, LineId("2"), 0))
    assert "»Løn«: Ændret: partner." in said
    assert "»Husleje«: Ændret, flyttet i rækkefølgen." in said


def test_in_a_joint_project_each_partner_is_told_before_and_after() -> None:
    partner = Partner(id=PartnerId("p1"), name="Vestby Kommune")
    joint = replace(moved(), partners=(partner,))
    assert "Partnernes udgifter" not in words(joint)
    given = choose_partner(joint, LineId("2"), partner.id)
    said = words(given)
    assert "Partnernes udgifter før og efter" in said
    assert "Prøvestrup Kommune 4.000,00 -2.300,00 1.700,00 -57,50 %" in said
    assert "Vestby Kommune 0,00 2.300,00 2.300,00 –" in said
    assert "Husleje (Vestby Kommune) 2.000,00 300,00" in said
    assert "Der flyttes 2.300,00 kr. (57,50 %) fra Prøvestrup Kommune til andre parter." in said
    printed = " ".join(pdf_text(a_difference(given), "-layout").split())
    assert "Vestby Kommune 0,00 2.300,00" in printed


def test_a_demand_that_is_no_longer_met_is_said_in_the_letter() -> None:
    assert "der mangler" in words(a_whole_change())
    assert "krav til egen medfinansiering er ikke oplyst" in words(moved(rules=CallRules()))


def test_there_is_no_letter_without_an_approved_budget_or_a_change() -> None:
    draft = replace(moved(), versions=moved().versions[1:])
    unchanged = start_revision(approved(), "Ændring 1")
    for project, code in ((draft, "nothing_approved"), (unchanged, "nothing_changed")):
        with pytest.raises(BudgetDeskError) as error:
            letter_pdf(a_letter(project))
        assert error.value.code == f"changes.{code}"


def test_an_extension_alone_is_asked_for_with_no_moves() -> None:
    asked = changes.ask_for_period(start_revision(approved(), "Ændring 1"), LONGER)
    said = words(replace(asked, recipient=replace(asked.recipient, contact="")))
    assert "til 01-12-2019" in said
    assert "ikke opdelt i enkelte flytninger" in said
    assert "Kontaktperson" not in said


def test_two_versions_are_printed_side_by_side_and_two_that_are_the_same_say_so() -> None:
    said = " ".join(pdf_text(a_difference(moved()), "-layout").split())
    assert "Forskel på to udgaver" in said
    assert "Husleje 2.000,00 300,00 2.300,00 15,00 %" in said
    assert "Godkendt 02-01-2020 (19/12345)" in said
    assert "ens" in pdf_text(a_difference(approved()))


def test_a_move_to_a_line_that_is_gone_is_still_told() -> None:
    project = add_line(start_revision(approved(), "Ændring 1"), "Transport")
    project = changes.move_money(project, a_move(to_line=LineId("3")))
    assert "fjernet post" in words(remove_line(project, LineId("3")))


def the_limits() -> list[tuple[CallRules, str]]:
    ten = FreeLimit(percent=pct("10"), amount=kr(100))
    rule = CarryOverRule(source=QUOTE, limit=ten)
    return [
        (TEN_PERCENT, "under 10 % af 2.000,00 kr. eller 100,00 kr., hvad der er størst"),
        (CallRules(carry_over=rule), "under 10 % af 2.000,00 kr. og 100,00 kr."),
        (
            CallRules(carry_over=replace(rule, limit=FreeLimit(amount=kr(5), inclusive=True))),
            "Frit er højst 5,00 kr., altså op til 5,00 kr.: Kræver godkendelse.",
        ),
        (CallRules(carry_over=replace(rule, limit=FreeLimit())), "Der er ingen grænse: Kan"),
        (CallRules(carry_over=replace(rule, limit=FreeLimit(never=True))), "uden godkendelse: Kr"),
        (CallRules(carry_over=replace(rule, at_most=kr(20))), "højst overføres 20,00 kr.: Over"),
        (CallRules(), "godkendt med 2.000,00 kr. Ikke oplyst i opslaget."),
    ]


@pytest.mark.parametrize(("rules", "said"), the_limits())
def test_a_limit_is_told_with_its_arithmetic(rules: CallRules, said: str) -> None:
    project = moved(a_move(50, to_line=LineId("1"), to_year=2019), rules=rules)
    (part,) = judge(project, date(2020, 6, 1)).parts
    assert said in change_words.judged_words(part)


def test_the_same_place_is_quoted_once() -> None:
    project = moved(a_move(300), a_move(50, to_line=LineId("1"), to_year=2019))
    assert list(change_words.quotes(judge(project, date(2020, 6, 1)))) == [QUOTE]


def test_a_period_may_be_asked_for_under_a_rule_that_is_quoted() -> None:
    rules = CallRules(extension=ExtensionRule(source=QUOTE))
    asked = changes.ask_for_period(start_revision(approved(rules), "Ændring 1"), LONGER)
    assert QUOTE.quote in words(asked)


def test_an_extension_is_said_to_be_asked_for_in_time_or_not() -> None:
    for before_end, made, told in (
        (True, MADE_AT, "Der søges inden for den frist, opslaget giver."),
        (True, MADE_AT.replace(year=2021), "Vi søger efter projektperiodens udløb"),
        (None, MADE_AT, "Opslaget siger ikke, hvornår der senest skal søges."),
    ):
        rules = CallRules(extension=ExtensionRule(source=QUOTE, before_end=before_end))
        asked = changes.ask_for_period(start_revision(approved(rules), "Ændring 1"), LONGER)
        paper = replace(a_letter(asked), made_at=made)
        said = " ".join(pdf_text(letter_pdf(paper), "-layout").split())
        assert told in said
        assert "Budgettet er det samme som det godkendte." in said


def test_the_whole_revised_budget_follows_the_letter_however_many_years() -> None:
    years = {year: kr(year) for year in range(2019, 2026)}
    base = a_budget(a_line("1", years, label="Løn", note="Fem timer."), a_line("2"), approved=True)
    project = start_revision(replace(approved(CallRules()), versions=(base,)), "Ændring 1")
    said = words(write_note(project, LineId("2"), "Kun ved behov."))
    assert "Kun teksterne er ændret" in said
    assert "Det reviderede budget: Ændring 1" in said
    for row in ("2019 2020 2021", "2022 2023 2024", "2025 I alt"):
        assert row in said
    assert "Løn 2.025,00 14.154,00" in said
    assert "I alt 2.022,00 2.023,00 2.024,00" in said
    assert "Noter til budgettet Løn Fem timer. Linje 2 Kun ved behov." in said


def test_a_budget_without_amounts_or_notes_is_a_list_of_its_lines() -> None:
    base = a_budget(a_line("1", label="Løn", note=""), approved=True)
    project = start_revision(replace(approved(CallRules()), versions=(base,)), "Ændring 1")
    said = words(add_line(project, "Transport"))
    assert "Budgetpost I alt Løn 0,00 Transport 0,00 I alt 0,00" in said
    assert "Noter til budgettet" not in said


def test_the_worst_case_is_written_whole_and_quickly() -> None:
    years = range(2020, 2030)
    label = "Løn til en meget lang stillingsbetegnelse med " + "tværfaglighed " * 12
    lines = [
        a_line(str(n), {year: Money(99_999_999_99 - n) for year in years}, label=f"{n} {label}")
        for n in range(1, 501)
    ]
    base = a_budget(*lines, approved=True)
    project = start_revision(replace(approved(CallRules()), versions=(base,)), "Ændring 1")
    for n in range(1, 41):
        move = a_move(1000, from_line=LineId(str(n)), to_line=LineId(str(n + 40)), from_year=2021)
        project = changes.move_money(project, replace(move, to_year=2022, reason="Grund. " * 150))
    began = perf_counter()
    made = letter_pdf(a_letter(project))
    assert perf_counter() - began < 15
    said = " ".join(pdf_text(made, "-layout").split())
    assert len(re.findall(r"40\. 40 Løn", said)) == 1
    assert said.count("Grund.") == 40 * 150
    assert f"I alt {amount(base.total_costs)} 0,00 {amount(base.total_costs)}" in said
