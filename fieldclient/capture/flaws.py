"""What a shot may lack, by name: apart from the measuring, so that words need no picture library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """What to say before leaving the place."""

    BLURRED = "blurred"
    DARK = "dark"
    TOO_SMALL = "too_small"
    FINGER = "finger"  # a finger or a strap before the lens
    NO_POSITION = "no_position"
    MISSING_FAR = "missing_far"
    MISSING_NEAR = "missing_near"


@dataclass(frozen=True, slots=True)
class Remark:
    """A flaw with its number and the limit. `value` is None where there is nothing to measure."""

    flaw: Flaw
    value: float | None = None
    limit: float | None = None
