"""Track files as receivers and apps write them: GPX and NMEA, told apart by their content, never by their name."""

from __future__ import annotations

import os
from pathlib import Path

from fieldclient.geo.tracks import Track
from sync.protocol.problems import Code, Problem

MAX_TRACK_BYTES = 64 * 1024 * 1024  # a week of one fix a second, as GPX


def read_track(path: str | os.PathLike[str]) -> Track:
    """The track in a file, with at least one fix. FILE_MISSING, FILE_UNREADABLE (errno), FILE_TOO_LARGE, TRACK_INVALID (name,
    reason: "unknown", "broken" or "empty")."""
    where = Path(path)
    try:
        size_bytes = where.stat().st_size
        if size_bytes > MAX_TRACK_BYTES:
            raise Problem(Code.FILE_TOO_LARGE, size_bytes=size_bytes, limit_bytes=MAX_TRACK_BYTES)
        with where.open("rb") as file:
            data = file.read(MAX_TRACK_BYTES + 1)
    except FileNotFoundError as cause:
        raise Problem(Code.FILE_MISSING) from cause
    except OSError as cause:
        raise Problem(Code.FILE_UNREADABLE, errno=cause.errno or 0) from cause
    return parse_track(data, where.name)


def parse_track(data: bytes, name: str = "") -> Track:
    """As `read_track`, of bytes."""
    track = _parse(data, name)
    if not track.fixes:
        raise Problem(Code.TRACK_INVALID, name=name, reason="empty")
    return track


def _parse(data: bytes, name: str) -> Track:
    # The parsers are loaded with the first track, not at start.
    if _is_markup(data):
        from fieldclient.geo.tracks_gpx import NoGpx, parse_gpx

        try:
            return parse_gpx(data)
        except NoGpx as cause:
            raise Problem(Code.TRACK_INVALID, name=name, reason="broken") from cause
    from fieldclient.geo.tracks_nmea import looks_like_nmea, parse_nmea

    if not looks_like_nmea(data):
        raise Problem(Code.TRACK_INVALID, name=name, reason="unknown")
    return parse_nmea(data)


def _is_markup(data: bytes) -> bool:
    """Whatever its encoding: a '<' among the first signs, marks of order and zero bytes aside."""
    return data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
