"""A budget's versions as a workbook: the one worked on whole, what differs, and all side by side.

Every sum is a formula that carries its value, so that a funder can both see and recalculate it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from budgetdesk.accounting.difference import AnyChange, difference
from budgetdesk.accounting.side_by_side import costs_beside, funding_beside
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.personal_data import mask
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value
from budgetdesk.text import text
from budgetdesk.writers import change_words, layout, words
from budgetdesk.writers.files import replace_file

_A4: Final = 9
_TOP: Final = 3
"""The row of the heads: above it the sheet's title and whose it is."""
_NAME: Final = 44.0
_MONEY: Final = 18.0
_WORDS: Final = 40.0
"""Widths, in characters."""
_LINE: Final = 13.0
_PAD: Final = 4.0
"""Points of a line of words, and around the lines of a row: not every program makes room itself."""

_BASE: Final = {"font_name": layout.FONT, "font_size": 10, "font_color": layout.TEXT}
_RULED: Final = {"valign": "top", "bottom": 1, "bottom_color": layout.RULE}
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"font_size": 18, "bold": True, "font_color": layout.ACCENT},
    "quiet": {"font_color": layout.QUIET},
    "head": {
        "indent": 1,
        "align": "left",
        "bold": True,
        "font_color": layout.ACCENT,
        "bottom": 2,
        "bottom_color": layout.ACCENT,
        "text_wrap": True,
        "valign": "bottom",
    },
    "words": {"indent": 1, "align": "left", "text_wrap": True, **_RULED},
    "money": {"num_format": "#,##0.00", **_RULED},
    "absent": {"align": "right", "font_color": layout.QUIET, **_RULED},
    "total_words": {"indent": 1, "align": "left", "bold": True, "top": 1, "bottom": 6},
    "total_money": {"bold": True, "top": 1, "bottom": 6, "num_format": "#,##0.00"},
}


class Formula(NamedTuple):
    """A sum as Excel writes it, without the sign of equality, and what it comes to."""

    words: str
    value: Money


Cell = str | Money | Formula | None
"""None: a version has not the line."""
Make = Callable[[int], Sequence[Cell]]
"""Makes the cells of a row, for the row they stand in."""


class VersionsPaper(Value):
    """The versions of a project's budget, two of them to be held against each other."""

    project: Project
    before: BudgetVersion
    after: BudgetVersion
    made_at: datetime


def write_versions_workbook(paper: VersionsPaper, path: Path) -> None:
    """Writes the workbook to `path`; raises BudgetDeskError as `replace_file` does."""
    replace_file(path, versions_workbook(paper))


def versions_workbook(paper: VersionsPaper) -> bytes:
    """The workbook's bytes; the same paper gives the same."""
    file = BytesIO()
    options = {
        "in_memory": True,
        "remove_timezone": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": _BASE,
    }
    with Workbook(file, options) as workbook:
        title = text("versions_workbook.title", project=paper.project.title)
        workbook.set_properties({"title": title, "created": paper.made_at})
        for sheet in (_whole, _difference, _beside):
            sheet(_Sheets(workbook, paper))
    return file.getvalue()


class _Sheets:
    """Begins the sheets, which are alike but for their columns, and fills them."""

    def __init__(self, workbook: Any, paper: VersionsPaper) -> None:
        self.paper = paper
        self._workbook = workbook
        looks = {**_LOOKS, "head_money": {**_LOOKS["head"], "align": "right", "indent": 0}}
        self._looks = {name: workbook.add_format(look) for name, look in looks.items()}
        self._sheet: Any = None
        self._widths: Sequence[float] = ()
        self._row = 0

    def begin(self, key: str, title: str, heads: Sequence[str], remark: str = "") -> None:
        """A sheet with its title, whose it is, and the heads of its columns."""
        project, sheet = (
            self.paper.project,
            self._workbook.add_worksheet(text(f"versions_workbook.sheet.{key}")),
        )
        facts = {"project": project.title, "journal": words.given(project.journal_number)}
        sheet.write_string(0, 0, title, self._looks["title"])
        whose = text("versions_workbook.whose", **facts)
        sheet.write_string(1, 0, whose, self._looks["quiet"])
        every = [text("versions.column.label"), *heads, *([remark] if remark else [])]
        for column, head in enumerate(every):
            look = "head_money" if 0 < column <= len(heads) else "head"
            sheet.write_string(_TOP, column, head, self._looks[look])
        self._widths = (_NAME, *[_MONEY] * len(heads), _WORDS if remark else _MONEY)
        for column, width in enumerate(self._widths):
            sheet.set_column(column, column, width)
        _set_up_print(sheet)
        self._sheet, self._row = sheet, _TOP + 1

    def lines(self, total: str, rows: Sequence[Make]) -> None:
        """Lines under each other, and below them what each column of figures comes to."""
        if not rows:
            return
        first = self._row
        made = [make(row) for row, make in enumerate(rows, start=first)]
        for cells in made:
            self.line(cells)
        sums = (_summed(column, first, cells) for column, cells in _columns(made))
        self.line([text(f"versions.{total}"), *sums], "total_")
        self._row += 1

    def line(self, cells: Sequence[Cell], look: str = "") -> None:
        """One row, each cell by its kind."""
        for column, cell in enumerate(cells):
            self._write(column, cell, look)
        told = zip(cells, self._widths, strict=False)
        lines = max(_lines(cell, width) for cell, width in told if isinstance(cell, str))
        self._sheet.set_row(self._row, _PAD + _LINE * lines)
        self._row += 1

    def _write(self, column: int, cell: Cell, look: str) -> None:
        looks, row = self._looks, self._row
        match cell:
            case str():
                self._sheet.write_string(row, column, cell, looks[f"{look}words"])
            case Money():
                self._sheet.write_number(row, column, _kroner(cell), looks[f"{look}money"])
            case None:
                self._sheet.write_string(row, column, text("versions.not_there"), looks["absent"])
            case _:
                money = looks[f"{look}money"]
                value = _kroner(cell.value)
                self._sheet.write_formula(row, column, f"={cell.words}", money, value)


