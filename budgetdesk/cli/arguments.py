"""What may be typed after `budgetdesk`, read without a word of English to the user."""

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from typing_extensions import override

from budgetdesk.cli.clock import now
from budgetdesk.domain.money import Money
from budgetdesk.errors import BudgetDeskError
from budgetdesk.typed import UnreadableError, read_amount, read_date

SUFFIX: Final = ".budgetdesk"

_MOVE = re.compile(r"(.+):(.+):(\d{4})(?:-(\d{4}))?:([^:]+)")
_SHARE = re.compile(r"(.+):(\d{4}):([^:]+)")


class Parser(argparse.ArgumentParser):
    """Leaves what argparse would print in English to the one place that shows errors."""

    def __init__(self, command: str) -> None:
        super().__init__(prog=command, add_help=False, allow_abbrev=False)

    @override
    def error(self, message: str) -> NoReturn:
        raise BudgetDeskError("cli.usage", command=self.prog)


def parse(
    command: str, arguments: Callable[[Parser], None], words: Sequence[str]
) -> argparse.Namespace:
    """The words after a command; raises BudgetDeskError `cli.usage` when they do not fit."""
    parser = Parser(command)
    arguments(parser)
    return parser.parse_args(words)


def add_document(parser: Parser) -> None:
    """What most commands take: a document, and whether a machine is to read the answer."""
    parser.add_argument("document", type=Path)
    parser.add_argument("--json", action="store_true")


def day(typed: str) -> date:
    """A date as people write it, or ISO; raises BudgetDeskError `cli.bad_date`."""
    try:
        read = read_date(typed, now().date())
    except UnreadableError as error:
        raise BudgetDeskError("cli.bad_date", typed=typed) from error
    if read is None:
        raise BudgetDeskError("cli.bad_date", typed=typed)
    return read


def kroner(typed: str) -> Money:
    """An amount as people write it; raises BudgetDeskError `cli.bad_amount`."""
    try:
        read = read_amount(typed)
    except UnreadableError as error:
        raise BudgetDeskError("cli.bad_amount", typed=typed) from error
    if read is None:
        raise BudgetDeskError("cli.bad_amount", typed=typed)
    return read


def column_filter(typed: str) -> tuple[str, str]:
    """COLUMN=VALUE; raises BudgetDeskError `cli.bad_filter`."""
    column, equals, value = typed.partition("=")
    if not (column.strip() and equals):
        raise BudgetDeskError("cli.bad_filter", typed=typed)
    return column.strip(), value.strip()


def answer(typed: str) -> tuple[str, str]:
    """LABEL=MEANING; raises BudgetDeskError `cli.bad_answer`."""
    label, equals, meaning = typed.rpartition("=")
    if not (label.strip() and equals and meaning.strip()):
        raise BudgetDeskError("cli.bad_answer", typed=typed)
    return label.strip(), meaning.strip()


class MoveTyped(NamedTuple):
    """A move as typed: lines by number or name, the years, the amount."""

    source: str
    target: str
    from_year: int
    to_year: int
    amount: Money


def money_move(typed: str) -> MoveTyped:
    """FROM:TO:YEAR:AMOUNT, or with YEAR-YEAR; raises BudgetDeskError `cli.bad_move`."""
    match = _MOVE.fullmatch(typed)
    if match is None:
        raise BudgetDeskError("cli.bad_move", typed=typed)
    source, target, year, to_year, amount = match.groups()
    return MoveTyped(
        source.strip(), target.strip(), int(year), int(to_year or year), kroner(amount)
    )


def share(typed: str) -> tuple[str, int, Money]:
    """SOURCE:YEAR:AMOUNT; raises BudgetDeskError `cli.bad_share`."""
    match = _SHARE.fullmatch(typed)
    if match is None:
        raise BudgetDeskError("cli.bad_share", typed=typed)
    return match[1].strip(), int(match[2]), kroner(match[3])


def new_path(typed: str) -> Path:
    """A document that must not be there yet.

    Raises:
        BudgetDeskError: `cli.exists`, or `cli.no_suffix`: the window would not find it again.
    """
    path = Path(typed)
    if path.suffix.lower() != SUFFIX:
        raise BudgetDeskError("cli.no_suffix", path=path)
    if path.exists():
        raise BudgetDeskError("cli.exists", path=path)
    return path
