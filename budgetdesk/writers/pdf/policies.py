"""The accounting policies: on what footing the figures stand."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from budgetdesk.text import text
from budgetdesk.writers import words
from budgetdesk.writers.paper import AccountPaper
from budgetdesk.writers.pdf.flow import COMPACT, QUIET, Heading, headed, para

_TOPICS = ("basis", "period", "vat", "rounding", "left_out")


def policies(paper: AccountPaper, heading: Heading) -> Iterator[Flowable]:
    """Each policy under its name; settlement and co-financing with the call's words."""
    facts = {
        "funder": words.given(paper.project.call.funder),
        "period": words.long_period(paper.account.period),
        "approval": words.approval(paper),
    }
    yield from headed(heading)
    for topic in _TOPICS:
        yield from _name(topic)
        yield para(text(f"documents.policy.{topic}.text", **facts), COMPACT)
    yield from _name("settlement")
    yield from _sentences(list(words.reading(paper)))
    yield from _name("cofinancing")
    yield from _sentences(list(words.cofinancing_rule(paper)))


def _name(topic: str) -> Iterator[Flowable]:
    return headed(Heading(text(f"documents.policy.{topic}.name"), f"policy-{topic}", level=1))


def _sentences(sentences: list[str]) -> Iterator[Flowable]:
    """The rule itself, then on what authority."""
    yield para(sentences[0], COMPACT)
    for sentence in sentences[1:]:
        yield para(sentence, QUIET)
