"""The day a posting counts on: its own as the project reads its ledger, or one a person told (R22).

A voucher may be dated outside the period and still belong to it: delivered before it was invoiced,
or allowed by the funder. Then a person says which day it belongs to, with the reason.
"""

from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter

from budgetdesk.domain.decision import Topic, told_day
from budgetdesk.domain.ledger import DayKind, Posting
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import Value


class Days(Value):
    """How a project's postings are placed in time; `told` are the days people told, by posting."""

    kind: DayKind
    told: Mapping[str, date] = {}

    def of(self, posting: Posting) -> date | None:
        """The day a posting counts on; None where neither extract nor anybody says."""
        return self.told.get(posting.id) or posting.counted_day(self.kind)

    @property
    def reader(self) -> Callable[[Posting], date | None]:
        """`of` for 100.000 postings: where nobody told a day nothing is looked up."""
        is_plain = not self.told and self.kind is DayKind.VOUCHER
        return attrgetter("day") if is_plain else self.of


def days_of(project: Project) -> Days:
    """How this project's postings are placed; the latest decision on a posting holds."""
    answers = {
        decision.about: told_day(decision.answer)
        for decision in project.decisions
        if decision.topic is Topic.POSTING_DAY
    }
    told = {posting: day for posting, day in answers.items() if day is not None}
    return Days(kind=project.ledger.choices.day, told=told)
