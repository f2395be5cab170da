"""A stick, as a person uses one: onto it goes what waits and what came back for others; from it comes what is for us."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from fieldclient.store import Store
from fieldclient.store.disk import told
from fieldclient.store.keys import DeviceKey
from fieldclient.work.handover import carrying, packing
from fieldclient.work.handover.copies import Copies, copies_folder
from sync.protocol.bundle_shapes import SLIP_SUFFIX, SUFFIX
from sync.protocol.problems import Code, Problem


@dataclass(frozen=True, slots=True)
class Put:
    """What went onto it: acts of mine, and slips for those whose bundles this device has delivered."""

    acts: int
    slips: int


@dataclass(frozen=True, slots=True)
class Got:
    """What came from it: bundles taken along, own bundles whose receipts came back, and the first thing that was wrong."""

    bundles: int
    settled: int
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Errands:
    """`carried`: bundles of others on their way to the hub; `copies`: second copies of acts that this store does not know."""

    carried: int = 0
    copies: int = 0


def errands(store: Store) -> Errands:
    return Errands(len(store.bundles.carried(waiting=True)), len(_copies(store).unknown()))


def restore_copies(store: Store) -> int:
    """Second copies of what this store does not know go on their way to the hub; how many."""
    found = _copies(store).unknown()
    for each in found:
        _copies(store).restore(each)
    return len(found)


def _copies(store: Store) -> Copies:
    return Copies(store, copies_folder(store.folder))


def put(store: Store, folder: Path, key: DeviceKey | None) -> Put:
    """BUNDLE_INVALID (no_key), DISK_FULL, DISK_FAILED."""
    if key is None:
        raise Problem(Code.BUNDLE_INVALID, reason="no_key")
    handed = packing.pack_all(store, folder, key)
    slips = store.bundles.slips()
    try:
        for slip in slips:
            store.files.disk.put(folder / f"{slip.bundle}{SLIP_SUFFIX}", msgspec.json.encode(slip))
    except OSError as cause:
        raise told(cause) from cause
    return Put(sum(each.acts for each in handed), len(slips))


def put_one(store: Store, folder: Path, key: DeviceKey | None, mutation_id: str) -> Put:
    """One act with its files, also one that is held back, and what waits before it in its case: alone it would be judged
    without that, and refused. BUNDLE_INVALID (no_key), DISK_FULL, DISK_FAILED."""
    if key is None:
        raise Problem(Code.BUNDLE_INVALID, reason="no_key")
    handed = packing.pack(store, folder, key, packing.up_to(store, mutation_id))
    return Put(handed.acts if handed is not None else 0, 0)


def get(store: Store, folder: Path) -> Got:
    """Everything in the folder that is for this device or can be carried by it; one bad file does not stop the next."""
    bundles = settled = 0
    problem: Problem | None = None
    for path in carrying.found_in(folder):
        try:
            if path.suffix == SUFFIX:
                bundles += _take(store, path)
            else:
                settled += _settle(store, path)
        except Problem as found:
            problem = problem or found
    return Got(bundles, settled, problem)


def _take(store: Store, path: Path) -> int:
    """1 when it is to be carried; an own one, or one of old, is not."""
    before = len(store.bundles.carried(waiting=True))
    try:
        with path.open("rb") as file:
            head = carrying.look(store, file)
    except OSError as cause:
        raise Problem(Code.FILE_UNREADABLE) from cause
    if store.bundles.made(head.bundle) is not None:
        return 0
    carrying.take(store, path)
    return len(store.bundles.carried(waiting=True)) - before


def _settle(store: Store, path: Path) -> int:
    """1 when its receipts were for acts of this device."""
    slip = carrying.read_slip(path)
    if store.bundles.made(slip.bundle) is None:
        return 0  # somebody else's, on the same stick
    packing.settle(store, slip)
    return 1
