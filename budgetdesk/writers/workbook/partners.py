"""Sheet Opgørelse, a joint project organisation by organisation."""

from typing import Final

from budgetdesk.domain.account import PartnerAccount
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.rules import CofinancingBase
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.vouchers import Box
from budgetdesk.writers.workbook.cells import Cell, Formula, number
from budgetdesk.writers.workbook.formulas import (
    cell,
    minus,
    percent_cell,
    quoted,
    sum_where,
    voucher_sum,
)
from budgetdesk.writers.workbook.sheet import Sheet
from budgetdesk.writers.workbook.sums import summed

_COLUMNS: Final = (
    "partner",
    "budget",
    "actual",
    "eligible",
    "grant",
    "own_share",
    "other_grant",
    "income",
    "own_percent",
)
_AT: Final = {key: place for place, key in enumerate(_COLUMNS)}
_BASES: Final = {
    CofinancingBase.TOTAL_COSTS: "actual",
    CofinancingBase.ELIGIBLE_COSTS: "eligible",
    CofinancingBase.GRANT: "grant",
}
_RECEIVED: Final = {
    "other_grant": FundingSource.OTHER_GRANT,
    "income": FundingSource.INCOME,
}


def write_partners(sheet: Sheet, row: int) -> int:
    """Recipient and partners with what each came to; nothing where there is no partner.

    How the grant is shared is a proposal and typed in: the partners agree on it.
    """
    partners = sheet.book.paper.account.partners
    if not partners:
        return row
    first = row + 2
    rows = [_row(sheet, first + place, place + 1, each) for place, each in enumerate(partners)]
    span = summed(sheet, row, "partners", _COLUMNS, rows)
    sheet.note(span.sums + 1, text("documents.how.partners"))
    return span.after + 1


def _row(sheet: Sheet, row: int, number: int, each: PartnerAccount) -> list[Cell]:
    at = {key: cell(row, place) for key, place in _AT.items()}
    own = str(number)
    yes = quoted(words.yes_or_no(is_yes=True))
    others = minus(at["actual"], at["grant"], at["other_grant"], at["income"])
    cells: dict[str, Cell] = {
        "partner": text("documents.partner", number=number, name=words.given(each.name)),
        "budget": Formula(sum_where("line_budget", line_partner=own), each.budget),
        "actual": Formula(sum_where("line_actual", line_partner=own), each.actual),
        "eligible": Formula(
            sum_where("line_actual", line_partner=own, line_eligible=yes), each.eligible
        ),
        "grant": each.brought(FundingSource.GRANT),
        "own_share": Formula(others, each.brought(FundingSource.OWN)),
        "own_percent": _percent(sheet, at, each),
    }
    sources = {row.source: place for place, row in enumerate(sheet.book.paper.account.funding, 1)}
    for key, source in _RECEIVED.items():
        received = voucher_sum(Box.RECEIVED, str(sources[source]), voucher_partner=own)
        cells[key] = Formula(f"0-{received}", each.brought(source))
    return [cells[key] for key in _COLUMNS]


def _percent(sheet: Sheet, at: dict[str, str], each: PartnerAccount) -> Cell:
    """The own share of what the demand is on; a dash where nothing is demanded.

    What of it does not count follows the organisation's budget, and stands in the formula.
    """
    rule, held = sheet.book.paper.project.rules.cofinancing, each.cofinancing
    if rule is None or held is None:
        return text("documents.none")
    counted, amount = at["own_share"], each.brought(FundingSource.OWN)
    if rule.other_grants_count:
        counted += f"+{at['other_grant']}"
        amount += each.brought(FundingSource.OTHER_GRANT)
    if left_out := amount - held.actual:
        counted += f"-{number(left_out)}"
    return percent_cell(f"({counted})", at[_BASES[held.base]], held.actual_percent)
