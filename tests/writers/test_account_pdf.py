import re
from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project, Signer
from budgetdesk.domain.recipient import Partner, Recipient
from budgetdesk.domain.rules import CallRules
from budgetdesk.domain.value import PartnerId
from budgetdesk.writers.account_pdf import account_pdf
from tests.builders import a_budget, a_line, a_posting, a_project, kr
from tests.writers.papers import (
    a_golden_paper,
    a_paper,
    a_real_project,
    with_personal_data,
    with_postings,
)
from tests.writers.reading import pdf_text
from tests.writers.tagged import opened
from tests.writers.test_account_workbook import with_an_unapproved_line


def words(project: Project | None = None, period: Period | None = None) -> str:
    """All words of a project's PDF in one line, so that a wrapped sentence is found."""
    return " ".join(pdf_text(account_pdf(a_paper(project, period=period))).split())


def changed(**fields: object) -> Project:
    return msgspec.structs.replace(a_real_project(), **fields)


def test_the_whole_document_is_the_one_that_was_read(
    holds_as_golden: Callable[[str, str], None],
) -> None:
    holds_as_golden("account_pdf.txt", pdf_text(account_pdf(a_golden_paper()), "-layout"))


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert account_pdf(a_golden_paper()) == account_pdf(a_golden_paper())


def test_the_parts_are_among_the_bookmarks() -> None:
    with opened(account_pdf(a_golden_paper())) as pdf, pdf.open_outline() as outline:
        titles = [each.title for each in outline.root]
        assert titles[0] == "Ledelsens påtegning"
        assert titles[-1] == "Bilagsliste"
        assert "Lokaleleje" in [each.title for each in outline.root[-1].children]


def test_every_page_says_which_it_is_and_the_contents_where_a_part_begins() -> None:
    pages = pdf_text(account_pdf(a_golden_paper())).split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert f"side {number} af {len(pages)}" in page
        assert "Segl 0123456789ab" in page
    first = " ".join(pdf_text(account_pdf(a_golden_paper()), "-layout", "-l", "1").split())
    begins = int(re.findall(r"Bilagsliste (\d+)", first)[0])
    assert "Bilagsliste" in pages[begins - 1].splitlines()


def test_an_account_with_errors_says_on_page_one_that_it_is_a_draft() -> None:
    draft, ready = a_golden_paper(), a_paper()
    assert "Udkast – regnskabet er ikke klar til underskrift." in first_page(account_pdf(draft))
    assert "Udkast" not in pdf_text(account_pdf(ready))


def first_page(made: bytes) -> str:
    return pdf_text(made, "-l", "1")


def test_a_grant_above_the_limit_reserves_a_page_for_the_auditor_and_words_nothing() -> None:
    pages = pdf_text(account_pdf(a_golden_paper())).split("\f")
    heading = "Den uafhængige revisors erklæring (indsættes af revisor)"
    (page,) = [page for page in pages[1:] if heading in page]
    body = page.split(heading)[1].split("Dannet")[0].split()
    assert " ".join(body) == (
        "Denne side er reserveret til revisors egen erklæring. Programmet skriver ingen tekst på "
        "revisors vegne. Erklæringen hører til regnskabet for Kompetenceløft i jobcentret, "
        "01-12-2019 – 31-12-2020, med segl 0123456789ab."
    )


def test_a_small_grant_needs_management_only() -> None:
    budget = a_budget(a_line("1", kr(100_000)), grant=kr(80_000), own=kr(20_000), approved=True)
    small = words(changed(versions=(budget,), explanations={}))
    assert "Ledelsespåtegnet" in small
    assert "revisors erklæring" not in small
    assert "Der er ikke skrevet forklaringer til afvigelserne." in small


def test_a_grant_exactly_at_the_limit_is_undecided_and_keeps_the_auditors_page() -> None:
    budget = a_budget(a_line("1", kr(625_000)), grant=kr(500_000), own=kr(125_000), approved=True)
    undecided = changed(versions=(budget,), ledger=with_postings().ledger)
    assert "Ikke afgjort. Foreslået, indtil det er afgjort: Revisorpåtegnet" in words(undecided)
    assert "Den uafhængige revisors erklæring" in words(undecided)
    decision = Decision(
        topic=Topic.SIGNOFF,
        answer="management",
        reason="Styrelsen svarede i mail",
        by="Anne",
        on=date(2021, 1, 5),
    )
    decided = words(msgspec.structs.replace(undecided, decisions=(decision,)))
    assert "Besluttet af Anne den 05-01-2021: Styrelsen svarede i mail" in decided
    assert "Påtegning: Ledelsespåtegnet" in decided
    assert "Den uafhængige revisors erklæring" not in decided


def test_management_states_the_three_points_and_the_facts_and_signs_on_blank_lines() -> None:
    made = words()
    for stated in (
        "1. Regnskabet er rigtigt.",
        "2. De dispositioner, som regnskabet viser,",
        "3. Der er etableret forretningsgange,",
        "er betalt, før regnskabet indsendes.",
        "uden moms, som tilskudsmodtageren kan få godtgjort",
        "ikke dækket af andre tilskud",
        "Den egne medfinansiering på 110.366,50 kr. er faktisk ydet.",
        "Mette Jensen",
        "Økonomichef",
    ):
        assert stated in made


def test_without_named_signers_there_are_lines_for_name_and_title() -> None:
    assert "Underskrift Navn Stilling" in words(changed(signers=()))


def test_three_signers_have_a_place_each() -> None:
    three = tuple(Signer(name=f"Navn {number}") for number in (1, 2, 3))
    assert words(changed(signers=three)).count("Underskrift") == 3


