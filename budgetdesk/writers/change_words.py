"""Versions and changes of a budget in the words that letter, window and command line use.

Personal data in labels and reasons is masked: the words may leave the house.
"""

from collections.abc import Iterable, Iterator

from budgetdesk.accounting.difference import AnyChange, Fate, difference
from budgetdesk.accounting.partners import with_partner
from budgetdesk.accounting.verdicts import Judged, Judgement, Matter
from budgetdesk.domain.budget import BudgetLine, BudgetVersion, FundingLine, Move, Standing
from budgetdesk.domain.finding import Source
from budgetdesk.domain.money import Money
from budgetdesk.domain.personal_data import mask
from budgetdesk.domain.project import Project
from budgetdesk.domain.rules import FreeLimit
from budgetdesk.domain.verdict import Verdict
from budgetdesk.text import amount, label, percent, text


def version_name(version: BudgetVersion) -> str:
    """What a version is called."""
    return version.name or text("sheet.plain_name")


def standing_words(version: BudgetVersion) -> str:
    """Where a version stands, with the day and the reference or name behind it."""
    key = f"versions.standing.{version.standing.value}"
    match version.standing:
        case Standing.APPROVED if version.approval:
            return text(key, on=version.approval.on, reference=version.approval.reference)
        case Standing.REFUSED if version.refusal:
            no = version.refusal
            key = key if no.reason else "versions.standing.refused_unexplained"
            return text(key, on=no.on, by=no.by, reason=no.reason)
        case _:
            return text(key, on=version.taken or version.sent)


def what_became(change: AnyChange) -> str:
    """What became of a line, and which of its words are others now."""
    fate = label(change.fate)
    if change.is_moved and change.fate is Fate.CHANGED:
        fate = text("versions.what.moved_too", fate=fate)
    fields = field_names(change)
    return text("versions.what.also", fate=fate, fields=fields) if fields else fate


def field_names(change: AnyChange) -> str:
    """The fields besides the amounts that differ, by name."""
    named = (name for name in change.fields if name != "amounts")
    return ", ".join(text(f"versions.field.{name}") for name in named)


def name_of_line(project: Project, line: BudgetLine | FundingLine) -> str:
    """A line by its own words, a source without any by its kind; and whose of the partners."""
    kind = label(line.source) if isinstance(line, FundingLine) else ""
    return mask(with_partner(project, line.label or kind, line.partner))


def move_words(project: Project, move: Move) -> str:
    """A move in one line."""
    way = move_way(project, move)
    return text("changes.move.line", way=way, amount=move.amount)


def move_way(project: Project, move: Move) -> str:
    """From where to where money is moved."""
    return text(
        "changes.move.way",
        source=_line_name(project, move.from_line),
        from_year=move.from_year,
        target=_line_name(project, move.to_line),
        to_year=move.to_year,
    )


def judged_words(part: Judged) -> str:
    """A part of a change against its limit, with the arithmetic and what follows."""
    what = text(
        f"changes.part.{part.matter.value}",
        about=mask(part.about),
        change=part.change,
        base=part.base,
        percent=percent(part.change.percent_of(part.base)),
    )
    timing = text(f"changes.timing.{part.timing.value}") if part.timing else ""
    limit, verdict = _limit_words(part), label(part.verdict)
    return text("changes.part.said", what=what, limit=timing + limit, verdict=verdict)


def verdict_words(project: Project, judgement: Judgement) -> str:
    """What the change needs as a whole."""
    if project.approved_budget is None:
        return text("changes.verdict.no_base")
    verdict = judgement.verdict.value if judgement.parts else _unjudged(project)
    return text(f"changes.verdict.{verdict}")


def quotes(judgement: Judgement) -> Iterator[Source]:
    """The places the rules behind a judgement stand, each once."""
    sources = [part.source for part in judgement.parts if part.source is not None]
    for place, source in enumerate(sources):
        if source not in sources[:place]:
            yield source


def _line_name(project: Project, line_id: str) -> str:
    versions: Iterable[BudgetVersion] = (project.budget, *reversed(project.versions))
    lines = (line for version in versions for line in version.lines if line.id == line_id)
    found = next(lines, None)
    return name_of_line(project, found) if found else text("changes.move.gone")


def _unjudged(project: Project) -> str:
    """What a change is that no rule is about: notes and explanations, or nothing at all."""
    is_same = difference(project.base_budget, project.budget).is_empty
    return "nothing" if is_same else "words"


def _limit_words(part: Judged) -> str:
    """The limit's arithmetic; nothing where no limit was asked."""
    limit, most = part.limit, part.most
    if limit is None:
        return ""
    if part.matter is Matter.YEAR and part.verdict is Verdict.NEVER:
        return text("changes.limit.at_most", most=most)
    if limit.never:
        return text("changes.limit.never")
    if most is None:
        return text("changes.limit.any")
    how = text(f"changes.limit.{'inclusive' if limit.inclusive else 'exclusive'}")
    return text("changes.limit.up_to", how=how, bound=_bound(limit, part.base), most=most)


def _bound(limit: FreeLimit, base: Money) -> str:
    share = limit.percent and text(
        "changes.limit.percent", percent=percent(limit.percent), base=base
    )
    fixed = limit.amount and text("changes.limit.amount", amount=amount(limit.amount))
    if share and fixed:
        joined = "either" if limit.either else "both"
        return text(f"changes.limit.{joined}", first=share, second=fixed)
    return str(share or fixed)
