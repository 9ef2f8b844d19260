"""Whole tasks about funders' forms, shared by the window and the command line."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from budgetdesk import rulepacks
from budgetdesk.accounting.build import build_account
from budgetdesk.domain.account import Account
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import Call
from budgetdesk.domain.value import Value
from budgetdesk.errors import BudgetDeskError
from budgetdesk.privacy import without_personal_data
from budgetdesk.templates.book import Book, Sheet, open_book
from budgetdesk.templates.cells import Fault
from budgetdesk.templates.compare import CellChange
from budgetdesk.templates.content import Content, project_field
from budgetdesk.templates.filling import Filled, fill, recognised
from budgetdesk.templates.form import Form, Question
from budgetdesk.templates.from_project import content_of
from budgetdesk.templates.matching import Assumption
from budgetdesk.templates.memory import recognised_with_memory, remember
from budgetdesk.templates.notices import Notice, about_account, about_form, about_pool
from budgetdesk.templates.office import Recalculation, recalculated
from budgetdesk.templates.package import read_package
from budgetdesk.templates.places import Place
from budgetdesk.templates.planning import plan
from budgetdesk.templates.plans import Plan, RowChoice, Unplaced, Write
from budgetdesk.templates.reading import Reading, read_form
from budgetdesk.templates.recognise import recognise
from budgetdesk.templates.to_project import Origin, late_vouchers, nearest_call, project_of
from budgetdesk.templates.words import fold, meaning_named
from budgetdesk.text import text
from budgetdesk.writers.files import replace_file
from budgetdesk.writers.own_form import own_form

__all__ = [
    "Assumption",
    "CellChange",
    "Filled",
    "Form",
    "Notice",
    "Place",
    "Question",
    "Reading",
    "RowChoice",
    "Sheet",
    "Unplaced",
    "Write",
]


class Looked(Value):
    """A form that was read: what it holds, and what is said of it."""

    reading: Reading
    notices: tuple[Notice, ...]
    call: Call | None


class FilledFile(Value):
    """A filled form as it was written, with what LibreOffice came to, if it is there."""

    path: str
    filled: Filled
    recalculation: Recalculation | None
    notices: tuple[Notice, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is left to be looked at."""
        found = self.recalculation.differences if self.recalculation else ()
        return self.filled.is_sound and not found


class Proposal(Value):
    """What a form would be filled with: recognised and planned, and nothing written yet."""

    book: Book
    form: Form
    plan: Plan
    notices: tuple[Notice, ...]


def read_template(path: Path, told: Mapping[str, str] | None = None) -> Looked:
    """What a form or a filled-in form holds; raises as `read_package`, or `templates.no_form`.

    What is told about it here is only tried, not remembered: see `remember_told`.
    """
    book = open_book(read_package(path))
    form, answers = recognised_with_memory(book, told or {})
    recognised(book, answers)
    reading = read_form(book, form)
    call = nearest_call(
        reading.content.fields.get(project_field("programme"), ""), rulepacks.all_calls()
    )
    notices = [*about_form(book, form, call)]
    late = list(late_vouchers(reading.content))
    if late:
        numbers = ", ".join(voucher.number for voucher in late)
        notices.append(Notice(code="late_vouchers", facts=(("numbers", numbers),)))
    if any(not line.amounts for line in reading.content.lines):
        notices.append(Notice(code="no_years"))
    return Looked(reading=reading, notices=tuple(notices), call=call)


def remember_told(path: Path, told: Mapping[str, str]) -> None:
    """Keeps what was told about a form, once something came of it; nobody is asked again."""
    remember(recognise(open_book(read_package(path))).fingerprint, told)


def project_from(
    path: Path, call: Call | None, at: datetime, told: Mapping[str, str] | None = None
) -> tuple[Project, Looked]:
    """A project with what a filled-in form holds, on a call or on the one the form names.

    Nothing is decided in anybody's name: where the form's account comes to something else than
    the program's, the notices say so.

    Raises:
        BudgetDeskError: as `read_template`; `templates.which_call`, no call is given and the form
            names none we know; `templates.nothing_filled_in`, the form is empty.
    """
    looked = read_template(path, told)
    call = call or looked.call
    if call is None:
        raise BudgetDeskError("templates.which_call", file=path.name)
    content = looked.reading.content
    if not content.lines and not content.fields:
        raise BudgetDeskError("templates.nothing_filled_in", file=path.name)
    project = project_of(content, call, _origin(path, at))
    remember_told(path, told or {})
    notices = [*looked.notices, *about_pool(content.fields, call)]
    account = _account(project)
    if account is not None:
        notices += about_account(content, content_of(project, account), account)
    return project, replace(looked, notices=tuple(notices))


