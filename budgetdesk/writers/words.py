"""The facts of an account in the words both papers use."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from budgetdesk import explained
from budgetdesk.domain.account import AccountLine, EarlierAccount
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.decision import Decision, Topic
from budgetdesk.domain.ending import Ending
from budgetdesk.domain.finding import Finding, Fix, Source
from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.payout import Payout
from budgetdesk.domain.period import Period
from budgetdesk.domain.rules import Rule
from budgetdesk.domain.year_end import YearEnd
from budgetdesk.text import danish, percent, text
from budgetdesk.writers.paper import AccountPaper

_GROUP: Final = 8
"""Signs of a digest between two spaces."""
_FILES: Final = ("account", "vouchers", "ledger", "project", "workbook", "pdf")
"""What a package holds beside its manifest: first what the seal is made of."""


def given(words: str) -> str:
    """`words`, or that they are not given: an empty field never just vanishes."""
    return words.strip() or text("documents.not_given")


def kroner(money: Money) -> str:
    """An amount with its unit, for running text."""
    return text("documents.kroner", amount=money)


def yes_or_no(*, is_yes: bool) -> str:
    """Ja or nej."""
    return text("documents.yes" if is_yes else "documents.no")


def or_dash(share: Decimal | None) -> Decimal | str:
    """A percentage, or a dash where there is nothing to take it of."""
    return text("documents.none") if share is None else share


def day(value: date | None) -> str:
    """A day in a table; a dash for none."""
    return text("documents.none") if value is None else danish(value)


def long_day(value: date) -> str:
    """A day in running text: 31. december 2020."""
    month = text(f"documents.month.{value.month}")
    return text("documents.date.long", day=value.day, month=month, year=value.year)


def long_period(period: Period) -> str:
    """A period in running text."""
    return text("documents.date.long_span", start=long_day(period.start), end=long_day(period.end))


def short_period(period: Period | None) -> str:
    """A period in a table."""
    if period is None:
        return text("documents.not_given")
    return text("documents.date.span", start=period.start, end=period.end)


def name_of(choice: Enum) -> str:
    """What a fixed choice is called."""
    return text(f"enums.{type(choice).__name__}.{choice.value}")


def title(paper: AccountPaper) -> str:
    """What kind of account this is."""
    return text(f"documents.account.{paper.account.kind.value}")


def draft_notice(paper: AccountPaper) -> str:
    """That the account is a draft, and why."""
    return text("documents.account.draft", count=paper.errors)


def journal(paper: AccountPaper) -> str:
    """The case number, as it stands at every page's head."""
    return text("documents.foot.journal", journal=given(paper.project.journal_number))


def foot(paper: AccountPaper) -> str:
    """What stands at every page's foot: when, with what, under which seal, and if it is a draft."""
    parts = [
        text("documents.foot.made", time=paper.made_at, version=paper.version),
        text("documents.foot.seal", seal=paper.seal),
    ]
    if paper.errors:
        parts.append(text("documents.account.draft_short"))
    return " · ".join(parts)


def called(table: str, key: str) -> str:
    """What a "heading" or a "column" is called; a key with a dot is of words told elsewhere."""
    return text(key if "." in key else f"documents.{table}.{key}")


def grouped(digest: str) -> str:
    """A digest in full, as an eye can follow it."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


def package_files(paper: AccountPaper) -> Iterator[tuple[str, str]]:
    """The files of a sealed account and the SHA-256 of each, or where a later one's stands."""
    manifest = text("package.file.manifest")
    for holds in _FILES:
        digest = paper.digests.get(holds)
        elsewhere = text("seal.paper.elsewhere", manifest=manifest)
        yield text(f"package.file.{holds}"), grouped(digest) if digest else elsewhere


def line_label(line: AccountLine) -> str:
    """A line's name; one that the approved budget does not know says so."""
    if line.is_approved:
        return line.label
    return text("documents.account.not_approved", label=line.label)


def explanation(paper: AccountPaper, line: AccountLine) -> str:
    """Why a line ended away from its budget; empty when nobody said. Personal data is masked."""
    return paper.hidden(line.explanation.strip())


def reason(paper: AccountPaper, decision: Decision) -> str:
    """Why it was decided so, personal data masked."""
    return paper.hidden(decision.reason)


def approval(paper: AccountPaper) -> str:
    """The budget the account is held against, and its approval."""
    budget = paper.project.base_budget
    if budget.approval is None:
        return text("documents.approval.not_approved", name=budget.name)
    return text(
        "documents.approval.approved",
        name=budget.name,
        on=budget.approval.on,
        reference=budget.approval.reference,
    )


def identification(paper: AccountPaper) -> Iterator[tuple[str, str]]:
    """Which project, recipient, call and period the account is of: label and value."""
    project, account = paper.project, paper.account
    call = text("documents.call", id=project.call.id, name=project.call.name)
    facts = {
        "project": project.title,
        "journal": project.journal_number,
        "recipient": project.recipient.name,
        "cvr": project.recipient.cvr,
        "contact": project.recipient.contact,
        "partners": ", ".join(partner.name for partner in project.partners),
        "call": call,
        "funder": project.call.funder,
        "project_period": short_period(project.period),
        "account_period": short_period(account.period),
        "approval": approval(paper),
        "signoff": signoff_kind(paper),
        "due": "" if account.due is None else danish(account.due),
    }
    if not project.partners:
        del facts["partners"]
    for name, words in facts.items():
        yield text(f"documents.field.{name}"), given(words)


