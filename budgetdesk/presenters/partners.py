"""The organisations of a joint project: to choose from, and what each plans and came to."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from typing_extensions import override

from budgetdesk.accounting.behind import Contribution
from budgetdesk.accounting.behind_partners import of_partner, of_partner_budget
from budgetdesk.accounting.partners import PartnerBudget, partner_budgets
from budgetdesk.domain.account import Account, CofinancingResult, PartnerAccount
from budgetdesk.domain.budget import BudgetLine, FundingLine, FundingSource
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PartnerId
from budgetdesk.presenters.behind import Behind, named
from budgetdesk.presenters.figures import Figures, Kept, money, total
from budgetdesk.presenters.table import Cell, Column, Place, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import percent, text

Row = tuple[Cell, ...]
_OTHERS = (FundingSource.OTHER_GRANT, FundingSource.INCOME)


def partner_names(project: Project) -> Mapping[str, PartnerId | None]:
    """The recipient (None) and the partners by name; of two with one name the later by its id."""
    names: dict[str, PartnerId | None] = {lead_name(project): None}
    for partner in project.partners:
        name = partner.name if partner.name not in names else f"{partner.name} ({partner.id})"
        names[name] = partner.id
    return names


def lead_name(project: Project) -> str:
    """What the recipient is called."""
    return project.recipient.name or text("partners.lead")


def partner_column(project: Project, lines: Sequence[BudgetLine | FundingLine]) -> Sequence[Column]:
    """The column to choose in; none while nothing is to be chosen."""
    if not project.partners and all(line.partner is None for line in lines):
        return ()
    return (Column(key="partner", heading=text("partners.partner"), width=136),)


def partner_cell(project: Project, partner: PartnerId | None) -> Cell:
    """Whose a line is; one that is not in the project is shown by its id."""
    names = partner_names(project)
    name = next((name for name, key in names.items() if key == partner), partner or "")
    tone = Tone.QUIET if partner is None else Tone.PLAIN
    return Cell(text=name, tip=name, tone=tone, choices=tuple(names))


def demand_words(project: Project) -> str:
    """Whether the call holds the demand for the whole or for each (R10)."""
    rule = project.rules.cofinancing
    if rule is None:
        return text("partners.no_demand")
    if rule.each_partner is None:
        return text("partners.unset")
    return text("partners.each") if rule.each_partner else text("partners.whole")


class PartnerBudgets(Kept):
    """The version worked on, partner by partner."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.columns = (
            Column(key="partner", heading=text("partners.partner"), width=140, stretches=True),
            _column("costs"),
            _column("grant"),
            _column("own"),
            _column("others"),
            Column(key="held", heading=text("partners.held"), width=264, stretches=True),
        )
        self._workspace = workspace

    @override
    def of(self) -> Project:
        return self._workspace.project

    @override
    def make(self) -> Sequence[Row]:
        project = self.of()
        parts = partner_budgets(project, project.budget)
        return _with_whole([_budget_row(part, lead_name(project)) for part in parts])

    def behind(self, place: Place) -> Behind | None:
        """What stands behind a figure of an organisation, or of them all."""
        project = self.of()
        organisations = (None, *(each.id for each in project.partners))

        def find(row: int, key: str) -> Iterator[Contribution]:
            for each in organisations[row : row + 1] or organisations:
                yield from of_partner_budget(project, project.budget, each, key)

        return _behind(self, place, find)


class PartnerAccounts(Kept):
    """The account as it would be now, partner by partner."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.columns = (
            Column(key="partner", heading=text("partners.partner"), width=140, stretches=True),
            _column("budget"),
            _column("actual"),
            _column("deviation"),
            _column("grant"),
            _column("others"),
            _column("own"),
            Column(key="held", heading=text("partners.held"), width=264, stretches=True),
        )
        self._workspace = workspace

    @override
    def of(self) -> Account | None:
        return self._workspace.shown_account

    @override
    def make(self) -> Sequence[Row]:
        account, lead = self.of(), lead_name(self._workspace.project)
        partners = account.partners if account else ()
        return _with_whole([_account_row(partner, lead) for partner in partners])

    def behind(self, place: Place) -> Behind | None:
        """What stands behind a figure of an organisation, or of them all."""
        account, project = self.of(), self._workspace.project
        if account is None:
            return None

        def find(row: int, key: str) -> Iterator[Contribution]:
            for each in account.partners[row : row + 1] or account.partners:
                yield from of_partner(project, account, each, key)

        return _behind(self, place, find)


def _behind(
    table: Figures, place: Place, find: Callable[[int, str], Iterable[Contribution]]
) -> Behind | None:
    """What stands behind a figure of these tables; None where there is no figure."""
    row, column = place
    cells = table.rows[row] if row < table.row_count else ()
    figure = cells[column].amount if cells else None
    if figure is None:
        return None
    head = table.columns[column]
    return named(head.heading, cells[0].text, figure, lambda: find(row, head.key))


def _with_whole(rows: Sequence[Row]) -> Sequence[Row]:
    """The recipient, the partners, and the whole; nothing in a project of one."""
    if not rows:
        return ()
    sums = [money(Money.total(cell.amount or ZERO for cell in cells)) for cells in _figures(rows)]
    return (*rows, total((Cell(text=text("partners.total")), *sums, Cell())))


def _figures(rows: Sequence[Row]) -> Sequence[Row]:
    """The columns between the name and what is held."""
    return list(zip(*rows, strict=True))[1:-1]


def _budget_row(part: PartnerBudget, lead: str) -> Row:
    others = Money.total(part.funding[source] for source in _OTHERS)
    return (
        _name(part.id, part.name, lead),
        money(part.costs),
        money(part.funding[FundingSource.GRANT]),
        money(part.funding[FundingSource.OWN]),
        money(others),
        _held(part.cofinancing),
    )


def _account_row(partner: PartnerAccount, lead: str) -> Row:
    others = Money.total(partner.brought(source) for source in _OTHERS)
    return (
        _name(partner.id, partner.name, lead),
        money(partner.budget),
        money(partner.actual),
        money(partner.deviation),
        money(partner.brought(FundingSource.GRANT)),
        money(others),
        money(partner.brought(FundingSource.OWN)),
        _held(partner.cofinancing),
    )


def _name(key: PartnerId | None, name: str, lead: str) -> Cell:
    words = text("partners.responsible", name=lead) if key is None else name
    return Cell(text=words, tip=words)


def _held(held: CofinancingResult | None) -> Cell:
    """The own share in percent, and whether it would be enough alone."""
    if held is None or held.actual_percent is None:
        return Cell()
    facts = {"actual": percent(held.actual_percent), "missing": held.missing}
    if held.is_met:
        words = text("partners.met", **facts)
        return Cell(text=words, tip=words, icon="ok", tone=Tone.IN_ORDER)
    words = text("partners.missing", **facts)
    return Cell(text=words, tip=words, icon="note", tone=Tone.NOTE)


def _column(key: str) -> Column:
    return Column(key=key, heading=text(f"partners.{key}"), width=112, numeric=True)
