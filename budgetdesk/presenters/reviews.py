"""The auditor's review: drawn and marked by the auditor, read in and answered by the preparer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace
from typing_extensions import override

from budgetdesk import auditing
from budgetdesk.domain.review import ErrorType, Mark, Review, ReviewItem, SampleCriteria
from budgetdesk.errors import BudgetDeskError
from budgetdesk.exports import Export, Kind
from budgetdesk.operations.review import add_review, answer
from budgetdesk.presenters import drill
from budgetdesk.presenters.behind import Behind
from budgetdesk.presenters.choices import named, read_choice
from budgetdesk.presenters.figures import Figures, money
from budgetdesk.presenters.table import Cell, Column, Place
from budgetdesk.presenters.workspace import Workspace
from budgetdesk.reviews import read_review, review_file
from budgetdesk.text import label, text
from budgetdesk.typed import UnreadableError, read_amount
from budgetdesk.writers.files import replace_file


class ReviewPresenter(Figures):
    """A row for each posting drawn.

    While the auditor works (`own` is set) marks, notes, types and deductions are typed; otherwise
    it shows the last review that came in, and the answers are typed.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.own: Review | None = None
        widths = {"number": 50, "voucher": 110, "amount": 100, "mark": 100, "error": 150}
        widths |= {"deducted": 100, "note": 180, "answer": 180}
        self.columns = tuple(
            Column(
                key=key,
                heading=text(f"reviewing.column.{key}"),
                width=width,
                numeric=key in {"amount", "deducted"},
                stretches=key == "answer",
            )
            for key, width in widths.items()
        )

    @property
    def review(self) -> Review | None:
        """The review in sight."""
        reviews = self._workspace.project.reviews
        return self.own or (reviews[-1] if reviews else None)

    @property
    def about(self) -> str:
        """Which review it is, and how it was drawn."""
        review = self.review
        if review is None:
            return text("reviewing.none")
        facts = {"auditor": review.auditor, "at": review.at, "seed": review.seed}
        method, count = label(review.method), len(review.items)
        head = text("review.head", method=method, count=count, size=review.size, **facts)
        return f"{head}\n{text('reviewing.deducted', amount=review.deducted)}"

    def behind(self, place: Place) -> Behind | None:
        """The posting of a row, with every figure it stands in; None where it is gone."""
        items = self.review.items if self.review else ()
        wanted = items[place[0]].posting
        batches = self._workspace.project.ledger.batches
        found = (each for batch in batches for each in batch.postings if each.id == wanted)
        posting = next(found, None)
        return drill.of_posting(self._workspace, posting) if posting else None

    @property
    @override
    def rows(self) -> Sequence[Sequence[Cell]]:
        items = self.review.items if self.review else ()
        return [self._row(number, item) for number, item in enumerate(items, start=1)]

    def _row(self, number: int, item: ReviewItem) -> tuple[Cell, ...]:
        mine = self.own is not None
        can_answer = not mine and not self._workspace.session.is_read_only
        deducted = "" if item.deducted is None else money(item.deducted).text
        return (
            Cell(text=str(number)),
            Cell(text=item.voucher or item.posting),
            money(item.amount),
            Cell(text=label(item.mark), is_editable=mine, choices=tuple(named(Mark))),
            Cell(
                text=label(item.error) if item.error else "",
                is_editable=mine,
                choices=("", *named(ErrorType)),
            ),
            Cell(text=deducted, is_editable=mine),
            Cell(text=item.note, tip=item.note, is_editable=mine),
            Cell(text=item.answer, tip=item.answer, is_editable=can_answer),
        )

    @override
    def enter(self, typed: Mapping[Place, str]) -> None:
        for (row, column), words in sorted(typed.items()):
            if row < self.row_count and self.cell(row, column).is_editable:
                self._take(row, self.columns[column].key, words)

    def _take(self, row: int, key: str, words: str) -> None:
        if self.own is None:
            last, workspace = len(self._workspace.project.reviews) - 1, self._workspace
            by, on = workspace.session.user, workspace.today
            workspace.run(
                "review.answer",
                lambda project: answer(project, last, row, words, by, on),
                number=row + 1,
            )
            return
        items = list(self.own.items)
        items[row] = _marked(items[row], key, words)
        self.own = replace(self.own, items=tuple(items))
        self._workspace.unfinished = text("reviewing.unsaved")

    def draw(self, criteria: SampleCriteria, at: datetime) -> None:
        """Begins a review of the account as it stands; raises BudgetDeskError as `new_review`."""
        workspace = self._workspace
        self.own = auditing.new_review(workspace.project, criteria, workspace.session.user, at)
        workspace.unfinished = text("reviewing.unsaved")

    def saving(self, own: Review, file: Path) -> Export[None]:
        """The auditor's review, to be written to a file for the preparer."""
        made = review_file(own)
        return Export(
            self._workspace.session, Kind.SAMPLE, file, lambda path: replace_file(path, made)
        )

    def saved(self, own: Review) -> None:
        """The file is written; what was marked meanwhile is not in it."""
        if self.own == own:
            self._workspace.unfinished = ""

    def read(self, path: Path) -> None:
        """Takes a review in; raises BudgetDeskError "review....", nothing is changed then."""
        read = read_review(path)
        auditing.require_own(self._workspace.project, read)
        self.own = None
        self._workspace.run(
            "review.add", lambda project: add_review(project, read), auditor=read.auditor
        )


def _marked(item: ReviewItem, key: str, words: str) -> ReviewItem:
    """The item with one thing said of it; what was deducted needs no sign."""
    try:
        match key:
            case "mark":
                return replace(item, mark=read_choice(words, named(Mark)) or Mark.OPEN)
            case "error":
                return replace(item, error=read_choice(words, named(ErrorType)))
            case "deducted":
                return replace(item, deducted=read_amount(words))
            case _:
                return replace(item, note=words.strip())
    except UnreadableError as unreadable:
        raise BudgetDeskError("review.unreadable_words", typed=words) from unreadable
