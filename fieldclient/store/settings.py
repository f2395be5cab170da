"""Small facts of the device: its id, the hub's address, how the person likes the window, how the link was last."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec

from fieldclient.store.database import Database
from sync.engine.lanes import TravelRules
from sync.protocol.ids import new_id
from sync.protocol.people import HubInfo
from sync.protocol.problems import Problem, ProblemBody

T = TypeVar("T")


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """Hub time minus device time in seconds, as last measured at `at` (device clock)."""

    offset_s: float
    uncertainty_s: float
    at: datetime


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """How the last cycle went; `problem` None: it went through."""

    at: datetime
    problem: ProblemBody | None = None


class Settings:
    """Names and values, and the few that have a meaning of their own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        row = self._database.kept("SELECT value FROM settings WHERE name = ?", name)
        return None if row is None else row["value"]

    def put(self, name: str, value: str | None) -> None:
        """None forgets it."""
        if value is None:
            self._database.write("DELETE FROM settings WHERE name = ?", (name,))
        else:
            self._database.write("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))

    def all(self) -> dict[str, str]:
        return {row["name"]: row["value"] for row in self._database.read("SELECT name, value FROM settings")}

    def device_id(self) -> str:
        """Made once for this store and kept for ever: with `seq` it tells the hub one device's acts apart."""
        with self._database.change():
            known = self.get("device_id")
            if known is None:
                known = new_id()
                self.put("device_id", known)
            return known

    def next_seq(self) -> int:
        """1, 2, 3 … without a gap, over all people of this device. Call inside the change that uses it."""
        with self._database.change():
            seq = int(self.get("seq") or "0") + 1
            self.put("seq", str(seq))
            return seq

    def clock(self) -> Clock | None:
        return self._struct("clock", Clock)

    def note_clock(self, offset_s: float, uncertainty_s: float, at: datetime) -> None:
        self._keep("clock", Clock(offset_s=offset_s, uncertainty_s=uncertainty_s, at=at))

    def hub_info(self) -> HubInfo | None:
        return self._struct("hub", HubInfo)

    def note_hub(self, info: HubInfo) -> None:
        """Only what differs is written: the hub's time is not worth a commit."""
        known = self.hub_info()
        if known is None or msgspec.structs.replace(info, hub_time=known.hub_time) != known:
            self._keep("hub", info)

    def travel_rules(self, hub: str | None = None) -> TravelRules:
        """When originals may travel to this hub; what was kept before there were rules for each counts where it has none."""
        own = self._struct(f"travel.{hub}", TravelRules) if hub else None
        return own or self._struct("travel", TravelRules) or TravelRules()

    def set_travel_rules(self, rules: TravelRules, hub: str | None = None) -> None:
        self._keep(f"travel.{hub}" if hub else "travel", rules)

    def link(self) -> Link | None:
        return self._struct("link", Link)

    def note_link(self, problem: Problem | None, at: datetime) -> None:
        self._keep("link", Link(at=at, problem=problem.to_wire() if problem else None))

    def _struct(self, name: str, kind: type[T]) -> T | None:
        raw = self.get(name)
        if raw is None:
            return None
        try:
            return msgspec.json.decode(raw, type=kind)
        except msgspec.DecodeError:
            return None  # it is measured anew in the next cycle

    def _keep(self, name: str, value: object) -> None:
        self.put(name, msgspec.json.encode(value).decode())
