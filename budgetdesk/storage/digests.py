"""What a project's content comes to as SHA-256: by part, so that a step costs what it changed."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

import msgspec

from budgetdesk.domain.ledger import ImportBatch, Posting
from budgetdesk.domain.plain import to_json, to_json_lines
from budgetdesk.domain.project import Project
from budgetdesk.storage.layout import HEAD, PARTS

_AT_ONCE = 10_000  # postings turned into JSON at a time: a million at once would fill the memory


def digest(value: object) -> str:
    """The SHA-256 of a value's JSON; equal values give equal digests."""
    return hashlib.sha256(to_json(value)).hexdigest()


def postings_digest(postings: Sequence[Posting]) -> str:
    """The SHA-256 of the postings, a line of JSON each."""
    made = hashlib.sha256()
    for start in range(0, len(postings), _AT_ONCE):
        made.update(to_json_lines(postings[start : start + _AT_ONCE]))
    return made.hexdigest()


def batch_digest(batch: ImportBatch) -> str:
    """The digest of a whole import: of all it says, and of its postings' digest."""
    head = msgspec.structs.replace(batch, postings=())
    return digest([head, postings_digest(batch.postings)])


def changed_digests(before: Project | None, after: Project) -> Mapping[str, str | None]:
    """The digests of the parts that differ, by part; None for a part that is gone.

    With no `before`, those of all parts. An import is a part of its own: "ledger.batches/3".
    """
    old = dict(_parts(before)) if before else {}
    new = dict(_parts(after))
    gone = dict.fromkeys(name for name in old if name not in new)
    return gone | {
        name: _part_digest(value)
        for name, value in new.items()
        if name not in old or not (value is old[name] or value == old[name])
    }


def _parts(project: Project) -> Iterator[tuple[str, object]]:
    yield HEAD.name, HEAD.form.cells(project)
    for path in PARTS:
        value = attrgetter(path)(project)
        if path == "ledger.batches":
            yield from ((f"{path}/{batch.number}", batch) for batch in value)
        else:
            yield path, value


def _part_digest(value: object) -> str:
    return batch_digest(value) if isinstance(value, ImportBatch) else digest(value)
