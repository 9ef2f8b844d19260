"""LibreOffice reckons our workbooks anew and comes to the figures stored in them, to the øre."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from budgetdesk.domain.budget import BudgetVersion, FundingForm, FundingSource
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.ledger import Ledger, PartKind, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project
from budgetdesk.domain.rules import (
    CallRules,
    CofinancingBase,
    CofinancingRule,
    CostItem,
    EligibleRule,
    GrantShareRule,
    SettlementReading,
    SignoffRule,
)
from budgetdesk.domain.signoff import SignoffBasis, SignoffClass, SignoffKind
from budgetdesk.domain.value import VersionId
from budgetdesk.writers.account_workbook import account_workbook
from tests.builders import A_SOURCE, a_batch, a_line, a_posting, a_project, a_source, kr
from tests.writers.papers import a_paper, a_rule
from tests.writers.reading import differences, recalculated, with_value

_TEN_MILLION = 10**9
_TARGETS = {
    "10": (PartKind.COST, "1"),
    "20": (PartKind.COST, "2"),
    "30": (PartKind.COST, "gone"),
    "40": (PartKind.FUNDING, "F-other_grant"),
    "50": (PartKind.FUNDING, "F-income"),
    "60": (PartKind.SET_ASIDE, ""),
    "70": (PartKind.NOT_ELIGIBLE, ""),
}
_RULES = tuple(
    a_rule(number, code, kind, target)
    for number, (code, (kind, target)) in enumerate(_TARGETS.items(), start=1)
)


def ore(least: int, most: int) -> st.SearchStrategy[Money]:
    return st.builds(Money, st.integers(least, most))


def postings() -> st.SearchStrategy[tuple[Posting, ...]]:
    """Up to a dozen: costs, credits and receipts, inside and outside the period, some nowhere."""
    one = st.tuples(
        ore(-(10**7), 10**8),
        st.sampled_from([*_TARGETS, "99"]),
        st.dates(date(2019, 11, 1), date(2021, 1, 31)) | st.none(),
    )
    return st.lists(one, max_size=12).map(
        lambda rows: tuple(
            a_posting(row, amount, gl_code=code, posting_date=day)
            for row, (amount, code, day) in enumerate(rows, start=2)
        )
    )


@st.composite
def call_rules(draw: st.DrawFn) -> CallRules:
    percents = st.decimals("0.01", "90", places=2)
    bases = st.sampled_from(CofinancingBase)
    limit = kr(500_000)
    return CallRules(
        cofinancing=draw(
            st.none()
            | st.builds(
                CofinancingRule,
                source=st.just(A_SOURCE),
                percent=percents | st.just(Decimal(20)),
                base=bases,
                other_grants_count=st.none() | st.booleans(),
            )
        ),
        grant_share=draw(
            st.none()
            | st.builds(GrantShareRule, source=st.just(A_SOURCE), percent=percents, base=bases)
        ),
        eligible=EligibleRule(source=A_SOURCE, items=(CostItem(key="a", label="A"),), closed=True),
        signoff=SignoffRule(
            source=A_SOURCE,
            basis=draw(st.sampled_from([None, *SignoffBasis])),
            classes=(
                SignoffClass(kind=SignoffKind.MANAGEMENT, below=limit),
                SignoffClass(kind=SignoffKind.AUDITOR, above=limit),
            ),
        ),
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    amounts = ore(0, _TEN_MILLION)
    budget = BudgetVersion(
        id=VersionId("v1"),
        name="Budget",
        lines=(a_line("1", draw(amounts), item="a"), a_line("2", draw(amounts), item="b")),
        funding=(
            *(a_source(source, draw(amounts)) for source in FundingSource),
            replace(
                a_source(FundingSource.OWN, draw(amounts), "F-hours"),
                form=draw(st.sampled_from(FundingForm)),
            ),
        ),
    )
    decisions = [
        Decision(topic=Topic.SETTLEMENT, answer=each.value, reason="x", by="y", on=date(2021, 1, 1))
        for each in SettlementReading
    ]
    paid = draw(st.lists(amounts, max_size=2))
    return a_project(
        budget,
        draw(call_rules()),
        ledger=Ledger(batches=(a_batch(*draw(postings())),), rules=_RULES),
        payments=tuple(Payment(on=date(2020, 6, 1), amount=each) for each in paid),
        decisions=tuple(draw(st.lists(st.sampled_from(decisions), max_size=1))),
    )


def test_a_wrong_stored_value_would_be_seen(tmp_path: Path) -> None:
    right = account_workbook(a_paper())
    wrong = with_value(right, "xl/worksheets/sheet3.xml", "<v>48534.01</v>", "<v>48534.02</v>")
    file = tmp_path / "wrong.xlsx"
    file.write_bytes(wrong)
    _, found = differences(file, *recalculated([file], tmp_path))
    assert [(sheet, before, after) for sheet, _, before, after in found] == [
        ("Opgørelse", 48534.02, 48534.01)
    ]


def test_every_figure_is_the_one_libreoffice_reckons(tmp_path: Path) -> None:
    papers = [a_paper(), a_paper(period=Period(start=date(2019, 12, 1), end=date(2020, 6, 30)))]

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(projects(), st.booleans())
    def collect(project: Project, is_interim: bool) -> None:
        part = Period(start=date(2020, 1, 1), end=date(2020, 6, 30))
        papers.append(a_paper(project, period=part if is_interim else None))

    collect()
    files = []
    for number, paper in enumerate(papers):
        file = tmp_path / f"{number}.xlsx"
        file.write_bytes(account_workbook(paper))
        files.append(file)
    for file, fresh in zip(files, recalculated(files, tmp_path), strict=True):
        count, found = differences(file, fresh)
        assert count >= 35
        assert found == [], file
