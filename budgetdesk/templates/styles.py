"""What of a cell's format matters here: whether it is locked, and what its number means."""

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from budgetdesk.domain.value import Value

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_BUILT_IN_DATES: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_BUILT_IN_PERCENT: Final = frozenset([9, 10])
_TEXT: Final = 49
_NOT_CODE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What in a format's code is shown as it stands, or is a colour, a language or a condition."""


class Style(Value):
    """One format of cells."""

    locked: bool = True
    format_id: int = 0
    format_code: str = ""

    @property
    def is_date(self) -> bool:
        """Whether a number in it is a day."""
        code = _NOT_CODE.sub("", self.format_code).casefold()
        return self.format_id in _BUILT_IN_DATES or bool(re.search("[ymd]", code))

    @property
    def is_percent(self) -> bool:
        """Whether a number in it is shown as a hundred times as much."""
        return self.format_id in _BUILT_IN_PERCENT or "%" in _NOT_CODE.sub("", self.format_code)

    @property
    def is_text(self) -> bool:
        """Whether what is typed in it stays a text."""
        return self.format_id == _TEXT or self.format_code == "@"


def styles(root: etree._Element | None) -> tuple[Style, ...]:
    """The formats of a workbook in the order their numbers speak of."""
    if root is None:
        return (Style(),)
    codes = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in root.iter(f"{MAIN}numFmt")
    }
    formats = root.find(f"{MAIN}cellXfs")
    return tuple(_style(each, codes) for each in formats) if formats is not None else (Style(),)


def _style(format_: etree._Element, codes: Mapping[int, str]) -> Style:
    number = int(format_.get("numFmtId", "0"))
    protection = format_.find(f"{MAIN}protection")
    locked = protection is None or protection.get("locked", "1") in ("1", "true")
    return Style(locked=locked, format_id=number, format_code=codes.get(number, ""))
