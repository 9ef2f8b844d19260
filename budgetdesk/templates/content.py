"""What a form holds, freed of its cells: between a project and any form, and between two forms."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.domain.value import Value

ALL_YEARS = 0
"""The year of an amount in a form that does not part its amounts by year."""


def project_field(name: str) -> str:
    """The name of a field about the project as a whole."""
    return f"project.{name}"


class DetailContent(Value):
    """One row below a line, over its years."""

    text: str = ""
    unit: str = ""
    units: Decimal | None = None
    unit_price: Money | None = None
    amounts: Mapping[int, Money] = {}
    note: str = ""

    @property
    def total(self) -> Money:
        """All years."""
        return Money.total(self.amounts.values())


class PostContent(Value):
    """What the account says of a line or a source, and its other budgets."""

    applied: Money | None = None
    final: Money | None = None
    approved: Money | None = None
    actual: Money | None = None
    explanation: str = ""


class LineContent(Value):
    """A cost line. `group` is the budget guide's heading; `amounts` are the budget by year."""

    label: str
    group: str = ""
    amounts: Mapping[int, Money] = {}
    details: tuple[DetailContent, ...] = ()
    note: str = ""
    post: PostContent = PostContent()

    @property
    def total(self) -> Money:
        """All years."""
        return Money.total(self.amounts.values())


class SourceContent(Value):
    """A source of money."""

    source: FundingSource
    label: str = ""
    amounts: Mapping[int, Money] = {}
    note: str = ""
    post: PostContent = PostContent()

    @property
    def total(self) -> Money:
        """All years."""
        return Money.total(self.amounts.values())


class VoucherContent(Value):
    """A row of the list of vouchers; `line` is the label of the cost line it belongs to."""

    number: str = ""
    day: date | None = None
    supplier: str = ""
    text: str = ""
    amount: Money | None = None
    line: str = ""
    remark: str = ""


class Content(Value):
    """All of it. `fields` are the single fields by name, dates in ISO form.

    `first_year` is what a form means by "year 1". `has_account` tells whether the account was made.
    """

    fields: Mapping[str, str] = {}
    lines: tuple[LineContent, ...] = ()
    sources: tuple[SourceContent, ...] = ()
    vouchers: tuple[VoucherContent, ...] = ()
    first_year: int | None = None
    has_account: bool = False
