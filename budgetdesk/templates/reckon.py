"""Formulas reckoned with the values a form was filled with, so that previews show the figures.

Exact decimals stand for a workbook's binary ones: to the øre they agree. What a formula here does
not know (a function, a link to another workbook) is not reckoned, and neither is what rests on it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from functools import cached_property
from typing import Final, NamedTuple

from budgetdesk.templates.book import Book, CellError, CellValue, Sheet, shown
from budgetdesk.templates.functions import FUNCTIONS, NotReckonedError, Range
from budgetdesk.templates.places import Place, area, sheet_named

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)(?![\w:])
    | (?P<text>"(?:[^"]|"")*")
    | (?P<error>\#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!))
    | (?P<call>[A-Za-z_][\w.]*)\(
    | (?P<place>
        (?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
        \$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?(?![\w(])
      )
    | (?P<name>[^\W\d][\w.]*)
    | (?P<sign><=|>=|<>|[-+*/^&=<>(),;%])
    )""",
    re.VERBOSE,
)
_BINDING: Final = {
    "=": 1,
    "<": 1,
    ">": 1,
    "<=": 1,
    ">=": 1,
    "<>": 1,
    "&": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 5,
}
_LITERALS: Final[Mapping[str, Callable[[str], CellValue]]] = {
    "number": Decimal,
    "text": lambda text: text[1:-1].replace('""', '"'),
    "error": CellError,
}
_LARGEST_AREA: Final = 200_000
_DEEPEST: Final = 30
"""Formulas reckoned inside each other; what lies deeper (a running balance) is reckoned first."""

Key = tuple[str, Place]


class _TooDeepError(Exception):
    """A cell that has to be reckoned first, as it lies too deep below the one asked for."""

    def __init__(self, sheet: Sheet, where: Place) -> None:
        super().__init__(sheet.name, where)
        self.cell = (sheet, where)


class _Token(NamedTuple):
    kind: str
    text: str
    sheet: str | None = None


class Reckoner:
    """Reckons the formulas of a book, some of whose cells hold other values than are stored."""

    def __init__(self, book: Book, values: Mapping[Key, CellValue]) -> None:
        self._book = book
        self._values = {
            (sheet.casefold(), where): value for (sheet, where), value in values.items()
        }
        self._known: dict[Key, CellValue] = {}
        self._failed: set[Key] = set()
        self._open: list[Key] = []

    def results(self) -> tuple[dict[Key, CellValue], tuple[Key, ...]]:
        """The value of each formula that can be reckoned, and the cells whose formulas cannot."""
        found: dict[Key, CellValue] = {}
        failed = []
        with localcontext(prec=28):
            for sheet in self._book.sheets:
                for where, cell in sheet.cells.items():
                    if cell.formula is None:
                        continue
                    try:
                        found[(sheet.name, where)] = self._settled(sheet, where)
                    except NotReckonedError:
                        failed.append((sheet.name, where))
        return found, tuple(failed)

    def _settled(self, sheet: Sheet, where: Place) -> CellValue:
        """A cell's value, those that lie deep below it reckoned first."""
        below = [(sheet, where)]
        while True:
            try:
                value = self.value(*below[-1])
            except _TooDeepError as deep:
                if deep.cell in below:  # they rest on each other
                    self._failed |= {(each.name.casefold(), place_) for each, place_ in below}
                    raise NotReckonedError(sheet.name) from deep
                below.append(deep.cell)
                continue
            except NotReckonedError:
                if len(below) == 1:
                    raise
            below.pop()
            if not below:
                return value

    def value(self, sheet: Sheet, where: Place) -> CellValue:
        """What a cell holds; raises NotReckonedError."""
        key = (sheet.name.casefold(), where)
        if key in self._values:
            return self._values[key]
        cell = sheet.cells.get(where)
        if cell is None or cell.formula is None:
            return cell.value if cell else None
        if key not in self._known:
            self._known[key] = self._reckoned(sheet, where, key, cell.formula)
        return self._known[key]

    def _reckoned(self, sheet: Sheet, where: Place, key: Key, formula: str) -> CellValue:
        in_array = any(each.holds(where) for each in sheet.array_areas)
        if key in self._failed or key in self._open or in_array:
            raise NotReckonedError(formula)
        if len(self._open) > _DEEPEST:
            raise _TooDeepError(sheet, where)
        self._open.append(key)
        try:
            value = _Formula(formula, self, sheet).result()
        except (NotReckonedError, InvalidOperation, DivisionByZero, OverflowError) as error:
            self._failed.add(key)
            raise NotReckonedError(formula) from error
        finally:
            self._open.pop()
        return Decimal(0) if value is None else value

    def area(self, sheet: Sheet, about: str | None, reference: str) -> Range:
        """The cells of a reference."""
        found = self._book.by_name.get(about.casefold()) if about is not None else sheet
        if found is None:
            raise NotReckonedError(reference)
        place_ = area(reference)
        if (place_.bottom - place_.top + 1) * (place_.right - place_.left + 1) > _LARGEST_AREA:
            raise NotReckonedError(reference)
        return Range(place_, lambda where: self.value(found, where))

    def named(self, name: str, sheet: Sheet) -> "CellValue | Range":
        """What a defined name stands for."""
        if name.upper() in ("TRUE", "FALSE"):
            return name.upper() == "TRUE"
        formula = self._book.names.get(name.casefold())
        if formula is None:
            raise NotReckonedError(name)
        return _Formula(formula, self, sheet).whole()

    @cached_property
    def day_zero(self) -> int:
        """The serial number of 1 January 1970, which tells which days numbers mean."""
        return self._book.serial(date(1970, 1, 1))


