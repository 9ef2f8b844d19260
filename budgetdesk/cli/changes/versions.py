"""`budgetdesk versions`: the versions of the budget."""

from argparse import Namespace
from collections.abc import Sequence

from budgetdesk.accounting.side_by_side import Beside, costs_beside, funding_beside
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.printing import Form, print_json
from budgetdesk.cli.reading import read
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine
from budgetdesk.domain.money import Money
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import amount, text
from budgetdesk.writers import change_words


def arguments(parser: Parser) -> None:
    """The document, and whether every line is told in every version."""
    add_document(parser)
    parser.add_argument("--lines", action="store_true")


def run(typed: Namespace) -> int:
    """Lists the versions of the budget."""
    project = read(typed.document)
    if typed.json:
        print_json(_form(project))
    else:
        _show(project)
        if typed.lines:
            _show_lines(project)
    return 0


def _show_lines(project: Project) -> None:
    """A row for each line and source, a column for each version."""
    versions = project.versions
    print(f"{'':<36}" + "".join(f"{version.id:>17}" for version in versions))
    for total, lines in (
        ("total_costs", costs_beside(versions)),
        ("total_funding", funding_beside(versions)),
    ):
        for each in lines:
            _show_row(change_words.name_of_line(project, each.line), each.sums)
        _show_row(text(f"versions.{total}"), [getattr(v, total) for v in versions])


def _show_row(name: str, sums: Sequence[Money | None]) -> None:
    shown = (text("versions.not_there") if money is None else amount(money) for money in sums)
    print(f"{name:<36.36}" + "".join(f"{each:>17}" for each in shown))


def _show(project: Project) -> None:
    """The versions in order, each with its lines' sum and where it stands."""
    for version in project.versions:
        standing = change_words.standing_words(version)
        if version is project.approved_budget:
            standing = text("versions.standing.base", words=standing)
        name = change_words.version_name(version)
        print(f"{version.id:<5}{name:<40.40}{amount(version.total_costs):>17}  {standing}")


def _form(project: Project) -> Form:
    """All versions in order, and which of them holds."""
    base = project.base_budget
    return {
        "versions": [version_form(version) for version in project.versions],
        "worked_on": project.budget.id,
        "base": base.id,
        "lines": [_beside_form(project, each) for each in costs_beside(project.versions)],
        "funding": [_beside_form(project, each) for each in funding_beside(project.versions)],
    }


def _beside_form(project: Project, beside: Beside[BudgetLine] | Beside[FundingLine]) -> Form:
    """A line with what it comes to in each version; null where a version has it not."""
    ids = (version.id for version in project.versions)
    return {
        "id": beside.line.id,
        "label": change_words.name_of_line(project, beside.line),
        "amounts_ore": dict(zip(ids, map(to_plain, beside.sums), strict=True)),
    }


def version_form(version: BudgetVersion) -> Form:
    """A version without its lines."""
    return {
        "id": version.id,
        "name": version.name,
        "standing": version.standing.value,
        "approval": to_plain(version.approval),
        "sent": to_plain(version.sent),
        "taken": to_plain(version.taken),
        "refusal": to_plain(version.refusal),
        "lines": len(version.lines),
        "costs_ore": version.total_costs.ore,
        "funding_ore": version.total_funding.ore,
    }


def version_named(project: Project, typed: str) -> BudgetVersion:
    """A version by its id or name; raises BudgetDeskError `changes.no_version`."""
    wanted = typed.strip().casefold()
    for version in project.versions:
        if wanted in {version.id.casefold(), version.name.casefold()}:
            return version
    known = ", ".join(version.id for version in project.versions)
    raise BudgetDeskError("changes.no_version", typed=typed, known=known)
