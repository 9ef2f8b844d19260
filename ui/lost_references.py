"""Keeps Python's `None` and `True` alive beside PySide6 6.12.

It gives them back without taking a reference: True for each signal of ours that is sent, None for
each call of ours that a signal of Qt's makes, a model that is reset, a cell that says nothing.
Each time one is lost. Until Python 3.12, where both are immortal, some tens of thousands end the
program with "deallocating None". This goes once PySide6 counts as 6.11 does.
"""

import ctypes
import sys
from typing import Final

_PLENTY: Final = 1 << 40
"""More references than are lost in a lifetime."""


def keep_constants() -> None:
    """Gives None and True so many references that none are missed; once for the program."""
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True):
        if sys.getrefcount(constant) < _PLENTY:
            ctypes.c_ssize_t.from_address(id(constant)).value += _PLENTY
