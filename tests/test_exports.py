"""Whatever leaves a document is reckoned twice before, and told of by an event after."""

import ast
import hashlib
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk import exports, jobs, packages, paper_jobs
from budgetdesk.domain.period import Period
from budgetdesk.exports import Export, Kind
from budgetdesk.presenters.changes import ChangePresenter
from budgetdesk.presenters.form import FormPresenter
from budgetdesk.presenters.imports import ImportsPresenter
from budgetdesk.presenters.papers import PapersPresenter
from budgetdesk.presenters.reviews import ReviewPresenter
from budgetdesk.presenters.since import SincePresenter
from budgetdesk.presenters.versions import DifferenceTable
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from budgetdesk.storage.second import FiguresDifferError
from tests.changed import moved
from tests.packages.sealed import AT, finished, opened, sealed
from tests.presenters.test_reviews import CRITERIA
from tests.templates.books import form

NOW = datetime(2021, 2, 1, 9, 0, tzinfo=UTC)
DAY = NOW.date()
FAULT = "UPDATE posting SET amount_ore = amount_ore + 1 WHERE id = (SELECT min(id) FROM posting)"
LOST = "UPDATE budget_line_amount SET amount_ore = amount_ore + 1"


def a_review(workspace: Workspace, file: Path) -> Export[Any]:
    auditor = ReviewPresenter(workspace)
    auditor.draw(CRITERIA, NOW)
    assert auditor.own is not None
    return auditor.saving(auditor.own, file)


def a_journal(workspace: Workspace, file: Path) -> Export[Any]:
    presenter = ImportsPresenter(workspace)
    presenter.choose(0)
    assert presenter.chosen is not None
    return presenter.writing_journal(presenter.chosen, file, NOW)


