"""A budget and account form of our own, made from a call, where the funder's file is not at hand.

It says plainly whose it is. Yellow cells are filled in, the rest is reckoned and locked without a
password; every formula carries its value, and each sheet prints on A4.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

from budgetdesk.domain.rules import Call
from budgetdesk.text import text

_YEARS: Final = 3
_DETAILS: Final = 5
_ROW: Final = 20
"""Points: room to read, and to write by hand on paper."""

_PEOPLE: Final = 10
_VOUCHERS: Final = 200
_FREE_NOTES: Final = 3
_MADE: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""The same call gives the same bytes."""

_BLUE: Final = "#1F3864"
_PALE: Final = "#E8EDF4"
_YELLOW: Final = "#FFF6CC"
_LINE: Final = "#B8C2D0"


def own_form(call: Call) -> bytes:
    """The form for a call: its cost items are the lines."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        title = text("own_form.title")
        book.set_properties({"title": title, "created": _MADE.replace(tzinfo=None)})
        _Form(book, call).write()
    return out.getvalue()


class _Form:
    """Writes the nine sheets; each knows where those it reckons with put their figures."""

    def __init__(self, book: Any, call: Call) -> None:
        self._book, self._call = book, call
        items = call.rules.eligible.items if call.rules.eligible else ()
        self._lines = [item.label for item in items] or [text("own_form.rows.costs")]
        names = (
            "guide",
            "project",
            "budget",
            "funding",
            "salary",
            "notes",
            "account",
            "vouchers",
            "signoff",
        )
        self._names = {name: text(f"own_form.sheets.{name}") for name in names}
        self._sheets = {name: book.add_worksheet(self._names[name]) for name in names}
        base = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter", "text_wrap": True}
        frame = {"border": 1, "border_color": _LINE}
        money = {"num_format": "#,##0.00", "text_wrap": False}
        entry = {"bg_color": _YELLOW, "locked": False, **frame}
        sum_ = {"bold": True, "bg_color": _PALE, **frame}
        self._formats: Mapping[str, Any] = {
            name: book.add_format(base | more)
            for name, more in {
                "plain": {},
                "title": {"bold": True, "font_size": 16, "font_color": _BLUE, "text_wrap": False},
                "warning": {"italic": True, "font_color": "#9C3A00"},
                "head": {
                    "bold": True,
                    "font_color": "white",
                    "bg_color": _BLUE,
                    "align": "center",
                    "valign": "vcenter",
                    **frame,
                },
                "label": {**frame, "indent": 1},
                "number": {**frame, "align": "center"},
                "line_number": sum_ | {"align": "center"},
                "line": sum_,
                "line_money": sum_ | money,
                "percent": {"num_format": "0.0 %", "bg_color": _PALE, **frame},
                "money": {**frame, **money},
                "entry": entry,
                "entry_money": entry | money,
                "entry_date": entry | {"num_format": "dd-mm-yyyy", "align": "left"},
            }.items()
        }

    def write(self) -> None:
        for name, sheet in self._sheets.items():
            sheet.hide_gridlines(2)
            sheet.set_default_row(_ROW)
            sheet.set_row(0, 2 * _ROW)
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.set_margins(0.5, 0.5, 0.7, 0.7)
            sheet.set_footer(text("own_form.footer", title=text("own_form.title")))
            sheet.write(
                0,
                0,
                text("own_form.title") if name == "guide" else self._names[name],
                self._formats["title"],
            )
            if name not in ("guide", "project", "signoff"):
                sheet.set_landscape()
                sheet.freeze_panes(4, 2)
                sheet.repeat_rows(3)
            sheet.protect("", {"format_columns": True, "format_rows": True})
        self._guide()
        self._project()
        self._budget()
        self._funding()
        self._salary()
        self._notes()
        self._account()
        self._vouchers()
        self._signoff()

    # --- small parts ---------------------------------------------------------------------------

    def _heads(self, sheet: Any, names: Sequence[str], widths: Sequence[int]) -> None:
        for column, (name, width) in enumerate(zip(names, widths, strict=True)):
            sheet.set_column(column, column, width)
            head = text(f"own_form.columns.{name}") if name else ""
            if head:
                sheet.write(3, column, head, self._formats["head"])
        sheet.set_row(3, 2 * _ROW)

    def _room_for(self, sheet: Any, row: int, label: str, width: int) -> None:
        """A row high enough for a long label: a locked sheet does not grow by itself."""
        lines = -(-len(label) // (width - 6))
        sheet.set_row(row, max(_ROW, 15 * lines + 6))

    def _formula(
        self, sheet: Any, row: int, column: int, formula: str, look: str, value: object = 0
    ) -> None:
        sheet.write_formula(row, column, f"={formula}", self._formats[look], value)

    def _blank(self, sheet: Any, row: int, columns: Sequence[int], look: str = "entry") -> None:
        for column in columns:
            sheet.write_blank(row, column, None, self._formats[look])

    def _choices(self, sheet: Any, area: tuple[int, int, int, int], name: str) -> None:
        entries = text(f"own_form.{name}").split("\n")
        sheet.data_validation(*area, {"validate": "list", "source": entries})

    def _amounts_only(self, sheet: Any, area: tuple[int, int, int, int]) -> None:
        rule = {"validate": "decimal", "criteria": "between", "minimum": -(10**9), "maximum": 10**9}
        sheet.data_validation(*area, rule | {"error_message": text("own_form.amount_error")})

    def _days_only(self, sheet: Any, area: tuple[int, int, int, int]) -> None:
        rule = {"validate": "date", "criteria": ">", "value": _MADE.replace(year=1990, tzinfo=None)}
        sheet.data_validation(*area, rule | {"error_message": text("own_form.date_error")})

    def _year_heads(self, sheet: Any, first: int) -> None:
        """Year 1, 2, 3 until the project's first day is known, then the years themselves."""
        start = f"{self._names['project']}!$B$14"
        for number in range(_YEARS):
            blank = text("own_form.year", number=number + 1)
            formula = f'IF({start}="","{blank}",YEAR({start})+{number})'
            self._formula(sheet, 3, first + number, formula, "head", blank)

    # --- the sheets ------------------------------------------------------------------------------

    def _guide(self) -> None:
        sheet = self._sheets["guide"]
        sheet.set_column(0, 0, 72)  # within A4 also where Calibri is replaced by a wider letter
        warning = text("own_form.not_official", funder=self._call.funder)
        sheet.write(1, 0, warning, self._formats["warning"])
        sheet.set_row(1, 3 * _ROW)
        sheet.write(2, 0, text("own_form.for_call", name=self._call.name), self._formats["plain"])
        for row, step in enumerate(text("own_form.guide.steps").split("\n"), start=4):
            sheet.write(row, 0, step, self._formats["entry" if row == 4 else "plain"])
        sheet.write(
            4,
            0,
            text("own_form.guide.steps").split("\n")[0],
            self._book.add_format(
                {
                    "bg_color": _YELLOW,
                    "text_wrap": True,
                    "font_name": "Calibri",
                    "valign": "vcenter",
                }
            ),
        )

    def _project(self) -> None:
        sheet = self._sheets["project"]
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 56)
        names = (
            "programme",
            "title",
            "case_no",
            "recipient",
            "cvr",
            "address",
            "contact",
            "email",
            "phone",
        )
        for row, name in enumerate(names, start=3):
            self._field(sheet, row, name)
        for row, name in ((13, "start"), (14, "end"), (17, "filled_on")):
            self._field(sheet, row, name, "entry_date")
            self._days_only(sheet, (row, 1, row, 1))
        self._field(sheet, 16, "form_kind")
        self._choices(sheet, (16, 1, 16, 1), "kinds")

    def _field(self, sheet: Any, row: int, name: str, look: str = "entry") -> None:
        sheet.write(row, 0, text(f"own_form.fields.{name}"), self._formats["label"])
        sheet.write_blank(row, 1, None, self._formats[look])

    def _budget(self) -> None:
        sheet = self._sheets["budget"]
        names = ("number", "line", "unit", "units", "unit_price", "", "", "", "total", "note")
        self._heads(sheet, names, (6, 46, 11, 11, 13, 14, 14, 14, 15, 40))
        self._year_heads(sheet, 5)
        row = 4
        self._line_rows = []
        for number, label in enumerate(self._lines, start=1):
            self._budget_line(sheet, row, number, label)
            self._line_rows.append(row)
            row += _DETAILS + 1
        self._total_row(sheet, row, "costs", self._line_rows, (5, 6, 7, 8))
        self._budget_total = row
        self._amounts_only(sheet, (4, 3, row, 7))
        self._choices(sheet, (4, 2, row - 1, 2), "units")

    def _budget_line(self, sheet: Any, row: int, number: int, label: str) -> None:
        self._room_for(sheet, row, label, 46)
        sheet.write(row, 0, number, self._formats["line_number"])
        sheet.write(row, 1, label, self._formats["line"])
        self._blank(sheet, row, (2, 3, 4, 9), "line")
        for column in (5, 6, 7):
            inside = f"{cell(row + 1, column)}:{cell(row + _DETAILS, column)}"
            self._formula(sheet, row, column, f"SUM({inside})", "line_money")
        self._formula(sheet, row, 8, f"SUM({cell(row, 5)}:{cell(row, 7)})", "line_money")
        for detail in range(row + 1, row + _DETAILS + 1):
            sheet.write(detail, 0, f"{number}.{detail - row}", self._formats["number"])
            self._blank(sheet, detail, (1, 2, 9))
            self._blank(sheet, detail, (3, 4, 5, 6, 7), "entry_money")
            self._formula(sheet, detail, 8, f"SUM({cell(detail, 5)}:{cell(detail, 7)})", "money")

    def _total_row(
        self, sheet: Any, row: int, label: str, rows: Sequence[int], columns: Sequence[int]
    ) -> None:
        self._blank(sheet, row, range(max(columns) + 1), "line")
        sheet.write(row, 1, text(f"own_form.rows.{label}"), self._formats["line"])
        for column in columns:
            parts = ",".join(cell(each, column) for each in rows)
            self._formula(sheet, row, column, f"SUM({parts})", "line_money")

    def _funding(self) -> None:
        sheet = self._sheets["funding"]
        self._heads(
            sheet, ("number", "source", "", "", "", "total", "note"), (6, 46, 15, 15, 15, 16, 50)
        )
        self._year_heads(sheet, 2)
        rows = range(4, 8)
        for row, source in zip(rows, ("grant", "own", "other_grant", "income"), strict=True):
            sheet.write(row, 0, row - 3, self._formats["number"])
            sheet.write(row, 1, text(f"own_form.rows.{source}"), self._formats["label"])
            self._blank(sheet, row, (2, 3, 4), "entry_money")
            self._formula(sheet, row, 5, f"SUM({cell(row, 2)}:{cell(row, 4)})", "money")
            self._blank(sheet, row, (6,))
        self._total_row(sheet, 8, "funding", rows, (2, 3, 4, 5))
        self._amounts_only(sheet, (4, 2, 7, 4))
        sheet.write(10, 1, text("own_form.rows.balance"), self._formats["label"])
        for column in (2, 3, 4, 5):
            costs = f"{self._names['budget']}!{cell(self._budget_total, column + 3)}"
            self._formula(sheet, 10, column, f"{cell(8, column)}-{costs}", "line_money")

    def _salary(self) -> None:
        sheet = self._sheets["salary"]
        names = (
            ["number", "function", "initials"] + ["hours", "rate", "amount"] * _YEARS + ["total"]
        )
        self._heads(sheet, names, [6, 34, 10] + [9, 11, 14] * _YEARS + [15])
        start = f"{self._names['project']}!$B$14"
        for number in range(_YEARS):
            blank = text("own_form.year", number=number + 1)
            first = 3 + number * 3
            formula = f'=IF({start}="","{blank}",YEAR({start})+{number})'
            sheet.merge_range(2, first, 2, first + 2, "", self._formats["head"])
            sheet.write_formula(2, first, formula, self._formats["head"], blank)
        for column in (0, 1, 2, 12):
            sheet.write(2, column, "", self._formats["head"])
        for row in range(4, 4 + _PEOPLE):
            sheet.write(row, 0, row - 3, self._formats["number"])
            self._blank(sheet, row, (1, 2))
            for first in (3, 6, 9):
                self._blank(sheet, row, (first, first + 1), "entry_money")
                self._formula(
                    sheet, row, first + 2, f"{cell(row, first)}*{cell(row, first + 1)}", "money"
                )
            sums = ",".join(cell(row, column) for column in (5, 8, 11))
            self._formula(sheet, row, 12, f"SUM({sums})", "money")
        self._total_row(sheet, 4 + _PEOPLE, "total", range(4, 4 + _PEOPLE), (5, 8, 11, 12))

    def _notes(self) -> None:
        sheet = self._sheets["notes"]
        self._heads(sheet, ("number", "subject", "note"), (6, 46, 100))
        for row, label in enumerate(self._lines, start=4):
            self._room_for(sheet, row, label, 46)
            sheet.write(row, 0, row - 3, self._formats["number"])
            sheet.write(row, 1, label, self._formats["label"])
            self._blank(sheet, row, (2,))
        for row in range(4 + len(self._lines), 4 + len(self._lines) + _FREE_NOTES):
            self._blank(sheet, row, (1, 2))

    def _account(self) -> None:
        sheet = self._sheets["account"]
        names = (
            "number",
            "line",
            "approved",
            "actual",
            "deviation",
            "percent",
            "explanation",
            "listed",
        )
        self._heads(sheet, names, (6, 46, 16, 16, 16, 11, 46, 16))
        budget, lines = self._names["budget"], range(4, 4 + len(self._lines))
        for row, label, source in zip(lines, self._lines, self._line_rows, strict=True):
            self._account_row(sheet, row, label, f"{budget}!{cell(source, 8)}")
            last = 3 + _VOUCHERS
            listed = self._names["vouchers"]
            formula = (
                f"SUMIF({listed}!$F$5:$F${last + 1},{cell(row, 1)},{listed}!$E$5:$E${last + 1})"
            )
            self._formula(sheet, row, 7, formula, "money")
        total = lines[-1] + 1
        self._total_row(sheet, total, "costs", lines, (2, 3, 4, 7))
        sheet.write(total + 2, 1, text("own_form.rows.section"), self._formats["line"])
        first = total + 3
        for offset, source_ in enumerate(("grant", "own", "other_grant", "income")):
            figure = f"{self._names['funding']}!{cell(4 + offset, 5)}"
            self._account_row(sheet, first + offset, text(f"own_form.rows.{source_}"), figure)
        self._total_row(sheet, first + 4, "funding", range(first, first + 4), (2, 3, 4))
        self._amounts_only(sheet, (4, 3, first + 3, 3))
        sheet.write(first + 6, 1, text("own_form.rows.matches"), self._formats["label"])
        same, other = text("own_form.agrees"), text("own_form.disagrees")
        formula = f'IF(ABS({cell(total, 7)}-{cell(total, 3)})<0.005,"{same}","{other}")'
        self._formula(sheet, first + 6, 3, formula, "line", same)

    def _account_row(self, sheet: Any, row: int, label: str, approved: str) -> None:
        self._room_for(sheet, row, label, 46)
        sheet.write(row, 0, "", self._formats["label"])
        sheet.write(row, 1, label, self._formats["label"])
        self._formula(sheet, row, 2, approved, "money")
        self._blank(sheet, row, (3,), "entry_money")
        self._formula(sheet, row, 4, f"{cell(row, 2)}-{cell(row, 3)}", "money")
        self._formula(
            sheet, row, 5, f"IF({cell(row, 2)}=0,0,{cell(row, 4)}/{cell(row, 2)})", "percent"
        )
        self._blank(sheet, row, (6,))

    def _vouchers(self) -> None:
        sheet = self._sheets["vouchers"]
        names = ("voucher", "date", "supplier", "text", "amount", "line", "remark")
        self._heads(sheet, names, (13, 12, 28, 44, 15, 40, 28))
        last = 3 + _VOUCHERS
        for row in range(4, last + 1):
            self._blank(sheet, row, (0, 2, 3, 5, 6))
            self._blank(sheet, row, (1,), "entry_date")
            self._blank(sheet, row, (4,), "entry_money")
        budget = f"={self._names['notes']}!$B$5:$B${4 + len(self._lines)}"
        sheet.data_validation(4, 5, last, 5, {"validate": "list", "source": budget})
        self._amounts_only(sheet, (4, 4, last, 4))
        self._days_only(sheet, (4, 1, last, 1))
        sheet.print_area(0, 0, last, 6)
        sheet.write(1, 3, text("own_form.rows.total"), self._formats["line"])
        self._formula(sheet, 1, 4, f"SUM(E5:E{last + 1})", "line_money")

    def _signoff(self) -> None:
        sheet = self._sheets["signoff"]
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 60)
        sheet.write(2, 0, text("own_form.fields.management"), self._formats["line"])
        for row, name in enumerate(("name", "position", "place"), start=3):
            self._field(sheet, row, name)
        self._field(sheet, 6, "date", "entry_date")
        self._field(sheet, 7, "signature")
        sheet.set_row(7, 3 * _ROW)
        sheet.write(9, 0, text("own_form.fields.auditor"), self._formats["line"])
        for row, name in enumerate(("firm", "firm_cvr", "auditor_name"), start=10):
            self._field(sheet, row, name)
        self._field(sheet, 13, "date", "entry_date")
        self._field(sheet, 14, "opinion")
