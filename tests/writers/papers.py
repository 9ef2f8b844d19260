"""Papers to write: a realistic project of four lines and 60 postings, and ways to vary it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec

from budgetdesk import paper_jobs
from budgetdesk.accounting.build import build_account
from budgetdesk.domain.budget import Approval, BudgetLine, BudgetVersion, FundingSource
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Finding, Fix, Severity, Source, Subject
from budgetdesk.domain.ledger import (
    AllocationRule,
    ImportBatch,
    Ledger,
    Part,
    PartKind,
    Placement,
    Posting,
)
from budgetdesk.domain.money import Money
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Payment, Project, Signer
from budgetdesk.domain.recipient import Recipient, RecipientKind
from budgetdesk.domain.rules import (
    Call,
    CallRules,
    CofinancingBase,
    CofinancingRule,
    CostItem,
    EligibleRule,
    FinalAccountRule,
    SignoffRule,
)
from budgetdesk.domain.signoff import SignoffClass, SignoffKind
from budgetdesk.domain.value import LineId, RuleId, VersionId
from budgetdesk.domain.waiver import Waiver
from budgetdesk.writers.paper import AccountPaper
from tests.builders import a_line, a_posting, a_source, kr

MADE_AT = datetime(2021, 2, 15, 9, 30, tzinfo=UTC)

LINES = {"1": "Lønudgifter til projektledelse og administration", "2": "Eksterne konsulenter",
         "3": "Lokaleleje", "4": "Revision"}  # fmt: skip
_ITEMS = {"1": "salary", "2": "consultants", "3": "rent", "4": "audit"}
_BUDGET = {"1": 300_000, "2": 430_000, "3": 60_000, "4": 22_500}


def _source(quote: str) -> Source:
    return Source(document="Opslag 2019", section="Krav", quote=quote)


def a_real_call() -> Call:
    """The rules an account of the sample's kind meets."""
    limit = kr(500_000)
    items = tuple(CostItem(key=key, label=LINES[line]) for line, key in _ITEMS.items())
    return Call(
        id="T19",
        name="Pulje til prøve af papirer",
        funder="Styrelsen for Prøver",
        complete=True,
        where_to_look=_source(""),
        digest="c" * 64,
        rules=CallRules(
            cofinancing=CofinancingRule(
                source=_source("minimum 20 procent medfinansiering af projektets udgifter"),
                percent=Decimal(20),
                base=CofinancingBase.TOTAL_COSTS,
            ),
            eligible=EligibleRule(
                source=_source("til følgende udgiftsposter"), items=items, closed=True
            ),
            final_account=FinalAccountRule(source=_source("senest tre måneder efter"), months=3),
            signoff=SignoffRule(
                source=_source("revisorpåtegnet regnskab (ved tilskud på over 500.000 kr.)"),
                classes=(
                    SignoffClass(kind=SignoffKind.MANAGEMENT, below=limit),
                    SignoffClass(kind=SignoffKind.AUDITOR, above=limit),
                ),
            ),
        ),
    )


def a_real_budget(*extra: BudgetLine) -> BudgetVersion:
    lines = tuple(
        a_line(line, kr(_BUDGET[line]), label=label, item=_ITEMS[line])
        for line, label in LINES.items()
    )
    return BudgetVersion(
        id=VersionId("v2"),
        name="Godkendt budget",
        lines=(*lines, *extra),
        funding=(
            a_source(FundingSource.GRANT, kr(650_000)),
            a_source(FundingSource.OWN, kr("162500")),
            a_source(FundingSource.OTHER_GRANT, kr(0), "F-region"),
        ),
        approval=Approval(on=date(2020, 1, 2), reference="tilsagn 19/12345-7"),
    )


def real_postings() -> tuple[Posting, ...]:
    """60 rows over 13 months: pay, consultants, rent, audit, and what a real ledger also holds."""
    return tuple(
        a_posting(row, amount, **fields) for row, (amount, fields) in enumerate(_rows(), start=2)
    )


