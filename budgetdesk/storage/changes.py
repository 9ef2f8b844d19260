"""What a step changed, told by path with before and after: small enough to keep for ever."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from budgetdesk.domain.ledger import ImportBatch
from budgetdesk.domain.plain import to_plain
from budgetdesk.domain.seal import SealedAccount
from budgetdesk.domain.taken import TakenAccount
from budgetdesk.domain.value import Value


class Change(Value):
    """One place that differs: its path ("versions/v1/lines/3/label"), before and after.

    Values stand as in the open exchange form, None where there was or is nothing. A value in a
    row of values is named by its id or number; a row whose values have none is told whole.
    """

    path: str
    before: Any = None
    after: Any = None


def changes(before: object, after: object, path: str = "") -> Iterator[Change]:
    """The smallest places where two values differ, in order.

    An import is told with counts instead of its rows.
    """
    if before is after or before == after:
        return
    pairs = _inside(before, after)
    if pairs is None:
        yield Change(path=path, before=_told(before), after=_told(after))
        return
    for name, old, new in pairs:
        yield from changes(old, new, f"{path}/{name}" if path else name)


_Pairs = list[tuple[str, Any, Any]]


def _inside(before: object, after: object) -> _Pairs | None:
    """What two values of one kind hold, side by side by name; None when told whole."""
    match before, after:
        case (ImportBatch(), _) | (_, ImportBatch()):
            return None
        case Value(), Value() if type(before) is type(after):
            fields = msgspec.structs.fields(before)
            names = ((each.name, each.encode_name) for each in fields)
            return [(told, getattr(before, name), getattr(after, name)) for name, told in names]
        case Mapping(), Mapping():
            return _side_by_side(before, after)
        case tuple(), tuple():
            return _rows(before, after)
        case _:
            return None


def _rows(before: Sequence[Any], after: Sequence[Any]) -> _Pairs | None:
    old, new = _by_identity(before), _by_identity(after)
    if old is None or new is None:
        return None
    was, now = [key for key in old if key in new], [key for key in new if key in old]
    moved = [("order", list(old), list(new))] if was != now else []
    return _side_by_side(old, new) + moved


def _by_identity(values: Sequence[Any]) -> Mapping[Any, Any] | None:
    """The values by id or number; None when some have none, or the same."""
    found = {getattr(each, "id", getattr(each, "number", None)): each for each in values}
    return found if len(found) == len(values) and None not in found else None


def _side_by_side(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> _Pairs:
    keys = dict.fromkeys([*before, *after])
    pairs = ((key, before.get(key), after.get(key)) for key in keys)
    return [(str(key), old, new) for key, old, new in pairs if old is not new]


def _told(value: object) -> Any:
    """A value in the exchange form; imports, sealed and taken accounts without their many rows."""
    if isinstance(value, tuple) and value and isinstance(value[0], (SealedAccount, TakenAccount)):
        return [to_plain(_bare(each)) for each in value]
    if not isinstance(value, ImportBatch):
        return to_plain(value)
    told = ("postings", "skipped", "already_there")
    head = to_plain(msgspec.structs.replace(value, **dict.fromkeys(told, ())))
    counted = {name: len(getattr(value, name)) for name in told}
    return head | counted | {"sum_ore": value.sum.ore}


def _bare(account: SealedAccount | TakenAccount) -> Value:
    if isinstance(account, TakenAccount):
        return msgspec.structs.replace(account, entries=(), numbers={})
    return msgspec.structs.replace(account, lines=(), parts=(), numbers={})
