"""The money from the funder in both papers: what to expect, what years left, the budget until now.

The sums are worked out by hand: 650.000 kr. granted, 65.000 held back, and the rest in instalments
of 40, 30, 20 and 10 percent; 200.000 paid out; 601.465,99 earned.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import (
    AccountLinesRule,
    CarryOverRule,
    FreeLimit,
    Instalment,
    PayoutModel,
    PayoutRule,
    Release,
)
from budgetdesk.writers.account_pdf import account_pdf
from budgetdesk.writers.account_workbook import account_workbook
from budgetdesk.writers.paper import AccountPaper
from tests.builders import A_SOURCE, kr
from tests.writers.papers import a_full_paper, a_real_project
from tests.writers.reading import formulas, pdf_text, values

FIRST_YEAR = Period(start=date(2019, 12, 1), end=date(2019, 12, 31))
_RELEASES = (
    Instalment(percent=Decimal(40), release=Release.COMMITMENT),
    Instalment(percent=Decimal(30), release=Release.INTERIM_ACCOUNT),
    Instalment(percent=Decimal(20), release=Release.FINAL_ACCOUNT, result=Decimal(90)),
    Instalment(percent=Decimal(10), release=Release.APPROVED_ACCOUNT),
)
_IN_PARTS = PayoutRule(
    source=A_SOURCE,
    model=PayoutModel.INSTALMENTS,
    instalments=_RELEASES,
    held_back=Decimal(10),
)


def ruled(project: Project | None = None, **rules: Any) -> Project:
    project = project or a_real_project()
    return replace(project, call=replace(project.call, rules=replace(project.call.rules, **rules)))


def with_budget_of_2019(project: Project, thousands: int) -> Project:
    (budget,) = project.versions
    first, *others = budget.lines
    first = replace(first, amounts={2019: kr(thousands * 1000), **first.amounts})
    return replace(project, versions=(replace(budget, lines=(first, *others)),))


def said(paper: AccountPaper) -> str:
    """The PDF's words, row by row."""
    return " ".join(pdf_text(account_pdf(paper), "-layout").split())


def steps(paper: AccountPaper) -> Mapping[str, object]:
    """What stands beside each label of the settlement."""
    made = values(account_workbook(paper))["Opgørelse"]
    return {str(row[0].value): row[1].value for row in made.iter_rows()}


def rows(paper: AccountPaper, heading: str, sheet: str = "Opgørelse") -> list[list[object]]:
    """The rows below a heading, to the first that is empty."""
    made = values(account_workbook(paper))[sheet]
    cells: Iterable[Sequence[object]] = made.iter_rows(values_only=True)
    all_rows = [[cell for cell in row if cell is not None] for row in cells]
    at = all_rows.index([heading]) + 1
    return all_rows[at : all_rows.index([], at)]


def told(percent: str) -> Decision:
    return Decision(
        topic=Topic.RESULT, answer=percent, reason="Målt", by="Kim", on=date(2021, 1, 4)
    )


EXPECTED = "Ventede udbetalinger fra tilskudsgiver"


def test_each_payment_stands_with_what_is_released_and_paid_of_it() -> None:
    paper = a_full_paper(ruled(payout=_IN_PARTS))
    assert rows(paper, EXPECTED) == [
        ["Udbetaling pr. 31-12-2020: I rater"],
        ["Udbetaling", "Beløb", "Udløst", "Udbetalt", "Tilstand"],
        ["Bevilling", 234_000, 234_000, 200_000, "Kan kræves nu"],
        ["Delregnskab", 175_500, 175_500, 0, "Kan kræves nu"],
        ["Endeligt regnskab, resultat 90 %", 117_000, 0, 0, "Ikke oplyst"],
        ["Godkendt regnskab", 58_500, 0, 0, "Holdes tilbage"],
        ["Godkendt regnskab", 65_000, 0, 0, "Holdes tilbage"],
        ["I alt", 650_000, 409_500, 200_000],
    ]
    words = said(paper)
    assert "Bevilling 234.000,00 234.000,00 200.000,00 Kan kræves nu" in words
    assert "I alt 650.000,00 409.500,00 200.000,00" in words


def test_what_can_be_asked_for_now_and_what_comes_later_is_summed() -> None:
    paper = a_full_paper(ruled(payout=_IN_PARTS))
    found = steps(paper)
    assert found["Kan kræves nu"] == 209_500
    assert found["Holdes tilbage, til regnskabet er godkendt"] == 123_500
    assert found["Ikke regnet med, fordi dag eller resultat ikke er oplyst"] == 117_000
    assert "Bortfaldet, fordi resultatet ikke blev nået" not in found
    words = said(paper)
    assert "Kan kræves nu 209.500,00" in words
    assert "Holdes tilbage, til regnskabet er godkendt 123.500,00" in words


