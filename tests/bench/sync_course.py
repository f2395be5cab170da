"""The runs that `sync` is made of: a hub, a device before it, a link between them, and what is true at both ends afterwards."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

from sync.hub.db.database import FILE_NAME
from sync.hub.service import Caller, HubService
from sync.protocol import wire
from sync.protocol.sealing import Sealed, pack
from tests.bench.link_contenders import HUB, ROOT, START_S, Process, _environment
from tests.bench.peers import install
from tests.bench.rows import CannotMeasure
from tests.links.plan import PACKET_BYTES, PAYLOAD_BYTES, LinkPlan
from tests.links.process import Link
from tests.sync.small_district import COLLECTOR, write_seed

PEERS = Path(__file__).parent / "peers" / "pouch"
STORE = "store.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One transfer. `wrong`: records that are not exactly once where they should be."""

    seconds: float
    up_bytes: int = 0
    down_bytes: int = 0
    requests: int = 0
    cuts: int = 0
    wrong: int = 0


class World:
    """One hub, and devices before it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.ready = folder / "ready"
        self.hub = Process(
            [sys.executable, "-c", HUB, "--data", str(folder / "hub"), "--port", "0", "--ready-file", str(self.ready),
             "--seed", str(write_seed(folder))], folder / "hub.log")
        until = time.monotonic() + START_S
        while not self.ready.exists():
            if self.hub.ended or time.monotonic() > until:
                raise CannotMeasure(f"the hub did not come up: {(folder / 'hub.log').read_text()[-400:]}")
            time.sleep(0.02)
        self.port = int(self.ready.read_text().strip().rpartition(":")[2])

    def close(self) -> None:
        self.hub.end()

    def device(self, name: str, *do: str, address: str | None = None) -> dict[str, Any]:
        """What the device's process tells at its end."""
        told = self.folder / f"{name}.address"
        told.write_text(address or self.ready.read_text())
        command = [sys.executable, "-m", "tests.bench.sync_device", str(self.folder / name), str(told), *do]
        done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True)
        return _told(done.returncode, done.stdout, done.stderr)

    @contextlib.contextmanager
    def way(self, plan: LinkPlan | None) -> Iterator[tuple[str, Link | None]]:
        """The address to use: the hub's own, or a link's."""
        if plan is None:
            yield f"http://127.0.0.1:{self.port}", None
            return
        with Link(plan, self.port) as link:
            yield link.url, link

    def push(self, name: str, count: int, plan: LinkPlan | None) -> Measured:
        """The device has sealed its reports."""
        with self.way(plan) as (address, link):
            told = self.device(name, "cycle", address=address)
            counters = link.counters() if link else {}
        wrong = abs(count - told["states"].get("arrived", 0)) + self._not_once(name)
        return _measured(told["push_s"], counters, wrong)

    def _not_once(self, name: str) -> int:
        """Reports of this device that are not there, or not once, or whose timeline is not one step long."""
        sealed = {row[0]: row[1] for row in ask(self.folder / name / STORE, "SELECT id, case_id FROM mutations")}
        hub = self.folder / "hub" / FILE_NAME
        kept = {row[0]: row[1] for row in ask(hub, "SELECT id, case_id FROM mutations")}
        steps = dict(ask(hub, "SELECT case_id, COUNT(*) FROM steps GROUP BY case_id"))
        doubled = sum(count - 1 for count in steps.values())
        return doubled + sum(kept.get(each) != case or steps.get(case) != 1 for each, case in sealed.items())

    def pull(self, name: str, plan: LinkPlan | None) -> Measured:
        """A device that has signed in and looked at nothing yet, or that looks again."""
        with self.way(plan) as (address, link):
            told = self.device(name, "cycle", address=address)
            counters = link.counters() if link else {}
        held = dict(ask(self.folder / name / STORE, "SELECT id, version FROM cases WHERE raw IS NOT NULL"))
        true = dict(ask(self.folder / "hub" / FILE_NAME, "SELECT id, version FROM cases"))
        wrong = len(held.items() ^ true.items())
        return _measured(max(told["pull_s"], 0.0) if told["pages"] else told["all_s"], counters, wrong)

    # The least that must travel

    def pushed_json(self, name: str) -> bytes:
        """With the signatures, where the acts are signed."""
        rows = ask(self.folder / name / STORE, "SELECT payload, signature FROM mutations ORDER BY seq")
        return pack([Sealed(*row) for row in rows])

    def pulled_json(self) -> bytes:
        """Everything that the collector is told, as one text."""
        service = HubService(self.folder / "hub")
        caller = Caller(person=service.world().people[COLLECTOR], device="a fresh one")
        texts, cursor, more = [], None, True
        while more:
            page = service.pull(caller, cursor, 500)
            texts.append(wire.encode(page))
            cursor, more = page.cursor, page.more
        service.close()
        return b"\n".join(texts)


