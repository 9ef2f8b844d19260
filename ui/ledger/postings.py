"""The postings of all imports: found, chosen and placed."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.domain.finding import Subject
from budgetdesk.domain.value import PostingId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.presenters.ledger import LedgerPresenter
from budgetdesk.presenters.parts import Show
from budgetdesk.presenters.placing import PlacingPresenter
from budgetdesk.presenters.split import SplitPresenter
from budgetdesk.presenters.vouchers import VouchersPresenter
from budgetdesk.text import text
from budgetdesk.typed import UnreadableError
from ui.desk import Desk
from ui.ledger.day_form import DayForm
from ui.ledger.placing_bar import PlacingBar
from ui.ledger.split_form import SplitForm
from ui.ledger.vouchers_form import VouchersForm
from ui.widgets.grid import GridView
from ui.widgets.layout import words


class PostingsView(QWidget):
    """Search and filter, the table, and the bar that places what is chosen in it."""

    make_rule = Signal(object)
    """A rule is wanted that fits the postings of an `Example`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.presenter = LedgerPresenter(desk.workspace)
        self.placing = PlacingPresenter(desk.workspace)
        self.search, self.filter = QLineEdit(), QComboBox()
        self.grid = GridView(self.presenter, text("postings.title"), is_typed=False)
        self.bar = PlacingBar(self.placing)
        self._summary = words("", "quiet")
        self._lay_out()
        self.search.textChanged.connect(self._search)
        self.filter.activated.connect(self._filter)
        self.grid.chosen.connect(self._choose)
        self.grid.horizontalHeader().sectionClicked.connect(self.sort)
        self.bar.split.connect(self.split)
        self.bar.make_rule.connect(self.always)
        self.bar.files.connect(self.show_files)
        self.bar.tell_day.connect(self.tell_day)
        self.refresh()

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(text("postings.search_hint"))
        self.search.setAccessibleName(text("postings.search"))
        self.search.setClearButtonEnabled(True)
        self.filter.setAccessibleName(text("postings.filter"))
        self.filter.setMinimumWidth(250)
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        heads = self.grid.horizontalHeader()  # asks every row whether a whole column is chosen
        heads.setSelectionModel(QItemSelectionModel(self.grid.model(), heads))
        heads.setSectionsClickable(True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.filter)
        top.addWidget(self._summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.bar)

    def refresh(self) -> None:
        """Shows the postings as they are now; those chosen stay so while they are shown."""
        chosen = {posting.id for posting in self.placing.chosen}
        self._name_filters()
        self.grid.refresh()
        self._choose_again(chosen)
        self._summary.setText(self.presenter.summary)
        self.bar.refresh()

    def _name_filters(self) -> None:
        choices = list(self.presenter.choices())
        if self.filter.count() != len(choices):
            self.filter.addItems([""] * len(choices))
        for place, (show, name) in enumerate(choices):
            self.filter.setItemText(place, name)
            self.filter.setItemData(place, show)
            if show is self.presenter.show:
                self.filter.setCurrentIndex(place)
        self.search.setText(self.presenter.sought)

    def show_subject(self, subject: Subject) -> bool:
        """Leads to a posting, also one that filter or search hides."""
        place = self.presenter.reveal(subject)
        self.refresh()
        if place is not None:
            self.grid.show_place(place)
        return place is not None

    def show_only(self, show: Show) -> None:
        """Shows the postings of a filter."""
        self.presenter.show, self.presenter.sought = show, ""
        self.refresh()

    def split(self) -> None:
        """Has the chosen posting split in parts."""
        if not self.placing.can_split:
            return
        presenter = SplitPresenter(self._desk.workspace, self.placing.chosen[0])
        title, accept = text("postings.split.window"), text("postings.split.accept")
        while self._desk.dialogs.fill_in(title, SplitForm(presenter), accept):
            if presenter.is_complete:
                presenter.finish()
                return
            self._desk.dialogs.tell(presenter.verdict.text)

    def tell_day(self) -> None:
        """Asks which day the chosen postings belong to until it can be read, or never mind."""
        if not self.placing.can_tell_day:
            return
        form = DayForm(self.placing.proposed_day)
        title, accept = text("postings.day.window"), text("postings.day.accept")
        while self._desk.dialogs.fill_in(title, form, accept):
            try:
                self.placing.tell_day(form.day.text(), form.reason.text())
            except UnreadableError as unreadable:
                form = DayForm(form.day.text(), form.reason.text(), unreadable.reason)
            else:
                return

    def always(self) -> None:
        """Asks for a rule that does to all alike what is done to the chosen postings."""
        if self.placing.can_make_rule:
            self.make_rule.emit(self.placing.example)

    def show_files(self) -> None:
        """Shows the vouchers' files of the chosen postings, to look at, add to and take from."""
        if self.placing.chosen:
            self._desk.workspace.look_at_files()  # somebody may have moved them meanwhile
            form = VouchersForm(self._desk, self._vouchers)
            self._desk.dialogs.fill_in(text("vouchers.window"), form, text("vouchers.close"))

    def attach(self, *, linked: bool = False) -> None:
        """Asks for a file and attaches it to the chosen postings, or links it."""
        if self.can_attach:
            path = self._desk.dialogs.choose_open(text("vouchers.choose"), text("vouchers.pattern"))
            if path is not None:
                self.take_voucher(path, linked=linked)

    def take_voucher(self, path: Path, *, linked: bool = False) -> None:
        """Attaches a file to the chosen postings, or tells why it cannot be."""
        try:
            self._vouchers.add(path, linked=linked)
        except BudgetDeskError as error:
            self._desk.dialogs.show_error(error)

    @property
    def can_attach(self) -> bool:
        """Whether there are postings chosen in a document that may be changed."""
        return self._vouchers.can_change

    @property
    def _vouchers(self) -> VouchersPresenter:
        return VouchersPresenter(self._desk.workspace, self.placing.chosen)

    def sort(self, column: int) -> None:
        """Shows the postings in the order of a column; once more falling, then as imported."""
        self.presenter.order_by(column)
        heads, order = self.grid.horizontalHeader(), self.presenter.order
        heads.setSortIndicatorShown(order is not None)
        if order is not None:
            way = Qt.SortOrder.DescendingOrder if order[1] else Qt.SortOrder.AscendingOrder
            heads.setSortIndicator(order[0], way)
        self.refresh()

    def sort_here(self) -> None:
        """As `sort`, by the column the keys are at."""
        self.sort(max(self.grid.currentIndex().column(), 0))

    def _search(self, typed: str) -> None:
        self.presenter.sought = typed
        self.refresh()

    def _filter(self, place: int) -> None:
        self.presenter.show = self.filter.itemData(place)
        self.refresh()

    def _choose(self) -> None:
        self.placing.chosen = self.presenter.postings(self.grid.rows())
        self.bar.refresh()

    def _choose_again(self, ids: Collection[PostingId]) -> None:
        """Rows move when the filter does: what is chosen are postings, not rows."""
        shown = enumerate(self.presenter.rows if ids else ())
        rows = (r for r, part in shown if part.posting.id in ids)
        model, last = self.grid.model(), len(self.presenter.columns) - 1
        selection = QItemSelection()
        for first, end in _runs(rows):
            selection.select(model.index(first, 0), model.index(end, last))
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.grid.selectionModel().select(selection, flag)
        self._choose()


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of neighbours."""
    for _, run in groupby(enumerate(rows), key=lambda each: each[1] - each[0]):
        neighbours = [row for _, row in run]
        yield neighbours[0], neighbours[-1]
