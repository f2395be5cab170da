"""Rows of `cases`, of its words and of its places, many at a time: a page of five hundred cases is a dozen statements."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from fieldclient.store.case_campaigns import drop_campaigns, put_campaigns
from fieldclient.store.case_index import CaseColumns, Place
from fieldclient.store.case_words import CaseWords
from fieldclient.store.database import Database, Row, Value
from sync.protocol.feed import CaseMedia

COLUMNS = tuple(field.name for field in fields(CaseColumns) if field.name not in ("words", "place", "campaign"))
SOME = "(SELECT value FROM json_each(?))"  # one mark for any number of names: see `names`
_values: Callable[[CaseColumns], tuple[Value, ...]] = attrgetter(*COLUMNS)
_SET = ", ".join(f"{name} = ?" for name in COLUMNS)
_INSERT = (
    f"INSERT INTO cases (row, person, id, raw, generation, {', '.join(COLUMNS)})"
    f" VALUES ({', '.join('?' * (len(COLUMNS) + 5))})"
)
_UPDATE = f"UPDATE cases SET raw = ?, generation = ?, {_SET} WHERE row = ?"


def names(told: Collection[str]) -> str:
    """What stands for them behind the mark of `SOME`."""
    return json.dumps(list(told))


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What one row is to hold. `raw`: the hub's view, None while only this device knows of the case."""

    id: str
    columns: CaseColumns
    raw: bytes | None
    generation: int


class CaseTable:
    """`written` is told every row that is, inside the change."""

    def __init__(self, database: Database, words: CaseWords, written: Callable[[Collection[int]], None]) -> None:
        self._database = database
        self._words = words
        self._written = written

    def rows_of(self, person: str, case_ids: Collection[str]) -> dict[str, Row]:
        """row, version, generation and raw of those that are here."""
        rows = self._database.read(
            f"SELECT row, id, version, generation, raw FROM cases WHERE person = ? AND id IN {SOME}", (person, names(case_ids))
        )
        return {row["id"]: row for row in rows}

    def put(self, person: str, made: Sequence[CaseRow], held: Mapping[str, Row]) -> None:
        """`held`: what `rows_of` says of them. New ones without words get them later. Call inside a change."""
        new = [each for each in made if each.id not in held]
        first = self._database.number("SELECT MAX(row) FROM cases") + 1 if new else 0
        if new:
            self._database.write_many(_INSERT, [
                (first + place, person, each.id, each.raw, each.generation, *_values(each.columns))
                for place, each in enumerate(new)
            ])
            told = [(first + place, each.columns.words) for place, each in enumerate(new) if each.columns.words is not None]
            self._words.put(told)
            if len(told) < len(new):
                self._words.put_off(first, first + len(new) - 1)
            self._put_places([(first + place, each) for place, each in enumerate(new)], {})
            put_campaigns(self._database, person, {first + place: each.columns.campaign for place, each in enumerate(new)})
        changed = [(held[each.id]["row"], each) for each in made if each.id in held]
        self._written([*range(first, first + len(new)), *(row for row, _ in changed)])
        if changed:
            self._database.write_many(
                _UPDATE, [(each.raw, each.generation, *_values(each.columns), row) for row, each in changed]
            )
            self._put_words(changed)
            put_campaigns(self._database, person, {row: each.columns.campaign for row, each in changed})
            rows = json.dumps([row for row, _ in changed])
            held_places = self._database.read(
                f"SELECT row, latitude, longitude FROM case_places WHERE row IN {SOME}", (rows,)
            )
            self._put_places(changed, {row["row"]: (row["latitude"], row["longitude"]) for row in held_places})

    def _put_places(self, made: Sequence[tuple[int, CaseRow]], known: Mapping[int, Place]) -> None:
        """Cases hardly ever move: the tree is written where a place is new, another or gone."""
        others = [(row, each.columns.place) for row, each in made if known.get(row) != each.columns.place]
        self._database.write_many("DELETE FROM case_places WHERE row = ?", [(row,) for row, _ in others if row in known])
        self._database.write_many(
            "INSERT INTO case_places (row, south, north, west, east, latitude, longitude) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(row, *[place[0]] * 2, *[place[1]] * 2, *place) for row, place in others if place is not None],
        )

    def _put_words(self, changed: Sequence[tuple[int, CaseRow]]) -> None:
        """The index is written where the words became others: it costs more than all the columns."""
        changed = [(row, each) for row, each in changed if each.columns.words is not None]
        known = {row["rowid"]: row["words"] for row in self._database.read(
            f"SELECT rowid, words FROM case_words WHERE rowid IN {SOME}", (json.dumps([row for row, _ in changed]),)
        )}
        others = [(row, each.columns.words) for row, each in changed if known.get(row) != each.columns.words]
        self._database.write_many("DELETE FROM case_words WHERE rowid = ?", [(row,) for row, _ in others if row in known])
        self._database.write_many("INSERT INTO case_words (rowid, words) VALUES (?, ?)", others)

    def put_media(self, person: str, media: Mapping[str, Sequence[CaseMedia]]) -> None:
        """By case; a case without files loses those it had."""
        held = self._database.read(
            f"SELECT DISTINCT case_id FROM case_media WHERE person = ? AND case_id IN {SOME}", (person, names(media))
        )
        self._database.write_many(
            "DELETE FROM case_media WHERE person = ? AND case_id = ?", [(person, row["case_id"]) for row in held]
        )
        self._database.write_many(
            "INSERT OR IGNORE INTO case_media (person, case_id, sha256, size_bytes, arrived, place) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (person, case_id, each.ref.sha256, each.ref.size_bytes, int(each.arrived), place)
                for case_id, files in media.items() for place, each in enumerate(files)
            ],
        )

    def remove(self, person: str, case_ids: Collection[str]) -> list[str]:
        """Those that were here are gone; their ids."""
        rows = self.rows_of(person, case_ids)
        self._written([row["row"] for row in rows.values()])
        drop_campaigns(self._database, [row["row"] for row in rows.values()])
        self._database.write_many("DELETE FROM cases WHERE row = ?", [(row["row"],) for row in rows.values()])
        self._database.write_many("DELETE FROM case_words WHERE rowid = ?", [(row["row"],) for row in rows.values()])
        self._database.write_many("DELETE FROM case_places WHERE row = ?", [(row["row"],) for row in rows.values()])
        self._database.write_many(
            "DELETE FROM case_media WHERE person = ? AND case_id = ?", [(person, case_id) for case_id in rows]
        )
        return list(rows)

