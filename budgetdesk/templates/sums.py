"""Figures of a form's content put together."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from budgetdesk.domain.money import Money
from budgetdesk.templates.content import (
    Content,
    DetailContent,
    LineContent,
    PostContent,
    SourceContent,
)


def complete(line: LineContent | SourceContent, content: Content) -> PostContent:
    """What the account says of a line, its budgets filled in from the one budget there is."""
    post = line.post
    budget = line.total if line.amounts else None
    final = _first(post.final, post.approved, budget)
    actual = post.actual
    if actual is None and content.has_account and final:
        actual = Money(0)
    return PostContent(
        applied=_first(post.applied, budget),
        final=final,
        approved=_first(post.approved, post.final, budget),
        actual=actual,
        explanation=post.explanation,
    )


def worth(line: LineContent | SourceContent, content: Content) -> Money:
    """The budget of a line, by year or as a whole."""
    return complete(line, content).final or Money(0)


def sum_of(posts: Sequence[PostContent]) -> PostContent:
    """The figures of several posts together; None where none of them has the figure."""
    return PostContent(
        applied=_total(each.applied for each in posts),
        final=_total(each.final for each in posts),
        approved=_total(each.approved for each in posts),
        actual=_total(each.actual for each in posts),
        explanation="\n".join(each.explanation for each in posts if each.explanation),
    )


def _total(amounts: Iterable[Money | None]) -> Money | None:
    found = [amount for amount in amounts if amount is not None]
    return Money.total(found) if found else None


def _first(*amounts: Money | None) -> Money | None:
    return next((each for each in amounts if each is not None), None)


def added(sums: Mapping[int, Money], amounts: Mapping[int, Money]) -> dict[int, Money]:
    """Amounts by year together, in the order of the years."""
    both = {
        year: sums.get(year, Money(0)) + amounts.get(year, Money(0)) for year in {**sums, **amounts}
    }
    return dict(sorted(both.items()))


def drawn_together(details: Sequence[DetailContent]) -> DetailContent:
    """Several rows as the one that is left for them."""
    amounts: dict[int, Money] = {}
    for each in details:
        amounts = added(amounts, each.amounts)
    return DetailContent(
        text="; ".join(each.text for each in details if each.text),
        amounts=amounts,
        note="; ".join(each.note for each in details if each.note),
    )


def priced(detail: DetailContent) -> DetailContent:
    """A row told as units at a price: as it is where they come to its amount, else one of it."""
    price, units, whole = detail.unit_price, detail.units, detail.total
    if price and units is not None and price.times(units) == whole:
        return detail
    return replace(detail, units=Decimal(1), unit_price=whole) if whole else detail
