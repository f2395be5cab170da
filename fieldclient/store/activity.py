"""What goes on among people, as far as this device knows: the hub's last answer, what it was not told yet, my own choice.

Reading a notice and choosing a nickname are durable here first and travel when there is a network; telling twice is harmless.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from fieldclient.store.database import Database
from fieldclient.store.settings import Settings
from fieldclient.store.times import from_ms, to_ms
from sync.engine.activity import ASK_EVERY
from sync.protocol.activity import MAX_READS, Activity, Choice, Read, Told

_HEARD = "campaigns_heard."  # by person
_MOST_HEARD = 500


class ActivityKept:
    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    def answer(self, person: str) -> tuple[Activity, datetime] | None:
        """What the hub last said, and when; None before it did."""
        row = self._database.one("SELECT raw, kept_ms FROM activity WHERE person = ?", (person,))
        if row is None:
            return None
        try:
            return msgspec.json.decode(row["raw"], type=Activity), from_ms(row["kept_ms"])
        except msgspec.DecodeError:
            return None  # of another version: it is asked for again in a quarter of an hour

    def campaigns_heard(self, person: str) -> dict[str, tuple[str, str]]:
        """Code → Chinese and English of every campaign that the hub has told this person of: cases keep one that it drops."""
        try:
            return msgspec.json.decode(self._settings.get(_HEARD + person) or "{}", type=dict[str, tuple[str, str]])
        except msgspec.DecodeError:
            return {}

    def _hear(self, person: str, *answers: Activity) -> None:
        heard = self.campaigns_heard(person)
        told = {each.code: (each.zh, each.en) for answer in answers for each in answer.campaigns}
        if told.items() - heard.items():
            others = [(code, names) for code, names in heard.items() if code not in told]
            last = dict([*others, *told.items()][-_MOST_HEARD:])
            self._settings.put(_HEARD + person, msgspec.json.encode(last).decode())

    def choice(self, person: str) -> tuple[Choice | None, bool, str]:
        """What the person chose (here, else what the hub holds), whether the hub knows, and why it did not take it."""
        row = self._database.one("SELECT raw, told_ms, problem FROM taking_part WHERE person = ?", (person,))
        if row is not None:
            return msgspec.json.decode(row["raw"], type=Choice), row["told_ms"] is not None, row["problem"]
        kept = self.answer(person)
        return (kept[0].choice if kept is not None else None), True, ""

    def choose(self, person: str, taking_part: bool, nickname: str, at: datetime) -> None:
        """By the hub's clock, and later than the choice that it replaces: who leaves the ranking on a slow tablet has left it."""
        before, _, _ = self.choice(person)
        at += self._ahead()
        if before is not None:
            at = max(at, before.at + timedelta(milliseconds=1))
        choice = Choice(taking_part=taking_part, nickname=nickname, at=at)
        self._database.write(
            "INSERT OR REPLACE INTO taking_part (person, raw, told_ms) VALUES (?, ?, NULL)",
            (person, msgspec.json.encode(choice)))

    # For the sync engine

    def to_tell(self, person: str, at: datetime) -> Told | None:
        """See `sync.engine.activity.KeepsActivity`."""
        ahead = self._ahead()
        rows = self._database.read(
            "SELECT id, read_ms FROM notices WHERE person = ? AND read_ms IS NOT NULL AND told_ms IS NULL"
            " ORDER BY read_ms LIMIT ?", (person, MAX_READS))
        reads = tuple(Read(notice=row["id"], at=from_ms(row["read_ms"]) + ahead) for row in rows)
        choice, known, _ = self.choice(person)
        told = Told(reads=reads, choice=None if known else choice)
        if told != Told():
            return told
        asked = self._database.one("SELECT kept_ms FROM activity WHERE person = ?", (person,))
        fresh = asked is not None and timedelta(0) <= at - from_ms(asked["kept_ms"]) < ASK_EVERY
        return None if fresh else told

    def _ahead(self) -> timedelta:
        """How far the hub's clock is ahead of this device's."""
        clock = self._settings.clock()
        return timedelta(seconds=clock.offset_s if clock is not None else 0.0)

    def keep(self, person: str, told: Told, answer: Activity, at: datetime) -> None:
        at_ms = to_ms(at)
        before = self.answer(person)
        with self._database.change():
            self._hear(person, *((before[0],) if before is not None else ()), answer)
            self._database.write(
                "INSERT OR REPLACE INTO activity (person, raw, kept_ms) VALUES (?, ?, ?)",
                (person, msgspec.json.encode(answer), at_ms))
            self._database.write_many(
                "UPDATE notices SET told_ms = ? WHERE person = ? AND id = ?",
                [(at_ms, person, each.notice) for each in told.reads])
            self._database.write_many(
                "UPDATE notices SET read_ms = COALESCE(read_ms, ?), told_ms = ? WHERE person = ? AND id = ? AND told_ms IS NULL",
                [(at_ms, at_ms, person, notice) for notice in answer.reads])
            self._keep_choice(person, told.choice, answer, at_ms)

    def _keep_choice(self, person: str, told: Choice | None, answer: Activity, at_ms: int | None) -> None:
        """What was chosen meanwhile stays to be told; what was not taken stays with its reason, until there is another choice."""
        if told is None:
            return
        row = self._database.one("SELECT raw FROM taking_part WHERE person = ?", (person,))
        if row is None or msgspec.json.decode(row["raw"], type=Choice) != told:
            return
        if answer.nickname_problem:
            self._database.write(
                "UPDATE taking_part SET told_ms = ?, problem = ? WHERE person = ?", (at_ms, answer.nickname_problem, person))
        else:
            self._database.write("DELETE FROM taking_part WHERE person = ?", (person,))
