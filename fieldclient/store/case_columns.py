"""A person's cases as columns in memory: any choice, order or count among a hundred thousand is some passes over numbers.

Read once from one index of the database, and again row by row where something changed. 100,000 cases cost about
16 MB. Rows that are gone stay as gaps until the columns are read anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

import numpy as np

from fieldclient.store.case_text import folded
from fieldclient.store.database import Database, Row
from fieldclient.store.piles import CodesBlock, Pile
from fieldclient.store.times import NEVER_MS
from sync.protocol.ids import local_reference

CHUNK = 4000  # cases read at once: a quarter of a frame for whoever waits for the interpreter
_TIMES = ("created_ms", "changed_ms", "sort_ms", "due_soon_ms", "due_ms", "again_ms", "seen_ms")
_SMALL = ("level", "ended", "needs_me", "mine")
_NAMES = ("stage", "subcategory", "grid")
_READ = f"row, {', '.join((*_TIMES, *_SMALL, *_NAMES))}, grid_name, number, id"
_FIRST = (-(1 << 62), -1)


class Columns:
    """One person's. Places in the arrays are in the order of `rows`; `size` of them are in use."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.size = 0
        self.rows = np.zeros(0, np.int64)
        self.here = np.zeros(0, bool)
        self.latitude = np.zeros(0)  # NaN where the place is not known
        self.longitude = np.zeros(0)
        self.of: dict[str, np.ndarray] = {
            **{name: np.zeros(0, np.int64) for name in _TIMES}, **{name: np.zeros(0, np.int8) for name in _SMALL},
            **{name: np.zeros(0, np.int32) for name in _NAMES},
        }
        self.names: dict[str, dict[str, int]] = {name: {} for name in _NAMES}
        self.grid_names: dict[str, str] = {}
        self.codes = Pile(CodesBlock)  # what a case is called by: number, local reference, subcategory, grid

    def read(self, database: Database) -> None:
        """All that there is, in chunks, so that a writer's or a window's turn comes in between."""
        after = _FIRST
        parts, codes = list[Row](), list[str]()
        while parts or after == _FIRST:
            parts = database.read(
                f"SELECT {_READ} FROM cases WHERE person = ? AND (created_ms, row) > (?, ?) ORDER BY created_ms, row LIMIT ?",
                (self.person, *after, CHUNK))
            if not parts:
                break
            after = (parts[-1]["created_ms"], parts[-1]["row"])
            self._append(parts)
            codes += map(_code, parts)
        self._in_order(codes)
        self._read_places(database, None)

    def _in_order(self, codes: Sequence[str]) -> None:
        """The index gives cases by their age; they are looked up by their row."""
        order = np.argsort(self.rows[: self.size], kind="stable")
        self.rows, self.here = self.rows[order], self.here[order]
        self.of = {name: values[order] for name, values in self.of.items()}
        for first in range(0, self.size, CHUNK):
            self.codes.put({at: codes[old] for at, old in enumerate(order[first : first + CHUNK].tolist(), first)})
        self.latitude = self.longitude = np.full(self.size, np.nan)

    def _read_places(self, database: Database, rows: Collection[int] | None) -> None:
        if rows is None:
            found = database.read("SELECT row, latitude, longitude FROM case_places")
        else:
            found = database.read(
                "SELECT row, latitude, longitude FROM case_places WHERE row IN (SELECT value FROM json_each(?))",
                (json.dumps(list(rows)),))
        lines = np.array([tuple(row) for row in found], np.float64).reshape(-1, 3)
        at, known = self.find(lines[:, 0].astype(np.int64))
        latitude, longitude = self.latitude.copy(), self.longitude.copy()
        latitude[at], longitude[at] = lines[known, 1], lines[known, 2]
        self.latitude, self.longitude = latitude, longitude

    def find(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where these rows stand, and which of the asked they are: rows that are not this person's are left out."""
        if not self.size or not len(rows):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        at = np.minimum(np.searchsorted(self.rows[: self.size], rows), self.size - 1)
        known = np.flatnonzero(self.rows[at] == rows)
        return at[known], known

    def _append(self, parts: Sequence[Row]) -> None:
        first, self.size = self.size, self.size + len(parts)
        if self.size > len(self.rows):
            self._make_room(max(self.size, len(self.rows) * 2))
        self._write(np.arange(first, self.size), parts)

    def _make_room(self, count: int) -> None:
        def longer(values: np.ndarray, filled: float = 0) -> np.ndarray:
            return np.concatenate([values, np.full(count - len(values), filled, values.dtype)])

        self.rows, self.here = longer(self.rows), longer(self.here)
        self.latitude, self.longitude = longer(self.latitude, np.nan), longer(self.longitude, np.nan)
        self.of = {name: longer(values) for name, values in self.of.items()}

    def _write(self, at: np.ndarray, parts: Sequence[Row]) -> None:
        given = list(zip(*parts, strict=True))
        self.rows[at], self.here[at] = given[0], True
        for place, name in enumerate((*_TIMES, *_SMALL), 1):
            self.of[name][at] = [NEVER_MS if value is None else value for value in given[place]]
        for place, name in enumerate(_NAMES, 1 + len(_TIMES) + len(_SMALL)):
            known = self.names[name]
            self.of[name][at] = [known.setdefault(value or "", len(known)) for value in given[place]]
        for row in parts:
            if row["grid"]:
                self.grid_names[row["grid"]] = row["grid_name"] or self.grid_names.get(row["grid"], "")

    def read_again(self, database: Database, rows: Collection[int]) -> bool:
        """What changed. False: it is cheaper, or needed, to read all anew."""
        parts = {row["row"]: row for row in database.read(
            f"SELECT {_READ} FROM cases WHERE person = ? AND row IN (SELECT value FROM json_each(?))",
            (self.person, json.dumps(list(rows))))}
        asked = np.array(sorted(rows), np.int64)
        at, known = self.find(asked)
        self.here[at] = False
        self.latitude[at] = self.longitude[at] = np.nan
        places = dict(zip(asked[known].tolist(), at.tolist(), strict=True))
        held = [row for row in parts if row in places]
        new = sorted(row for row in parts if row not in places)
        if new and self.size and new[0] < self.rows[self.size - 1]:
            return False  # a row's number was given a second time
        if held:
            self._write(np.array([places[row] for row in held]), [parts[row] for row in held])
        if new:
            places |= {row: self.size + at for at, row in enumerate(new)}
            self._append([parts[row] for row in new])
        self.codes.put({places[row]: _code(part) for row, part in parts.items()})
        self._read_places(database, rows)
        return True

    def column(self, name: str) -> np.ndarray:
        return self.of[name][: self.size]


def _code(row: Row) -> str:
    return folded("\n".join((row["number"] or "", local_reference(row["id"]), row["subcategory"] or "", row["grid"] or "")))
