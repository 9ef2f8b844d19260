"""Keeps Python's `True` alive beside PySide6 6.12.

Sending a signal of ours gives back True without taking a reference to it: each time one is lost.
Until Python 3.12, where True is immortal, some thousand signals would end the program with
"deallocating True or False". This goes once PySide6 sends its signals as 6.11 does.
"""

import ctypes
import sys
from typing import Final

_PLENTY: Final = 1 << 40
"""More references than signals are sent in a lifetime."""


def keep_true() -> None:
    """Gives True so many references that none are missed; once for the program."""
    if sys.version_info < (3, 12) and sys.getrefcount(True) < _PLENTY:
        ctypes.c_ssize_t.from_address(id(True)).value += _PLENTY
