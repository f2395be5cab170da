"""A limit: how much time an act may take, and how cities write it down."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

import msgspec


class LimitUnit(StrEnum):
    """What the clock counts (domain 2.6)."""

    URGENT_HOUR = "urgent_hour"  # 紧急工作时: clock hours, nights and holidays included
    WORK_HOUR = "work_hour"  # 工作时: hours inside working sessions
    WORK_DAY = "work_day"  # 工作日: `WorkPolicy.work_day_minutes` of working time each
    NATURAL_DAY = "natural_day"  # 自然日: 24 hours each, whatever the day


_WORKING = frozenset({LimitUnit.WORK_HOUR, LimitUnit.WORK_DAY})
HOUR_UNITS = frozenset({LimitUnit.URGENT_HOUR, LimitUnit.WORK_HOUR})


class Limit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`value` of `unit`, above zero. Parts of an hour are fractions: 15 minutes are 0.25."""

    value: int | float
    unit: LimitUnit

    @property
    def counts_work_time(self) -> bool:
        """True when nights, weekends and holidays do not count."""
        return self.unit in _WORKING


class ParsedLimit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A limit as somebody wrote it. `text` is kept as it came, whatever became of it."""

    text: str
    limit: Limit
    season: str | None = None  # the season's name where the limit only runs in one, e.g. 种植季节
    understood: bool = True  # False: the text could not be read and `limit` is the cautious default


UNREADABLE_LIMIT = Limit(value=1, unit=LimitUnit.NATURAL_DAY)

# Longer spellings first: 紧急工作日 must not be taken for 工作日.
_UNITS: tuple[tuple[str, LimitUnit], ...] = (
    ("紧急工作小时", LimitUnit.URGENT_HOUR),
    ("紧急工作时", LimitUnit.URGENT_HOUR),
    ("紧急工作日", LimitUnit.NATURAL_DAY),
    ("自然日", LimitUnit.NATURAL_DAY),
    ("工作小时", LimitUnit.WORK_HOUR),
    ("工作时", LimitUnit.WORK_HOUR),
    ("小时", LimitUnit.WORK_HOUR),
    ("工作日", LimitUnit.WORK_DAY),
    ("天", LimitUnit.WORK_DAY),
)
_UNIT_OF = dict(_UNITS)
_PATTERN = re.compile(
    r"(?P<season>\D{1,20}?季节?)?"
    r"(?P<value>\d{1,4}(?:\.\d{1,2})?|[零〇一二两三四五六七八九十百]{1,5})"
    r"个?(?P<unit>" + "|".join(word for word, _ in _UNITS) + r")(?:以?内)?"
)
_DIGITS = {"〇": 0, "两": 2} | {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_TENS = {"十": 10, "百": 100}


def _chinese_number(text: str) -> int:
    """一 … 九百九十九 as a number. 0 for what is no number, which no limit may be."""
    total, digit = 0, 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def _number(text: str) -> int | float:
    if not text[0].isdigit():
        return _chinese_number(text)
    value = float(text)
    return int(value) if value.is_integer() else value


def parse_limit(text: str) -> ParsedLimit:
    """Read a city's spelling of a limit (domain 2.6 and 5.5): never fails.

    紧急工作时 → urgent_hour, 紧急工作日 → natural_day, 工作时 and 小时 → work_hour, 工作日 and 天 → work_day;
    a season in front is kept by name. Anything else becomes one natural day, `understood=False`, with the text
    kept so that a person can set it right.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = _PATTERN.fullmatch(plain)
    value = _number(match["value"]) if match else 0
    if match is None or value <= 0:
        return ParsedLimit(text=text, limit=UNREADABLE_LIMIT, understood=False)
    limit = Limit(value=value, unit=_UNIT_OF[match["unit"]])
    return ParsedLimit(text=text, limit=limit, season=match["season"])