def signoff_kind(paper: AccountPaper) -> str:
    """Who must sign, or that it is not decided and which kind is proposed until it is."""
    signoff = paper.account.signoff
    if signoff.kind is not None:
        return name_of(signoff.kind)
    if signoff.proposed is not None:
        return text("documents.signoff.undecided", proposed=name_of(signoff.proposed))
    return text("documents.signoff.unknown")


def signoff_reasons(paper: AccountPaper) -> Iterator[str]:
    """Why it is that kind: the amounts held against the limit, and on what authority."""
    signoff = paper.account.signoff
    for basis, amount in signoff.amounts.items():
        name = name_of(basis)
        if signoff.threshold is None:
            yield text("documents.signoff.amount", basis=name, amount=amount)
        else:
            yield text(
                "documents.signoff.against",
                basis=name,
                amount=amount,
                threshold=signoff.threshold,
            )
    yield from signoff_authority(paper)


def signoff_authority(paper: AccountPaper) -> Iterator[str]:
    """On what authority: the call's words, and the decision where it was one."""
    signoff = paper.account.signoff
    yield from rule_words(paper.project.rules.signoff)
    if signoff.decision is not None:
        yield decision_words(paper, signoff.decision)


def reading(paper: AccountPaper) -> Iterator[str]:
    """How the grant is settled when costs end lower, and who says so."""
    settlement = paper.account.settlement
    yield text(f"documents.reading.{settlement.reading.value}")
    if settlement.is_assumed:
        yield text("documents.reading.assumed")
    yield from rule_words(paper.project.rules.settlement)
    decision = paper.project.decision_on(Topic.SETTLEMENT)
    if decision is not None:
        yield decision_words(paper, decision)


def earlier_account(each: EarlierAccount) -> str:
    """Which account it was that was taken before this one."""
    facts = {"kind": name_of(each.kind), "period": short_period(each.period)}
    return text("documents.taken.account", **facts)


def ending(each: Ending) -> str:
    """By which reading the project would end, and with which costs."""
    reading = name_of(each.reading) if each.reading else text("periods.kept_whole")
    return text("periods.way", name=reading, basis=name_of(each.basis))


def payout_model(standing: Payout | None) -> Iterator[str]:
    """By which model and as of which day the money comes, or that nobody says."""
    if standing is None:
        yield text("money.no_model")
        return
    yield text("money.head", on=standing.on, model=name_of(standing.model))
    if not standing.payments:
        yield text("money.no_payments")


def years_over(paper: AccountPaper) -> tuple[YearEnd, ...]:
    """The years that were over when the paper was made, with what each left."""
    today = paper.made_at.date()
    return tuple(each for each in paper.account.year_ends if each.last_day < today)


def cofinancing_rule(paper: AccountPaper) -> Iterator[str]:
    """What the call demands of the recipient, and its words for it."""
    rule = paper.project.rules.cofinancing
    if rule is None:
        yield text("documents.cofinancing.unknown")
        return
    others = "counted" if rule.other_grants_count else "not_counted"
    yield text(
        "documents.cofinancing.rule",
        percent=percent(rule.percent),
        base=name_of(rule.base),
        others=text(f"documents.cofinancing.{others}"),
    )
    if amount := work_left_out(paper):
        yield text("documents.cofinancing.work_left_out", amount=amount)
    yield from rule_words(rule)


def work_left_out(paper: AccountPaper) -> Money:
    """What of the own share is left out of the co-financing: work and things that do not count."""
    rule, result = paper.project.rules.cofinancing, paper.account.cofinancing
    if rule is None or result is None:
        return ZERO
    brought = {each.source: each.actual for each in paper.account.funding}
    others = brought[FundingSource.OTHER_GRANT] if rule.other_grants_count else ZERO
    return brought[FundingSource.OWN] + others - result.actual


def cofinancing_verdict(paper: AccountPaper) -> str:
    """Whether the demand is met, with its percentages."""
    result = paper.account.cofinancing
    if result is None:
        return text("documents.cofinancing.unknown")
    state = "met" if result.is_met else "missing"
    return text(
        f"documents.cofinancing.{state}",
        actual=percent(result.actual_percent),
        required=percent(result.required_percent),
        base=name_of(result.base),
        missing=result.missing,
    )


def rule_words(rule: Rule | None) -> Iterator[str]:
    """The call's own words for a rule, if it has any."""
    if rule is not None and rule.source.quote:
        yield source_words(rule.source)


def source_words(source: Source | None) -> str:
    """A quote with the place it stands; the place alone when there is no quote; else nothing."""
    if source is None:
        return ""
    place = ", ".join(part for part in (source.document, source.section) if part)
    if not source.quote:
        return place
    return text("documents.quote", quote=source.quote, place=place)


def decision_words(paper: AccountPaper, decision: Decision) -> str:
    """A decision in one sentence: who, when, why."""
    why = reason(paper, decision)
    return text("documents.decision.words", by=decision.by, on=decision.on, reason=why)


def answer(decision: Decision) -> str:
    """What was decided; an answer nobody could have chosen stands as it was given."""
    return explained.answer_words(decision.topic, decision.answer)


def finding_words(paper: AccountPaper, finding: Finding) -> str:
    """What a finding says."""
    sums = explained.arithmetic(finding, paper.project)
    return " ".join((explained.message(finding), *sums))


def waived_words(paper: AccountPaper, finding: Finding) -> str:
    """Who waived it, when and why, personal data masked; empty while nobody did."""
    return paper.hidden(explained.waiver_words(finding.waived)) if finding.waived else ""


def fix_words(fix: Fix) -> str:
    """What a fix says."""
    return explained.fix_words(fix)
