"""The hub as a process of its own, as an operator starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
RUN = [sys.executable, "-c", "import sys; from sync.hub.command import main; sys.exit(main())"]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def hub(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """One operator's command; its exit code, what it printed and what it complained of."""
    return subprocess.run(
        [*RUN, "--data", str(folder), *words], capture_output=True, text=True, env=environment(), timeout=100
    )


def hub_json(folder: Path, *words: str) -> Any:
    done = hub(folder, *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Served:
    """A running hub. `kill` is SIGKILL: nothing is tidied up."""

    def __init__(self, folder: Path, port: int = 0, *more: str) -> None:
        ready = folder.parent / f"ready-{time.monotonic_ns()}"
        self.process = subprocess.Popen(
            [*RUN, "--data", str(folder), "--port", str(port), "--ready-file", str(ready), *more],
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        until = time.monotonic() + 100
        while not ready.exists():
            assert self.process.poll() is None and time.monotonic() < until, self.process.communicate()
            time.sleep(0.02)
        self.url = ready.read_text(encoding="utf-8").strip()
        self.port = int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def stop(self) -> tuple[int, str]:
        """Asked to end; its exit code and everything it wrote to stderr."""
        self.process.terminate()
        _, complaints = self.process.communicate(timeout=60)
        return self.process.returncode, complaints
