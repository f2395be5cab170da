"""Typed degrees, read the way people write them. Pure; no Qt."""

from __future__ import annotations

import re

from sync.protocol.position import is_valid

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGNS = {"N": 1, "S": -1, "E": 1, "W": -1, "北": 1, "南": -1, "东": 1, "西": -1}
_LATITUDE_LETTERS = frozenset("NS北南")
_LONGITUDE_LETTERS = frozenset("EW东西")
_ALLOWED = re.compile(r"^[\d\s.+\-°º'′’\"″”度分秒NSEW北南东西]+$")


def read_degrees(text: str, *, latitude: bool) -> float | None:
    """Degrees from '36.3071', '36°18′25.6″N', '36 18 25.6', 'W 120.5', '北36.3'; None when it cannot be one.

    Out of range is None as well: what is not a place on the earth is not half of one.
    """
    cleaned = text.strip().upper().replace("，", ",").rstrip(",")
    if not cleaned or not _ALLOWED.match(cleaned):
        return None
    letters = [letter for letter in cleaned if letter in _SIGNS]
    wrong = _LONGITUDE_LETTERS if latitude else _LATITUDE_LETTERS
    signs = cleaned.count("-") + cleaned.count("+")
    if len(letters) > 1 or signs > 1 or any(letter in wrong for letter in letters):
        return None
    value = _sexagesimal([float(found) for found in _NUMBER.findall(cleaned)])
    if value is None:
        return None
    if "-" in cleaned:
        value = -value
    if letters:
        value *= _SIGNS[letters[0]]
    return value if abs(value) <= (90 if latitude else 180) else None


def _sexagesimal(parts: list[float]) -> float | None:
    if not 1 <= len(parts) <= 3:
        return None
    if any(part >= 60 for part in parts[1:]) or any(not part.is_integer() for part in parts[:-1]):
        return None
    return sum((part / 60.0**power for power, part in enumerate(parts)), 0.0)


def read_pair(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Both halves; a whole pair pasted into the first field counts too. None when it is not one place on earth."""
    halves = re.split(r"[,，;；]", latitude.strip(), maxsplit=1)
    if len(halves) == 2 and halves[1].strip():
        latitude, longitude = halves
    lat, lon = read_degrees(latitude, latitude=True), read_degrees(longitude, latitude=False)
    if lat is None or lon is None or not is_valid(lat, lon):
        return None
    return lat, lon
