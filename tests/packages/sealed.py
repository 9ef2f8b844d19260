"""A sealed sample, and ways to have another account than it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from budgetdesk import jobs, packages, sample
from budgetdesk.domain.project import Project
from budgetdesk.domain.seal import Reopening
from budgetdesk.operations.project import explain
from budgetdesk.operations.sealing import reopen
from budgetdesk.session import Session

AT = datetime(2021, 2, 15, 9, 30, tzinfo=UTC)
WHY = Reopening(reason="Bilag 3 var glemt", by="Ole", at=datetime(2021, 3, 1, 8, 0, tzinfo=UTC))


def finished() -> Project:
    """The sample at the end of its life."""
    return sample.finished(datetime(2021, 2, 1, tzinfo=UTC))


def sealed(project: Project) -> Project:
    return packages.sealing(project, jobs.findings(project, sample.DAY), AT, "Karen")


def sealed_anew(project: Project, words: str = "Aflyst en måned.") -> Project:
    """The project reopened, one explanation rewritten, and sealed once more."""
    opened = reopen(project, WHY)
    line = opened.base_budget.lines[0].id
    return sealed(explain(opened, line, words))


def another() -> Project:
    """Another project with another account."""
    project = replace(finished(), title="Et andet løft")
    posting = jobs.account(project).lines[0].parts[0].posting
    batch = project.ledger.batches[0]
    rows = tuple(each for each in batch.postings if each.id != posting.id)
    ledger = replace(project.ledger, batches=(replace(batch, postings=rows),))
    return replace(project, ledger=ledger)


def package(folder: Path, project: Project | None = None) -> Mapping[str, bytes]:
    """Writes the package of a sealed account; its files."""
    files = packages.package_of(project or sealed(finished()))
    packages.write_package(files, folder)
    return files


@contextmanager
def opened(path: Path, project: Project | None = None) -> Iterator[Session]:
    """A saved document of the finished sample."""
    with Session.create(path, project or finished(), "Karen") as session:
        yield session
