"""Keeps Qt for Python from reading the source of every module that is imported after it.

Version 6.12 looks there for its own name, so as to know which modules may have switched one of its dialects on (names in snake
case, for example). At a start those are 400 files, with all places and a search 780: some 60 ms of the window's thread, and 5 to
10 MB of lines that the interpreter then keeps for tracebacks. Nothing here speaks a dialect, so every module gets the answer
that one with Qt in it would get. A version that asks in another way is left alone.
"""

from __future__ import annotations

import sys


def leave_sources_unread() -> None:
    """Once PySide6.QtCore is imported. Harmless when called again."""
    dialects = sys.modules.get("shibokensupport.feature")
    if hasattr(dialects, "_mod_uses_pyside"):
        dialects._mod_uses_pyside = lambda module: True  # type: ignore[union-attr]
