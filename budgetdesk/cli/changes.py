"""The commands for a budget's versions: list them, hold two against each other, change one."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from getpass import getuser
from itertools import repeat

from budgetdesk import jobs
from budgetdesk.accounting.difference import AnyChange, difference
from budgetdesk.accounting.judgement import judge, judge_move, moves_since_approval
from budgetdesk.cli.arguments import MoveTyped
from budgetdesk.domain.budget import Approval, BudgetVersion, Move, Refusal
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import FundingId, LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations import changes, versions
from budgetdesk.operations.budget import add_line
from budgetdesk.operations.funding import set_funding_amount
from budgetdesk.session import Session
from budgetdesk.text import amount, label, percent, text
from budgetdesk.writers import change_words


def version_named(project: Project, typed: str) -> BudgetVersion:
    """A version by its id or name; raises BudgetDeskError `changes.no_version`."""
    wanted = typed.strip().casefold()
    for version in project.versions:
        if wanted in {version.id.casefold(), version.name.casefold()}:
            return version
    known = ", ".join(version.id for version in project.versions)
    raise BudgetDeskError("changes.no_version", typed=typed, known=known)


def line_named(project: Project, typed: str) -> LineId:
    """A line by its id, or by a label only it has; raises BudgetDeskError `changes.no_line`."""
    lines = project.budget.lines
    by_id = [line.id for line in lines if line.id == typed]
    by_label = [line.id for line in lines if line.label.casefold() == typed.casefold()]
    found = by_id or by_label
    if len(found) != 1:
        raise BudgetDeskError("changes.no_line", typed=typed)
    return found[0]


def show_versions(project: Project) -> None:
    """The versions in order, each with its lines' sum and where it stands."""
    for version in project.versions:
        standing = change_words.standing_words(version)
        if version is project.approved_budget:
            standing = text("versions.standing.base", words=standing)
        name = change_words.version_name(version)
        print(f"{version.id:<5}{name:<40.40}{amount(version.total_costs):>17}  {standing}")


def show_difference(before: BudgetVersion, after: BudgetVersion) -> None:
    """Line by line, then the sums."""
    found = difference(before, after)
    names = (change_words.version_name(before), change_words.version_name(after))
    print(text("cli.diff.head", before=names[0], after=names[1]))
    if found.is_empty:
        print(text("cli.diff.same"))
    rows: tuple[AnyChange, ...] = (*found.lines, *found.funding)
    for change in rows:
        _show_change(change)
    rise = after.total_costs - before.total_costs
    share = percent(rise.percent_of(before.total_costs))
    costs = {"before": before.total_costs, "after": after.total_costs}
    print(text("cli.diff.total", **costs, change=rise, percent=share))


def _show_change(change: AnyChange) -> None:
    became = change_words.what_became(change)
    name = change_words.name_of_line(change.line)
    figures = f"{amount(change.was):>17}{amount(change.was + change.amount):>17}"
    print(f"  {name:<48.48}{figures}{amount(change.amount):>17}  {became}")
    for year, rise in change.per_year.items():
        print(f"      {year}{amount(rise):>89}")


def show_change(project: Project) -> None:
    """The lines to move between, the moves, and what the change needs."""
    for line in project.budget.lines:
        years = ", ".join(f"{year}: {amount(money)}" for year, money in line.amounts.items())
        print(f"  {line.id:<5}{line.label:<44.44}{amount(line.total):>17}  {years}")
    for move in moves_since_approval(project):
        alone = label(judge_move(project, move).verdict)
        words = change_words.move_words(project, move)
        print(text("cli.change.move", words=words, reason=move.reason, verdict=alone))
    judged = judge(project)
    for part in judged.parts:
        print(f"  {change_words.judged_words(part)}")
    for source in change_words.quotes(judged):
        print(text("cli.calls.quote", place=source.document, quote=source.quote))
    print(change_words.verdict_words(project, judged))


def make_change(typed: Namespace, now: datetime) -> Project:
    """Makes the changes asked for, saves them, and writes the letter; the project after."""
    with Session.open(typed.document, getuser()) as session:
        before = session.project
        _change(session, typed)
        if typed.letter is not None:
            jobs.write_change_letter(session.project, typed.letter, now)
        _answer(session, typed)
        if session.project != before:
            session.save()
        return session.project


def _change(session: Session, typed: Namespace) -> None:
    """Lines first, for money may be moved to them; a locked budget is followed by a revision."""
    is_changing = typed.line or typed.move or typed.fund or typed.end is not None
    if is_changing and session.project.budget.is_locked:
        name = jobs.revision_name(session.project)
        session.run("budget.revise", partial(versions.start_revision, name=name), name=name)
    for new in typed.line:
        session.run("budget.add_line", partial(add_line, label=new))
    for each, reason in zip(typed.move, _reasons(typed), strict=False):
        move = _move(session.project, each, reason)
        words = change_words.move_words(session.project, move)
        session.run("changes.move", partial(changes.move_money, move=move), move=words)
    for source, year, money in typed.fund:
        share = {"funding_id": FundingId(source), "year": year, "amount": money}
        session.run("funding.amounts", partial(set_funding_amount, **share))
    if typed.end is not None:
        period = jobs.whole_period(session.project)
        wanted = Period(start=period.start, end=typed.end)
        session.run("changes.period", partial(changes.ask_for_period, period=wanted))
    if typed.reason and not typed.move:
        reason = "\n".join(typed.reason)
        session.run("changes.reason", partial(changes.give_reason, reason=reason))


def _reasons(typed: Namespace) -> Iterable[str]:
    """A reason for each move: one for all, or as many as there are moves."""
    moves, reasons = len(typed.move), typed.reason
    if moves > 1 and len(reasons) not in {0, 1, moves}:
        raise BudgetDeskError("cli.reasons", moves=moves, reasons=len(reasons))
    return reasons if len(reasons) > 1 else repeat("".join(reasons))


def _move(project: Project, typed: MoveTyped, reason: str) -> Move:
    return Move(
        from_line=line_named(project, typed.source),
        from_year=typed.from_year,
        to_line=line_named(project, typed.target),
        to_year=typed.to_year,
        amount=typed.amount,
        reason=reason,
    )


def _answer(session: Session, typed: Namespace) -> None:
    """What became of it: sent, taken into use, approved or refused."""
    name = change_words.version_name(session.project.budget)
    if typed.sent is not None:
        session.run("budget.send", partial(versions.send_budget, on=typed.sent), name=name)
    if typed.take is not None:
        session.run("changes.take", partial(changes.take_into_use, on=typed.take), name=name)
    if typed.approve is not None:
        approval = Approval(on=typed.approve, reference=typed.reference.strip())
        approving = partial(versions.approve_budget, approval=approval)
        session.run("budget.approve", approving, reference=approval.reference)
    if typed.refuse is not None:
        refusal = Refusal(on=typed.refuse, by=typed.by.strip(), reason=typed.why.strip())
        session.run("budget.refuse", partial(versions.refuse_budget, refusal=refusal), name=name)
