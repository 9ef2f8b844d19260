"""The lists of a form planned: its notes, its vouchers, and those whose pay is in the budget."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from budgetdesk.domain.money import Money
from budgetdesk.templates.book import Book, Sheet
from budgetdesk.templates.cell_plan import CellPlanner
from budgetdesk.templates.content import Content, LineContent, VoucherContent
from budgetdesk.templates.form import Form, Table
from budgetdesk.templates.matching import Matches, match
from budgetdesk.templates.places import Place
from budgetdesk.templates.plans import Lack, Unplaced
from budgetdesk.templates.words import Vocabulary, fold


class ListPlanner(CellPlanner):
    """Plans the tables whose rows have no names of their own."""

    def __init__(self, book: Book, form: Form, content: Content, *, merge: bool) -> None:
        super().__init__(book, content)
        self._form, self._merge = form, merge
        self._lacks: list[Lack] = []
        self._matches: Matches = match(form, content.lines, content.sources)
        self._used_fields: set[str] = set()

    def _notes(self, sheet: Sheet, table: Table) -> None:
        note = next(column for column in table.columns if column.role == "note")
        subject = table.column("subject", "line")
        free = self._free_notes()
        for row in table.rows:
            where = Place(row.row, note.column)
            if row.role == "line":
                line = self._matches.lines.get(fold(row.label))
                said = line.note if line else ""
                self.put(sheet, where, f"notes.{fold(row.label)}", row.label, said)
            elif row.role == "free" and subject is not None and (own := next(free, None)):
                self.put(sheet, Place(row.row, subject.column), "notes.subject", own[0], own[0])
                self.put(sheet, where, "notes.text", own[0], own[1])

    def _free_notes(self) -> Iterator[tuple[str, str]]:
        fields, number = self.content.fields, 1
        while f"notes.free{number}.text" in fields:
            subject, said = f"notes.free{number}.subject", f"notes.free{number}.text"
            self._used_fields |= {subject, said}
            yield fields.get(subject, ""), fields[said]
            number += 1

    def _vouchers(self, sheet: Sheet, table: Table) -> None:
        rows, vouchers = [row.row for row in table.rows], self.content.vouchers
        if len(vouchers) > len(rows) and self._merge:  # rows of different lines cannot be one
            left = str(len(vouchers) - len(rows))
            self.unplaced.append(Unplaced(code="vouchers_left", label=sheet.name, value=left))
        elif len(vouchers) > len(rows):
            lack = Lack(
                sheet=sheet.name,
                label=sheet.name,
                rows=tuple(rows),
                count=len(vouchers) - len(rows),
            )
            self._lacks.append(lack)
        for number, (row, voucher) in enumerate(zip(rows, vouchers, strict=False), start=1):
            self._voucher(sheet, table, row, f"{table.kind}.row{number}", voucher)

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
                self.put(sheet, where, f"{name}.{role}", voucher.number, value)

    def _salary(self, sheet: Sheet, table: Table) -> None:
        """Hours and rates of those whose pay is in the budget; as many as there are rows for."""
        paid = [
            (detail, detail.unit_price)
            for line in self._matches.lines.values()
            if self._group(line) == "salary"
            for detail in line.details
            if detail.unit_price and detail.units
        ]
        for number, (row, (detail, rate)) in enumerate(
            zip(table.rows, paid, strict=False), start=1
        ):
            name, at = f"salary.row{number}", row.row
            initials = f"salary.{fold(detail.text)}.initials"
            self._used_fields.add(initials)
            for role, said in (
                ("function", detail.text),
                ("initials", self.content.fields.get(initials)),
            ):
                if column := table.column(role):
                    self.put(sheet, Place(at, column.column), f"{name}.{role}", detail.text, said)
            for column in table.columns:
                year = self.year(column)
                amount = detail.amounts.get(year) if year else detail.total
                if amount and column.role in ("hours", "rate"):
                    worth = _hours(amount, rate) if column.role == "hours" else rate
                    field = f"{name}.year{self.year(column)}.{column.role}"
                    self.put(sheet, Place(at, column.column), field, detail.text, worth)

    def _group(self, line: LineContent) -> str:
        return line.group or Vocabulary().group(line.label).name


def _hours(amount: Money, rate: Money) -> Decimal:
    return Decimal(f"{Decimal(amount.ore) / Decimal(rate.ore):.8g}").normalize() + 0
