"""The commands: each takes what was typed, runs a job, shows what came of it."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from getpass import getuser
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from budgetdesk import call_jobs, exchange, jobs, neighbours, paths, rulepacks
from budgetdesk.cli import (
    change_forms,
    changes,
    demo,
    forms,
    reviewing,
    sealing,
    shown,
    solve,
    templates,
    tracking,
)
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.finding import Finding, blocking
from budgetdesk.domain.period import Period
from budgetdesk.domain.project import Project
from budgetdesk.errors import BudgetDeskError
from budgetdesk.operations.beginning import begin_like
from budgetdesk.operations.ledger import add_batch
from budgetdesk.operations.project import new_project
from budgetdesk.privacy import without_personal_data
from budgetdesk.session import Session
from budgetdesk.text import text


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _print_json(form: Any) -> None:
    print(json.dumps(form, ensure_ascii=False, indent=1))


def _blocking(findings: Sequence[Finding]) -> int:
    return int(bool(blocking(findings)))


def _read(document: Path) -> Project:
    """The project of a document, opened so that nothing in it can change."""
    with Session.open(document, getuser(), read_only=True) as session:
        return session.project


def _check_figures(typed: Namespace) -> None:
    """Reckons the totals a second time before a paper leaves the house."""
    if typed.xlsx or typed.pdf:
        with Session.open(typed.document, getuser(), read_only=True) as session:
            session.check_figures()


def calls(typed: Namespace) -> int:
    """Lists the calls, or does with one what is asked for."""
    if typed.action is None:
        return _list_calls(as_json=typed.json)
    if typed.what is None:
        raise BudgetDeskError("cli.usage", command="calls")
    return _CALLS[typed.action](typed)


def _show_call(typed: Namespace) -> int:
    call = rulepacks.load_call(typed.what)
    rows = rulepacks.describe(call)
    if typed.json:
        _print_json(forms.rules_form(call, rows))
    else:
        shown.rules(call, rows)
    return 0


def _copy_call(typed: Namespace) -> int:
    path = rulepacks.copy_call(typed.what, typed.to)
    print(text("cli.calls.copied", path=path))
    return 0


def _upgrade_call(typed: Namespace) -> int:
    """Shows what the pack at hand tells otherwise than the document's copy; `--yes` takes it in."""
    with Session.open(Path(typed.what), getuser(), read_only=not typed.yes) as session:
        found = call_jobs.find_upgrade(session.project)
        if found.changes and typed.yes:
            call_jobs.upgrade(session, found)
            session.save()
    call, changes = found
    if typed.json:
        _print_json(forms.upgrade_form(call, changes, is_done=bool(changes) and typed.yes))
    else:
        shown.upgrade(call, changes, is_done=typed.yes)
    return 0


def _list_calls(*, as_json: bool) -> int:
    packs, broken = rulepacks.all_calls(), rulepacks.broken_packs()
    if as_json:
        left_out = [forms.broken_form(pack) for pack in broken]
        _print_json({"calls": [forms.call_form(call) for call in packs], "broken": left_out})
    else:
        shown.calls(packs)
        print(text("cli.calls.folder", folder=paths.user_calls()))
        for pack in broken:
            shown.faults(Path(pack.path), pack.faults)
    return 0


def _check_pack(typed: Namespace) -> int:
    """Every fault; of a good pack, what was understood and what is unset."""
    path = Path(typed.what)
    faults = rulepacks.check_pack(path)
    call = None if faults else rulepacks.read_pack(path)
    rows = rulepacks.describe(call) if call else ()
    if typed.json:
        _print_json(forms.checked_form(faults, call, rows))
        return int(bool(faults))
    shown.faults(path, faults)
    if call is not None:
        print(text("cli.calls.understood"))
        shown.rules(call, rows)
    return int(bool(faults))


_CALLS: Mapping[str, Callable[[Namespace], int]] = {
    "show": _show_call,
    "check": _check_pack,
    "copy": _copy_call,
    "upgrade": _upgrade_call,
}


def new(typed: Namespace) -> int:
    """Creates a document on a call, after an earlier one, or from a form or workbook."""
    given = (typed.call, typed.form, typed.workbook, typed.like)
    if not any(given) or (typed.call and typed.form):
        raise BudgetDeskError("cli.usage", command="new")
    if typed.workbook is not None:
        return templates.new(typed, _now())
    project = _begun(typed)
    with Session.create(typed.document, project, getuser()):
        print(text("cli.new.done", path=typed.document))
    return 0


