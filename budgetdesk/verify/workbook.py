"""The account workbook's own voucher list, summed again."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from budgetdesk.text import text


def voucher_sums(path: Path) -> Mapping[int, int]:
    """What the list's rows come to in øre, by the number of the account line they are on.

    Empty when the workbook holds no such list.
    """
    box, line, amount = (
        text(f"documents.column.{key}") for key in ("box", "target_number", "amount")
    )
    on_lines = text("documents.box.line")
    sums: defaultdict[int, int] = defaultdict(int)
    columns: dict[str, int] = {}
    for row in _rows(path):
        if not columns:
            if {box, line, amount} <= set(row):
                columns = {key: row.index(key) for key in (box, line, amount)}
        elif row[columns[box]] == on_lines:
            sums[int(float(str(row[columns[line]])))] += _ore(row[columns[amount]])
    return sums


def _rows(path: Path) -> list[list[object]]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheet = book.get_sheet_by_name(text("documents.sheet.vouchers"))
    except CalamineError:
        return []
    return [list(row) for row in sheet.to_python()]


def _ore(cell: object) -> int:
    """Whole øre of a cell in kroner, which a workbook keeps as a binary number."""
    return int((Decimal(str(cell)) * 100).to_integral_value())