def _origin(path: Path, at: datetime) -> Origin:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Origin(file=path.name, size=len(content), sha256=digest, read_at=at)


def _account(project: Project) -> Account | None:
    """The account of the whole project, once there is a period and something to account for."""
    if project.period is None or not project.ledger.batches:
        return None
    return build_account(project)


def fill_template(
    project: Project,
    template: Path,
    out: Path,
    *,
    rows: RowChoice = "auto",
    told: Mapping[str, str] | None = None,
) -> FilledFile:
    """Fills a project into a funder's form, written to `out`; the form itself is never touched.

    Raises:
        BudgetDeskError: as `fill`; `templates.same_file`, `templates.other_kind`; or that `out`
            could not be written.
    """
    leaving = without_personal_data(project)
    content = content_of(leaving, _account(leaving))
    return _filled_file((content, project.call), template, out, rows, told or {}, is_whole=False)


def propose(project: Project, template: Path, told: Mapping[str, str] | None = None) -> Proposal:
    """What `fill_template` would write where, to be looked at first; raises as `read_template`."""
    book = open_book(read_package(template))
    form, answers = recognised_with_memory(book, told or {})
    recognised(book, answers)
    leaving = without_personal_data(project)
    return Proposal(
        book=book,
        form=form,
        plan=plan(book, form, content_of(leaving, _account(leaving))),
        notices=tuple(_all_notices(book, form, project.call)),
    )


def is_form(path: Path) -> bool:
    """Whether a file is a form to fill in, and not an extract from a finance system.

    A form has rows named beforehand, and no dates beside them; raises nothing.
    """
    try:
        form = recognise(open_book(read_package(path)))
    except BudgetDeskError:
        return False
    return any(
        sum(row.role in ("line", "source") for row in table.rows) > 1
        for table in form.of_kind("lines")
        if table.column("date", "voucher") is None
    )


def convert(
    old: Path,
    new: Path,
    out: Path,
    *,
    rows: RowChoice = "auto",
    told: Mapping[str, str] | None = None,
) -> FilledFile:
    """An older form's content filled into a newer one, written to `out`.

    What the newer one has no place for is in `filled.unplaced`. Raises as `fill_template`.
    """
    looked = read_template(old)
    content = looked.reading.content
    return _filled_file((content, looked.call), new, out, rows, told or {}, is_whole=True)


def _filled_file(
    source: tuple[Content, Call | None],
    template: Path,
    out: Path,
    rows: RowChoice,
    told: Mapping[str, str],
    *,
    is_whole: bool,
) -> FilledFile:
    content, call = source
    if out.resolve() == template.resolve() or (out.exists() and out.samefile(template)):
        raise BudgetDeskError("templates.same_file", path=out)
    if out.suffix.lower() != template.suffix.lower():
        raise BudgetDeskError("templates.other_kind", path=out, suffix=template.suffix)
    package = read_package(template)
    original = template.read_bytes()
    book = open_book(package)
    form, answers = recognised_with_memory(book, told)
    filled = fill(original, template.name, content, answers=answers, rows=rows, is_whole=is_whole)
    replace_file(out, filled.content)
    remember(recognise(book).fingerprint, told)
    return FilledFile(
        path=str(out),
        filled=filled,
        recalculation=recalculated(filled.content, out.name),
        notices=tuple(_all_notices(book, form, call)),
    )


def _all_notices(book: Book, form: Form, call: Call | None) -> Iterator[Notice]:
    yield from about_form(book, form, call)
    if call is not None:
        yield from about_pool(read_form(book, form).content.fields, call)


def write_own_form(call: Call, out: Path) -> None:
    """Writes the form of our own for a call; raises BudgetDeskError if it could not be written."""
    replace_file(out, own_form(call))


def told_by(typed: Sequence[tuple[str, str]], form: Form) -> Mapping[str, str]:
    """Answers typed as label and meaning, as they are kept; raises `templates.no_such_meaning`."""
    found = {}
    for label, meaning in typed:
        question = next((q for q in form.questions if fold(q.label) == fold(label)), None)
        if question is None:
            known = ", ".join(q.label for q in form.questions)
            raise BudgetDeskError("templates.no_such_question", label=label, known=known)
        found[question.key] = meaning_named(question.kind, meaning)
    return found


def fault_text(fault: Fault) -> str:
    """A fault in words: the sheet, the cell, the value, and what to write instead."""
    facts = {"sheet": fault.sheet, "cell": fault.cell, "value": fault.value, "label": fault.label}
    return text(f"templates.faults.{fault.code}", **facts, **dict(fault.facts))
