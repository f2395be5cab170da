"""Whether a photo was there before: the same file, an edited copy, or another photo of the same scene. Pure.

A fingerprint alone proposes; features, the grey picture, place and time decide. A copy is a fact about a file and may be
flagged as a reused photo; "the same scene" is a guess that a person is asked about, with the distance and the time beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fieldclient.capture.looks import (
    NOTHING,
    Look,
    Registration,
    fingerprint_distance,
    register,
    same_frame_likeness,
)
from fieldclient.capture.verdicts import Likeness, Resemblance
from sync.protocol.position import Position, distance_m

COPY_BITS = 8
FRAME_LIKENESS = 0.97  # of two whole pictures whose fingerprints agree
MAYBE_BITS = 14
COPY_LIKENESS = 0.88  # of the grey pictures; copies that were measured reached 0.91, other photos of the scene 0.74
COPY_INLIERS = 25
COPY_SHARE = 0.55  # of the matches
COPY_ERROR_PX = 0.5
SCENE_INLIERS = 20
SCENE_INLIERS_NEAR = 14  # where place or time speak for it too
NEAR_M = 50.0
BURST_S = 60.0
SHORTLIST = 12  # pictures laid over each other for one question: some 10 ms each


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo as it is compared. `look` None: too old to be more than a fingerprint."""

    sha256: str
    fingerprint: int
    captured_at: datetime | None = None
    position: Position | None = None
    look: Look | None = None


def shortlist(new: Seen, others: Iterable[Seen]) -> list[Seen]:
    """Which of them are worth laying over it: the same file, fingerprints alike, then what is near in place, then in time.

    Where one of the two has no place, as a picture that came by a messenger, only time ranks them: a cropped copy of it has
    another fingerprint.
    """
    ranked = []
    for other in others:
        bits = fingerprint_distance(new.fingerprint, other.fingerprint)
        far, apart = _far_m(new, other), _apart_s(new, other)
        copied = other.sha256 == new.sha256 or bits <= MAYBE_BITS
        near = far is not None and far <= 2 * NEAR_M
        if copied or near or far is None:
            long_ago = float("inf") if apart is None else apart
            ranked.append((not copied, bits if copied else 0, 2 * NEAR_M if far is None else far, long_ago, other))
    ranked.sort(key=lambda each: (*each[:4], each[4].sha256))
    return [each[4] for each in ranked[:SHORTLIST]]


def resemble(new: Seen, other: Seen) -> Resemblance | None:
    """What the two have to do with each other; None: nothing that can be seen."""
    far, apart = _far_m(new, other), _apart_s(new, other)
    if new.sha256 == other.sha256:
        return Resemblance(other.sha256, Likeness.SAME_FILE, 1.0, far, apart)
    bits = fingerprint_distance(new.fingerprint, other.fingerprint)
    found = register(new.look, other.look) if new.look is not None and other.look is not None else NOTHING
    kind, score = judge(bits, found, _frame(new, other, bits), far, apart)
    return Resemblance(other.sha256, kind, score, far, apart) if kind is not None else None


def judge(
    bits: int, found: Registration, frame: float | None, far_m: float | None, apart_s: float | None
) -> tuple[Likeness | None, float]:
    """The rule. `frame`: likeness of the two whole pictures, where their fingerprints are alike and both are at hand."""
    burst = apart_s is not None and 0 < apart_s <= BURST_S  # two shots of one moment, as alike as a copy
    copied = is_copy(found) or (bits <= COPY_BITS and (frame is None or frame >= FRAME_LIKENESS))
    if copied and not burst:
        return Likeness.EDITED_COPY, max(found.likeness, 1 - bits / 64)
    near = (far_m is not None and far_m <= NEAR_M) or (far_m is None and apart_s is not None and apart_s <= 600)
    needed = SCENE_INLIERS_NEAR if near else SCENE_INLIERS
    if copied or (found.inliers >= needed and (far_m is None or far_m <= 4 * NEAR_M)):
        return Likeness.SAME_SCENE, found.inliers / (found.inliers + needed)
    return None, 0.0


def is_copy(found: Registration) -> bool:
    """Nothing moved between the two but the edges of the picture."""
    held = found.plain and found.inliers >= COPY_INLIERS and found.inliers >= COPY_SHARE * found.matches
    return held and found.error_px <= COPY_ERROR_PX and found.likeness >= COPY_LIKENESS


def _frame(new: Seen, other: Seen, bits: int) -> float | None:
    if bits > COPY_BITS or new.look is None or other.look is None:
        return None
    return same_frame_likeness(new.look, other.look)


def _far_m(a: Seen, b: Seen) -> float | None:
    return None if a.position is None or b.position is None else distance_m(a.position, b.position)


def _apart_s(a: Seen, b: Seen) -> float | None:
    if a.captured_at is None or b.captured_at is None:
        return None
    return abs((a.captured_at - b.captured_at).total_seconds())
