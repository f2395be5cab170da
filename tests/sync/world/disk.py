"""What a power cut leaves of a machine: committed rows, and of files only bytes and names that were fsynced.

Databases are SQLite's own business and lie on a RAM disk: with `synchronous=FULL` a committed row is there after a cut, and what
was not committed is rolled back (`bench crash` proves that on a real file system). Were a connection weaker than that, its last
commits are taken away. For all other files the model keeps, beside the real folder, the bytes and names that fsync has made certain.
"""

from __future__ import annotations

import errno
import os
import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from fieldclient.store.disk import Disk
from tests.sync.world.folders import DATABASES, FOLDER, listing

T = TypeVar("T")
connect = sqlite3.connect  # the real one
PROC = os.path.isdir("/proc/self/fd")
MACHINES: list[Machine] = []
_WRITTEN = 1_795_000_000  # seconds since 1970: what files tell of their age after a cut
Image = dict[str, bytes]  # every file but the databases, by its path below the machine's folder


@dataclass(frozen=True)
class Saved:
    files: Image
    databases: dict[str, bytes]


class PowerOff(BaseException):
    """The power of this machine went. Not an Exception: no code of the product may go on after it."""

    def __init__(self, machine: Machine) -> None:
        super().__init__(machine.name)
        self.machine = machine


