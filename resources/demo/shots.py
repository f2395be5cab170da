"""The list of the demo's photos: what is in front of the camera, and what the camera noted about it.

Most lie within 400 m of one another in one district; `south.jpg` and `west.jpg` were taken by people on a journey, so that
southern and western references are among them. Each of EXIF's eight orientations occurs; two have no position.
"""

from __future__ import annotations

from dataclasses import dataclass

# name, scene, shot, usage, time with its offset, latitude, longitude (WGS-84), altitude m, accuracy m, bearing, orientation
_TABLE = """
rubbish-far.jpg     rubbish   far     report        2026-05-14T08:12:31.240+08:00   36.06612  120.38231  18.4   5   12.5  1
rubbish-near.jpg    rubbish   near    report        2026-05-14T08:12:58.610+08:00   36.06615  120.38234  18.6   4   48    6
rubbish-detail.jpg  rubbish   detail  report        2026-05-14T08:13:20.055+08:00   36.06616  120.38235  18.6   4   71.5  3
rubbish-after.jpg   rubbish   far     handle_after  2026-05-14T14:40:02.480+08:00   36.06611  120.38232  18.9   6   13    1
rubbish-check.jpg   rubbish   near    check         2026-05-14T16:05:44.900+08:00   36.06617  120.38230  18.2   5  205    8
manhole-far.jpg     manhole   far     report        2026-05-14T09:03:15.370+08:00   36.06748  120.38395  21.2   6    8    2
manhole-near.jpg    manhole   near    report        2026-05-14T09:03:41.020+08:00   36.06750  120.38397  21.1   5   30    4
manhole-after.jpg   manhole   near    handle_after  2026-05-15T10:22:09.330+08:00   36.06750  120.38396  21.4   8   29    1
stickers-far.jpg    stickers  far     report        2026-05-14T10:31:26.710+08:00   -         -          -      -    -    5
stickers-near.jpg   stickers  near    report        2026-05-14T10:31:49.180+08:00   -         -          -      -    -    1
stickers-after.jpg  stickers  near    handle_after  2026-05-14T17:12:30.000+08:00   36.06480  120.38061  12.7   9   88    1
bikes-far.jpg       bikes     far     report        2026-05-14T18:02:11.460+08:00   36.06542  120.38512  15.3   5    2    7
bikes-near.heic     bikes     near    report        2026-05-14T18:02:37.890+08:00   36.06544  120.38513  15.2   4   20    1
bikes-after.jpg     bikes     far     handle_after  2026-05-14T19:10:55.120+08:00   36.06543  120.38511  15.5   7    3    1
flowers.jpg         flowers   other   report        2026-05-15T07:45:18.640+08:00   36.06695  120.37988  24.8   4   17    1
south.jpg           pothole   near    report        2026-03-02T11:20:07.500+11:00  -33.86882  151.20930  31.0   6  340    1
west.jpg            street    other   report        2026-04-09T17:54:33.250+01:00   38.71394   -9.13346   8.5  10    5    1
"""


@dataclass(frozen=True)
class Shot:
    """One photo. Position in degrees WGS-84, None when the camera had no fix; `taken_at` is ISO 8601 with its offset."""

    name: str
    scene: str
    shot: str  # far, near, detail or other, as in sync.protocol.media.Shot
    usage: str  # report, handle_after or check, as in sync.protocol.media.Usage
    taken_at: str
    latitude: float | None
    longitude: float | None
    altitude_m: float | None
    accuracy_m: float | None
    bearing_deg: float | None
    orientation: int


def _shot(line: str) -> Shot:
    *words, latitude, longitude, altitude, accuracy, bearing, orientation = line.split()
    numbers = [
        None if word == "-" else float(word) for word in (latitude, longitude, altitude, accuracy, bearing)
    ]
    return Shot(*words, *numbers, int(orientation))


SHOTS = [_shot(line) for line in _TABLE.strip().splitlines()]

# Far and near of the story's four reports, the photo after handling and the one of the check; both of the first report.
STORY = {
    "reports": [
        ["rubbish-far.jpg", "rubbish-near.jpg", "rubbish-detail.jpg"],
        ["manhole-far.jpg", "manhole-near.jpg"],
        ["stickers-far.jpg", "stickers-near.jpg"],
        ["bikes-far.jpg", "bikes-near.heic"],
    ],
    "after": "rubbish-after.jpg",
    "check": "rubbish-check.jpg",
}
