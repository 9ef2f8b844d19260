"""`budgetdesk versions`: the versions of the budget."""

from argparse import Namespace

from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.printing import Form, print_json
from budgetdesk.cli.reading import read
from budgetdesk.domain.budget import BudgetVersion
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.text import amount, text
from budgetdesk.writers import change_words


def arguments(parser: Parser) -> None:
    """The document."""
    add_document(parser)


def run(typed: Namespace) -> int:
    """Lists the versions of the budget."""
    project = read(typed.document)
    if typed.json:
        print_json(_form(project))
    else:
        _show(project)
    return 0


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
