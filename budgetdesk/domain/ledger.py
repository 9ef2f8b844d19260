"""Postings from a finance system, and where each of them belongs in the project."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

import msgspec

from budgetdesk.domain.money import ZERO, Money
from budgetdesk.domain.remembered import remembered
from budgetdesk.domain.value import LineId, PostingId, RuleId, Value, VoucherId

FROM_FORM: Final = "template"
"""The profile of postings that were read from a funder's form, not from a finance system."""


class DayKind(Enum):
    """Which day places a cost in time where the extract has no day of delivery."""

    VOUCHER = "voucher"  # the voucher's own date (bilagsdato)
    POSTING = "posting"  # the day it was booked (bogføringsdag)


class Posting(Value, gc=False, kw_only=False):
    """One posting (finanspost) as the finance system had it, never edited afterwards.

    A cost is positive, an income or credit negative. Fields the extract does not have are empty
    or None; `other` holds what its further columns said, for two postings are alike only when
    these are too. `row` counts the file's own records from 1, headings included; `raw` is the row
    as it stood there. Identity is batch and row: "3-118" is row 118 of import 3.

    A million may come at once: they hold no cycles, so that the collector need not walk them, and
    can be made of whole columns, by place.
    """

    id: PostingId
    row: int
    amount: Money = msgspec.field(name="amount_ore")
    posting_date: date | None = None
    voucher_date: date | None = None
    service_from: date | None = None
    service_to: date | None = None
    voucher: str = ""
    voucher_line: str = ""
    gl_code: str = ""
    gl_name: str = ""
    psp: str = ""
    cost_center: str = ""
    supplier: str = ""
    invoice: str = ""
    text: str = ""
    posting_type: str = ""
    accounting_year: int | None = None
    reference: str = ""
    other: str = ""
    is_personal: bool = False
    raw: str = ""

    @property
    def day(self) -> date | None:
        """The day the cost belongs to: when it was delivered, else voucher, else posting date.

        SBST's reading of "inside the period" (rules.md R22): held and used, not when booked.
        """
        return self.service_to or self.voucher_date or self.posting_date

    def counted_day(self, kind: DayKind) -> date | None:
        """The day a project that chose `kind` counts: delivery first, then the chosen date."""
        if kind is DayKind.VOUCHER:
            return self.day
        return self.service_to or self.posting_date or self.voucher_date


class SkippedRow(Value):
    """A row of the file that gave no posting, and why: the text is `import.skipped.<reason>`."""

    row: int
    reason: str
    raw: str = ""


class KnownRow(Value, gc=False):
    """A row of the file that is taken for a posting already there: every column of both is alike.

    `like` is the posting it is held to be, `raw` the row as it stood.
    """

    row: int
    like: PostingId
    raw: str = ""


