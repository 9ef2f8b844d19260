"""The three shapes funders' forms have: recognised, read, filled and read back to the cell."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk import jobs, rulepacks, template_jobs
from budgetdesk.domain.budget import DetailRow
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.templates.office import office
from budgetdesk.templates.recognise import recognise
from tests.builders import kr
from tests.templates.books import AT, NAMES, filled, form, formulas, opened, parts, project, values

each_form = pytest.mark.parametrize("name", NAMES)


def inputs(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        Path(f"tests/files/templates/{name}.map.json").read_text(encoding="utf-8")
    )["inputs"]
    return found


def filled_cells(name: str) -> set[tuple[str, str]]:
    samples = (each for each in inputs(name) if each.get("sample") is not None)
    return {(each["sheet"], each.get("filled_cell", each["cell"])) for each in samples}


@each_form
def test_a_form_is_recognised_without_asking(name: str) -> None:
    found = recognise(opened(form(name).read_bytes()))
    assert found.questions == ()
    assert found.profile is not None


@each_form
def test_a_filled_form_is_known_as_the_same_form(name: str) -> None:
    empty, full = (recognise(opened(path.read_bytes())) for path in (form(name), filled(name)))
    assert empty.fingerprint == full.fingerprint


@each_form
def test_every_value_typed_in_is_read_with_its_cell(name: str) -> None:
    looked = template_jobs.read_template(filled(name))
    read = {(item.sheet, item.cell): item.value for item in looked.reading.items}
    assert looked.reading.faults == ()
    for each in inputs(name):
        if each.get("sample") is None:
            continue
        value, sample = read[(each["sheet"], each.get("filled_cell", each["cell"]))], each["sample"]
        if isinstance(value, Money):
            assert value == kr(str(sample)), each
        else:
            assert str(value).replace(",", ".") == str(sample).replace(",", "."), each


@each_form
def test_what_was_read_fills_the_same_cells_with_the_same_values(name: str, tmp_path: Path) -> None:
    made = template_jobs.convert(filled(name), form(name), tmp_path / "ud.xlsx")
    content = Path(made.path).read_bytes()
    after, wanted = values(content), values(filled(name).read_bytes())
    typed = filled_cells(name)
    assert {cell: after.get(cell) for cell in typed} == {cell: wanted.get(cell) for cell in typed}
    assert made.filled.proof.differences == ()
    assert made.filled.disagreements == ()
    assert made.filled.unplaced == ()
    assert made.is_sound


@pytest.mark.usefixtures("with_libreoffice")
@each_form
def test_the_figures_of_the_formulas_are_stored(name: str, tmp_path: Path) -> None:
    made = template_jobs.convert(filled(name), form(name), tmp_path / "ud.xlsx")
    content = Path(made.path).read_bytes()
    after, wanted = values(content), values(filled(name).read_bytes())
    for cell in formulas(content):
        one, other = after.get(cell), wanted.get(cell)
        if isinstance(one, int | float) and isinstance(other, int | float):
            assert abs(one - other) < 0.000_001, cell
        else:
            assert one == other, cell


@each_form
def test_parts_that_hold_no_input_are_the_same_bytes(name: str, tmp_path: Path) -> None:
    made = template_jobs.fill_template(project(name), form(name), tmp_path / "ud.xlsx")
    before, after = parts(form(name).read_bytes()), parts(Path(made.path).read_bytes())
    assert list(before) == list(after)
    changed = {part for part in before if before[part] != after[part]}
    assert all(part.startswith(("xl/worksheets/", "xl/workbook.xml")) for part in changed)


@each_form
def test_a_filled_form_read_back_is_the_same_project(name: str, tmp_path: Path) -> None:
    before = project(name)
    made = template_jobs.fill_template(before, form(name), tmp_path / "ud.xlsx")
    after, _ = template_jobs.project_from(Path(made.path), before.call, before_at(before))
    assert after.versions == before.versions
    assert replace(after, ledger=before.ledger) == before
    accounts = (jobs.account(each) for each in (after, before))
    one, other = ([(line.actual, line.explanation) for line in each.lines] for each in accounts)
    assert one == other


def test_nothing_is_decided_in_anybodys_name_and_no_date_is_made_up() -> None:
    made, looked = template_jobs.project_from(filled("star_budget_regnskab"), None, AT)
    assert made.decisions == ()
    assert made.period is not None
    end = made.period.end
    late = [each for each in made.ledger.batches[0].postings if each.day and each.day > end]
    assert [(each.posting_date, each.service_to) for each in late] == [(date(2021, 2, 26), None)]
    told = {notice.code: dict(notice.facts) for notice in looked.notices}
    assert told["late_vouchers"] == {"numbers": late[0].voucher}
    found = [each for each in jobs.findings(made, AT.date()) if "outside_period" in each.code]
    assert [(each.code, each.subject.id) for each in found] == [
        ("ledger.outside_period_in_form", late[0].id)
    ]


def test_where_the_program_comes_to_something_else_than_the_form_it_is_told(
    tmp_path: Path,
) -> None:
    made, looked = template_jobs.project_from(filled("star_budget_regnskab"), None, AT)
    differ = [dict(each.facts) for each in looked.notices if each.code == "account_differs"]
    assert [each["label"] for each in differ] == [
        "Revision",
        "Tilskud fra STAR",
        "Egen medfinansiering",
    ]
    out = template_jobs.fill_template(made, form("star_budget_regnskab"), tmp_path / "ud.xlsx")
    assert out.is_sound
    written = template_jobs.read_template(Path(out.path)).reading.content
    account = jobs.account(made)
    assert [line.post.actual or Money(0) for line in written.lines] == [
        line.actual for line in account.lines
    ]


def test_a_settlement_only_one_reading_fits_is_told_and_not_taken() -> None:
    made, looked = template_jobs.project_from(
        filled("numbered_rows"), rulepacks.load_call("C01"), AT
    )
    assert made.decisions == ()
    assert jobs.account(made).settlement.is_assumed
    told = {notice.code: dict(notice.facts) for notice in looked.notices}
    assert told["settlement"]["grant"] == "497.069,40"


def before_at(project_: Project) -> Any:
    return project_.ledger.batches[0].imported_at


def long_project() -> Project:
    """More pay, more materials and more vouchers than the form has rows for."""
    given = project("star_budget_regnskab")
    extra = tuple(
        DetailRow(text=f"Ekstra {i}", year=2020, units=Decimal(i), unit_price=kr("99.95"))
        for i in range(1, 7)
    )
    lines = []
    for line in given.budget.lines:
        if line.item in ("salary", None):
            added = Money.total(row.unit_price.times(row.units) for row in extra)
            amounts = {**line.amounts, 2020: line.amounts[2020] + added}
            lines.append(replace(line, details=(*line.details, *extra), amounts=amounts))
        else:
            lines.append(line)
    batch = given.ledger.batches[0]
    first = batch.postings[0]
    more = tuple(
        replace(first, id=PostingId(f"1-{row}"), row=row, voucher=str(row), amount=kr(1))
        for row in range(100, 150)
    )
    placed = given.ledger.placements[first.id]
    part = replace(placed.parts[0], amount=kr(1))
    places = {**given.ledger.placements, **{p.id: replace(placed, parts=(part,)) for p in more}}
    ledger = replace(
        given.ledger,
        batches=(replace(batch, postings=(*batch.postings, *more), rows_read=67),),
        placements=places,
    )
    return replace(given, versions=(replace(given.budget, lines=tuple(lines)),), ledger=ledger)


def test_a_protected_form_that_is_too_short_asks_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BudgetDeskError) as stopped:
        template_jobs.fill_template(
            long_project(), form("star_budget_regnskab"), tmp_path / "ud.xlsx"
        )
    assert stopped.value.code == "templates.too_many_rows"
    assert not (tmp_path / "ud.xlsx").exists()


@pytest.mark.usefixtures("with_libreoffice")
def test_rows_put_in_keep_every_formula_right(tmp_path: Path) -> None:
    made = template_jobs.fill_template(
        long_project(), form("star_budget_regnskab"), tmp_path / "ud.xlsx", rows="insert"
    )
    assert {rows.sheet for rows in made.filled.inserted} == {"Budget", "Bilagsliste"}
    assert made.filled.proof.differences == ()
    assert made.filled.disagreements == ()
    assert made.filled.not_reckoned == ()
    if office() is not None:
        assert made.recalculation is not None
        assert made.recalculation.differences == ()
    after = template_jobs.read_template(Path(made.path)).reading
    assert after.faults == ()
    assert len(after.content.vouchers) == 66
    assert [line.total for line in after.content.lines] == [
        line.total for line in long_project().budget.lines
    ]
    wanted = formulas(Path(made.path).read_bytes())
    assert wanted[("Regnskab", "C7")] == "=Budget!I16"  # moved down by two
    assert wanted[("Budget", "K9")].startswith('=IF(OR(D9=""')


def test_rows_can_be_drawn_together_instead(tmp_path: Path) -> None:
    made = template_jobs.fill_template(
        long_project(), form("star_budget_regnskab"), tmp_path / "ud.xlsx", rows="merge"
    )
    assert made.filled.inserted == ()
    assert [each.code for each in made.filled.unplaced] == ["vouchers_left"]
    read = template_jobs.read_template(Path(made.path)).reading.content
    assert read.lines[0].total == long_project().budget.lines[0].total
    assert read.lines[0].details[-1].text == "Ekstra 4; Ekstra 5; Ekstra 6"


def test_an_older_form_is_converted_and_what_is_lost_is_named(tmp_path: Path) -> None:
    made = template_jobs.convert(
        filled("star_four_lines"), form("star_budget_regnskab"), tmp_path / "ud.xlsx"
    )
    assert [(each.code, each.label) for each in made.filled.unplaced] == [
        ("field", "Øvrige bemærkninger")
    ]
    read = template_jobs.read_template(Path(made.path)).reading.content
    assert Money.total(line.total for line in read.lines) == kr(625_000)
    assert len(read.lines[1].details) == 4


def test_lines_without_years_are_not_shared_out_by_guessing(tmp_path: Path) -> None:
    made = template_jobs.convert(
        filled("numbered_rows"), form("star_budget_regnskab"), tmp_path / "ud.xlsx"
    )
    codes = {each.code for each in made.filled.unplaced}
    assert codes == {"no_years", "field"}
    assert not made.is_sound


def test_a_form_of_other_lines_gets_what_fits_and_the_rest_is_named(tmp_path: Path) -> None:
    made = template_jobs.fill_template(
        project("star_budget_regnskab"), form("star_four_lines"), tmp_path / "ud.xlsx"
    )
    assert [(each.code, each.label) for each in made.filled.unplaced] == [
        ("line", "Materialer, formidling og information"),
        ("line", "Projektevaluering"),
        ("vouchers", ""),
    ]


def test_where_a_form_has_several_rows_for_a_line_the_choice_is_told(tmp_path: Path) -> None:
    made = template_jobs.fill_template(
        project("star_budget_regnskab"), form("numbered_rows"), tmp_path / "ud.xlsx"
    )
    assert ("Løn", "Løn, projektledelse") in [
        (each.content, each.label) for each in made.filled.assumed
    ]
