"""Folders of the hub whose names are certain, and small files in them: what lies in a folder is lost with the folder's name."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def make(folder: Path) -> None:
    """The folder and what is above it, nobody's business but the hub's; durable on return, also when an earlier start made
    it and was cut before it came to that."""
    made = [each for each in folder.parents if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for each in (*reversed(made), folder):
        with suppress(PermissionError):  # who may write above but not look has to trust the system
            sync(each.parent)


def write(path: Path, data: bytes) -> None:
    """A small file, whole or as it was before, durable on return."""
    part = path.with_name(path.name + ".new")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """A new name is durable only when its folder is. Windows has no such call and keeps the order by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
