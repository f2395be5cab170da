"""Campaigns against the hub. The devices that talk to it live in this process, outside of what is cut."""

from __future__ import annotations

import io
import random
import threading
import time
from pathlib import Path
from typing import Any

from PIL import Image

from tests.crash import hub_check
from tests.crash.campaign import Cutter, End, Nursery, Tally
from tests.crash.hub_client import LOGINS, Device, Promises, Worker
from tests.crash.hub_stream import Cut


class HubEnd(End):
    name = "hub"

    def __init__(self) -> None:
        self._promises = Promises()
        out = io.BytesIO()
        Image.frombytes("RGB", (16, 12), random.Random(7).randbytes(16 * 12 * 3)).resize((480, 360)).save(out, "JPEG", quality=80)
        self._base = out.getvalue()

    def renew(self) -> None:
        self._promises = Promises()

    def live(self, nursery: Nursery, order: dict[str, Any], cutter: Cutter, tally: Tally) -> None:
        talking: list[threading.Thread] = []

        def hear(line: dict[str, Any]) -> None:
            if line["t"] == "open":
                talk = threading.Thread(target=self._talk, args=(line["port"], order, cutter, tally), daemon=True)
                talking.append(talk)
                talk.start()
            elif line["t"] == "failed" and not cutter.done:
                tally.corrupt.append(f"start failed: {line['why']} ({line['where']})")
                cutter.now()

        before = self._promises.count()
        nursery.live(order, cutter.born, hear)
        for talk in talking:
            talk.join()
        tally.kept += max(0, self._promises.count() - before)

    def _talk(self, port: int, order: dict[str, Any], cutter: Cutter, tally: Tally) -> None:
        try:
            found = hub_check.check(port, Path(order["folder"]), self._promises, last=order["last"])
            if not cutter.is_before(time.monotonic_ns()):
                return  # cut while it was looked at: what a file system says that goes down is no finding
            tally.found(found)
        except Cut:
            if not cutter.done:
                tally.corrupt.append("the hub broke the line by itself")
            return
        except Exception as cause:
            if not cutter.done:
                tally.corrupt.append(f"the check failed: {type(cause).__name__}: {cause}")
                cutter.now()
            return
        if order["last"]:
            return cutter.now()
        workers = [
            Worker(
                Device(port, f"d{at}", self._promises.tokens.get(f"d{at}", "")), login, self._promises, self._base,
                random.Random(f"{order['seed']} {order['life']} {at}"), cutter,
            )
            for at, login in enumerate(LOGINS)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
            if worker.wrong and not cutter.done:
                tally.corrupt.append(f"work failed: {worker.wrong}")
        if not cutter.done and any(worker.wrong for worker in workers):
            cutter.now()