Begin = Callable[[Workspace, Path], Export[Any]]
BEGUN: dict[Kind, Begin] = {
    Kind.PDF: lambda w, f: PapersPresenter(w).writing(f.with_suffix(".pdf"), NOW),
    Kind.WORKBOOK: lambda w, f: PapersPresenter(w).writing(f.with_suffix(".xlsx"), NOW),
    Kind.EXCHANGE: lambda w, f: PapersPresenter(w).sharing(f.with_suffix(".json")),
    Kind.DIFFERENCE: lambda w, f: DifferenceTable(w).writing(f, NOW),
    Kind.FORM: lambda w, f: FormPresenter(w, form("numbered_rows"), lambda: None).filling(
        f.with_suffix(".xlsx")
    ),
    Kind.JOURNAL: a_journal,
    Kind.CHANGES: lambda w, f: SincePresenter(w).printing(f, NOW),
    Kind.SAMPLE: a_review,
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with opened(tmp_path / "d.budgetdesk") as made:
        yield made


@pytest.fixture
def workspace(session: Session) -> Workspace:
    return Workspace(session, lambda: DAY)


@pytest.mark.parametrize("kind", BEGUN)
def test_every_export_leaves_an_event_and_a_saved_document(
    workspace: Workspace, tmp_path: Path, kind: Kind
) -> None:
    session = workspace.session
    before = session.project
    export = BEGUN[kind](workspace, tmp_path / "ud.pdf")
    assert not export.path.exists()
    export.done()
    event = session.audit().events[-1]
    digest = hashlib.sha256(export.path.read_bytes()).hexdigest()
    assert event.step == f"export.{kind.value}"
    assert event.facts == {"file": export.path.name, "kind": kind.value, "sha256": digest}
    assert event.change == ()
    assert session.project is before
    assert session.undo_step is None
    assert not session.is_unsaved
    with Session.open(tmp_path / "d.budgetdesk", "Ole", read_only=True) as again:
        assert again.audit().events[-1] == event


@pytest.mark.parametrize("fault", [FAULT, LOST])
@pytest.mark.parametrize("kind", BEGUN)
def test_a_total_that_differs_stops_every_export_before_anything_is_written(
    workspace: Workspace, tmp_path: Path, kind: Kind, fault: str
) -> None:
    workspace.session._document._db.execute(fault)  # noqa: SLF001 - as another tool would
    there = set(tmp_path.iterdir())
    with pytest.raises(FiguresDifferError):
        BEGUN[kind](workspace, tmp_path / "ud.pdf")
    assert set(tmp_path.iterdir()) == there


def test_the_account_of_a_period_is_the_one_that_is_held(
    workspace: Workspace, tmp_path: Path
) -> None:
    account = workspace.account
    assert account is not None
    first = Period(start=account.period.start, end=account.period.start.replace(month=12, day=31))
    workspace.choose_period(first)
    assert PapersPresenter(workspace).writing(tmp_path / "del.pdf", NOW).done()
    # What is wrong in the period alone is found there, and not in the account of the whole.
    workspace.session._document._db.execute(  # noqa: SLF001
        "UPDATE posting SET voucher_date = '2020-12-24', service_to = NULL WHERE id = ("
        "SELECT id FROM posting WHERE amount_ore > 0 AND voucher_date BETWEEN ? AND ? LIMIT 1)",
        [first.start.isoformat(), first.end.isoformat()],
    )
    workspace.session.check_figures()
    with pytest.raises(FiguresDifferError):
        PapersPresenter(workspace).writing(tmp_path / "del2.pdf", NOW)


def test_the_letter_is_held_and_noted_too(tmp_path: Path) -> None:
    with opened(tmp_path / "d.budgetdesk", moved()) as session:
        change = ChangePresenter(Workspace(session, lambda: DAY))
        change.writing(tmp_path / "brev.pdf", NOW).done()
        assert session.audit().events[-1].step == "export.letter"
        session._document._db.execute(LOST)  # noqa: SLF001
        with pytest.raises(FiguresDifferError):
            change.writing(tmp_path / "igen.pdf", NOW)


def test_a_document_that_was_unsaved_stays_so_and_a_new_one_has_no_place(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.run("project.identify", lambda project: replace(project, title="Nyt"))
    PapersPresenter(workspace).writing(tmp_path / "r.pdf", NOW).done()
    assert workspace.session.is_unsaved
    with Session.create(None, finished(), "Karen") as session:
        PapersPresenter(Workspace(session, lambda: DAY)).writing(tmp_path / "n.pdf", NOW).done()
        assert session.audit().events[-1].step == "export.pdf"


def test_what_cannot_be_saved_now_is_kept_until_it_can(
    workspace: Workspace, tmp_path: Path
) -> None:
    place = tmp_path / "d.budgetdesk"
    moved_away = shutil.move(place, tmp_path / "væk.budgetdesk")
    PapersPresenter(workspace).writing(tmp_path / "r.pdf", NOW).done()
    assert workspace.session.is_unsaved
    shutil.move(moved_away, place)
    workspace.session.save()
    assert not workspace.session.is_unsaved


def test_a_document_only_looked_at_exports_and_takes_no_event(tmp_path: Path) -> None:
    place = tmp_path / "d.budgetdesk"
    with opened(place):
        pass
    before = place.read_bytes()
    with Session.open(place, "Revisor", read_only=True) as session:
        workspace = Workspace(session, lambda: DAY)
        for kind in (Kind.PDF, Kind.WORKBOOK, Kind.SAMPLE):
            export = BEGUN[kind](workspace, tmp_path / f"{kind.value}.pdf")
            export.done()
            assert export.path.exists()
    assert place.read_bytes() == before


def test_a_package_written_again_is_told(tmp_path: Path) -> None:
    project = sealed(finished())
    with opened(tmp_path / "d.budgetdesk", project) as session:
        packages.seal_to(session, tmp_path / "pakke", jobs.findings(project, DAY), AT)
        event = session.audit().events[-1]
        assert (event.step, event.facts["file"]) == ("export.package", "pakke")
        assert project.seal is not None
        assert event.facts["sha256"] == project.seal.digest


def test_a_document_somebody_else_has_open_is_looked_at(tmp_path: Path) -> None:
    place = tmp_path / "d.budgetdesk"
    with opened(place), exports.opened(place) as looked:
        assert looked.is_read_only
    with exports.opened(place) as worked:
        assert not worked.is_read_only
    with exports.opened(place, is_looked_at=True) as looked:
        assert looked.is_read_only
    with pytest.raises(Exception, match="not_found"):
        exports.opened(tmp_path / "findes ikke.budgetdesk")


_WRITERS = {"replace_file", "write_exchange", "fill_template", "write_pdf"} | {
    name for name in dir(paper_jobs) if name.startswith("write_")
}


def _calls(tree: ast.AST, *, inside: bool = False) -> Iterator[str]:
    """The calls of what writes a file from a document that are in no Export."""
    for node in ast.iter_child_nodes(tree):
        called = node.func if isinstance(node, ast.Call) else None
        name = getattr(called, "attr", getattr(called, "id", ""))
        if name in _WRITERS and not inside:
            yield name
        yield from _calls(node, inside=inside or name == "Export")


@pytest.mark.parametrize(
    "source", sorted(Path(exports.__file__).parent.glob("presenters/*.py")), ids=lambda p: p.stem
)
def test_a_presenter_writes_nothing_but_as_an_export(source: Path) -> None:
    assert list(_calls(ast.parse(source.read_text("utf-8")))) == []
