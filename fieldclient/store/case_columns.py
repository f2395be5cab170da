"""A person's cases as columns in memory: any choice, order or count among a hundred thousand is some passes over numbers.

Read once from one index of the database, and again row by row where something changed. 100,000 cases cost about
16 MB. Rows that are gone stay as gaps until the columns are read anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from fieldclient.store.case_text import plain_number
from fieldclient.store.database import Database, Row
from fieldclient.store.piles import NumbersBlock, Pile, ShortBlock
from fieldclient.store.times import NEVER_MS
from sync.protocol.ids import local_reference

IN_BLOCK = 10_000  # numbers
ROOM = 1000  # cases to come
CHUNK = 2000  # cases read at once
MANY = 500  # rows looked for at once: a table of all of them is quicker than looking for each
MOST_GAPS = 4  # rows in the table for each of this person's
FEW = 12  # numbers: looking each up costs as much as comparing with all of these
_TIMES = ("created_ms", "changed_ms", "sort_ms", "due_soon_ms", "due_ms", "again_ms", "seen_ms")
_SMALL = ("level", "ended", "needs_me", "mine")
_NAMES = ("stage", "subcategory", "grid")
_READ = f"row, {', '.join((*_TIMES, *_SMALL, *_NAMES))}, grid_name, number, id"


class Columns:
    """One person's. Places in the arrays are in the order of `rows`; `size` of them are in use."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.size = 0
        self.rows = np.zeros(0, np.int64)
        self.here = np.zeros(0, bool)
        self._points = np.zeros((3, 0))  # on the unit sphere; NaN where the place is not known
        self._place_of = np.zeros(0, np.int32)  # see `_table_of_places`; empty while nobody needs it
        self._placed = False  # read when somebody first asks how far anything is
        self.of: dict[str, np.ndarray] = {
            **{name: np.zeros(0, np.int64) for name in _TIMES}, **{name: np.zeros(0, np.int8) for name in _SMALL},
            **{name: np.zeros(0, np.int32) for name in _NAMES},
        }
        self.names: dict[str, dict[str, int]] = {name: {} for name in _NAMES}
        self.grid_names: dict[str, str] = {}
        self.numbers = Pile(NumbersBlock)
        self.references = Pile(ShortBlock)

    def read(self, database: Database) -> None:
        """All that there is, in chunks, so that a writer's or a window's turn comes in between."""
        count = database.number("SELECT COUNT(*) FROM cases INDEXED BY cases_listed WHERE person = ?", (self.person,))
        self._make_room(count + ROOM)
        last, numbers = -1, dict[int, str]()
        while parts := database.read(
            f"SELECT {_READ} FROM cases INDEXED BY cases_listed WHERE person = ? AND row > ? ORDER BY row LIMIT ?",
            (self.person, last, CHUNK),
        ):
            last = parts[-1]["row"]
            numbers |= self._append(parts)
            if len(numbers) > IN_BLOCK:
                self.numbers.put(numbers)
                numbers = {}
        self.numbers.put(numbers)

    def points(self, database: Database) -> np.ndarray:
        """Where the cases are, as points of the unit sphere: three rows of numbers."""
        if not self._placed:
            self._points = np.full((3, len(self.rows)), np.nan)
            for first in range(0, self.size, CHUNK):
                self._read_places(database, self.rows[first : min(first + CHUNK, self.size)].tolist())
            self._placed = True
        return self._points[:, : self.size]

    def _read_places(self, database: Database, rows: Collection[int]) -> None:
        found = database.read(
            "SELECT row, latitude, longitude FROM case_places WHERE row IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rows)),))
        lines = np.array([tuple(row) for row in found], np.float64).reshape(-1, 3)
        at, known = self.find(lines[:, 0].astype(np.int64))
        latitude, longitude = np.radians(lines[known, 1]), np.radians(lines[known, 2])
        flat = np.cos(latitude)
        self._points[:, at] = flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)

    def find(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where these rows stand, and which of the asked they are: rows that are not this person's are left out."""
        if not self.size or not len(rows):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        if len(rows) > MANY and len(self._place_of) == 0:
            self._place_of = self._table_of_places()
        if len(rows) > MANY and len(self._place_of):
            first, last = self.rows[0], self.rows[self.size - 1]
            inside = (rows >= first) & (rows <= last)
            at = self._place_of[np.where(inside, rows - first, 0)].astype(np.int64)
            known = np.flatnonzero(inside & (at >= 0))
            return at[known], known
        at = np.minimum(np.searchsorted(self.rows[: self.size], rows), self.size - 1)
        known = np.flatnonzero(self.rows[at] == rows)
        return at[known], known

    def _table_of_places(self) -> np.ndarray:
        """From a row, counted from the first one, to its place, -1 where it is not this person's; empty where others' rows lie
        between in numbers: then each is looked for."""
        rows = self.rows[: self.size]
        room = int(rows[-1] - rows[0]) + 1
        if room > MOST_GAPS * self.size:
            return np.zeros(0, np.int32)
        table = np.full(room, -1, np.int32)
        table[rows - rows[0]] = np.arange(self.size, dtype=np.int32)
        return table

    def _append(self, parts: Sequence[Row]) -> dict[int, str]:
        """As `_call`."""
        first, self.size = self.size, self.size + len(parts)
        self._place_of = np.zeros(0, np.int32)
        if self.size > len(self.rows):
            self._make_room(self.size + ROOM)
        self._write(np.arange(first, self.size), parts)
        return self._call(range(first, self.size), parts)

    def _call(self, places: Iterable[int], parts: Sequence[Row], *, again: bool = False) -> dict[int, str]:
        """Their numbers by place. A reference is what people go by until there is a number, and on their own reports after;
        `again`: it may have been there before."""
        numbers, references = {}, {}
        for place, row in zip(places, parts, strict=True):
            numbers[place] = plain_number(row["number"]) or ""
            if row["mine"] or row["number"] is None:
                references[place] = local_reference(row["id"]).lower()
            elif again:
                references[place] = ""
        self.references.put(references)
        return numbers

    def _make_room(self, count: int) -> None:
        def longer(values: np.ndarray, filled: float = 0) -> np.ndarray:
            return np.concatenate([values, np.full(count - len(values), filled, values.dtype)])

        self.rows, self.here = longer(self.rows), longer(self.here)
        if self._placed:
            self._points = np.stack([longer(axis, np.nan) for axis in self._points])
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
        if self._placed:
            self._points[:, at] = np.nan
        places = dict(zip(asked[known].tolist(), at.tolist(), strict=True))
        held = [row for row in parts if row in places]
        new = sorted(row for row in parts if row not in places)
        if new and self.size and new[0] < self.rows[self.size - 1]:
            return False  # a row's number was given a second time
        if held:
            self._write(np.array([places[row] for row in held]), [parts[row] for row in held])
            self.numbers.put(self._call([places[row] for row in held], [parts[row] for row in held], again=True))
        if new:
            self.numbers.put(self._append([parts[row] for row in new]))
        if self._placed:
            self._read_places(database, rows)
        return True

    def column(self, name: str) -> np.ndarray:
        return self.of[name][: self.size]

    def named(self, name: str, values: Collection[str]) -> np.ndarray:
        """Where the column is one of these."""
        known = self.names[name]
        return one_of(self.column(name), [known[value] for value in values if value in known])


def one_of(column: np.ndarray, values: Collection[int]) -> np.ndarray:
    """Where small numbers are one of these."""
    if len(values) > FEW:
        wanted = np.zeros(max(int(column.max(initial=0)), *values) + 1, bool)
        wanted[list(values)] = True
        return wanted[column]
    found = np.zeros(len(column), bool)
    for value in values:
        found |= column == value
    return found
