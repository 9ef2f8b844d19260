"""What goes into which cell of a form: planned as a whole before a byte is changed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from budgetdesk.domain.money import Money
from budgetdesk.templates.book import Book, Sheet
from budgetdesk.templates.content import (
    ALL_YEARS,
    Content,
    DetailContent,
    LineContent,
    PostContent,
    SourceContent,
    project_field,
)
from budgetdesk.templates.form import Field, Form, Row, Table
from budgetdesk.templates.list_plan import ListPlanner
from budgetdesk.templates.matching import details_of
from budgetdesk.templates.places import Place, place
from budgetdesk.templates.plans import (
    Lack,
    Plan,
    Unplaced,
    field_label,
    long_day,
)
from budgetdesk.templates.sums import added, complete, drawn_together, priced, sum_of, worth
from budgetdesk.templates.words import fold
from budgetdesk.text import danish, text

_POST_ROLES: Final = ("applied", "final", "approved", "actual")
_MONEY_FIELDS: Final = {
    project_field("total_applied"): "applied",
    project_field("total_final"): "final",
    project_field("total"): "final",
}


def plan(
    book: Book, form: Form, content: Content, *, merge: bool = False, is_whole: bool = False
) -> Plan:
    """The plan for a form; with `merge`, rows that are too many are drawn together in the last.

    With `is_whole` every field the form does not ask for is named: when a form is converted.
    """
    planner = _Planner(book, form, content, merge=merge)
    return planner.plan(is_whole=is_whole)


class _Planner(ListPlanner):
    """Goes through the form from table to table, noting what goes where."""

    def __init__(self, book: Book, form: Form, content: Content, *, merge: bool) -> None:
        super().__init__(book, form, content, merge=merge)
        self._has_notes = any(True for _ in form.of_kind("notes"))
        self._free = list(self._matches.homeless)

    def plan(self, *, is_whole: bool) -> Plan:
        for table in self._form.tables:
            sheet = self.book.sheet(table.sheet)
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
            self._field(self.book.sheet(field.sheet), field)
        self._note_what_is_left()
        if is_whole:
            self._note_fields_left()
        return Plan(
            writes=tuple(self.writes.values()),
            expected=tuple(self.expected),
            lacks=tuple(self._lacks),
            unplaced=tuple(self.unplaced),
            assumed=self._matches.assumed,
        )

    # --- tables of lines and sources -----------------------------------------------------------

    def _lines(self, sheet: Sheet, table: Table) -> None:
        sums: dict[int, Money] = {}
        posts: list[PostContent] = []
        for row in table.rows:
            if row.role == "total":
                figures = replace(sum_of(posts), explanation="")
                self._row(sheet, table, row, sums, figures)
                sums, posts = {}, []
            elif (line := self._content_of(sheet, table, row)) is not None:
                self._whole_line(sheet, table, row, line)
                sums = added(sums, line.amounts)
                posts.append(complete(line, self.content))

    def _content_of(
        self, sheet: Sheet, table: Table, row: Row
    ) -> LineContent | SourceContent | None:
        match row.role:
            case "line":
                return self._matches.lines.get(fold(row.label))
            case "source":
                return self._matches.sources.get(fold(row.label))
            case "free":
                return self._free_line(sheet, table, row)
            case _:
                return None

    def _whole_line(
        self, sheet: Sheet, table: Table, row: Row, line: LineContent | SourceContent
    ) -> None:
        budget = worth(line, self.content)
        if not line.amounts and next(table.years(), None) and budget:
            self.no_year(row.label, ALL_YEARS, budget)
        if isinstance(line, LineContent):
            self._details(sheet, table, row, line)
            if table.is_by_price and not any(each.owner == row.row for each in table.rows):
                self._priced(sheet, table, row, line)
        self._row(sheet, table, row, line.amounts, complete(line, self.content))
        self._line_note(sheet, table, row, line)

    def _priced(self, sheet: Sheet, table: Table, row: Row, line: LineContent) -> None:
        """A line as units at a price."""
        details = list(details_of(line))
        one = priced(details[0] if len(details) == 1 else drawn_together(details))
        for role, value in (("units", one.units), ("unit_price", one.unit_price)):
            for column in (each for each in table.columns if each.role == role):
                field = f"budget.{fold(row.label)}.{role}"
                self.put(sheet, Place(row.row, column.column), field, row.label, value)

    def _free_line(self, sheet: Sheet, table: Table, row: Row) -> LineContent | None:
        column = table.column("line", "text")
        if row.is_income or not self._free or column is None:
            return None
        line = self._free[0]
        if self.put(
            sheet, Place(row.row, column.column), f"{table.kind}.row{row.row}.text", "", line.label
        ):
            return self._free.pop(0)
        return None

    def _row(
        self,
        sheet: Sheet,
        table: Table,
        row: Row,
        amounts: Mapping[int, Money],
        post: PostContent,
    ) -> None:
        side = "finance" if row.is_income else "budget"
        name = f"{side}.total" if row.role == "total" else f"{side}.{fold(row.label)}"
        self.amounts(sheet, table, row.row, name, row.label, amounts)
        self._post(sheet, table, row, name, post)

    def _post(self, sheet: Sheet, table: Table, row: Row, name: str, post: PostContent) -> None:
        for role in _POST_ROLES:
            column = table.column(role)
            if column is not None:
                amount = getattr(post, role)
                self.put(sheet, Place(row.row, column.column), f"{name}.{role}", row.label, amount)
        explanation = table.column("explanation")
        if explanation is not None:
            where = Place(row.row, explanation.column)
            self.put(sheet, where, f"{name}.explanation", row.label, post.explanation)
        self._deviation(sheet, table, row, name, post)

    def _deviation(
        self, sheet: Sheet, table: Table, row: Row, name: str, post: PostContent
    ) -> None:
        budgets = {"approved": post.approved, "final": post.final, "applied": post.applied}
        held = [amount for role, amount in budgets.items() if table.column(role)]
        budget = held[0] if held else post.final
        if post.actual is None or budget is None:
            return
        deviation, percent = budget - post.actual, table.column("percent")
        if column := table.column("deviation"):
            where = Place(row.row, column.column)
            self.put(sheet, where, f"{name}.deviation", row.label, deviation)
        share = deviation.percent_of(budget)
        if percent is not None and share is not None:
            where = Place(row.row, percent.column)
            is_share = self.book.style(sheet.at(where)).is_percent
            self.put(sheet, where, f"{name}.percent", row.label, share / 100 if is_share else share)

    def _line_note(
        self, sheet: Sheet, table: Table, row: Row, line: LineContent | SourceContent
    ) -> None:
        column = table.column("note")
        if column is None or not line.note:
            return
        if self._has_notes and row.role == "line":
            return
        where = Place(row.row, column.column)
        if self.put(sheet, where, f"note.{fold(row.label)}", row.label, line.note):
            return
        for below in table.rows:
            where = Place(below.row, column.column)
            if below.owner == row.row and (sheet.name, where.name) not in self.writes:
                self.put(sheet, where, f"note.{fold(row.label)}", row.label, line.note)
                return
        self.unplaced.append(Unplaced(code="note", label=row.label, value=line.note))

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
            details = [*details[: len(rows) - 1], drawn_together(details[len(rows) - 1 :])]
        for number, (row, detail) in enumerate(zip(rows, details, strict=False), start=1):
            name = f"budget.{fold(owner.label)}.row{number}"
            self._detail(sheet, table, row, name, priced(detail) if table.is_by_price else detail)

    def _named_rest(self, detail: DetailContent, line: LineContent) -> DetailContent:
        """What details leave over of their line's amount is called so."""
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
            "text": detail.text,
        }
        for role, value in values.items():
            column = table.column("text", "line") if role == "text" else table.column(role)
            if column is not None:
                self.put(sheet, Place(row, column.column), f"{name}.{role}", detail.text, value)
        self.amounts(sheet, table, row, name, detail.text, detail.amounts)

    # --- single fields ---------------------------------------------------------------------------

    def _field(self, sheet: Sheet, field: Field) -> None:
        value = self._field_value(field)
        if value is not None and field.name in self.content.fields:
            self._used_fields.add(field.name)
        self.put(sheet, place(field.cell), field.name, field.label, value)

    def _field_value(self, field: Field) -> str | date | Money | None:
        fields = self.content.fields
        if field.name in _MONEY_FIELDS:
            role = _MONEY_FIELDS[field.name]
            posts = [complete(line, self.content) for line in self.content.lines]
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
        fields = self.content.fields
        if said := fields.get("project.period"):
            return said
        if not (fields.get("project.start") and fields.get("project.end")):
            return None
        days = (date.fromisoformat(fields[f"project.{end}"]) for end in ("start", "end"))
        start, end = map(long_day, days)
        return f"{start} - {end}"

    def _note_what_is_left(self) -> None:
        self.unplaced += [
            Unplaced(code="line", label=line.label, value=danish(worth(line, self.content)))
            for line in self._free
        ]
        self.unplaced += [
            Unplaced(code="source", label=each.label or each.source.value, value=danish(each.total))
            for each in self._matches.unpaid
            if each.amounts or each.post.actual
        ]
        if self.content.vouchers and not any(self._form.of_kind("vouchers")):
            count = str(len(self.content.vouchers))
            self.unplaced.append(Unplaced(code="vouchers", label="", value=count))

    def _note_fields_left(self) -> None:
        placed = {write.field for write in self.writes.values()} | self._used_fields
        derived = {"project.start", "project.end", "project.period"}
        if self._form.field("project.start") or self._form.field("project.period"):
            placed |= derived
        if self._form.field("signoff.signer"):
            placed |= {"signoff.management_name", "signoff.management_title"}
        if self._form.field("signoff.management_name"):
            placed.add("signoff.signer")
        self.unplaced += [
            Unplaced(code="field", label=field_label(name), value=said)
            for name, said in self.content.fields.items()
            if said and name not in placed and name not in _MONEY_FIELDS
        ]
