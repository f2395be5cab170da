"""A device in a process of its own: the production store and engine.   python -m tests.bench.sync_device FOLDER ADDRESS_FILE DO

DO is `seal N` (sign in over the good way, look once, seal N reports while the network is away; `seal N signed`: with a key that the
hub knows, as the product does), `enter` (sign in, look at nothing),
or `cycle`: one cycle, timed. ADDRESS_FILE holds the hub's address of the moment. Prints DONE and a line of JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fieldclient.store.keys import DeviceKey
from fieldclient.store.records import Title
from fieldclient.work.tidying import tidy_rarely
from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.engine.device import DeviceQueue
from sync.engine.link import HttpHub
from sync.engine.trip import Policy
from sync.protocol.feed import Page
from sync.protocol.mutations import Receipt
from sync.protocol.people import SignIn
from tests.bench.sync_reports import mutation
from tests.sync.field_device import FieldDevice, say
from tests.sync.small_district import COLLECTOR

TIRED_S = 600.0


class Watched:
    """The queue, and when it last kept receipts and pages."""

    def __init__(self, queue: DeviceQueue) -> None:
        self._queue = queue
        self.settled_at = self.applied_at = 0.0
        self.receipts = self.pages = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queue, name)

    def settle(self, receipts: Sequence[Receipt], at: datetime) -> None:
        self._queue.settle(receipts, at)
        self.receipts, self.settled_at = self.receipts + len(receipts), time.monotonic()

    def apply_page(self, page: Page, at: datetime) -> None:
        self._queue.apply_page(page, at)
        self.pages, self.applied_at = self.pages + 1, time.monotonic()


def seal(device: FieldDevice, count: int, signed: str = "") -> dict[str, object]:
    device.sign_in(threading.Event())
    hub = device.link()
    sign = enrolled(device, hub).sign_act if signed else None
    with device.queue() as queue:
        report = run_cycle(hub, queue, SystemClock())
    hub.close()
    if report.problem is not None:
        raise report.problem
    store = device.desk.store
    with store.database.change():
        for number in range(count):
            store.outbox.seal(
                lambda seal, number=number: mutation(  # type: ignore[misc]
                    number, seal.made_at, device=seal.device, person=COLLECTOR, seq=seal.seq, ids=lambda: seal.id),
                Title("suggestion"), datetime.now(UTC), sign=sign,
            )
    return {"sealed": count}


def enrolled(device: FieldDevice, hub: HttpHub) -> DeviceKey:
    """A key of this device's that the hub knows."""
    key, login = DeviceKey(), device.login
    hub.sign_in(SignIn(
        login=login, password=f"{login}-demo", device_id=device.device_id, key=key.public,
        key_proof=key.prove_enrolment(login, device.device_id),
    ))
    return key


def cycle(device: FieldDevice) -> dict[str, object]:
    """Again and again while the link is away, as the loop would; until nothing waits and everything was looked at."""
    hub, policy = device.link(), Policy(send_files=False, fetch_files=False, greet=False)
    started, tries = time.monotonic(), 0
    with device.queue() as queue:
        watched = Watched(queue)
        while time.monotonic() - started < TIRED_S:
            tries += 1
            report = run_cycle(hub, watched, SystemClock(), policy)  # type: ignore[arg-type]
            if report.problem is None:
                break
            time.sleep(0.1)
    hub.close()
    states = device.desk.store.database.read("SELECT state, COUNT(*) AS n FROM mutations GROUP BY state")
    cases = device.desk.store.database.number("SELECT COUNT(*) FROM cases WHERE raw IS NOT NULL")
    return {
        "push_s": watched.settled_at - started, "pull_s": watched.applied_at - started, "all_s": time.monotonic() - started,
        "receipts": watched.receipts, "pages": watched.pages, "tries": tries, "cases": cases, "outcomes": {
            "applied": report.applied, "duplicates": report.duplicates, "refused": report.refused, "conflicts": report.conflicts},
        "states": {row["state"]: row["n"] for row in states}, "problem": str(report.problem or ""),
    }


def main(folder: str, address_file: str, do: str, *more: str) -> None:
    device = FieldDevice(Path(folder), Path(address_file), COLLECTOR)
    match do:
        case "seal":
            told = seal(device, int(more[0]), *more[1:])
        case "enter":
            device.sign_in(threading.Event())
            hub = device.link()
            device.desk.queue.note_hub(hub.hello())
            hub.close()
            told = {}
        case _:
            tidy_rarely()  # as the `sync` command does
            told = cycle(device)
    device.desk.close()
    say("DONE", json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