def _begun(typed: Namespace) -> Project:
    if typed.form is not None:
        return exchange.read_project(typed.form)
    call = rulepacks.load_call(typed.call) if typed.call is not None else None
    if typed.like is None and call is not None:
        return new_project(call)
    earlier = _read(typed.like)
    period = _new_period(typed)
    return begin_like(earlier, call, period, keeps_amounts=typed.amounts)


def _new_period(typed: Namespace) -> Period | None:
    """The period typed, both days or none."""
    if typed.start is None and typed.end is None:
        return None
    if typed.start is None or typed.end is None:
        raise BudgetDeskError("cli.usage", command="new")
    if typed.end < typed.start:
        raise BudgetDeskError("cli.backwards", start=typed.start, end=typed.end)
    return Period(start=typed.start, end=typed.end)


def show(typed: Namespace) -> int:
    """Shows the whole project."""
    project = _read(typed.document)
    if typed.json:
        shared = project if typed.with_personal_data else without_personal_data(project)
        print(exchange.write_project(shared), end="")
    else:
        shown.project(project)
    return 0


def check(typed: Namespace) -> int:
    """Shows the findings; first follows a fix, or waives a finding, where asked to."""
    today = _now().date()
    if _is_mending(typed):
        _mend(typed, today)
    with Session.open(typed.document, getuser(), read_only=True) as session:
        project, around = session.project, neighbours.with_files(jobs.around(), session)
        looked = neighbours.look_in_folder(session.path, project) if typed.folder else None
    if looked is not None:
        around = replace(around, claimed=looked.claimed)
    asked = jobs.questions(project)
    findings, steps = jobs.findings(project, today, around), jobs.steps_left(project, today)
    if typed.json:
        made = forms.check_form(project, findings) | forms.questions_form(asked)
        _print_json(made | forms.readiness_form(steps, looked))
    else:
        shown.findings(project, findings)
        shown.questions(asked)
        shown.readiness(steps, looked)
    return _blocking(findings)


def _is_mending(typed: Namespace) -> bool:
    return any(number is not None for number in (typed.fix, typed.waive, typed.unwaive))


def _mend(typed: Namespace, today: date) -> None:
    """Makes the step that was asked for, on the findings `check` shows, and saves the document."""
    by = typed.by or getuser()
    with Session.open(typed.document, getuser()) as session:
        around = neighbours.with_files(jobs.around(), session)
        findings = jobs.findings(session.project, today, around)
        if typed.fix is not None:
            step = jobs.fixing(findings, typed.fix, reason=typed.reason, by=by, on=today)
        elif typed.waive is not None:
            chosen = jobs.numbered(findings, typed.waive)
            given = {"reason": typed.reason, "by": by, "permission": typed.permission}
            step = jobs.waiving(chosen, on=today, **given)
        else:
            step = jobs.unwaiving(jobs.numbered(findings, typed.unwaive))
        session.run(step.code, step.operation, **step.facts)
        session.save()


def decide(typed: Namespace) -> int:
    """Keeps a decision on what the call leaves open, and shows the questions as they stand."""
    decision = Decision(
        topic=Topic(typed.topic),
        about=typed.about,
        answer=typed.answer,
        reason=typed.reason,
        by=typed.by or getuser(),
        on=_now().date(),
    )
    with Session.open(typed.document, getuser()) as session:
        step = jobs.deciding(session.project, decision)
        session.run(step.code, step.operation)
        session.save()
        asked = jobs.questions(session.project)
    if typed.json:
        _print_json(forms.questions_form(asked))
    else:
        shown.questions(asked)
    return 0


def versions(typed: Namespace) -> int:
    """Lists the versions of the budget."""
    project = _read(typed.document)
    if typed.json:
        _print_json(change_forms.versions_form(project))
    else:
        changes.show_versions(project)
    return 0


def diff(typed: Namespace) -> int:
    """Holds two versions of the budget against each other."""
    project = without_personal_data(_read(typed.document))
    before, after = (changes.version_named(project, name) for name in (typed.before, typed.after))
    if typed.pdf is not None:
        jobs.write_budget_difference(project, (before, after), typed.pdf, _now())
    if typed.json:
        _print_json(change_forms.difference_form(before, after))
    else:
        changes.show_difference(before, after)
        _tell_written(typed.pdf)
    return 0


