"""What a person should know of a form as a whole: whose it is, and where its account differs."""

from collections.abc import Iterator, Mapping
from typing import Final

from rapidfuzz import fuzz

from budgetdesk.domain.account import Account
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.money import Money
from budgetdesk.domain.rules import Call
from budgetdesk.domain.value import Value
from budgetdesk.templates.book import Book
from budgetdesk.templates.content import Content, project_field
from budgetdesk.templates.form import Form
from budgetdesk.templates.from_project import finance_accounts
from budgetdesk.templates.words import SURE, fold, profiles
from budgetdesk.text import danish, label


class Notice(Value):
    """Something about a form as a whole; the text is `templates.notices.<code>`."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


_YEAR_LETTERS: Final = 4


def about_form(book: Book, form: Form, call: Call | None) -> Iterator[Notice]:
    """What form it is, and what of it a person should know."""
    name = profiles()[form.profile].name if form.profile else form.title
    yield Notice(code="form", facts=(("name", name), ("title", form.title)))
    if book.package.has_macros:
        yield Notice(code="macros")
    if book.package.links_outside:
        yield Notice(code="links")
    edition = _year_in(form.title)
    if call is not None and edition and (year := _year_of(call)) and edition < year:
        facts = (("edition", str(edition)), ("call", call.name), ("year", str(year)))
        yield Notice(code="older", facts=facts)
    for name in form.years_down:
        yield Notice(code="years_down", facts=(("sheet", name),))
    for sheet in book.sheets:
        if sheet.unit != 1:
            yield Notice(code="thousands", facts=(("sheet", sheet.name),))
    if form.hidden_sheets:
        yield Notice(code="hidden_sheets", facts=(("names", ", ".join(form.hidden_sheets)),))


def about_pool(fields: Mapping[str, str], call: Call) -> Iterator[Notice]:
    """Whether a form names another pool, or another account of the Finance Act, than the call."""
    named = fields.get(project_field("programme"), "")
    if named and not _is_same_pool(named, call.name):
        yield Notice(code="other_pool", facts=(("form", named), ("call", call.name)))
    account = fields.get(project_field("budget_account"), "")
    own = tuple(finance_accounts(call))
    if _digits(account) and own and not any(_is_same_account(account, each) for each in own):
        yield Notice(code="other_account", facts=(("form", account), ("call", ", ".join(own))))


def about_account(form: Content, program: Content, account: Account) -> Iterator[Notice]:
    """Where the account in a form comes to something else than the program's of the same content.

    The question of the settlement is only told: which reading holds is for people to say.
    """
    ours = {fold(line.label): line.post.actual for line in program.lines}
    yield from (
        _differs(line.label, line.post.actual, ours.get(fold(line.label)))
        for line in form.lines
        if line.post.actual is not None and line.post.actual != ours.get(fold(line.label))
    )
    earned = {each.source: each.actual for each in account.funding}
    for source in form.sources:
        told = source.post.actual
        if told is None or told == earned.get(source.source):
            continue
        yield _differs(source.label, told, earned.get(source.source))
        if source.source is FundingSource.GRANT and account.settlement.is_assumed:
            yield from _fitting(account, told)


def _differs(name: str, form: Money, program: Money | None) -> Notice:
    facts = (("label", name), ("form", danish(form)), ("program", danish(program or Money(0))))
    return Notice(code="account_differs", facts=facts)


def _fitting(account: Account, told: Money) -> Iterator[Notice]:
    readings = account.settlement.alternatives.items()
    fitting = [reading for reading, earned in readings if earned == told]
    if len(fitting) == 1:
        facts = (("grant", danish(told)), ("reading", label(fitting[0])))
        yield Notice(code="settlement", facts=facts)


def _is_same_pool(one: str, other: str) -> bool:
    one, other = fold(one), fold(other)
    return one in other or other in one or fuzz.ratio(one, other) >= SURE


def _is_same_account(one: str, other: str) -> bool:
    """Whether one is the other, or the group of accounts it is in."""
    one, other = _digits(one), _digits(other)
    return one.startswith(other) or other.startswith(one)


def _digits(account: str) -> str:
    return "".join(letter for letter in account if letter.isdecimal())


def _year_in(title: str) -> int | None:
    words = title.split()
    years = [int(word) for word in words if word.isdecimal() and len(word) == _YEAR_LETTERS]
    return years[0] if len(years) == 1 else None


def _year_of(call: Call) -> int | None:
    """The year a call is of: that of its deadline, else the first its projects can start in."""
    deadline, period = call.rules.deadline, call.rules.period
    if deadline is not None and deadline.last_day is not None:
        return deadline.last_day.year
    return period.start_from.year if period is not None and period.start_from else None
