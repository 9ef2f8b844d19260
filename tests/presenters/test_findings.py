"""The findings panel without a window: which are shown, in what words, and where next."""

from datetime import date

import pytest

from budgetdesk.domain.finding import Severity, Subject
from budgetdesk.domain.period import Period
from budgetdesk.presenters.findings import Details, FindingsPresenter
from budgetdesk.presenters.table import Tone
from tests.builders import a_budget, a_line, kr
from tests.checks.asked import the_project
from tests.presenters.desks import at, opened, row_of

EARLY = "Projektet begynder 30-11-2019, men må efter opslaget tidligst begynde 01-12-2019."


@pytest.fixture
def panel() -> FindingsPresenter:
    """Three errors and a note: begins a day too early, no note, half the own share."""
    line = a_line("1", kr(100_000), item="rent", note="")
    budget = a_budget(line, grant=kr(90_000), own=kr(10_000))
    period = Period(start=date(2019, 11, 30), end=date(2020, 12, 31))
    return FindingsPresenter(opened(the_project(budget, period=period)))


def test_the_list_tells_how_grave_where_and_what(panel: FindingsPresenter) -> None:
    assert panel.row_count == 4
    assert row_of(panel, 1) == ["Fejl", "Projekt", EARLY]
    assert [at(panel, row, "step").text for row in range(4)] == [
        "Finansiering",
        "Projekt",
        "Budget",
        "Projekt",
    ]
    grave = at(panel, 0, "severity")
    assert (grave.icon, grave.tone) == ("error", Tone.ERROR)
    assert at(panel, 3, "severity").tone is Tone.NOTE
    assert at(panel, 1, "message").tip == EARLY


def test_each_severity_is_counted_shown_or_not(panel: FindingsPresenter) -> None:
    counts = {
        Severity.ERROR: "3 fejl",
        Severity.WARNING: "0 advarsler",
        Severity.NOTE: "1 note",
    }
    assert panel.counts == counts
    panel.shown = {Severity.NOTE}
    assert panel.counts == counts
    assert row_of(panel, 0)[:2] == ["Note", "Projekt"]
    assert panel.row_count == 1


def test_a_finding_in_full_has_its_fixes_and_the_words_of_the_call(
    panel: FindingsPresenter,
) -> None:
    assert panel.details(1) == Details(
        message=EARLY,
        where="siden Projekt, Projektet begynder",
        sums=("Tidligst 01-12-2019; I har 30-11-2019.",),
        quote="...",
        place="Opslaget, Krav",
        fixes=("Lad projektet begynde 01-12-2019.",),
    )
    keep_total, keep_grant = panel.details(0).fixes
    assert keep_total.endswith("til 20.000,00 kr. og tilskuddet til 80.000,00 kr.")
    assert keep_grant.endswith("til 22.500,00 kr. og de samlede udgifter til 112.500,00 kr.")


def test_a_finding_that_no_rule_is_behind_has_no_quote() -> None:
    panel = FindingsPresenter(opened(the_project(period=None)))
    row, _ = panel.place_of(Subject(kind="period", field="start")) or (0, 0)
    assert panel.details(row).message.startswith("Projektet har ingen projektperiode.")
    assert (panel.details(row).quote, panel.details(row).place) == ("", "")


def test_a_subject_is_found_among_those_shown(panel: FindingsPresenter) -> None:
    note = Subject(kind="line", id="1", field="note")
    assert panel.place_of(note) == (2, 0)
    panel.shown.discard(Severity.ERROR)
    assert panel.place_of(note) is None


def test_nothing_is_typed_in_the_list(panel: FindingsPresenter) -> None:
    before = panel.findings
    panel.enter({(0, 2): "Andet"})
    assert panel.findings == before


def test_the_way_through_the_list_goes_around(panel: FindingsPresenter) -> None:
    assert [panel.after(row, 1) for row in (None, 0, 3)] == [0, 1, 0]
    assert [panel.after(row, -1) for row in (None, 3, 0)] == [3, 2, 3]


def test_from_an_empty_list_there_is_no_way(panel: FindingsPresenter) -> None:
    panel.shown = set()
    assert panel.after(None, 1) is None


def test_a_waived_finding_is_quiet_last_and_counted_apart(panel: FindingsPresenter) -> None:
    assert panel.waived == ""
    assert panel.needs_permission(1)
    panel.waive(1, reason="Aftalt", by="Ida", permission="Brev 12")
    assert panel.waived == "1 fraveget"
    assert panel.counts[Severity.ERROR] == "2 fejl"
    last = panel.row_count - 1
    assert row_of(panel, last) == ["Fraveget", "Projekt", EARLY]
    assert at(panel, last, "message").tone is Tone.QUIET
    said = panel.details(last).waived
    assert said == "Fraveget af Ida 15-06-2020 med tilskudsgivers tilladelse (Brev 12): Aftalt"
    assert not panel.can_waive(last)
    panel.unwaive(last)
    assert panel.waived == ""


def test_a_fix_is_followed_and_one_that_is_not_there_does_nothing(panel: FindingsPresenter) -> None:
    assert panel.follow(1, 7) is None
    assert panel.counts[Severity.ERROR] == "3 fejl"
    assert panel.follow(1, 1) is None
    assert panel.counts[Severity.ERROR] == "2 fejl"


def test_a_fix_that_takes_a_choice_tells_where(panel: FindingsPresenter) -> None:
    finding = panel.follow(0, 2)
    assert finding is not None
    assert finding.subject == panel.findings[0].subject
