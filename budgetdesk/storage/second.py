"""The totals reckoned a second time, by SQL over the document's own tables.

Another language, another engine and no line of code in common with `accounting`: where the two
differ, one of them is wrong, and nobody shall sign for either. Run at every save, export and seal,
on the very account that leaves: the final one or that of a period. Rules are matched here by a
query, and their shares split by counting up what is due.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from sqlite3 import Connection
from typing import Final

from budgetdesk.accounting.build import build_account
from budgetdesk.domain.account import Account, AccountKind
from budgetdesk.domain.budget import FundingSource
from budgetdesk.domain.project import Project

Totals = Mapping[tuple[str, str], int]
"""Øre by what is summed and of what: ("line", "3"), ("box", "cost"), ("received", "income")."""

_Given = Mapping[str, str | bool]
"""What a query is told of the account: `start` and `end` of its period, and whether it is final."""


class FiguresDifferError(Exception):
    """Our bug: two ways to the same total gave two totals."""


_MATCHED: Final = """
CREATE TEMP TABLE second_part AS
WITH asked AS MATERIALIZED (
    SELECT position, id, gl_from, gl_to, nullif(gl_from, '') AS low,
           amount_from_ore AS least, amount_to_ore AS most,
           fold(psp) AS psp, fold(cost_center) AS center, fold(supplier) AS supplier,
           fold(text) AS words
    FROM allocation_rule
), free AS MATERIALIZED (
    SELECT id, amount_ore, gl_code, fold(psp) AS psp, fold(cost_center) AS center,
           fold(supplier) AS supplier, fold(text) AS words
    FROM posting WHERE id NOT IN (SELECT posting FROM placement)
)
SELECT free.id AS posting, free.amount_ore AS amount, (
    SELECT min(rule.position) FROM asked AS rule
    WHERE CASE WHEN rule.gl_to = '' THEN substr(gl_code, 1, length(rule.gl_from)) = rule.gl_from
          ELSE length(ifnull(rule.low, rule.gl_to)) = length(gl_code)
               AND length(rule.gl_to) = length(gl_code)
               AND gl_code BETWEEN rule.gl_from AND rule.gl_to END
      AND (rule.least IS NULL OR amount_ore >= rule.least)
      AND (rule.most IS NULL OR amount_ore <= rule.most)
      AND (rule.psp = '' OR instr(free.psp, rule.psp))
      AND (rule.center = '' OR instr(free.center, rule.center))
      AND (rule.supplier = '' OR instr(free.supplier, rule.supplier))
      AND (rule.words = '' OR instr(free.words, rule.words))
) AS rule
FROM free
"""

_PLACED: Final = """
CREATE TEMP TABLE second_placed (posting TEXT, amount INTEGER, kind TEXT, target TEXT);
INSERT INTO second_placed
    SELECT matched.posting, matched.amount, rule.kind, rule.target
    FROM second_part AS matched LEFT JOIN allocation_rule AS rule ON rule.position = matched.rule
    WHERE matched.rule IS NULL OR matched.rule NOT IN (SELECT rule FROM allocation_share);
INSERT INTO second_placed SELECT posting, amount_ore, kind, target FROM placement_part
    WHERE posting IN (SELECT id FROM posting);
INSERT INTO second_placed
    SELECT id, amount_ore - ifnull((SELECT sum(amount_ore) FROM placement_part AS part
                                    WHERE part.posting = posting.id), 0), NULL, ''
    FROM posting WHERE id IN (SELECT posting FROM placement);
"""

_SHARED: Final = """
SELECT matched.posting, matched.amount, matched.rule, rule.kind, rule.target
FROM second_part AS matched JOIN allocation_rule AS rule ON rule.position = matched.rule
WHERE matched.rule IN (SELECT rule FROM allocation_share)
"""

_BEFORE: Final = """
CREATE TEMP TABLE second_before AS
SELECT position AS account FROM taken_account
WHERE position < ifnull((SELECT min(account) FROM taken_period
                         WHERE start = :start AND "end" = :end), 9223372036854775807)
"""

_COVERED: Final = """
CREATE TEMP TABLE second_covered AS
SELECT :start AS start, :end AS "end"
UNION SELECT start, "end" FROM taken_period
    WHERE NOT :is_final AND account IN (SELECT account FROM second_before)
