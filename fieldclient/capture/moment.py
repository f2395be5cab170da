"""From EXIF's clocks to the moment of the shutter, with the source said and no offset invented. Pure.

A camera has two clocks. Its own (DateTimeOriginal) is what a person set, in a zone it may or may not name; the receiver's
(GPSDateStamp with GPSTimeStamp) is UTC. The first with a named offset is best. Without one, the difference of the two
clocks gives the offset when it is close to a quarter of an hour, as all of the world's offsets are. Failing that, it is
local time of an unknown zone and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from fieldclient.capture.tags import Tags
from sync.protocol.media import TimeSource
from sync.protocol.problems import Code, Problem

EARLIEST_YEAR = 1990  # the first digital cameras; 1970 and 1980 are clocks that were never set
# A tablet whose own clock fell back to 2000 must not call every photo one from the future.
CLOCK_FLOOR = datetime(2027, 1, 1, tzinfo=UTC)
FUTURE_MARGIN = timedelta(days=1)  # zones are up to 14 h ahead, and clocks run fast
MAX_OFFSET = timedelta(hours=14)
MIN_OFFSET = timedelta(hours=-12)
MAX_RESIDUE = timedelta(minutes=3)  # by how much the two clocks may differ from a whole quarter

_STAMP = re.compile(r"(\d{4})[:/.-](\d{1,2})[:/.-](\d{1,2})(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})")
_CLOCKS = (
    ("DateTimeOriginal", "SubSecTimeOriginal", "OffsetTimeOriginal"),
    ("DateTimeDigitized", "SubSecTimeDigitized", "OffsetTimeDigitized"),
    ("DateTime", "SubSecTime", "OffsetTime"),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When, an aware datetime, and who said so. `offset_known` is False when the zone is only assumed.

    `fixed_at` is the receiver's time (UTC). `clock` is the tag that told the time. `problem` is set when a clock told a time
    that cannot be.
    """

    taken_at: datetime | None = None
    source: TimeSource | None = None
    offset_known: bool = False
    fixed_at: datetime | None = None
    problem: Problem | None = None
    clock: str | None = None

    @property
    def clock_apart_s(self) -> float | None:
        """Seconds by which the camera's clock is ahead of the receiver's, which may be the time of an older fix.

        None where one of the two is missing, or where the camera's zone is only assumed."""
        if self.taken_at is None or self.fixed_at is None or not self.offset_known or self.clock == "GPSTimeStamp":
            return None
        return (self.taken_at - self.fixed_at).total_seconds()


def moment_of(tags: Tags, home_zone: tzinfo | None, now: datetime) -> Moment:
    """When the tags say the shutter fell. `home_zone` stands in where no offset is known (None: this system's zone)."""
    local, offset, absurd, clock = _camera_time(tags, now)
    receiver = _receiver_time(tags, now, local)
    problem = Problem(Code.TIME_ABSURD, found=absurd) if absurd is not None else None
    if local is None:
        if receiver is None:
            return Moment(problem=problem)
        return Moment(in_zone(receiver, home_zone), TimeSource.EXIF_GPS, True, receiver, problem, "GPSTimeStamp")
    if offset is not None:
        return Moment(_at(local, offset), TimeSource.EXIF_OFFSET, True, receiver, problem, clock)
    offset = offset_between(local, receiver) if receiver else None
    if offset is not None:
        return Moment(_at(local, offset), TimeSource.EXIF_GPS, True, receiver, problem, clock)
    return Moment(assume_zone(local, home_zone), TimeSource.EXIF_LOCAL, False, receiver, problem, clock)


def _at(local: datetime, offset: timedelta) -> datetime:
    return local.replace(tzinfo=timezone(offset))


def is_sane(moment: datetime, now: datetime) -> bool:
    """Whether an aware moment can be that of a digital photo."""
    return moment.year >= EARLIEST_YEAR and moment <= max(now, CLOCK_FLOOR) + FUTURE_MARGIN


