"""The index of words, which may lag behind: a first pull brings thousands of cases, and writing their words costs as much as
all the rest of keeping them. Such a page notes which rows are due, in its own transaction; they are caught up with after the
cycle, block by block, and at the latest by whoever looks for something. So a search finds everything that is kept, at any moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence

import msgspec

from fieldclient.store.case_index import words_of
from fieldclient.store.database import Database
from sync.protocol.feed import CaseView

BULK = 100  # new cases in one page: fewer are written at once
BLOCK = 200  # rows: about 20 ms of the store's thread
_DUE = "words_due"  # in `settings`: first and last row of each run, as JSON


class CaseWords:
    """`written` is told every row whose words came, inside the change."""

    def __init__(self, database: Database, written: Callable[[Collection[int]], None]) -> None:
        self._database = database
        self._written = written

    def put(self, made: Sequence[tuple[int, str]]) -> None:
        """New rows and their words. Call inside a change."""
        self._database.write_many("INSERT INTO case_words (rowid, words) VALUES (?, ?)", made)

    def put_off(self, first: int, last: int) -> None:
        """New rows from `first` to `last`. Call inside the change that makes them."""
        due = self._due()
        if due and due[-1][1] + 1 == first:
            due[-1][1] = last
        else:
            due.append([first, last])
        self._note(due)

    def catch_up(self, most: int = BLOCK) -> bool:
        """One block. True when more are due."""
        if self._database.read_only or not self._due():
            return False
        with self._database.change():
            due = self._due()
            if not due:
                return False  # somebody else was quicker
            first, last = due[0]
            end = min(first + most - 1, last)
            self._write(first, end)
            due = due[1:] if end == last else [[end + 1, last], *due[1:]]
            self._note(due)
        return bool(due)

    def catch_up_all(self) -> None:
        while self.catch_up():
            pass

    def _write(self, first: int, last: int) -> None:
        """Of rows that are still here and got no words meanwhile."""
        rows = self._database.read(
            "SELECT row, raw FROM cases WHERE row BETWEEN ? AND ? AND raw IS NOT NULL"
            " AND row NOT IN (SELECT rowid FROM case_words WHERE rowid BETWEEN ? AND ?)", (first, last, first, last))
        made = []
        for row in rows:
            try:
                made.append((row["row"], words_of(msgspec.json.decode(row["raw"], type=CaseView))))
            except msgspec.DecodeError:
                continue  # the next look at it sets it aside
        self.put(made)
        self._written([row for row, _ in made])

    def _due(self) -> list[list[int]]:
        row = self._database.kept("SELECT value FROM settings WHERE name = ?", _DUE)
        due: list[list[int]] = [] if row is None else json.loads(row["value"])
        return due

    def _note(self, due: list[list[int]]) -> None:
        if due:
            self._database.write("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (_DUE, json.dumps(due)))
        else:
            self._database.write("DELETE FROM settings WHERE name = ?", (_DUE,))
