"""A funder's form beside the project: what would go where, corrected, filled in, and proved."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from budgetdesk import template_jobs
from budgetdesk.exports import Export, Kind
from budgetdesk.presenters.form_tables import ChangesTable, SheetPicture, TargetsTable
from budgetdesk.presenters.table import Cell, Tone
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.template_jobs import FilledFile, Proposal, RowChoice, is_form
from budgetdesk.text import text

__all__ = ["FilledFile", "FilledPresenter", "FormPresenter", "OwnForm", "Proposal", "is_form"]

_ROWS: Final[tuple[RowChoice, ...]] = ("auto", "insert", "merge")


class FormPresenter:
    """Holds one form. `proposing` and `filling` give jobs for the worker; `take` takes the answer.

    `corrected` is called when a person gave a label another meaning: it is to be proposed anew.
    What was corrected is kept in `told` and remembered for the form when it has been filled in.
    """

    def __init__(self, workspace: Workspace, path: Path, corrected: Callable[[], None]) -> None:
        self.path = path
        self.told: dict[str, str] = {}
        self.rows: RowChoice = "auto"
        self._workspace = workspace
        self._proposal: Proposal | None = None
        self.targets = TargetsTable(self.told, corrected)
        self.picture = SheetPicture()

    # --- the proposal ---------------------------------------------------------------------------

    def proposing(self) -> Callable[[], Proposal]:
        """A job that recognises the form and plans what goes where; it raises BudgetDeskError."""
        project, told = self._workspace.project, dict(self.told)
        return lambda: template_jobs.propose(project, self.path, told)

    def take(self, proposal: Proposal) -> None:
        """Shows what was proposed; the sheet that was looked at stays in sight."""
        self._proposal = proposal
        self.targets.show(proposal)
        self.picture.show(proposal)

    @property
    def title(self) -> str:
        """Which form it is."""
        return text("form.title", file=self.path.name)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that can be looked at."""
        return self.picture.sheets

    @property
    def summary(self) -> Cell:
        """How much would be written, and whether anything is asked."""
        if self._proposal is None:
            return Cell(text=text("form.looking"), tone=Tone.QUIET)
        writes, asked = self._proposal.plan.writes, self._proposal.form.questions
        words = text("form.summary", count=len(writes))
        if not asked:
            return Cell(text=words, tone=Tone.IN_ORDER, icon="ok")
        return Cell(
            text=f"{words} {text('form.asked', count=len(asked))}",
            tone=Tone.WARNING,
            icon="warning",
        )

    @property
    def remarks(self) -> Sequence[str]:
        """What a person should know before filling it in."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        if self._proposal is None:
            return
        for notice in self._proposal.notices:
            yield text(f"templates.notices.{notice.code}", **dict(notice.facts))
        planned = self._proposal.plan
        for lack in planned.lacks:
            facts = {"sheet": lack.sheet, "label": lack.label, "count": lack.count}
            yield text("form.lack", **facts)
        yield from _lost(planned.unplaced, planned.assumed)

    @property
    def lacks_rows(self) -> bool:
        """Whether somebody has to say what to do with rows there is no room for."""
        return self._proposal is not None and bool(self._proposal.plan.lacks)

    @property
    def row_choices(self) -> Cell:
        """What can be done with rows there is no room for."""
        choices = tuple(text(f"form.rows.{each}") for each in _ROWS)
        return Cell(text=text(f"form.rows.{self.rows}"), choices=choices, is_editable=True)

    def choose_rows(self, words: str) -> None:
        """Takes one of `row_choices` by its words."""
        self.rows = next(each for each in _ROWS if text(f"form.rows.{each}") == words)

    # --- filling --------------------------------------------------------------------------------

    @property
    def can_fill(self) -> bool:
        """Whether there is anything to write."""
        return self._proposal is not None and bool(self._proposal.plan.writes)

    @property
    def suggested(self) -> str:
        """A name for the filled form: it never takes the place of the empty one."""
        return text("form.file_name", name=self.path.stem) + self.path.suffix

    @property
    def pattern(self) -> str:
        """The kind of file that is written: that of the form."""
        return text("form.save_pattern", suffix=self.path.suffix)

    def filling(self, out: Path) -> Export[FilledFile]:
        """The form, to be filled in to a file of its own; `run` raises BudgetDeskError."""
        project, told, rows = self._workspace.project, dict(self.told), self.rows
        return Export(
            self._workspace.session,
            Kind.FORM,
            out,
            lambda path: template_jobs.fill_template(
                project, self.path, path, rows=rows, told=told
            ),
        )


class OwnForm:
    """The form of our own for the project's call, for where the funder's file is not at hand."""

    def __init__(self, workspace: Workspace) -> None:
        self._call = workspace.project.call

    @property
    def suggested(self) -> str:
        """A name for the file."""
        return text("form.own_name", call=self._call.id)

    @property
    def pattern(self) -> str:
        """The kind of file it is."""
        return text("form.save_pattern", suffix=".xlsx")

    def writing(self, path: Path) -> Callable[[], None]:
        """A job that writes it; it raises BudgetDeskError when it could not be written."""
        return lambda: template_jobs.write_own_form(self._call, path)


class FilledPresenter:
    """A filled form with its proof: what was changed, that nothing else was, and the figures."""

    def __init__(self, made: FilledFile) -> None:
        self.path = Path(made.path)
        self._made = made
        self.changes = ChangesTable(made.filled.proof.changed)

    @property
    def title(self) -> str:
        """Which file it is."""
        return text("form.filled", file=self.path.name)

    @property
    def proof(self) -> Cell:
        """Whether only the named cells were changed."""
        proof = self._made.filled.proof
        if proof.differences:
            places = ", ".join(proof.differences)
            return Cell(
                text=text("templates.said.scratched", places=places), tone=Tone.ERROR, icon="error"
            )
        words = text("templates.said.nothing_else", same=proof.same_parts, parts=proof.parts)
        return Cell(text=words, tone=Tone.IN_ORDER, icon="ok")

    @property
    def figures(self) -> Cell:
        """What LibreOffice comes to."""
        again = self._made.recalculation
        if again is None:
            return Cell(text=text("templates.said.not_recalculated"), tone=Tone.NOTE, icon="note")
        if not again.differences:
            words = text("templates.said.recalculated", count=again.formulas)
            return Cell(text=words, tone=Tone.IN_ORDER, icon="ok")
        words = "\n".join(
            text(
                "templates.said.recalculated_otherwise",
                sheet=each.sheet,
                cell=each.cell,
                before=each.before,
                after=each.after,
            )
            for each in again.differences
        )
        return Cell(text=words, tone=Tone.WARNING, icon="warning")

    @property
    def remarks(self) -> Sequence[str]:
        """What a person should look at in the filled form."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        filled = self._made.filled
        for rows in filled.inserted:
            facts = {"count": rows.count, "sheet": rows.sheet, "after": rows.after}
            yield text("templates.said.inserted", **facts, label=rows.label)
        for each in filled.disagreements:
            places = {"sheet": each.sheet, "cell": each.cell, "label": each.label}
            yield text("templates.said.disagrees", **places, form=each.form, program=each.program)
        if filled.not_reckoned:
            yield text("templates.said.not_reckoned", cells=", ".join(filled.not_reckoned))
        yield from _lost(filled.unplaced, filled.assumed)


def _lost(
    unplaced: Sequence[template_jobs.Unplaced], assumed: Sequence[template_jobs.Assumption]
) -> Iterator[str]:
    for lost in unplaced:
        yield text(f"templates.unplaced.{lost.code}", label=lost.label, value=lost.value)
    for each in assumed:
        yield text("templates.said.assumed", content=each.content, label=each.label)
