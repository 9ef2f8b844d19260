"""The other projects of the folder are looked through, and only looked at."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import neighbours
from budgetdesk.domain.ledger import AllocationRule, PartKind
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import RuleId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.session import Session
from tests.builders import a_budget, a_ledger, a_line, a_posting, a_project, kr

ALL = AllocationRule(id=RuleId("r1"), kind=PartKind.COST, target="1")


def a_claim(title: str) -> Project:
    ledger = replace(a_ledger(a_posting(2, kr(100))), rules=(ALL,))
    return a_project(a_budget(a_line("1")), title=title, ledger=ledger)


def test_a_cost_in_two_documents_of_a_folder_is_found(tmp_path: Path) -> None:
    for name in ("mit", "nabo"):
        with Session.create(tmp_path / f"{name}.budgetdesk", a_claim(name), "Bo"):
            pass
    (tmp_path / "kladde.budgetdesk").write_bytes(b"intet dokument")
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with Session.open(tmp_path / "mit.budgetdesk", "Bo", read_only=True) as session:
        looked = neighbours.looking(session)()
    assert [(each.posting, each.file, each.project) for each in looked.claimed] == [
        ("1-2", "nabo.budgetdesk", "nabo")
    ]
    assert (looked.read, looked.unread) == (1, ("kladde.budgetdesk",))
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_document_without_a_place_lies_in_no_folder() -> None:
    with pytest.raises(BudgetDeskError) as refused:
        neighbours.look_in_folder(None, a_project())
    assert refused.value.code == "session.no_place"
