"""Any project there can be, and the steps that lead to one."""

from datetime import UTC, datetime

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from budgetdesk.domain.ledger import Placement, Posting
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import PostingId
from budgetdesk.storage.audit import Step
from tests.builders import a_batch, a_posting, a_project
from tests.strategies import values

replace = msgspec.structs.replace


def numbered(project: Project) -> Project:
    """Imports are numbered in order, as every operation leaves them."""
    batches = enumerate(project.ledger.batches, 1)
    ordered = tuple(replace(batch, number=number) for number, batch in batches)
    return replace(project, ledger=replace(project.ledger, batches=ordered))


PROJECTS = values(Project).map(numbered)
SOME_PROJECTS = st.lists(PROJECTS, min_size=1, max_size=4)
DRAWN = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(DRAWN, max_examples=8)  # where every step goes to the disk


def a_step(code: str = "create", **facts: object) -> Step:
    return Step(code=code, user="Karen", at=datetime(2020, 1, 2, 3, 4, tzinfo=UTC), facts=facts)


def postings(count: int, number: int = 1) -> tuple[Posting, ...]:
    rows = range(2, count + 2)
    return tuple(replace(a_posting(row), id=PostingId(f"{number}-{row}")) for row in rows)


def with_imports(*sizes: int) -> Project:
    """A project with an import of each size."""
    batches = tuple(a_batch(*postings(size, n), number=n) for n, size in enumerate(sizes, 1))
    project = a_project()
    return replace(project, ledger=replace(project.ledger, batches=batches))


def placed(project: Project, *placements: Placement) -> Project:
    """The project with its first postings placed."""
    ids = (posting.id for posting in project.ledger.batches[0].postings)
    made = dict(zip(ids, placements, strict=False))
    return replace(project, ledger=replace(project.ledger, placements=made))