def test_the_settlement_says_when_its_reading_is_only_assumed() -> None:
    assert "Derfor er regnet med den, der giver det laveste tilskud." in words(
        changed(decisions=())
    )


def test_an_advance_above_what_was_earned_is_to_be_paid_back() -> None:
    paid = msgspec.structs.replace(a_real_project().payments[0], amount=kr(640_000))
    page = first_page(account_pdf(a_paper(changed(payments=(paid,)))))
    assert "Til tilbagebetaling, kr." in page
    assert "38.534,01" in page  # 640.000,00 - 601.465,99


def test_an_interim_account_is_called_one_and_has_no_due_date() -> None:
    made = words(period=Period(start=date(2019, 12, 1), end=date(2020, 6, 30)))
    assert made.startswith("Kompetenceløft i jobcentret J.nr. 19/12345 Delregnskab")
    assert "Frist for indsendelse ikke oplyst" in made


def test_a_call_that_demands_nothing_is_said_to_be_silent() -> None:
    made = words(a_project(a_budget(a_line("1", kr(100)), grant=kr(100)), CallRules()))
    assert "Opslagets krav til medfinansiering er ikke oplyst. Se opslaget." in made
    assert "Ikke oplyst – se opslaget" in made
    assert "Der er ingen posteringer." in made
    assert "ikke registreret som godkendt" in made


def test_what_is_not_filled_in_is_said_to_be_missing() -> None:
    made = words(changed(title="", journal_number="", recipient=Recipient()))
    assert "CVR-nr. ikke oplyst" in made
    assert "projektregnskabet for ikke oplyst (j.nr. ikke oplyst)" in made


def test_partners_are_named() -> None:
    partner = Partner(id=PartnerId("p"), name="Nabokommunen")
    assert "Øvrige deltagere Nabokommunen" in words(changed(partners=(partner,)))


def test_a_line_the_approved_budget_does_not_know_is_named_as_such() -> None:
    assert "Kørsel (ikke i det godkendte budget)" in words(with_an_unapproved_line())


def test_a_credit_line_stands_with_its_sign() -> None:
    credit = with_postings(a_posting(2, kr("-250.75"), gl_code="5689840010"))
    assert "Lokaleleje 60.000,00 -250,75 60.250,75 100,41 %" in words(credit)


def test_a_cpr_number_reaches_no_page() -> None:
    made = words(with_personal_data())
    assert "010180" not in made
    assert made.count("xxxxxx-xxxx") == 7


def test_markup_in_a_text_is_only_text() -> None:
    assert '-rabat <b>ikke</b> fed & "citat"' in words()


@pytest.mark.parametrize("unit", ["Langt ord ", "etlangtordudenmellemrum"])
def test_nothing_is_cut_of_texts_longer_than_a_page(unit: str) -> None:
    long = unit * 600
    project = msgspec.structs.replace(
        with_postings(a_posting(2, text=long, supplier=long[:500], gl_code="5689840010")),
        title=long[:300],
        explanations={"3": long},
    )
    made = "".join(words(project).split())
    assert made.count(unit.strip().replace(" ", "")) >= 600 + 600 + 500 // len(unit)


def test_a_line_with_a_name_longer_than_a_page_makes_a_document() -> None:
    budget = a_budget(a_line("3", kr(100), label="Meget lang post " * 300), grant=kr(80))
    project = changed(versions=(budget,), ledger=with_postings(*[a_posting()]).ledger)
    assert "Meget lang post" in words(project)


def test_a_total_never_stands_alone_on_a_page() -> None:
    for count in range(20, 32):
        rows = [a_posting(row, gl_code="5689810010") for row in range(count)]
        last = pdf_text(account_pdf(a_paper(with_postings(*rows)))).split("\f")[-2]
        assert f"B{count - 1}\n" in last, count


def test_a_running_head_is_as_much_of_the_title_as_there_is_room_for() -> None:
    title = "etlangtordudenmellemrum" * 900
    (head, *_) = pdf_text(account_pdf(a_paper(changed(title=title))), "-l", "1").splitlines()
    assert head.endswith("…")
    assert 90 < len(head) < 130
    assert title.startswith(head[:-1])


def test_a_list_of_texts_that_wrap_is_whole() -> None:
    rows = [a_posting(row, text="Ord " * 60, gl_code="5689810010") for row in range(2, 82)]
    made = pdf_text(account_pdf(a_paper(with_postings(*rows))))
    assert re.findall(r"^B(\d+)$", made, re.MULTILINE) == [str(row) for row in range(2, 82)]


@pytest.mark.parametrize("words", [300, 344, 347, 350, 3000])
def test_one_voucher_so_long_that_its_total_has_no_room_beside_it(words: int) -> None:
    project = with_postings(a_posting(2, text="Langt ord " * words, gl_code="5689810010"))
    made = pdf_text(account_pdf(a_paper(project)))
    assert made.count("Langt") == words
    assert "I alt Lønudgifter" in " ".join(made.split())


def test_a_place_to_sign_is_made_of_any_name() -> None:
    made = words(changed(signers=(Signer(name="Navn " * 3000, title="Titel " * 3000),)))
    assert made.count("Navn") == made.count("Titel") == 3000


def test_a_list_of_a_thousand_postings_repeats_its_heads_and_keeps_its_total_company() -> None:
    many = [a_posting(row, kr(1), gl_code="5689810010") for row in range(2, 1002)]
    made = account_pdf(a_paper(with_postings(*many)))
    pages = [
        page for page in pdf_text(made).split("\f") if re.search(r"^B\d+$", page, re.MULTILINE)
    ]
    assert all("Import-række" in page for page in pages)
    assert "1.000,00" in pages[-1]
    assert sum(len(re.findall(r"^B\d+$", page, re.MULTILINE)) for page in pages) == 1000
