"""Sheet Opgørelse, what the grant would be, had the project ended now."""

from typing import Final

from budgetdesk.domain.ending import Ending, EndingBasis
from budgetdesk.domain.rules import CofinancingBase
from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.workbook.book import name
from budgetdesk.writers.workbook.cells import Cell, Formula
from budgetdesk.writers.workbook.formulas import (
    cell,
    minus,
    never_negative,
    ore,
    percent_cell,
    share_up,
    yes,
)
from budgetdesk.writers.workbook.limits import Costs, demanded, earned, of_account, repaid
from budgetdesk.writers.workbook.sheet import Sheet

_COLUMNS: Final = (
    "ending",
    "costs",
    "grant",
    "own_share",
    "own_percent",
    "claim",
    "repay",
    "is_allowed",
)
_AT: Final = {key: place for place, key in enumerate(_COLUMNS)}


def write_endings(sheet: Sheet, row: int) -> int:
    """Every way it could end, on what is used and on what is ordered too."""
    paper = sheet.book.paper
    endings = paper.account.endings
    rows = []
    for place, each in enumerate(endings):
        ways = [n for n, one in enumerate(endings) if one.basis is each.basis and one.reading]
        greatest = f"MAX({','.join(cell(row + 2 + n, _AT['grant']) for n in ways)})"
        rows.append(_row(paper, each, row + 2 + place, greatest))
    end = sheet.table(row, "endings", _COLUMNS, rows)
    sheet.note(end, text("documents.how.endings"))
    return end + 2


def _row(paper: AccountPaper, each: Ending, row: int, greatest: str) -> tuple[Cell, ...]:
    at = {key: cell(row, column) for key, column in _AT.items()}
    costs = _costs(each.basis)
    grant = earned(paper, costs, each.reading) if each.reading else name("commitment")
    own = minus(at["costs"], at["grant"], name("other_grant"), name("income"))
    paid = name("paid_out")
    return (
        words.ending(each),
        Formula(costs.all, each.costs),
        Formula(grant, each.grant),
        Formula(own, each.own),
        percent_cell(_counted(paper, at), _base(paper, at, costs), each.own_percent),
        Formula(never_negative(minus(at["grant"], paid)), each.claim),
        Formula(repaid(paid, at["grant"], paper.project.rules), each.repay),
        Formula(
            yes(_is_allowed(paper, at, costs, greatest)),
            words.yes_or_no(is_yes=each.is_allowed),
        ),
    )


def _costs(basis: EndingBasis) -> Costs:
    now = of_account()
    if basis is EndingBasis.USED:
        return now
    more, eligible_too = name("ordered"), name("ordered_eligible")
    return Costs(ore(f"{now.all}+{more}"), ore(f"{now.eligible}+{eligible_too}"))


def _base(paper: AccountPaper, at: dict[str, str], costs: Costs) -> str:
    rule = demanded(paper)
    if rule is None:
        return at["costs"]
    return at["grant"] if rule.base is CofinancingBase.GRANT else f"({costs.base(rule.base)})"


def _counted(paper: AccountPaper, at: dict[str, str]) -> str:
    """The own share, with what others give where that counts, without work that does not."""
    rule = demanded(paper)
    counted = at["own_share"]
    if rule is not None and rule.other_grants_count:
        counted += f"+{name('other_grant')}"
    if words.work_left_out(paper):
        counted += f"-{name('work_left_out')}"
    return f"ROUND({counted},2)"


def _is_allowed(paper: AccountPaper, at: dict[str, str], costs: Costs, greatest: str) -> str:
    """No reading gives less, nobody else pays too much, and the demand on the own share is met."""
    asked = [f"{at['grant']}<={greatest}", f"{at['own_share']}>=0"]
    rule = demanded(paper)
    if rule is not None:
        base, percent = _base(paper, at, costs), name("cofinancing_percent")
        required = share_up(base, percent, rule.percent)
        asked.append(f"{_counted(paper, at)}>={required}")
    return f"AND({','.join(asked)})"