class _Formula:
    """One formula, read and reckoned from left to right by how tightly its signs bind."""

    def __init__(self, formula: str, reckoner: Reckoner, sheet: Sheet) -> None:
        self._tokens = list(_tokens(formula))
        self._at = 0
        self._reckoner, self._sheet = reckoner, sheet

    def result(self) -> CellValue:
        """The value of the whole formula."""
        return _single(self.whole())

    def whole(self) -> CellValue | Range:
        """The value, or the area it is; raises NotReckonedError when something is left over."""
        value = self._expression(0)
        if self._at < len(self._tokens):
            raise NotReckonedError(self._tokens[self._at].text)
        return value

    def _next(self) -> _Token:
        if self._at >= len(self._tokens):
            return _Token("end", "")
        self._at += 1
        return self._tokens[self._at - 1]

    def _peek(self) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at].kind == "sign":
            return self._tokens[self._at].text
        return ""

    def _expression(self, least: int) -> CellValue | Range:
        left = self._first()
        while True:
            sign = self._peek()
            if sign == "%":
                self._at += 1
                left = _arithmetic("/", _single(left), Decimal(100))
            elif _BINDING.get(sign, 0) > least:
                self._at += 1
                left = _joined(sign, _single(left), _single(self._expression(_BINDING[sign])))
            else:
                return left

    def _first(self) -> CellValue | Range:
        token = self._next()
        if token.kind in _LITERALS:
            return _LITERALS[token.kind](token.text)
        match token.kind:
            case "place":
                found = self._reckoner.area(self._sheet, token.sheet, token.text)
                return found if ":" in token.text else found.first()
            case "name":
                return self._reckoner.named(token.text, self._sheet)
            case "call":
                return self._call(token.text)
            case _:
                return self._signed(token.text)

    def _signed(self, sign: str) -> CellValue | Range:
        if sign == "(":
            inside = self._expression(0)
            if self._next().text != ")":
                raise NotReckonedError(sign)
            return inside
        if sign in ("-", "+"):
            value = _single(self._expression(5))
            return _arithmetic("-", Decimal(0), value) if sign == "-" else value
        raise NotReckonedError(sign)

    def _call(self, name: str) -> CellValue | Range:
        arguments: list[CellValue | Range] = []
        if self._peek() == ")":
            self._at += 1
        else:
            while True:
                empty = self._peek() in (",", ")")
                arguments.append(None if empty else self._expression(0))
                end = self._next().text
                if end == ")":
                    break
                if end != ",":
                    raise NotReckonedError(name)
        function = FUNCTIONS.get(name.upper().removeprefix("_XLFN."))
        if function is None:
            raise NotReckonedError(name)
        try:
            return function(arguments, self._reckoner.day_zero)
        except (IndexError, ValueError) as error:
            raise NotReckonedError(name) from error


def _tokens(formula: str) -> Iterator[_Token]:
    at = 0
    formula = formula.rstrip()
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None:
            raise NotReckonedError(formula)
        at = match.end()
        kind = match.lastgroup or ""
        if match["place"]:
            prefix = match["sheet"] or ""
            yield _Token(
                "place", match["place"][len(prefix) :].replace("$", ""), sheet_named(prefix or None)
            )
        elif match["call"]:
            yield _Token("call", match["call"])
        else:
            yield _Token(kind, match[kind])


def _single(value: CellValue | Range) -> CellValue:
    return value.first() if isinstance(value, Range) and value.is_single else _no_area(value)


def _no_area(value: CellValue | Range) -> CellValue:
    if isinstance(value, Range):
        raise NotReckonedError(value.place.name)
    return value


def _joined(sign: str, left: CellValue, right: CellValue) -> CellValue:
    for each in (left, right):
        if isinstance(each, CellError):
            return each
    if sign == "&":
        return _text(left) + _text(right)
    return _arithmetic(sign, left, right) if _BINDING[sign] > 2 else _compared(sign, left, right)


def _text(value: CellValue) -> str:
    if isinstance(value, bool):
        raise NotReckonedError(str(value))
    return shown(value)


def _arithmetic(sign: str, left: CellValue, right: CellValue) -> CellValue:
    one, other = _number(left), _number(right)
    if isinstance(one, CellError) or isinstance(other, CellError):
        return one if isinstance(one, CellError) else other
    if sign == "/" and not other:
        return CellError("#DIV/0!")
    if sign == "^" and abs(other) > 100:
        raise NotReckonedError(sign)
    work: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
        "+": Decimal.__add__,
        "-": Decimal.__sub__,
        "*": Decimal.__mul__,
        "/": Decimal.__truediv__,
        "^": Decimal.__pow__,
    }
    return work[sign](one, other)


def _number(value: CellValue) -> Decimal | CellError:
    if isinstance(value, CellError | Decimal):
        return value
    if isinstance(value, bool):
        return Decimal(int(value))
    return Decimal(0) if value is None else CellError("#VALUE!")


def _compared(sign: str, left: CellValue, right: CellValue) -> bool:
    one, other = _sortable(left, right), _sortable(right, left)
    return {
        "=": one == other,
        "<>": one != other,
        "<": one < other,
        ">": one > other,
        "<=": one <= other,
        ">=": one >= other,
    }[sign]


def _sortable(value: CellValue, beside: CellValue) -> tuple[int, Decimal, str]:
    """Numbers before texts before truth values; nothing is what it stands beside: 0 or ""."""
    if value is None:
        value = "" if isinstance(beside, str) else Decimal(0)
    if isinstance(value, bool):
        return 2, Decimal(int(value)), ""
    if isinstance(value, str):
        return 1, Decimal(0), value.casefold()
    return 0, value, ""
