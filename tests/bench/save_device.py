"""The device's part of `bench save`."""

from __future__ import annotations

import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fieldclient.work import open_desk
from fieldclient.work.intake import Intake
from fieldclient.work.real_desk import RealDesk
from sync.protocol.lifecycle import Act
from tests.bench.rows import Row, against, told
from tests.bench.save_photos import Photos

PAIRS, WARM = 120, 6
GOAL = 1.3
MS = 1000.0


def measure(folder: Path, photos: Photos) -> list[Row]:
    bare, ours, returned = [], [], []
    least, device = Least(folder / "least"), Device(folder / "device")
    for number in range(WARM + PAIRS):
        ways: list[Callable[[], None]] = [
            lambda: bare.append(least.save(photos.next())), lambda: device.save(photos.next(), ours, returned)
        ]
        for way in ways if number % 2 else reversed(ways):  # what the one leaves for the disk to do later must not hit one of them only
            way()
    device.close()
    bare, ours, returned = bare[WARM:], ours[WARM:], returned[WARM:]
    size = f"photo of {photos.size_bytes / 1e6:.1f} MB"
    what = "write, fsync, rename, fsync of the folder, one commit"
    return [
        against(f"tap on save to durable, {size}: median of {PAIRS}", statistics.median(ours) * MS, "ms",
                statistics.median(bare) * MS, what, GOAL),
        against(f"tap on save to durable, {size}: 99th percentile", worst(ours) * MS, "ms", worst(bare) * MS, what, GOAL),
        told("tap on save until it has been decoded as well and its small pictures are made: median",
             statistics.median(returned) * MS, "ms"),
    ]


def worst(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=100, method="inclusive")[98]


class Least:
    """The least that makes a photo, its row and its folder durable."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._database = sqlite3.connect(folder / "least.sqlite3", isolation_level=None)
        for line in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE photos (name TEXT PRIMARY KEY, facts TEXT)"):
            self._database.execute(line)

    def save(self, data: bytes) -> float:
        """Seconds."""
        name = os.urandom(32).hex()
        began = time.perf_counter()
        part = self._folder / f"{name}.part"
        with part.open("wb", buffering=0) as file:
            file.write(data)
            os.fsync(file.fileno())
        part.rename(self._folder / f"{name}.jpg")
        handle = os.open(self._folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        self._database.execute("INSERT INTO photos VALUES (?, ?)", (name, "x" * 400))
        return time.perf_counter() - began


class Device:
    """The desk, as the window asks it. The moment in which a photo is certain is the one before it is looked at closer."""

    def __init__(self, folder: Path) -> None:
        self._desk: RealDesk = open_desk(folder)
        self._certain_at = 0.0
        look_closer = Intake._look_closer

        def noted(intake: Intake, *words: Any, **more: Any) -> None:
            self._certain_at = time.perf_counter()
            look_closer(intake, *words, **more)

        Intake._look_closer = noted  # type: ignore[method-assign]
        self._put_back = lambda: setattr(Intake, "_look_closer", look_closer)

    def save(self, data: bytes, certain: list[float], returned: list[float]) -> None:
        draft = self._desk.store.drafts.new("", Act.SUBMIT, self._desk.now())
        began = time.perf_counter()
        self._desk.add_photo_bytes(draft.id, data)
        returned.append(time.perf_counter() - began)
        certain.append(self._certain_at - began)

    def close(self) -> None:
        self._put_back()
        self._desk.close()
