"""A funder's form beside the project: proposed, corrected, filled in and proved."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import Workbook

from budgetdesk.domain.money import Money
from budgetdesk.presenters.form import FilledPresenter, FormPresenter, OwnForm, is_form
from budgetdesk.presenters.table import Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.template_jobs import FilledFile
from budgetdesk.templates.compare import CellChange
from budgetdesk.templates.filling import Disagreement, InsertedRows
from budgetdesk.templates.office import Recalculation
from tests.opened import opened
from tests.templates.books import form, project, saved, sheet_of, values

NEW_WORDS = ("Emneområder", "2019", "2020", "Forklarende ord")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("budgetdesk.paths.user_templates", lambda: tmp_path / "told")
    monkeypatch.setattr("budgetdesk.templates.office.office", lambda: None)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with opened(project("star_budget_regnskab")) as workspace:
        yield workspace


class Corrected:
    """Counts how often it was told."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def shown(workspace: Workspace, path: Path) -> tuple[FormPresenter, Corrected]:
    corrected = Corrected()
    presenter = FormPresenter(workspace, path, corrected)
    presenter.take(presenter.proposing()())
    return presenter, corrected


def small(folder: Path) -> Path:
    path = folder / "nyt skema.xlsx"
    rows: list[list[Any]] = [list(NEW_WORDS), ["Løn"], ["Revision"], ["I alt"]]
    path.write_bytes(sheet_of(*rows))
    return path


def test_before_it_is_read_there_is_nothing_to_fill(workspace: Workspace) -> None:
    presenter = FormPresenter(workspace, form("star_four_lines"), Corrected())
    assert presenter.summary.text == "Skemaet læses …"
    assert not presenter.can_fill
    assert not presenter.lacks_rows
    assert (presenter.remarks, presenter.sheets) == ((), ())
    assert presenter.picture.about(0, 0).text == ""
    assert presenter.title == "Udfyld »star_four_lines.xlsx«"


def test_the_sheet_is_shown_with_the_cells_to_be_filled_in_marked(workspace: Workspace) -> None:
    presenter, _ = shown(workspace, form("star_budget_regnskab"))
    picture = presenter.picture
    assert picture.name in presenter.sheets
    picture.choose("Budget")
    row, column = picture.place_in("F8")
    cell = picture.about(row, column)
    assert (cell.text, cell.tone, cell.icon) == ("15.400,00", Tone.ACCENT, "place")
    assert cell.tip == "F8 (Projektleder): tom → 15.400,00"
    assert picture.cell(*picture.place_in("B7")).tone is Tone.QUIET
    assert picture.cell(6, 0).text == "7"
    assert presenter.summary.tone is Tone.IN_ORDER


def test_a_meaning_is_corrected_by_choosing_another(workspace: Workspace, tmp_path: Path) -> None:
    presenter, corrected = shown(workspace, small(tmp_path))
    assert presenter.summary.tone is Tone.WARNING
    targets = presenter.targets
    labels = [targets.cell(row, 0).text for row in range(targets.row_count)]
    asked = labels.index("Emneområder")
    assert targets.cell(asked, 1).text == "Udfyldes ikke"
    assert targets.cell(asked, 2).text == "Usikker"
    assert targets.cell(asked, 3).text == "Ark1!A1"
    place = presenter.picture.place_in("A1")
    assert presenter.picture.cell(*place).tip == "Hvad er »Emneområder«? Vælg betydningen i listen."
    targets.enter({(asked, 1): "Sludder", (asked, 0): "Udgiftspost"})
    assert (corrected.times, presenter.told) == (0, {})
    targets.enter({(asked, 1): "Udgiftspost"})
    assert corrected.times == 1
    presenter.take(presenter.proposing()())
    labels = [targets.cell(row, 0).text for row in range(targets.row_count)]
    told = labels.index("Emneområder")
    assert targets.cell(told, 2).text == "Valgt af dig"
    assert targets.cell(labels.index("Løn"), 1).text == "Løn"
    assert targets.cell(labels.index("Løn"), 2).text in ("Sikker", "Sandsynlig")
    assert targets.at(-1) is targets.at(len(labels)) is None
    assert targets.at(told) == targets.rows[told]