def change(typed: Namespace) -> int:
    """Changes the budget, writes the letter, keeps the answer; without words, how it stands."""
    project = without_personal_data(changes.make_change(typed, _now()))
    if typed.json:
        _print_json(change_forms.change_form(project))
    else:
        changes.show_change(project)
        _tell_written(typed.letter)
    return 0


def _tell_written(path: Path | None) -> None:
    if path is not None:
        print(text("cli.account.written", path=path))


def import_(typed: Namespace) -> int:
    """Imports postings and saves the document."""
    with Session.open(typed.document, getuser()) as session:
        reading = jobs.read_ledger(typed.ledger, profile=typed.profile, only=typed.only)
        batch = jobs.new_batch(session.project, reading, _now(), typed.control_total)
        if batch.postings:
            session.run("ledger.import", lambda p: add_batch(p, batch), file=batch.file)
            session.save()
        unplaced = jobs.unplaced(session.project)
        project = session.project
    if typed.pdf is not None:
        jobs.write_journal(project, batch, typed.pdf, _now(), getuser())
    if typed.json:
        _print_json(forms.import_form(batch, reading, unplaced))
    else:
        shown.imported(batch, unplaced)
        if typed.pdf is not None:
            print(text("cli.account.written", path=typed.pdf))
    return 0


def account(typed: Namespace) -> int:
    """Builds the account, writes it where asked, and takes it where asked."""
    take = partial(tracking.taken, typed.document, lambda it: _period(it, typed), _now().date())
    project = take() if typed.take else _read(typed.document)
    built = jobs.account(project, _period(project, typed))
    findings = jobs.findings(project, _now().date())
    _check_figures(typed)
    paper = jobs.paper(project, built, findings, _now(), getuser())
    written = jobs.write_papers(paper, xlsx=typed.xlsx, pdf=typed.pdf)
    if typed.json:
        _print_json(forms.account_form(built) | tracking.history_form(built))
    else:
        shown.account(project, built)
        tracking.show_history(built)
        if typed.take:
            print(text("tracking.taken"))
        for path in written:
            print(text("cli.account.written", path=path))
    return _blocking(findings)


def _period(project: Project, typed: Namespace) -> Period | None:
    """The period asked for: a date left out is the project's own; None is the whole project."""
    if typed.start is None and typed.end is None:
        return None
    whole = jobs.whole_period(project)
    period = Period(start=typed.start or whole.start, end=typed.end or whole.end)
    if period.end < period.start:
        raise BudgetDeskError("cli.backwards", start=period.start, end=period.end)
    return None if period == whole else period


def audit(typed: Namespace) -> int:
    """Verifies the audit chain and lists the events; or draws an auditor's sample."""
    if typed.sample is not None:
        return reviewing.sample(typed, _now())
    with Session.open(typed.document, getuser(), read_only=True) as session:
        report = session.audit()
    if typed.json:
        _print_json(forms.audit_form(report))
    else:
        shown.audit(report)
    return int(report.fault is not None)


def fill(typed: Namespace) -> int:
    """Fills the funder's own form with the project."""
    return templates.fill(typed, _read(typed.document))


def run_demo(typed: Namespace) -> int:
    """Takes the sample project through its whole life."""
    demo.run(typed.out, _now(), getuser())
    return 0


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "calls": calls,
    "new": new,
    "show": show,
    "check": check,
    "decide": decide,
    "versions": versions,
    "diff": diff,
    "change": change,
    "import": import_,
    "account": account,
    "fill": fill,
    "form": templates.own_form,
    "read": templates.read,
    "convert": templates.convert,
    "track": lambda typed: tracking.track(typed, _read(typed.document), _now().date()),
    "audit": audit,
    "solve": solve.run,
    "seal": lambda typed: sealing.seal(typed, _now()),
    "reopen": lambda typed: sealing.reopen(typed, _now()),
    "verify": sealing.verify,
    "attach": lambda typed: sealing.attach(typed, _now()),
    "review": lambda typed: reviewing.review(typed, _now()),
    "changes": lambda typed: sealing.changes(typed, _now()),
    "demo": run_demo,
}
