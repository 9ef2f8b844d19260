"""The sums reckoned again from the exported files alone, each in another way than it was made.

The account's lines are held against the voucher list, the voucher list against the postings of the
exchange form one by one, the postings against their imports, and the workbook's voucher list
against the account. Amounts are whole øre.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from budgetdesk.verify.workbook import voucher_sums


class Sum(NamedTuple):
    """What was reckoned (text `verify.sum.<code>`), what the account says, and what came out."""

    code: str
    about: str
    said: int
    reckoned: int

    @property
    def is_closed(self) -> bool:
        """Whether the two are the same, to the øre."""
        return self.said == self.reckoned


def sums(files: Mapping[str, Path]) -> Iterator[Sum]:
    """Everything that can be reckoned from the files that are there, by what they hold."""
    held = {name: _read(path) for name, path in files.items() if path.suffix.lower() == ".json"}
    account, vouchers = held.get("account"), held.get("vouchers")
    project, ledger = held.get("project"), held.get("ledger")
    if account and vouchers:
        yield from _lines(account, vouchers)
    if vouchers and project:
        yield from _postings(vouchers, project)
    if ledger and project:
        yield from _batches(ledger, project)
    if account and project:
        yield from _budget(account, project)
    if account and "workbook" in files:
        yield from _workbook(account, files["workbook"])


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _lines(account: Any, vouchers: Any) -> Iterator[Sum]:
    by_line: defaultdict[str, int] = defaultdict(int)
    by_box: defaultdict[str, int] = defaultdict(int)
    for each in vouchers["vouchers"]:
        by_box[each["box"]] += each["amount_ore"]
        by_line[each["line"]] += each["amount_ore"]
    for line in account["lines"]:
        yield Sum("line", line["label"], line["actual_ore"], by_line[line["id"]])
    for name, said in account["boxes_ore"].items():
        yield Sum("box", name, said, by_box[name])
    yield Sum("imported", "", account["imported_ore"], sum(by_box.values()))


def _postings(vouchers: Any, project: Any) -> Iterator[Sum]:
    """Each posting against its parts; told as one sum, or by the postings that do not close."""
    parts: defaultdict[str, int] = defaultdict(int)
    for each in vouchers["vouchers"]:
        parts[each["posting"]] += each["amount_ore"]
    said = 0
    for batch in project["project"]["ledger"]["batches"]:
        for posting in batch["postings"]:
            amount = posting["amount_ore"]
            said += amount
            if parts[posting["id"]] != amount:
                yield Sum("posting", posting["id"], amount, parts[posting["id"]])
    yield Sum("postings", "", said, sum(parts.values()))


def _batches(ledger: Any, project: Any) -> Iterator[Sum]:
    found = {
        batch["number"]: sum(posting["amount_ore"] for posting in batch["postings"])
        for batch in project["project"]["ledger"]["batches"]
    }
    for batch in ledger["batches"]:
        yield Sum("batch", batch["file"], batch["sum_ore"], found.get(batch["number"], 0))


def _budget(account: Any, project: Any) -> Iterator[Sum]:
    versions = project["project"]["versions"]
    approved = [version for version in versions if version["approval"]]
    lines = {line["id"]: line for line in (approved or versions)[-1]["lines"]}
    for line in account["lines"]:
        planned = lines.get(line["id"])
        reckoned = sum(planned["amounts_ore"].values()) if planned else 0
        yield Sum("budget", line["label"], line["budget_ore"], reckoned)


def _workbook(account: Any, path: Path) -> Iterator[Sum]:
    by_row = voucher_sums(path)
    for number, line in enumerate(account["lines"], start=1):
        yield Sum("workbook", line["label"], line["actual_ore"], by_row.get(number, 0))
