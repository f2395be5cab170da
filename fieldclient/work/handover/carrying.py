"""Taking other people's bundles along: from a stick or the local network onto this device, and from here to the hub."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from fieldclient.store import Store
from fieldclient.store.bundles import Carried
from fieldclient.store.disk import told
from sync.engine.bundles import BundleHub, deliver
from sync.protocol import bundle
from sync.protocol.bundle_shapes import MAX_BUNDLE_BYTES, NOT_READABLE, SLIP_SUFFIX, SUFFIX, Head, Slip
from sync.protocol.ids import is_id
from sync.protocol.problems import Code, Problem

PIECE_BYTES = 256 * 1024
MAX_SLIP_BYTES = 16 * 1024 * 1024
# Of one bundle, perhaps: the next may go through.
_OF_ONE = frozenset({
    Code.HUB_ERROR, Code.NOT_OUR_REPLY, Code.INTERNAL, Code.BODY_INVALID, Code.MEDIA_TOO_LARGE, Code.QUOTA_FULL,
    Code.OFFSET_MISMATCH,
})

Ask = Callable[[Callable[[Store], Any]], Any]


def take(store: Store, path: Path) -> Head:
    """Copy a bundle onto this device; durable on return, and the original may go. Harmless a second time. BUNDLE_INVALID
    (reason; other_hub when this device works for another one), DISK_FULL."""
    try:
        with path.open("rb") as file:
            head = look(store, file)
            size_bytes = path.stat().st_size
            file.seek(0)
            return keep(store, head, size_bytes, iter(lambda: file.read(PIECE_BYTES), b""))
    except OSError as cause:
        raise Problem(Code.FILE_UNREADABLE) from cause


def look(store: Store, file: BinaryIO) -> Head:
    """What it is, and whether it is for our hub: what the person's own hub cannot read is not worth carrying."""
    head = bundle.read_head(file)
    account = store.people.current()
    if not is_id(head.bundle):
        raise Problem(Code.BUNDLE_INVALID, reason="damaged")
    if account is None or account.hub_id != head.hub:
        raise Problem(Code.BUNDLE_INVALID, reason="other_hub")
    return head


def keep(store: Store, head: Head, size_bytes: int, pieces: Iterable[bytes]) -> Head:
    """The bytes of a bundle whose head was looked at. It is whole when it has as many bytes as its bearer says."""
    if size_bytes > MAX_BUNDLE_BYTES:
        raise Problem(Code.BUNDLE_INVALID, reason="damaged")
    if store.bundles.has(head.bundle):
        return head
    store.files.check_room(size_bytes)
    disk, folder = store.files.disk, store.bundles.make_folder()
    part, target = folder / f"{head.bundle}.part", store.bundles.path(head.bundle)
    try:
        disk.remove(part)
        written = 0
        with disk.create(part) as file:
            for piece in pieces:
                written += len(piece)
                if written > size_bytes:
                    break
                disk.write(file, piece)
            disk.sync(file)
        if written != size_bytes:
            disk.remove(part)
            raise Problem(Code.BUNDLE_INVALID, reason="damaged")
        disk.rename(part, target)
        disk.sync_folder(folder)
    except OSError as cause:
        with suppress(OSError):
            disk.remove(part)
        raise told(cause) from cause
    store.bundles.note_carried(head, size_bytes, store.clock())
    return head


def deliver_all(ask: Ask, hub: BundleHub, should_stop: Callable[[], bool] = lambda: False) -> list[Slip]:
    """Bring everything carried to the hub, one after the other, from where each stands; the slips that came. One that the hub
    cannot use (BUNDLE_INVALID) is not brought again, and none that it stumbles over stops the next; the trouble is raised at the
    end. What is about the way is raised at once.

    `ask` runs a job on the store, wherever that lives: the network is never waited for in there.
    """
    slips: list[Slip] = []
    trouble: Problem | None = None
    for each, path in ask(_waiting):
        if should_stop():
            break
        slip: Slip | None = None
        try:
            with suppress(FileNotFoundError), path.open("rb") as file:
                slip = deliver(hub, each.bundle, each.size_bytes, file, should_stop)
        except Problem as problem:
            if problem.code is Code.BUNDLE_INVALID:
                ask(lambda store, bundle=each.bundle: store.bundles.note_refused(bundle))  # type: ignore[misc]
            elif problem.code in _OF_ONE:
                trouble = trouble or problem
            else:
                raise
        if slip is not None:
            ask(lambda store, slip=slip: store.bundles.note_delivered(slip))  # type: ignore[misc]
            slips.append(slip)
    if trouble is not None:
        raise trouble
    return slips


def _waiting(store: Store) -> list[tuple[Carried, Path]]:
    """For the hub of who is signed in."""
    account = store.people.current()
    hub = account.hub_id if account is not None else None
    return [(each, store.bundles.path(each.bundle)) for each in store.bundles.carried(waiting=True) if each.hub == hub]


def read_slip(path: Path) -> Slip:
    """BUNDLE_INVALID (not_one) for anything else, however large."""
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(MAX_SLIP_BYTES), type=Slip)
    except (*NOT_READABLE, OSError) as cause:
        raise Problem(Code.BUNDLE_INVALID, reason="not_one") from cause


def found_in(folder: Path) -> list[Path]:
    """Bundles and slips in a folder, e.g. of a stick; the oldest first."""
    with suppress(OSError):
        found = [each for each in folder.iterdir() if each.suffix in (SUFFIX, SLIP_SUFFIX) and each.is_file()]
        return sorted(found, key=lambda each: (each.stat().st_mtime, each.name))
    return []
