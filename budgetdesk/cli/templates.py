"""The commands about funders' forms: fill one, read one, convert one, make a project of one."""

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from getpass import getuser
from pathlib import Path
from typing import Any

from budgetdesk import rulepacks, template_jobs
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.session import Session
from budgetdesk.template_jobs import FilledFile, Looked, Notice, fault_text
from budgetdesk.templates.cells import Fault
from budgetdesk.templates.compare import CellChange
from budgetdesk.templates.form import Form, Question
from budgetdesk.templates.notebook import Item, shown_item
from budgetdesk.templates.picture import picture
from budgetdesk.templates.words import meaning_label
from budgetdesk.text import text

_MOST_SHOWN = 40
_MOST_MEANINGS = 8


def new(typed: Namespace, at: datetime) -> int:
    """A document from a filled-in form."""
    call = rulepacks.load_call(typed.call) if typed.call else None
    told = _told(typed, typed.workbook)
    project, looked = template_jobs.project_from(typed.workbook, call, at, told)
    with Session.create(typed.document, project, getuser()):
        print(text("cli.new.done", path=typed.document))
    _tell_about(looked.notices, looked.reading.form, typed.workbook)
    _tell_faults(looked.reading.faults)
    return int(bool(_grave(looked.reading.faults)))


def read(typed: Namespace) -> int:
    """What a form holds, field by field with its cell."""
    told = _told(typed, typed.workbook)
    looked = template_jobs.read_template(typed.workbook, told)
    template_jobs.remember_told(typed.workbook, told)
    if typed.json:
        _print_json(_reading_form(looked))
    else:
        for item in looked.reading.items:
            _tell(
                "item", sheet=item.sheet, cell=item.cell, label=item.label, value=shown_item(item)
            )
        _tell_about(looked.notices, looked.reading.form, typed.workbook)
        _tell_faults(looked.reading.faults)
    return int(bool(_grave(looked.reading.faults)))


def fill(typed: Namespace, project: Project) -> int:
    """Fills a form with a project."""
    told = _told(typed, typed.template)
    made = template_jobs.fill_template(
        project, typed.template, typed.out, rows=typed.rows, told=told
    )
    return _filled(typed, made)


def own_form(typed: Namespace) -> int:
    """Writes the form of our own for a call."""
    if typed.out.suffix.lower() != ".xlsx":
        raise BudgetDeskError("templates.other_kind", path=typed.out, suffix=".xlsx")
    template_jobs.write_own_form(rulepacks.load_call(typed.call), typed.out)
    print(text("form.own_saved", path=typed.out))
    return 0


def convert(typed: Namespace) -> int:
    """Fills a newer form with what an older one holds."""
    told = _told(typed, typed.template)
    made = template_jobs.convert(typed.old, typed.template, typed.out, rows=typed.rows, told=told)
    return _filled(typed, made)


def _told(typed: Namespace, path: Path) -> Mapping[str, str]:
    """The answers on the command line as they are kept."""
    if not typed.answer:
        return {}
    form = template_jobs.read_template(path).reading.form
    return template_jobs.told_by(typed.answer, form)


def _filled(typed: Namespace, made: FilledFile) -> int:
    if typed.json:
        _print_json(_filling_form(typed.template, made))
    else:
        tell_filled(typed.template, made)
    return int(not made.is_sound)


# --- in words -------------------------------------------------------------------------------------


def _tell(name: str, **facts: object) -> None:
    print(text(f"templates.said.{name}", **facts))


def tell_filled(template: Path, made: FilledFile) -> None:
    """What was done to a form, what it proves, and what a person should look at."""
    filled = made.filled
    proof = filled.proof
    _tell("filled", path=made.path, count=len(proof.changed), reckoned=len(proof.reckoned))
    for change in proof.changed[:_MOST_SHOWN]:
        _tell_change(change)
    if len(proof.changed) > _MOST_SHOWN:
        _tell("more", count=len(proof.changed) - _MOST_SHOWN)
    for rows in filled.inserted:
        _tell("inserted", count=rows.count, sheet=rows.sheet, after=rows.after, label=rows.label)
    key = "scratched" if proof.differences else "nothing_else"
    _tell(key, same=proof.same_parts, parts=proof.parts, places=", ".join(proof.differences))
    _tell_figures(made)
    for assumed in filled.assumed:
        _tell("assumed", content=assumed.content, label=assumed.label)
    for lost in filled.unplaced:
        print(text(f"templates.unplaced.{lost.code}", label=lost.label, value=lost.value))
    _tell_about(made.notices, filled.form, template)


def _tell_change(change: CellChange) -> None:
    before = change.before or text("templates.said.empty")
    _tell("change", sheet=change.sheet, cell=change.cell, before=before, after=change.after)


def _tell_figures(made: FilledFile) -> None:
    again = made.recalculation
    if again is None:
        _tell("not_recalculated")
    elif again.differences:
        for each in again.differences:
            _tell(
                "recalculated_otherwise",
                sheet=each.sheet,
                cell=each.cell,
                before=each.before,
                after=each.after,
            )
    else:
        _tell("recalculated", count=again.formulas)
    for each_ in made.filled.disagreements:
        facts = {"sheet": each_.sheet, "cell": each_.cell, "label": each_.label}
        _tell("disagrees", **facts, form=each_.form, program=each_.program)
    if made.filled.not_reckoned:
        _tell("not_reckoned", cells=", ".join(made.filled.not_reckoned))


