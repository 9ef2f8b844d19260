"""Tells on any machine whether the files of a sealed account are those that were sealed.

Stands alone: it reads only the exported files (`python -m budgetdesk.verify FILE...`), no document,
and computes nothing the way the program does. Belongs here: what the manifest says, how each file
compares with it, and whether the sums close. Does not belong: making a package (`packages`).
"""

from budgetdesk.verify.files import FileReport, State
from budgetdesk.verify.package import PackageReport, verify

__all__ = ["FileReport", "PackageReport", "State", "verify"]
