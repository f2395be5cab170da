"""Where is this? The areas of this device, imported by a person and asked by every draft."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fieldclient.geo.area import Area, Level, Where
from fieldclient.store import Store
from fieldclient.store.areas import AreaLayer
from sync.protocol.position import Datum, Position
from sync.protocol.problems import Problem

if TYPE_CHECKING:
    from fieldclient.geo.area_files import AreaFile
    from fieldclient.geo.areas import AreaIndex


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `changed`: none when the same areas were here already. `notices`: for the person, in words."""

    changed: tuple[Level, ...]
    counts: dict[Level, int]
    notices: tuple[Problem, ...]


class Places:
    """The index is built at the first question after the start or an import (some 50 ms for 20,000 grids) and then kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._built: tuple[int, AreaIndex] | None = None

    def look_into(self, path: Path, *, datum: Datum | None = None, level: Level | None = None) -> AreaFile:
        """What an import would take, for a person to see first; nothing is kept. Raises as `read_areas`."""
        from fieldclient.geo.area_files import (
            read_areas,  # geometry is loaded when it is wanted, not at start
        )

        return read_areas(path, datum=datum, level=level)

    def bring_in(self, path: Path, *, datum: Datum | None = None, level: Level | None = None) -> Imported:
        """Read the file, then let its levels take the place of what was here in one transaction. A kill leaves the old ones;
        a second time changes nothing. Raises as `read_areas`, and DISK_FULL."""
        read = self.look_into(path, datum=datum, level=level)
        changed = self._store.areas.replace(read.areas, read.name, self._store.clock())
        return Imported(tuple(changed), dict(read.levels), read.notices)

    def layers(self) -> list[AreaLayer]:
        return self._store.areas.layers()

    def where(self, place: Position) -> Where:
        """Says nothing, and loads nothing, on a device without areas."""
        version = self._store.areas.version()
        return self._index(version).where(place) if version else Where()

    def grids(self) -> list[Area]:
        """Every unit grid that is known here, by its code."""
        version = self._store.areas.version()
        return [area for area in self._index(version).areas if area.level is Level.GRID] if version else []

    def near(self, box: tuple[float, float, float, float], level: Level) -> list[Area]:
        """Areas of a level that touch a box: south, west, north, east in degrees."""
        version = self._store.areas.version()
        return self._index(version).within(box, level) if version else []

    def middle(self) -> Position | None:
        """Somewhere in what is ours: tells a turned pair. None without areas."""
        version = self._store.areas.version()
        return self._index(version).middle() if version else None

    def remove(self, level: Level) -> None:
        self._store.areas.forget(level)

    def _index(self, version: int) -> AreaIndex:
        from fieldclient.geo.areas import AreaIndex  # the same

        with self._guard:
            if self._built is None or self._built[0] != version:
                self._built = version, AreaIndex(self._store.areas.all())
            return self._built[1]
