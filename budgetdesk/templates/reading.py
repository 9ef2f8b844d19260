"""A filled-in form read back: every value with its cell, and every fault by its place."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from msgspec.structs import replace

from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.value import Value
from budgetdesk.templates.book import Book, Sheet, has_content
from budgetdesk.templates.cells import (
    BadCellError,
    Fault,
    day_of,
    money_in,
    number_of,
    text_of,
    written_span,
)
from budgetdesk.templates.content import (
    ALL_YEARS,
    Content,
    DetailContent,
    LineContent,
    PostContent,
    SourceContent,
    VoucherContent,
)
from budgetdesk.templates.form import Column, Field, Form, Row, Table
from budgetdesk.templates.notebook import Item, Notebook, shown_item, shown_money
from budgetdesk.templates.places import Place, place
from budgetdesk.templates.sums import added
from budgetdesk.templates.words import fold

_ACCOUNT_ROLES: Final = ("applied", "final", "approved", "actual")


class Reading(Value):
    """What a workbook holds: value by value, together, and what is wrong with it."""

    form: Form
    items: tuple[Item, ...]
    content: Content
    faults: tuple[Fault, ...]


def read_form(book: Book, form: Form) -> Reading:
    """Reads all that a form holds."""
    return _Reader(book, form).reading()


class _Reader(Notebook):
    """Walks through the tables and fields, noting each value and each fault as it goes."""

    def __init__(self, book: Book, form: Form) -> None:
        super().__init__(book)
        self._form = form
        self._lines: dict[str, LineContent] = {}
        self._sources: dict[str, SourceContent] = {}
        self._vouchers: list[VoucherContent] = []
        self._fields: dict[str, str] = {}

    def reading(self) -> Reading:
        for field in self._form.fields:
            self._field(field)
        self._first_year = self._start_year()
        readers: dict[str, Callable[[Sheet, Table], None]] = {
            "lines": self._table,
            "notes": self._notes,
            "vouchers": self._voucher_list,
            "salary": self._salary,
        }
        for table in self._form.tables:
            readers[table.kind](self.book.sheet(table.sheet), table)
        self._hidden()
        has_account = any(each.post.actual for each in self._lines.values())
        content = Content(
            fields=self._fields,
            lines=tuple(filter(_says_something, self._lines.values())),
            sources=tuple(filter(_says_something, self._sources.values())),
            vouchers=tuple(self._vouchers),
            first_year=self._first_year,
            has_account=has_account or bool(self._vouchers),
        )
        return Reading(
            form=self._form,
            items=tuple(self.items),
            content=content,
            faults=tuple(self.faults),
        )

    def _start_year(self) -> int | None:
        start = self._fields.get("project.start")
        return date.fromisoformat(start).year if start else None

    def _field(self, field: Field) -> None:
        sheet, where = self.book.sheet(field.sheet), place(field.cell)
        name, label = field.name, field.label
        if field.kind == "date":
            day = self.take(
                sheet, where, name, "date", label, lambda: day_of(self.book, sheet, where)
            )
            text = day.isoformat() if day else ""
        elif field.kind == "amount":
            money = self.take(sheet, where, name, "amount", label, lambda: money_in(sheet, where))
            text = str(money.ore) if money else ""
        else:
            text = (
                self.take(sheet, where, name, "text", label, lambda: text_of(sheet.at(where).value))
                or ""
            )
        if field.kind == "period" and text:
            self._period(sheet, where, label, text)
        if text and field.is_input:
            self._fields.setdefault(name, text)

    def _period(self, sheet: Sheet, where: Place, label: str, text: str) -> None:
        try:
            start, end = written_span(text)
        except BadCellError as error:
            self.fault(error.code, sheet, where, label, text)
            return
        self._fields.setdefault("project.start", start.isoformat())
        self._fields.setdefault("project.end", end.isoformat())

    # --- tables -------------------------------------------------------------------------------

    def _table(self, sheet: Sheet, table: Table) -> None:
        owner = ""
        for row in table.rows:
            match row.role:
                case "line":
                    owner = row.label
                    self._line(sheet, table, row, row.label)
                case "source":
                    self._source(sheet, table, row)
                case "detail":
                    self._detail(sheet, table, row, owner)
                case "free":
                    self._free(sheet, table, row)
                case _:
                    self._total(sheet, table, row)

    def _years(self, table: Table) -> Iterator[tuple[int, Column]]:
        found = False
        for column in table.years():
            found = True
            first = self._first_year
            year = column.year or (first + (column.ordinal or 1) - 1 if first else None)
            yield year or (column.ordinal or 1), column
        if not found:
            column_ = table.column("amount") or table.column("total")
            if column_ is not None:
                yield ALL_YEARS, column_

    def _priced(self, sheet: Sheet, table: Table, row: Row, name: str) -> dict[int, Money]:
        """A line's units at their price, where the form has no column for what they come to."""
        if not table.is_by_price:
            return {}
        units = self.number(sheet, row.row, table.column("units"), f"{name}.units", row.label)
        price = self._price(sheet, row.row, table, f"{name}.unit_price", row.label)
        return {ALL_YEARS: price.times(units)} if price and units else {}

    def _amounts(
        self, sheet: Sheet, table: Table, row: Row, name: str, label: str
    ) -> dict[int, Money]:
        amounts = {}
        for year, column in self._years(table):
            key = f"{name}.year{year}.amount" if year else f"{name}.amount"
            money = self.money(sheet, row.row, column, key, label)
            if money:
                amounts[year] = money
        total = table.column("total")
        if total is not None and next(table.years(), None):
            said = self.money(sheet, row.row, total, f"{name}.total", label)
            found = Money.total(amounts.values())
            if said is not None and said != found and amounts:
                self.fault(
                    "does_not_add_up",
                    sheet,
                    Place(row.row, total.column),
                    label,
                    shown_money(said),
                    sum=shown_money(found),
                )
        return amounts

    def _post(self, sheet: Sheet, table: Table, row: Row, name: str) -> PostContent:
        found = {}
        for role in _ACCOUNT_ROLES:
            column = table.column(role)
            if column is not None:
                found[role] = self.money(sheet, row.row, column, f"{name}.{role}", row.label)
        for role in ("deviation", "percent"):
            column = table.column(role)
            if column is not None:
                self._figure(sheet, row, column, f"{name}.{role}")
        explanation = table.column("explanation")
        said = self.text(sheet, row.row, explanation, f"{name}.explanation", row.label)
        return PostContent(**found, explanation=said)

    def _figure(self, sheet: Sheet, row: Row, column: Column, name: str) -> None:
        where = Place(row.row, column.column)
        self.take(sheet, where, name, "number", row.label, lambda: number_of(sheet.at(where).value))

    def _line(self, sheet: Sheet, table: Table, row: Row, label: str) -> None:
        name = f"{_section(table)}.{fold(label)}"
        line = self._lines.setdefault(fold(label), LineContent(label=label, group=row.name))
        if _section(table) == "budget":
            amounts = self._amounts(sheet, table, row, name, label)
            amounts = amounts or self._priced(sheet, table, row, name)
            line = replace(line, amounts=amounts or line.amounts)
        note = self.text(sheet, row.row, table.column("note"), f"{name}.note", label)
        post = _joined(line.post, self._post(sheet, table, row, name))
        self._lines[fold(label)] = replace(line, note=line.note or note, post=post)

    def _source(self, sheet: Sheet, table: Table, row: Row) -> None:
        name = f"finance.{fold(row.label)}"
        source = self._sources.setdefault(
            fold(row.label), SourceContent(source=FundingSource(row.name), label=row.label)
        )
        amounts = {}
        if _section(table) == "budget":
            amounts = self._amounts(sheet, table, row, name, row.label)
        note = self.text(sheet, row.row, table.column("note"), f"{name}.note", row.label)
        post = _joined(source.post, self._post(sheet, table, row, name))
        self._sources[fold(row.label)] = replace(
            source, amounts=amounts or source.amounts, note=source.note or note, post=post
        )

    def _detail(self, sheet: Sheet, table: Table, row: Row, owner: str) -> None:
        line = self._lines[fold(owner)]
        name = f"budget.{fold(owner)}.row{row.row - (row.owner or row.row)}"
        column = table.column("text") or table.column("line")
        text = self.text(sheet, row.row, column, f"{name}.text", owner)
        label = text or owner
        detail = DetailContent(
            text=text,
            unit=self.text(sheet, row.row, table.column("unit"), f"{name}.unit", label),
            units=self.number(sheet, row.row, table.column("units"), f"{name}.units", label),
            unit_price=self._price(sheet, row.row, table, f"{name}.unit_price", label),
            amounts=self._amounts(sheet, table, row, name, label),
            note=self.text(sheet, row.row, table.column("note"), f"{name}.note", label),
        )
        if detail == DetailContent():
            return
        if table.is_by_price and detail.unit_price and detail.units:
            worth = {ALL_YEARS: detail.unit_price.times(detail.units)}
            detail = replace(detail, amounts=worth)
            line = replace(line, amounts=added(line.amounts, worth))
        if not text and detail.amounts:
            where = Place(row.row, column.column if column else 1)
            self.fault("no_text", sheet, where, owner, shown_money(detail.total))
        self._lines[fold(owner)] = replace(line, details=(*line.details, detail))

    def _price(self, sheet: Sheet, row: int, table: Table, name: str, label: str) -> Money | None:
        column = table.column("unit_price")
        return self.money(sheet, row, column, name, label) if column else None

    def _free(self, sheet: Sheet, table: Table, row: Row) -> None:
        """A line that a person named in a free row."""
        column = table.column("line", "source", "text")
        label = self.text(sheet, row.row, column, f"{_section(table)}.row{row.row}.text", "")
        if label and not row.is_income:
            self._line(sheet, table, replace(row, label=label), label)
        elif label:
            self._source(sheet, table, replace(row, label=label, name="other_grant"))

    def _total(self, sheet: Sheet, table: Table, row: Row) -> None:
        side = "finance" if row.is_income else _section(table)
        if _section(table) == "budget":
            self._amounts(sheet, table, row, f"{side}.total", row.label)
        self._post(sheet, table, row, f"{side}.total")

    def _notes(self, sheet: Sheet, table: Table) -> None:
        note = table.column("note")
        for row in table.rows:
            if row.role == "line":
                name = f"notes.{fold(row.label)}"
                said = self.text(sheet, row.row, note, f"{name}.text", row.label)
                line = self._lines.setdefault(
                    fold(row.label), LineContent(label=row.label, group=row.name)
                )
                self._lines[fold(row.label)] = replace(line, note=said or line.note)
            elif row.role == "free":
                name = f"notes.row{row.row - table.bottom}"
                subject = self.text(
                    sheet, row.row, table.column("subject", "line"), f"{name}.subject", ""
                )
                said = self.text(sheet, row.row, note, f"{name}.text", subject)
                number = sum(key.startswith("notes.free") for key in self._fields) // 2 + 1
                if subject or said:
                    self._fields[f"notes.free{number}.subject"] = subject
                    self._fields[f"notes.free{number}.text"] = said

    def _voucher_list(self, sheet: Sheet, table: Table) -> None:
        amount = table.column("amount", "total")
        for number, row in enumerate(table.rows, start=1):
            name, at = f"{table.kind}.row{number}", row.row
            money = self.money(sheet, at, amount, f"{name}.amount", "") if amount else None
            voucher = VoucherContent(
                number=self.text(sheet, at, table.column("voucher"), f"{name}.no", ""),
                day=self.day(sheet, at, table.column("date"), f"{name}.date"),
                supplier=self.text(sheet, at, table.column("supplier"), f"{name}.supplier", ""),
                text=self.text(sheet, at, table.column("text"), f"{name}.text", ""),
                amount=money,
                line=self.text(sheet, at, table.column("line"), f"{name}.line", ""),
                remark=self.text(sheet, at, table.column("remark", "note"), f"{name}.remark", ""),
            )
            if voucher == VoucherContent():
                continue
            if money is None and amount is not None:
                where = Place(at, amount.column)
                if not has_content(sheet.at(where)):
                    self.fault("no_amount", sheet, where, voucher.text or voucher.number)
                continue
            self._vouchers.append(voucher)

    def _salary(self, sheet: Sheet, table: Table) -> None:
        for number, row in enumerate(table.rows, start=1):
            name, at = f"salary.row{number}", row.row
            function = self.text(sheet, at, table.column("function"), f"{name}.function", "")
            initials = self.text(sheet, at, table.column("initials"), f"{name}.initials", function)
            if function and initials:
                self._fields[f"salary.{fold(function)}.initials"] = initials
            for column in table.columns:
                if column.role in ("hours", "rate", "amount"):
                    kind = f"{name}.year{column.year or column.ordinal or ALL_YEARS}.{column.role}"
                    self.number(sheet, at, column, kind, function)

    def _hidden(self) -> None:
        for name in self._form.hidden_sheets:
            sheet = self.book.sheet(name)
            if sheet.rows:
                self.fault("hidden_sheet", sheet, Place(1, 1), name)
        for item in self.items:
            sheet = self.book.sheet(item.sheet)
            if sheet.state == "visible" and item.is_hidden and not item.is_formula:
                self.fault("hidden_cell", sheet, place(item.cell), item.label, shown_item(item))


def _section(table: Table) -> str:
    """Whether a table is a budget, or only tells the account of one made elsewhere."""
    budget = ("amount", "total", "units")
    return "budget" if table.column(*budget) is not None else "account"


def _joined(one: PostContent, other: PostContent) -> PostContent:
    return PostContent(
        applied=one.applied or other.applied,
        final=one.final or other.final,
        approved=one.approved or other.approved,
        actual=one.actual if one.actual is not None else other.actual,
        explanation=one.explanation or other.explanation,
    )


def _says_something(post: LineContent | SourceContent) -> bool:
    """Whether anything was filled in; what only formulas give as zero is nothing."""
    told = post.post
    figures = (told.applied, told.final, told.approved, told.actual)
    details = isinstance(post, LineContent) and post.details
    return bool(
        post.amounts
        or post.note
        or details
        or told.explanation
        or any(f not in (None, ZERO) for f in figures)
    )
