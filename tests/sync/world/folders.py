"""Folders of the simulated machines: copied, looked through and taken away many times in every story. A device has some hundred
empty ones from the start, so that what is empty has to cost next to nothing."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER, _FILE = -1, -2  # in place of an inode number: a folder, and a file that has none yet
DATABASES = ("store.sqlite3", "hub.sqlite")
_PASSED_OVER = (*DATABASES, "cache")  # small pictures can be made again, and are not part of any promise


@functools.cache
def ram() -> Path:
    """Where the world's folders lie: in memory where the system has such a place."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="fieldclient-world-", dir=shared if shared.is_dir() else None)).resolve()


@functools.cache
def _size_when_empty() -> int | None:
    """What the system calls the size of an empty folder, where that tells it from every other one (on a RAM disk)."""
    inside = ram() / "empty" / "inside"
    inside.mkdir(parents=True)
    empty, full = inside.stat().st_size, inside.parent.stat().st_size
    shutil.rmtree(inside.parent)
    return empty if full > empty else None


def listing(folder: str) -> dict[str, int]:
    """The names in it, each with its inode; none when there is no such folder."""
    try:
        if os.stat(folder).st_size == _size_when_empty():
            return {}
        with os.scandir(folder) as found:
            return {
                each.name: FOLDER if each.is_dir() else each.inode()
                for each in found if not each.name.startswith(_PASSED_OVER)
            }
    except FileNotFoundError:
        return {}


@dataclass(frozen=True)
class Template:
    """A folder to be copied again and again. `folders` come before what is in them."""

    folders: tuple[str, ...]
    files: dict[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> Template:
        found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        return cls(tuple(found), files)

    def copy(self, to: Path) -> None:
        where = f"{to}{os.sep}"
        os.mkdir(to, 0o700)
        for name in self.folders:
            os.mkdir(where + name, 0o700)
        for name, data in self.files.items():
            with open(where + name, "wb", buffering=0) as file:
                file.write(data)

    def listings(self, copy: Path) -> dict[str, dict[str, int]]:
        """Of a copy that is as it was made: each folder, "." first, and what `listing` would tell of it."""
        def inodes(folder: str, here: dict[str, int]) -> dict[str, int]:
            return {name: os.stat(copy / folder / name).st_ino if what == _FILE else what for name, what in here.items()}

        return {folder: inodes(folder, here) if _FILE in here.values() else here for folder, here in self._here.items()}

    @functools.cached_property
    def _here(self) -> dict[str, dict[str, int]]:
        here: dict[str, dict[str, int]] = {folder: {} for folder in (".", *self.folders)}
        for path, what in (*((folder, FOLDER) for folder in self.folders), *((file, _FILE) for file in self.files)):
            parent, _, name = path.rpartition("/")
            if not name.startswith(_PASSED_OVER):
                here[parent or "."][name] = what
        return here

    def take_away(self, folder: Path) -> None:
        """A copy, with everything that was put into it: what is still empty at a stroke."""
        where = f"{folder}{os.sep}"
        for name in reversed(self.folders):
            try:
                os.rmdir(where + name)
            except OSError:
                pass  # not empty, or gone
        shutil.rmtree(folder, ignore_errors=True)