def test_a_payment_that_was_lost_says_so_and_is_never_paid() -> None:
    project = ruled(payout=_IN_PARTS)
    paper = a_full_paper(replace(project, decisions=(*project.decisions, told("50"))))
    lost = ["Endeligt regnskab, resultat 90 %", 117_000, 0, 0, "Bortfaldet"]
    assert lost in rows(paper, EXPECTED)
    assert steps(paper)["Bortfaldet, fordi resultatet ikke blev nået"] == 117_000
    assert "Bortfaldet, fordi resultatet ikke blev nået 117.000,00" in said(paper)


def test_amounts_of_payments_are_marked_as_typed_in_and_all_else_is_reckoned() -> None:
    made: Any = formulas(account_workbook(a_full_paper(ruled(payout=_IN_PARTS))))["Opgørelse"]
    row = next(row for row in made.iter_rows() if row[0].value == "Bevilling")
    assert [cell.data_type for cell in row[1:4]] == ["n", "f", "f"]
    assert row[1].fill.fgColor.rgb != row[2].fill.fgColor.rgb


def test_what_no_call_says_of_the_payments_is_told() -> None:
    paper = a_full_paper(a_real_project())
    silent = "Hvordan tilskuddet udbetales, er ikke oplyst i opslaget."
    assert rows(paper, EXPECTED) == [[silent]]
    assert silent in said(paper)


def test_without_a_grant_there_is_nothing_to_pay_out() -> None:
    project = ruled(payout=_IN_PARTS)
    (budget,) = project.versions
    paper = a_full_paper(replace(project, versions=(replace(budget, funding=()),)))
    assert rows(paper, EXPECTED)[1] == ["Der er intet tilsagn at udbetale."]
    assert "Der er intet tilsagn at udbetale." in said(paper)


_USED_IN_2019 = 25_906.73


@pytest.mark.parametrize(
    ("thousands", "limit", "at_most", "beyond", "verdict"),
    [
        (30, FreeLimit(percent=Decimal(20)), None, "–", "Frit"),
        (30, FreeLimit(percent=Decimal(10)), None, "–", "Kræver godkendelse"),
        (30, FreeLimit(), kr(1_000), 3_093.27, "For meget"),
        (30, None, None, "–", "Ikke oplyst"),
        (20, FreeLimit(), kr(1_000), "–", "Brugt forud"),
    ],
)
def test_what_a_year_left_stands_with_whether_it_may_go_on(
    thousands: int, limit: FreeLimit | None, at_most: Any, beyond: object, verdict: str
) -> None:
    rule = limit and CarryOverRule(source=A_SOURCE, limit=limit, at_most=at_most)
    paper = a_full_paper(with_budget_of_2019(ruled(carry_over=rule), thousands))
    found = next(row for row in rows(paper, "Ved årets udgang") if row[0] == 2019)
    given = thousands * 1000
    left = round(given - _USED_IN_2019, 2)
    assert found == [2019, given, given, _USED_IN_2019, left, beyond, verdict]
    assert said(paper).count(verdict) >= 1


def test_a_year_that_is_not_over_is_not_told() -> None:
    project = with_budget_of_2019(a_real_project(), 30)
    early = replace(a_full_paper(project), made_at=datetime(2019, 12, 20, tzinfo=UTC))
    assert "Ved årets udgang" not in steps(early)
    assert "Ved årets udgang" not in said(early)


def test_an_interim_account_that_ends_with_a_year_has_the_budget_until_then() -> None:
    paper = a_full_paper(with_budget_of_2019(a_real_project(), 30), FIRST_YEAR)
    made = values(account_workbook(paper))["Regnskab"]
    heads, *lines = list(made.iter_rows(min_row=4, max_row=9, max_col=4, values_only=True))
    assert heads[2:] == ("Budget", "Budget til nu")
    assert [line[3] for line in lines] == [30_000, 0, 0, 0, 30_000]
    words = said(paper)
    assert "Budget Budget til nu Regnskab Afvigelse" in words
    assert "I alt 842.500,00 30.000,00 25.906,73" in words
    assert "Budget til nu" not in said(a_full_paper(a_real_project()))


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (None, "Opslaget siger ikke, hvornår en afvigelse skal forklares."),
        (
            AccountLinesRule(source=A_SOURCE, explain=True, percent=Decimal(10), amount=kr(20_000)),
            "Afvigelser over 10 % af posten eller over 20.000,00 kr. skal forklares.",
        ),
    ],
)
def test_when_the_call_wants_a_deviation_explained_is_told(
    rule: AccountLinesRule | None, sentence: str
) -> None:
    paper = a_full_paper(ruled(account_lines=rule))
    assert sentence in said(paper)
    column = [row[0].value for row in values(account_workbook(paper))["Regnskab"].iter_rows()]
    assert [each for each in column if each and str(each).startswith(sentence)]
