"""Findings in words: where they are, to the line and the field, and the sum behind them."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from budgetdesk import checks, explained, paths
from budgetdesk.domain.decision import Topic
from budgetdesk.domain.finding import Finding, Severity, Subject
from budgetdesk.domain.waiver import Waiver
from tests.builders import kr
from tests.checks.asked import the_project


def at(kind: str, which: str = "", field: str = "", code: str = "project.no_period") -> str:
    finding = Finding(
        code=code, severity=Severity.NOTE, subject=Subject(kind=kind, id=which, field=field)
    )
    return explained.place(finding, the_project())


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (at("period", field="end"), "siden Projekt, Projektet slutter"),
        (at("line", "1", "note"), "siden Budget, linjen »Linje 1«, Note"),
        (at("line", "1", "2020"), "siden Budget, linjen »Linje 1«, 2020"),
        (at("line", "gone"), "siden Budget"),
        (at("funding", "F-own", "2020"), "siden Finansiering, linjen »Egen medfinansiering«, 2020"),
        (at("funding", "gone"), "siden Finansiering"),
        (at("posting", "1-7"), "siden Posteringer, postering 1-7"),
        (at("posting"), "siden Posteringer"),
        (at("batch", "2"), "siden Posteringer, import 2"),
        (at("line", "1", code="account.deviation"), "siden Regnskab, linjen »Linje 1«"),
        (at("account", field="signoff"), "siden Regnskab, Påtegning"),
    ],
)
def test_a_place_is_the_page_the_line_and_the_field(place: str, words: str) -> None:
    assert place == words


def test_whatever_a_check_points_at_has_a_page_to_look_at_it_on() -> None:
    """Each kind of subject in the code of the checks; one without a page stops the window."""
    files = Path(checks.__path__[0]).glob("*.py")
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    kinds = set(re.findall(r'Subject\(kind="(\w+)"', source))
    assert {"recipient", "partner", "line"} <= kinds
    for kind in kinds:
        assert at(kind).startswith("siden ")


def test_a_finding_about_no_figures_has_no_sum() -> None:
    finding = Finding(
        code="project.no_period", severity=Severity.ERROR, subject=Subject(kind="period")
    )
    assert explained.arithmetic(finding, the_project()) == ()
    assert finding.stake == kr(0)


def test_every_sum_is_that_of_a_finding() -> None:
    folder = paths.resources() / "text" / "da"
    sums, findings = (
        {
            f"{area}.{name}"
            for area, names in _table(folder / f"{file}.toml").items()
            for name in names
        }
        for file in ("arithmetic", "findings")
    )
    assert sums <= findings


def _table(file: Path) -> dict[str, dict[str, str]]:
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return {area: names for area, names in tables.items() if isinstance(names, dict)}


def test_a_waiver_says_who_when_why_and_on_whose_word() -> None:
    waiver = Waiver(
        code="budget.no_note",
        kind="line",
        id="1",
        field="note",
        facts="{}",
        reason="Aftalt",
        by="Kim",
        on=date(2021, 2, 1),
    )
    assert explained.waiver_words(waiver) == "Fraveget af Kim 01-02-2021: Aftalt"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (explained.topic_words(Topic.SIGNOFF), "Påtegning"),
        (explained.topic_words(Topic.SOURCES, "period"), "Kilder, der er uenige (Projektperiode)"),
        (explained.topic_words(Topic.EXCHANGE_RATE, "EUR"), "Valutakurs (EUR)"),
        (explained.answer_words(Topic.SOURCES, "2"), "2"),
        (explained.answer_words(Topic.CONTRIBUTION, "counts"), "Tæller med"),
        (explained.answer_words(Topic.COFINANCING_BASE, "grant"), "tilskuddet"),
    ],
)
def test_questions_and_answers_have_names(words: str, expected: str) -> None:
    assert words == expected


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("prisme", "Fujitsu Prisme: posteringer på bilag"),
        ("generic", "Ukendt system: kolonner genkendt på overskrifterne"),
        ("proposed", "Foreslået ud fra kolonnernes indhold"),
        ("own-8e7108aa1eff", "Som du selv har rettet kolonnerne"),
        ("template", "Tilskudsgivers skema"),
        ("et system, vi ikke har", "et system, vi ikke har"),
    ],
)
def test_what_a_file_was_read_as_is_told_in_words(profile: str, words: str) -> None:
    assert explained.read_as(profile) == words


def test_nothing_is_ready_for_the_audit_while_errors_stand() -> None:
    assert explained.readiness_words(2, 1) == "Klar til revision om 2 skridt:"
    assert explained.readiness_words(0, 1) == "Ikke klar til revision: 1 fejl skal rettes."
    assert explained.readiness_words(0, 0) == "Klar til revision: intet mangler."
