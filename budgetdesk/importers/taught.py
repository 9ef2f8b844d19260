"""What a person said of a file's columns, kept so that the next file like it is read the same way.

A profile in the user's own folder, in the same form as those we come with: it can be read,
corrected and thrown away with any editor.
"""

import hashlib
import json
from collections.abc import Iterator

from budgetdesk import paths
from budgetdesk.errors import BudgetDeskError
from budgetdesk.importers.cells import fold
from budgetdesk.importers.profiles import Profile


def taught_id(headings: tuple[str, ...]) -> str:
    """The id of the profile for files with these headings, in this order."""
    known = "\n".join(map(fold, headings))
    return f"own-{hashlib.sha256(known.encode()).hexdigest()[:12]}"


def remember(profile: Profile) -> None:
    """Writes the profile for all files with its headings, over what was said of them before.

    Raises:
        BudgetDeskError: `importers.not_remembered`, the folder cannot be written to.
    """
    path = paths.user_ledger_profiles() / f"{taught_id(profile.headings)}.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(_lines(profile)) + "\n", encoding="utf-8")
    except OSError as error:
        raise BudgetDeskError("importers.not_remembered", path=path) from error


def _lines(profile: Profile) -> Iterator[str]:
    yield f"name = {_text(profile.name)}"
    yield f"source = {_text(profile.source)}"
    yield f"headings = [{', '.join(map(_text, profile.headings))}]"
    yield "\n[columns]"
    for field, headings in profile.columns.items():
        yield f"{field} = [{', '.join(map(_text, headings))}]"
    yield "\n[writing]"
    writing = profile.writing
    if writing.decimal is not None:
        yield f"decimal = {_text(writing.decimal)}"
    if writing.dates is not None:
        yield f"dates = {_text(writing.dates)}"
    if writing.century is not None:
        yield f"century = {writing.century}"
    yield f"is_negated = {str(writing.is_negated).lower()}"


def _text(words: str) -> str:
    """A TOML string; JSON's is one, less a sign that JSON lets stand."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
