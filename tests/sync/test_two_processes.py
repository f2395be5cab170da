"""A device and a hub as two real processes over a socket, either killed with SIGKILL at random instants.

At the end every report that was sealed is at the hub exactly once, every photo by its hash, and one more cycle moves nothing.
The seed of the kills is printed with a failure; FIELDCLIENT_SEED repeats it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sync.hub.service import HubService, LocalHub
from sync.protocol.feed import CaseChanged, CaseView
from sync.protocol.people import SignIn
from tests.sync.small_district import COLLECTOR, write_seed

ROOT = Path(__file__).parents[2]
LOGIN = COLLECTOR
REPORTS = 5
KILLS = 6
PATIENCE_S = 240.0  # a device whose hub was away for a minute comes back half a minute later


class Process:
    """One program in a session of its own, its lines read as they come."""

    def __init__(self, log: Path, *command: str, cwd: Path = ROOT) -> None:
        self.lines: list[str] = []
        with log.open("ab") as errors:
            self._popen = subprocess.Popen(
                [sys.executable, *command], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
                start_new_session=True, text=True,
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._popen.stdout is not None
        for line in self._popen.stdout:
            if line.endswith("\n"):  # a line cut by the kill was not said
                self.lines.append(line.strip())

    def said(self, word: str) -> list[str]:
        return [line for line in self.lines if line.startswith(word)]

    @property
    def running(self) -> bool:
        return self._popen.poll() is None

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self.end()

    def terminate(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGTERM)
        self.end()

    def end(self) -> int:
        code = self._popen.wait(60)
        self._reader.join(60)
        assert self._popen.stdout is not None
        self._popen.stdout.close()
        return code


class Pair:
    """The two processes and what was heard from all their lives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ready = folder / "hub.ready"
        self.calm = folder / "calm"
        self.device: Process
        self.hub: Process
        self.filed: dict[str, list[str]] = {}

    def start_hub(self, *more: str) -> None:
        self.hub = Process(
            self.folder / "hub.log", "main.py", "hub", "--data", str(self.folder / "hub"), "--port", "0",
            "--ready-file", str(self.ready), *more,
        )

    def start_device(self) -> None:
        self.device = Process(
            self.folder / "device.log", "-m", "tests.sync.field_device", str(self.folder / "device"), str(self.ready),
            LOGIN, str(REPORTS), str(self.calm),
        )

    def kill_hub(self) -> None:
        self.ready.unlink(missing_ok=True)  # its port may be another program's in a moment
        self.hub.kill()
        self.ready.unlink(missing_ok=True)  # written in the last one

    def hub_ready(self) -> None:
        end = time.monotonic() + PATIENCE_S
        while not self.ready.exists():
            assert time.monotonic() < end and self.hub.running, f"no hub\n{self.logs()}"
            time.sleep(0.02)

    def hear(self) -> None:
        for line in self.device.said("FILED"):
            _, case_id, *photos = line.split()
            self.filed[case_id] = photos

    def wait(self, word: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not self.device.said(word):
            assert time.monotonic() < end and self.device.running, f"no {word}\n{self.logs()}"
            time.sleep(0.02)

    def logs(self) -> str:
        return "\n".join(f"{p.name}:\n{p.read_text()[-4000:]}" for p in sorted(self.folder.glob("*.log")))

    def stop(self) -> None:
        for process in (getattr(self, "device", None), getattr(self, "hub", None)):
            if process is not None:
                _ = process.kill() if process.running else process.end()


@pytest.mark.timeout(900)
def test_kill_9_of_either_side_at_any_instant_loses_and_doubles_nothing(tmp_path: Path) -> None:
    seed = int(os.environ.get("FIELDCLIENT_SEED") or random.SystemRandom().randrange(10**6))
    print(f"FIELDCLIENT_SEED={seed}")
    chance = random.Random(seed)
    pair = Pair(tmp_path)
    try:
        pair.start_hub("--seed", str(write_seed(tmp_path)))
        pair.hub_ready()
        pair.start_device()
        for _ in range(KILLS):
            pair.wait("STARTED")
            time.sleep(chance.uniform(0.0, 1.2))
            if chance.random() < 0.5:
                pair.kill_hub()
                pair.start_hub()
            else:
                pair.device.kill()
                pair.hear()
                pair.start_device()
        pair.hub_ready()
        pair.calm.touch()  # a device that was done before the last kill would find no hub at its last look
        pair.wait("QUIET")
        assert pair.device.end() == 0
        pair.hear()
        pair.hub.terminate()
        check(pair)
    finally:
        pair.stop()


def check(pair: Pair) -> None:
    again = json.loads(pair.device.said("QUIET")[0].removeprefix("QUIET "))
    assert again["moved_nothing"] and again["problem"] == "None", again
    on_device = device_reports(pair.folder / "device")
    assert len(on_device) == REPORTS
    assert pair.filed.keys() <= on_device, "a report that was sealed before a kill is gone"
    service = HubService(pair.folder / "hub")
    try:
        check_hub(pair, service, on_device)
    finally:
        service.close()


def check_hub(pair: Pair, service: HubService, on_device: set[str]) -> None:
    hub = LocalHub(service)
    hub.sign_in(SignIn(login=LOGIN, password=f"{LOGIN}-demo", device_id="inspector"))
    cases = all_cases(hub)
    assert cases.keys() == on_device, "a report is missing at the hub, or is there twice"
    numbers = [case.number for case in cases.values()]
    assert None not in numbers and len(set(numbers)) == REPORTS
    with service.database.read() as connection:
        told = connection.exec_driver_sql("SELECT case_id, COUNT(*) FROM mutations GROUP BY case_id").all()
    assert {case_id: count for case_id, count in told} == dict.fromkeys(on_device, 1)
    for case_id, case in cases.items():
        assert len(case.media) >= 2 and all(media.arrived for media in case.media)
        for media in case.media:
            data = b"".join(hub.download(media.ref.sha256))
            assert hashlib.sha256(data).hexdigest() == media.ref.sha256 and len(data) == media.ref.size_bytes
        if case_id in pair.filed:
            assert {media.ref.sha256 for media in case.media} == set(pair.filed[case_id])


def all_cases(hub: LocalHub) -> dict[str, CaseView]:
    found: dict[str, CaseView] = {}
    cursor, more = None, True
    while more:
        page = hub.pull(cursor)
        for change in page.changes:
            if isinstance(change, CaseChanged):
                found[change.case.id] = change.case
        cursor, more = page.cursor, page.more
    return found


def device_reports(folder: Path) -> set[str]:
    from fieldclient.store import Store
    store = Store(folder, read_only=True)
    try:
        rows = store.database.read("SELECT case_id FROM mutations WHERE act = 'submit'")
        return {row["case_id"] for row in rows}
    finally:
        store.close()
