"""What changed since is told in words a colleague understands, and only what is different."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.goal import Goal
from budgetdesk.domain.ledger import Ledger, Part, PartKind, Placement
from budgetdesk.domain.project import Payment, Project, Signer
from budgetdesk.domain.value import LineId, PostingId, VersionId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.history import changed_since, last_seal, start_of, told_on, write_pdf
from budgetdesk.session import Session
from tests.builders import a_batch, a_budget, a_line, a_posting, a_project, kr
from tests.writers.papers import a_paper
from tests.writers.reading import pdf_text

LEDGER = Ledger(batches=(a_batch(a_posting(2, kr(100)), a_posting(3, kr(50))),))
START = a_project(
    a_budget(
        a_line("1", kr(100), label="Løn"), a_line("2", kr(50), label="Konsulent"), grant=kr(150)
    ),
    ledger=LEDGER,
)


def placed(project: Project, target: str, by: str = "Karen") -> Project:
    part = Part(kind=PartKind.COST, amount=kr(100), target=target)
    placements = {PostingId("1-2"): Placement(parts=(part,), by=by)} if target else {}
    return replace(project, ledger=replace(project.ledger, placements=placements))


def told(*afters: Project, before: Project = START) -> list[str]:
    """The words for everything that is different after these steps."""
    with Session.create(None, before, "Karen") as session:
        for after in afters:
            session.run("project.identify", lambda _, after=after: after)  # type: ignore[misc]
        events = session.audit().events
        return [each.words for each in changed_since(events, session.project, 1)]


def test_a_posting_that_was_moved_is_told_with_its_voucher_and_both_lines() -> None:
    assert told(placed(START, "2"), before=placed(START, "1")) == [
        "Bilag B2: flyttet fra Løn (100,00 kr.) til Konsulent (100,00 kr.)."
    ]
    assert told(placed(START, "1")) == ["Bilag B2: placeret på Løn (100,00 kr.)."]
    assert told(START, before=placed(START, "1")) == [
        "Bilag B2: placeringen på Løn (100,00 kr.) er taget tilbage."
    ]


def test_a_paper_is_told_what_is_different_since_the_last_seal() -> None:
    with Session.create(None, placed(START, "1"), "Karen") as session:
        session.run("project.identify", lambda _: placed(START, "2"))
        events, project = session.audit().events, session.project
    paper = told_on(a_paper(project), events)
    (change,) = paper.changes
    assert (change.by, change.at) == ("Karen", events[-1].at)
    assert change.words == "Bilag B2: flyttet fra Løn (100,00 kr.) til Konsulent (100,00 kr.)."
    sealed = replace(events[-1], step="seal.seal")
    assert last_seal([*events, sealed]) == sealed.seq
    assert told_on(paper, [*events[:-1], sealed]).changes == ()


def test_those_who_sign_in_another_order_are_told_so() -> None:
    two = (Signer(name="Bo"), Signer(name="Lis"))
    after = replace(START, signers=two[::-1])
    (said,) = told(after, before=replace(START, signers=two))
    assert "rækkefølgen er ændret" in said


def test_what_was_done_and_undone_is_not_told() -> None:
    assert told(placed(START, "1"), placed(START, "2"), START) == []
    assert told(placed(START, "1", by="Ole"), before=placed(START, "1")) == []


def test_a_place_that_is_no_line_is_told_by_its_kind() -> None:
    part = Part(kind=PartKind.SET_ASIDE, amount=kr(100), reason="Privat")
    ledger = replace(LEDGER, placements={PostingId("1-9"): Placement(parts=(part,))})
    assert told(replace(START, ledger=ledger)) == [
        "Bilag 1-9: placeret på Holdt uden for projektet: Privat (100,00 kr.)."
    ]


def test_an_import_is_told_with_file_rows_and_sum() -> None:
    without = replace(START, ledger=Ledger())
    words = "udtraek.csv, 2 posteringer, 150,00 kr."
    assert told(START, before=without) == [f"Indlæsning 1: {words}"]
    assert told(without) == [f"Indlæsning 1 er taget ud: {words}"]


def test_words_amounts_days_and_choices_are_written_the_danish_way() -> None:
    (version,) = START.versions
    line = replace(version.lines[0], amounts={2020: kr(120)}, note="")
    changed = replace(version, lines=(line, version.lines[1]))
    decision = Decision(
        topic=Topic.SIGNOFF, answer="auditor", reason="Spurgt.", by="Ole", on=date(2021, 2, 1)
    )
    after = replace(
        START,
        versions=(changed,),
        explanations={LineId("1"): "Færre timer."},
        payments=(Payment(on=date(2020, 7, 1), amount=kr(20)),),
        decisions=(decision,),
        participants=40,
        goals=(Goal(name="I job", at_least=Decimal(5), months=(None, Decimal(3))),),
        period=replace(START.period, end=date(2021, 1, 31)),  # type: ignore[type-var]
        ledger=replace(LEDGER, choices=replace(LEDGER.choices, bears_vat=True)),
    )
    said = told(after)
    assert "Projektperiode, til: før 31-12-2020, nu 31-01-2021." in said
    assert "Budget, Ansøgt, post, Løn, beløb, 2020: før 100,00, nu 120,00." in said
    assert "Budget, Ansøgt, post, Løn, note: fjernet Begrundet." in said
    assert "Udbetalinger: tilføjet 01-07-2020, 20,00." in said
    assert "Deltagere: tilføjet 40." in said
    assert any(each.startswith("Mål") and "(intet) · 3" in each for each in said)
    assert "Valg om posteringer, kommunen bærer momsen: før Nej, nu Ja." in said
    assert "Forklaring på, Løn: tilføjet Færre timer." in said


def test_the_start_is_a_day_an_event_a_version_or_the_seal(tmp_path: Path) -> None:
    revised = replace(START, versions=(*START.versions, replace(START.budget, id=VersionId("v2"))))
    with Session.create(None, START, "Karen") as session:
        session.run("budget.revise", lambda _: revised, name="v2")
        session.run("project.identify", lambda p: replace(p, title="Nyt"))
        events = session.audit().events
        today = datetime.now(UTC).astimezone().date().isoformat()
        assert [start_of(events, since) for since in ("2", "v2", today, "9999-01-01")] == [
            2,
            2,
            0,
            3,
        ]
        for since in ("v7", "seal", "export", "account", "signature", "i går"):
            with pytest.raises(BudgetDeskError):
                start_of(events, since)
        rows = changed_since(events, session.project, 2)
        at = datetime(2021, 1, 1, tzinfo=UTC)
        path = write_pdf(session.project, rows, 2, tmp_path / "c.pdf", at, "Karen")
        assert "Projektets navn: før Kompetenceløft, nu Nyt." in " ".join(
            pdf_text(path.read_bytes()).split()
        )
        empty = write_pdf(session.project, (), 3, tmp_path / "e.pdf", at, "Karen")
        assert "Intet er ændret" in pdf_text(empty.read_bytes())
