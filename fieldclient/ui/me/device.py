"""Facts of this device that a person may ask for."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldclient import __version__
from fieldclient.ui.words import Words
from fieldclient.work.storage import count_rows
from sync.protocol.identity import DeviceRow


@dataclass(frozen=True)
class Device:
    """Sizes in bytes. `kept_bytes`: photos and files of this app; `quarantined`: rows and files set apart as unreadable."""

    name: str
    folder: str
    free_bytes: int
    kept_bytes: int
    quarantined: int


@dataclass(frozen=True)
class Fact:
    """A line of the device's card."""

    id: str
    title: str
    value: str
    icon_name: str


@dataclass(frozen=True)
class DeviceLine:
    """A device that this person is, or lately was, signed in on."""

    id: str
    title: str
    value: str
    icon_name: str
    can_end: bool


def device_lines(devices: Sequence[DeviceRow], words: Words, now: datetime) -> list[DeviceLine]:
    """This one first, as the hub lists them."""
    lines = []
    for row in devices:
        if row.this:
            value = words.phrase("device_this")
        elif row.ended_at is not None:
            value = words.phrase("device_ended", time=words.ago(row.ended_at, now))
        else:
            value = words.phrase("device_used", time=words.ago(row.used_at, now))
        icon = "smartphone" if row.ended_at is None else "log-out"
        lines.append(DeviceLine(row.device, row.name or row.device[:8], value, icon, not row.this and row.ended_at is None))
    return lines


def look_at_device(desk: Any) -> Device:
    """Runs on the store's thread."""
    folder = Path(desk.store.folder)
    kept = sum(heap.size_bytes for heap in count_rows(desk.store))  # without looking at any file: there may be fifty thousand
    return Device(
        name=platform.node(), folder=str(folder), free_bytes=shutil.disk_usage(folder).free, kept_bytes=kept,
        quarantined=desk.status().quarantined,
    )


def device_facts(device: Device, words: Words, safe_kind: str) -> list[Fact]:
    facts = [
        Fact("name", words.phrase("device_name"), device.name, "smartphone"),
        Fact("kept", words.phrase("device_kept"), words.phrase(
            "device_space", kept=words.size(device.kept_bytes), free=words.size(device.free_bytes)), "hard-drive"),
        Fact("folder", words.phrase("device_folder"), device.folder, "folder"),
        Fact("version", words.phrase("device_version"), __version__, "info"),
    ]
    if safe_kind:
        facts.append(Fact("safe", words.phrase("device_safe"), words.phrase(f"safe_{safe_kind}"), "key"))
    if device.quarantined:
        facts.append(Fact("quarantined", words.phrase("device_quarantined"),
                          words.count("file", device.quarantined), "alert-circle"))
    return facts
