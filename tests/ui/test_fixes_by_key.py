"""Every fix that is made by itself: F8 leads to its finding, one key makes it, one undoes it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from budgetdesk.domain.budget import DetailRow
from budgetdesk.domain.finding import Finding
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import (
    DocumentsRule,
    EligibleRule,
    GoalsRule,
    SplitBy,
    SplitRule,
    Target,
)
from budgetdesk.operations.fixes import FIXES
from budgetdesk.session import Session
from tests.builders import A_SOURCE, a_budget, a_line, kr
from tests.checks.asked import RENT, the_budget, the_project, the_rules
from tests.ui.windows import CONTROL, named, press
from ui.main_window import MainWindow
from ui.widgets.grid import GridView

START, END = date(2019, 12, 1), date(2020, 12, 31)


def lasting(start: date, end: date) -> Project:
    return the_project(period=Period(start=start, end=end))


def paid(grant: int, own: int) -> Project:
    return the_project(the_budget(grant=kr(grant), own=kr(own)))


def of_line(kroner: int = 100_000, **fields: object) -> Project:
    line = a_line("1", kr(kroner), **{"item": "rent", **fields})
    return the_project(a_budget(line, grant=kr(80_000), own=kr(20_000)))


def under(project: Project | None = None, **rules: object) -> Project:
    held = project or the_project()
    return replace(held, call=replace(held.call, rules=the_rules(**rules)))


A_ROW = DetailRow(text="Lokale", year=2020, units=Decimal(9), unit_price=kr(10_000), unit="md.")
PURPOSE = EligibleRule(source=A_SOURCE, items=(RENT,), closed=False, single_purpose=True)
A_TARGET = Target(name="Deltagere", at_least=Decimal(40))

FAULTS: Final[dict[str, Callable[[], Project]]] = {
    "project.start_on": lambda: lasting(date(2019, 11, 30), END),
    "project.end_on": lambda: lasting(START, date(2021, 1, 31)),
    "project.swap_days": lambda: lasting(END, START),
    "documents.ready": lambda: under(documents=DocumentsRule(source=A_SOURCE, names=("CV",))),
    "targets.add": lambda: under(goals=GoalsRule(source=A_SOURCE, targets=(A_TARGET,))),
    "budget.use_details": lambda: of_line(details=(A_ROW,)),
    "budget.use_parts": lambda: of_line(parts={"2020-Q1": kr(90_000)}),
    "budget.spread_parts": lambda: under(split=SplitRule(source=A_SOURCE, by=(SplitBy.QUARTER,))),
    "budget.turn_sign": lambda: of_line(-100_000),
    "budget.link_item": lambda: under(of_line(item=None), eligible=PURPOSE, notes=None),
    "funding.raise_own": lambda: paid(80_000, 15_000),
    "funding.lower_grant": lambda: paid(90_000, 20_000),
    "cofinancing.keep_total": lambda: paid(90_000, 10_000),
}
"""A project with what the fix mends."""


def test_every_fix_made_by_itself_is_tried() -> None:
    assert set(FAULTS) == set(FIXES)


@pytest.mark.parametrize("code", FAULTS)
def test_one_key_makes_a_fix_and_one_undoes_it(
    window: MainWindow, tmp_path: Path, code: str
) -> None:
    path = tmp_path / "Fejl.budgetdesk"
    Session.create(path, FAULTS[code](), "Kim").close()
    window.documents.open(path)
    assert window.workspace
    before = window.workspace.project
    finding, number = walk_to(window, code)
    if number == 1:
        press(Qt.Key.Key_F9)
    else:
        named(window, GridView, "Bemærkninger").setFocus()
        press(Qt.Key(Qt.Key.Key_0 + number))
    assert window.workspace.project != before
    left = [(each.code, each.subject) for each in window.workspace.findings]
    assert (finding.code, finding.subject) not in left
    press(Qt.Key.Key_Z, CONTROL)
    assert window.workspace.project == before
    assert finding in window.workspace.findings


def walk_to(window: MainWindow, code: str) -> tuple[Finding, int]:
    """Presses F8 until the finding with this fix is the chosen one; the fix's number too."""
    assert window.workspace
    listed = named(window, GridView, "Bemærkninger")
    for _ in window.workspace.findings:
        press(Qt.Key.Key_F8)
        finding = window.workspace.findings[listed.currentIndex().row()]
        for number, fix in enumerate(finding.fixes, start=1):
            if fix.code == code:
                return finding, number
    raise AssertionError(code)
