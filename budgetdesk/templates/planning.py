"""What goes into which cell of a form: planned as a whole before a byte is changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from msgspec.structs import replace

from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value
from budgetdesk.templates.book import Book, Sheet
from budgetdesk.templates.content import (
    ALL_YEARS,
    Content,
    DetailContent,
    LineContent,
    PostContent,
    SourceContent,
    VoucherContent,
)
from budgetdesk.templates.form import Column, Field, Form, Row, Table, is_input
from budgetdesk.templates.matching import Assumption, Matches, details_of, match
from budgetdesk.templates.patch import NewValue
from budgetdesk.templates.places import Place, place
from budgetdesk.templates.words import Vocabulary, fold, words
from budgetdesk.text import danish, text

RowChoice = Literal["auto", "insert", "merge"]

_POST_ROLES: Final = ("applied", "final", "approved", "actual")
_MONEY_FIELDS: Final = {
    "project.total_applied": "applied",
    "project.total_final": "final",
    "project.total": "final",
}


class Write(Value):
    """A value for a cell; `kind` is amount, number, date or text."""

    field: str
    sheet: str
    cell: str
    label: str
    value: str | int | Money | Decimal


class Expected(Value):
    """What a formula must come to when the program and the form agree."""

    field: str
    sheet: str
    cell: str
    label: str
    amount: Money


class Lack(Value):
    """A block of rows that is too short: `count` rows more are needed below row `after`."""

    sheet: str
    label: str
    rows: tuple[int, ...]
    count: int


class Unplaced(Value):
    """Content the form has no place for. The text is `templates.unplaced.<code>`."""

    code: str
    label: str
    value: str = ""


class Plan(Value):
    """All writes, and what stands in their way."""

    writes: tuple[Write, ...]
    expected: tuple[Expected, ...]
    lacks: tuple[Lack, ...]
    unplaced: tuple[Unplaced, ...]
    assumed: tuple[Assumption, ...]


def plan(
    book: Book, form: Form, content: Content, *, merge: bool = False, is_whole: bool = False
) -> Plan:
    """The plan for a form; with `merge`, rows that are too many are drawn together in the last.

    With `is_whole` every field the form does not ask for is named: when a form is converted.
    """
    planner = _Planner(book, form, content, merge=merge)
    return planner.plan(is_whole=is_whole)


class _Planner:
    """Goes through the form from table to table, noting what goes where."""

    def __init__(self, book: Book, form: Form, content: Content, *, merge: bool) -> None:
        self._book, self._form, self._content, self._merge = book, form, content, merge
        self._writes: dict[tuple[str, str], Write] = {}
        self._expected: list[Expected] = []
        self._lacks: list[Lack] = []
        self._unplaced: list[Unplaced] = []
        self._matches: Matches = match(form, content.lines, content.sources)
        self._has_notes = any(True for _ in form.of_kind("notes"))
        self._used_fields: set[str] = set()
        self._free = list(self._matches.homeless)
        self._placed_years: dict[str, set[int]] = {}

    def plan(self, *, is_whole: bool) -> Plan:
        for table in self._form.tables:
            sheet = self._book.sheet(table.sheet)
            match table.kind:
                case "lines":
                    self._lines(sheet, table)
                case "notes":
                    self._notes(sheet, table)
                case "vouchers":
                    self._vouchers(sheet, table)
                case _:
                    self._salary(sheet, table)
        for field in self._form.fields:
            self._field(self._book.sheet(field.sheet), field)
        self._note_what_is_left()
        if is_whole:
            self._note_fields_left()
        return Plan(
            writes=tuple(self._writes.values()),
            expected=tuple(self._expected),
            lacks=tuple(self._lacks),
            unplaced=tuple(self._unplaced),
            assumed=self._matches.assumed,
        )

    # --- cells --------------------------------------------------------------------------------

    def _put(
        self,
        sheet: Sheet,
        where: Place,
        field: str,
        label: str,
        value: str | Money | Decimal | date | None,
    ) -> bool:
        """Plans a value for a cell that may be filled in; a formula's amount is only expected."""
        if value is None or value == "":
            return False
        merged = sheet.covered.get(where)
        where = merged.first if merged else where
        if not is_input(self._book, sheet, where):
            if isinstance(value, Money) and sheet.at(where).formula is not None:
                self._expected.append(
                    Expected(field=field, sheet=sheet.name, cell=where.name, label=label, amount=value)
                )
            return False
        written = self._as_cell(sheet, where, value)
        if isinstance(written, str) and (entries := self._book.entries(sheet, where)):
            chosen = next((each for each in entries if fold(each) == fold(written)), None)
            if chosen is None:
                self._unplaced.append(Unplaced(code="not_a_choice", label=label, value=written))
                return False
            written = chosen
        self._writes[(sheet.name, where.name)] = Write(
            field=field, sheet=sheet.name, cell=where.name, label=label, value=written
        )
        return True

    def _as_cell(
        self, sheet: Sheet, where: Place, value: str | Money | Decimal | date
    ) -> str | int | Money | Decimal:
        if not isinstance(value, date):
            return value
        style = self._book.style(sheet.at(where))
        return self._book.serial(value) if style.is_date else danish(value)

    # --- tables of lines and sources -----------------------------------------------------------

    def _lines(self, sheet: Sheet, table: Table) -> None:
        sums: dict[int, Money] = {}
        posts: list[PostContent] = []
        for row in table.rows:
            line: LineContent | SourceContent | None
            match row.role:
                case "line":
                    line = self._matches.lines.get(fold(row.label))
                    if line is not None:
                        self._details(sheet, table, row, line)
                case "source":
                    line = self._matches.sources.get(fold(row.label))
                case "free":
                    line = self._free_line(sheet, table, row)
                case "total":
                    self._row(sheet, table, row, sums, _sum_of(posts), is_total=True)
                    sums, posts = {}, []
                    continue
                case _:
                    continue
            if line is not None:
                if not line.amounts and next(table.years(), None) and _worth(line, self._content):
                    self._no_year(row.label, ALL_YEARS, _worth(line, self._content))
                self._row(sheet, table, row, line.amounts, _complete(line, self._content))
                self._line_note(sheet, table, row, line)
                sums = _added(sums, line.amounts)
                posts.append(_complete(line, self._content))

    def _free_line(self, sheet: Sheet, table: Table, row: Row) -> LineContent | None:
        column = table.column("line", "text")
        if row.is_income or not self._free or column is None:
            return None
        line = self._free[0]
        if self._put(sheet, Place(row.row, column.column), "budget.free.text", "", line.label):
            return self._free.pop(0)
        return None

    def _row(
        self,
        sheet: Sheet,
        table: Table,
        row: Row,
        amounts: Mapping[int, Money],
        post: PostContent,
        *,
        is_total: bool = False,
    ) -> None:
        side = "finance" if row.is_income else "budget"
        name = f"{side}.total" if is_total else f"{side}.{fold(row.label)}"
        self._amounts(sheet, table, row.row, name, row.label, amounts)
        self._post(sheet, table, row, name, post)

    def _amounts(
        self, sheet: Sheet, table: Table, row: int, name: str, label: str, amounts: Mapping[int, Money]
    ) -> None:
        total = Money.total(amounts.values())
        columns = list(table.years())
        for column in columns:
            year = self._year(column)
            if year in amounts:
                self._put(sheet, Place(row, column.column), f"{name}.year{year}", label, amounts[year])
        if columns:
            self._placed_years.setdefault(name, set()).update(filter(None, map(self._year, columns)))
            lost = sorted(set(amounts) - {self._year(column) for column in columns})
            for year in lost:
                self._no_year(label, year, amounts[year])
        else:
            only = table.column("amount")
            if only is not None and amounts:
                self._put(sheet, Place(row, only.column), f"{name}.amount", label, total)
        last = table.column("total")
        if last is not None and amounts:
            self._put(sheet, Place(row, last.column), f"{name}.total", label, total)

    def _no_year(self, label: str, year: int, amount: Money) -> None:
        code = "no_year" if year else "no_years"
        lost = Unplaced(code=code, label=label, value=f"{year or ''} {danish(amount)}".strip())
        if lost not in self._unplaced:
            self._unplaced.append(lost)

    def _year(self, column: Column) -> int | None:
        if column.year is not None:
            return column.year
        first = self._content.first_year
        return first + column.ordinal - 1 if first and column.ordinal else None

    def _post(self, sheet: Sheet, table: Table, row: Row, name: str, post: PostContent) -> None:
        for role in _POST_ROLES:
            column = table.column(role)
            if column is not None:
                amount = getattr(post, role)
                self._put(sheet, Place(row.row, column.column), f"{name}.{role}", row.label, amount)
        explanation = table.column("explanation")
        if explanation is not None:
            where = Place(row.row, explanation.column)
            self._put(sheet, where, f"{name}.explanation", row.label, post.explanation)
        self._deviation(sheet, table, row, name, post)

    def _deviation(self, sheet: Sheet, table: Table, row: Row, name: str, post: PostContent) -> None:
        budgets = {"approved": post.approved, "final": post.final, "applied": post.applied}
        held = [amount for role, amount in budgets.items() if table.column(role)]
        budget = held[0] if held else post.final
        if post.actual is None or budget is None:
            return
        deviation, percent = budget - post.actual, table.column("percent")
        if column := table.column("deviation"):
            where = Place(row.row, column.column)
            self._put(sheet, where, f"{name}.deviation", row.label, deviation)
        share = deviation.percent_of(budget)
        if percent is not None and share is not None:
            where = Place(row.row, percent.column)
            is_share = self._book.style(sheet.at(where)).is_percent
            self._put(sheet, where, f"{name}.percent", row.label, share / 100 if is_share else share)

    def _line_note(
        self, sheet: Sheet, table: Table, row: Row, line: LineContent | SourceContent
    ) -> None:
        column = table.column("note")
        if column is None or not line.note:
            return
        if self._has_notes and row.role == "line":
            return
        where = Place(row.row, column.column)
        if self._put(sheet, where, f"note.{fold(row.label)}", row.label, line.note):
            return
        below = next((r for r in table.rows if r.owner == row.row), None)
        if below is not None and (sheet.name, Place(below.row, column.column).name) not in self._writes:
            where = Place(below.row, column.column)
            self._put(sheet, where, f"note.{fold(row.label)}", row.label, line.note)

    # --- the rows behind a line -----------------------------------------------------------------

    def _details(self, sheet: Sheet, table: Table, owner: Row, line: LineContent) -> None:
        rows = [row.row for row in table.rows if row.owner == owner.row]
        if not rows:
            return
        details = [self._named_rest(each, line) for each in details_of(line)]
        if len(details) > len(rows):
            if not self._merge:
                missing = len(details) - len(rows)
                lack = Lack(sheet=sheet.name, label=owner.label, rows=tuple(rows), count=missing)
                self._lacks.append(lack)
            details = [*details[: len(rows) - 1], _drawn_together(details[len(rows) - 1 :])]
        for number, (row, detail) in enumerate(zip(rows, details, strict=False), start=1):
            self._detail(sheet, table, row, f"budget.{fold(owner.label)}.row{number}", detail)

    def _named_rest(self, detail: DetailContent, line: LineContent) -> DetailContent:
        """What details leave over of their line's amount is called so, and not by the line's name."""
        if line.details and detail not in line.details:
            return replace(detail, text=text("templates.rest", line=line.label))
        return detail

    def _detail(
        self, sheet: Sheet, table: Table, row: int, name: str, detail: DetailContent
    ) -> None:
        values: Mapping[str, str | Money | Decimal | None] = {
            "unit": detail.unit,
            "units": detail.units,
            "unit_price": detail.unit_price,
            "note": detail.note,
        }
        texts = table.column("text") or table.column("line")
        if texts is not None:
            self._put(sheet, Place(row, texts.column), f"{name}.text", detail.text, detail.text)
        for role, value in values.items():
            column = table.column(role)
            if column is not None:
                self._put(sheet, Place(row, column.column), f"{name}.{role}", detail.text, value)
        self._amounts(sheet, table, row, name, detail.text, detail.amounts)

    # --- notes, vouchers, pay --------------------------------------------------------------------

    def _notes(self, sheet: Sheet, table: Table) -> None:
        note, subject = table.column("note"), table.column("subject", "line")
        free = self._free_notes()
        for row in table.rows:
            if note is None:
                continue
            where = Place(row.row, note.column)
            if row.role == "line":
                line = self._matches.lines.get(fold(row.label))
                said = line.note if line else ""
                self._put(sheet, where, f"notes.{fold(row.label)}", row.label, said)
            elif row.role == "free" and subject is not None and (own := next(free, None)):
                self._put(sheet, Place(row.row, subject.column), "notes.subject", own[0], own[0])
                self._put(sheet, where, "notes.text", own[0], own[1])

    def _free_notes(self) -> Iterator[tuple[str, str]]:
        fields, number = self._content.fields, 1
        while f"notes.free{number}.text" in fields:
            subject, said = f"notes.free{number}.subject", f"notes.free{number}.text"
            self._used_fields |= {subject, said}
            yield fields.get(subject, ""), fields[said]
            number += 1

    def _vouchers(self, sheet: Sheet, table: Table) -> None:
        rows, vouchers = [row.row for row in table.rows], self._content.vouchers
        if len(vouchers) > len(rows) and self._merge:  # rows of different lines cannot be one
            left = str(len(vouchers) - len(rows))
            self._unplaced.append(Unplaced(code="vouchers_left", label=sheet.name, value=left))
        elif len(vouchers) > len(rows):
            lack = Lack(
                sheet=sheet.name,
                label=sheet.name,
                rows=tuple(rows),
                count=len(vouchers) - len(rows),
            )
            self._lacks.append(lack)
        for number, (row, voucher) in enumerate(zip(rows, vouchers, strict=False), start=1):
            self._voucher(sheet, table, row, f"vouchers.row{number}", voucher)

    def _voucher(
        self, sheet: Sheet, table: Table, row: int, name: str, voucher: VoucherContent
    ) -> None:
        values: Mapping[str, str | Money | date | None] = {
            "voucher": voucher.number,
            "date": voucher.day,
            "supplier": voucher.supplier,
            "text": voucher.text,
            "amount": voucher.amount,
            "line": self._matches.labels.get(fold(voucher.line), voucher.line),
            "remark": voucher.remark,
        }
        for role, value in values.items():
            column = table.column(role, "total") if role == "amount" else table.column(role)
            if column is not None:
                where = Place(row, column.column)
                self._put(sheet, where, f"{name}.{role}", voucher.number, value)

    def _salary(self, sheet: Sheet, table: Table) -> None:
        """Hours and rates of those whose pay is in the budget; as many as there are rows for."""
        paid = [
            (detail, detail.unit_price)
            for line in self._matches.lines.values()
            if self._group(line) == "salary"
            for detail in line.details
            if detail.unit_price and detail.units
        ]
        for number, (row, (detail, rate)) in enumerate(zip(table.rows, paid, strict=False), start=1):
            name, at = f"salary.row{number}", row.row
            initials = f"salary.{fold(detail.text)}.initials"
            self._used_fields.add(initials)
            for role, said in (
                ("function", detail.text),
                ("initials", self._content.fields.get(initials)),
            ):
                if column := table.column(role):
                    self._put(sheet, Place(at, column.column), f"{name}.{role}", detail.text, said)
            for column in table.columns:
                amount = detail.amounts.get(self._year(column) or ALL_YEARS)
                if amount and column.role in ("hours", "rate"):
                    worth = _hours(amount, rate) if column.role == "hours" else rate
                    field = f"{name}.year{self._year(column)}.{column.role}"
                    self._put(sheet, Place(at, column.column), field, detail.text, worth)

    def _group(self, line: LineContent) -> str:
        return line.group or Vocabulary().group(line.label).name

    # --- single fields ---------------------------------------------------------------------------

    def _field(self, sheet: Sheet, field: Field) -> None:
        value = self._field_value(field)
        if value is not None and field.name in self._content.fields:
            self._used_fields.add(field.name)
        self._put(sheet, place(field.cell), field.name, field.label, value)

    def _field_value(self, field: Field) -> str | date | Money | None:
        fields = self._content.fields
        if field.name in _MONEY_FIELDS:
            role = _MONEY_FIELDS[field.name]
            posts = [_complete(line, self._content) for line in self._content.lines]
            found = [value for post in posts if (value := getattr(post, role)) is not None]
            return Money.total(found) if found else None
        if field.kind == "period":
            return self._period()
        if field.name == "signoff.signer" and "signoff.signer" not in fields:
            names = ("signoff.management_name", "signoff.management_title")
            return ", ".join(fields[name] for name in names if fields.get(name))
        said = fields.get(field.name)
        if said and field.kind == "date":
            return date.fromisoformat(said)
        return said if field.kind == "text" else None

    def _period(self) -> str | None:
        self._used_fields.add("project.period")
        fields = self._content.fields
        if said := fields.get("project.period"):
            return said
        if not (fields.get("project.start") and fields.get("project.end")):
            return None
        days = (date.fromisoformat(fields[f"project.{end}"]) for end in ("start", "end"))
        start, end = map(long_day, days)
        return f"{start} - {end}"

    def _note_what_is_left(self) -> None:
        self._unplaced += [
            Unplaced(code="line", label=line.label, value=danish(_worth(line, self._content)))
            for line in self._free
        ]
        self._unplaced += [
            Unplaced(code="source", label=each.label or each.source.value, value=danish(each.total))
            for each in self._matches.unpaid
            if each.amounts or each.post.actual
        ]
        if self._content.vouchers and not any(self._form.of_kind("vouchers")):
            count = str(len(self._content.vouchers))
            self._unplaced.append(Unplaced(code="vouchers", label="", value=count))

    def _note_fields_left(self) -> None:
        placed = {write.field for write in self._writes.values()} | self._used_fields
        derived = {"project.start", "project.end", "project.period"}
        if self._form.field("project.start") or self._form.field("project.period"):
            placed |= derived
        if self._form.field("signoff.signer"):
            placed |= {"signoff.management_name", "signoff.management_title"}
        if self._form.field("signoff.management_name"):
            placed.add("signoff.signer")
        self._unplaced += [
            Unplaced(code="field", label=field_label(name), value=said)
            for name, said in self._content.fields.items()
            if said and name not in placed and name not in _MONEY_FIELDS
        ]


