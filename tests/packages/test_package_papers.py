"""The papers of a sealed account: digests printed, the trail listed, the same bytes ever after."""

import json
from pathlib import Path

from budgetdesk import packages
from budgetdesk.operations.project import explain
from budgetdesk.session import Session
from budgetdesk.text import text
from budgetdesk.verify import verify
from budgetdesk.writers.words import grouped
from tests.packages.sealed import AT, finished, opened, sealed
from tests.writers.reading import pdf_text, values

SEALED = sealed(finished())


def test_the_papers_print_the_digest_of_every_file_that_was_there_before_them() -> None:
    files = packages.package_of(SEALED)
    digests = {each["name"]: each["sha256"] for each in json.loads(files["Manifest.json"])["files"]}
    last_page = " ".join(pdf_text(files["Regnskab.pdf"]).rstrip("\f").split("\f")[-1].split())
    about = {row[0].value: row[1].value for row in values(files["Regnskab.xlsx"])["Om"].iter_rows()}
    for name, digest in digests.items():
        told = grouped(digest)
        assert (told in last_page) is (name != "Regnskab.pdf"), name
        assert (about[name] == told) is name.endswith(".json"), name
    for whole in (SEALED.seals[-1].digest, SEALED.seals[-1].account):
        assert grouped(whole) in last_page
        assert grouped(whole) in about.values()
    elsewhere = text("seal.paper.elsewhere", manifest="Manifest.json")
    assert (elsewhere in last_page, about["Regnskab.xlsx"]) == (True, elsewhere)


def test_the_sealed_workbook_lists_what_the_trail_tells(tmp_path: Path) -> None:
    path = tmp_path / "d.budgetdesk"
    with opened(path) as session:
        line = session.project.base_budget.lines[0].id
        session.run("account.explain", lambda p: explain(p, line, "Skrevet for 010180-1234"))
        packages.seal_to(session, tmp_path / "en", (), AT)
    with Session.open(path, "Ole") as session:
        packages.seal_to(session, tmp_path / "to", (), AT)
        packages.write_again(session, 1, tmp_path / "tre")
        seal = session.project.seals[-1].digest
    made = (tmp_path / "en" / "Regnskab.xlsx").read_bytes()
    rows = list(values(made)["Ændringer"].iter_rows(values_only=True))
    (at,) = [place for place, row in enumerate(rows) if row[0] == text("documents.heading.trail")]
    (told,) = [row for row in rows[at + 2 :] if row[1]]
    assert "Skrevet for" in str(told[1])
    assert "010180" not in str(told[1])
    assert told[2] == "Karen"
    for file in (tmp_path / "en").iterdir():
        for again in ("to", "tre"):
            assert file.read_bytes() == (tmp_path / again / file.name).read_bytes(), file.name
    assert verify([tmp_path / "en"])[0].is_sound
    assert json.loads((tmp_path / "en" / "Manifest.json").read_bytes())["seal"] == seal
