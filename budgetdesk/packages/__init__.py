"""The sealed account: what stands in its package, how it is sealed, and how it is put on the disk.

Belongs here: which files a package has, what the seal is made of, the gate before it. Does not
belong: how a paper looks (`writers`), and telling whether a package is unchanged (`verify`), which
must not depend on the program that made it.
"""

from budgetdesk.packages.folder import write_package
from budgetdesk.packages.sealing import Hindrance, hindrances, package_of, sealing
from budgetdesk.packages.session import (
    Findings,
    attach,
    seal_to,
    signatures_in_words,
    write_again,
)

__all__ = [
    "Findings",
    "Hindrance",
    "attach",
    "hindrances",
    "package_of",
    "seal_to",
    "sealing",
    "signatures_in_words",
    "write_again",
    "write_package",
]