class ImportBatch(Value):
    """One import, journalled: rows read = imported + already there + skipped + filtered out.

    `sha256` is that of the file; `already_there` are the rows an earlier import brought;
    `filters` are the columns and values asked for when reading, and `filtered_out` counts the rows
    they left out, of which nothing is kept.
    `control_total` is what the finance system says the file sums to, when somebody gave it.
    """

    number: int
    file: str
    size: int
    sha256: str
    format: str
    profile: str
    rows_read: int
    already_there: tuple[KnownRow, ...]
    postings: tuple[Posting, ...]
    skipped: tuple[SkippedRow, ...]
    imported_at: datetime
    filtered_out: int = 0
    already_there_sum: Money = msgspec.field(default_factory=Money, name="already_there_sum_ore")
    filters: tuple[tuple[str, str], ...] = ()
    control_total: Money | None = msgspec.field(default=None, name="control_total_ore")

    @property
    def debit(self) -> Money:
        """The positive amounts."""
        return _sums(self.postings)[0]

    @property
    def credit(self) -> Money:
        """The negative amounts."""
        return _sums(self.postings)[1]

    @property
    def sum(self) -> Money:
        """All postings."""
        return self.debit + self.credit

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day of its postings; None when none has any."""
        return _days(self.postings)

    @property
    def control_difference(self) -> Money | None:
        """What the file's postings sum to beyond the control total; None without one.

        The finance system's total is of the whole extract, so what was there already counts too.
        """
        if self.control_total is None:
            return None
        return self.sum + self.already_there_sum - self.control_total


@remembered(size=32)
def _sums(postings: tuple[Posting, ...]) -> tuple[Money, Money]:
    """What is above zero and what is below; a table asks for it whenever it is drawn."""
    ores = [posting.amount.ore for posting in postings]
    return Money(sum(ore for ore in ores if ore > 0)), Money(sum(ore for ore in ores if ore < 0))


@remembered(size=32)
def _days(postings: tuple[Posting, ...]) -> tuple[date, date] | None:
    days = {day for posting in postings if (day := posting.day)}
    return (min(days), max(days)) if days else None


class PartKind(Enum):
    """What becomes of (a part of) a posting."""

    COST = "cost"  # on a budget line
    FUNDING = "funding"  # money received from a source
    SET_ASIDE = "set_aside"  # not the project's; kept with its reason
    NOT_ELIGIBLE = "not_eligible"  # the project's, but deducted from the account


class Part(Value):
    """A part of a posting and where it goes.

    `target` is a `LineId` for a cost, a `FundingId` for money received, else empty. Setting aside
    and deducting need a `reason`.
    """

    kind: PartKind
    amount: Money = msgspec.field(name="amount_ore")
    target: str = ""
    reason: str = ""


class Placement(Value):
    """Where a person put a posting; its parts add up to the posting."""

    parts: tuple[Part, ...]
    by: str = ""


class Share(Value):
    """So many percent of a posting, and where they go; read as a `Part` is."""

    percent: Decimal
    kind: PartKind
    target: str = ""
    reason: str = ""


class AllocationRule(Value):
    """Places every posting that meets all its conditions, unless a person placed it.

    Conditions left empty are not asked. `gl_from` and `gl_to` compare as text of equal length
    (account numbers are codes: leading zeros count); `gl_from` alone is a prefix. An amount lies
    from and with `amount_from` to and with `amount_to`, so a credit alone is "to -0,01". The
    others are looked for inside the field, whatever the case.

    `shares` are taken of each posting first, and what they leave goes where the rule places:
    together always the whole posting, to the øre.
    """

    id: RuleId
    kind: PartKind
    target: str = ""
    reason: str = ""
    gl_from: str = ""
    gl_to: str = ""
    psp: str = ""
    cost_center: str = ""
    supplier: str = ""
    text: str = ""
    amount_from: Money | None = msgspec.field(default=None, name="amount_from_ore")
    amount_to: Money | None = msgspec.field(default=None, name="amount_to_ore")
    shares: tuple[Share, ...] = ()


class VoucherFile(Value):
    """A voucher (bilag) as a file: inside the document, or linked where it lies at `path`.

    `sha256` is of the bytes the person saw; a linked file that no longer has it was changed.
    """

    id: VoucherId
    posting: PostingId
    name: str
    size: int
    sha256: str
    path: str = ""

    @property
    def is_linked(self) -> bool:
        """Whether the document only knows where the file lies."""
        return bool(self.path)


class LedgerChoices(Value):
    """How the project reads its ledger.

    `bears_vat`: the recipient finally bears the VAT of its costs (SBST: VAT is eligible only
    then). A municipality gets it refunded, so its account is without VAT unless it says so.
    """

    day: DayKind = DayKind.VOUCHER
    bears_vat: bool = False


class Ledger(Value):
    """All imports, the ordered rules that place postings, and what people placed by hand.

    `vat_lines` are budget lines whose VAT the recipient bears though not that of the others.
    `hidden_words` are names and numbers of people that a person added to those the program finds,
    `open_words` those it finds that are nobody's.
    """

    batches: tuple[ImportBatch, ...] = ()
    rules: tuple[AllocationRule, ...] = ()
    placements: Mapping[PostingId, Placement] = {}
    vouchers: tuple[VoucherFile, ...] = ()
    choices: LedgerChoices = LedgerChoices()
    vat_lines: tuple[LineId, ...] = ()
    hidden_words: tuple[str, ...] = ()
    open_words: tuple[str, ...] = ()

    @property
    def next_batch_number(self) -> int:
        """The number of the next import."""
        return max((batch.number for batch in self.batches), default=0) + 1

    @property
    def count(self) -> int:
        """How many postings there are."""
        return sum(len(batch.postings) for batch in self.batches)

    @property
    def sum(self) -> Money:
        """All postings of all imports."""
        return Money.total(batch.sum for batch in self.batches) if self.batches else ZERO
