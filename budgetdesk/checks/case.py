"""What all checks look at, worked out once per round."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from budgetdesk.accounting.allocation import allocate
from budgetdesk.accounting.build import draw_up
from budgetdesk.accounting.spread import Known, known
from budgetdesk.domain.account import Account, AccountKind, AllocatedPart
from budgetdesk.domain.around import Around
from budgetdesk.domain.budget import BudgetVersion, FundingSource
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import CallRules
from budgetdesk.domain.value import Value

NOTHING: Final = Around()
"""Nobody has looked around."""


class Case(Value):
    """A project on a day, with its postings in place and the account they come to.

    There is no account while there is no period; it stands here without its seal. `inside` are
    the parts of postings the account's period does not leave out.
    """

    project: Project
    rules: CallRules
    today: date
    places: Known
    parts: Sequence[AllocatedPart]
    inside: Sequence[AllocatedPart]
    account: Account | None
    around: Around = Around()

    @property
    def budget(self) -> BudgetVersion:
        """The budget worked on."""
        return self.project.budget

    @property
    def has_costs(self) -> bool:
        """Whether the budget worked on has any cost."""
        return any(any(line.amounts.values()) for line in self.budget.lines)

    @property
    def has_funding(self) -> bool:
        """Whether the budget worked on says who pays anything."""
        return any(any(line.amounts.values()) for line in self.budget.funding)

    def first_source(self, source: FundingSource) -> str:
        """The id of the first line of a source, empty where it has none."""
        return next((line.id for line in self.budget.funding if line.source is source), "")

    @property
    def is_filled(self) -> bool:
        """Whether costs and funding can be held against each other."""
        return self.has_costs and self.has_funding

    @property
    def is_under_way(self) -> bool:
        """Whether there will be an account: a budget was approved, or postings came in."""
        return self.project.approved_budget is not None or bool(self.parts)

    @property
    def final(self) -> Account | None:
        """The account once it can be judged as a whole: postings came in and the period is over.

        While the project runs every line is below its budget and every grant below its
        commitment; to say so would only be noise.
        """
        account = self.account
        if account is None or not self.parts or self.today <= account.period.end:
            return None
        return account if account.kind is AccountKind.FINAL else None

    @property
    def whole(self) -> Account | None:
        """The final account as it would be now; None in a case about an interim one."""
        is_whole = self.account is not None and self.account.kind is AccountKind.FINAL
        return self.account if is_whole else None


def case_of(
    project: Project, today: date, around: Around = NOTHING, period: Period | None = None
) -> Case:
    """The case of a project; `around` is what is known beside it.

    With a period it is about the interim account of it: what is to be in order before that is sent.
    """
    places, parts = known(project), allocate(project.ledger)
    account = draw_up(project, places, parts, period) if project.period else None
    left_out = (
        {part.posting.id for part in account.other_parts if part.is_outside} if account else ()
    )
    inside = tuple(part for part in parts if part.posting.id not in left_out)
    return Case(
        project=project,
        rules=project.rules,
        today=today,
        places=places,
        parts=parts,
        inside=inside,
        account=account,
        around=around,
    )
