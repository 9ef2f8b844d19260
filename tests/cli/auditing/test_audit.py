"""The trail, and that looking leaves none."""

import shutil
import sqlite3
from pathlib import Path

from budgetdesk import sample
from tests.cli.conftest import Run


def test_the_audit_trail_holds_and_a_change_behind_our_back_is_found(
    run: Run, home: Path, sample_document: Path
) -> None:
    run("import", sample_document, sample.ledger_file())
    sound = run("audit", sample_document, "--json")
    assert (sound.code, sound.form["ok"], sound.form["fault"]) == (0, True, None)
    assert [event["step"] for event in sound.form["events"]] == ["create", "ledger.import"]
    assert "Kontrolsporet er ubrudt: 2 hændelser" in run("audit", sample_document).out
    forged = home / "forfalsket.budgetdesk"
    shutil.copy(sample_document, forged)
    with sqlite3.connect(forged) as db:
        db.execute("UPDATE posting SET amount_ore = amount_ore + 100 WHERE row = 5")
    broken = run("audit", forged, "--json")
    assert (broken.code, broken.form["ok"]) == (1, False)
    assert "KONTROLSPORET ER BRUDT" in run("audit", forged).out


def test_an_auditors_commands_leave_the_document_as_it_was(run: Run, sample_document: Path) -> None:
    run("import", sample_document, sample.ledger_file())
    before = (sample_document.read_bytes(), sample_document.stat().st_mtime_ns)
    for command in ("show", "check", "account", "audit"):
        run(command, sample_document)
    assert (sample_document.read_bytes(), sample_document.stat().st_mtime_ns) == before
    assert [path.name for path in sample_document.parent.glob("Komp*")] == [sample_document.name]
