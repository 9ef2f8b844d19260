"""Amounts as finance systems write them: one way of writing per column, decided by its own cells.

Nothing is guessed from the number of digits: a cell that does not fit its column's way of writing,
or that is finer than an øre, is a bad cell and never a number.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from budgetdesk.domain.money import Money
from budgetdesk.importers.cells import BadCell, Memo, clean, column_of, fold
from budgetdesk.importers.profiles import Field, Writing, words

Columns = Sequence[Sequence[str]]
"""The columns of some rows: all cells of the first column, then all of the second."""

AmountReader = Callable[[Columns], Sequence[Money | BadCell]]
"""The amount of each row, or `bad_amount`."""

AMOUNT_FIELDS: Final[tuple[Field, ...]] = ("amount", "sign", "debit", "credit")

_MINUS: Final = "-\u2212\u2013"
"""Hyphen, minus sign, en dash; the hyphen first, so that it makes no range in brackets."""


def _grammar(thousands: str, decimal: str) -> re.Pattern[str]:
    """Sign, whole kroner and what parts them, decimals (databases add zeros), sign behind.

    Fifteen digits of kroner are a thousand billions; more are no amount.
    """
    parted = rf"[1-9][0-9]{{0,2}}([{thousands} '])[0-9]{{3}}(?:\3[0-9]{{3}}){{0,3}}"
    decimals = rf"(?:{decimal}([0-9]|[0-9][0-9](?:0{{2,15}})?))?"
    return re.compile(rf"([{_MINUS}+]?) ?({parted}|[0-9]{{1,15}}){decimals} ?([{_MINUS}]?)")


COMMA: Final = _grammar(".", ",")
POINT: Final = _grammar(",", r"\.")


def way_of_writing(cells: Iterable[str], writing: Writing = Writing()) -> re.Pattern[str]:  # noqa: B008 - immutable
    """Whether a column writes decimals with `COMMA` or `POINT`.

    Cells that both could have written (whole kroner) say nothing, and so does `1,234`: it is a
    thousand in one way and no amount in the other. Danish systems write commas, so they win ties.
    """
    if writing.decimal is not None:
        return POINT if writing.decimal == "point" else COMMA
    votes = 0
    for cell in cells:
        written = _bare(clean(cell))
        comma, point = COMMA.fullmatch(written), POINT.fullmatch(written)
        if comma and not point:
            votes -= 1
        elif point and not comma and ("." in written or written.count(",") > 1):
            votes += 1
    return POINT if votes > 0 else COMMA


def read_ore(cell: str, grammar: re.Pattern[str]) -> int:
    """The øre of a cell, negative with a minus before or behind it or in parentheses.

    Raises:
        BadCell: `bad_amount`, it is empty or not written the column's way.
    """
    match = grammar.fullmatch(cell) or grammar.fullmatch(_bare(clean(cell)))
    if match is None or (match[1] and match[5]):
        raise BadCell("bad_amount")
    return _ore(match) if (match[1] or match[5]) in {"", "+"} else -_ore(match)


def _ore(match: re.Match[str]) -> int:
    whole, separator, decimals = match[2], match[3], match[4]
    kroner = int(whole.replace(separator, "") if separator else whole)
    return kroner * 100 + (int(decimals[:2].ljust(2, "0")) if decimals else 0)


def _bare(written: str) -> str:
    """An amount without the name of its currency, and with a minus for parentheses."""
    written = _currency().sub("", written)
    if written.startswith("(") and written.endswith(")"):
        return "-" + written[1:-1].strip()
    return written


@cache
def _currency() -> re.Pattern[str]:
    names = "|".join(map(re.escape, words().currency))
    return re.compile(rf"^(?:{names}) ?| ?(?:{names})$", re.IGNORECASE)


def amount_reader(
    columns: Mapping[Field, int],
    sample: Sequence[Sequence[str]],
    writing: Writing = Writing(),  # noqa: B008 - immutable
) -> AmountReader:
    """How the rows of a file tell their amounts; `sample` are rows of postings to decide it by."""
    negated = -1 if writing.is_negated else 1
    if "amount" not in columns:
        debit, credit = columns["debit"], columns["credit"]
        return _two_columns(debit, credit, sample, writing)
    amount = columns["amount"]
    grammar = way_of_writing(column_of(sample, amount), writing)
    if "sign" in columns:
        return _marked(amount, columns["sign"], grammar, sample, negated)

    def read(cell: str) -> Money:
        return Money(read_ore(cell, grammar) * negated)

    known = Memo(read).__getitem__
    return lambda rows: list(map(known, rows[amount]))


def _mostly_negative(cells: Iterable[str], grammar: re.Pattern[str]) -> bool:
    """Whether more of a sample is below zero than above; what cannot be read has no say."""
    balance = 0
    for cell in cells:
        try:
            ore = read_ore(cell, grammar)
        except BadCell:
            continue
        balance += (ore < 0) - (ore > 0)
    return balance > 0


def _marked(
    amount: int, sign: int, grammar: re.Pattern[str], sample: Sequence[Sequence[str]], negated: int
) -> AmountReader:
    """Amounts beside a word for debit or credit.

    Most are without a sign of their own. Where most credits are negative already (KMD's XML), the
    word only repeats the sign, and a row where the two disagree is bad.
    """
    credited = [row[amount] for row in sample if _is_credit(row, sign) and amount < len(row)]
    agreeing = _mostly_negative(credited, grammar)

    def read(cells: tuple[str, str]) -> Money:
        ore, way = read_ore(cells[0], grammar), _sign(cells[1])
        if agreeing and ore * way < 0:
            raise BadCell("bad_amount")
        return Money(ore * negated if agreeing else ore * way * negated)

    return _together(read, amount, sign)


def _is_credit(row: Sequence[str], sign: int) -> bool:
    return sign < len(row) and signs().get(fold(row[sign])) == -1


def _sign(cell: str) -> int:
    if (sign := signs().get(fold(cell))) is None:
        raise BadCell("bad_amount")
    return sign


@cache
def signs() -> Mapping[str, int]:
    """The words for debit and credit, folded: 1 and -1."""
    debits = {fold(word): 1 for word in words().debit}
    return debits | {fold(word): -1 for word in words().credit}


def _two_columns(
    debit: int, credit: int, sample: Sequence[Sequence[str]], writing: Writing
) -> AmountReader:
    """Debit and credit in a column each, of which one is empty or zero.

    Credits are written without a sign, unless most of the column's are negative already.
    """
    credited = column_of(sample, credit)
    grammar = way_of_writing(column_of(sample, debit) + credited, writing)
    credit_sign = 1 if _mostly_negative(credited, grammar) else -1
    negated = -1 if writing.is_negated else 1

    def read(cells: tuple[str, str]) -> Money:
        into, out = (read_ore(cell, grammar) if cell.strip() else None for cell in cells)
        if (into and out) or (into is None and out is None):
            raise BadCell("bad_amount")
        return Money(((into or 0) + credit_sign * (out or 0)) * negated)

    return _together(read, debit, credit)


def _together(read: Callable[[tuple[str, str]], Money], one: int, other: int) -> AmountReader:
    """What reads two columns as one: few pairs of an amount and its side are new."""
    known = Memo(read).__getitem__
    return lambda rows: list(map(known, zip(rows[one], rows[other], strict=True)))
