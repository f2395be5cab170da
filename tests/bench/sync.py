"""Records without photos: 5,000 reports up, 5,000 and 100,000 cases down, and a look that finds nothing new.

Ours is the production store, engine and hub, each in a process of its own, everything durable at both ends when it is counted; the
peer is PouchDB towards express-pouchdb with the very same documents, over the same kind of link in the same run. A run counts only
when every record is exactly once at the hub and settled in the device, which is looked up in both databases.

The bound of a link is zstd (level 3) of the same JSON at the link's rate, with packet headers and without connecting, asking or
answering. A whole run takes about a quarter of an hour; --quick leaves out the peer on the bad link and the 100,000 cases, and takes
about two minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sync.hub.service import Caller, HubService
from sync.protocol.ids import new_id
from sync.protocol.sealing import seal
from tests.bench.peers import install
from tests.bench.rows import CannotMeasure, Row, against, at_most, told
from tests.bench.sync_course import PEERS, Measured, Pouch, World, bound_s
from tests.bench.sync_reports import mutation
from tests.links.plan import LinkPlan
from tests.sync.small_district import COLLECTOR, write_seed

REPORTS, MANY = 5_000, 100_000
BAD = LinkPlan(up_bit_s=1e6, down_bit_s=4e6, rtt_s=0.3)
CUT = replace(BAD, up_for_s=5.0, outage_s=1.0)
BAD_NAME = "1/4 Mbit/s, 300 ms"
EMPTY_BYTES = 400
PEER_LIMIT_S = 240.0  # more than sixty times the bound of a push
NICER = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="without the peer on the bad link and without the 100,000 cases")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds on loopback, the middle one counts (default 3)")


def measure(options: argparse.Namespace) -> list[Row]:
    install.node_peers(PEERS)
    with contextlib.suppress(OSError, AttributeError):
        os.nice(-NICER)  # allowed only to root; for every device, hub, peer and link alike: what else runs here is no weather
    with tempfile.TemporaryDirectory(prefix="bench-sync-") as place:
        folder = Path(place)
        rows = _loopback(folder / "loopback", 1 if options.quick else options.rounds)
        rows += _bad_link(folder / "bad", folder / "documents.json", peers=not options.quick)
        if not options.quick:
            rows += _many(folder / "many")
    return rows


# On loopback, side by side

def _loopback(folder: Path, rounds: int) -> list[Row]:
    folder.mkdir(parents=True)
    documents = _documents(folder.parent / "documents.json")
    pouch = Pouch(folder / "pouch", documents)
    up: dict[str, list[Measured]] = {}
    down: dict[str, list[Measured]] = {}
    empty: list[Measured] = []
    try:
        for number in range(rounds):
            for what, batch in (("PouchDB", 0), ("PouchDB, 1000 at a time", 1000)):
                up.setdefault(what, []).append(_done(pouch.push(f"r{number}-{batch}", batch)))
                down.setdefault(what, []).append(_done(pouch.pull(f"r{number}-{batch}", batch)))
            world = World(folder / f"ours-{number}")
            try:
                world.device("first", "seal", str(REPORTS))
                up.setdefault("ours", []).append(world.push("first", REPORTS, None))
                world.device("second", "enter")
                down.setdefault("ours", []).append(world.pull("second", None))
                empty.append(world.pull("second", LinkPlan()))
            finally:
                world.close()
    finally:
        pouch.close()
    return [
        *_beside(f"push {REPORTS:,} reports, loopback", up, 0.1), *_beside(f"first pull of {REPORTS:,} cases, loopback", down, 0.2),
        at_most("empty delta: requests", max(each.requests for each in empty), "requests", 1),
        at_most("empty delta: up and down with all headers", max(each.up_bytes + each.down_bytes for each in empty), "bytes",
                EMPTY_BYTES),
        _none("loopback: records lost, doubled or not settled", [*up["ours"], *down["ours"], *empty]),
    ]


def _beside(what: str, found: dict[str, list[Measured]], goal: float) -> list[Row]:
    seconds = {who: statistics.median(each.seconds for each in runs) for who, runs in found.items()}
    rows = [told(f"{what}: records a second", REPORTS / seconds["ours"], "1/s")]
    rows += [against(what, seconds["ours"], "s", seconds[who], who, goal) for who in seconds if who != "ours"]
    return rows


def _done(found: Measured | None) -> Measured:
    if found is None:
        raise CannotMeasure("PouchDB was not through in a quarter of an hour on loopback")
    return found


# On the bad link

def _bad_link(folder: Path, documents: Path, *, peers: bool) -> list[Row]:
    world, cut = World(folder / "ours"), World(folder / "ours-cut")
    try:
        for each, name, signed in ((world, "first", ()), (cut, "first", ()), (world, "signed", ("signed",))):
            each.device(name, "seal", str(REPORTS), *signed)
        up_bound, signed_bound = (bound_s(world.pushed_json(name), BAD.up_bit_s) for name in ("first", "signed"))
        up, up_cut = world.push("first", REPORTS, BAD), cut.push("first", REPORTS, CUT)
        for each in (world, cut):
            each.device("second", "enter")
        down, down_cut = world.pull("second", BAD), cut.pull("second", CUT)
        empty = world.pull("second", BAD)
        down_bound = bound_s(world.pulled_json(), BAD.down_bit_s)
        up_signed = world.push("signed", REPORTS, BAD)
    finally:
        world.close()
        cut.close()
    beside = f"zstd of the same JSON, {BAD_NAME}"
    rows = [
        *_of(f"push {REPORTS:,}, {BAD_NAME}", up, up_bound, beside, 1.15),
        *_of(f"push {REPORTS:,}, {BAD_NAME}, cut every 5 s for 1 s", up_cut, up_bound, beside, 2.0),
        *_of(f"push {REPORTS:,} signed ones, {BAD_NAME}", up_signed, signed_bound, f"{beside} with the signatures", 1.15),
        *_of(f"first pull of {REPORTS:,}, {BAD_NAME}", down, down_bound, beside, 1.3 + 2 * BAD.rtt_s / down_bound),
        *_of(f"first pull of {REPORTS:,}, {BAD_NAME}, cut every 5 s for 1 s", down_cut, down_bound, beside, 2.6 + 2 * BAD.rtt_s / down_bound),
        told(f"empty delta, {BAD_NAME}, connecting included", empty.seconds, "s"),
        _none("bad link: records lost, doubled or not settled", [up, up_cut, up_signed, down, down_cut]),
    ]
    return rows + (_peers_on_bad_link(folder / "pouch", documents, up, down) if peers else [])


def _of(what: str, found: Measured, bound: float, beside: str, goal: float) -> list[Row]:
    return [
        against(what, found.seconds, "s", bound, beside, goal), told(f"{what}: records a second", REPORTS / found.seconds, "1/s"),
        told(f"{what}: requests", found.requests, "requests"), told(f"{what}: up", found.up_bytes, "bytes"),
        told(f"{what}: down", found.down_bytes, "bytes"),
    ]


def _peers_on_bad_link(folder: Path, documents: Path, up: Measured, down: Measured) -> list[Row]:
    """Each on a link and a server of its own, side by side: they mostly wait. What takes longest begins first."""
    runs: list[tuple[str, Measured, Callable[[Pouch], Measured | None]]] = []
    ways = ((1000, "PouchDB, 1000 at a time"), (0, "PouchDB"))
    for plan, name in ((CUT, f"{BAD_NAME}, cut every 5 s for 1 s"), (BAD, BAD_NAME)):
        runs += [(f"push {REPORTS:,}, {name}: {how}", up, _pushing(batch, plan)) for batch, how in ways]
    runs += [(f"first pull of {REPORTS:,}, {BAD_NAME}: {how}", down, _pulling(batch)) for batch, how in ways]

    def one(number: int) -> Measured | None:
        pouch = Pouch(folder / str(number), documents)
        try:
            return runs[number][2](pouch)
        finally:
            pouch.close()

    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(one, range(len(runs))))
    rows = []
    for (what, ours, _), each in zip(runs, found, strict=True):
        if each is None:
            rows.append(told(f"{what}, not through after", PEER_LIMIT_S, "s"))
        else:
            rows += [told(what, each.seconds, "s"), told(f"{what}: as often as ours", each.seconds / ours.seconds, "times"),
                     told(f"{what}: requests", each.requests, "requests"), told(f"{what}: up and down", each.up_bytes + each.down_bytes, "bytes")]
    return rows


def _pushing(batch: int, plan: LinkPlan) -> Callable[[Pouch], Measured | None]:
    return lambda pouch: pouch.push("there", batch, plan, PEER_LIMIT_S)


def _pulling(batch: int) -> Callable[[Pouch], Measured | None]:
    def run(pouch: Pouch) -> Measured | None:
        _done(pouch.push("there", 1000))
        return pouch.pull("there", batch, BAD, PEER_LIMIT_S)
    return run


# A hundred thousand

def _many(folder: Path) -> list[Row]:
    """The hub is filled by the same acts, in its own process's place, before it is started."""
    folder.mkdir(parents=True)
    service = HubService(folder / "ours" / "hub")
    service.load_seed(write_seed(folder))
    caller = Caller(person=service.world().people[COLLECTOR], device="office")
    for first in range(0, MANY, REPORTS):
        at = datetime.now(UTC)
        service.push(caller, [
            seal(mutation(number, at, device="office", person=COLLECTOR, seq=number, ids=new_id))
            for number in range(first, first + REPORTS)
        ])
    service.close()
    world = World(folder / "ours")
    try:
        world.device("near", "enter")
        world.device("far", "enter")
        near, far = world.pull("near", None), world.pull("far", BAD)
        bound = bound_s(world.pulled_json(), BAD.down_bit_s)
    finally:
        world.close()
    return [
        told(f"first pull of {MANY:,} cases, loopback", near.seconds, "s"),
        told(f"first pull of {MANY:,} cases, loopback: records a second", MANY / near.seconds, "1/s"),
        against(f"first pull of {MANY:,} cases, {BAD_NAME}", far.seconds, "s", bound, "zstd of the same JSON", 1.3 + 2 * BAD.rtt_s / bound),
        told(f"first pull of {MANY:,} cases, {BAD_NAME}: requests", far.requests, "requests"),
        _none("100,000: cases lost or wrong", [near, far]),
    ]


def _documents(path: Path) -> Path:
    """The same reports as PouchDB's documents: the act's id is the document's."""
    at = datetime.now(UTC)
    made = []
    for number in range(REPORTS):
        sealed = json.loads(seal(mutation(number, at, device="device-of-the-peer", person=COLLECTOR, seq=number)).raw)
        made.append({"_id": sealed.pop("id"), **sealed})
    path.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    return path


def _none(what: str, found: list[Measured]) -> Row:
    wrong = sum(each.wrong for each in found)
    return Row(what=what, value=wrong, unit="records", goal=0, holds=wrong == 0)
