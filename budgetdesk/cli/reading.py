"""Documents opened to be looked at."""

from getpass import getuser
from pathlib import Path

from budgetdesk.domain.project import Project
from budgetdesk.session import Session


def look(document: Path) -> Session:
    """A document opened so that nothing in it can change."""
    return Session.open(document, getuser(), read_only=True)


def read(document: Path) -> Project:
    """The project of a document as it was saved."""
    with look(document) as session:
        return session.project
