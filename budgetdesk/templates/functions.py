"""The functions that forms reckon with.

Each takes its arguments, and the number that means 1 January 1970 in the workbook.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final

from budgetdesk.templates.book import CellError, CellValue, shown
from budgetdesk.templates.places import Area, Place

_EPOCH: Final = date(1970, 1, 1)


class NotReckonedError(ValueError):
    """A formula that is not understood here."""


class Range:
    """An area of cells, each reckoned when it is asked for."""

    def __init__(self, place: Area, value: Callable[[Place], CellValue]) -> None:
        self.place, self._value = place, value

    @property
    def is_single(self) -> bool:
        """Whether it is one cell."""
        return self.place.first == Place(self.place.bottom, self.place.right)

    def first(self) -> CellValue:
        """The upper left cell."""
        return self._value(self.place.first)

    def values(self) -> Iterator[CellValue]:
        """All cells, row by row."""
        for row in range(self.place.top, self.place.bottom + 1):
            for column in range(self.place.left, self.place.right + 1):
                yield self._value(Place(row, column))


Argument = CellValue | Range
Function = Callable[[Sequence[Argument], int], CellValue]


class _Shown(Exception):  # noqa: N818  # not our error: the workbook's own, on its way to the cell
    """An error value that a function passes on as its result."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error)
        self.error = error


def _passing_on(function: Function) -> Function:
    """A function that gives the error values it meets as its result."""

    def passing(arguments: Sequence[Argument], day_zero: int) -> CellValue:
        try:
            return function(arguments, day_zero)
        except _Shown as shown_:
            return shown_.error

    return passing


def _flat(arguments: Sequence[Argument]) -> Iterator[tuple[CellValue, bool]]:
    """Every value, and whether it was written in the formula itself."""
    for each in arguments:
        if isinstance(each, Range):
            yield from ((value, False) for value in each.values())
        else:
            yield each, True


def _numbers(arguments: Sequence[Argument]) -> list[Decimal]:
    """The numbers among the arguments; texts in cells are passed over, as in every workbook."""
    found = []
    for value, is_own in _flat(arguments):
        if isinstance(value, CellError):
            raise _Shown(value)
        if isinstance(value, Decimal):
            found.append(value)
        elif isinstance(value, bool) and is_own:
            found.append(Decimal(int(value)))
    return found


def _one(argument: Argument) -> CellValue:
    value = argument.first() if isinstance(argument, Range) and argument.is_single else argument
    if isinstance(value, Range):
        raise NotReckonedError(value.place.name)
    return value


def _number(argument: Argument) -> Decimal:
    value = _one(argument)
    if isinstance(value, CellError):
        raise _Shown(value)
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, str):
        raise _Shown(CellError("#VALUE!"))
    return Decimal(0) if value is None else value


def truth(argument: Argument) -> bool:
    """Whether a value counts as true."""
    value = _one(argument)
    if isinstance(value, CellError):
        raise _Shown(value)
    if isinstance(value, str):
        raise _Shown(CellError("#VALUE!"))
    return bool(value)


def _truths(arguments: Sequence[Argument]) -> list[bool]:
    return [truth(v) for v, own in _flat(arguments) if own or not isinstance(v, str | None)]


def _if(arguments: Sequence[Argument], _: int) -> CellValue:
    if truth(arguments[0]):
        return _one(arguments[1])
    return _one(arguments[2]) if len(arguments) > 2 else False


def _if_error(arguments: Sequence[Argument], _: int) -> CellValue:
    value = _one(arguments[0])
    return _one(arguments[1]) if isinstance(value, CellError) else value


def _rounded(how: str) -> Function:
    def work(arguments: Sequence[Argument], _: int) -> CellValue:
        digits = int(_number(arguments[1])) if len(arguments) > 1 else 0
        return _number(arguments[0]).quantize(Decimal(1).scaleb(-digits), rounding=how)

    return work


def _matches(criterion: CellValue) -> Callable[[CellValue], bool]:
    """What SUMIF and its kin look for: a value, or a comparison written as a text."""
    if not isinstance(criterion, str):
        wanted = Decimal(0) if criterion is None else criterion
        return lambda value: value == wanted and isinstance(value, Decimal)
    match = re.fullmatch(r"(<=|>=|<>|=|<|>)?(.*)", criterion, re.DOTALL)
    sign, text = (match[1] or "=", match[2]) if match else ("=", criterion)
    plain = text.replace(",", ".")
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain):
        number = Decimal(plain)
        if sign == "=":
            return lambda value: value == number or (isinstance(value, str) and value == text)
        return lambda value: isinstance(value, Decimal) and _holds(sign, value, number)
    if sign not in ("=", "<>"):
        raise NotReckonedError(criterion)
    pattern = re.compile(_as_pattern(text.casefold()), re.DOTALL)
    return lambda value: (
        (bool(pattern.fullmatch(shown(value).casefold())) and (value is not None or not text))
        == (sign == "=")
    )


def _as_pattern(text: str) -> str:
    """A text with * and ? for anything, and ~ before one that means itself."""
    parts = re.findall(r"~[*?~]|[*?]|[^*?~]+|~", text)
    special = {"*": ".*", "?": "."}
    return "".join(
        special.get(p) or re.escape(p[1:] if len(p) == 2 and p[0] == "~" and p[1] in "*?~" else p)
        for p in parts
    )