def long_day(day: date) -> str:
    """A day in words: 1. december 2019."""
    return f"{day.day}. {text('templates.months').split()[day.month - 1]} {day.year}"


def field_label(name: str) -> str:
    """What a field is called: the first label it is known by; else its own name."""
    known = (each.labels[0] for each in words().fields if each.name == name)
    return next(known, name)


def cell_value(value: str | int | Money | Decimal) -> NewValue:
    """A planned value as a cell holds it; amounts in kroner."""
    if isinstance(value, Money):
        return Decimal(value.ore) / 100
    return Decimal(value) if isinstance(value, int) else value


def _complete(line: LineContent | SourceContent, content: Content) -> PostContent:
    """What the account says of a line, its budgets filled in from the one budget there is."""
    post = line.post
    budget = line.total if line.amounts else None
    first = lambda *found: next((each for each in found if each is not None), None)  # noqa: E731
    final = first(post.final, post.approved, budget)
    actual = post.actual
    if actual is None and content.has_account and final:
        actual = Money(0)
    return PostContent(
        applied=first(post.applied, budget),
        final=final,
        approved=first(post.approved, post.final, budget),
        actual=actual,
        explanation=post.explanation,
    )


def _worth(line: LineContent | SourceContent, content: Content) -> Money:
    """The budget of a line, by year or as a whole."""
    return _complete(line, content).final or Money(0)


def _sum_of(posts: Sequence[PostContent]) -> PostContent:
    def total(name: str) -> Money | None:
        found = [value for each in posts if (value := getattr(each, name)) is not None]
        return Money.total(found) if found else None

    return PostContent(**{name: total(name) for name in _POST_ROLES})


def _added(sums: Mapping[int, Money], amounts: Mapping[int, Money]) -> dict[int, Money]:
    both = {year: sums.get(year, Money(0)) + amounts.get(year, Money(0)) for year in {**sums, **amounts}}
    return dict(sorted(both.items()))


def _drawn_together(details: Sequence[DetailContent]) -> DetailContent:
    if len(details) == 1:
        return details[0]
    amounts: dict[int, Money] = {}
    for each in details:
        amounts = _added(amounts, each.amounts)
    return DetailContent(
        text="; ".join(each.text for each in details if each.text),
        amounts=amounts,
        note="; ".join(each.note for each in details if each.note),
    )


def _hours(amount: Money, rate: Money) -> Decimal:
    return Decimal(f"{Decimal(amount.ore) / Decimal(rate.ore):.8g}").normalize() + 0
