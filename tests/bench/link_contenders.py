"""Who brings photos over the bad link: ours and its peers. Each has a server behind the link and a sender before it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import zstandard

from sync.hub.db.database import FILE_NAME
from tests.bench.peers import install
from tests.bench.rows import CannotMeasure
from tests.sync.field_device import PIN
from tests.sync.small_district import write_seed

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).parent / "peers" / "tus"
START_S = 90.0
WATCH = "import sys; from fieldclient.work.sync_command import main; sys.exit(main(sys.argv[1:]))"
HUB = "import sys; from sync.hub.command import main; sys.exit(main())"


class Process:
    """A program whose lines are read as they come; ended with everything it started."""

    def __init__(self, command: Sequence[str], log: Path, environment: dict[str, str] | None = None) -> None:
        self.lines: list[str] = []
        self.log = log
        with log.open("ab") as errors:
            self.popen = subprocess.Popen(
                list(command), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True,
                start_new_session=True, env=environment or _environment(),
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.popen.stdout is not None
        for line in self.popen.stdout:
            self.lines.append(line.strip())

    @property
    def ended(self) -> bool:
        return self.popen.poll() is not None and not self._reader.is_alive()

    def word(self, name: str, patience_s: float = START_S) -> str:
        """What stands after `name` in a line; CannotMeasure when it does not come."""
        until = time.monotonic() + patience_s
        while time.monotonic() < until:
            for line in self.lines:
                if line.startswith(f"{name} "):
                    return line.removeprefix(f"{name} ")
            if self.ended:
                break
            time.sleep(0.01)
        raise CannotMeasure(f"{self.log.stem} did not come up: {self.log.read_text()[-400:]}")

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, number)
        try:
            self.popen.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.wait()
        self._reader.join(5)
        assert self.popen.stdout is not None
        self.popen.stdout.close()


def _environment(**more: str) -> dict[str, str]:
    """No proxy between the two ends, no wallet of whoever measures."""
    kept = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS" and not name.lower().endswith("_proxy")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


class Contender(ABC):
    """One side-by-side run: `prepare` (not timed), `send` over the link, `done` asked again and again, `arrived` at the end."""

    name: str

    def __init__(self, folder: Path, photos: Sequence[Path]) -> None:
        self.folder = folder
        self.photos = photos
        self.sender: Process | None = None
        self.server: Process | None = None
        folder.mkdir(parents=True)

    @abstractmethod
    def prepare(self) -> int:
        """Start the server; its port."""

    @abstractmethod
    def send(self, url: str) -> None:
        """Start the sender towards the link."""

    @abstractmethod
    def done(self) -> bool | None:
        """True: the sender takes everything for delivered. False: it has given up. None: it is at it."""

    @abstractmethod
    def arrived(self) -> int:
        """Photos that are at the server, whole, by their hash."""

    def facts(self, begun_at: float) -> dict[str, list[float]]:
        """What else is known at the server, in seconds since the first packet (`begun_at`: its time, seconds since 1970)."""
        return {}

    def payload_bytes(self) -> int:
        """What has to travel, without a byte of protocol."""
        return sum(path.stat().st_size for path in self.photos)

    def close(self) -> None:
        for process in (self.sender, self.server):
            if process is not None:
                process.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _hashes(self) -> set[str]:
        return {hashlib.sha256(path.read_bytes()).hexdigest() for path in self.photos}


class Peer(Contender):
    """A server that keeps plain files in a folder, and a sender that says DONE and how many."""

    def prepare(self) -> int:
        self.kept = self.folder / "kept"
        self.kept.mkdir()
        self.server = Process(self._server(), self.folder / "server.log")
        return int(self.server.word("PORT"))

    def send(self, url: str) -> None:
        self.sender = Process([*self._sender(url), *map(str, self.photos)], self.folder / "sender.log")

    def done(self) -> bool | None:
        assert self.sender is not None
        for line in self.sender.lines:
            if line.startswith("DONE "):
                return int(line.removeprefix("DONE ")) == len(self.photos)
        return False if self.sender.ended else None

    def arrived(self) -> int:
        kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in self.kept.iterdir() if path.suffix != ".json"}
        return len(kept & self._hashes())

    def _server(self) -> list[str]:
        return ["node", str(install.node_peers(PEERS) / "tus_server.mjs"), str(self.kept)]

    @abstractmethod
    def _sender(self, url: str) -> list[str]: ...


def _python(script: str) -> list[str]:
    made = install.python_peers(PEERS)
    return [install.venv_python(made), str(made / script)]


class TusJs(Peer):
    name = "tus-js-client, its own options"
    mode = "default"

    def _sender(self, url: str) -> list[str]:
        return ["node", str(install.node_peers(PEERS) / "tus_up.mjs"), f"{url}/files", self.mode]


class TusJsFast(TusJs):
    name = "tus-js-client, retry every 100 ms"
    mode = "fast"


class Tuspy(Peer):
    name = "tuspy, its own options"
    mode = "stock"

    def _sender(self, url: str) -> list[str]:
        return [*_python("tuspy_up.py"), f"{url}/files", self.mode]


class TuspyLoop(Tuspy):
    name = "tuspy, resume loop by hand"
    mode = "loop"


class Post(Peer):
    name = "multipart POST with retry"

    def _server(self) -> list[str]:
        return [*_python("post_server.py"), str(self.kept)]

    def _sender(self, url: str) -> list[str]:
        return [*_python("post_up.py"), f"{url}/photos"]


class Ours(Contender):
    """The production device (store, engine) and the production hub."""

    name = "ours"

    def prepare(self) -> int:
        ready, log = self.folder / "ready", self.folder / "hub.log"
        self.server = Process(
            [sys.executable, "-c", HUB, "--data", str(self.folder / "hub"), "--port", "0", "--ready-file", str(ready),
             "--seed", str(write_seed(self.folder))], log)
        until = time.monotonic() + START_S
        while not ready.exists():
            if self.server.ended or time.monotonic() > until:
                raise CannotMeasure(f"the hub did not come up: {log.read_text()[-400:]}")
            time.sleep(0.02)
        made = subprocess.run(
            [sys.executable, "-m", "tests.bench.link_device", str(self.folder / "device"), str(ready), *map(str, self.photos)],
            cwd=ROOT, env=_environment(), capture_output=True, text=True)
        if made.returncode:
            raise CannotMeasure(f"the device could not be prepared: {made.stderr[-400:]}")
        return int(ready.read_text().strip().rpartition(":")[2])

    def send(self, url: str) -> None:
        self.sender = Process(
            [sys.executable, "-c", WATCH, "--data", str(self.folder / "device"), "--hub", url, "--watch", "--json"],
            self.folder / "sender.log", _environment(FIELDCLIENT_PIN=PIN))

    def done(self) -> bool | None:
        """By the receipts in the device's own store."""
        assert self.sender is not None
        waiting = _ask(self.folder / "device" / "store.sqlite3", WAITING)[0][0]
        if waiting == 0:
            return True
        return False if self.sender.ended else None

    def arrived(self) -> int:
        """Verified by the hub, and the bytes are there."""
        told = {row[0] for row in _ask(self.folder / "hub" / FILE_NAME, "SELECT sha256 FROM blobs")} & self._hashes()
        kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (self.folder / "hub").rglob("*")
                if path.is_file() and "partial" not in path.parts}
        return len(told & kept)

    def facts(self, begun_at: float) -> dict[str, list[float]]:
        """When the hub had records, previews and originals for certain."""
        hub, mine = self.folder / "hub" / FILE_NAME, self._hashes()
        records = _ask(hub, "SELECT received_at FROM mutations")
        files = _ask(hub, "SELECT sha256, stored_at FROM blobs")
        return {
            "records_s": [row[0] / 1e6 - begun_at for row in records],
            "originals_s": [row[1] / 1e6 - begun_at for row in files if row[0] in mine],
            "previews_s": [row[1] / 1e6 - begun_at for row in files if row[0] not in mine],
        }

    def payload_bytes(self) -> int:
        """Besides the photos whatever else is sent as a file, e.g. previews, and the reports as they travel when packed."""
        store = self.folder / "device" / "store.sqlite3"
        records = b",".join(row[0] for row in _ask(store, "SELECT payload FROM mutations ORDER BY seq"))
        return int(_ask(store, SENT_FILES)[0][0]) + len(zstandard.compress(records, 9))


WAITING = (
    "SELECT (SELECT COUNT(*) FROM uploads WHERE state NOT IN ('arrived', 'refused'))"
    " + (SELECT COUNT(*) FROM mutations WHERE state NOT IN ('arrived', 'refused'))"
)
SENT_FILES = (
    "SELECT (SELECT COALESCE(SUM(size_bytes), 0) FROM media JOIN uploads USING (sha256))"
    " + (SELECT COALESCE(SUM(LENGTH(data)), 0) FROM previews)"
)


def _ask(database: Path, question: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=20)) as connection:
        return connection.execute(question).fetchall()


ALL: tuple[type[Contender], ...] = (Ours, TusJs, TusJsFast, TuspyLoop, Tuspy, Post)
VARIANTS: tuple[type[Contender], ...] = (TusJsFast, TuspyLoop)
