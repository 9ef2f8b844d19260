"""What may be typed after `budgetdesk`, read without a word of English to the user."""

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from typing_extensions import override

from budgetdesk.domain.decision import Topic
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.review import Method
from budgetdesk.domain.rules import InterimEvery
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


def day(typed: str) -> date:
    """A date as people write it, or ISO; raises BudgetDeskError `cli.bad_date`."""
    try:
        read = read_date(typed, datetime.now(UTC).astimezone().date())
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


def parse(command: str, words: Sequence[str]) -> argparse.Namespace:
    """The words after a command; raises BudgetDeskError `cli.usage` when they do not fit."""
    parser = Parser(command)
    _ARGUMENTS[command](parser)
    return parser.parse_args(words)


def _document(parser: Parser) -> None:
    parser.add_argument("document", type=Path)
    parser.add_argument("--json", action="store_true")


def _calls(parser: Parser) -> None:
    parser.add_argument("action", nargs="?", choices=("show", "check", "copy", "upgrade"))
    parser.add_argument("what", nargs="?")
    parser.add_argument("to", nargs="?", type=Path)
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--json", action="store_true")


def _new(parser: Parser) -> None:
    parser.add_argument("document", type=new_path)
    parser.add_argument("--call")
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--json", type=Path, dest="form")
    given.add_argument("--from", type=Path, dest="workbook")
    given.add_argument("--like", type=Path)
    parser.add_argument("--answer", action="append", default=[], type=answer)
    parser.add_argument("--start", type=day)
    parser.add_argument("--end", type=day)
    parser.add_argument("--amounts", action="store_true")


def _show(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("--with-personal-data", action="store_true")


def _import(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--profile")
    parser.add_argument("--only", action="append", default=[], type=column_filter)
    parser.add_argument("--control-total", type=kroner)
    parser.add_argument("--pdf", type=Path)


def _account(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("--from", type=day, dest="start")
    parser.add_argument("--to", type=day, dest="end")
    parser.add_argument("--xlsx", type=Path)
    parser.add_argument("--pdf", type=Path)
    parser.add_argument("--take", action="store_true")


def _track(parser: Parser) -> None:
    _document(parser)
    every = [each.value for each in InterimEvery]
    parser.add_argument("--by", choices=every, default=InterimEvery.QUARTER.value)


def _fill(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("template", type=Path)
    _output(parser)


def _convert(parser: Parser) -> None:
    parser.add_argument("old", type=Path)
    parser.add_argument("template", type=Path)
    parser.add_argument("--json", action="store_true")
    _output(parser)


def _form(parser: Parser) -> None:
    parser.add_argument("call")
    parser.add_argument("--out", type=Path, required=True)


def _output(parser: Parser) -> None:
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rows", choices=("auto", "insert", "merge"), default="auto")
    parser.add_argument("--answer", action="append", default=[], type=answer)


def _read(parser: Parser) -> None:
    parser.add_argument("workbook", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--answer", action="append", default=[], type=answer)


def _solve(parser: Parser) -> None:
    parser.add_argument("--call", required=True)
    for name in ("--total", "--grant", "--own"):
        parser.add_argument(name, type=kroner)
    for name in ("--other", "--income", "--not-eligible"):
        parser.add_argument(name, type=kroner, default=ZERO)
    parser.add_argument("--json", action="store_true")


def _check(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("--folder", action="store_true")
    chosen = parser.add_mutually_exclusive_group()
    for name in ("--fix", "--waive", "--unwaive"):
        chosen.add_argument(name, type=int)
    parser.add_argument("--reason", default="")
    parser.add_argument("--by", default="")
    parser.add_argument("--permission", default="")


def _decide(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("topic", choices=[each.value for each in Topic])
    parser.add_argument("answer")
    parser.add_argument("--about", default="")
    parser.add_argument("--reason", required=True)
    parser.add_argument("--by", default="")


def _seal(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("--out", type=Path, required=True)


def _reopen(parser: Parser) -> None:
    parser.add_argument("document", type=Path)
    parser.add_argument("--reason", required=True)


def _verify(parser: Parser) -> None:
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--json", action="store_true")


def _attach(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("signed", type=Path)


def _audit(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("--sample", choices=[method.value for method in Method])
    parser.add_argument("--size", type=int, default=0)
    parser.add_argument("--seed", default="")
    parser.add_argument("--at-least", type=kroner)
    parser.add_argument("--out", type=Path)


def _review(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--answer", type=int)
    parser.add_argument("--text", default="")


def _changes(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("--since", required=True)
    parser.add_argument("--pdf", type=Path)


def _diff(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--pdf", type=Path)


def _change(parser: Parser) -> None:
    _document(parser)
    parser.add_argument("--line", action="append", default=[])
    parser.add_argument("--move", action="append", default=[], type=money_move)
    parser.add_argument("--reason", action="append", default=[])
    parser.add_argument("--fund", action="append", default=[], type=share)
    parser.add_argument("--end", type=day)
    parser.add_argument("--letter", type=Path)
    outcome = parser.add_mutually_exclusive_group()
    for name in ("sent", "take", "approve", "refuse"):
        outcome.add_argument(f"--{name}", type=day)
    parser.add_argument("--reference", default="")
    parser.add_argument("--by", default="")
    parser.add_argument("--why", default="")


def _demo(parser: Parser) -> None:
    parser.add_argument("--out", type=Path, default=Path("budgetdesk-demo"))


_ARGUMENTS: dict[str, Callable[[Parser], None]] = {
    "calls": _calls,
    "new": _new,
    "show": _show,
    "check": _check,
    "decide": _decide,
    "versions": _document,
    "diff": _diff,
    "change": _change,
    "import": _import,
    "account": _account,
    "fill": _fill,
    "form": _form,
    "read": _read,
    "convert": _convert,
    "track": _track,
    "solve": _solve,
    "audit": _audit,
    "seal": _seal,
    "reopen": _reopen,
    "verify": _verify,
    "attach": _attach,
    "review": _review,
    "changes": _changes,
    "demo": _demo,
}
