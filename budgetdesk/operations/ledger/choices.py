"""How the project reads its ledger: the date that counts, who bears the VAT, what is hidden."""

from msgspec.structs import replace

from budgetdesk.domain.ledger import DayKind
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.ledger.change import change


def choose_day(project: Project, day: DayKind) -> Project:
    """Which date places a cost in time where the extract has no day of delivery."""
    choices = replace(project.ledger.choices, day=day)
    return change(project, lambda ledger: replace(ledger, choices=choices))


def choose_vat(project: Project, *, bears_vat: bool, line: LineId | None = None) -> Project:
    """Whether the recipient finally bears the VAT: of all costs, or of one line's."""
    if line is None:
        choices = replace(project.ledger.choices, bears_vat=bears_vat)
        return change(project, lambda ledger: replace(ledger, choices=choices))
    others = tuple(each for each in project.ledger.vat_lines if each != line)
    lines = (*others, line) if bears_vat else others
    return change(project, lambda ledger: replace(ledger, vat_lines=lines))


def hide_word(project: Project, word: str) -> Project:
    """A name or number of a person that is masked in all that leaves the house."""
    said = word.strip()
    if len(said) < _SHORTEST:
        raise BudgetDeskError("ledger.word_too_short", word=said)
    ledger = project.ledger
    return change(
        project,
        lambda _: replace(
            ledger,
            hidden_words=_added(ledger.hidden_words, said),
            open_words=_removed(ledger.open_words, said),
        ),
    )


def show_word(project: Project, word: str) -> Project:
    """A word the program takes for a person's that is nobody's: it is masked no more."""
    said, ledger = word.strip(), project.ledger
    return change(
        project,
        lambda _: replace(
            ledger,
            hidden_words=_removed(ledger.hidden_words, said),
            open_words=_added(ledger.open_words, said),
        ),
    )


_SHORTEST = 3
"""Letters: a shorter word is part of half the others."""


def _added(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return (*_removed(words, word), word)


def _removed(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(each for each in words if each.casefold() != word.casefold())
