"""Whether an after-photo shows the place of the before-photo. Advice for whoever takes or checks it; it never blocks anybody.

A wall that was painted over and a heap that was cleared look different on purpose. So "different place" is said only when
both pictures had plenty to hold on to, nothing of it agrees, and the positions do not speak for the same spot.
"""

from __future__ import annotations

from datetime import datetime

from fieldclient.capture.looks import Look, Registration, register
from fieldclient.capture.verdicts import AfterPhoto, View
from sync.protocol.position import Position, distance_m

MATCH_INLIERS = 20  # of 300 features; two photos of different spots in one street reached 12
DOUBTFUL_INLIERS = 9
ENOUGH_FEATURES = 60  # fewer on either picture: a plain wall, a dark yard
SAME_SPOT_M = 30.0  # two fixes of one spot between houses
FAR_M = 100.0  # the hub's own limit for "far from the case"


def compare(
    before: Look, after: Look, *, before_at: Position | None = None, after_at: Position | None = None,
    taken_at: datetime | None = None, received_at: datetime | None = None,
) -> AfterPhoto:
    """Lay the after-photo over the before-photo and say what the positions and times say beside it. About 10 ms."""
    found = register(after, before)
    far_m = distance_m(before_at, after_at) if before_at is not None and after_at is not None else None
    features = min(len(before.points), len(after.points))
    since = (taken_at - received_at).total_seconds() if taken_at is not None and received_at is not None else None
    return AfterPhoto(view_of(found, features, far_m), score_of(found), far_m, bearing_off_deg(before_at, after_at), since)


def view_of(found: Registration, features: int, far_m: float | None) -> View:
    """The pictures decide when they agree; where they do not, a position on the same spot keeps it open."""
    if far_m is not None and far_m > FAR_M:
        return View.DOUBTFUL if found.inliers >= MATCH_INLIERS else View.DIFFERENT
    if found.inliers >= MATCH_INLIERS:
        return View.MATCH
    if found.inliers >= DOUBTFUL_INLIERS or features < ENOUGH_FEATURES:
        return View.DOUBTFUL
    return View.DOUBTFUL if far_m is not None and far_m <= SAME_SPOT_M else View.DIFFERENT


def score_of(found: Registration) -> float:
    """0 for nothing, 0.5 where a match begins, towards 1 for a tripod's second shot."""
    return found.inliers / (found.inliers + MATCH_INLIERS)


def bearing_off_deg(before: Position | None, after: Position | None) -> float | None:
    """How far the camera looks another way, 0…180; None when one of them does not say where it looked."""
    if before is None or after is None or before.bearing_deg is None or after.bearing_deg is None:
        return None
    off = abs(before.bearing_deg - after.bearing_deg) % 360
    return min(off, 360 - off)
