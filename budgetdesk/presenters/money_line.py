"""The money line under budget and funding: who pays, what is demanded, and what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetdesk import explained
from budgetdesk.accounting.cofinancing import KEEP_GRANT, KEEP_TOTAL, hold_budget
from budgetdesk.domain.account import CofinancingResult
from budgetdesk.domain.budget import BudgetVersion, FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import amount, percent, text


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount with its name, and what it is of the base where that is asked about."""

    name: str
    words: str
    share: str = ""


class MoneyLine:
    """The figures of the version worked on, in words."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def figures(self) -> Sequence[Figure]:
        """Costs, grant and own share always; what others bring where they do."""
        return tuple(self._figures())

    @property
    def demand(self) -> Cell:
        """Whether the call's demand on the own share is met, or what is missing."""
        result, milder = self._held()
        if result is None or milder is None:
            return Cell(text=text("money_line.no_demand"), tone=Tone.NOTE, icon="note")
        facts = {
            "percent": result.required_percent,
            "base": result.base.value,
            "required": result.required,
            "missing": result.missing,
        }
        if not result.base_amount:
            words = text("money_line.demand", percent=result.required_percent, base=facts["base"])
            return Cell(text=words, tone=Tone.QUIET, icon="note")
        if result.is_met:
            return Cell(text=text("money_line.met", **facts), tone=Tone.IN_ORDER, icon="ok")
        if milder.is_met:
            undecided = milder.actual - result.actual
            words = text("money_line.met_if_counted", undecided=undecided, **facts)
            return Cell(text=words, tone=Tone.WARNING, icon="warning")
        return Cell(text=text("money_line.missing", **facts), tone=Tone.ERROR, icon="error")

    @property
    def balance(self) -> Cell:
        """Whether costs and funding are the same; no words while there is neither."""
        costs, funding = self._budget.total_costs, self._budget.total_funding
        if not (costs or funding):
            return Cell()
        difference = costs - funding
        if not difference:
            return Cell(text=text("money_line.balanced"), tone=Tone.IN_ORDER, icon="ok")
        key = "underfunded" if difference > Money(0) else "overfunded"
        words = text(f"money_line.{key}", difference=abs(difference))
        return Cell(text=words, tone=Tone.ERROR, icon="error")

    @property
    def ways(self) -> Sequence[str]:
        """The smallest changes that would meet a demand that is not met."""
        return tuple(
            explained.fix_words(fix)
            for finding in self._workspace.findings
            for fix in finding.fixes
            if fix.code in {KEEP_TOTAL, KEEP_GRANT}
        )

    def _figures(self) -> Iterator[Figure]:
        budget = self._budget
        yield Figure(text("money_line.costs"), amount(budget.total_costs))
        for source in FundingSource:
            money = budget.funded_by(source)
            if money or source in {FundingSource.GRANT, FundingSource.OWN}:
                share = self._share(money) if source is FundingSource.OWN else ""
                yield Figure(text(f"money_line.sources.{source.value}"), amount(money), share)

    def _share(self, own: Money) -> str:
        """The own share in percent of what the demand is taken of, and what counts of it (A6)."""
        result, milder = self._held()
        share = own.percent_of(result.base_amount) if result else None
        if result is None or milder is None or share is None:
            return ""
        if result.actual == milder.actual:
            return percent(share)
        return text(
            "money_line.both",
            without=percent(result.actual_percent),
            counted=percent(milder.actual_percent),
        )

    def _held(self) -> tuple[CofinancingResult | None, CofinancingResult | None]:
        """The demand in both readings of what nobody has settled; the stricter first."""
        rules = self._workspace.project.rules
        milder = hold_budget(rules, self._budget, undecided_counts=True)
        return hold_budget(rules, self._budget), milder

    @property
    def _budget(self) -> BudgetVersion:
        return self._workspace.project.budget
