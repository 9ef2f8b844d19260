"""`budgetdesk diff`: two versions of the budget held against each other."""

from argparse import Namespace
from functools import partial
from pathlib import Path

from budgetdesk import paper_jobs
from budgetdesk.accounting.difference import AnyChange, Difference, difference
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.changes.versions import version_form, version_named
from budgetdesk.cli.clock import now
from budgetdesk.cli.exporting import add_read_only, opened, tell_unnoted
from budgetdesk.cli.printing import Form, percent_form, print_json, tell_written
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.money import ZERO
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.exports import Export, Kind
from budgetdesk.privacy import without_personal_data
from budgetdesk.text import amount, percent, text
from budgetdesk.writers import change_words


def arguments(parser: Parser) -> None:
    """The document, and two of its versions by id or name."""
    add_document(parser)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--pdf", type=Path)
    parser.add_argument("--xlsx", type=Path)
    add_read_only(parser)


def run(typed: Namespace) -> int:
    """Holds two versions of the budget against each other."""
    papers = [path for path in (typed.pdf, typed.xlsx) if path is not None]
    with opened(typed, writes=bool(papers)) as session:
        project = without_personal_data(session.project)
        before, after = (version_named(project, name) for name in (typed.before, typed.after))
        write = partial(paper_jobs.write_budget_difference, project, (before, after), made_at=now())
        for path in papers:
            Export(session, Kind.DIFFERENCE, path, write).done()
        if papers:
            tell_unnoted(session)
    if typed.json:
        print_json(_form(before, after))
    else:
        _show(project, before, after)
        for path in papers:
            tell_written(path)
    return 0


def _show(project: Project, before: BudgetVersion, after: BudgetVersion) -> None:
    """Line by line, then the sums."""
    found = difference(before, after)
    names = (change_words.version_name(before), change_words.version_name(after))
    print(text("cli.diff.head", before=names[0], after=names[1]))
    if found.is_empty:
        print(text("cli.diff.same"))
    rows: tuple[AnyChange, ...] = (*found.lines, *found.funding)
    for change in rows:
        _show_change(project, change)
    rise = after.total_costs - before.total_costs
    share = percent(rise.percent_of(before.total_costs))
    costs = {"before": before.total_costs, "after": after.total_costs}
    print(text("cli.diff.total", **costs, change=rise, percent=share))


def _show_change(project: Project, change: AnyChange) -> None:
    became = change_words.what_became(change)
    name = change_words.name_of_line(project, change.line)
    figures = f"{amount(change.was):>17}{amount(change.was + change.amount):>17}"
    print(f"  {name:<48.48}{figures}{amount(change.amount):>17}  {became}")
    for year, rise in change.per_year.items():
        print(f"      {year}{amount(rise):>89}")


def _form(before: BudgetVersion, after: BudgetVersion) -> Form:
    """Two versions held against each other."""
    found: Difference = difference(before, after)
    rise = after.total_costs - before.total_costs
    return {
        "before": version_form(before),
        "after": version_form(after),
        "same": found.is_empty,
        "lines": [_change_form(change) for change in found.lines],
        "funding": [_change_form(change) for change in found.funding],
        "costs_change_ore": rise.ore,
        "costs_change_percent": percent_form(rise.percent_of(before.total_costs)),
        "funding_change_ore": (after.total_funding - before.total_funding).ore,
    }


def _change_form(change: AnyChange) -> Form:
    before = change.before.amounts if change.before else {}
    return {
        "id": change.line.id,
        "label": change.line.label,
        "fate": change.fate.value,
        "moved": change.is_moved,
        "place": change.place,
        "before_ore": change.was.ore,
        "after_ore": (change.was + change.amount).ore,
        "change_ore": change.amount.ore,
        "change_percent": percent_form(change.percent),
        "years": {
            str(year): {
                "before_ore": before.get(year, ZERO).ore,
                "after_ore": (before.get(year, ZERO) + rise).ore,
                "change_ore": rise.ore,
            }
            for year, rise in change.per_year.items()
        },
        "fields": {
            name: {
                "before": to_plain(getattr(change.before, name)),
                "after": to_plain(getattr(change.after, name)),
            }
            for name in change.fields
            if name != "amounts"
        },
    }
