"""Cut after cut: a victim lives, is cut at a random instant, is started again and asked for everything it had promised.

A *generation* is a few lives on one file system; it begins with nothing, or with a folder as the last release left it. In each
life the product first recovers, then its promises are checked, then it goes on working until the next cut; the last life of a
generation is not cut.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.crash.image import PowerImage, quick_place

ROOT = Path(__file__).resolve().parents[2]
RELEASED = Path(__file__).with_name("released")
LIVES = 9  # of one generation
KINDS = ("kill", "power")
_AFTER = (0, 0, 1, 2, 4, 8, 14, 22, 32)  # so many promises, and a little more
_MORE_S = (0.002, 0.01, 0.03, 0.08)
_PATIENCE_S = 60.0


@dataclass
class Tally:
    """What a campaign found. `lost`, `doubled` and `corrupt` are texts, one for each thing."""

    end: str
    kind: str
    control: str
    cuts: int = 0
    starts: int = 0  # recovered and looked at
    kept: int = 0  # promises that were given before a cut and asked for after it
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)

    @property
    def bad(self) -> int:
        return len(self.lost) + len(self.doubled) + len(self.corrupt)

    def found(self, verdict: dict[str, list[str]]) -> None:
        self.starts += 1
        self.lost += verdict["lost"]
        self.doubled += verdict["doubled"]
        self.corrupt += verdict["corrupt"]


class Ground:
    """Where the data folder lies: on a file system of its own, or only in a folder when processes are killed."""

    def __init__(self, kind: str) -> None:
        self._image = PowerImage() if kind == "power" else None
        self._folder = None if self._image else Path(tempfile.mkdtemp(prefix="fieldclient-kill-", dir=quick_place()))

    @property
    def data(self) -> Path:
        """Two folders deep, so that the first start makes what is above it too."""
        root = self._image.root if self._image else self._folder
        assert root is not None
        return root / "home" / "field" / "data"

    def __enter__(self) -> Self:
        if self._image:
            self._image.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        if self._image:
            self._image.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def renew(self, end: str, released: bool) -> None:
        if self._image:
            self._image.renew()
        else:
            assert self._folder is not None
            shutil.rmtree(self._folder)
            self._folder.mkdir()
        if released:
            self.data.mkdir(parents=True)
            with zipfile.ZipFile(RELEASED / f"{end}-0.1.zip") as folder:
                folder.extractall(self.data)
            os.sync()

    def cut(self, pid: int) -> None:
        if self._image:
            self._image.cut()
        kill(pid)

    def restart(self) -> None:
        if self._image:
            self._image.restart()


def kill(pid: int) -> None:
    """At once, tidying nothing up; harmless when it is dead already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


class Nursery:
    """The process that forks victims. `lines` of one child end with its death."""

    def __init__(self, end: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery", end], text=True, cwd=ROOT, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert self._read()["t"] == "ready"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(_PATIENCE_S)
        self._process.stdout.close()

    def live(self, order: dict[str, Any], born: Callable[[int], None], hear: Callable[[dict[str, Any]], None]) -> None:
        """Returns when the child is dead. `hear` gets each line."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        while (line := self._read())["t"] != "dead":
            if line["t"] == "child":  # now and then the child is quicker to say something
                born(line["pid"])
            else:
                hear(line)

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise AssertionError("the nursery is gone")
        told: dict[str, Any] = json.loads(line)
        return told


class Cutter:
    """Cuts once: so many promises after the start, and a little more. Never, when `after` is None."""

    def __init__(self, ground: Ground, chance: random.Random, *, never: bool) -> None:
        self._ground, self._chance = ground, chance
        self._left = chance.choice(_AFTER)
        self._never = never
        self._pid = 0
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self.done = False
        self._at_ns = 1 << 63

    def born(self, pid: int) -> None:
        self._pid = pid
        self.kept(0)

    def kept(self, promises: int = 1) -> None:
        """From any thread."""
        with self._lock:
            self._left -= promises
            if self._left <= 0 and self._timer is None and not self._never:
                self._timer = threading.Timer(self._chance.random() * self._chance.choice(_MORE_S), self._cut)
                self._timer.daemon = True
                self._timer.start()

    def _cut(self) -> None:
        self.done = True
        self._at_ns = time.monotonic_ns()
        self._ground.cut(self._pid)

    def is_before(self, at_ns: int) -> bool:
        """Whether that was before the cut. Only then is it a promise: while the file system shuts down a sync may be told good
        that never happened, and after a real cut nobody is told anything."""
        return at_ns < self._at_ns

    def wait(self) -> None:
        if self._timer is not None:
            self._timer.join()

    def now(self) -> None:
        kill(self._pid)


class End(ABC):
    """What differs between the two ends: see `device_end` and `hub_end`."""

    name = ""

    @abstractmethod
    def renew(self) -> None:
        """A new generation: nothing has been promised yet."""

    def order(self) -> dict[str, Any]:
        """What the victim is told besides the usual."""
        return {}

    @abstractmethod
    def live(self, nursery: Nursery, order: dict[str, Any], cutter: Cutter, tally: Tally) -> None:
        """One life, until the child is dead."""


def run(end: End, kind: str, cuts: int, control: str = "", *, seed: int = 20261122, enough: int | None = None) -> Tally:
    """So many cuts; with `enough`, a control stops early when it has lost so much."""
    tally, chance, began = Tally(end.name, kind, control), random.Random(f"{seed}-{end.name}-{kind}-{control}"), time.monotonic()
    with ExitStack() as stack:
        nursery, ground = stack.enter_context(Nursery(end.name)), stack.enter_context(Ground(kind))
        notes = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        generation = 0
        while tally.cuts < cuts and (enough is None or tally.bad < enough):
            released = generation % 2 == 1
            ground.renew(end.name, released)
            end.renew()
            lives = min(LIVES, cuts - tally.cuts)
            for life in range(lives + 1):
                order = {
                    "folder": str(ground.data), "kind": kind, "seed": f"{seed} {generation}", "life": life, "control": control,
                    "upgrade": released, "last": life == lives, "claims": str(notes / "claims.json"),
                }
                if not one_life(end, nursery, ground, order, chance, tally):
                    break
            generation += 1
    tally.seconds = time.monotonic() - began
    return tally


def one_life(end: End, nursery: Nursery, ground: Ground, order: dict[str, Any], chance: random.Random, tally: Tally) -> bool:
    """False when this file system is of no more use: something went wrong on it, and counting it again would tell nothing."""
    before = tally.bad
    cutter = Cutter(ground, chance, never=order["last"])
    end.live(nursery, order, cutter, tally)
    cutter.wait()
    tally.cuts += cutter.done
    ground.restart()
    return tally.bad == before
