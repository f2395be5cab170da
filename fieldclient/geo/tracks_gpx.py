"""GPX 1.0 and 1.1. The file comes from a stranger's receiver: entities and outside references are refused before it is read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import ParseError

import gpxpy
import gpxpy.gpx
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from fieldclient.geo.tracks import Fix, Track, make_track

METRES_PER_DOP = 5.0  # what one unit of dilution is worth with a handheld receiver
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS = ("utf-8", "utf-16", "gb", "big5", "hz", "ascii", "iso8859", "cp")  # how their names begin; others are no text to us
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class NoGpx(Exception):
    """It is no GPX, or not to be trusted."""


def parse_gpx(data: bytes) -> Track:
    """All tracks and segments of the file, each segment a stretch of its own. Points without time or place are counted as
    unreadable. Raises NoGpx."""
    try:
        text = _text(data)
        tag = fromstring(text, forbid_dtd=True).tag
    except (ParseError, DefusedXmlException, ValueError, LookupError) as cause:
        raise NoGpx from cause
    if tag.rpartition("}")[2].lower() != "gpx":
        raise NoGpx
    try:
        gpx = gpxpy.parse(text)
    except (gpxpy.gpx.GPXException, ValueError, TypeError, LookupError, ParseError, AttributeError) as cause:
        raise NoGpx from cause
    fixes = list(_fixes(gpx))
    return make_track((each for each in fixes if each is not None), unreadable=fixes.count(None))


def _text(data: bytes) -> str:
    """Which encoding it is in was said by its first bytes or its first line, which goes: parsers know fewer encodings than
    Python, and none of GB."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
    else:
        declared = _DECLARED.search(data[:200])
        encoding = codecs.lookup(declared[1].decode("ascii") if declared else "utf-8").name
        if not encoding.startswith(_ENCODINGS):  # punycode takes hours for what others read at once
            raise LookupError(encoding)
        text = data.removeprefix(b"\xef\xbb\xbf").decode(encoding)
    return _DECLARATION.sub("", text, count=1)


def _fixes(gpx: gpxpy.gpx.GPX) -> Iterator[Fix | None]:
    for track in gpx.tracks:
        for segment in track.segments:
            begins = True
            for point in segment.points:
                fix = _fix(point, begins)
                begins = begins and fix is None
                yield fix
    for point in gpx.waypoints:  # some cameras' companions write waypoints with times instead of a track
        if point.time is not None and not gpx.tracks:
            yield _fix(point, False)


def _fix(point: gpxpy.gpx.GPXTrackPoint | gpxpy.gpx.GPXWaypoint, begins: bool) -> Fix | None:
    if point.time is None or point.latitude is None or point.longitude is None:
        return None
    dop = point.horizontal_dilution
    accuracy_m = METRES_PER_DOP * dop if dop is not None and dop > 0 else None
    return Fix(_seconds(point.time), point.latitude, point.longitude, point.elevation, accuracy_m, begins)


def _seconds(moment: datetime) -> float:
    """GPX is UTC by its definition; a time without a zone is taken at its word."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
