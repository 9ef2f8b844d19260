"""A project opened in a session as the window opens it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from budgetdesk.domain.ledger import AllocationRule, Ledger, PartKind, Posting
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import RuleId
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.session import Session
from tests.builders import a_batch, a_budget, a_line, a_posting, a_project, kr

DAY = date(2021, 2, 1)
SALARY = AllocationRule(id=RuleId("r1"), kind=PartKind.COST, target="1", gl_from="10")
CATERING = AllocationRule(
    id=RuleId("r2"), kind=PartKind.SET_ASIDE, gl_from="20", reason="Betales af kommunen."
)


@contextmanager
def opened(project: Project, user: str = "Kim Eksempel") -> Iterator[Workspace]:
    """The project in a new document that is never saved."""
    with Session.create(None, project, user) as session:
        yield Workspace(session, lambda: DAY)


def four_postings() -> tuple[Posting, ...]:
    """One each: by the first rule, set aside by the second, by none, and outside the period."""
    return (
        a_posting(2, kr(900), gl_code="1010", gl_name="Løn", text="Løn, juni"),
        a_posting(3, kr(50), gl_code="2010", text="Frokost", supplier="Køkkenet"),
        a_posting(4, kr("70.50"), gl_code="3010", text="Taxa", voucher=""),
        a_posting(5, kr(30), gl_code="1010", text="Løn, 2021", posting_date=date(2021, 1, 15)),
    )


def with_ledger(*postings: Posting, **fields: object) -> Project:
    """An approved budget of 1.000 and 500, two rules, and these postings (else the four)."""
    ledger = Ledger(batches=(a_batch(*(postings or four_postings())),), rules=(SALARY, CATERING))
    lines = (a_line("1", kr(1000), label="Løn"), a_line("2", kr(500), label="Leje"))
    budget = a_budget(*lines, grant=kr(1200), own=kr(300), approved=True)
    return a_project(budget, **{"ledger": ledger, **fields})  # type: ignore[arg-type]
