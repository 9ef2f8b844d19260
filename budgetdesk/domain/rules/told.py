"""A rule in words, as window, command line and papers show it."""

from budgetdesk.domain.finding import Source
from budgetdesk.domain.value import Value


class RuleRow(Value):
    """A kind of rule as people read it. `value` has a line per thing the rule says.

    `sources` are the places it is written, the first being the one findings cite; none when the
    call is silent (`is_set` false). Where the pack has more than one rule of the kind, each is
    told after the days it is for or the page it stands on.
    """

    kind: str
    name: str
    about: str
    value: str
    sources: tuple[Source, ...] = ()

    @property
    def is_set(self) -> bool:
        """Whether anything is known about it."""
        return bool(self.sources)
