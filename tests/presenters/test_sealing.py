"""The tab Forsegling without a toolkit: what can be done now, and what was done."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk import sample
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.sealing import SealingPresenter
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from tests.importers.test_signed_pdf import signed
from tests.packages.sealed import AT, finished
from tests.presenters.desks import opened, row_of


def presenter(tmp_path: Path) -> SealingPresenter:
    workspace = opened(finished())
    workspace.session.save_as(tmp_path / "d.budgetdesk")
    return SealingPresenter(Workspace(workspace.session, lambda: sample.DAY))


def test_a_life_from_ready_to_opened_again(tmp_path: Path) -> None:
    seal = presenter(tmp_path)
    assert seal.state.text == "Regnskabet er klar til at blive forseglet."
    assert (seal.can_seal, seal.is_sealed, seal.can_attach) == (True, False, False)
    assert "pakke" in seal.seal(tmp_path / "pakke", AT)
    assert "Regnskabet er forseglet." in seal.state.text
    assert (seal.can_seal, seal.is_sealed, seal.can_attach) == (True, True, True)
    assert row_of(seal.table, 0)[-1] == "Gælder"
    (tmp_path / "u.pdf").write_bytes(signed())
    assert "dækker hele dokumentet" in seal.attach(tmp_path / "u.pdf", AT)
    assert row_of(seal.table, 1)[0] == "Underskrevet"
    with pytest.raises(BudgetDeskError, match="no_reason"):
        seal.reopen(" ", AT)
    seal.reopen("Bilag 3 var glemt", AT)
    assert row_of(seal.table, 0)[-1] == "Genåbnet af Kim: Bilag 3 var glemt"
    seal.reserve(" Et bilag mangler. ")
    assert seal.reservation == "Et bilag mangler."


def test_everything_in_the_way_is_told() -> None:
    seal = SealingPresenter(opened(replace(finished(), signers=())))
    assert "ingen er sat til at skrive under" in seal.state.text
    assert not seal.can_seal


def test_a_document_only_looked_at_is_not_sealed(tmp_path: Path) -> None:
    path = tmp_path / "d.budgetdesk"
    Session.create(path, finished(), "Kim").close()
    with Session.open(path, "Kim", read_only=True) as session:
        seal = SealingPresenter(Workspace(session, lambda: sample.DAY))
        assert not (seal.can_seal)
        assert not (seal.can_change)
        assert not (seal.can_attach)
