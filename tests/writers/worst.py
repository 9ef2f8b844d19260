"""The account nobody wishes for: everything a project can have at once, in the longest words."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec.structs import replace

from budgetdesk import jobs, paper_jobs
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, DetailRow
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.ledger import PartKind, Posting
from budgetdesk.domain.order import Order
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project, Signer
from budgetdesk.domain.recipient import Partner
from budgetdesk.domain.value import LineId, PartnerId
from budgetdesk.operations.account import set_orders, take
from budgetdesk.writers.paper import AccountPaper
from tests.builders import a_budget, a_line, a_posting, kr
from tests.writers.papers import FINDINGS, MADE_AT, a_ledger, a_real_project, a_rule

LONG = "Meget lang betegnelse med mange ord og særlige tegn æøåÆØÅ éüß € "
LINES = 40
SPRING = Period(start=date(2019, 12, 1), end=date(2020, 3, 31))
SUMMER = Period(start=date(2020, 4, 1), end=date(2020, 6, 30))
AUTUMN = Period(start=date(2020, 7, 1), end=date(2020, 9, 30))
_PARTNER = PartnerId("p1")
_CODE = 5689810000


def a_worst_project(postings: int) -> Project:
    """40 lines, partners, two accounts taken and then corrected, orders, goals, negative rows."""
    project = replace(
        a_real_project(),
        versions=(_budget(),),
        ledger=replace(a_ledger(tuple(_postings(postings))), rules=(*_rules(),)),
        title=LONG * 4,
        journal_number="19/12345-" + "7" * 40,
        partners=(
            Partner(id=_PARTNER, name="Nabokommunen med det meget lange navn " * 3),
            Partner(id=PartnerId("p2"), name="Foreningen"),
        ),
        explanations={LineId(str(n)): LONG * 12 if n % 4 else "Kort." for n in range(1, LINES + 1)},
        goals=(
            Goal(name=LONG, at_least=Decimal(60), months=(Decimal(50), Decimal("71.3"), None)),
            Goal(name="Deltagere", at_least=Decimal(3), months=(Decimal(2),)),
            Goal(name="Ikke målt", at_least=Decimal(3)),
        ),
        signers=tuple(Signer(name=f"Navn {n} " * 8, title="Titel " * 12) for n in range(3)),
        decisions=tuple(replace(each, reason=LONG * 6) for each in a_real_project().decisions),
        reservation=LONG * 4,
    )
    for period in (SPRING, SUMMER):
        taken = jobs.account(project, period)
        project = take(project, taken, on=date(2020, 7, 1), by="Anne Bogholder")
    return set_orders(_corrected(project), tuple(_orders()))


def a_worst_paper(postings: int = 300, period: Period | None = None) -> AccountPaper:
    """Its account with findings, one of them waived in many words."""
    project = a_worst_project(postings)
    finding = FINDINGS[1]
    assert finding.waived is not None
    waived = replace(finding, waived=replace(finding.waived, reason=LONG * 5))
    account = jobs.account(project, period)
    return paper_jobs.paper(project, account, (*FINDINGS, waived), MADE_AT, "Anne Bogholder")


def _budget() -> BudgetVersion:
    lines = [_line(number) for number in range(1, LINES + 1)]
    budget = a_budget(*lines, grant=kr(650_000_000), own=kr(162_500_000), approved=True)
    return replace(budget, annual_hours=Decimal("1628.4"), name="Godkendt budget " * 8)


def _line(number: int) -> BudgetLine:
    """Every seventh name is long, the fourth line is a thousand millions, the first are priced."""
    return a_line(
        str(number),
        kr(999_999_999 if number == 4 else 300_000 + number),
        label=(LONG * (1 + number % 3)).strip() if number % 7 == 0 else f"Udgiftspost {number}",
        details=tuple(_details(number)),
        partner=_PARTNER if number % 5 == 0 else None,
    )


def _details(number: int) -> Iterator[DetailRow]:
    hours, year = Decimal("123.5"), kr(612_345)
    for row in range(4 if number < 4 else 0):
        words = f"Projektleder {LONG * (row % 3)}".strip()
        yield DetailRow(
            text=words, year=2020, units=hours, unit_price=kr(0), annual_cost=year, employee="98765"
        )
    if number in (3, 5):
        yield DetailRow(
            text="Kursusdag", year=2020, units=Decimal(12), unit_price=kr("1234.5"), unit="dage"
        )


def _postings(count: int) -> Iterator[Posting]:
    """Every eleventh is negative; a few have long words, and one a whole page of them."""
    for row in range(2, count + 2):
        amount = kr(f"{row * 7919 % 9000}.{row % 100:02d}")
        is_long = row % 50 == 0
        yield a_posting(
            row,
            kr("98765432.10") if row == 50 else -amount if row % 11 == 0 else amount,
            gl_code=str(_CODE + row % (LINES + 2)),
            text=LONG * (60 if row == 100 else 3) if is_long else f"Møde {row}, 17 deltagere",
            supplier="Leverandør med mange afdelinger A/S" if is_long else f"Firma {row % 500}",
            voucher="X" * 60 if row == 75 else f"FAK{row:06d}",
            posting_date=date(2020, 1, 1) + timedelta(days=row % 360),
        )


def _rules() -> Iterator[object]:
    for number in range(1, LINES + 1):
        yield a_rule(number, str(_CODE + number), PartKind.COST, str(number))
    why = "Forplejning er ikke på listen, " * 6
    yield a_rule(LINES + 1, str(_CODE + LINES + 1), PartKind.NOT_ELIGIBLE, reason=why)


def _corrected(project: Project) -> Project:
    """Postings that came late, were moved, or are gone."""
    (batch,) = project.ledger.batches
    late = tuple(
        a_posting(20_000 + row, kr(1000 + row), gl_code=str(_CODE + row), text="Kom for sent",
                  posting_date=date(2020, 2, 1))
        for row in range(1, 6)
    )  # fmt: skip
    moved = str(_CODE + 7)
    kept = (each for each in batch.postings if each.row not in (80, 81))
    rows = (replace(each, gl_code=moved) if each.row in (60, 61) else each for each in kept)
    whole = replace(batch, postings=(*rows, *late))
    return replace(project, ledger=replace(project.ledger, batches=(whole,)))


def _orders() -> Iterator[Order]:
    for day in range(1, 5):
        yield Order(
            line=LineId(str(day)),
            text=LONG * 2 if day == 3 else "Konsulent, 3 dage",
            on=date(2020, 12, day),
            amount=kr(10_000 + day),
            ended=date(2020, 12, 24) if day == 4 else None,
        )
