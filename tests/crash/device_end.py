"""Campaigns against the device's store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.crash.campaign import Cutter, End, Nursery, Tally


class DeviceEnd(End):
    name = "device"

    def __init__(self) -> None:
        self._claims: list[dict[str, Any]] = []

    def renew(self) -> None:
        self._claims = []

    def live(self, nursery: Nursery, order: dict[str, Any], cutter: Cutter, tally: Tally) -> None:
        Path(order["claims"]).write_text(json.dumps(self._claims), "utf-8")
        new: list[dict[str, Any]] = []
        opened = False

        def hear(line: dict[str, Any]) -> None:
            nonlocal opened
            match line["t"]:
                case "open":
                    opened = True
                case "verdict":
                    if cutter.is_before(line["at"]):  # what a file system says that goes down is no finding
                        tally.found(line)
                case "failed":
                    if not cutter.done:
                        tally.corrupt.append(f"{'work' if opened else 'start'} failed: {line['why']} ({line['where']})")
                        cutter.now()
                case _:
                    new.append(line)
                    cutter.kept()

        nursery.live(order, cutter.born, hear)
        given = [each for each in new if cutter.is_before(each["at"]) or each["t"] == "removing"]
        self._claims += given
        tally.kept += sum(each["t"] != "removing" for each in given)