"""

_SUMS: Final = """
WITH base AS (
    SELECT coalesce((SELECT max(version) FROM budget_approval),
                    (SELECT max(position) FROM budget_version)) AS version
), source AS (
    SELECT id, source FROM (
        SELECT id, source, row_number() OVER (
            PARTITION BY id ORDER BY version = (SELECT version FROM base) DESC,
                                     version DESC, position DESC) AS choice
        FROM funding_line)
    WHERE choice = 1
), told AS MATERIALIZED (
    SELECT about AS posting, iif(answer GLOB '[0-9]*', answer, NULL) AS day FROM decision
    WHERE topic = 'posting_day' AND position = (SELECT max(position) FROM decision AS later
        WHERE later.topic = 'posting_day' AND later.about = decision.about)
), dated AS (
    SELECT placed.amount,
           CASE placed.kind
               WHEN 'cost' THEN iif(placed.target IN (SELECT id FROM budget_line), 'cost', NULL)
               WHEN 'funding' THEN iif(placed.target IN (SELECT id FROM source), 'funding', NULL)
               ELSE placed.kind END AS kind,
           placed.target,
           coalesce(told.day, CASE (SELECT day FROM ledger_choices)
               WHEN 'posting' THEN coalesce(service_to, posting_date, voucher_date)
               ELSE coalesce(service_to, voucher_date, posting_date) END) AS day
    FROM second_placed AS placed JOIN posting ON posting.id = placed.posting
    LEFT JOIN told ON told.posting = placed.posting
), boxed AS (
    SELECT amount, target, CASE
        WHEN day IS NOT NULL AND NOT (:is_final AND kind IS 'funding')
             AND NOT EXISTS (SELECT 1 FROM second_covered WHERE day BETWEEN start AND "end")
        THEN 'outside' ELSE ifnull(kind, 'unplaced') END AS box
    FROM dated
)
SELECT 'box', box, sum(amount) FROM boxed GROUP BY box
UNION ALL SELECT 'line', target, sum(amount) FROM boxed WHERE box = 'cost' GROUP BY target
UNION ALL SELECT 'received', source, -sum(amount)
    FROM boxed JOIN source ON source.id = target WHERE box = 'funding' GROUP BY source
UNION ALL SELECT 'imported', '', sum(amount_ore) FROM posting
UNION ALL SELECT 'budget', line.id, sum(amount.amount_ore)
    FROM budget_line AS line JOIN budget_line_amount AS amount
        ON amount.version = line.version AND amount.line = line.position
    WHERE line.version = (SELECT version FROM base) GROUP BY line.id
UNION ALL SELECT 'funding', line.source, sum(amount.amount_ore)
    FROM funding_line AS line JOIN funding_line_amount AS amount
        ON amount.version = line.version AND amount.line = line.position
    WHERE line.version = (SELECT version FROM base) GROUP BY line.source
UNION ALL SELECT 'paid_out', '', sum(amount_ore) FROM payment
UNION ALL SELECT 'earlier', line, sum(amount_ore) FROM taken_entry
    WHERE account IN (SELECT account FROM second_before) GROUP BY line
UNION ALL SELECT 'version costs', version.id, sum(amount.amount_ore)
    FROM budget_version AS version JOIN budget_line_amount AS amount
        ON amount.version = version.position GROUP BY version.id
UNION ALL SELECT 'version funding', version.id, sum(amount.amount_ore)
    FROM budget_version AS version JOIN funding_line_amount AS amount
        ON amount.version = version.position GROUP BY version.id
