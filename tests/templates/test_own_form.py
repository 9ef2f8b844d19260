"""The form of our own: recognised, filled and read back like anybody's, and right when reckoned."""

from pathlib import Path

import pytest

from budgetdesk import rulepacks, template_jobs
from budgetdesk.paths import resources
from budgetdesk.templates.office import office
from budgetdesk.writers.own_form import own_form
from tests.builders import a_call, kr
from tests.templates.books import AT, project


def made(call: str, folder: Path) -> Path:
    path = folder / "eget skema.xlsx"
    path.write_bytes(own_form(rulepacks.load_call(call)))
    return path


@pytest.mark.parametrize("call", ["C01", "STAR-GUIDE", "C02"])
def test_it_is_recognised_and_says_whose_it_is(call: str, tmp_path: Path) -> None:
    looked = template_jobs.read_template(made(call, tmp_path))
    assert looked.reading.form.questions == ()
    assert "BudgetDesk" in looked.reading.form.title
    assert {table.kind for table in looked.reading.form.tables} == {
        "lines",
        "notes",
        "salary",
        "vouchers",
    }


@pytest.mark.usefixtures("with_libreoffice")
def test_it_is_filled_reckoned_and_read_back(tmp_path: Path) -> None:
    given = project("star_budget_regnskab")
    filled = template_jobs.fill_template(given, made("STAR-GUIDE", tmp_path), tmp_path / "ud.xlsx")
    assert filled.filled.proof.differences == ()
    assert filled.filled.disagreements == ()
    assert filled.filled.unplaced == ()
    assert filled.filled.not_reckoned == ()
    if office() is not None:
        assert filled.recalculation is not None
        assert filled.recalculation.formulas > 200
        assert filled.recalculation.differences == ()
    read, looked = template_jobs.project_from(Path(filled.path), given.call, AT)
    assert looked.reading.faults == ()
    assert read.budget.total_costs == kr(625_000)
    assert [line.details for line in read.budget.lines] == [
        line.details for line in given.budget.lines
    ]


def test_the_same_call_gives_the_same_bytes() -> None:
    call = rulepacks.load_call("STAR-GUIDE")
    assert own_form(call) == own_form(call)
    shipped = resources() / "templates" / "budget_og_regnskab.xlsx"
    assert shipped.read_bytes() == own_form(call)


def test_a_call_that_lists_no_costs_still_has_a_form() -> None:
    assert own_form(a_call())
