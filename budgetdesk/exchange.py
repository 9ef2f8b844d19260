"""A project as open JSON that any program can read, and back without loss.

The form is the project value itself under the names its types declare, wrapped in a format name
and a version; `resources/schema/project.schema.json` describes it and is made from the types.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import msgspec

from budgetdesk.domain.plain import from_json, to_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.privacy import leaving

_LIMIT = 1_000_000_000
"""Bytes. A project with a million postings is a third of this; more is not a project."""

_FAULT = re.compile(r"(?P<what>.*?)(?: - at `(?P<where>.*)`)?$", re.DOTALL)


class Exchange(Value):
    """The outermost object of the form."""

    format: Literal["budgetdesk.project"]
    version: Literal[1]
    project: Project


def write_project(project: Project) -> str:
    """The project in the exchange form, indented for people."""
    form = Exchange(format="budgetdesk.project", version=1, project=project)
    return json.dumps(to_plain(form), ensure_ascii=False, indent=1) + "\n"


def leaving_form(project: Project) -> bytes:
    """The file in which a project leaves the house: masked, and without a salary behind a price."""
    return write_project(leaving(project)).encode()


def read_project(path: Path) -> Project:
    """The project a file in the exchange form holds.

    Raises:
        BudgetDeskError: `exchange.unreadable`, `.too_large`, `.not_json`, `.invalid` (with the
            path of the first fault) or `.duplicate`.
    """
    try:
        if path.stat().st_size > _LIMIT:
            raise BudgetDeskError("exchange.too_large", path=path)
        data = path.read_bytes()
    except OSError as error:
        raise BudgetDeskError("exchange.unreadable", path=path) from error
    try:
        project = from_json(data, Exchange).project
    except msgspec.ValidationError as error:
        raise _fault(path, str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BudgetDeskError("exchange.not_json", path=path) from error
    _require_sound(path, project)
    return project


def schema() -> str:
    """The JSON Schema of the form."""
    made = msgspec.json.schema(Exchange, schema_hook=_money_schema)
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _money_schema(_money: type) -> dict[str, Any]:
    """`Money` is the only type of ours that JSON Schema has no word for."""
    return {"type": "integer", "description": "Whole oere; costs positive."}


def _fault(path: Path, message: str) -> BudgetDeskError:
    """The reader's English fault as a code of ours and the place it names."""
    found = _FAULT.fullmatch(message)
    what, where = (found["what"], found["where"]) if found else (message, None)
    name = re.search("`([^`]*)`", what)
    kinds = {"missing required field": "missing", "unknown field": "unknown"}
    code = next((kind for words, kind in kinds.items() if words in what), "wrong_value")
    place = (where or "$").removeprefix("$.").removeprefix("$")
    return BudgetDeskError(
        f"exchange.{code}", path=path, place=place or "-", name=name[1] if name else ""
    )


def _require_sound(path: Path, project: Project) -> None:
    """What types alone cannot say: at least one budget, and no identity used twice."""
    if not project.versions:
        raise BudgetDeskError("exchange.missing", path=path, place="project", name="versions")
    batches = project.ledger.batches
    identities: dict[str, Iterable[object]] = {
        "versions": (version.id for version in project.versions),
        "partners": (partner.id for partner in project.partners),
        "batches": (batch.number for batch in batches),
        "postings": (posting.id for batch in batches for posting in batch.postings),
        "rules": (rule.id for rule in project.ledger.rules),
    }
    for version in project.versions:
        identities[f"versions.{version.id}.lines"] = (line.id for line in version.lines)
        identities[f"versions.{version.id}.funding"] = (line.id for line in version.funding)
    for place, ids in identities.items():
        most = Counter(ids).most_common(1)
        if most and most[0][1] > 1:
            raise BudgetDeskError("exchange.duplicate", path=path, place=place, name=most[0][0])
