"""The package as the document keeps it: the sealed papers to the byte, in one file, for ever."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from budgetdesk.domain.seal import SealedAccount
from budgetdesk.errors import BudgetDeskError
from budgetdesk.packages.sealing import package_of
from budgetdesk.session import Session

_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The same files give the same bytes."""


def in_one_file(files: Mapping[str, bytes]) -> bytes:
    """The files of a package as one zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in files.items():
            whole.writestr(zipfile.ZipInfo(name, _NO_TIME), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def package_kept(session: Session, sealed: SealedAccount) -> Mapping[str, bytes]:
    """The files of an account as they were sealed, opened again or not.

    A document that was made from the exchange form has no packages: the final account that holds
    can still be drawn up, for nothing changed since.

    Raises:
        BudgetDeskError: `seal.gone`, or as `package_of`.
    """
    content = session.content(sealed.package) if sealed.package else None
    if content is not None:
        with zipfile.ZipFile(io.BytesIO(content)) as whole:
            return {name: whole.read(name) for name in whole.namelist()}
    if sealed is not session.project.seal:
        raise BudgetDeskError("seal.gone")
    return package_of(session.project)
