"""Where a posting can be placed, and what each place is called: one wording for all tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetdesk.domain.budget import FundingLine
from budgetdesk.domain.ledger import PartKind
from budgetdesk.domain.project import Project
from budgetdesk.text import label, text


@dataclass(frozen=True, slots=True)
class Target:
    """A place for postings: a budget line, a source of money, or outside the account."""

    kind: PartKind
    id: str
    words: str

    @property
    def needs_reason(self) -> bool:
        """Whether an auditor must be told why: the posting then leaves the account."""
        return self.kind in {PartKind.SET_ASIDE, PartKind.NOT_ELIGIBLE}


class Targets:
    """The places of one project, in the order people choose from; no two have the same words.

    The lines of the budget an account is held against come first, then those only the version
    worked on has: postings may be placed there, and a check tells that it is not approved.
    """

    def __init__(self, project: Project) -> None:
        self.all = tuple(_targets(project))
        self._by_words = {target.words: target for target in self.all}
        self._by_place = {(target.kind, target.id): target for target in self.all}

    @property
    def words(self) -> tuple[str, ...]:
        """What the places are called."""
        return tuple(self._by_words)

    def named(self, words: str) -> Target | None:
        """The place of these words; None when there is none."""
        return self._by_words.get(words)

    def of(self, kind: PartKind, target: str) -> Target | None:
        """The place of a part; None when the budget has lost it."""
        return self._by_place.get((kind, target))

    def name(self, kind: PartKind, target: str) -> str:
        """What the place of a part is called; of one that the budget lost, that it is gone."""
        found = self.of(kind, target)
        return found.words if found else text("postings.target.gone")


def _targets(project: Project) -> Iterator[Target]:
    versions = (project.base_budget, project.budget)
    lines = {line.id: line for version in reversed(versions) for line in version.lines}
    order = dict.fromkeys(line.id for version in versions for line in version.lines)
    for number, line_id in enumerate(order, start=1):
        words = text("postings.target.line", number=number, label=lines[line_id].label)
        yield Target(PartKind.COST, line_id, words)
    sources = {line.id: line for version in versions for line in version.funding}
    for number, source in enumerate(sources.values(), start=1):
        words = text("postings.target.source", number=number, label=source_name(source))
        yield Target(PartKind.FUNDING, source.id, words)
    for kind in (PartKind.SET_ASIDE, PartKind.NOT_ELIGIBLE):
        yield Target(kind, "", label(kind))


def source_name(line: FundingLine) -> str:
    """A source of money by its own name, else by its kind."""
    return line.label or label(line.source)
