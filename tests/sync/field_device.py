"""A device without a window, as a process of its own: the real store, the real desk, the real sync loop, a real socket.

    python -m tests.sync.field_device FOLDER READY_FILE LOGIN COUNT

Files reports until the store holds COUNT, each with two photos, while the loop sends them; ends when nothing waits any more.
Says `FILED case sha256 sha256` after a report is sealed (from then on it may never be lost), and at the end `QUIET` with what
one more cycle moved. May be killed at any instant and started again on the same folder.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from PIL import Image

from fieldclient.store.pin_vault import Kdf
from fieldclient.store.secrets import TokenSafe, account_name
from fieldclient.work.opening import open_desk
from fieldclient.work.real_desk import RealDesk
from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.engine.device import DeviceQueue
from sync.engine.exchange import Exchange, Timeouts
from sync.engine.link import HttpHub
from sync.engine.retry import Wake
from sync.engine.runner import Pace, Runner
from sync.engine.trip import CycleReport, Policy
from sync.protocol.people import SignIn
from sync.protocol.problems import Problem
from tests.sync.small_district import GRID

PIN = "314159"
POLICY = Policy(chunk_bytes=16 * 1024)  # many pieces, so that a kill falls between two of them
PACE = Pace(idle_s=0.5, idle_listening_s=2.0)
CHEAP = Kdf(time_cost=1, memory_kib=8, lanes=1)


class FieldDevice:
    def __init__(self, folder: Path, ready_file: Path, login: str) -> None:
        self.desk: RealDesk = open_desk(folder, reserve_bytes=0)
        self.device_id = self.desk.store.settings.device_id()
        self.safe = TokenSafe(folder, find_keyring=lambda: None, kdf=CHEAP)
        self.ready_file = ready_file
        self.login = login
        self.account = ""  # whose token the link carries
        if self.safe.open() == "pin":
            self.safe.unlock(PIN)

    def address(self) -> str:
        """Where the hub is now: after a restart it listens on another port; until then, where nobody does."""
        with contextlib.suppress(FileNotFoundError):
            return self.ready_file.read_text().strip()
        return "http://127.0.0.1:1"

    def link(self) -> HttpHub:
        timeouts = Timeouts(connect_s=30.0, read_s=60.0, total_s=60.0)
        return HttpHub(Exchange(self.address, self.device_id, lambda: self.safe.token(self.account), timeouts=timeouts))

    @contextlib.contextmanager
    def queue(self) -> Iterator[DeviceQueue]:
        self.account = self.account_now()
        yield self.desk.queue

    def account_now(self) -> str:
        account = self.desk.store.people.current()
        return "" if account is None else account_name(self.device_id, account.hub_id or "", account.person.id)

    def sign_in(self, stop: threading.Event) -> None:
        """Until the hub lets us in. After the first time, reports are written meanwhile: only the sending waits."""
        hub = self.link()
        while not stop.is_set() and self.safe.token(self.account_now()) is None:
            try:
                session = hub.sign_in(SignIn(login=self.login, password=f"{self.login}-demo", device_id=self.device_id))
            except Problem:
                time.sleep(0.1)
                continue
            self.desk.signed_in(session)
            self.safe.keep(account_name(self.device_id, session.hub_id, session.person.id), session.token)
            if self.safe.kind != "pin":
                self.safe.set_pin(PIN)
        hub.close()

    def filed(self) -> int:
        rows = self.desk.store.database.read("SELECT COUNT(*) AS n FROM mutations WHERE act = 'submit'")
        return int(rows[0]["n"])

    def file_report(self, number: int) -> None:
        begun = self.desk.drafts()
        draft = begun[0] if begun else self.desk.new_draft()
        self.desk.save_field(draft.id, "subcategory", self.desk.subcategories()[number % 5].code)
        self.desk.save_field(draft.id, "description", f"report {number}")
        self.desk.place_by_hand(draft.id, *GRID)
        while draft.missing:  # a photo whose slot was lost in a kill is still there, beside the two that have one
            draft = self.desk.add_photo_bytes(draft.id, noise())
        case_id = self.desk.submit(draft.id)
        say("FILED", case_id, *(photo.sha256 for photo in draft.photos))

    def idle(self) -> bool:
        status = self.desk.status()
        return not (status.waiting or status.travelling or status.attention)


def noise() -> bytes:
    """A photo like no other, of about a hundred kilobytes."""
    out = io.BytesIO()
    Image.effect_noise((640, 480), random.uniform(30, 90)).save(out, "JPEG", quality=75)
    return out.getvalue()


def say(*words: str) -> None:
    print(*words, flush=True)


def main(folder: str, ready_file: str, login: str, count: str, calm_file: str = "") -> None:
    """Files and sends until all is there. With ``calm_file``, only once it exists: until then somebody may yet be killed."""
    device = FieldDevice(Path(folder), Path(ready_file), login)
    stop = threading.Event()
    link, ear = device.link(), device.link()
    runner = Runner(link, device.queue, listen_hub=ear, policy=POLICY, pace=PACE)
    runner.start()
    threading.Thread(target=lambda: (device.sign_in(stop), runner.wake(Wake.SIGN_IN)), daemon=True).start()
    while device.desk.store.people.current() is None:  # a report belongs to a person: once in its life it needs the hub
        time.sleep(0.02)
    say("STARTED")
    while (number := device.filed()) < int(count):
        device.file_report(number)
        runner.wake(Wake.ENQUEUED)
    while not device.idle() or (calm_file and not Path(calm_file).exists()):
        time.sleep(0.05)
    stop.set()
    runner.stop()
    with device.queue() as queue:
        run_cycle(link, queue, SystemClock(), POLICY)  # what the hub did meanwhile
        again: CycleReport = run_cycle(link, queue, SystemClock(), POLICY)
    say("QUIET", json.dumps({"moved_nothing": again.moved_nothing, "problem": str(again.problem), **numbers(again)}))
    link.close()
    ear.close()
    device.desk.close()


def numbers(report: CycleReport) -> dict[str, int]:
    return {field.name: value for field in fields(report) if isinstance(value := getattr(report, field.name), int)}


if __name__ == "__main__":
    main(*sys.argv[1:])
