"""The sample project: a whole life from approved budget to explained account, all of it made up.

Budget, rules and decisions lie in `resources/samples` as the exchange form of a project without
its call, whose pack is taken as it is today; the ledger beside it is as a finance system makes it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from budgetdesk import jobs, paths, rulepacks
from budgetdesk.domain.account import AccountLine
from budgetdesk.domain.ledger import PartKind, Posting
from budgetdesk.domain.plain import from_plain, to_plain
from budgetdesk.domain.project import Project
from budgetdesk.operations.ledger import add_batch, place
from budgetdesk.operations.project import explain
from budgetdesk.text import text

DAY: Final = date(2021, 2, 1)
"""The day the sample is looked at: after the project's end, before the account is due."""

_CALL: Final = "C01"


class Step(NamedTuple):
    """One step of the sample's life, as the session runs it."""

    code: str
    operation: Callable[[Project], Project]
    facts: Mapping[str, object]


def ledger_file() -> Path:
    """The sample's postings, a file to import."""
    return paths.resources() / "samples" / "kompetenceloeft.csv"


def project() -> Project:
    """The sample with its approved budget, before any posting."""
    file = paths.resources() / "samples" / "kompetenceloeft.json"
    form = json.loads(file.read_text(encoding="utf-8"))
    return from_plain(form | {"call": to_plain(rulepacks.load_call(_CALL))}, Project)


def importing(before: Project, at: datetime) -> Step:
    """The ledger comes in, and the project's rules place it."""
    batch = jobs.new_batch(before, jobs.read_ledger(ledger_file()), at)
    return Step("ledger.import", lambda p: add_batch(p, batch), {"file": batch.file})


def setting_aside(before: Project) -> Step:
    """What lies outside the period is not the project's, and is said to be so."""
    outside = [posting.id for posting in _outside(before)]
    reason, by = text("sample.outside"), before.signers[0].name
    return Step(
        "ledger.place",
        lambda p: place(p, outside, PartKind.SET_ASIDE, reason=reason, by=by),
        {"count": len(outside)},
    )


def _outside(before: Project) -> Iterator[Posting]:
    period = jobs.whole_period(before)
    for batch in before.ledger.batches:
        for posting in batch.postings:
            if posting.day is not None and posting.day not in period:
                yield posting


def deviation(before: Project) -> AccountLine:
    """The line that ended furthest from its budget without a word of why."""
    silent = (line for line in jobs.account(before).lines if not line.explanation)
    return max(silent, key=lambda line: abs(line.deviation))


def explaining(before: Project) -> Step:
    """The deviation that was planted is explained."""
    line = deviation(before)
    said = text("sample.explanation")
    return Step("account.explain", lambda p: explain(p, line.id, said), {"line": line.label})


def finished(at: datetime) -> Project:
    """The sample at the end of its life, ready to be looked at."""
    done = project()
    done = importing(done, at).operation(done)
    for step in (setting_aside, explaining):
        done = step(done).operation(done)
    return done
