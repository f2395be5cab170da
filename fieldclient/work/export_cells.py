"""Text as it goes into a cell of somebody else's program. Pure."""

from __future__ import annotations

import re

# What spreadsheets take for the beginning of a formula; the wide ones by those that read Chinese and Japanese input kindly.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def tamed(text: str) -> str:
    """What would be taken for a formula is kept text by an apostrophe."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(FORMULA) or text.startswith(FORMULA) else text


def printable(text: str) -> str:
    """Without the characters that no XML may hold."""
    return _UNPRINTABLE.sub("", text)
