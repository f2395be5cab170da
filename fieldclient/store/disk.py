"""The steps that touch the disk, one method each, so that a test can let any of them fail.

Durable means: the bytes are fsynced, and so is the folder that names them. A rename without the second is forgotten by a
power cut on ext4 (measured: 5 of 10 cuts), and costs one more fsync of about half a millisecond.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sync.protocol.problems import Code, Problem

PIECE_BYTES = 256 * 1024


class Disk:
    """A real disk. Every method raises OSError as the system does; `told` turns that into a Problem."""

    def free_bytes(self, folder: Path) -> int:
        return shutil.disk_usage(folder).free

    def make_folder(self, folder: Path) -> None:
        """The folder and what is above it, private to this user; every name that was made is durable."""
        made = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for each in reversed(made):
            self.sync_names_of(each)

    def sync_names_of(self, folder: Path) -> None:
        """The name of this folder in the one above. Whoever may write there but not look has to trust the system."""
        with suppress(PermissionError):
            self.sync_folder(folder.parent)

    def put(self, path: Path, data: bytes) -> None:
        """A small file, whole or not at all, durable on return."""
        part = path.with_name(path.name + ".part")
        self.remove(part)
        with self.create(part) as file:
            self.write(file, data)
            self.sync(file)
        self.rename(part, path)
        self.sync_folder(path.parent)

    def create(self, path: Path) -> BinaryIO:
        """A new file; FileExistsError when there is one."""
        return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb", buffering=0)

    def append(self, path: Path, at_bytes: int) -> BinaryIO:
        """An unfinished file, cut at `at_bytes`, ready to be written on; made when it is not there."""
        file = open(os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600), "r+b", buffering=0)
        file.truncate(at_bytes)
        file.seek(at_bytes)
        return file

    def write(self, file: BinaryIO, data: bytes | memoryview) -> None:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]

    def sync(self, file: BinaryIO) -> None:
        _fsync(file.fileno())

    def sync_folder(self, folder: Path) -> None:
        if os.name == "nt":  # NTFS journals names, and a folder cannot be opened for it
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def protect(self, path: Path) -> None:
        """Read-only for everybody: an original is never rewritten."""
        path.chmod(0o400)

    def link(self, source: Path, target: Path) -> None:
        """A second name for the same bytes; FileExistsError when `target` is there."""
        os.link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        os.replace(source, target)

    def remove(self, path: Path) -> None:
        if os.name == "nt":
            path.chmod(0o600)
        path.unlink(missing_ok=True)


_BINARY = getattr(os, "O_BINARY", 0)


def _fsync(descriptor: int) -> None:
    try:
        import fcntl

        # macOS answers fsync before the drive has written; this one waits for it.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # type: ignore[attr-defined]
    except (ImportError, AttributeError, OSError):
        os.fsync(descriptor)


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def told(cause: OSError, *, needed_bytes: int = 0, free_bytes: int = 0) -> Problem:
    """The problem a person is told when the disk refused."""
    if cause.errno in _FULL:
        return Problem(Code.DISK_FULL, free_bytes=free_bytes, needed_bytes=needed_bytes)
    return Problem(Code.DISK_FAILED, errno=cause.errno or 0)
