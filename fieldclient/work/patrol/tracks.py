"""Own tracks for placing photos of a camera that knows no place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from fieldclient.geo.tracks import Track
from fieldclient.store import Store
from fieldclient.work.patrol.reckoning import cleaned

CLOCKS_OFF = timedelta(days=1)  # cameras that were never set to the zone they are in


def own_tracks(store: Store, person: str, taken: Iterable[datetime | None]) -> list[Track]:
    """The tracks of this person's patrols around the times of these photos. Deleted ones are none."""
    times = [each for each in taken if each is not None]
    if not times:
        return []
    found = store.patrols.with_points(person, min(times) - CLOCKS_OFF, max(times) + CLOCKS_OFF)
    return [cleaned(store.patrols.points(each)) for each in found]
