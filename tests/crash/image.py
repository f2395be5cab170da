"""A file system whose power can be cut: ext4 in a file, mounted by a loop device.

The cut is ext4's own shutdown without flushing its journal (`EXT4_IOC_SHUTDOWN`, include/uapi/linux/ext4.h): from that instant
nothing more reaches the "disk", and what was written and not synced is gone. Mounting again replays the journal, as after a
real power cut. Not covered: a drive that lies about its cache, and torn sectors.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2
SIZE_BYTES = 192 * 1024 * 1024
_PLACES = "/usr/sbin:/sbin"


class CannotCut(Exception):
    """This machine cannot do it; the text says why."""


class PowerImage:
    """`with PowerImage() as image:` an empty file system at `image.root`."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="fieldclient-power-", dir=quick_place()))
        self._image = self._folder / "image"
        self.root = self._folder / "root"
        self.root.mkdir()
        self._handle: int | None = None

    def __enter__(self) -> Self:
        try:
            self.renew()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, cause: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def renew(self) -> None:
        """An empty file system again."""
        self._unmount()
        self._image.unlink(missing_ok=True)
        with self._image.open("wb") as file:
            file.truncate(SIZE_BYTES)
        _run("mkfs.ext4", "-qF", "-J", "size=4", str(self._image))
        self._mount()

    def cut(self) -> None:
        """The power is gone. Safe to call from any thread; whoever works on the file system gets errors from now on."""
        assert self._handle is not None
        fcntl.ioctl(self._handle, SHUTDOWN, NO_LOG_FLUSH.to_bytes(4, sys.byteorder))

    def restart(self) -> None:
        """The power is back: unmounted, mounted, the journal replayed. Nobody may have a file open there."""
        self._unmount()
        self._mount()

    def close(self) -> None:
        self._unmount()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _mount(self) -> None:
        _run("mount", "-o", "loop", str(self._image), str(self.root))
        self._handle = os.open(self.root, os.O_RDONLY)

    def _unmount(self) -> None:
        if self._handle is None:
            return
        os.close(self._handle)
        self._handle = None
        for _ in range(50):  # a process that was just killed may still be on its way out
            try:
                return _run("umount", str(self.root))
            except CannotCut:
                time.sleep(0.02)
        _run("umount", "-l", str(self.root))


def quick_place() -> str | None:
    """In memory if there is room: a shutdown forgets the same there, and no real disk is worn by thousands of syncs."""
    memory = "/dev/shm"
    if os.path.isdir(memory) and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 * SIZE_BYTES:
        return memory
    return None


def why_not() -> str | None:
    """Why power cannot be cut on this machine; None when it can."""
    if not sys.platform.startswith("linux"):
        return "power cuts need Linux with ext4"
    if os.geteuid() != 0:
        return "power cuts need root: a file system is mounted"
    try:
        with PowerImage() as image:
            (image.root / "forgotten").write_bytes(b"x" * 5000)
            image.cut()
            image.restart()
            if (image.root / "forgotten").exists():
                return "the shutdown of ext4 keeps what was not synced here"
    except (CannotCut, OSError) as cause:
        return f"power cuts need loop devices and ext4: {cause}"
    return None


def _run(tool: str, *arguments: str) -> None:
    found = shutil.which(tool, path=f"{os.environ.get('PATH', '')}:{_PLACES}")
    if found is None:
        raise CannotCut(f"{tool} is not installed")
    done = subprocess.run([found, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise CannotCut(f"{tool}: {done.stderr.strip() or done.returncode}")
