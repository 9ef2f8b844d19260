"""The postings a rule would place, and those it would let go of, before it is kept."""

from collections.abc import Callable, Sequence

from budgetdesk.accounting.effects import Effect
from budgetdesk.domain.account import AllocatedPart
from budgetdesk.presenters.posting_cells import posting_cell
from budgetdesk.presenters.read_only import ReadOnlyTable
from budgetdesk.presenters.table import Cell, Column, Tone
from budgetdesk.presenters.targets import Targets
from budgetdesk.text import text

_SHOWN = ("day", "voucher", "supplier", "text", "amount")


class RulePreview(ReadOnlyTable):
    """A row for each posting that a rule would touch: those it takes from elsewhere first."""

    def __init__(self, effect: Callable[[], Effect | None], targets: Targets) -> None:
        self.columns = (
            Column(key="fate", heading=text("postings.preview_rule.fate"), width=96),
            Column(key="place", heading=text("postings.preview_rule.place"), width=150),
            *(
                Column(
                    key=key,
                    heading=text(f"postings.column.{key}"),
                    width=96,
                    numeric=key == "amount",
                    stretches=key == "text",
                )
                for key in _SHOWN
            ),
        )
        self._effect, self._targets = effect, targets
        self._made: tuple[Effect | None, Sequence[tuple[str, AllocatedPart]]] = (None, ())

    @property
    def _rows(self) -> Sequence[tuple[str, AllocatedPart]]:
        effect = self._effect()
        if effect is not self._made[0]:
            fates = {} if effect is None else _fates(effect)
            rows = [(fate, part) for fate, parts in fates.items() for part in parts]
            self._made = (effect, rows)
        return self._made[1]

    @property
    def row_count(self) -> int:
        """How many postings, or parts of them, it would touch."""
        return len(self._rows)

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place."""
        fate, part = self._rows[row]
        match self.columns[column].key:
            case "fate":
                tone = Tone.QUIET if fate == "kept" else Tone.ACCENT
                return Cell(text=text(f"postings.preview_rule.{fate}"), tone=tone)
            case "place":
                return Cell(text=place_now(part, self._targets))
            case key:
                return posting_cell(part.posting, key, part.amount)


def place_now(part: AllocatedPart, targets: Targets) -> str:
    """Where a part is without the rule."""
    if part.kind is None:
        return text("postings.place.unplaced")
    return targets.name(part.kind, part.target)


def _fates(effect: Effect) -> dict[str, Sequence[AllocatedPart]]:
    return {"taken": effect.taken, "lost": effect.lost, "kept": effect.kept}
