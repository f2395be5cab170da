"""Clock offsets as people write and read them. Pure; no Qt."""

from __future__ import annotations

import re

from fieldclient.geo.clocks import ClockOffset, ClockSource
from fieldclient.ui.words import Pair, Words

MOST_S = 366 * 86400.0
_UNITS = (Pair("{} 天", "{} d"), Pair("{} 小时", "{} h"), Pair("{} 分", "{} min"), Pair("{} 秒", "{} s"))
_TYPED = re.compile(r"([+\-−–]?)\s*(?:(\d+):)?(?:(\d+):)?(\d+(?:\.\d+)?)")


def offset_text(words: Words, seconds: float) -> str:
    """+1 min 30 s; what is nothing is told as such."""
    whole = round(abs(seconds))
    if whole == 0:
        return words.phrase("clock_zero")
    parts = (whole // 86400, whole // 3600 % 24, whole // 60 % 60, whole % 60)
    told = [unit.say(words.language).format(n) for n, unit in zip(parts, _UNITS, strict=True) if n]
    return ("+" if seconds > 0 else "−") + " ".join(told)


def offset_typed(seconds: float) -> str:
    """For the field: +1:30, -8:00:00."""
    whole = round(abs(seconds))
    sign = "+" if seconds >= 0 else "-"
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{sign}{hours}:{minutes:02d}:{rest:02d}" if hours else f"{sign}{minutes}:{rest:02d}"


def read_offset(text: str) -> float | None:
    """Seconds from '+1:30' (minutes and seconds), '-8:00:00', '45' (seconds); None when it is none, or more than a year."""
    match = _TYPED.fullmatch(text.strip().replace("：", ":").replace("＋", "+").replace("－", "-"))
    if match is None:
        return None
    sign, first, second, last = match.groups()
    parts = [float(each) for each in (first, second, last) if each is not None]
    if any(each >= 60 for each in parts[1:]):
        return None
    seconds = sum(each * 60**power for power, each in enumerate(reversed(parts)))
    return None if seconds > MOST_S else -seconds if sign in ("-", "−", "–") else seconds


def reason(words: Words, offset: ClockOffset | None) -> str:
    """Where an offset comes from."""
    if offset is None:
        return words.phrase("clock_as_is")
    if offset.source is ClockSource.GPS and round(offset.offset_s) == 0:
        return words.phrase("clock_right", photos=str(offset.photos))
    return words.phrase(f"clock_{offset.source.value}", photos=str(offset.photos))
