"""LibreOffice reckons our workbooks anew and comes to the figures stored in them, to the øre."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from budgetdesk.domain.period import Period
from budgetdesk.writers.account_workbook import account_workbook
from budgetdesk.writers.paper import AccountPaper
from tests.writers.extremes import a_worst_paper
from tests.writers.generated import papers
from tests.writers.papers import a_paper
from tests.writers.reading import differences, recalculated, with_value

PROJECTS = 200


def test_a_wrong_stored_value_would_be_seen(tmp_path: Path) -> None:
    right = account_workbook(a_paper())
    wrong = with_value(right, "xl/worksheets/sheet3.xml", "<v>48534.01</v>", "<v>48534.02</v>")
    file = tmp_path / "wrong.xlsx"
    file.write_bytes(wrong)
    _, found = differences(file, *recalculated([file], tmp_path))
    assert [(sheet, before, after) for sheet, _, before, after in found] == [
        ("Opgørelse", 48534.02, 48534.01)
    ]


def test_every_figure_is_the_one_libreoffice_reckons(tmp_path: Path) -> None:
    half = Period(start=date(2019, 12, 1), end=date(2020, 6, 30))
    some = [a_paper(), a_paper(period=half), a_worst_paper()]

    @settings(
        max_examples=PROJECTS, deadline=None, database=None, suppress_health_check=[*HealthCheck]
    )
    @given(papers())
    def collect(paper: AccountPaper) -> None:
        some.append(paper)

    collect()
    assert len(some) > PROJECTS
    files = []
    for number, paper in enumerate(some):
        file = tmp_path / f"{number}.xlsx"
        file.write_bytes(account_workbook(paper))
        files.append(file)
    for file, fresh in zip(files, recalculated(files, tmp_path), strict=True):
        count, found = differences(file, fresh)
        assert count >= 80
        assert found == [], file
