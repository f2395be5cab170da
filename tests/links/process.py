"""A link in a process of its own, so that whoever is measured does not slow it down."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from tests.links.plan import LinkPlan

ROOT = Path(__file__).resolve().parents[2]


class Link:
    """`with Link(plan, hub_port) as link:` then talk to `link.url`; `link.counters()` at any time."""

    def __init__(self, plan: LinkPlan, hub_port: int, *, capture: bool = False) -> None:
        self.plan = plan
        command = [sys.executable, "-m", "tests.links.proxy", str(hub_port), plan.to_json()]
        self._process = subprocess.Popen(
            [*command, *(["--capture"] if capture else [])], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        self.port = int(self._line()["port"])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def counters(self) -> dict[str, Any]:
        """What `Counters` holds, `now` (seconds since the first connection) and `begun_at` (when that was, seconds since 1970)."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._line()

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the link ended with {self._process.wait(60)}"
        found: dict[str, Any] = json.loads(line)
        return found
