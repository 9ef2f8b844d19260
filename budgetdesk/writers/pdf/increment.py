"""More objects for a finished file, as an incremental update (ISO 32000-1, 7.5.6).

A tagged list of 10.000 vouchers has more than 100.000 objects. Only to be read and written again
by pikepdf they take a fourth of the time of all that is drawn; so they are put behind what it
wrote, in object streams (7.5.7) under a cross-reference stream (7.5.8).
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_IN_STREAM: Final = 500
"""How many objects lie in one stream: a reader unpacks a whole stream to find one of them."""
_ENTRY: Final = struct.Struct(">BIH")
_FREE_STANDING, _PACKED = 1, 2
"""What an entry of the table says: where an object stands, or in which stream it lies."""


class Finished(NamedTuple):
    """A finished file, and what its trailer says that must be said again.

    `size` is the first number no object has; `catalogue` and `info` are the objects' numbers.
    """

    content: bytes
    size: int
    catalogue: int
    info: int
    identity: tuple[bytes, bytes]


def with_objects(file: Finished, replaced: tuple[int, bytes], added: Sequence[bytes]) -> bytes:
    """The file with one of its objects replaced and others added, numbered from `file.size`."""
    number, written = replaced
    objects = [(number, written), *enumerate(added, start=file.size)]
    stream = file.size + len(added)
    parts, at = [file.content], len(file.content)
    packed, standing = [], []
    for start in range(0, len(objects), _IN_STREAM):
        chunk = objects[start : start + _IN_STREAM]
        packed += [_ENTRY.pack(_PACKED, stream, place) for place in range(len(chunk))]
        standing.append(_ENTRY.pack(_FREE_STANDING, at, 0))
        part = _object_stream(stream, chunk)
        parts.append(part)
        at, stream = at + len(part), stream + 1
    standing.append(_ENTRY.pack(_FREE_STANDING, at, 0))
    table = b"".join((*packed, *standing))
    parts += _cross_reference(file, stream, number, table, at)
    return b"".join(parts)


def _object_stream(number: int, chunk: Sequence[tuple[int, bytes]]) -> bytes:
    """Some objects, behind a list of their numbers and of where each begins."""
    places, at = [], 0
    for each, written in chunk:
        places.append(b"%d %d" % (each, at))
        at += len(written) + 1
    head = b" ".join(places) + b"\n"
    body = b"\n".join([written for _, written in chunk])
    facts = b"/Type/ObjStm/N %d/First %d" % (len(chunk), len(head))
    return _stream(number, facts, head + body)


def _cross_reference(
    file: Finished, number: int, replaced: int, table: bytes, at: int
) -> Iterator[bytes]:
    """The table of where all these objects are, which is the trailer too."""
    before = int(file.content.rsplit(b"startxref", 1)[1].split()[0])
    identity = b"".join(b"<%b>" % each.hex().encode() for each in file.identity)
    facts = (
        b"/Type/XRef/W[1 4 2]/Index[%d 1 %d %d]/Size %d/Prev %d/Root %d 0 R/Info %d 0 R/ID[%b]"
    ) % (
        replaced,
        file.size,
        number - file.size + 1,
        number + 1,
        before,
        file.catalogue,
        file.info,
        identity,
    )
    yield _stream(number, facts, table)
    yield b"startxref\n%d\n%%%%EOF\n" % at


def _stream(number: int, facts: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        number,
        facts,
        len(packed),
        packed,
    )
