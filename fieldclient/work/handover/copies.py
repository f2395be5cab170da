"""The second copy: every act that was not sent yet lies once more outside the app's folder, for as long as it waits and at least
14 days.

Tablets are reset, folders deleted by whoever cleans up. A copy is a bundle of one act, which only the hub can read: nobody who
finds it learns anything, and it needs no key of this device to be of use. Restoring one means carrying it to the hub.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import platformdirs

from fieldclient.store import Store
from fieldclient.store.keys import DeviceKey
from fieldclient.store.times import to_ms
from fieldclient.work.handover import carrying, packing
from sync.engine.device import Delivery
from sync.protocol import bundle
from sync.protocol.bundle_shapes import MAX_ACTS, SUFFIX
from sync.protocol.problems import Problem

KEPT = timedelta(days=14)
COPIES_VARIABLE = "FIELDCLIENT_COPIES"
SETTING = "second_copies"  # 'off': the person does not want them


def copies_folder(data_folder: Path) -> Path:
    """Outside the app's own folder: among the person's documents, where they would look; beside a folder of their own choice."""
    given = os.environ.get(COPIES_VARIABLE)
    if given:
        return Path(given)
    if data_folder == Path(platformdirs.user_data_dir("fieldclient", appauthor=False)):
        return Path(platformdirs.user_documents_dir()) / "fieldclient copies"
    return data_folder.with_name(f"{data_folder.name} copies")


@dataclass(frozen=True, slots=True)
class Found:
    """A copy of an act that this device's store does not know."""

    path: Path
    mutation: str
    made_at: datetime
    size_bytes: int


class Copies:
    """`folder` lies outside the data folder; it is made when the first copy is."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def keep_up(self, key: DeviceKey, most: int = MAX_ACTS) -> int:
        """A copy of every act that waits and has none, at most so many; how many were made. Not for the window's thread. A folder
        that cannot be written, or a hub whose key is not known yet, costs nothing: it is tried again the next time."""
        store, made = self._store, 0
        account = store.people.current()
        if account is None or account.hub_id is None or store.settings.get(SETTING) == "off":
            return 0
        have = {row["mutation"] for row in store.database.read("SELECT mutation FROM copies")}
        with suppress(Problem, OSError):
            public = packing.hub_key(store, account.hub_id)
            for mutation in packing.waiting(store, account.person.id):
                if made >= most:
                    break
                if mutation not in have:
                    self._make(mutation, account.hub_id, account.person.id, key, public)
                    made += 1
        return made

    def _make(self, mutation: str, hub: str, person: str, key: DeviceKey, public: bytes) -> None:
        """Its name is the act's: a second try replaces the first."""
        store, now = self._store, self._store.clock()
        rows = [store.media.get(sha256) for sha256 in store.outbox.hashes(mutation)]
        store.files.check_room(sum(row.ref.size_bytes for row in rows if row is not None))  # the next photo comes first
        store.files.disk.make_folder(self._folder)
        name = f"{mutation}{SUFFIX}"
        packing.write(
            store, self._folder / name, mutation, hub=hub, person=person, key=key, ids=[mutation], made_at=now, hub_public=public
        )
        with store.database.change():
            store.database.write("INSERT OR REPLACE INTO copies VALUES (?, ?, ?)", (mutation, name, to_ms(now)))

    def clear(self) -> int:
        """Remove copies of acts that have arrived with all their files and are older than 14 days; how many. Nothing else goes:
        a copy of what was never sent stays, however old."""
        store, gone = self._store, 0
        for row in store.database.read("SELECT * FROM copies WHERE made_ms < ?", (to_ms(store.clock() - KEPT),)):
            record = store.outbox.find(row["mutation"])
            if record is None or record.state is not Delivery.ARRIVED or record.files_left:
                continue
            with suppress(OSError):
                store.files.disk.remove(self._folder / row["name"])
                with store.database.change():
                    store.database.write("DELETE FROM copies WHERE mutation = ?", (row["mutation"],))
                gone += 1
        return gone

    def unknown(self) -> list[Found]:
        """Copies for this person's hub of acts that the store neither knows nor carries, oldest first: its folder was lost, or
        they were made by another."""
        account = self._store.people.current()
        if account is None:
            return []
        return [
            found for found, hub in self._all()
            if hub == account.hub_id and not self._store.bundles.has(found.mutation)
            and self._store.outbox.find(found.mutation) is None
        ]

    def _all(self) -> Iterator[tuple[Found, str]]:
        paths: list[Path] = []
        with suppress(OSError):
            paths = sorted(self._folder.glob(f"*{SUFFIX}"))
        for path in paths:
            with suppress(OSError, Problem), path.open("rb") as file:
                head = bundle.read_head(file)
                yield Found(path, head.bundle, head.made_at, path.stat().st_size), head.hub

    def restore(self, found: Found) -> None:
        """On its way to the hub again: it goes at the next sync. Should the hub have it already, nothing is doubled. The copy
        stays where it is."""
        carrying.take(self._store, found.path)
