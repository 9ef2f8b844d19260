"""The calculator on the funding page: figures typed, what follows from them, and its limits."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

from typing_extensions import override

from budgetdesk.accounting.cofinancing import eligible_costs, own_not_counted
from budgetdesk.accounting.grant_limits import applicant_of
from budgetdesk.accounting.solver import Given, Solution, falls, solve
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.operations.solver import use_plan
from budgetdesk.presenters.figures import Figures, money
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.text import amount, danish, text
from budgetdesk.typed import UnreadableError, read_amount

KEYS = ("total", "grant", "own", "other", "income")
_FOUND = ("total", "grant", "own", "other")


class SolverPresenter:
    """Five figures; of the first three one or two are known, and the rest follows while typing.

    With all three known what others must bring follows, where that field is empty.

    What nobody has typed is the budget's: its costs, and what others bring.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._typed: Mapping[str, str] = {}
        self._known: _Worked | None = None
        self.falls = FallFigures(self)

    def type(self, key: str, words: str) -> None:
        """Takes what stands in a field now."""
        self._typed = {**self._typed, key: words}

    def forget(self) -> None:
        """Goes back to the budget's figures."""
        self._typed = {}

    def words(self, key: str) -> str:
        """What stands in a field: what was typed, else the budget's figure."""
        return self._typed.get(key, self._worked.of_budget.get(key, ""))

    def cell(self, key: str) -> Cell:
        """A field, marked when it cannot be read; the words of a found figure are its tip."""
        try:
            read_amount(self.words(key))
        except UnreadableError as unreadable:
            return Cell(text=self.words(key), tone=Tone.ERROR, icon="error", tip=unreadable.reason)
        return Cell(text=self.words(key), tip=self.found(key))

    def found(self, key: str) -> str:
        """The figure that follows, for a field that is empty."""
        plan, given = (self.solution.plan if self.solution else None), self.given
        if plan is None or given is None or key not in _FOUND or self.words(key).strip():
            return ""
        if key != "other":
            return amount(getattr(plan, key))
        return "" if given.left_for_others is None else amount(given.left_for_others)

    @property
    def given(self) -> Given | None:
        """The figures typed; None while one cannot be read, or there are too few or too many."""
        return self._worked.given

    @property
    def solution(self) -> Solution | None:
        """What follows from the figures."""
        return self._worked.solution

    @property
    def verdict(self) -> Cell:
        """Whether the figures meet the call's demands, or why not."""
        solution = self.solution
        if solution is None:
            return Cell(text=text("solver.too_many"), tone=Tone.QUIET, icon="note")
        if solution.broken:
            said = " ".join(text(f"solver.broken.{name}") for name in solution.broken)
            words = text("solver.unmet", why=said)
            return Cell(text=words, tone=Tone.ERROR, icon="error")
        if solution.plan is None:
            return Cell(text=text("solver.boundless"), tone=Tone.NOTE, icon="note")
        return Cell(text=text("solver.met"), tone=Tone.IN_ORDER, icon="ok")

    @property
    def limits(self) -> str:
        """The limits at this total, the nearest ways where there is something broken."""
        solution = self.solution
        return "\n".join(_limits(solution)) if solution else ""

    @property
    def fall(self) -> str:
        """What the grant falls by, in a sentence."""
        rows = self.fall_facts
        return text("solver.fall", **rows[1]) if len(rows) > 1 else ""

    @property
    def fall_facts(self) -> Sequence[Mapping[str, object]]:
        """What the grant falls by for shares of the total not spent."""
        return self._worked.falls

    @property
    def can_use(self) -> bool:
        """Whether the figures can be taken over."""
        solution, budget = self.solution, self._workspace.project.budget
        is_open = not (budget.is_locked or self._workspace.is_locked)
        is_met = solution is not None and solution.plan is not None and not solution.broken
        return is_open and is_met

    def use(self) -> None:
        """Takes grant and own share over as one step; the fields then show the budget again."""
        solution = self.solution
        plan = solution.plan if solution else None
        if plan is None or not self.can_use:
            return
        self._workspace.run(
            "funding.use_plan",
            partial(use_plan, grant=plan.grant, own=plan.own, other=self._found_other),
            grant=plan.grant,
            own=plan.own,
        )
        self.forget()

    @property
    def _found_other(self) -> Money | None:
        return self.given.left_for_others if self.given else None

    @property
    def _worked(self) -> "_Worked":
        """What follows from the project and the words as they are, worked out once for both."""
        project, typed = self._workspace.project, self._typed
        known = self._known
        if known is None or known.project is not project or known.typed is not typed:
            self._known = known = _Worked(project, typed)
        return known