def offset_between(local: datetime, utc: datetime) -> timedelta | None:
    """The offset that turns `utc` (aware) into `local` (naive), if the two clocks agree on a quarter of an hour."""
    apart = local.replace(tzinfo=UTC) - utc
    quarters = timedelta(minutes=15) * round(apart / timedelta(minutes=15))
    if abs(apart - quarters) > MAX_RESIDUE or abs(quarters) > MAX_OFFSET:
        return None
    return quarters


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """An aware moment shown in a zone (None: this system's zone); the instant stays the same."""
    return moment.astimezone(zone)


def assume_zone(local: datetime, zone: tzinfo | None) -> datetime:
    """A naive local time taken as one of this zone (None: this system's zone, with its rules for that date)."""
    return local.astimezone() if zone is None else local.replace(tzinfo=zone)


def _camera_time(tags: Tags, now: datetime) -> tuple[datetime | None, timedelta | None, str | None, str | None]:
    """The first sane clock: local time, offset or None; the first absurd text met on the way there; and that clock's name."""
    absurd: str | None = None
    for name, fraction_name, offset_name in _CLOCKS:
        text = tags.get(name)
        if not isinstance(text, str) or not any(each.isdigit() for each in text):
            continue  # EXIF says "unknown" with blanks and colons
        local = _stamp(text)
        if local is None or not is_sane(local.replace(tzinfo=UTC), now):
            absurd = absurd or text[:40]
            continue
        if absurd is not None:
            break  # one of this camera's clocks is wrong, so another of them proves nothing
        offset = _offset(tags.get(offset_name))
        if offset is None and tags.get("DateTime") == text:
            # It belongs to DateTime, which an edit moves: only while both say the same is it this clock's offset.
            offset = _offset(tags.get("OffsetTime"))
        return local + _fraction(tags.get(fraction_name)), offset, None, name
    return None, None, absurd, None


def _stamp(text: str) -> datetime | None:
    match = _STAMP.match(text.strip())
    if not match or match[4] is None:
        return None
    year, month, day, hour, minute, second = (int(each or 0) for each in match.groups())
    try:
        return datetime(year, month, day, hour, minute, min(second, 59) if second <= 60 else second)
    except ValueError:
        return None


def _fraction(text: object) -> timedelta:
    digits = re.match(r"\d{1,9}", text) if isinstance(text, str) else None
    return timedelta(microseconds=int(float(f"0.{digits[0]}") * 1_000_000)) if digits else timedelta()


def _offset(text: object) -> timedelta | None:
    if not isinstance(text, str):
        return None
    if text.strip() in ("Z", "z"):
        return timedelta()
    match = _OFFSET.fullmatch(text.strip())
    if not match or int(match[3]) > 59:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return None if offset > MAX_OFFSET else (-offset if match[1] == "-" else offset)


def _receiver_time(tags: Tags, now: datetime, local: datetime | None) -> datetime | None:
    """GPSDateStamp with GPSTimeStamp; None when absent or absurd (receivers before 2019 may be 1,024 weeks late).

    A time without its date counts beside a camera's clock when only one day makes an offset that exists.
    """
    day, clock = tags.get("GPSDateStamp"), tags.get("GPSTimeStamp")
    if not isinstance(clock, tuple) or len(clock) < 3 or None in clock[:3]:
        return None
    hours, minutes, seconds = (part or 0.0 for part in clock[:3])
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 61):
        return None
    since = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    match = _STAMP.match(day.strip()) if isinstance(day, str) else None
    try:
        if match:
            moment = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC) + since
        elif local is not None and not day:
            moment = _only_day(local, since)
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return moment if moment is not None and is_sane(moment, now) else None


def _only_day(local: datetime, since: timedelta) -> datetime | None:
    """The day, of the camera's and its neighbours, on which the receiver's time fits an offset; None when two do."""
    midnight = datetime(local.year, local.month, local.day, tzinfo=UTC)
    days = [midnight + timedelta(days=shift) + since for shift in (-1, 0, 1)]
    offsets = [offset_between(local, day) for day in days]
    fitting = [day for day, at in zip(days, offsets, strict=True) if at is not None and at >= MIN_OFFSET]
    return fitting[0] if len(fitting) == 1 else None
