"""Who takes part in the project and who signs for it, as short lists."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace
from typing_extensions import override

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.project import Signer
from budgetdesk.domain.recipient import Partner, RecipientKind
from budgetdesk.domain.value import PartnerId
from budgetdesk.operations.project import set_partners, set_signers
from budgetdesk.presenters.choices import named, read_choice
from budgetdesk.presenters.rows import RowField, Rows
from budgetdesk.presenters.table import Column, Place
from budgetdesk.presenters.workspace import Change, Workspace
from budgetdesk.text import text


class SignersPresenter(Rows[Signer]):
    """Those who sign for the recipient's management."""

    step = "project.signers"

    def __init__(self, workspace: Workspace) -> None:
        name = Column(key="name", heading=text("project.name"), width=200, stretches=True)
        title = Column(key="title", heading=text("project.position"), width=200)
        fields = (
            RowField(column=name, read=str, is_needed=True),
            RowField(column=title, read=str),
        )
        super().__init__(workspace, fields, text("project.signers_go_on"))

    @override
    def items(self) -> Sequence[Signer]:
        return self._workspace.project.signers

    @override
    def make(self, old: Signer | None, values: Mapping[str, Any]) -> Signer:
        return Signer(**values)

    @override
    def saving(self, items: tuple[Signer, ...]) -> Change:
        return partial(set_signers, signers=items)


class PartnersPresenter(Rows[Partner]):
    """The other organisations of a joint project."""

    step = "project.partners"

    def __init__(self, workspace: Workspace) -> None:
        kinds = named(RecipientKind)
        fields = (
            RowField(
                column=Column(key="name", heading=text("project.name"), width=168, stretches=True),
                read=str,
                is_needed=True,
            ),
            RowField(
                column=Column(key="kind", heading=text("project.kind"), width=144),
                read=lambda typed: read_choice(typed, kinds),
                choices=("", *kinds),
            ),
            RowField(
                column=Column(key="cvr", heading=text("project.cvr"), width=96),
                read=str,
            ),
        )
        super().__init__(workspace, fields, text("project.partners_go_on"))

    @override
    def items(self) -> Sequence[Partner]:
        return self._workspace.project.partners

    @override
    def make(self, old: Partner | None, values: Mapping[str, Any]) -> Partner:
        """A new one gets its id when it is saved."""
        return Partner(id=old.id if old else PartnerId(""), **values)

    @override
    def place_of(self, subject: Subject) -> Place | None:
        """Where the partner stands that a finding is about; the recipient is not in the list."""
        ids = [partner.id for partner in self.items()]
        if subject.kind != "partner" or subject.id not in ids:
            return None
        return ids.index(PartnerId(subject.id)), 0

    @override
    def saving(self, items: tuple[Partner, ...]) -> Change:
        return partial(set_partners, partners=tuple(_numbered(items)))


def _numbered(partners: Sequence[Partner]) -> Sequence[Partner]:
    """The partners, those without an id with one that none of the others has."""
    taken = {int("".join(filter(str.isdecimal, each.id)) or 0) for each in partners}
    numbers = iter(range(max(taken, default=0) + 1, max(taken, default=0) + len(partners) + 1))
    return [
        each if each.id else replace(each, id=PartnerId(f"p{next(numbers)}")) for each in partners
    ]