"""


def check(db: Connection, project: Project, account: Account | None = None) -> None:
    """Holds an account's totals, and those of every budget, against the second computation.

    Without an account it is the final one as it is now; nothing is compared while there is no
    period, for then there is none.

    Raises:
        FiguresDifferError: names the first total that differs, and both figures.
    """
    if account is None and project.period is None:
        return
    held = account or build_account(project)
    first = _first(held) | _versions(project)
    second = totals(db, held)
    second |= _settled(held, second)
    for key in sorted({*first, *second}):
        if first.get(key, 0) != second.get(key, 0):
            raise FiguresDifferError(*key, first.get(key, 0), second.get(key, 0))


def _first(account: Account) -> dict[tuple[str, str], int]:
    """What `accounting` says."""
    sums = account.reconciliation
    found = {("box", kind.value): money.ore for kind, money in sums.by_kind.items()}
    found |= {("box", "unplaced"): sums.unplaced.ore, ("box", "outside"): sums.outside.ore}
    found |= {("line", line.id): line.actual.ore for line in account.lines}
    found |= {("budget", line.id): line.budget.ore for line in account.lines}
    found |= {("earlier", line.id): line.earlier.ore for line in account.lines}
    found |= {("funding", row.source.value): row.budget.ore for row in account.funding}
    brought = {row.source: row.actual.ore for row in account.funding}
    for source in (FundingSource.OTHER_GRANT, FundingSource.INCOME):
        found["received", source.value] = brought[source]
    found["imported", ""] = sums.imported.ore
    found["paid_out", ""] = account.settlement.paid_out.ore
    found["funded", ""] = account.funding_actual.ore
    found["earned", ""] = account.settlement.earned.ore
    return found


def _versions(project: Project) -> dict[tuple[str, str], int]:
    """Every version of the budget: what its lines and its sources come to."""
    found = {("version costs", str(each.id)): each.total_costs.ore for each in project.versions}
    return found | {
        ("version funding", str(each.id)): each.total_funding.ore for each in project.versions
    }


def _settled(account: Account, said: Totals) -> Totals:
    """What all sources brought, and what was earned, from the totals of the tables.

    The share of the costs is the call's own sum and is taken as told; the other limits are not.
    """
    costs = said.get(("box", "cost"), 0)
    others = sum(said.get(("received", source), 0) for source in _RECEIVED)
    limits = {name: limit.ore for name, limit in account.settlement.limits.items()}
    limits["commitment"] = said.get(("funding", FundingSource.GRANT.value), 0)
    limits["net"] = costs - others
    if "own_stands" in limits:
        limits["own_stands"] = limits["net"] - said.get(("funding", FundingSource.OWN.value), 0)
    return {("funded", ""): costs, ("earned", ""): max(0, min(limits.values()))}


_COMPUTED: Final = (FundingSource.GRANT.value, FundingSource.OWN.value)
"""Of these an account shows what was earned and borne, not what was booked as received."""

_RECEIVED: Final = (FundingSource.OTHER_GRANT.value, FundingSource.INCOME.value)

_TABLES: Final = ("second_part", "second_placed", "second_before", "second_covered")


def totals(db: Connection, account: Account) -> dict[tuple[str, str], int]:
    """What the tables say of the account of a period; leaves nothing behind."""
    given: _Given = {
        "start": account.period.start.isoformat(),
        "end": account.period.end.isoformat(),
        "is_final": account.kind is AccountKind.FINAL,
    }
    db.create_function("fold", 1, str.casefold, deterministic=True)
    try:
        db.execute(_BEFORE, given)
        db.execute(_COVERED, given)
        db.execute(_MATCHED)
        db.executescript(_PLACED)
        db.executemany("INSERT INTO second_placed VALUES (?, ?, ?, ?)", list(_shared(db)))
        rows = db.execute(_SUMS, given).fetchall()
    finally:
        for name in _TABLES:
            db.execute(f"DROP TABLE IF EXISTS temp.{name}")
    return {
        (what, of): ore or 0
        for what, of, ore in rows
        if not (what == "received" and of in _COMPUTED)
    }


def _shared(db: Connection) -> Iterator[tuple[str, int, str, str]]:
    """The parts of postings whose rule has shares."""
    shares: defaultdict[int, list[tuple[Fraction, str, str]]] = defaultdict(list)
    found = db.execute("SELECT rule, percent, kind, target FROM allocation_share ORDER BY position")
    for rule, percent, kind, target in found:
        shares[rule].append((Fraction(Decimal(percent)) / 100, kind, target))
    for posting, amount, rule, kind, target in db.execute(_SHARED):
        rest = 1 - sum((share for share, *_ in shares[rule]), Fraction(0))
        places = [*shares[rule], (rest, kind, target)]
        for ore, (_, where, at) in zip(_split(amount, places), places, strict=True):
            yield posting, ore, where, at


def _split(amount: int, places: list[tuple[Fraction, str, str]]) -> list[int]:
    """Whole øre of each share: rounded down, then one øre more to those furthest below their due.

    The first goes before among equals, so that the parts add up to the amount.
    """
    given = [int((share * amount) // 1) for share, *_ in places]
    for _ in range(amount - sum(given)):
        short = [share * amount - ore for (share, *_), ore in zip(places, given, strict=True)]
        given[short.index(max(short))] += 1
    return given
