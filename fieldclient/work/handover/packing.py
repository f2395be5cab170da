"""Making bundles of what waits here, and reading the slips that come back for them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from fieldclient.store import Store
from fieldclient.store.bundles import Made
from fieldclient.store.disk import Disk, told
from fieldclient.store.keys import DeviceKey
from fieldclient.store.people import NOBODY
from sync.engine.device import Delivery
from sync.protocol import bundle, bundle_keys, identity
from sync.protocol.bundle_shapes import SUFFIX, Delivered, Packed, Slip
from sync.protocol.ids import new_id
from sync.protocol.problems import Code, Problem

PIECE_BYTES = 256 * 1024
PORTION_ACTS = 1000
PORTION_BYTES = 2 * 1024**3  # a stick's file system may end at four
_OPEN = (Delivery.WAITING, Delivery.TRAVELLING)


@dataclass(frozen=True, slots=True)
class Handed:
    """A bundle that lies ready. Nothing changes for the acts in it: they are sent as well when a network comes first."""

    bundle: str
    path: Path
    acts: int
    files: int
    size_bytes: int


def hub_key(store: Store, hub_id: str) -> bytes:
    """As the hub told at the last greeting. BUNDLE_INVALID (no_key) before this device has heard of it."""
    info = store.settings.hub_info()
    found = identity.raw(info.bundle_key, identity.PUBLIC_BYTES) if info is not None and info.hub_id == hub_id else None
    if found is None:
        raise Problem(Code.BUNDLE_INVALID, reason="no_key")
    return found


def waiting(store: Store, person: str) -> list[str]:
    """Acts that have not all arrived, oldest first: the record, or files of it."""
    return [each.id for each in store.outbox.open_of(person, limit=bundle.MAX_ACTS) if each.state is not Delivery.REFUSED]


def up_to(store: Store, mutation_id: str) -> list[str]:
    """This act, and before it those that wait in its case. BODY_INVALID (mutation) for none of who is signed in."""
    person, record = store.people.current_id(), store.outbox.find(mutation_id)
    if record is None or record.person != person:
        raise Problem(Code.BODY_INVALID, field="mutation")
    before = [
        each.id for each in store.outbox.open_of(person, limit=bundle.MAX_ACTS)
        if each.case_id == record.case_id and each.seq < record.seq and each.state in _OPEN
    ]
    return [*before, mutation_id]


def pack(store: Store, folder: Path, key: DeviceKey, acts: Sequence[str] | None = None) -> Handed | None:
    """Everything that waits (or just `acts`) of who is signed in, into a new file in `folder`; None when nothing waits.

    The file appears whole or not at all. A file of an act that is damaged or gone stays out: the act says which it names.
    """
    account = store.people.current()
    if account is None or account.person.id == NOBODY or account.hub_id is None:
        raise Problem(Code.SIGN_IN_NEEDED)
    ids = waiting(store, account.person.id) if acts is None else list(acts)
    if not ids:
        return None
    ids = portion(store, ids)
    public = hub_key(store, account.hub_id)
    name = new_id()
    target = folder / f"{name}{SUFFIX}"
    made_at = store.clock()
    content = write(
        store, target, name, hub=account.hub_id, person=account.person.id, key=key, ids=ids, made_at=made_at, hub_public=public,
        note=lambda content_key: store.bundles.note_made(
            Made(name, account.person.id, account.hub_id or "", content_key, made_at, tuple(ids), None)),
    )
    return Handed(name, target, len(ids), content, target.stat().st_size)


def portion(store: Store, ids: Sequence[str]) -> list[str]:
    """As many of these as one file can hold everywhere; always the first. What is left waits for another file."""
    out: list[str] = []
    size_bytes = 0
    for each in ids[:PORTION_ACTS]:
        rows = [store.media.get(sha256) for sha256 in store.outbox.hashes(each)]
        size_bytes += sum(row.ref.size_bytes for row in rows if row is not None)
        if out and size_bytes > PORTION_BYTES:
            break
        out.append(each)
    return out


def pack_all(store: Store, folder: Path, key: DeviceKey) -> list[Handed]:
    """Everything that waits, in as many files as it takes."""
    account = store.people.current()
    left = waiting(store, account.person.id) if account is not None else []
    out: list[Handed] = []
    while left:
        handed = pack(store, folder, key, left)
        if handed is None:
            break
        out.append(handed)
        left = left[handed.acts:]
    return out


class _Whole:
    """A file that takes all of what it is given, or raises."""

    def __init__(self, disk: Disk, file: BinaryIO) -> None:
        self._disk, self._file = disk, file

    def write(self, raw: bytes) -> int:
        self._disk.write(self._file, raw)
        return len(raw)


def write(
    store: Store, target: Path, name: str, *, hub: str, person: str, key: DeviceKey, ids: Sequence[str], made_at: datetime,
    hub_public: bytes, note: Callable[[bytes], None] | None = None,
) -> int:
    """Temp, fsync, rename, fsync of the folder; how many files went in. DISK_FULL, DISK_FAILED."""
    disk: Disk = store.files.disk
    sealed = store.outbox.sealed(ids)
    packed = _files(store, ids)
    part = target.with_suffix(".part")
    try:
        disk.remove(part)
        with disk.create(part) as file:
            content_key = bundle.write(
                _Whole(disk, file), bundle=name, hub=hub, device=store.settings.device_id(), signer=key.id, sign=key.sign,
                made_at=made_at, manifest=bundle.manifest_of(person, sealed, packed),
                contents=(_bytes(store, each.sha256) for each in packed), hub_public=hub_public,
            )
            disk.sync(file)
        if note is not None:
            note(content_key)  # before the file is given out: without its key no slip could be read
        disk.rename(part, target)
        disk.sync_folder(target.parent)
    except OSError as cause:
        with suppress(OSError):
            disk.remove(part)
        raise told(cause) from cause
    return len(packed)


def _files(store: Store, ids: Sequence[str]) -> list[Packed]:
    hashes = list(dict.fromkeys(sha256 for each in ids for sha256 in store.outbox.hashes(each)))
    out = []
    for sha256 in hashes:
        row = store.media.get(sha256)
        if row is None:
            continue
        with suppress(Problem), store.media.open(sha256) as file:
            if os.fstat(file.fileno()).st_size == row.ref.size_bytes:
                out.append(Packed(sha256=sha256, size_bytes=row.ref.size_bytes, mime=row.ref.mime))
    return out


def _bytes(store: Store, sha256: str) -> Iterator[bytes]:
    with store.media.open(sha256) as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def settle(store: Store, slip: Slip) -> Delivered:
    """The hub's receipts, as if they had come over the wire: acts and files they name have arrived. A second time changes
    nothing. BUNDLE_INVALID (other_device) for a bundle that was not made here."""
    made = store.bundles.made(slip.bundle)
    if made is None:
        raise Problem(Code.BUNDLE_INVALID, reason="other_device")
    delivered = bundle_keys.open_receipts(slip, made.key)
    queue, now = store.queue(made.person), store.clock()
    mine = set(made.acts)
    queue.settle([each for each in delivered.receipts if each.mutation in mine], now)
    for receipt in delivered.files:
        queue.media_arrived(receipt, now)
    store.bundles.note_settled(slip.bundle, now)
    return delivered