def _rows() -> Iterator[tuple[Money, Mapping[str, object]]]:
    months = [date(2019, 12, 28), *(date(2020, month, 28) for month in range(1, 13))]
    for day in months:
        yield kr("18422.75"), _fields(day, "5689810010", f"Løn projektleder {day:%m-%Y}")
        yield kr("2971.58"), _fields(day, "5689810020", f"Pension og ATP {day:%m-%Y}")
        yield kr("4512.40"), _fields(day, "5689840010", "Leje af kursuslokale", "Kulturhuset Åen")
    for number, day in enumerate(months[1:], start=1):
        text = f"Forløb {number}, udvikling og gennemførelse af kursusdage for medarbejdere"
        yield kr("32500"), _fields(day, "5689849010", text, "Søbakke Læring ApS")
    yield kr("-3250"), _fields(months[5], "5689849010", "Kreditnota forløb 4", "Søbakke Læring ApS")
    yield (
        kr("21875"),
        _fields(months[12], "5689849020", "Revision af projektregnskab", "Revisorhuset"),
    )
    yield kr("6400"), _fields(months[7], "5689822010", "=SUM(A1:A9) forplejning", "@Køkkenet")
    yield (
        kr("1250.50"),
        _fields(months[8], "5689822010", "Kørsel for cpr 010180-1234", "Jens Hansen"),
    )
    yield kr("1500"), _fields(date(2019, 11, 26), "5689840010", "Orienteringsmøde november 2019")
    yield kr("-40000"), _fields(months[11], "5689870010", "Tilskud fra regionen", "Regionen")
    yield kr("775.25"), _fields(months[10], "5689899999", "+45 12345678 diverse")
    yield (
        kr("9000"),
        _fields(months[9], "5689849010", "Oplæg, delvis til driften", "Tal & Tanke I/S"),
    )
    yield kr("420"), _fields(months[9], "5689849010", '-rabat <b>ikke</b> fed & "citat"')


def _fields(day: date, gl_code: str, text: str, supplier: str = "") -> dict[str, object]:
    return {"posting_date": day, "gl_code": gl_code, "text": text, "supplier": supplier}


def a_rule(
    number: int, gl_from: str, kind: PartKind, target: str = "", reason: str = ""
) -> AllocationRule:
    return AllocationRule(
        id=RuleId(f"r{number}"), kind=kind, target=target, reason=reason, gl_from=gl_from
    )


RULES = (
    a_rule(1, "56898100", PartKind.COST, "1"),
    a_rule(2, "5689849010", PartKind.COST, "2"),
    a_rule(3, "5689849020", PartKind.COST, "4"),
    a_rule(4, "5689840010", PartKind.COST, "3"),
    a_rule(5, "5689822010", PartKind.NOT_ELIGIBLE, reason="Forplejning er ikke på opslagets liste"),
    a_rule(6, "5689870010", PartKind.FUNDING, "F-region"),
)
_SPLIT = Placement(
    parts=(
        Part(kind=PartKind.COST, amount=kr(6_000), target="2"),
        Part(kind=PartKind.SET_ASIDE, amount=kr(3_000), reason="Driftens del af oplægget"),
    ),
    by="Anne Bogholder",
)


def a_ledger(postings: tuple[Posting, ...]) -> Ledger:
    batch = ImportBatch(
        number=1,
        file="prisme_udtræk.csv",
        size=12_345,
        sha256="ab" * 32,
        format="csv",
        profile="prisme",
        rows_read=len(postings),
        already_there=(),
        postings=postings,
        skipped=(),
        imported_at=datetime(2021, 1, 15, 9, 0, tzinfo=UTC),
    )
    return Ledger(batches=(batch,), rules=RULES)


