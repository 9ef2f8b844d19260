"""What people type, read the Danish way: amounts, dates and counts; unclear text is refused.

Files from finance systems have readers of their own: there nothing may be guessed.
"""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budgetdesk.domain.decision import TOLD, Topic, told_day, told_percent
from budgetdesk.domain.money import Money, Rounding
from budgetdesk.domain.period import FIRST_YEAR, LAST_YEAR
from budgetdesk.text import text

_LARGEST: Final = Money.parse("100000000000")
"""100 milliards: a hand that slipped, in any budget a municipality can have."""

_MOST: Final = 1_000_000
"""Hours or things: more are not written one row at a time."""

_CURRENCY = re.compile(r"kr\.?|dkk", re.IGNORECASE)
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00d7": "*"})
_NUMBER = re.compile(
    r"""(?P<grouped>\d{1,3}(?:\.\d{3})+)(?:,(?P<grouped_part>\d*))?  # 1.234 and 1.234,56
      | (?P<whole>\d+)(?:[,.](?P<part>\d*))?                         # 1234 and 1234,56 and 12.5
      | ,(?P<bare_part>\d+)                                          # ,50""",
    re.VERBOSE,
)


class UnreadableError(ValueError):
    """Typed text that cannot be read; `reason` is the Danish sentence for the field."""

    def __init__(self, code: str, typed: str) -> None:
        super().__init__(code, typed)
        self.reason = text(f"typed.{code}", typed=typed)


def read_amount(typed: str) -> Money | None:
    """Kroner such as "1.234,56", "1 234,56 kr.", "1.234-", "(500)" or "2*1500"; None for nothing.

    A point before exactly three digits groups thousands, as Danes write. A simple sum is worked
    out, and a product that is finer than one øre goes to the nearest, like units times price.

    Raises:
        UnreadableError: not an amount, finer than one øre, or absurdly large.
    """
    plain = re.sub(r"\s+", "", _CURRENCY.sub("", typed)).translate(_SIGNS)
    if not plain:
        return None
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    elif plain.endswith("-"):
        plain = f"-{plain[:-1]}"
    ore = 100 * _sum(plain, typed)
    if ore.denominator != 1 and "*" not in plain:
        raise UnreadableError("too_fine", typed)
    money = Money.rounded(ore, Rounding.NEAREST)
    if abs(money) > _LARGEST:
        raise UnreadableError("too_large", typed)
    return money


def read_percent(typed: str) -> Decimal | None:
    """A percentage such as "40 %", "12,5" or "33,33 %", two decimals at most; None for nothing.

    Raises:
        UnreadableError: not a number, or not from 0 to 100.
    """
    try:
        read = read_amount(typed.replace("%", ""))
    except UnreadableError as error:
        raise UnreadableError("percent", typed) from error
    if read is None:
        return None
    percent = Decimal(read.ore).scaleb(-2)
    if not 0 <= percent <= 100:
        raise UnreadableError("percent", typed)
    return percent


def read_date(typed: str, today: date) -> date | None:
    """A day such as "31-12-2020", "31.12.20", "31/12", "311220", "i dag"; None for nothing.

    Two digits for a year mean 20xx; no year means this one.

    Raises:
        UnreadableError: not a day that exists.
    """
    plain = typed.strip().lower()
    if not plain:
        return None
    if plain == text("typed.today_word"):
        return today
    try:
        day = date(*_year_month_day(plain, today))
    except ValueError as error:
        raise UnreadableError("date", typed) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnreadableError("date", typed)
    return day


def read_count(typed: str) -> int | None:
    """A whole number of people or things; None for nothing.

    Raises:
        UnreadableError: anything but digits, or more than a million.
    """
    plain = re.sub(r"[\s.]", "", typed)
    if not plain:
        return None
    if not re.fullmatch(r"[0-9]{1,7}", plain):
        raise UnreadableError("count", typed)
    return int(plain)


def read_number(typed: str) -> Decimal | None:
    """A number such as "1.628,4" or "37,5", of hours or of percent; None for nothing.

    Raises:
        UnreadableError: not a number, finer than four decimals, or more than a million.
    """
    plain = re.sub(r"\s+", "", typed).translate(_SIGNS)
    if not plain:
        return None
    sign, digits = (-1, plain[1:]) if plain.startswith("-") else (1, plain)
    scaled = _number(digits, typed, "number") * 10_000
    if scaled.denominator != 1 or scaled > _MOST * 10_000:
        raise UnreadableError("number", typed)
    return (sign * Decimal(scaled.numerator)).scaleb(-4).normalize()


def read_answer(topic: Topic, typed: str, today: date) -> str:
    """A day, a percentage or a rate typed to a question, as a decision keeps it; empty for nothing.

    Kroner for one unit are written with a comma: whether "7.461" means seven or seven thousand
    kroner cannot be told.

    Raises:
        UnreadableError: not a day, not a percentage, or not a rate above zero.
    """
    if TOLD[topic] is told_day:
        day = read_date(typed, today)
        return day.isoformat() if day else ""
    if TOLD[topic] is told_percent:
        percent = read_percent(typed)
        return "" if percent is None else f"{percent:f}"
    plain = _CURRENCY.sub("", typed).strip()
    try:
        rate = None if re.fullmatch(r"\d{1,3}\.\d{3}", plain) else read_number(plain)
    except UnreadableError as error:
        raise UnreadableError("rate", typed) from error
    if plain and (rate is None or rate <= 0):
        raise UnreadableError("rate", typed)
    return "" if rate is None else f"{rate:f}"


def _sum(plain: str, typed: str) -> Fraction:
    """Products joined by plus and minus."""
    terms = re.findall(r"([+-]?)([^+-]+)", plain)
    if "".join(sign + product for sign, product in terms) != plain:
        raise UnreadableError("amount", typed)
    return sum(
        (_product(product, typed) * (-1 if sign == "-" else 1) for sign, product in terms),
        Fraction(0),
    )


def _product(plain: str, typed: str) -> Fraction:
    result = Fraction(1)
    for factor in plain.split("*"):
        result *= _number(factor, typed)
    return result


def _number(plain: str, typed: str, code: str = "amount") -> Fraction:
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise UnreadableError(code, typed)
    whole = (match["grouped"] or match["whole"] or "0").replace(".", "")
    part = match["grouped_part"] or match["part"] or match["bare_part"] or "0"
    return Fraction(f"{whole}.{part}")


def _year_month_day(plain: str, today: date) -> tuple[int, int, int]:
    """The three numbers of a day; raises ValueError when they are not there."""
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        return int(iso[1]), int(iso[2]), int(iso[3])
    match = re.fullmatch(r"(\d{2})(\d{2})(\d{2}|\d{4})", plain) or re.fullmatch(
        r"(\d{1,2})[-./ ]+(\d{1,2})(?:[-./ ]+(\d{2}|\d{4}))?\.?", plain
    )
    if match is None:
        raise ValueError(plain)
    year = int(match[3]) if match[3] else today.year
    return year + 2000 if year < 100 else year, int(match[2]), int(match[1])
