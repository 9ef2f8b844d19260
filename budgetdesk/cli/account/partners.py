"""`budgetdesk partners`: a joint project partner by partner, and the whole of it."""

from argparse import Namespace
from collections.abc import Sequence

from budgetdesk import jobs
from budgetdesk.accounting.partners import PartnerBudget, partner_budgets
from budgetdesk.cli.account.forms import cofinancing_form, partner_form
from budgetdesk.cli.arguments import Parser, add_document
from budgetdesk.cli.printing import Form, print_json
from budgetdesk.cli.reading import read
from budgetdesk.domain.account import PartnerAccount
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PartnerId
from budgetdesk.privacy import without_personal_data
from budgetdesk.text import amount, percent, text


def arguments(parser: Parser) -> None:
    """The document."""
    add_document(parser)


def run(typed: Namespace) -> int:
    """Tells what each plans and came to; the sums are the project's own."""
    project = without_personal_data(read(typed.document))
    budgets = partner_budgets(project, project.budget)
    accounts = jobs.account(project).partners if project.period else ()
    if typed.json:
        print_json(_form(budgets, accounts))
    elif budgets:
        _show_budgets(project, budgets)
        _show_accounts(project, accounts)
    else:
        print(text("partners.alone"))
    return 0


def _show_budgets(project: Project, budgets: Sequence[PartnerBudget]) -> None:
    columns = ("costs", "grant", "own", "others", "held")
    _head("partners.budget", columns)
    for each in budgets:
        sums = (each.costs, *_sources([each]))
        held = each.cofinancing
        share = percent(held.actual_percent) if held else ""
        _row(_name(project, each.id, each.name), sums, share)
    _row(text("partners.total"), (Money.total(each.costs for each in budgets), *_sources(budgets)))


def _sources(budgets: Sequence[PartnerBudget]) -> Sequence[Money]:
    """What grant, own share and others bring."""
    kinds = (
        (FundingSource.GRANT,),
        (FundingSource.OWN,),
        (FundingSource.OTHER_GRANT, FundingSource.INCOME),
    )
    return [Money.total(each.funding[kind] for each in budgets for kind in row) for row in kinds]


def _show_accounts(project: Project, accounts: Sequence[PartnerAccount]) -> None:
    if not accounts:
        return
    _head("partners.actual", ("budget", "actual", "deviation", "grant", "own"))
    for each in accounts:
        _row(_name(project, each.id, each.name), _figures([each]))
    _row(text("partners.total"), _figures(accounts))


def _figures(accounts: Sequence[PartnerAccount]) -> Sequence[Money]:
    brought = (FundingSource.GRANT, FundingSource.OWN)
    return (
        Money.total(each.budget for each in accounts),
        Money.total(each.actual for each in accounts),
        Money.total(each.deviation for each in accounts),
        *(Money.total(each.brought(source) for each in accounts) for source in brought),
    )


def _name(project: Project, partner: PartnerId | None, name: str) -> str:
    """A partner by its name; the recipient as the one that is responsible."""
    lead = project.recipient.name or text("partners.lead")
    return text("partners.responsible", name=lead) if partner is None else name


def _head(name: str, columns: Sequence[str]) -> None:
    heads = "".join(f"{text(f'partners.{column}'):>17}" for column in columns)
    print(f"{text(name):<40}{heads}")


def _row(name: str, sums: Sequence[Money], last: str = "") -> None:
    figures = "".join(f"{amount(each):>17}" for each in sums)
    print(f"  {name:<38.38}{figures}{last:>17}".rstrip())


def _form(budgets: Sequence[PartnerBudget], accounts: Sequence[PartnerAccount]) -> Form:
    """Each partner's budget and account, and what they come to together."""
    return {
        "budget": [_budget_form(each) for each in budgets],
        "account": [partner_form(each) for each in accounts],
        "totals": {
            "costs_ore": Money.total(each.costs for each in budgets).ore,
            "funding_ore": Money.total(each.total_funding for each in budgets).ore,
            "actual_ore": Money.total(each.actual for each in accounts).ore,
        },
    }


def _budget_form(budget: PartnerBudget) -> Form:
    return {
        "id": budget.id,
        "name": budget.name,
        "costs_ore": budget.costs.ore,
        "eligible_ore": budget.eligible.ore,
        "funding_ore": {source.value: money.ore for source, money in budget.funding.items()},
        "cofinancing": cofinancing_form(budget.cofinancing),
    }