def _whole(sheets: _Sheets) -> None:
    """The version the difference leads to, year by year, with the note of each line."""
    version = sheets.paper.after
    years = version.years
    heads = [*map(str, years), text("letter.total")]
    title = change_words.version_name(version)
    sheets.begin("whole", title, heads, text("versions_workbook.note"))
    for total, held in (("total_costs", version.lines), ("total_funding", version.funding)):
        sheets.lines(total, [_by_year(sheets.paper.project, line, years) for line in held])


def _by_year(project: Project, line: BudgetLine | FundingLine, years: Sequence[int]) -> Make:
    name = change_words.name_of_line(project, line)
    amounts = [line.amounts.get(year, ZERO) for year in years]

    def made(row: int) -> Sequence[Cell]:
        span = xl_range(row, 1, row, max(len(years), 1))
        whole: Cell = Formula(f"SUM({span})", line.total) if years else ZERO
        return [name, *amounts, whole, mask(line.note)]

    return made


def _difference(sheets: _Sheets) -> None:
    """What differs between the two, and what became of each line."""
    before, after = sheets.paper.before, sheets.paper.after
    found = difference(before, after)
    heads = [*map(change_words.version_name, (before, after)), text("letter.column.change")]
    remark = text("versions.column.became")
    sheets.begin("difference", text("versions.difference"), heads, remark)
    if found.is_empty:
        sheets.line([text("versions.same")])
    for total, changes in (("total_costs", found.lines), ("total_funding", found.funding)):
        sheets.lines(total, [_changed(sheets.paper.project, each) for each in changes])


def _changed(project: Project, change: AnyChange) -> Make:
    name, became = change_words.name_of_line(project, change.line), change_words.what_became(change)

    def made(row: int) -> Sequence[Cell]:
        was, now = (xl_rowcol_to_cell(row, column) for column in (1, 2))
        rise = Formula(f"{now}-{was}", change.amount)
        return [name, change.was, change.was + change.amount, rise, became]

    return made


def _beside(sheets: _Sheets) -> None:
    """All versions, a column each, under where they stand."""
    project, versions = sheets.paper.project, sheets.paper.project.versions
    heads = [text("versions.beside", id=v.id, name=change_words.version_name(v)) for v in versions]
    sheets.begin("beside", text("versions.side_by_side"), heads)
    sheets.line(["", *map(change_words.standing_words, versions)])
    for total, lines in (
        ("total_costs", costs_beside(versions)),
        ("total_funding", funding_beside(versions)),
    ):
        named = [(change_words.name_of_line(project, each.line), each.sums) for each in lines]
        sheets.lines(total, [_standing(name, sums) for name, sums in named])


def _standing(name: str, sums: Sequence[Money | None]) -> Make:
    cells: Sequence[Cell] = [name, *sums]
    return lambda _: cells


def _columns(made: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The columns after the name."""
    for column, cells in enumerate(zip(*made, strict=True)):
        if column:
            yield column, cells


def _summed(column: int, first: int, cells: Sequence[Cell]) -> Cell:
    """What a column comes to; nothing under words."""
    values = [each.value if isinstance(each, Formula) else each for each in cells]
    figures = [each for each in values if isinstance(each, Money)]
    if not figures:
        return ""
    span = xl_range(first, column, first + len(cells) - 1, column)
    return Formula(f"SUM({span})", Money.total(figures))


def _lines(words: str, width: float) -> int:
    """How many lines words take in a column, each of their own lines counted."""
    room = int(width) - 3
    return sum(max(-(-len(line) // room), 1) for line in words.split("\n"))


def _kroner(money: Money) -> Decimal:
    """Exactly the number that stands in the file."""
    return Decimal(money.ore).scaleb(-2)


def _set_up_print(sheet: Any) -> None:
    sheet.freeze_panes(_TOP + 1, 1)
    sheet.repeat_rows(_TOP)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