class Machine:
    """One machine with a disk. Every commit and every fsync is a durable step: the power may go just before or just after it."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.prefix = str(folder) + os.sep
        self.off = False
        self.cut_in: int | None = None  # so many moments from now; two for each durable step
        self.chance = random.Random(0)
        self.harsh = False  # a cut takes everything that was not synced; else each thing by chance
        self.only_killed = False  # only the process dies: what it wrote stays
        self.left: Image = {}
        self.weak: dict[str, bytes] = {}  # databases whose connections do not wait for the disk, as they are for certain
        self.weak_commits = 0
        self.cuts = 0
        self._bytes: dict[int, bytes] = {}  # by inode
        self._names: dict[str, dict[str, int]] = {}  # by folder
        self._names_left: tuple[dict[str, dict[str, int]], dict[int, bytes]] | None = None
        MACHINES.append(self)

    def forget(self) -> None:
        MACHINES.remove(self)

    # The power

    def cut_power_in(self, moments: int, chance: int | str) -> None:
        self.cut_in, self.chance = moments, random.Random(chance)
        self.harsh, self.only_killed = self.chance.random() < 0.5, self.chance.random() < 0.45

    def durable(self, step: Callable[[], T]) -> T:
        self._moment()
        done = step()
        self._moment()
        return done

    def _moment(self) -> None:
        if self.off:
            raise PowerOff(self)
        if self.cut_in is not None:
            self.cut_in -= 1
            if self.cut_in < 0:
                self.power_off()
                raise PowerOff(self)

    def power_off(self) -> None:
        """From here on nothing reaches this disk; what is left is decided now."""
        if self.off:
            return
        self.off, self.cut_in = True, None
        if self.only_killed:
            self.left, self.weak = {path: (self.folder / path).read_bytes() for path in self._files()}, {}
        else:
            self.cuts += 1
            self.left = self._image()
        self._names_left = (dict(self._names), dict(self._bytes)) if self.only_killed else None

    def power_on(self) -> None:
        """Everything that held the disk open has been closed: put back what the cut has left."""
        there, touched = dict(self._walk()), set()
        for folder, here in there.items():
            for name in (name for name, inode in here.items() if inode != FOLDER):
                path = _below(folder, name)
                kept = self.left.get(path)
                if kept is None or (self.folder / path).read_bytes() != kept:
                    (self.folder / path).unlink()
                    touched.add(folder)
        for path, data in self.left.items():
            target = self.folder / path
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                touched |= {self._relative(str(folder)) for folder in target.parents if folder.is_relative_to(self.folder)}
            os.utime(target, (_WRITTEN, _WRITTEN))  # else a file that is taken up at the next start tells the time of this run
        for path, data in self.weak.items():
            for tail in ("-wal", "-shm"):
                Path(path + tail).unlink(missing_ok=True)
            Path(path).write_bytes(data)
        self.off, self.left = False, {}
        if self._names_left is None:
            self.settle({**there, **{folder: listing(self._real(folder)) for folder in touched}})
        else:  # only the process had died: what was not certain before is not certain now
            (self._names, self._bytes), self._names_left, self.only_killed = self._names_left, None, False

    # Back-ups

    def save(self) -> Saved:
        """A copy of everything as it is now."""
        databases = {}
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith(DATABASES) and not path.name.endswith(("-wal", "-shm")):
                connection = connect(path)
                databases[path.name] = connection.serialize()
                connection.close()
        return Saved({path: (self.folder / path).read_bytes() for path in self._files()}, databases)

    def put_back(self, saved: Saved) -> None:
        """The copy in place of what is there. Nothing may have the folder open."""
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith(DATABASES):
                path.unlink()
        for name, data in saved.databases.items():
            (self.folder / name).write_bytes(data)
        self.left = saved.files
        self.power_on()

    # The model

    def settle(self, there: Mapping[str, dict[str, int]] | None = None) -> None:
        """Everything that is there now is certain: a machine that was put in order and rested. `there`: what is in each
        folder, for who knows it."""
        self._bytes, self._names, self.weak = {}, {}, {}
        for folder, here in (dict(self._walk()) if there is None else there).items():
            self._names[folder] = here
            for name, inode in here.items():
                if inode != FOLDER:
                    self._bytes[inode] = (self.folder / folder / name).read_bytes()

    def synced(self, descriptor: int, path: str) -> None:
        """What fsync means for one file or one folder."""
        found = os.fstat(descriptor)
        if os.path.isdir(path):
            self._names[self._relative(path)] = listing(path)
        elif not os.path.basename(path).startswith(DATABASES):
            self._bytes[found.st_ino] = Path(f"/proc/self/fd/{descriptor}" if PROC else path).read_bytes()

    def certain(self, path: Path) -> bytes | None:
        """The bytes that a cut at this moment could not take away; None when it could."""
        inode = self._names.get(self._relative(str(path.parent)), {}).get(path.name)
        folder = path.parent
        while folder != self.folder:
            if folder.name not in self._names.get(self._relative(str(folder.parent)), {}):
                return None
            folder = folder.parent
        return None if inode is None else self._bytes.get(inode)

    def _relative(self, path: str) -> str:
        return path[len(self.prefix):] or "."

    def _walk(self) -> Iterator[tuple[str, dict[str, int]]]:
        """Every folder below this one and what is in it; "." is the machine's own."""
        left = ["."]
        while left:
            folder = left.pop()
            here = listing(self._real(folder))
            yield folder, here
            left += [_below(folder, name) for name, inode in here.items() if inode == FOLDER]

    def _real(self, folder: str) -> str:
        return self.prefix + folder

    def _files(self) -> list[str]:
        return [_below(folder, name) for folder, here in self._walk() for name, inode in here.items() if inode != FOLDER]

    def _image(self) -> Image:
        image: Image = {}
        self._visit(".", image)
        return image

    def _visit(self, folder: str, image: Image) -> None:
        real = self._real(folder)
        there, certain = listing(real), self._names.get(folder, {})
        for name in sorted({*there, *certain}):
            now, then = there.get(name), certain.get(name)
            inode = now if now == then or self._luck() else then
            path = _below(folder, name)
            if inode == FOLDER:
                self._visit(path, image)
            elif inode is not None:
                image[path] = self._left_of(inode, os.path.join(real, name) if inode == now else None)

    def _left_of(self, inode: int, path: str | None) -> bytes:
        certain = self._bytes.get(inode)
        written = Path(path).read_bytes() if path is not None else None
        if written is None or written == certain or not self._luck():
            return certain or b""
        return written if self._luck() else written[: self.chance.randrange(len(written) + 1)]

    def _luck(self) -> bool:
        return not self.harsh and self.chance.random() < 0.5


def _below(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder}/{name}"


class SimDisk(Disk):
    """A device's disk: it can be full. fsync is the world's, on every system."""

    def __init__(self) -> None:
        self.full = False

    def free_bytes(self, folder: Path) -> int:
        return 0 if self.full else 1 << 40

    def write(self, file: BinaryIO, data: bytes) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write(file, data)

    def sync(self, file: BinaryIO) -> None:
        os.fsync(file.fileno())