def _holds(sign: str, one: Decimal, other: Decimal) -> bool:
    return {
        "<": one < other,
        ">": one > other,
        "<=": one <= other,
        ">=": one >= other,
        "<>": one != other,
    }[sign]


def _selected(pairs: Sequence[Argument]) -> list[bool]:
    """Which cells meet all criteria, given as areas and criteria by turns."""
    chosen: list[bool] | None = None
    for searched, criterion in zip(pairs[::2], pairs[1::2], strict=True):
        if not isinstance(searched, Range):
            raise NotReckonedError(str(searched))
        meets = _matches(_one(criterion))
        found = [meets(value) for value in searched.values()]
        chosen = found if chosen is None else [a and b for a, b in zip(chosen, found, strict=True)]
    return chosen or []


def _sum_where(summed: Argument, chosen: Sequence[bool]) -> Decimal:
    if not isinstance(summed, Range):
        raise NotReckonedError(str(summed))
    picked = (value for value, is_in in zip(summed.values(), chosen, strict=True) if is_in)
    return sum((value for value in picked if isinstance(value, Decimal)), Decimal(0))


def _sum_if(arguments: Sequence[Argument], _: int) -> CellValue:
    summed = arguments[2] if len(arguments) > 2 else arguments[0]
    return _sum_where(summed, _selected(arguments[:2]))


def _sum_product(arguments: Sequence[Argument], _: int) -> CellValue:
    columns = []
    for each in arguments:
        if not isinstance(each, Range):
            raise NotReckonedError(str(each))
        columns.append([v if isinstance(v, Decimal) else Decimal(0) for v in each.values()])
    total = Decimal(0)
    for row in zip(*columns, strict=True):
        product = Decimal(1)
        for factor in row:
            product *= factor
        total += product
    return total


def _part_of_day(part: str) -> Function:
    def work(arguments: Sequence[Argument], day_zero: int) -> CellValue:
        day = _EPOCH + timedelta(days=int(_number(arguments[0])) - day_zero)
        return Decimal(getattr(day, part))

    return work


def _date(arguments: Sequence[Argument], day_zero: int) -> CellValue:
    year, month, day = (int(_number(each)) for each in arguments)
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return Decimal((first - _EPOCH).days + day - 1 + day_zero)


def _average(arguments: Sequence[Argument], _: int) -> CellValue:
    found = _numbers(arguments)
    return sum(found, Decimal(0)) / len(found) if found else CellError("#DIV/0!")


def _subtotal(arguments: Sequence[Argument], _: int) -> CellValue:
    if _number(arguments[0]) not in (9, 109):
        raise NotReckonedError("SUBTOTAL")
    return sum(_numbers(arguments[1:]), Decimal(0))


_PLAIN: Final[Mapping[str, Function]] = {
    "SUM": lambda a, _: sum(_numbers(a), Decimal(0)),
    "MAX": lambda a, _: max(_numbers(a), default=Decimal(0)),
    "MIN": lambda a, _: min(_numbers(a), default=Decimal(0)),
    "COUNT": lambda a, _: Decimal(sum(isinstance(v, Decimal) for v, _own in _flat(a))),
    "COUNTA": lambda a, _: Decimal(sum(v is not None for v, _own in _flat(a))),
    "COUNTBLANK": lambda a, _: Decimal(sum(v in (None, "") for v, _own in _flat(a))),
    "COUNTIF": lambda a, _: Decimal(sum(_selected(a))),
    "COUNTIFS": lambda a, _: Decimal(sum(_selected(a))),
    "AVERAGE": _average,
    "SUBTOTAL": _subtotal,
    "SUMIF": _sum_if,
    "SUMIFS": lambda a, _: _sum_where(a[0], _selected(a[1:])),
    "SUMPRODUCT": _sum_product,
    "IF": _if,
    "AND": lambda a, _: all(_truths(a)),
    "OR": lambda a, _: any(_truths(a)),
    "NOT": lambda a, _: not truth(a[0]),
    "ABS": lambda a, _: abs(_number(a[0])),
    "INT": lambda a, _: _number(a[0]).to_integral_value(ROUND_FLOOR),
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "TRUNC": _rounded(ROUND_DOWN),
    "YEAR": _part_of_day("year"),
    "MONTH": _part_of_day("month"),
    "DAY": _part_of_day("day"),
    "DATE": _date,
    "LEN": lambda a, _: Decimal(len(shown(_one(a[0])))),
    "TRIM": lambda a, _: " ".join(shown(_one(a[0])).split(" ")),
    "UPPER": lambda a, _: shown(_one(a[0])).upper(),
    "LOWER": lambda a, _: shown(_one(a[0])).lower(),
    "CONCATENATE": lambda a, _: "".join(shown(_one(v)) for v in a),
}
_ABOUT_ERRORS: Final[Mapping[str, Function]] = {
    "IFERROR": _if_error,
    "ISNUMBER": lambda a, _: isinstance(_one(a[0]), Decimal),
    "ISTEXT": lambda a, _: isinstance(_one(a[0]), str) and not isinstance(_one(a[0]), CellError),
    "ISBLANK": lambda a, _: _one(a[0]) is None,
    "ISERROR": lambda a, _: isinstance(_one(a[0]), CellError),
}

FUNCTIONS: Final[Mapping[str, Function]] = {
    **{name: _passing_on(function) for name, function in _PLAIN.items()},
    **_ABOUT_ERRORS,
}
