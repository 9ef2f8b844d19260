"""Whether an old Office file is put together soundly, and what it holds under a name.

Such a file is cut in sectors, and tables in it tell which sector follows which. A torn or forged
table points beyond the end of the file or round in a ring, and would eat all memory there is.
"""

import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

_HEADER: Final = 512
_SIZES: Final = (9, 12)
"""A sector is 512 or 4096 bytes: two to the power of one of these."""
_FIRST_SPECIAL: Final = 0xFFFF_FFFA
"""From here on a number is no sector but says that a chain ends, or that a sector is free."""
_IN_HEADER: Final = 109
_SMALL: Final = 64
"""Bytes of the sectors that small parts are cut in."""
_ENTRY: Final = 128
"""Bytes of an entry of the directory."""
_ROOT: Final = 5
"""The kind of the entry, always the first, that holds the small parts."""


def is_sound(data: bytes) -> bool:
    """Whether every chain of sectors stays inside the file and comes to an end."""
    if len(data) < _HEADER or struct.unpack_from("<H", data, 30)[0] not in _SIZES:
        return False
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    count = max(len(data) - 1, 0) // size  # a last sector may be cut short
    (directory,) = struct.unpack_from("<I", data, 48)
    small, _, more, _ = struct.unpack_from("<4I", data, 60)
    if not _all_inside((directory, small, more), count):
        return False
    following = _following(data, size, more, count)
    if not _all_inside(following, count) or _has_ring(following):
        return False
    entries = list(_entries(data, size, _chain(directory, following)))
    smaller = list(_numbers(data, size, _chain(small, following)))
    return (
        all(_is_inside(start, length, len(data)) for start, length in entries)
        and _all_inside(smaller, len(data) // _SMALL)
        and not _has_ring(smaller)
    )


def _sector(data: bytes, size: int, number: int) -> bytes:
    start = max(size, _HEADER) + number * size
    return data[start : start + size]


def _numbers(data: bytes, size: int, sectors: Iterable[int]) -> Iterator[int]:
    """The sector numbers that stand in some sectors."""
    for sector in sectors:
        words = _sector(data, size, sector)
        yield from struct.unpack(f"<{len(words) // 4}I", words[: len(words) // 4 * 4])


def _following(data: bytes, size: int, more: int, count: int) -> Sequence[int]:
    """Which sector follows each; the sectors that tell are themselves told of in the header."""
    tables = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    for _ in range(count):
        if more >= _FIRST_SPECIAL:
            break
        *told, more = [*_numbers(data, size, [more])] or [_FIRST_SPECIAL]
        tables += told
    inside = [table for table in tables if table < count]
    return list(islice(_numbers(data, size, inside), count + 1))


def _all_inside(numbers: Iterable[int], count: int) -> bool:
    return all(number < count or number >= _FIRST_SPECIAL for number in numbers)


def _has_ring(following: Sequence[int]) -> bool:
    """Whether some chain never ends: walking it leads to a sector of the same walk."""
    walked = [0] * len(following)
    for walk in range(1, len(following) + 1):
        at = walk - 1
        while at < len(following) and not walked[at]:
            walked[at] = walk
            at = following[at]
            if at < len(following) and walked[at] == walk:
                return True
    return False


def _chain(start: int, following: Sequence[int]) -> Iterator[int]:
    while start < len(following):
        yield start
        start = following[start]


def _entries(data: bytes, size: int, directory: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first sector and the bytes of what the directory names."""
    for sector in directory:
        words = _sector(data, size, sector)
        for place in range(0, len(words) - _ENTRY + 1, _ENTRY):
            yield struct.unpack_from("<II", words, place + 116)


def _is_inside(start: int, length: int, whole: int) -> bool:
    return not length or (length <= whole and _all_inside([start], whole // _SMALL))


def stream_of(data: bytes, names: Collection[str]) -> bytes:
    """What a sound file holds under the first of these names it has; empty when it has none."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    count = max(len(data) - 1, 0) // size
    (directory,) = struct.unpack_from("<I", data, 48)
    (least,) = struct.unpack_from("<I", data, 56)
    small, _, more, _ = struct.unpack_from("<4I", data, 60)
    following = _following(data, size, more, count)
    entries = b"".join(_sector(data, size, each) for each in _chain(directory, following))
    root = b""
    for place in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        name, kind, start, length = _entry(entries, place)
        if kind == _ROOT:
            root = b"".join(_sector(data, size, each) for each in _chain(start, following))
        elif name in names and length >= least:
            return b"".join(_sector(data, size, each) for each in _chain(start, following))[:length]
        elif name in names:
            after = list(_numbers(data, size, _chain(small, following)))
            pieces = (root[each * _SMALL : (each + 1) * _SMALL] for each in _chain(start, after))
            return b"".join(pieces)[:length]
    return b""


def _entry(entries: bytes, place: int) -> tuple[str, int, int, int]:
    """The name, the kind, the first sector and the bytes of what an entry names."""
    (letters,) = struct.unpack_from("<H", entries, place + 64)
    name = entries[place : place + max(min(letters, _ENTRY // 2) - 2, 0)]
    start, length = struct.unpack_from("<II", entries, place + 116)
    return name.decode("utf-16-le", "replace"), entries[place + 66], start, length
