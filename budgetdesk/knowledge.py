"""What the program knows of ledgers beside the calls, read from `resources`: words and charts."""

import tomllib
from functools import cache
from typing import Any

from budgetdesk import paths
from budgetdesk.domain.chart import Chart
from budgetdesk.domain.patterns import Patterns
from budgetdesk.domain.plain import from_plain


@cache
def patterns() -> Patterns:
    """The words of postings; see `resources/ledger_patterns.toml`."""
    return from_plain(_toml("ledger_patterns.toml"), Patterns)


@cache
def charts() -> tuple[Chart, ...]:
    """The charts of accounts there is a default map for; see `resources/charts`."""
    folder = paths.resources() / "charts"
    found = (_toml(f"charts/{file.name}") for file in sorted(folder.glob("*.toml")))
    return tuple(from_plain(each, Chart) for each in found)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((paths.resources() / name).read_text(encoding="utf-8"))
