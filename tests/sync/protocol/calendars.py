"""The shipped calendars and short ways to say an instant, for the tables of this folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sync.protocol.limits import Limit, LimitUnit
from sync.protocol.workcalendar import Calendar, decode_calendar_year

RESOURCES = Path(__file__).parents[3] / "resources"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def shipped_calendar() -> Calendar:
    return Calendar(decode_calendar_year(path.read_bytes()) for path in sorted((RESOURCES / "calendar").glob("*.json")))


def at(text: str) -> datetime:
    """An instant from wall-clock text in Shanghai, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def limit(text: str) -> Limit:
    """"4 work_hour" as a limit."""
    value, unit = text.split()
    return Limit(value=float(value), unit=LimitUnit(unit))
