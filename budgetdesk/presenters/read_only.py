"""What tables have in common that are only looked at."""

from collections.abc import Mapping

from budgetdesk.domain.finding import Subject
from budgetdesk.presenters.table import Place


class ReadOnlyTable:
    """Takes nothing that is typed, and is where no finding points unless it says so."""

    def enter(self, typed: Mapping[Place, str]) -> None:
        """Nothing is typed here."""

    def place_of(self, subject: Subject) -> Place | None:
        """No finding points here."""
        del subject
        return None
