"""What was promised while a story went on: to people by their devices, and to devices by the hub. The laws hold it against what is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from sync.hub import sight
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import MediaReceipt, Mutation, Outcome, PushReply
from sync.protocol.sealing import Sealed

if TYPE_CHECKING:
    from tests.sync.world.device import SimDevice
    from tests.sync.world.world import World

NEW_CASE = (Act.SUBMIT, Act.SELF_HANDLED)
_TOLD = "SELECT DISTINCT a.key, c.ref FROM change_audience a JOIN changes c ON c.seq = a.seq WHERE c.kind = 'case'"


class Broken(Exception):
    """A law does not hold. `law`: its name; the text says where."""

    def __init__(self, law: str, told: str) -> None:
        super().__init__(f"{law}: {told}")
        self.law, self.told = law, told


@dataclass(frozen=True)
class Promise:
    """An act that a device has taken from a person: from then on it may not get lost, change or happen twice."""

    mutation: Mutation
    payload: bytes


@dataclass
class Promises:
    """Of one device."""

    acts: dict[str, Promise] = field(default_factory=dict)
    photos: set[str] = field(default_factory=set)


class Ledger:
    def __init__(self, world: World) -> None:
        self._world = world
        self.of: dict[int, Promises] = {}
        self.reports: dict[str, str] = {}  # every report that was ever sealed anywhere: its id, and the mutation's
        self.made: dict[str, tuple[str, int]] = {}  # device, and how many were sealed before, of every act ever sealed
        self.acknowledged: set[str] = set()  # acts that the hub told a device it has
        self.stored: set[str] = set()  # files that the hub told a device are complete
        self.in_sight: dict[str, set[str]] = {}  # cases that were ever told under each key, from before the hub forgot it
        self.keys: dict[str, set[str]] = {}  # under which each person ever saw cases
        self.looked_at: dict[str, int] = {}  # the version of each case that was last looked at
        self.timelines: dict[str, tuple[int, str]] = {}  # of each case, up to where it was seen, and the hash there

    def look_again(self) -> None:
        """At every case, also at those that nobody has done anything on since the last look."""
        self.looked_at.clear()

    def promises(self, device: SimDevice) -> Promises:
        return self.of.setdefault(device.number, Promises())

    # What devices promise to people

    def kept(self, device: SimDevice, data: bytes) -> None:
        self.promises(device).photos.add(hashlib.sha256(data).hexdigest())

    def sealed(self, device: SimDevice, case_id: str | None = None) -> None:
        """Take note of what this device has sealed, of one case or of all."""
        known = self.promises(device).acts
        where, values = ("WHERE case_id = ?", (case_id,)) if case_id else ("", ())
        for row in device.desk.store.database.read(f"SELECT id, payload FROM mutations {where} ORDER BY seq", values):
            if row["id"] not in known:
                self._note(known, bytes(row["payload"]))

    def _note(self, known: dict[str, Promise], payload: bytes) -> None:
        act = msgspec.json.decode(payload, type=Mutation)
        known[act.id] = Promise(act, payload)
        self._world.note(f"seals {act.act.value} {act.id} on case {act.case_id}")
        self.made.setdefault(act.id, (act.device, len(self.made)))
        if act.act in NEW_CASE:
            self.reports[act.case_id] = act.id

    def came_back(self, device: SimDevice) -> None:
        """After a power cut: what was committed in its last moment counts as well, and nothing promised may be missing."""
        self._world.to_look_at.add(device.number)

    def was_restored(self, device: SimDevice) -> None:
        """From an older copy: what was made since is lost with the device, as its owner knows."""
        promises = self.promises(device)
        database = device.desk.store.database
        there = {row["id"] for row in database.read("SELECT id FROM mutations")}
        promises.acts = {key: each for key, each in promises.acts.items() if key in there}
        promises.photos &= {row["sha256"] for row in database.read("SELECT sha256 FROM media WHERE made = 1")}

    # What the hub promises to devices

    def answered(self, device: SimDevice, batch: Sequence[Sealed], reply: PushReply) -> None:
        """A receipt that tells of an act taken is true at the moment in which it is read: the row is committed."""
        self._world.checked["a receipt is given after the act is durable"] += 1
        sent = {each.id for each in batch}
        for receipt in reply.receipts:
            if receipt.outcome is Outcome.REFUSED or receipt.mutation not in sent:
                continue
            rows = self._world.hub.rows("SELECT content FROM mutations WHERE id = ?", receipt.mutation)
            if not rows:
                raise Broken("a receipt is given after the act is durable",
                             f"{device.tablet.name} was told that act {receipt.mutation} is taken, and no committed row says so")
            self.acknowledged.add(receipt.mutation)

    def receipt(self, device: SimDevice, receipt: MediaReceipt) -> None:
        """A file that is called complete is certain: right bytes, which a power cut in this instant could not take."""
        if not receipt.complete:
            return
        law = "a complete file is durable and whole"
        self._world.checked[law] += 1
        hub = self._world.hub
        if hub.service is None:
            return
        data = hub.machine.certain(hub.service.files.path(receipt.sha256))
        if data is None or hashlib.sha256(data).hexdigest() != receipt.sha256:
            what = "it could be lost" if data is None else "its bytes are others"
            raise Broken(law, f"{device.tablet.name} was told that file {receipt.sha256[:8]} is complete, but {what}")
        self.stored.add(receipt.sha256)

    def hub_was_restored(self) -> None:
        """What was acknowledged since the copy is gone for the hub: the devices have to bring it again."""
        self.acknowledged.clear()
        self.stored.clear()
        self.timelines.clear()
        self.looked_at.clear()

    def files_were_restored(self) -> None:
        """The database still knows every act; files that came since the copy are asked for again."""
        self.stored.clear()

    # Who may have seen what

    def note_keys(self) -> None:
        service = self._world.hub.service
        if service is not None:
            for login, person in service.world().people.items():
                self.keys.setdefault(login, set()).update(sight.own_keys(person) - {sight.EVERYBODY})

    def seen_by(self, login: str) -> set[str]:
        """Every case that this person was ever told of, or could have been under a key that came later."""
        keys = self.keys.get(login, set())
        marks = ",".join("?" * len(keys))
        rows: list[Any] = self._world.hub.rows(f"{_TOLD} AND a.key IN ({marks})", *sorted(keys))
        return {row["ref"] for row in rows}.union(*(self.in_sight.get(key, ()) for key in keys))

    def remember_sight(self) -> None:
        """Before the hub forgets: set back, or its feed cleared."""
        for row in self._world.hub.rows(_TOLD):
            self.in_sight.setdefault(row["key"], set()).add(row["ref"])