def a_real_project() -> Project:
    """Four lines, 60 postings of which one is split by hand, set aside in part, and unexplained."""
    ledger = a_ledger(real_postings())
    split = next(posting.id for posting in ledger.batches[0].postings if "delvis" in posting.text)
    return Project(
        call=a_real_call(),
        versions=(a_real_budget(),),
        title="Kompetenceløft i jobcentret",
        journal_number="19/12345",
        recipient=Recipient(
            name="Prøvestrup Kommune",
            kind=RecipientKind.MUNICIPALITY,
            cvr="12345678",
            contact="Anne Bogholder",
        ),
        period=Period(start=date(2019, 12, 1), end=date(2020, 12, 31)),
        ledger=msgspec.structs.replace(ledger, placements={split: _SPLIT}),
        payments=(Payment(on=date(2020, 6, 2), amount=kr(200_000), note="1. rate"),),
        decisions=(
            Decision(
                topic=Topic.SETTLEMENT,
                answer="proportional",
                reason="Bekræftet af styrelsen i mail af 4. januar 2021",
                by="Anne Bogholder",
                on=date(2021, 1, 4),
            ),
        ),
        explanations={
            LineId(
                "1"
            ): "Projektlederen var ansat på færre timer end ventet i årets første måneder.",
            LineId(
                "2"
            ): "To forløb blev udsat og siden aflyst på grund af lukningen i foråret 2020.",
        },
        signers=(
            Signer(name="Mette Jensen", title="Jobcenterchef"),
            Signer(name="Søren Østergaard", title="Økonomichef"),
        ),
    )


FINDINGS = (
    Finding(
        code="ledger.unplaced",
        severity=Severity.ERROR,
        subject=Subject(kind="posting", id="1-59"),
        facts={"count": 1, "amount": kr("775.25"), "first": "1-59"},
    ),
    Finding(
        code="account.deviation_unexplained",
        severity=Severity.WARNING,
        subject=Subject(kind="line", id="3"),
        facts={
            "count": 2,
            "label": "Lokaleleje",
            "budget": kr(60_000),
            "actual": kr("58661.20"),
            "deviation": kr("1338.80"),
        },
        source=Source(
            document="Opslag 2019",
            section="Krav til regnskab",
            quote="Regnskabet skal modsvares af udgiftsposterne i det godkendte budget.",
        ),
        fixes=(
            Fix(code="cofinancing.keep_total", facts={"own": kr(1), "grant": kr(2)}),
            Fix(code="signoff.decide", facts={"kind": "auditor"}),
        ),
        waived=Waiver(
            code="account.deviation_unexplained",
            kind="line",
            id="3",
            field="",
            facts="{}",
            reason="Lejen faldt, oplyst af 010190-1234",
            by="Kim Holm",
            on=date(2021, 2, 3),
            permission="Brev 12",
        ),
    ),
)


def a_paper(
    project: Project | None = None,
    findings: tuple[Finding, ...] = (),
    period: Period | None = None,
) -> AccountPaper:
    """The paper of a project's account; without a project, of the realistic one."""
    project = project or a_real_project()
    return AccountPaper(
        account=build_account(project, period),
        project=project,
        findings=findings,
        made_at=MADE_AT,
        made_by="Anne Bogholder",
        version="0.1.0",
    )


def a_full_paper(project: Project, period: Period | None = None) -> AccountPaper:
    """The paper as the program makes it, with rules, questions and running numbers."""
    return paper_jobs.paper(project, build_account(project, period), (), MADE_AT, "Anne Bogholder")


def a_golden_paper() -> AccountPaper:
    """The realistic paper with findings, under a seal that no change of the domain moves."""
    paper = a_paper(findings=FINDINGS)
    account = msgspec.structs.replace(paper.account, digest="0123456789abcdef" * 4)
    return msgspec.structs.replace(paper, account=account)


def with_personal_data() -> Project:
    """A CPR number in everything people and finance systems write freely."""
    told = "Efter aftale med 010180-1234"
    project = with_postings(a_posting(2, gl_code="5689840010", text=told, supplier=told))
    rules = (a_rule(9, "99", PartKind.SET_ASIDE, reason=told), *RULES)
    aside = a_posting(3, gl_code="99")
    batch = msgspec.structs.replace(
        project.ledger.batches[0], postings=(*project.ledger.batches[0].postings, aside)
    )
    return msgspec.structs.replace(
        project,
        ledger=msgspec.structs.replace(project.ledger, batches=(batch,), rules=rules),
        explanations={LineId("3"): told},
        decisions=tuple(msgspec.structs.replace(each, reason=told) for each in project.decisions),
        payments=tuple(msgspec.structs.replace(each, note=told) for each in project.payments),
    )


def with_postings(*postings: Posting) -> Project:
    """The realistic project with other postings."""
    return msgspec.structs.replace(a_real_project(), ledger=a_ledger(postings))