class _Worked:
    """What follows from what was typed in a project: each thing worked out when it is asked for."""

    def __init__(self, project: Project, typed: Mapping[str, str]) -> None:
        self.project, self.typed = project, typed

    @cached_property
    def of_budget(self) -> Mapping[str, str]:
        """The figures nobody has typed."""
        budget = self.project.budget
        figures = {
            "total": budget.total_costs,
            "other": budget.funded_by(FundingSource.OTHER_GRANT),
            "income": budget.funded_by(FundingSource.INCOME),
        }
        return {key: amount(figure) for key, figure in figures.items() if figure}

    @cached_property
    def given(self) -> Given | None:
        """The figures; None while one cannot be read, or there are too few or too many."""
        words = {**self.of_budget, **self.typed}
        try:
            read = {key: read_amount(words.get(key, "")) for key in KEYS}
        except UnreadableError:
            return None
        budget, rules = self.project.budget, self.project.rules
        given = Given(
            **{key: value for key, value in read.items() if value is not None},
            not_eligible=budget.total_costs - eligible_costs(rules, budget),
            not_counted=own_not_counted(rules, budget),
            applicant=applicant_of(self.project),
        )
        is_enough = len(given.known) in {1, 2} or given.left_for_others is not None
        return given if is_enough else None

    @cached_property
    def solution(self) -> Solution | None:
        """What follows from the figures."""
        return solve(self.project.rules, self.given) if self.given else None

    @cached_property
    def falls(self) -> Sequence[Mapping[str, object]]:
        """What the grant falls by, where the figures meet the demands."""
        given, solution = self.given, self.solution
        if given is None or solution is None or solution.plan is None or solution.broken:
            return ()
        return tuple(fall.facts for fall in falls(self.project.rules, given, solution.plan))


class FallFigures(Figures):
    """What the grant falls by for shares of the total that are not spent, in both readings."""

    def __init__(self, solver: SolverPresenter) -> None:
        self.columns = tuple(
            Column(key=key, heading=text(f"solver.column.{key}"), width=width, numeric=True)
            for key, width in (
                ("unspent", 100),
                ("proportional", 100),
                ("proportional_rate", 72),
                ("krone_for_krone", 128),
                ("krone_for_krone_rate", 72),
            )
        )
        self._solver = solver

    @property
    @override
    def rows(self) -> Sequence[Sequence[Cell]]:
        """A row for each share."""
        return [
            [_cell(facts[column.key]) for column in self.columns]
            for facts in self._solver.fall_facts
        ]


def _cell(fact: object) -> Cell:
    """An amount, or a rate of øre for each krone."""
    return money(fact) if isinstance(fact, Money) else Cell(text=danish(fact))


def _limits(solution: Solution) -> Iterator[str]:
    for way in solution.ways:
        yield text(f"solver.ways.{way.keeps}", **way.plan.facts)
    if solution.ways:
        return
    for name, most in solution.limits.items():
        yield text("solver.most", why=text(f"solver.limits.{name}"), amount=most)
    if solution.least_own is not None:
        yield text("solver.least_own", amount=solution.least_own)
    if solution.cash is not None:
        yield text("solver.cash", amount=solution.cash)
    for name in solution.not_held:
        yield text(f"solver.not_held.{name}")
