"""The machine forms of what a form holds and of what was done to it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from budgetdesk.cli.printing import Form as MachineForm
from budgetdesk.domain.money import Money
from budgetdesk.template_jobs import FilledFile, Looked, Notice, fault_text
from budgetdesk.templates.cells import Fault
from budgetdesk.templates.compare import CellChange
from budgetdesk.templates.form import Form, Question
from budgetdesk.templates.notebook import Item
from budgetdesk.templates.words import meaning_label
from budgetdesk.text import text


def reading_form(looked: Looked) -> MachineForm:
    """A form that was read: its values with their cells, its faults and questions."""
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


def _template_form(form: Form) -> MachineForm:
    return {
        "title": form.title,
        "profile": form.profile,
        "fingerprint": form.fingerprint,
        "hidden_sheets": list(form.hidden_sheets),
    }


def _item_form(item: Item) -> MachineForm:
    value = item.value
    shape: MachineForm = {
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


def _fault_form(fault: Fault) -> MachineForm:
    return {
        "code": fault.code,
        "sheet": fault.sheet,
        "cell": fault.cell,
        "value": fault.value,
        "label": fault.label,
        "message": fault_text(fault),
    }


def _question_form(question: Question) -> MachineForm:
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


def _input_forms(form: Form) -> Iterator[MachineForm]:
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


def filling_form(template: Path, made: FilledFile) -> MachineForm:
    """A form that was filled: every cell changed, and the proof that nothing else was."""
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
