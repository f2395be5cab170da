"""When it was seen, typed by hand: a day and a time of this device's zone. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sync.protocol.problems import Code, Problem

_DAY = re.compile(r"^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$")
_SHORT_DAY = re.compile(r"^(\d{1,2})\D+(\d{1,2})\D*$")
_CLOCK = re.compile(r"^(\d{1,2})[:：.点时h ]?(\d{2})\D*$")
_LEEWAY = timedelta(minutes=2)


def read_moment(day: str, clock: str, now: datetime) -> datetime:
    """The moment meant by '2026-11-21' or '11-21' and '14:30' or '1430'. `now` has a zone; the answer has the same.

    Raises Problem BODY_INVALID (field: day, clock) or TIME_ABSURD (found) when it lies in the future or before 1990.
    """
    whole, short, hours = _DAY.match(day.strip()), _SHORT_DAY.match(day.strip()), _CLOCK.match(clock.strip())
    if not (whole or short):
        raise Problem(Code.BODY_INVALID, field="day")
    if not hours:
        raise Problem(Code.BODY_INVALID, field="clock")
    year, month, date = whole.groups() if whole else (str(now.year), *short.groups())  # type: ignore[union-attr]
    try:
        moment = datetime(int(year), int(month), int(date), int(hours[1]), int(hours[2]))
    except ValueError as error:
        raise Problem(Code.BODY_INVALID, field="day") from error
    at = moment.replace(tzinfo=now.tzinfo)
    if at > now + _LEEWAY or at.year < 1990:
        raise Problem(Code.TIME_ABSURD, found=f"{at:%Y-%m-%d %H:%M}")
    return at
