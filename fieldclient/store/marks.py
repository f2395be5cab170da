"""What a person said about single acts on their way: not now, before all others, whatever it costs.

Kept as one setting, because it is about a few acts at a time; what it says of acts that have arrived means nothing and is dropped
with the next change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from fieldclient.store.case_table import SOME, names
from fieldclient.store.database import Database
from fieldclient.store.settings import Settings
from fieldclient.store.times import to_ms
from sync.engine.device import Entry, MediaEntry

_NAME = "outbox_marks"
_FILES = f"SELECT mutation, sha256 FROM mutation_media WHERE mutation IN {SOME}"
_HELD = f"""
    SELECT x.sha256 FROM mutation_media x WHERE x.mutation IN {SOME} AND NOT EXISTS (
        SELECT 1 FROM mutation_media y JOIN mutations m ON m.id = y.mutation
        WHERE y.sha256 = x.sha256 AND y.mutation NOT IN {SOME} AND m.set_aside_ms IS NULL AND m.files_left > 0)
"""
_ALL_OF = f"""
    SELECT id FROM mutations WHERE person IN {SOME} AND set_aside_ms IS NULL AND (state <> 'arrived' OR files_left > 0)
"""
_OVER = f"SELECT id FROM mutations WHERE id IN {SOME} AND state = 'arrived' AND files_left = 0"


class Kept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """By mutation id, in milliseconds since when. `anyway`: the rules of travel do not count for it. `stopped`: people who have
    paused all of theirs."""

    paused: dict[str, int] = {}
    first: dict[str, int] = {}
    anyway: dict[str, int] = {}
    stopped: tuple[str, ...] = ()


class Marks:
    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    def kept(self) -> Kept:
        raw = self._settings.get(_NAME)
        try:
            return msgspec.json.decode(raw, type=Kept) if raw else Kept()
        except msgspec.DecodeError:
            return Kept()  # everything goes, as if nobody had said anything

    def pause(self, mutation_id: str, on: bool, at: datetime) -> None:
        kept = self.kept()
        self._keep(msgspec.structs.replace(kept, paused=_with(kept.paused, mutation_id, on, at)))

    def put_first(self, mutation_id: str, on: bool, at: datetime) -> None:
        """Before all others, also those that were put first earlier. A paused one goes on."""
        kept = self.kept()
        paused = {key: value for key, value in kept.paused.items() if not (on and key == mutation_id)}
        latest = max(kept.first.values(), default=0)
        first = _with(kept.first, mutation_id, on, at)
        if on:
            first[mutation_id] = max(first[mutation_id], latest + 1)
        self._keep(msgspec.structs.replace(kept, paused=paused, first=first))

    def send_anyway(self, mutation_id: str, at: datetime) -> None:
        """Now, although its originals would wait for Wi-Fi, tomorrow or a charger. A paused one goes on."""
        self.put_first(mutation_id, True, at)
        kept = self.kept()
        self._keep(msgspec.structs.replace(kept, anyway=_with(kept.anyway, mutation_id, True, at)))

    def pause_all(self, person: str, on: bool) -> None:
        """Also what is made from now on. What was paused by itself stays so when all go on."""
        kept = self.kept()
        others = tuple(each for each in kept.stopped if each != person)
        self._keep(msgspec.structs.replace(kept, stopped=(*others, person) if on else others))

    def _keep(self, kept: Kept) -> None:
        with self._database.change():
            known = {*kept.paused, *kept.first, *kept.anyway}
            over = {row["id"] for row in self._database.read(_OVER, (names(known),))} if known else set()
            left = msgspec.structs.replace(
                kept, paused=_without(kept.paused, over), first=_without(kept.first, over), anyway=_without(kept.anyway, over))
            self._settings.put(_NAME, None if left == Kept() else msgspec.json.encode(left).decode())

    # For the engine

    def on_entries(self, entries: Sequence[Entry]) -> list[Entry]:
        """Whoever paused all of theirs has, also while they are carried in another's session."""
        kept = self.kept()
        if kept == Kept():
            return list(entries)
        paused = self._paused(kept)
        return [
            replace(entry, paused=entry.mutation in paused, first=kept.first.get(entry.mutation, 0)) for entry in entries
        ]

    def on_files(self, files: Sequence[MediaEntry]) -> list[MediaEntry]:
        """A file that several acts name waits only when all of them do. A preview does as its original."""
        kept = self.kept()
        if kept == Kept() or not files:
            return list(files)
        held_back = self._paused(kept)
        paused = self._with_previews(self._held(held_back)) if held_back else {}
        first = self._with_previews(self._firsts(kept.first)) if kept.first else {}
        anyway = self._firsts(kept.anyway) if kept.anyway else {}
        return [
            replace(file, paused=file.sha256 in paused, first=first.get(file.sha256, 0), anyway=file.sha256 in anyway)
            for file in files
        ]

    def _paused(self, kept: Kept) -> set[str]:
        """One by one, or as all of a person's."""
        all_of = self._database.read(_ALL_OF, (names(kept.stopped),)) if kept.stopped else ()
        return {*kept.paused, *(row["id"] for row in all_of)}

    def _held(self, paused: Iterable[str]) -> dict[str, int]:
        told = names(list(paused))
        return {row["sha256"]: 0 for row in self._database.read(_HELD, (told, told))}

    def _firsts(self, first: dict[str, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in self._database.read(_FILES, (names(first),)):
            found[row["sha256"]] = max(found.get(row["sha256"], 0), first[row["mutation"]])
        return found

    def _with_previews(self, found: dict[str, int]) -> dict[str, int]:
        rows = self._database.read(f"SELECT sha256, original FROM previews WHERE original IN {SOME}", (names(found),))
        return {**found, **{row["sha256"]: found[row["original"]] for row in rows}}


def _with(marks: dict[str, int], mutation_id: str, on: bool, at: datetime) -> dict[str, int]:
    others = {key: value for key, value in marks.items() if key != mutation_id}
    return {**others, mutation_id: to_ms(at)} if on else others


def _without(marks: dict[str, int], over: set[str]) -> dict[str, int]:
    return {key: value for key, value in marks.items() if key not in over}
