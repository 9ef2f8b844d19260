"""A call's rules in words: one row per kind, the unset ones too."""

from collections.abc import Sequence

from budgetdesk.domain.rules import KINDS, Call, Rule, RuleRow
from budgetdesk.domain.value import Value
from budgetdesk.readings import reading
from budgetdesk.text import has_text, text


def describe(call: Call) -> tuple[RuleRow, ...]:
    """Every kind of rule there is, in the order of `CallRules`."""
    return tuple(_row(kind, call.all_of(kind), call) for kind in KINDS)


class RuleChange(Value):
    """A kind of rule that two packs of a call tell differently."""

    name: str
    before: str
    after: str


def changes(before: Call, after: Call) -> tuple[RuleChange, ...]:
    """What one pack tells otherwise than another, kind by kind, and then fact by fact."""
    rows = zip(describe(before), describe(after), strict=True)
    rules = [
        RuleChange(name=old.name, before=old.value, after=new.value)
        for old, new in rows
        if (old.value, old.sources) != (new.value, new.sources)
    ]
    names = dict.fromkeys([*before.facts, *after.facts])
    facts = [
        RuleChange(
            name=fact_name(name), before=before.facts.get(name, ""), after=after.facts.get(name, "")
        )
        for name in names
        if before.facts.get(name) != after.facts.get(name)
    ]
    return (*rules, *facts)


def fact_name(name: str) -> str:
    """The label of one of a call's facts; the name itself where we have no label."""
    key = f"rules.facts.{name}"
    return text(key) if has_text(key) else name


def _row(kind: str, rules: Sequence[Rule], call: Call) -> RuleRow:
    name, about = text(f"rules.{kind}"), text(f"rules.about.{kind}")
    if not rules:
        silence = text("rules.not_stated" if call.complete else "rules.unset")
        return RuleRow(kind=kind, name=name, about=about, value=silence)
    told = [reading(kind, rule) for rule in rules]
    if len(rules) > 1:
        told = [f"{_heading(rule)}\n{said}" for rule, said in zip(rules, told, strict=True)]
    sources = tuple(source for rule in rules for source in (rule.source, *rule.also))
    return RuleRow(kind=kind, name=name, about=about, value="\n".join(told), sources=sources)


def _heading(rule: Rule) -> str:
    """What tells one of several rules of a kind from the others: its days, else its page."""
    first, last = rule.valid_from, rule.valid_to
    if first is None and last is None:
        return text("rules.reading.source", document=rule.source.document)
    which = "between" if first and last else "after" if first else "before"
    return text(f"rules.reading.{which}", first=first, last=last)
