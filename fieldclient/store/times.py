"""Instants as SQLite keeps them: whole milliseconds since 1970 in UTC, so that they sort and compare as numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
NEVER_MS = 1 << 62  # sorts after every instant: for "no deadline"


@overload
def to_ms(at: datetime) -> int: ...
@overload
def to_ms(at: None) -> None: ...
def to_ms(at: datetime | None) -> int | None:
    """Milliseconds since 1970. `at` must be aware; a naive one would be read in the zone of whoever runs this."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    since = at - _EPOCH  # to be divided by a timedelta takes twice as long, and there are forty thousand in a page of cases
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


@overload
def from_ms(ms: int) -> datetime: ...
@overload
def from_ms(ms: None) -> None: ...
def from_ms(ms: int | None) -> datetime | None:
    return None if ms is None else _EPOCH + ms * _MS


def utc_now() -> datetime:
    """The clock of this device, which may be wrong; `Facts.clock_offset_s` says by how much."""
    return datetime.now(UTC)
