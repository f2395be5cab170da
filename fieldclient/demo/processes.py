"""The demo's processes: a hub, and windows each in a process of its own, so that they can die like real ones."""

from __future__ import annotations

import hashlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent.parent
PLACE = {"TZ": "Asia/Shanghai"}  # the demonstration district's clock, on whatever machine it is shown
START_S = 240.0


class StoryBroken(Exception):
    """Something the demo promises did not hold. The text says what."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class HubProcess:
    """The embedded hub at a fixed address, started and stopped as often as the story wants."""

    def __init__(self, data: Path, seed: Path, log: Path) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._seed = seed
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        ready = self.data.parent / "hub.ready"
        ready.unlink(missing_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(ROOT / "main.py"), "hub", "--data", str(self.data), "--seed", str(self._seed),
                 "--port", str(self.port), "--ready-file", str(ready)],
                cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + START_S
        while not ready.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise StoryBroken(f"the hub did not start; its log is {self._log}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self._process is not None:
            end(self._process)
            self._process = None

    def look(self, case_id: str) -> dict[str, Any]:
        """`hub case show`: what the centre knows about a case, its tasks beside it."""
        found = self._case("show", case_id)
        return {**found["case"], "tasks": found["tasks"]}

    def count(self) -> int:
        """How many cases the hub has."""
        return len(self._case("list"))

    def has_file(self, sha256: str) -> bool:
        """Whether the hub holds these very bytes: they are read and hashed, its own word is not taken for it."""
        for path in self.data.rglob("*"):
            if path.is_file() and path.stat().st_size and sha256.endswith(path.stem[-32:]):
                with path.open("rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
                        return True
        return False

    def _case(self, *words: str) -> Any:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "hub", "case", *words, "--data", str(self.data), "--json"],
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=START_S, check=False)
        if done.returncode != 0:
            raise StoryBroken(f"hub case {' '.join(words)}: {done.stderr.strip() or done.stdout.strip()}")
        return json.loads(done.stdout)


class WindowProcess:
    """One client with a window that obeys `driver.Hand`."""

    def __init__(self, name: str, arguments: list[str], log: Path, environment: dict[str, str] | None = None) -> None:
        self.name = name
        self._arguments = arguments
        self._log = log
        self._environment = environment or {}
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def start(self) -> None:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software",
                       "PYTHONIOENCODING": "utf-8", **PLACE, **self._environment}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-X", "faulthandler", "-m", "fieldclient.demo.driven", *self._arguments],
                cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        assert self._process.stdout is not None
        self._answers = queue.Queue()
        threading.Thread(target=self._read, args=(self._process.stdout, self._answers), daemon=True).start()
        self._answer("start", START_S)

    @staticmethod
    def _read(pipe: IO[bytes], answers: queue.Queue[str]) -> None:
        for line in pipe:
            answers.put(line.decode("utf-8"))
        answers.put("")

    def do(self, command: str, **with_: Any) -> dict[str, Any]:
        """One command to the hand at this window; raises StoryBroken with what is on the screen when it cannot be done."""
        if self._process is None or self._process.stdin is None:
            raise StoryBroken(f"{self.name}: there is no window")
        self._process.stdin.write(json.dumps({"do": command, **with_}).encode() + b"\n")
        self._process.stdin.flush()
        return self._answer(f"{command} {with_}", START_S)

    def _answer(self, what: str, seconds: float) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise StoryBroken(f"{self.name}: no answer to {what} within {seconds:g} s") from None
        if not line:
            raise StoryBroken(f"{self.name}: the window died at {what}; its log is {self._log}")
        answer: dict[str, Any] = json.loads(line)
        if not answer["ok"]:
            raise StoryBroken(f"{self.name}: {what}: {answer['why']}; on the screen: {answer.get('on_screen')}")
        return answer

    def ask(self, what: str, **about: Any) -> Any:
        return self.do("ask", what=what, **about)["value"]

    def kill(self) -> None:
        """SIGKILL: nothing is flushed, nothing is said."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL) if os.name == "posix" else self._process.kill()
        self._process.wait(timeout=10)
        self._process = None

    def stop(self) -> None:
        if self._process is not None:
            end(self._process)
            self._process = None


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, then insist."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=10)
