"""The list of the demo's photos: what is in front of the camera, and what the camera noted about it.

Most lie within 400 m of one another in one district; `south.jpg` and `west.jpg` were taken by people on a journey, so that
southern and western references are among them. Each of EXIF's eight orientations occurs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shot:
    """One photo. Position in degrees WGS-84, None when the camera had no fix; time is local with its offset."""

    name: str
    scene: str
    shot: str  # far, near, detail or other, as in sync.protocol.media.Shot
    usage: str  # report, handle_after or check, as in sync.protocol.media.Usage
    taken_at: str
    offset: str
    latitude: float | None = None
    longitude: float | None = None
    altitude_m: float | None = None
    accuracy_m: float | None = None
    bearing_deg: float | None = None
    orientation: int = 1
    note: str = ""


QD = "+08:00"
SHOTS = [
    Shot("rubbish-far.jpg", "rubbish", "far", "report", "2026-05-14T08:12:31.240", QD, 36.06612, 120.38231, 18.4, 5.0, 12.5, 1),
    Shot("rubbish-near.jpg", "rubbish", "near", "report", "2026-05-14T08:12:58.610", QD, 36.06615, 120.38234, 18.6, 4.0, 48.0, 6),
    Shot("rubbish-detail.jpg", "rubbish", "detail", "report", "2026-05-14T08:13:20.055", QD, 36.06616, 120.38235, 18.6, 4.0, 71.5, 3),
    Shot("rubbish-after.jpg", "rubbish", "far", "handle_after", "2026-05-14T14:40:02.480", QD, 36.06611, 120.38232, 18.9, 6.0, 13.0, 1),
    Shot("rubbish-check.jpg", "rubbish", "near", "check", "2026-05-14T16:05:44.900", QD, 36.06617, 120.38230, 18.2, 5.0, 205.0, 8),
    Shot("manhole-far.jpg", "manhole", "far", "report", "2026-05-14T09:03:15.370", QD, 36.06748, 120.38395, 21.2, 6.0, 8.0, 2),
    Shot("manhole-near.jpg", "manhole", "near", "report", "2026-05-14T09:03:41.020", QD, 36.06750, 120.38397, 21.1, 5.0, 30.0, 4),
    Shot("manhole-after.jpg", "manhole", "near", "handle_after", "2026-05-15T10:22:09.330", QD, 36.06750, 120.38396, 21.4, 8.0, 29.0, 1),
    Shot("stickers-far.jpg", "stickers", "far", "report", "2026-05-14T10:31:26.710", QD, orientation=5, note="no fix indoors before"),
    Shot("stickers-near.jpg", "stickers", "near", "report", "2026-05-14T10:31:49.180", QD, orientation=1, note="no fix"),
    Shot("stickers-after.jpg", "stickers", "near", "handle_after", "2026-05-14T17:12:30.000", QD, 36.06480, 120.38061, 12.7, 9.0, 88.0, 1),
    Shot("bikes-far.jpg", "bikes", "far", "report", "2026-05-14T18:02:11.460", QD, 36.06542, 120.38512, 15.3, 5.0, 2.0, 7),
    Shot("bikes-near.heic", "bikes", "near", "report", "2026-05-14T18:02:37.890", QD, 36.06544, 120.38513, 15.2, 4.0, 20.0, 1),
    Shot("bikes-after.jpg", "bikes", "far", "handle_after", "2026-05-14T19:10:55.120", QD, 36.06543, 120.38511, 15.5, 7.0, 3.0, 1),
    Shot("flowers.jpg", "flowers", "other", "report", "2026-05-15T07:45:18.640", QD, 36.06695, 120.37988, 24.8, 4.0, 17.0, 1),
    Shot("south.jpg", "pothole", "near", "report", "2026-03-02T11:20:07.500", "+11:00", -33.86882, 151.20930, 31.0, 6.0, 340.0, 1),
    Shot("west.jpg", "street", "other", "report", "2026-04-09T17:54:33.250", "+01:00", 38.71394, -9.13346, 8.5, 10.0, 5.0, 1),
]  # fmt: skip
