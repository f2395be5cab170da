"""What comparing two photos may come to, by name: apart from the comparing, so that words and screens need no picture library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Likeness(StrEnum):
    """What a photo has to do with an earlier one."""

    SAME_FILE = "same_file"
    EDITED_COPY = "edited_copy"  # scaled, cropped, turned, brightened, saved again
    SAME_SCENE = "same_scene"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """score: 0…1, how sure. distance_m and apart_s (seconds between the two, never negative): None where one does not tell."""

    sha256: str
    likeness: Likeness
    score: float
    distance_m: float | None
    apart_s: float | None


class View(StrEnum):
    """Whether an after-photo shows the place of the before-photo."""

    MATCH = "match"
    DOUBTFUL = "doubtful"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class AfterPhoto:
    """What can be said about it. None where one of the two does not tell.

    score: 0…1, by agreeing features. bearing_off_deg: 0…180. after_s: from the case's receipt; negative is before it.
    """

    view: View
    score: float
    distance_m: float | None = None
    bearing_off_deg: float | None = None
    after_s: float | None = None
