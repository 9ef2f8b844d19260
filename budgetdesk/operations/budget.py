"""The budget's cost lines, and the life of its versions."""

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from budgetdesk.accounting.details import Prices
from budgetdesk.domain.budget import Approval, BudgetLine, BudgetVersion, DetailRow
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId, PartnerId, VersionId
from budgetdesk.errors import BudgetDeskError


def change_budget(project: Project, change: Callable[[BudgetVersion], BudgetVersion]) -> Project:
    """Changes the version worked on; an approved one is superseded, never edited."""
    if project.budget.approval is not None:
        raise BudgetDeskError(
            "budget.approved_is_locked", reference=project.budget.approval.reference
        )
    return replace(project, versions=(*project.versions[:-1], change(project.budget)))


def next_number(project: Project, taken: Iterable[str]) -> int:
    """One above the highest number in any id in use.

    Ids that only the ledger still speaks of are in use too: postings placed on a line that was
    removed must never slide onto a new one.
    """
    placed = (part.target for p in project.ledger.placements.values() for part in p.parts)
    ruled = (rule.target for rule in project.ledger.rules)
    ids = (*taken, *placed, *ruled, *project.explanations)
    return max((int("".join(filter(str.isdecimal, used)) or 0) for used in ids), default=0) + 1


def add_line(project: Project, label: str, item: str | None = None) -> Project:
    """Adds an empty cost line at the end."""
    taken = (line.id for version in project.versions for line in version.lines)
    line = BudgetLine(id=LineId(str(next_number(project, taken))), label=label.strip(), item=item)
    return change_budget(project, lambda v: replace(v, lines=(*v.lines, line)))


def remove_line(project: Project, line_id: LineId) -> Project:
    """Takes a cost line out of the version worked on."""
    _line(project, line_id)
    return change_budget(
        project, lambda v: replace(v, lines=tuple(x for x in v.lines if x.id != line_id))
    )


def move_line(project: Project, line_id: LineId, place: int) -> Project:
    """Moves a cost line to `place`, counted from 0; beyond the end is the end."""
    line = _line(project, line_id)

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
        _line(project, line_id)

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


def approve_budget(project: Project, approval: Approval) -> Project:
    """The funder approved the version worked on: it is now the base of every account."""
    if not project.budget.lines:
        raise BudgetDeskError("budget.nothing_to_approve")
    if not approval.reference.strip():
        raise BudgetDeskError("budget.approval_without_reference")
    return change_budget(project, lambda version: replace(version, approval=approval))


def start_revision(project: Project, name: str) -> Project:
    """Starts a new version as a copy of the approved one, to be changed and approved anew."""
    if project.budget.approval is None:
        raise BudgetDeskError("budget.not_approved_yet")
    number = VersionId(f"v{len(project.versions) + 1}")
    revision = replace(project.budget, id=number, name=name.strip(), approval=None)
    return replace(project, versions=(*project.versions, revision))


def with_amount(amounts: Mapping[int, Money], year: int, amount: Money) -> dict[int, Money]:
    """The amounts with one year changed, in the order of the years; no year holds zero."""
    changed = {**amounts, year: amount}
    return {key: changed[key] for key in sorted(changed) if changed[key]}


def _line(project: Project, line_id: LineId) -> BudgetLine:
    for line in project.budget.lines:
        if line.id == line_id:
            return line
    raise BudgetDeskError("budget.unknown_line", id=line_id)


def _change_line(
    project: Project, line_id: LineId, change: Callable[[BudgetLine], BudgetLine]
) -> Project:
    changed = change(_line(project, line_id))
    return change_budget(
        project,
        lambda v: replace(v, lines=tuple(changed if x.id == line_id else x for x in v.lines)),
    )
