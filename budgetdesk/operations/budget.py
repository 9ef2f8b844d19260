"""The budget's cost lines."""

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from budgetdesk.accounting.details import Prices
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, DetailRow
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId, PartnerId
from budgetdesk.errors import BudgetDeskError


def change_budget(project: Project, change: Callable[[BudgetVersion], BudgetVersion]) -> Project:
    """Changes the version worked on, if it is a draft; any other is followed, never edited.

    Raises:
        BudgetDeskError: `budget.approved_is_locked`, `.sent_is_locked`, `.taken_is_locked` or
            `.refused_is_locked`: a revision must be begun first (`versions.start_revision`).
    """
    budget = project.budget
    if budget.is_locked:
        reference = budget.approval.reference if budget.approval else ""
        raise BudgetDeskError(
            f"budget.{budget.standing.value}_is_locked", name=budget.name, reference=reference
        )
    return put_budget(project, change(budget))


def put_budget(project: Project, changed: BudgetVersion) -> Project:
    """Puts a version in the place of the one worked on."""
    place = project.versions.index(project.budget)
    versions = (*project.versions[:place], changed, *project.versions[place + 1 :])
    return replace(project, versions=versions)


def next_number(project: Project, taken: Iterable[str]) -> int:
    """One above the highest number in any id in use.

    Ids that only the ledger or a move still speaks of are in use too: postings placed on a line
    that was removed must never slide onto a new one.
    """
    moves = (move for version in project.versions for move in version.moves)
    moved = (line for move in moves for line in (move.from_line, move.to_line))
    placed = (part.target for p in project.ledger.placements.values() for part in p.parts)
    ruled = (rule.target for rule in project.ledger.rules)
    ids = (*taken, *placed, *ruled, *moved, *project.explanations)
    return max((int("".join(filter(str.isdecimal, used)) or 0) for used in ids), default=0) + 1


def add_line(project: Project, label: str, item: str | None = None) -> Project:
    """Adds an empty cost line at the end."""
    taken = (line.id for version in project.versions for line in version.lines)
    line = BudgetLine(id=LineId(str(next_number(project, taken))), label=label.strip(), item=item)
    return change_budget(project, lambda v: replace(v, lines=(*v.lines, line)))


def remove_line(project: Project, line_id: LineId) -> Project:
    """Takes a cost line out of the version worked on."""
    line_of(project, line_id)
    return change_budget(
        project, lambda v: replace(v, lines=tuple(x for x in v.lines if x.id != line_id))
    )


def move_line(project: Project, line_id: LineId, place: int) -> Project:
    """Moves a cost line to `place`, counted from 0; beyond the end is the end."""
    line = line_of(project, line_id)

    def move(version: BudgetVersion) -> BudgetVersion:
        others = [x for x in version.lines if x.id != line_id]
        others.insert(max(place, 0), line)
        return replace(version, lines=tuple(others))

    return change_budget(project, move)


def rename_line(project: Project, line_id: LineId, label: str) -> Project:
    """Gives a line another label."""
    return _change_line(project, line_id, lambda line: replace(line, label=label.strip()))


def choose_item(project: Project, line_id: LineId, item: str | None) -> Project:
    """Says which of the call's cost items a line belongs to; None for not chosen."""
    return _change_line(project, line_id, lambda line: replace(line, item=item))


def write_note(project: Project, line_id: LineId, note: str) -> Project:
    """Writes the note that explains a line."""
    return _change_line(project, line_id, lambda line: replace(line, note=note.strip()))


def choose_partner(project: Project, line_id: LineId, partner: PartnerId | None) -> Project:
    """Says which partner a line is for; None is the recipient itself."""
    return _change_line(project, line_id, lambda line: replace(line, partner=partner))


def set_amount(project: Project, line_id: LineId, year: int, amount: Money) -> Project:
    """Sets a line's amount in a year. Zero leaves the year empty."""
    return set_amounts(project, {(line_id, year): amount})


def set_amounts(project: Project, amounts: Mapping[tuple[LineId, int], Money]) -> Project:
    """Sets many amounts as one step (a block pasted from a spreadsheet)."""
    for line_id, _ in amounts:
        line_of(project, line_id)

    def change(line: BudgetLine) -> BudgetLine:
        per_year = line.amounts
        for (line_id, year), amount in amounts.items():
            if line_id == line.id:
                per_year = with_amount(per_year, year, amount)
        return replace(line, amounts=per_year)

    return change_budget(project, lambda v: replace(v, lines=tuple(map(change, v.lines))))


def set_details(project: Project, line_id: LineId, details: tuple[DetailRow, ...]) -> Project:
    """Sets the rows behind a line; the amounts of the years they speak of follow from them.

    A year whose rows have no amount yet (a salary without a norm) keeps what it holds.
    """

    def change(line: BudgetLine) -> BudgetLine:
        gone = {row.year for row in line.details} - {row.year for row in details}
        kept = {year: money for year, money in line.amounts.items() if year not in gone}
        changed = replace(line, details=details, amounts=kept)
        return with_details_applied(Prices(project.budget), changed)

    return _change_line(project, line_id, change)


def with_details_applied(prices: Prices, line: BudgetLine) -> BudgetLine:
    """The line with the amounts its rows come to."""
    amounts = {**line.amounts, **prices.per_year(line)}
    return replace(line, amounts={year: amounts[year] for year in sorted(amounts)})


def with_amount(amounts: Mapping[int, Money], year: int, amount: Money) -> dict[int, Money]:
    """The amounts with one year changed, in the order of the years; no year holds zero."""
    changed = {**amounts, year: amount}
    return {key: changed[key] for key in sorted(changed) if changed[key]}


def line_of(project: Project, line_id: LineId) -> BudgetLine:
    """A line of the version worked on; raises BudgetDeskError `budget.unknown_line`."""
    for line in project.budget.lines:
        if line.id == line_id:
            return line
    raise BudgetDeskError("budget.unknown_line", id=line_id)


def _change_line(
    project: Project, line_id: LineId, change: Callable[[BudgetLine], BudgetLine]
) -> Project:
    changed = change(line_of(project, line_id))
    return change_budget(
        project,
        lambda v: replace(v, lines=tuple(changed if x.id == line_id else x for x in v.lines)),
    )
