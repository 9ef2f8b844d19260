"""What a person told about a form, kept in the user's own folder under the form's fingerprint."""

import json
from collections.abc import Mapping
from pathlib import Path

from budgetdesk import paths
from budgetdesk.templates.book import Book
from budgetdesk.templates.form import Form
from budgetdesk.templates.recognise import recognise


def _file(fingerprint: str) -> Path:
    return paths.user_templates() / f"{fingerprint[:32]}.json"


def remembered(fingerprint: str) -> Mapping[str, str]:
    """The answers about a form; none when nothing was told, or the file cannot be read."""
    try:
        kept = json.loads(_file(fingerprint).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {str(key): str(value) for key, value in kept.items()}


def remember(fingerprint: str, answers: Mapping[str, str]) -> None:
    """Keeps answers about a form; a folder that cannot be written in is let be."""
    kept = {**remembered(fingerprint), **answers}
    if kept == remembered(fingerprint):
        return
    file = _file(fingerprint)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".part")
        beside.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(file)
    except OSError:
        return


def recognised_with_memory(book: Book, told: Mapping[str, str]) -> tuple[Form, Mapping[str, str]]:
    """The form in a book with what is told about it now and was kept earlier, and these answers.

    The fingerprint is of what is recognised without any answers: they change what is recognised.
    """
    fingerprint = recognise(book).fingerprint
    answers = {**remembered(fingerprint), **told}
    return recognise(book, answers), answers
