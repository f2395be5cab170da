"""Keeps True, False and None alive on interpreters that still count references to them.

Measured with Qt for Python 6.12 on CPython 3.11: every `Signal.emit` drops one reference to True too many and every call of a
Python slot with arguments one to None. After some hundred signals the count of True reaches zero and the process is aborted
("bool_dealloc"). From CPython 3.12 on these objects are immortal and nothing happens. The price of the cure is none: the
three objects live as long as the process anyway.
"""

from __future__ import annotations

import sys

_MUCH = 1 << 40  # a thousand signals a second would need thirty years to use it up


def pin_constants() -> None:
    """Give the three constants more references than can ever be dropped. Harmless when called again."""
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    # The whole of ctypes takes a start six times as long to read as this half, which those interpreters all have.
    from _ctypes import _SimpleCData

    class _Count(_SimpleCData):  # type: ignore[type-arg]
        _type_ = "q"  # Py_ssize_t: Qt for Python comes for 64-bit interpreters alone

    for constant in (True, False, None):
        count = _Count.from_address(id(constant))
        if abs(count.value - sys.getrefcount(constant)) > 8:
            continue  # a build that keeps its counts elsewhere
        if count.value < _MUCH:
            count.value += _MUCH