class Pouch:
    """PouchDB's server behind the link and its client before it."""

    def __init__(self, folder: Path, documents: Path) -> None:
        self.folder = folder
        (folder / "server").mkdir(parents=True)
        (folder / "local").mkdir()
        self._made = install.node_peers(PEERS)
        self._server = Process(["node", str(self._made / "pouch_server.mjs"), str(folder / "server")], folder / "server.log")
        self._port = int(self._server.word("PORT"))
        self._run("local", "load", str(documents))

    def close(self) -> None:
        self._server.end()

    def push(self, name: str, batch: int, plan: LinkPlan | None = None, limit_s: float = 900) -> Measured | None:
        return self._timed("local", "push", name, batch, plan, limit_s)

    def pull(self, name: str, batch: int, plan: LinkPlan | None = None, limit_s: float = 900) -> Measured | None:
        fresh = f"fresh-{time.monotonic_ns()}"
        (self.folder / fresh).mkdir()
        return self._timed(fresh, "pull", name, batch, plan, limit_s)

    def _timed(self, local: str, do: str, name: str, batch: int, plan: LinkPlan | None, limit_s: float) -> Measured | None:
        """None: it was not through by then."""
        if plan is None:
            told = self._run(local, do, f"http://127.0.0.1:{self._port}/{name}", str(batch))
            return _measured(told["seconds"], {"requests": told["requests"]}, 0) if told else None
        with Link(plan, self._port) as link:
            told = self._run(local, do, f"{link.url}/{name}", str(batch), limit_s=limit_s)
            return _measured(told["seconds"], link.counters(), 0) if told else None

    def _run(self, local: str, do: str, *more: str, limit_s: float = 900) -> dict[str, Any]:
        command = ["node", str(self._made / "pouch_client.mjs"), str(self.folder / local), do, *more]
        try:
            done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, timeout=limit_s)
        except subprocess.TimeoutExpired:
            return {}
        return _told(done.returncode, done.stdout, done.stderr)


def _told(code: int, out: str, errors: str) -> dict[str, Any]:
    lines = [line for line in out.splitlines() if line.startswith("DONE ")]
    if code or not lines:
        raise CannotMeasure(f"a device did not come through: {(errors or out)[-600:]}")
    found: dict[str, Any] = json.loads(lines[-1].removeprefix("DONE "))
    return found


def _measured(seconds: float, counters: dict[str, Any], wrong: int) -> Measured:
    return Measured(
        seconds=seconds, up_bytes=counters.get("up_bytes", 0), down_bytes=counters.get("down_bytes", 0),
        requests=counters.get("requests", 0), cuts=counters.get("cuts", 0), wrong=wrong,
    )


def bound_s(raw: bytes, bit_s: float) -> float:
    """Seconds that zstd of this text takes at the link's rate, packet headers counted, and nothing else."""
    return len(zstandard.compress(raw, 3)) * 8 / (bit_s * PAYLOAD_BYTES / PACKET_BYTES)


def ask(database: Path, question: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=20)) as connection:
        return connection.execute(question).fetchall()
