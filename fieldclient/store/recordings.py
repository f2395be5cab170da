"""Video and voice while they are being recorded: their bytes are in incoming/ from the first, under the draft they are for.

    incoming/TAG~ID.recording    grows while somebody speaks; ID says when it was begun

A recording is kept in a container that can be read to where it was cut, so whatever ends it (a kill, an empty battery, a full
disk) leaves what was recorded until then. The next start finds it and puts it into its draft.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from fieldclient.store.disk import told
from fieldclient.store.media_files import WHOLE, MediaFiles, hash_file
from fieldclient.store.taking import Incoming
from sync.protocol.ids import is_id, new_id

RECORDING = ".recording"


def begin_recording(files: MediaFiles, tag: str, needed_bytes: int) -> Path:
    """An empty file of our own to record into; its name is durable. DISK_FULL, DISK_FAILED."""
    files.check_room(needed_bytes)
    path = files.incoming / f"{tag}~{new_id()}{RECORDING}"
    try:
        files.disk.create(path).close()
        files.disk.sync_folder(files.incoming)
    except OSError as cause:
        raise told(cause, needed_bytes=needed_bytes, free_bytes=files.free_bytes()) from cause
    return path


def sync_recording(files: MediaFiles, path: Path) -> None:
    """What was written until now outlives a power cut. Every few seconds, from the store's thread."""
    try:
        with open(path, "rb+") as file:
            files.disk.sync(file)
    except FileNotFoundError:
        return  # ended meanwhile
    except OSError as cause:
        raise told(cause, free_bytes=files.free_bytes()) from cause


def end_recording(files: MediaFiles, path: Path) -> Incoming:
    """Nobody writes it any more: synced, hashed, and ready to be placed. Empty ones are for `files.forget`."""
    try:
        sync_recording(files, path)
        sha256, size_bytes = hash_file(path)
        whole = path.with_suffix(WHOLE)
        files.disk.rename(path, whole)
    except OSError as cause:
        raise told(cause, free_bytes=files.free_bytes()) from cause
    return Incoming(whole, path.name.partition("~")[0], sha256, size_bytes)


def begun_at(path: Path) -> datetime | None:
    """When it was begun, by this device's clock: its id is a UUIDv7, whose first 48 bits are milliseconds since 1970."""
    name = path.stem.partition("~")[2]
    return datetime.fromtimestamp(int(name.replace("-", "")[:12], 16) / 1000, UTC) if is_id(name) else None


def size_of(path: Path) -> int:
    """0 also when it is not there."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def length_of(duration_s: float) -> str:
    """A length as players show it: 0:12."""
    whole = int(duration_s)
    return f"{whole // 60}:{whole % 60:02}"
