"""`budgetdesk change`: a change of the budget, its letter, and what became of it."""

from argparse import Namespace
from collections.abc import Iterable
from functools import partial
from getpass import getuser
from itertools import repeat
from pathlib import Path

from budgetdesk import jobs, paper_jobs
from budgetdesk.accounting.judgement import judge, judge_move, moves_since_approval
from budgetdesk.cli.arguments import MoveTyped, Parser, add_document, day, money_move, share
from budgetdesk.cli.changes.versions import version_form
from budgetdesk.cli.clock import now
from budgetdesk.cli.printing import Form, print_json, tell_written
from budgetdesk.domain.budget import Approval, Move, Refusal
from budgetdesk.domain.period import Period
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.project import Project
from budgetdesk.domain.value import FundingId, LineId
from budgetdesk.errors import BudgetDeskError
from budgetdesk.exports import Export, Kind
from budgetdesk.operations import changes, versions
from budgetdesk.operations.budget import add_line
from budgetdesk.operations.funding import set_funding_amount
from budgetdesk.privacy import without_personal_data
from budgetdesk.session import Session
from budgetdesk.text import amount, label, text
from budgetdesk.writers import change_words, words


def arguments(parser: Parser) -> None:
    """The document, what to change in its budget, and what the funder answered."""
    add_document(parser)
    parser.add_argument("--line", action="append", default=[])
    parser.add_argument("--move", action="append", default=[], type=money_move)
    parser.add_argument("--reason", action="append", default=[])
    parser.add_argument("--fund", action="append", default=[], type=share)
    parser.add_argument("--end", type=day)
    for paper in ("--letter", "--budget"):
        parser.add_argument(paper, type=Path)
    outcome = parser.add_mutually_exclusive_group()
    for name in ("sent", "take", "approve", "refuse"):
        outcome.add_argument(f"--{name}", type=day)
    parser.add_argument("--reference", default="")
    parser.add_argument("--by", default="")
    parser.add_argument("--why", default="")


def run(typed: Namespace) -> int:
    """Changes the budget, writes the letter, keeps the answer; without words, how it stands."""
    project = without_personal_data(_make_change(typed))
    if typed.json:
        print_json(_form(project))
    else:
        _show(project)
        for path in (typed.letter, typed.budget):
            tell_written(path)
    return 0


def _make_change(typed: Namespace) -> Project:
    """Makes the changes asked for, saves them, and writes the letter; the project after."""
    with Session.open(typed.document, getuser()) as session:
        before = session.project
        _change(session, typed)
        if typed.letter is not None:
            write = partial(paper_jobs.write_change_letter, session.project, made_at=now())
            Export(session, Kind.LETTER, typed.letter, write).done()
        if typed.budget is not None:
            both = (session.project.base_budget, session.project.budget)
            write = partial(
                paper_jobs.write_budget_difference, session.project, both, made_at=now()
            )
            Export(session, Kind.DIFFERENCE, typed.budget, write).done()
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
        way = change_words.move_words(session.project, move)
        session.run("changes.move", partial(changes.move_money, move=move), move=way)
    for source, year, money in typed.fund:
        portion = {"funding_id": FundingId(source), "year": year, "amount": money}
        session.run("funding.amounts", partial(set_funding_amount, **portion))
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
        from_line=_line_named(project, typed.source),
        from_year=typed.from_year,
        to_line=_line_named(project, typed.target),
        to_year=typed.to_year,
        amount=typed.amount,
        reason=reason,
    )


def _line_named(project: Project, typed: str) -> LineId:
    """A line by its id, or by a label only it has; raises BudgetDeskError `changes.no_line`."""
    lines = project.budget.lines
    by_id = [line.id for line in lines if line.id == typed]
    by_label = [line.id for line in lines if line.label.casefold() == typed.casefold()]
    found = by_id or by_label
    if len(found) != 1:
        raise BudgetDeskError("changes.no_line", typed=typed)
    return found[0]


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


def _show(project: Project) -> None:
    """The lines to move between, the moves, and what the change needs."""
    for line in project.budget.lines:
        years = ", ".join(f"{year}: {amount(money)}" for year, money in line.amounts.items())
        print(f"  {line.id:<5}{line.label:<44.44}{amount(line.total):>17}  {years}")
    for move in moves_since_approval(project):
        alone = label(judge_move(project, move).verdict)
        way = change_words.move_words(project, move)
        print(text("cli.change.move", words=way, reason=move.reason, verdict=alone))
    judged = judge(project, now().date())
    for part in judged.parts:
        print(f"  {change_words.judged_words(part)}")
    for source in change_words.quotes(judged):
        print(f"    {words.source_words(source)}")
    print(change_words.verdict_words(project, judged))


def _form(project: Project) -> Form:
    """The change since the latest approved budget: its moves, and what each part of it needs."""
    judged = judge(project, now().date())
    return {
        "version": version_form(project.budget),
        "base": version_form(project.base_budget),
        "reason": project.budget.reason,
        "period": to_plain(project.budget.period),
        "moves": [_move_form(project, move) for move in moves_since_approval(project)],
        "parts": [
            {**to_plain(part), "text": change_words.judged_words(part)} for part in judged.parts
        ],
        "verdict": judged.verdict.value,
        "text": change_words.verdict_words(project, judged),
    }


def _move_form(project: Project, move: Move) -> Form:
    alone = judge_move(project, move).verdict.value
    return {**to_plain(move), "text": change_words.move_words(project, move), "alone": alone}
