"""The open exchange form: a project out and in again without loss."""

import json
from pathlib import Path

import pytest

from budgetdesk import exchange, paths
from budgetdesk.domain.ledger import Ledger
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import text
from tests.builders import a_batch, a_budget, a_line, a_posting, a_project, kr


def written(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "projekt æøå.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def a_full_project() -> Project:
    budget = a_budget(a_line("1", kr("123.45")), grant=kr(80), own=kr("43.45"), approved=True)
    return a_project(budget, ledger=Ledger(batches=(a_batch(a_posting(2), a_posting(3)),)))


def test_a_project_read_back_is_equal(tmp_path: Path) -> None:
    project = a_full_project()
    assert exchange.read_project(written(tmp_path, exchange.write_project(project))) == project


def test_amounts_are_whole_ore_and_dates_iso() -> None:
    form = json.loads(exchange.write_project(a_full_project()))
    line = form["project"]["versions"][0]["lines"][0]
    assert line["amounts_ore"] == {"2020": 12345}
    assert form["project"]["period"] == {"start": "2019-12-01", "end": "2020-12-31"}


def test_the_published_schema_is_that_of_the_types() -> None:
    file = paths.resources() / "schema" / "project.schema.json"
    assert file.read_text(encoding="utf-8") == exchange.schema()


def _spoilt(find: str, put: str) -> str:
    form = exchange.write_project(a_full_project())
    assert find in form
    return form.replace(find, put, 1)


@pytest.mark.parametrize(
    ("find", "put", "code", "place", "name"),
    [
        ('"label"', '"labl"', "unknown", "project.versions[0].lines[0]", "labl"),
        ('"2020": 12345', '"2020": 123.45', "wrong_value", "project.versions[0].lines[0]", None),
        ('"2020": 12345', '"2020": "1"', "wrong_value", "project.versions[0].lines[0]", None),
        ('"title": "Kompetenceløft"', '"title": 7', "wrong_value", "project.title", None),
        ('"2019-12-01"', '"1-12-2019"', "wrong_value", "project.period.start", None),
        ('"2019-12-01"', '"9999-12-01"', "wrong_value", "project.period", None),
        ('"version": 1', '"version": 2', "wrong_value", "version", None),
        ('"document": "Opslaget",', "", "missing", "project.call.where_to_look", "document"),
    ],
)
def test_a_fault_is_named_by_its_place(
    tmp_path: Path, find: str, put: str, code: str, place: str, name: str | None
) -> None:
    with pytest.raises(BudgetDeskError) as error:
        exchange.read_project(written(tmp_path, _spoilt(find, put)))
    assert error.value.code == f"exchange.{code}"
    assert str(error.value.facts["place"]).startswith(place)
    assert name is None or error.value.facts["name"] == name
    assert text(f"errors.{error.value.code}", **error.value.facts)


def test_a_form_without_a_budget_is_refused(tmp_path: Path) -> None:
    form = json.loads(exchange.write_project(a_full_project()))
    form["project"]["versions"] = []
    with pytest.raises(BudgetDeskError) as error:
        exchange.read_project(written(tmp_path, json.dumps(form)))
    assert (error.value.code, error.value.facts["name"]) == ("exchange.missing", "versions")


def test_an_identity_used_twice_is_refused(tmp_path: Path) -> None:
    batch = a_batch(a_posting(2), a_posting(2))
    form = exchange.write_project(a_project(ledger=Ledger(batches=(batch,))))
    with pytest.raises(BudgetDeskError) as error:
        exchange.read_project(written(tmp_path, form))
    assert error.value.code == "exchange.duplicate"
    assert error.value.facts["name"] == "1-2"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"%PDF-1.4", b'{"format": "\xe6"}'])
def test_what_is_no_json_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BudgetDeskError) as error:
        exchange.read_project(written(tmp_path, content))
    assert error.value.code == "exchange.not_json"


def test_json_that_is_no_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BudgetDeskError) as error:
        exchange.read_project(written(tmp_path, "[1, 2]"))
    assert error.value.code == "exchange.wrong_value"


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(BudgetDeskError) as error:
        exchange.read_project(tmp_path / "findes ikke.json")
    assert error.value.code == "exchange.unreadable"


def test_a_file_too_large_to_be_a_project_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_LIMIT", 10)
    with pytest.raises(BudgetDeskError) as error:
        exchange.read_project(written(tmp_path, "x" * 11))
    assert error.value.code == "exchange.too_large"
