"""What the program knows of ledgers beside the calls, read from `resources`: words and charts."""

import tomllib
from collections.abc import Mapping
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


@cache
def ledger_systems() -> Mapping[str, str]:
    """What each profile in `resources/ledger_profiles` is called, by its id."""
    folder = paths.resources() / "ledger_profiles"
    names = sorted(file.name for file in folder.glob("*.toml"))
    return {name.removesuffix(".toml"): _toml(f"ledger_profiles/{name}")["name"] for name in names}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((paths.resources() / name).read_text(encoding="utf-8"))
