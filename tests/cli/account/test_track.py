"""`track`, and accounts taken from the command line."""

from datetime import date
from pathlib import Path

import pytest

from budgetdesk import jobs, sample
from budgetdesk.cli.account.track import show
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import InterimEvery
from budgetdesk.operations.account import set_orders
from budgetdesk.operations.ledger import place
from budgetdesk.session import Session
from tests.builders import a_posting, kr
from tests.cli.conftest import Run
from tests.opened import with_ledger


def total(form: dict[str, int]) -> tuple[int, int]:
    return form["budget_ore"], form["used_ore"]


def test_track_tells_the_same_total_however_time_is_shown(run: Run, sample_document: Path) -> None:
    run("import", sample_document, sample.ledger_file())
    account = run("account", sample_document, "--json").form
    expected = (account["totals"]["budget_ore"], account["totals"]["actual_ore"])
    for by, count in (("month", 13), ("quarter", 5), ("half_year", 3), ("year", 2)):
        form = run("track", sample_document, "--by", by, "--json").form
        assert (form["by"], len(form["stretches"])) == (by, count)
        assert total(form["total"]) == expected
        assert sum(each["used_ore"] for each in form["totals"]) == expected[1]
        assert form["carried_over_ore"][-1] == form["total"]["remaining_ore"]
    said = run("track", sample_document).out
    assert "Budgetpost" in said
    assert "01-01-2020 – 31-03-2020" in said


def test_track_warns_of_a_line_that_runs_dry_and_tells_what_is_ordered(
    run: Run, sample_document: Path
) -> None:
    run("import", sample_document, sample.ledger_file())
    with Session.open(sample_document, "Bo") as session:
        line = session.project.budget.lines[0].id
        order = Order(line=line, text="Kursus", on=sample.project().period.start, amount=kr(500))  # type: ignore[union-attr] # the sample has one
        session.run("account.orders", lambda project: set_orders(project, (order,)))
        session.save()
    form = run("track", sample_document, "--json").form
    assert form["total"]["committed_ore"] == 50_000
    assert form["lines"][0]["figures"][0]["committed_ore"] == 50_000


def test_track_says_when_a_line_runs_dry_and_what_has_no_day(
    capsys: pytest.CaptureFixture[str],
) -> None:
    soon = a_posting(2, kr(900), gl_code="1010", posting_date=date(2019, 12, 2))
    day_less = a_posting(3, kr(5), gl_code="1010", posting_date=None)
    period = Period(start=date(2019, 12, 1), end=date(2029, 12, 31))
    project = with_ledger(soon, day_less, period=period)
    show(jobs.tracking(project, InterimEvery.YEAR, date(2021, 2, 1)))
    said = capsys.readouterr().out
    assert "Løn: med forbruget til nu er posten brugt op" in said
    assert "Heraf uden dato: 5,00 kr." in said


def test_an_account_is_taken_and_the_next_goes_on_from_it(run: Run, sample_document: Path) -> None:
    run("import", sample_document, sample.ledger_file())
    taken = run("account", sample_document, "--to", "30-06-2020", "--take")
    assert "Regnskabet er aflagt." in taken.out
    form = run("account", sample_document, "--json").form
    (earlier,) = form["earlier_accounts"]
    assert earlier["added"] == form["totals"]["earlier_ore"] > 0
    totals = form["totals"]
    assert totals["earlier_ore"] + totals["this_ore"] == totals["actual_ore"]
    for line in form["lines"]:
        assert line["earlier_ore"] + line["this_ore"] == line["actual_ore"]
    assert form["corrections"] == []
    assert [each["allowed"] for each in form["what_if"]][-1] is False
    assert "1 tidligere regnskab:" in run("account", sample_document).out
    again = run("account", sample_document, "--to", "30-06-2020", "--take")
    assert (again.code, again.out) == (2, "")
    assert "allerede aflagt" in again.err


def test_a_correction_is_told_posting_by_posting(run: Run, sample_document: Path) -> None:
    run("import", sample_document, sample.ledger_file())
    run("account", sample_document, "--to", "30-06-2020", "--take")
    with Session.open(sample_document, "Bo") as session:
        entry = session.project.accounts[0].entries[0]
        posting = entry.posting
        [voucher] = [
            each.voucher
            for each in session.project.ledger.batches[0].postings
            if each.id == posting
        ]
        [label] = [e.label for e in session.project.base_budget.lines if e.id == entry.line]

        def set_aside(project: Project) -> Project:
            return place(project, [posting], PartKind.SET_ASIDE, reason="Ikke projektets")

        session.run("ledger.place", set_aside, count=1)
        session.save()
    (correction,) = run("account", sample_document, "--json").form["corrections"]
    assert (correction["posting"], correction["kind"]) == (posting, "moved")
    assert correction["change_ore"] == -correction["before_ore"]
    [told] = [row for row in run("account", sample_document).out.splitlines() if "Rettelse:" in row]
    assert f"Rettelse: bilag {voucher} på »{label}«" in told
