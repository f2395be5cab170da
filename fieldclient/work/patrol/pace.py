"""How often the receiver is asked on a patrol. Pure.

A receiver that is always on empties a tablet in a morning. Whoever walks is asked for every few seconds; whoever stands still
less and less; on a low battery nothing is recorded, and it is said. The price of asking seldom is the start of a walk: at most
`RESTING_S` at walking speed, forty metres.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from fieldclient.geo.tracks import NEAR_M, Fix, apart_m

MOVING_S, STANDING_S, RESTING_S = 5.0, 15.0, 30.0
STANDING_AFTER_S, RESTING_AFTER_S = 60.0, 300.0
STEP_M, UNREST_M = 20.0, 50.0  # less than the first is a receiver's own unrest; more than the second never is
LOW_SHARE, ENOUGH_SHARE = 0.15, 0.20  # apart, so that it does not go on and off at the edge


class Motion(StrEnum):
    MOVING = "moving"
    STANDING = "standing"
    RESTING = "resting"
    SAVING = "saving"  # the battery is low: nothing is recorded


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody has been since when: the place they last moved away to, and the newest fix."""

    anchor: Fix
    newest: Fix
    ever_moved: bool = False

    @property
    def still_s(self) -> float:
        return self.newest.at_s - self.anchor.at_s


def follow(stand: Stand | None, fix: Fix) -> Stand:
    """One more believed fix. A step is what neither of two fixes can have made up."""
    if stand is None:
        return Stand(fix, fix)
    unrest_m = min(UNREST_M, max(STEP_M, (fix.accuracy_m or NEAR_M) + (stand.anchor.accuracy_m or NEAR_M)))
    if apart_m(stand.anchor, fix) >= unrest_m:
        return Stand(fix, fix, ever_moved=True)
    return replace(stand, newest=fix)


def motion_of(stand: Stand | None) -> Motion:
    """Before anything is known people are taken to walk: a patrol begins with a walk."""
    if stand is None or stand.still_s < STANDING_AFTER_S:
        return Motion.MOVING
    return Motion.STANDING if stand.still_s < RESTING_AFTER_S else Motion.RESTING


def must_save(battery_share: float | None, charging: bool | None, saving: bool) -> bool:
    """Whether to stop for the battery; `saving`: stopped already. Unknown (a machine without a battery) never stops."""
    if battery_share is None or charging:
        return False
    return battery_share < (ENOUGH_SHARE if saving else LOW_SHARE)


def ask_every_s(motion: Motion) -> float | None:
    """Seconds between two questions to the receiver; None: it is switched off."""
    return {Motion.MOVING: MOVING_S, Motion.STANDING: STANDING_S, Motion.RESTING: RESTING_S, Motion.SAVING: None}[motion]
