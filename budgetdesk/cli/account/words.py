"""What is told of an account, its outcome and those taken before it."""

from budgetdesk import explained
from budgetdesk.domain.account import Account, AccountKind
from budgetdesk.domain.project import Project
from budgetdesk.text import amount, label, text


def show_account(owner: Project, built: Account) -> None:
    """The account as a table, and what it leads to."""
    kind = "final" if built.kind is AccountKind.FINAL else "interim"
    facts = {"start": built.period.start, "end": built.period.end, "title": owner.title}
    print(text("cli.account.head", kind=text(f"cli.account.{kind}"), **facts))
    _row(*(text(f"cli.account.{name}") for name in ("label", "budget", "actual", "deviation")))
    for line in built.lines:
        _row(line.label, amount(line.budget), amount(line.actual), amount(line.deviation))
        if line.explanation.strip():
            print(text("cli.account.explained", words=line.explanation.strip()))
    deviation = built.budget - built.actual
    total = text("cli.account.total")
    _row(total, amount(built.budget), amount(built.actual), amount(deviation))
    print(explained.deviation_rule(owner.rules))
    _outcome(built)


def _row(label: str, budget: str, actual: str, deviation: str) -> None:
    print(f"  {label:<48.48}{budget:>15}{actual:>15}{deviation:>15}")


def _outcome(built: Account) -> None:
    settlement = built.settlement
    facts = {"earned": settlement.earned, "commitment": settlement.commitment}
    print(text("cli.account.earned", **facts))
    if settlement.repay:
        print(text("cli.account.repay", amount=settlement.repay))
    elif settlement.advance:
        print(text("cli.account.advance", amount=settlement.advance))
    elif settlement.claim:
        print(text("cli.account.claim", amount=settlement.claim))
    print(text("cli.account.signoff", kind=_signoff(built)))
    source = built.signoff.source
    if source is not None and source.quote:
        print(text("cli.check.quote", document=source.document, quote=source.quote))
    if built.due is not None:
        print(text("cli.account.due", due=built.due))


def _signoff(built: Account) -> str:
    """Who signs, in words."""
    kind, proposed = built.signoff.kind, built.signoff.proposed
    if kind is not None:
        return label(kind)
    if proposed is None:
        return text("cli.account.unknown")
    return text("cli.account.undecided", kind=label(proposed))


def show_history(account: Account) -> None:
    """What was reported before, what this account adds, and every correction."""
    if not account.taken_before:
        return
    facts = {"earlier": account.earlier, "this": account.this, "total": account.actual}
    print(text("tracking.history", count=len(account.taken_before), **facts))
    names = {line.id: line.label for line in account.lines}
    for each in account.corrections:
        changed = {"before": each.before, "after": each.after}
        voucher = each.posting.voucher if each.posting else ""
        line = names.get(each.line, each.line)
        told = {"voucher": voucher or each.id, "line": line, "kind": label(each.kind)}
        print(text("tracking.correction", **told, **changed))
