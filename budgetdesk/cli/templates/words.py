"""What is told of a form: what stands in it, what was done to it, what is in doubt."""

from pathlib import Path

from budgetdesk.template_jobs import FilledFile, Notice, fault_text
from budgetdesk.templates.cells import Fault
from budgetdesk.templates.compare import CellChange
from budgetdesk.templates.form import Form, Question
from budgetdesk.templates.notebook import Item, shown_item
from budgetdesk.templates.picture import picture
from budgetdesk.templates.words import meaning_label
from budgetdesk.text import text

_MOST_SHOWN = 40
_MOST_MEANINGS = 8


def tell_item(item: Item) -> None:
    """A value of a form with its cell."""
    place = {"sheet": item.sheet, "cell": item.cell, "label": item.label}
    _tell("item", **place, value=shown_item(item))


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
    tell_about(made.notices, filled.form, template)


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


def tell_about(notices: tuple[Notice, ...], form: Form, path: Path) -> None:
    """What to know of a form, and what it asks."""
    for notice in notices:
        print(text(f"templates.notices.{notice.code}", **dict(notice.facts)))
    for question in form.questions:
        _tell_question(question, path)


def _tell_question(question: Question, path: Path) -> None:
    names = (meaning_label(question.kind, name) for name in question.candidates[:_MOST_MEANINGS])
    facts = {"sheet": question.sheet, "cell": question.cell, "label": question.label}
    _tell("question", **facts, meanings=", ".join(names))
    print(picture(path, question))


def tell_faults(faults: tuple[Fault, ...]) -> None:
    """The faults, a line each."""
    for fault in faults:
        print(fault_text(fault))


def grave(faults: tuple[Fault, ...]) -> list[Fault]:
    """The faults that mean a value was not read, or is not right."""
    return [fault for fault in faults if not fault.code.startswith("hidden")]


def _tell(name: str, **facts: object) -> None:
    print(text(f"templates.said.{name}", **facts))