def test_a_row_can_be_told_to_be_another_kind_of_cost(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "skema.xlsx"
    rows: list[list[Any]] = [["Budgetpost", "Beløb"], ["Lønninger og andet"], ["Tomme rum"]]
    path.write_bytes(sheet_of(*rows))
    presenter, _ = shown(workspace, path)
    labels = [presenter.targets.cell(row, 0).text for row in range(presenter.targets.row_count)]
    presenter.targets.enter({(labels.index("Tomme rum"), 1): "Husleje"})
    presenter.take(presenter.proposing()())
    assert "B3" in {write.cell for write in presenter.proposing()().plan.writes}


def test_rows_that_are_too_few_are_asked_about(tmp_path: Path) -> None:
    with opened(project("star_four_lines")) as workspace:
        presenter, _ = shown(workspace, form("star_four_lines"))
        assert presenter.lacks_rows
        assert any("mangler plads til 1 række" in remark for remark in presenter.remarks)
        assert presenter.row_choices.text == "Som skemaet tillader"
        presenter.choose_rows("Slå de sidste sammen")
        made = presenter.filling(tmp_path / "ud.xlsx").done()
    assert made.filled.inserted == ()
    assert presenter.rows == "merge"


def test_a_filled_form_is_a_file_of_its_own_with_its_proof(
    workspace: Workspace, tmp_path: Path
) -> None:
    presenter, _ = shown(workspace, form("numbered_rows"))
    assert presenter.suggested == "numbered_rows udfyldt.xlsx"
    assert presenter.pattern == "Samme slags fil (*.xlsx)"
    made = presenter.filling(tmp_path / "a.xlsx").done()
    proof = FilledPresenter(made)
    assert proof.title == "»a.xlsx« er udfyldt"
    assert proof.proof.tone is Tone.IN_ORDER
    assert proof.figures.tone is Tone.NOTE
    assert any("er skrevet under" in remark for remark in proof.remarks)
    first = [proof.changes.cell(0, column).text for column in range(4)]
    assert first[2] == "tom"
    assert values((tmp_path / "a.xlsx").read_bytes())[(first[0], first[1])] is not None
    assert proof.changes.cell(0, 3).text
    assert proof.changes.row_count == len(made.filled.proof.changed)


def odd(made: FilledFile) -> FilledFile:
    """The same, as if much had gone otherwise than it does."""
    filled = made.filled
    change = CellChange(sheet="A", cell="B1", before="1", after="2")
    return replace(
        made,
        recalculation=Recalculation(formulas=3, differences=(change,)),
        filled=replace(
            filled,
            proof=replace(filled.proof, differences=("A!C1",), changed=(change,)),
            inserted=(InsertedRows(sheet="A", label="Løn", after=3, count=2),),
            disagreements=(
                Disagreement(sheet="A", cell="D1", label="I alt", form="7", program=Money(800)),
            ),
            not_reckoned=("A!E1",),
        ),
    )


def test_what_went_otherwise_is_told(workspace: Workspace, tmp_path: Path) -> None:
    presenter, _ = shown(workspace, form("numbered_rows"))
    made = presenter.filling(tmp_path / "a.xlsx").done()
    proof = FilledPresenter(odd(made))
    assert (proof.proof.tone, proof.figures.tone) == (Tone.ERROR, Tone.WARNING)
    assert "A!C1" in proof.proof.text
    assert "B1: 2, ikke 1" in proof.figures.text
    said = "\n".join(proof.remarks)
    for words in ("2 rækker under række 3", "programmet 8,00 kr.", "A!E1"):
        assert words in said
    assert proof.changes.cell(0, 2).text == "1"
    agreed = replace(made, recalculation=Recalculation(formulas=3, differences=()))
    assert FilledPresenter(agreed).figures.tone is Tone.IN_ORDER


def test_a_form_is_told_from_an_extract_of_a_ledger(tmp_path: Path) -> None:
    extract = tmp_path / "udtræk.xlsx"
    rows: list[list[Any]] = [["Dato", "Bilag", "Tekst", "Beløb"], ["01-02-2020", 1, "Løn", 5]]
    extract.write_bytes(sheet_of(*rows))
    other = tmp_path / "billede.png"
    other.write_bytes(b"x")
    assert [is_form(path) for path in (form("star_four_lines"), extract, other)] == [
        True,
        False,
        False,
    ]


def test_a_form_of_which_no_sheet_is_touched_shows_its_first(
    workspace: Workspace, tmp_path: Path
) -> None:
    def make(book: Workbook) -> None:
        sheet: Any = book.active
        sheet["A1"], sheet["B1"], sheet["A2"] = "Budgetpost", "Beløb", "Cykelstier"

    path = tmp_path / "skema.xlsx"
    path.write_bytes(saved(make))
    presenter, _ = shown(workspace, path)
    assert presenter.picture.name == "Sheet"
    assert not presenter.can_fill
    assert any("ingen post, der passer" in remark for remark in presenter.remarks)


def test_our_own_form_is_named_after_the_call(workspace: Workspace, tmp_path: Path) -> None:
    own = OwnForm(workspace)
    assert own.suggested == "Budget- og regnskabsskema C01.xlsx"
    assert own.pattern == "Samme slags fil (*.xlsx)"
    own.writing(tmp_path / "eget.xlsx")()
    presenter, _ = shown(workspace, tmp_path / "eget.xlsx")
    assert presenter.can_fill
