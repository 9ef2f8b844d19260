"""The sheets beside the account: reconciliation, sample, changes, rules, and what few need."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from budgetdesk.domain.finding import Finding, Severity, Source, Subject
from budgetdesk.domain.ledger import KnownRow, SkippedRow
from budgetdesk.domain.review import Method
from budgetdesk.domain.rules import RepaymentRule, RuleRow
from budgetdesk.domain.seal import SealedAccount
from budgetdesk.domain.value import PostingId, VoucherId
from budgetdesk.writers.account_workbook import account_workbook
from budgetdesk.writers.paper import AccountPaper
from tests.builders import A_SOURCE, a_posting, kr
from tests.packages.sealed import finished, package, sealed, sealed_anew
from tests.writers.extremes import LONG, a_worst_paper
from tests.writers.generated import a_review
from tests.writers.papers import a_full_paper, a_paper, a_real_project, with_postings
from tests.writers.reading import formulas, values

WORST_PAPER = a_worst_paper(120)
WORST = account_workbook(WORST_PAPER)
ROOT = Path(__file__).resolve().parent.parent.parent


def table(content: bytes, sheet: str, heading: str) -> list[dict[str, Any]]:
    """The rows of a section, by their heads, to the first empty row or the sums."""
    made: Any = values(content)[sheet]
    at = next(row[0].row for row in made.iter_rows() if row[0].value == heading)
    heads = [cell.value for cell in made[at + 1] if cell.value]
    found = []
    for row in made.iter_rows(min_row=at + 2, max_col=len(heads), values_only=True):
        if not any(each is not None for each in row[1:]):  # no row, or a note
            break
        found.append(dict(zip(heads, row, strict=True)))
    return found


def words(content: bytes, sheet: str) -> list[str]:
    """Every text of a sheet."""
    cells = (cell.value for row in values(content)[sheet].iter_rows() for cell in row)
    return [cell for cell in cells if isinstance(cell, str)]


def test_the_rows_of_an_extract_are_all_accounted_for() -> None:
    project = with_postings(a_posting(3), a_posting(4, kr("-12.5")))
    (batch,) = project.ledger.batches
    skipped = tuple(
        SkippedRow(row=row, reason=reason, raw="Sum;010180-1234")
        for row, reason in enumerate(["heading", "total", "total"], start=1)
    )
    batch = replace(
        batch,
        rows_read=11,
        skipped=skipped,
        already_there=tuple(KnownRow(row=row, like=PostingId("1-3")) for row in range(20, 24)),
        already_there_sum=kr(40),
        filtered_out=2,
        control_total=kr("127.5"),
    )
    project = replace(project, ledger=replace(project.ledger, batches=(batch,)))
    made = account_workbook(a_full_paper(project))
    row, total = table(made, "Afstemning", "Rækker: læst i udtrækkene og overført eller udeladt")
    counts = ["Rækker læst", "Overført", "Var der i forvejen", "Sprunget over", "Valgt fra"]
    assert [row[head] for head in counts] == [total[head] for head in counts] == [11, 2, 4, 3, 2]
    assert row["Difference"] == 0
    reasons = table(made, "Afstemning", "Udeladte rækker efter grund")
    assert [(each["Grund"], each["Rækker"]) for each in reasons[:-1]] == [
        ("Overskrifterne", 1),
        ("Rækken er en total, ikke en postering", 2),
    ]
    (sums, _) = table(made, "Afstemning", "Summer: importjournal, bilagsliste og økonomisystem")
    assert list(sums.values())[2:] == [87.5, 87.5, 0, 40, 127.5, 0]
    left = table(made, "Afstemning", "Hver udeladt række")
    assert [each["Rækken, som den stod"] for each in left] == ["Sum;xxxxxx-xxxx"] * 3


def test_everything_imported_has_ended_somewhere_by_import_and_in_all() -> None:
    *batches, total = table(WORST, "Afstemning", "Hvor beløbene er endt")
    assert len(batches) == 2
    for row in (*batches, total):
        listed, *boxes, difference = (each for each in list(row.values())[2:])
        assert round(listed - sum(boxes), 2) == difference == 0
    sums = WORST_PAPER.account.reconciliation
    assert kr(f"{total['Ifølge bilagslisten']:.2f}") == sums.imported


def test_the_account_shows_earlier_this_and_corrections_and_they_are_told() -> None:
    made: Any = values(WORST)["Regnskab"]
    heads = {cell.value: cell.column for cell in made[5]}
    total = next(row for row in made.iter_rows() if row[1].value == "I alt")
    told = {
        head: total[heads[head] - 1].value
        for head in ("Tidligere aflagt", "Denne periode", "Rettelser af tidligere", "Regnskab")
    }
    earlier, own, corrected, whole = (kr(f"{each:.2f}") for each in told.values())
    account = WORST_PAPER.account
    assert (earlier, corrected, whole) == (account.earlier, account.corrected, account.actual)
    assert earlier + own + corrected == whole
    assert corrected
    rows = table(WORST, "Ændringer", "Rettelser af tidligere aflagte regnskaber")
    assert len(rows) == len(account.corrections)
    assert kr(f"{sum(row['Ændring'] for row in rows):.2f}") == corrected


def test_partners_orders_endings_and_the_specification_stand_on_the_settlement() -> None:
    *partners, all_of_them = table(WORST, "Opgørelse", "Projektets deltagere")
    names = [str(row["Deltager"])[:12] for row in partners]
    assert names == ["1. Prøvestru", "2. Nabokommu"]
    assert kr(f"{all_of_them['Regnskab']:.2f}") == WORST_PAPER.account.actual
    orders = table(WORST, "Opgørelse", "Disponeret: bestilt, men ikke faktureret")
    assert [row["Åben"] for row in orders[:2]] == ["Ja", "Nej"]
    assert orders[2]["Beløb"] == 12500.5
    endings = table(WORST, "Opgørelse", "Hvis projektet sluttede nu")
    assert len([row for row in endings if row["Udgifter"]]) == len(WORST_PAPER.account.endings) == 6
    details = table(WORST, "Opgørelse", "Specifikation af budgettets poster, løn med mere")
    told = [details[0][head] for head in ("Antal", "Pris pr. enhed", "Beløb")]
    assert told == [40.25, 376.02, 15134.81]  # 15.134,805: half an øre goes up


def test_what_others_give_counts_in_a_partners_share_where_the_call_says_so() -> None:
    project = WORST_PAPER.project
    rule = a_real_project().call.rules.cofinancing
    assert rule is not None
    demand = replace(rule, other_grants_count=True)
    call = replace(project.call, rules=replace(project.call.rules, cofinancing=demand))
    paper = a_full_paper(replace(project, call=call))
    rows = table(account_workbook(paper), "Opgørelse", "Projektets deltagere")
    for row, partner in zip(rows, paper.account.partners, strict=False):
        assert partner.cofinancing is not None
        share = partner.cofinancing.actual_percent
        assert share is not None
        assert row["Egen andel i %"] == pytest.approx(float(share) / 100)


def test_a_specification_without_a_norm_says_nothing_of_hours() -> None:
    project = WORST_PAPER.project
    plain = replace(project.base_budget.lines[0].details[0], annual_cost=None, unit_price=kr("0.5"))
    line = replace(project.base_budget.lines[0], details=(plain,))
    budget = replace(project.base_budget, lines=(line,), annual_hours=None)
    made = account_workbook(a_full_paper(replace(a_real_project(), versions=(budget,))))
    (row, _) = table(made, "Opgørelse", "Specifikation af budgettets poster, løn med mere")
    assert row["Beløb"] == 20.13  # 40,25 of 0,50 is 20,125: half an øre goes up
    assert not any("Timepriser" in each for each in words(made, "Opgørelse"))


def test_an_amount_too_small_to_be_claimed_back_is_let_go() -> None:
    project = a_real_project()
    call, over = project.call, a_paper().account.settlement.earned + kr("99.99")
    for trivial, itself, repaid in (("100", None, 0), ("99.99", True, 0), ("99.99", None, 99.99)):
        rule = RepaymentRule(source=A_SOURCE, trivial=kr(trivial), trivial_itself=itself)
        rules = replace(call.rules, repayment=rule)
        paid = replace(project.payments[0], amount=over)
        changed = replace(project, call=replace(call, rules=rules), payments=(paid,))
        sheet = values(account_workbook(a_full_paper(changed)))["Opgørelse"]
        told = {row[0].value: row[1].value for row in sheet.iter_rows()}
        assert told["Til tilbagebetaling"] == repaid
        assert told["Beløb, der ikke kræves tilbage"] == float(trivial)


def test_the_sample_shows_how_it_was_drawn_and_what_was_found() -> None:
    said = words(WORST, "Stikprøve")
    for sentence in ("Revisor: Revisor", "Metode: Tilfældig", "Antal bedt om: 8"):
        assert sentence in said
    assert "Frø, som giver de samme rækker igen: 7" in said
    rows = table(WORST, "Stikprøve", "Udtagne posteringer")
    assert (rows[0]["Mærke"], rows[0]["Fejltype"], rows[0]["Trækkes fra"]) == (
        "Fejl",
        "Forkert beløb",
        12.5,
    )
    gone = rows[8]  # the document has no such posting any more
    assert (gone["Import-række"], gone["Beløb"]) == ("9-9", 7.25)


def test_a_sample_of_nothing_says_so_and_tells_its_limit() -> None:
    review = replace(a_review([]), items=(), method=Method.ABOVE, at_least=kr(5_000), seed="")
    project = replace(a_real_project(), reviews=(review,))
    said = words(account_workbook(a_full_paper(project)), "Stikprøve")
    assert "Alle beløb fra og med: 5.000,00 kr." in said
    assert "Metoden gav ingen posteringer." in said


def test_the_budget_is_told_version_by_version_and_line_by_line() -> None:
    made: Any = values(WORST)["Ændringer"]
    rows = [[cell.value for cell in row[:6]] for row in made.iter_rows()]
    at = next(n for n, row in enumerate(rows) if str(row[0]).startswith("Fra »Budget 1«"))
    assert rows[at + 3] == ["Ændret", "Delpost 9", 21400, 21900, 500, 0.0233]
    total = next(row for row in rows if row[1] == "Udgifter i alt")
    assert total[2:5] == [884000, 886000, 2000]


def test_the_trail_stands_in_words_and_names_nobody() -> None:
    rows = table(WORST, "Ændringer", "Hvad der er ændret, i ord")
    assert len(rows) == 12
    assert rows[0]["Hvad"] == LONG


def test_a_sealed_account_has_its_seal_on_the_last_sheet_and_differs_from_the_one_before(
    tmp_path: Path,
) -> None:
    first = sealed(finished())
    made = package(tmp_path / "a", sealed_anew(first))["Regnskab.xlsx"]
    assert formulas(made).sheetnames[-1] == "Om"
    seal = first.seals[0]
    assert isinstance(seal, SealedAccount)
    rows = table(made, "Ændringer", "Forseglede regnskaber")
    assert [(row["Segl"], row["Navn"]) for row in rows] == [(seal.digest, "Karen")]
    assert "Genåbnet af Ole" in str(rows[0]["Genåbnet"])
    since = table(made, "Ændringer", "Ændret siden det forrige forseglede regnskab")
    assert "Aflyst en måned." in str(since[0]["Hvad"])
    held = replace(WORST_PAPER.project, seals=(replace(seal, reopening=None),))
    (row,) = table(account_workbook(a_full_paper(held)), "Ændringer", "Forseglede regnskaber")
    assert row["Genåbnet"] is None
    assert "Segl (SHA-256)" in words(made, "Om")


def a_rule_told(name: str, value: str, sources: tuple[Source, ...] = ()) -> RuleRow:
    return RuleRow(kind="", name=name, about="", value=value, sources=sources)


def told(paper: AccountPaper, *rules: RuleRow) -> list[dict[str, Any]]:
    return table(account_workbook(replace(paper, rules=rules)), "Regler", "Reglerne, én for én")


def test_a_rule_stands_with_its_words_and_its_address_and_a_silent_call_is_not_guessed() -> None:
    source = Source(document="Opslag", section="3", quote="mindst 20 %", url="https://example.dk/a")
    local = Source(document="Brev", url="file://server/brev.pdf")
    far = Source(document="Brev", url=f"https://example.dk/{'a' * 300}")
    rows = told(
        a_paper(),
        a_rule_told(name="Medfinansiering", value="Mindst 20 %", sources=(source, local)),
        a_rule_told(name="Forskud", value="Ikke oplyst, se opslaget."),
        a_rule_told(name="Frist", value="1. maj", sources=(local,)),
        a_rule_told(name="Bilag", value="Gemmes", sources=(far,)),
    )
    assert rows[0] == {
        "Regel": "Medfinansiering",
        "Oplyst": "Oplyst",
        "Hvad opslaget siger": "Mindst 20 %",
        "Sted": "Opslag, 3\nBrev",
        "Ordret": "mindst 20 %",
        "Adresse": "https://example.dk/a",
    }
    assert (rows[1]["Oplyst"], rows[1]["Adresse"]) == ("ikke oplyst", None)
    assert rows[2]["Adresse"] == "file://server/brev.pdf"
    paper = replace(a_paper(), rules=(a_rule_told(name="Frist", value="", sources=(local, far)),))
    link = formulas(account_workbook(paper))["Regler"]
    assert not any(cell.data_type == "f" for row in link.iter_rows() for cell in row)


def test_every_rule_of_the_call_has_its_row() -> None:
    paper = WORST_PAPER
    rows = table(WORST, "Regler", "Reglerne, én for én")
    assert [row["Regel"] for row in rows] == [rule.name for rule in paper.rules]
    assert {row["Oplyst"] for row in rows} == {"Oplyst", "ikke oplyst"}


@pytest.mark.parametrize(
    ("subject", "leads"),
    [
        (Subject(kind="posting", id="1-3"), "Bilagsliste"),
        (Subject(kind="posting", id="8-8"), None),
        (Subject(kind="line", id="3"), "Regnskab"),
        (Subject(kind="line", id="gone"), None),
        (Subject(kind="period"), None),
    ],
)
def test_a_finding_leads_to_what_it_is_about(subject: Subject, leads: str | None) -> None:
    finding = Finding(code="budget.empty", severity=Severity.NOTE, subject=subject)
    made = account_workbook(a_paper(findings=(finding,)))
    (row,) = table(made, "Bemærkninger og beslutninger", "Bemærkninger")
    assert row["Gå til"] == leads


def test_a_posting_with_two_files_leads_to_the_first_of_them() -> None:
    project = WORST_PAPER.project
    first, *_ = project.ledger.vouchers
    files = (replace(first, id=VoucherId("x"), name="a.pdf"), first)
    project = replace(project, ledger=replace(project.ledger, vouchers=files))
    rows = formulas(account_workbook(a_full_paper(project)))["Bilagsliste"]
    links = [row[13].value for row in rows.iter_rows(min_row=7) if row[13].value]
    assert links == ['=HYPERLINK("#Om!A"&(ROW(Bilagsfiler)+1),"2 filer")']


def test_an_open_question_is_told_with_its_answers() -> None:
    project = replace(a_real_project(), decisions=())
    made = account_workbook(a_full_paper(project))
    rows = table(made, "Bemærkninger og beslutninger", "Spørgsmål, der ikke er besvaret")
    assert rows[0]["Spørgsmål"] == "Opgørelse af tilskuddet"
    assert len(str(rows[0]["Mulige svar"]).split("\n")) == 2


def test_a_text_longer_than_a_cell_ends_in_dots_and_nothing_is_lost_in_silence() -> None:
    project = replace(a_real_project(), explanations={"1": "å" * 40_000})
    cell = str(values(account_workbook(a_paper(project)))["Regnskab"]["I5"].value)
    assert (len(cell), cell[-2:]) == (32_767, "å…")


def test_no_amount_is_too_long_for_its_column() -> None:
    rows = [a_posting(row, kr("123456789.12"), gl_code="5689810010") for row in range(2, 22)]
    made = formulas(account_workbook(a_full_paper(with_postings(*rows))))
    total = len("2.469.135.782,40")
    for sheet, column in (("Regnskab", "C"), ("Bilagsliste", "H"), ("Opgørelse", "B")):
        assert made[sheet].column_dimensions[column].width > total + 2


def test_times_are_the_readers_own() -> None:
    rows = table(WORST, "Om", "Udtræk fra økonomisystemet")
    at = datetime(2021, 1, 15, 9, 0, tzinfo=UTC).astimezone(WORST_PAPER.made_at.tzinfo)
    assert rows[0]["Hentet"] == at.replace(tzinfo=None)


def test_the_same_paper_gives_the_same_bytes_in_every_process() -> None:
    """The first workbook of a process is no other than its second."""
    code = (
        "import hashlib; from tests.writers.extremes import a_worst_paper as w;"
        "from budgetdesk.writers.account_workbook import account_workbook as a;"
        "[print(hashlib.sha256(a(w(60))).hexdigest()) for _ in range(2)]"
    )
    digests = {
        digest
        for seed in ("0", "1", "4711")
        for digest in subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        ).stdout.split()
    }
    assert len(digests) == 1


def test_units_and_shares_have_their_own_form() -> None:
    made: Any = formulas(WORST)
    assert made["Regnskab"]["C6"].number_format == "[$-406]#,##0.00"
    assert made["Bilagsliste"]["D7"].number_format == "[$-406]dd-mm-yyyy"
    assert made.custom_doc_props["Sprog"].value == "da-DK"
    assert made["Opgørelse"]["B8"].number_format == "[$-406]0.00%"
