"""What the funder has paid, day by day."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from typing_extensions import override

from budgetdesk.domain.project import Payment
from budgetdesk.operations.project import set_payments
from budgetdesk.presenters.rows import RowField, Rows
from budgetdesk.presenters.table import Column
from budgetdesk.presenters.workspace import Change, Workspace
from budgetdesk.text import text
from budgetdesk.typed import read_amount, read_date


class PaymentsPresenter(Rows[Payment]):
    """The list of payments, in the order of the days."""

    step = "funding.payments"

    def __init__(self, workspace: Workspace) -> None:
        fields = (
            RowField(
                column=Column(key="on", heading=text("funding.paid_on"), width=128),
                read=lambda typed: read_date(typed, workspace.today),
                is_needed=True,
            ),
            RowField(
                column=Column(
                    key="amount", heading=text("funding.amount"), width=136, numeric=True
                ),
                read=read_amount,
                is_needed=True,
            ),
            RowField(
                column=Column(key="note", heading=text("funding.note"), stretches=True),
                read=str,
            ),
        )
        super().__init__(workspace, fields, text("funding.payments_go_on"))

    @property
    def total(self) -> str:
        """What was paid in all, in words."""
        return text("funding.payments_total", amount=self._workspace.project.paid_out)

    @property
    @override
    def can_edit(self) -> bool:
        """Payments go on beside a sealed account."""
        return not self._workspace.session.is_read_only

    @override
    def is_open(self, row: int) -> bool:
        """A sealed account tells of the payments to and with its own day."""
        project, items = self._workspace.project, self.items()
        if project.seal is None or row >= len(items):
            return True
        sealed_on = project.taken_on(project.seal.period)
        return sealed_on is None or items[row].on > sealed_on

    @override
    def items(self) -> Sequence[Payment]:
        return self._workspace.project.payments

    @override
    def make(self, old: Payment | None, values: Mapping[str, Any]) -> Payment:
        return Payment(**values)

    @override
    def saving(self, items: tuple[Payment, ...]) -> Change:
        return partial(set_payments, payments=items)
