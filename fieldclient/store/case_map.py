"""What a map shows of a hundred thousand cases: those in view as marks, from the columns that lists are answered from.

The places lie in memory as points (`case_columns`), so a question is some passes over numbers, where an R*Tree of the database
would hand over row after row when somebody looks at the whole city.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from fieldclient.store.case_lists import CaseLists
from fieldclient.store.database import Database
from fieldclient.store.times import to_ms

if TYPE_CHECKING:  # numbers in bulk are loaded with the first map
    import numpy as np

    from fieldclient.geo.gather import Mark
    from fieldclient.store.case_columns import Columns

Edges = tuple[float, float, float, float]  # west, north, east, south of the map's plane
LATE = 3  # colours from here on are late ones (`case_wanted.COLOURS`)


@dataclass(frozen=True, slots=True)
class SeenCases:
    """Marks with the row of one case of each; how many cases are in view, how many of them late and how many to be done by me."""

    marks: tuple[tuple[Mark, int], ...]
    total: int
    late: int
    to_do: int


class CaseMap:
    """Any thread may ask; they take turns with the lists."""

    def __init__(self, database: Database, lists: CaseLists) -> None:
        self._database, self._lists = database, lists

    def seen(self, person: str, edges: Edges, zoom: float, now: datetime, *, which: str = "open") -> SeenCases:
        """`which`: open, to_do, mine."""
        from fieldclient.geo.gather import gather
        from fieldclient.store.case_choice import colours

        with self._lists.held(person) as columns:
            x, y, at = self._among(columns, edges, which)
            tints = colours(columns, to_ms(now))[at]
            marks = gather(x[at], y[at], tints, zoom)
            return SeenCases(
                tuple((mark, int(columns.rows[at[mark.first]])) for mark in marks), len(at), int((tints >= LATE).sum()),
                int((columns.column("needs_me")[at] == 1).sum()))

    def rows(self, person: str, edges: Edges, *, which: str = "open", limit: int = 100) -> tuple[int, ...]:
        """Rows of cases in view, nearest to its middle first."""
        import numpy as np

        with self._lists.held(person) as columns:
            x, y, at = self._among(columns, edges, which)
            middle_x, middle_y = (edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2
            far = (x[at] - middle_x) ** 2 + (y[at] - middle_y) ** 2
            return tuple(columns.rows[at[np.argsort(far, kind="stable")[:limit]]].tolist())

    def within(self, person: str, ring: list[tuple[float, float]]) -> tuple[int, ...]:
        """Rows of all open cases inside of a ring of the plane."""
        from fieldclient.geo.gather import inside

        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        with self._lists.held(person) as columns:
            x, y, at = self._among(columns, (min(xs), min(ys), max(xs), max(ys)), "open")
            return tuple(columns.rows[at[inside(x[at], y[at], ring)]].tolist())

    def bounds(self, person: str) -> tuple[float, float, float, float] | None:
        """South, west, north, east around most of the open cases: one at the other end of the country does not count."""
        import numpy as np

        with self._lists.held(person) as columns:
            x, y, at = self._among(columns, (0.0, 0.0, 1.0, 1.0), "open")
            if not len(at):
                return None
            from fieldclient.geo.mercator import from_plane

            # From a case to a case: an edge between two would cut one of a few in half.
            west, north = (float(np.quantile(part[at], 0.02, method="lower")) for part in (x, y))
            east, south = (float(np.quantile(part[at], 0.98, method="higher")) for part in (x, y))
        low, high = from_plane(west, south), from_plane(east, north)
        return low[0], low[1], high[0], high[1]

    def _among(self, columns: Columns, edges: Edges, which: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """x, y of all, and which are meant."""
        import numpy as np

        from fieldclient.geo.gather import plane_of

        x, y = plane_of(columns.points(self._database))
        west, north, east, south = edges
        held = columns.here[: columns.size] & (columns.column("ended") == 0)
        if which == "to_do":
            held &= columns.column("needs_me") == 1
        elif which == "mine":
            held &= columns.column("mine") == 1
        held &= (x >= west) & (x <= east) & (y >= north) & (y <= south)  # where the place is not known, nothing is greater
        return x, y, np.flatnonzero(held)
