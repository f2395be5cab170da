"""What was found on cards and in folders: one row per file as it lay there, so that nothing is read twice.

A file is the same as long as its path, its size and its time of change are. Paths are bytes: a card may hold names in any
encoding.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from fieldclient.store.database import Database, Row
from fieldclient.store.times import to_ms
from sync.protocol.problems import Problem, ProblemBody

CARD_TAG = "card"  # of names in incoming/: the card still has these bytes


class CardState(StrEnum):
    KEPT = "kept"
    DUPLICATE = "duplicate"  # the same bytes were kept before, from here or from elsewhere
    BAD = "bad"  # not taken, or taken and nothing can be seen of it: the problem says why


@dataclass(frozen=True, slots=True)
class CardFile:
    path: str
    size_bytes: int
    modified_ns: int
    state: CardState
    sha256: str | None = None
    problem: ProblemBody | None = None
    draft: str | None = None  # the draft it went into

    @property
    def key(self) -> tuple[str, int, int]:
        return self.path, self.size_bytes, self.modified_ns


class CardFiles:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, person: str, files: Iterable[CardFile], at: datetime) -> None:
        """As part of the change that is open, or by itself. The same file again takes the new state."""
        self._database.write_many(
            """
            INSERT INTO card_files (person, path, size_bytes, modified_ns, state, sha256, problem, at_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (person, path, size_bytes, modified_ns) DO UPDATE
                SET state = excluded.state, sha256 = excluded.sha256, problem = excluded.problem, at_ms = excluded.at_ms
            """,
            [(person, os.fsencode(each.path), each.size_bytes, each.modified_ns, each.state.value, each.sha256,
              None if each.problem is None else msgspec.json.encode(each.problem), to_ms(at)) for each in files],
        )

    def below(self, person: str, folder: str) -> list[CardFile]:
        """Everything that was read in this folder and below it, by path."""
        start = os.fsencode(folder).rstrip(b"/") + b"/"
        rows = self._database.read(
            "SELECT * FROM card_files WHERE person = ? AND path >= ? AND path < ? ORDER BY path",
            (person, start, start[:-1] + b"0"),  # '0' follows '/'
        )
        return [_file(row) for row in rows]

    def spoilt(self, sha256: str, problem: Problem) -> None:
        """Its bytes are kept, and nothing can be seen of them."""
        self._database.write(
            "UPDATE card_files SET state = 'bad', problem = ? WHERE sha256 = ? AND state = 'kept'",
            (msgspec.json.encode(problem.to_wire()), sha256),
        )

    def into_draft(self, person: str, hashes: Sequence[str], draft: str) -> None:
        self._database.write_many(
            "UPDATE card_files SET draft = ? WHERE person = ? AND sha256 = ?", [(draft, person, each) for each in hashes]
        )

    def adopt(self, before: str, person: str) -> None:
        """What was taken in before anybody signed in belongs to who signs in."""
        self._database.write("UPDATE OR REPLACE card_files SET person = ? WHERE person = ?", (person, before))

    def is_named(self, sha256: str) -> bool:
        """Whether a card's file, a draft or an act of anybody here names it."""
        return 0 < self._database.number(
            """
            SELECT EXISTS (SELECT 1 FROM card_files WHERE sha256 = ?1 AND state = 'kept')
                OR EXISTS (SELECT 1 FROM draft_media WHERE sha256 = ?1)
                OR EXISTS (SELECT 1 FROM mutation_media WHERE sha256 = ?1)
            """, (sha256,))

    def taken_by(self, person: str, hashes: Sequence[str]) -> set[str]:
        """Of these, the ones that this person took in."""
        found: set[str] = set()
        for start in range(0, len(hashes), 400):
            some = hashes[start : start + 400]
            marks = ",".join("?" * len(some))
            rows = self._database.read(f"SELECT sha256 FROM card_files WHERE person = ? AND sha256 IN ({marks})", (person, *some))
            found.update(row["sha256"] for row in rows)
        return found

    def used(self, hashes: Sequence[str]) -> set[str]:
        """Of these, the ones that a draft or an act names by now."""
        found: set[str] = set()
        for start in range(0, len(hashes), 400):
            some = hashes[start : start + 400]
            marks = ",".join("?" * len(some))
            rows = self._database.read(
                f"""SELECT sha256 FROM draft_media d JOIN drafts f ON f.id = d.draft
                    WHERE f.state <> 'discarded' AND sha256 IN ({marks})
                    UNION SELECT sha256 FROM mutation_media WHERE sha256 IN ({marks})""", (*some, *some))
            found.update(row["sha256"] for row in rows)
        return found

    def sizes_kept(self) -> set[int]:
        """The sizes of all files that are here: only one of the same size can be the same."""
        return {row["size_bytes"] for row in self._database.read("SELECT DISTINCT size_bytes FROM media")}


def _file(row: Row) -> CardFile:
    problem = None if row["problem"] is None else msgspec.json.decode(row["problem"], type=ProblemBody)
    return CardFile(
        os.fsdecode(row["path"]), row["size_bytes"], row["modified_ns"], CardState(row["state"]), row["sha256"], problem,
        row["draft"],
    )
