"""Rules proposed to a person: from the chart of accounts, and from what a few postings share.

A proposal is a rule like any other once it is kept; nothing is placed before a person says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

from budgetdesk.domain.chart import AccountKind, Chart
from budgetdesk.domain.ledger import AllocationRule, PartKind, Posting
from budgetdesk.domain.money import Money
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import LineId, RuleId

UNKEPT: Final = RuleId("")
"""The id of a rule that is not among the others."""
_LEAST_CODE: Final = 2
_LEAST_WORDS: Final = 4
_SMALLEST_CREDIT: Final = Money(-1)


def by_example(
    postings: Sequence[Posting], kind: PartKind, target: str = "", reason: str = ""
) -> AllocationRule:
    """The rule with the narrowest conditions that all these postings meet.

    Of one posting alone account and supplier are asked: its words would fit nothing else. That
    all are credits is a condition; that none is, is not: a credit note belongs with its cost.
    """
    one = postings[0]
    alone = len(postings) == 1
    return AllocationRule(
        id=UNKEPT,
        kind=kind,
        target=target,
        reason=reason,
        gl_from=_beginning([posting.gl_code for posting in postings]),
        psp="" if alone else _same([posting.psp for posting in postings]),
        cost_center="" if alone else _same([posting.cost_center for posting in postings]),
        supplier=one.supplier if alone else _shared([each.supplier for each in postings]),
        text="" if alone else _shared([posting.text for posting in postings]),
        amount_to=_SMALLEST_CREDIT
        if not alone and all(posting.amount.ore < 0 for posting in postings)
        else None,
    )


def place_for(rules: Sequence[AllocationRule], deciding: Sequence[RuleId | None]) -> int:
    """Where a rule made of postings must stand to have a say over them.

    That is before the first of the rules that place them (`deciding`), else after all others.
    """
    ids = set(deciding)
    return next((n for n, rule in enumerate(rules) if rule.id in ids), len(rules))


def by_chart(project: Project, chart: Chart) -> tuple[AllocationRule, ...]:
    """A rule for each beginning of an account number that the unplaced postings may need.

    Only numbers in the ledger, only kinds that fit a line of the budget the account is held
    against. The narrow kinds (what the text or the supplier says) come before the wide.
    """
    lines = _lines_by_group(project)
    postings = [posting for batch in project.ledger.batches for posting in batch.postings]
    codes = {code: chart.art_in(code) for code in dict.fromkeys(p.gl_code for p in postings)}
    proposed: dict[AllocationRule, None] = {}
    for kind in chart.kinds:
        line = next((lines[group] for group in kind.groups if group in lines), None)
        if line is not None:
            proposed.update(dict.fromkeys(_rules(kind, line, codes, postings)))
    return tuple(proposed)


def _rules(
    kind: AccountKind, line: LineId, codes: Mapping[str, str], postings: Sequence[Posting]
) -> Iterator[AllocationRule]:
    """The rules of one kind, for the numbers it has in this ledger."""
    begins = {code: _up_to_art(code, art, kind) for code, art in codes.items()}
    for begin in sorted({each for each in begins.values() if each}):
        theirs = [posting for posting in postings if begins[posting.gl_code] == begin]
        for supplier in kind.suppliers:
            if any(supplier in posting.supplier.casefold() for posting in theirs):
                yield _rule(line, begin, supplier=supplier)
        for words in kind.texts:
            if any(words in posting.text.casefold() for posting in theirs):
                yield _rule(line, begin, text=words)
        if not kind.suppliers and not kind.texts:
            yield _rule(line, begin)


def _rule(line: LineId, begin: str, *, supplier: str = "", text: str = "") -> AllocationRule:
    return AllocationRule(
        id=UNKEPT, kind=PartKind.COST, target=line, gl_from=begin, supplier=supplier, text=text
    )


def _up_to_art(code: str, art: str, kind: AccountKind) -> str:
    """The number up to and with the digits of the kind's art; empty when it is another kind."""
    found = next((each for each in kind.arts if art.startswith(each)), None)
    return "" if found is None else code[: len(code) - len(art) + len(found)]


def _lines_by_group(project: Project) -> Mapping[str, LineId]:
    """The first budget line of each group of cost items the call has."""
    eligible = project.rules.eligible
    groups = {item.key: item.group for item in eligible.items} if eligible else {}
    found: dict[str, LineId] = {}
    for line in project.base_budget.lines:
        group = groups.get(line.item or "", "")
        if group:
            found.setdefault(group, line.id)
    return found


def _same(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""


def _beginning(codes: Sequence[str]) -> str:
    """What all account numbers begin with, when that is more than a digit."""
    pairs = zip(*codes, strict=False)
    shared = "".join(
        letters[0] for letters in takewhile(lambda letters: len(set(letters)) == 1, pairs)
    )
    return shared if len(shared) >= _LEAST_CODE else ""


def _shared(texts: Sequence[str]) -> str:
    """The longest run of words of the first text that stands in all of them."""
    words = texts[0].split()
    others = [text.casefold() for text in texts[1:]]
    runs = (
        " ".join(words[first:end]).strip(" ,.;:-/")
        for first in range(len(words))
        for end in range(first + 1, len(words) + 1)
    )
    fitting = (run for run in runs if all(run.casefold() in other for other in others))
    longest = max(fitting, key=len, default="")
    return longest if len(longest) >= _LEAST_WORDS else ""
