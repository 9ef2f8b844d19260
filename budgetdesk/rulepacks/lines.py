"""Where in a pack's text a key stands.

The TOML reader of the standard library keeps no positions. This one looks at the beginning of
each line only, so it may miss a key in the middle of a line; the nearest one above it is then
named instead.
"""

import re
from collections import Counter
from collections.abc import Mapping

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w.\-]+)\s*=""")
_ELEMENT = re.compile(r"\s*\{")


def key_lines(text: str) -> Mapping[str, int]:
    """The line of every key, table and list element that begins a line, by its path."""
    lines: dict[str, int] = {}
    elements: Counter[str] = Counter()
    table = ""
    last = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = last = here = _plain(header[2])
            if header[1] == "[[":
                table = here = f"{last}[{elements[last]}]"
                elements[last] += 1
        elif key := _KEY.match(line):
            last = here = f"{table}.{_plain(key[1])}".lstrip(".")
        elif _ELEMENT.match(line):
            here = f"{last}[{elements[last]}]"
            elements[last] += 1
        else:
            continue
        lines.setdefault(here, number)
    return lines


def line_of(path: str, lines: Mapping[str, int]) -> int | None:
    """The line of `path`, else of the nearest thing it lies in; None for neither."""
    around = (known for known in lines if f"{path}.".startswith((f"{known}.", f"{known}[")))
    return lines.get(max(around, key=len, default=""))


def _plain(name: str) -> str:
    return ".".join(part.strip(" \t\"'") for part in name.split("."))
