"""A track as GPX 1.1, which every map program reads: a segment for each stretch, so that a gap stays a gap."""

from __future__ import annotations

from datetime import UTC, datetime

import gpxpy.gpx

from fieldclient.geo.tracks import Track


def as_gpx(track: Track, team: str, started_at: datetime) -> bytes:
    """WGS-84, times in UTC, heights where the receiver told them. No person is named in it."""
    gpx = gpxpy.gpx.GPX()
    gpx.creator = "fieldclient"
    gpx.time = started_at.astimezone(UTC)
    line = gpxpy.gpx.GPXTrack(name=team or None)
    gpx.tracks.append(line)
    for stretch in track.segments():
        segment = gpxpy.gpx.GPXTrackSegment()
        line.segments.append(segment)
        for fix in stretch:
            segment.points.append(gpxpy.gpx.GPXTrackPoint(
                fix.latitude, fix.longitude, elevation=fix.altitude_m, time=datetime.fromtimestamp(fix.at_s, UTC)))
    return str(gpx.to_xml(version="1.1")).encode()