def _tell_about(notices: tuple[Notice, ...], form: Form, path: Path) -> None:
    for notice in notices:
        print(text(f"templates.notices.{notice.code}", **dict(notice.facts)))
    for question in form.questions:
        _tell_question(question, path)


def _tell_question(question: Question, path: Path) -> None:
    names = (meaning_label(question.kind, name) for name in question.candidates[:_MOST_MEANINGS])
    facts = {"sheet": question.sheet, "cell": question.cell, "label": question.label}
    _tell("question", **facts, meanings=", ".join(names))
    print(picture(path, question))


def _tell_faults(faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        print(fault_text(fault))


def _grave(faults: tuple[Fault, ...]) -> list[Fault]:
    """The faults that mean a value was not read, or is not right."""
    return [fault for fault in faults if not fault.code.startswith("hidden")]


# --- as JSON --------------------------------------------------------------------------------------


def _print_json(form: Any) -> None:
    print(json.dumps(form, ensure_ascii=False, indent=1))


def _reading_form(looked: Looked) -> dict[str, Any]:
    form = looked.reading.form
    return {
        "file": form.file,
        "template": _template_form(form),
        "call": looked.call.id if looked.call else None,
        "fields": [_item_form(item) for item in looked.reading.items],
        "faults": [_fault_form(fault) for fault in looked.reading.faults],
        "questions": [_question_form(question) for question in form.questions],
        "notices": list(_notice_forms(looked.notices)),
        "inputs": list(_input_forms(form)),
    }


def _template_form(form: Form) -> dict[str, Any]:
    return {
        "title": form.title,
        "profile": form.profile,
        "fingerprint": form.fingerprint,
        "hidden_sheets": list(form.hidden_sheets),
    }


def _item_form(item: Item) -> dict[str, Any]:
    value = item.value
    shape: dict[str, Any] = {
        "field": item.field,
        "sheet": item.sheet,
        "cell": item.cell,
        "label": item.label,
        "type": item.type,
        "formula": item.is_formula,
        "hidden": item.is_hidden,
    }
    if isinstance(value, Money):
        return shape | {"value": str(Decimal(value.ore).scaleb(-2)), "value_ore": value.ore}
    return shape | {"value": value.isoformat() if isinstance(value, date) else value}


def _fault_form(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "sheet": fault.sheet,
        "cell": fault.cell,
        "value": fault.value,
        "label": fault.label,
        "message": fault_text(fault),
    }


def _question_form(question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "label": question.label,
        "sheet": question.sheet,
        "cell": question.cell,
        "candidates": [meaning_label(question.kind, name) for name in question.candidates],
    }


def _notice_forms(notices: tuple[Notice, ...]) -> Iterator[dict[str, str]]:
    for notice in notices:
        message = text(f"templates.notices.{notice.code}", **dict(notice.facts))
        yield {"code": notice.code, "message": message}


def _input_forms(form: Form) -> Iterator[dict[str, Any]]:
    """Every column and field that was recognised, with how sure that is."""
    for table in form.tables:
        for column in table.columns:
            yield {
                "kind": table.kind,
                "sheet": table.sheet,
                "column": column.column,
                "heading": column.heading,
                "role": column.role,
                "confidence": column.percent,
            }
    for field in form.fields:
        yield {
            "kind": "field",
            "sheet": field.sheet,
            "cell": field.cell,
            "heading": field.label,
            "role": field.name,
            "confidence": field.percent,
        }


def _filling_form(template: Path, made: FilledFile) -> dict[str, Any]:
    filled, again = made.filled, made.recalculation
    fields = {(write.sheet, write.cell): write.field for write in filled.writes}
    return {
        "file": template.name,
        "out": made.path,
        "template": _template_form(filled.form),
        "changed": [
            {**_change_form(each), "field": fields[(each.sheet, each.cell)]}
            for each in filled.proof.changed
        ],
        "recalculated": [_change_form(each) for each in filled.proof.reckoned],
        "inserted_rows": [
            {"sheet": r.sheet, "after": r.after, "count": r.count, "label": r.label}
            for r in filled.inserted
        ],
        "differences": list(filled.proof.differences),
        "parts": {"total": filled.proof.parts, "unchanged": filled.proof.same_parts},
        "overwritten": filled.overwritten,
        "not_computed": list(filled.not_reckoned),
        "disagreements": [
            {
                "sheet": d.sheet,
                "cell": d.cell,
                "label": d.label,
                "form": d.form,
                "program_ore": d.program.ore,
            }
            for d in filled.disagreements
        ],
        "libreoffice": None
        if again is None
        else {
            "formulas": again.formulas,
            "differences": [_change_form(e) for e in again.differences],
        },
        "unplaced": [{"code": u.code, "label": u.label, "value": u.value} for u in filled.unplaced],
        "assumed": [{"content": a.content, "label": a.label} for a in filled.assumed],
        "questions": [_question_form(question) for question in filled.form.questions],
        "notices": list(_notice_forms(made.notices)),
        "ok": made.is_sound,
    }


def _change_form(change: CellChange) -> dict[str, str]:
    return {
        "sheet": change.sheet,
        "cell": change.cell,
        "before": change.before,
        "after": change.after,
    }
