"""Reading and writing at a place in a file, whatever the system has for it."""

from __future__ import annotations

import os
from collections.abc import Sequence

_AT_ONCE = 512  # pieces in one call; the system takes 1024

if hasattr(os, "pwritev"):

    def write_at(handle: int, offset_bytes: int, pieces: Sequence[bytes | memoryview]) -> None:
        done = os.pwritev(handle, pieces[:_AT_ONCE], offset_bytes)
        if done == sum(len(piece) for piece in pieces):
            return
        view = memoryview(b"".join(pieces))
        while done < len(view):
            done += os.pwrite(handle, view[done:], offset_bytes + done)

    def read_at(handle: int, offset_bytes: int, size_bytes: int) -> bytes:
        return os.pread(handle, size_bytes, offset_bytes)

else:  # Windows has one place in a file for reading and writing; the lock makes that harmless

    def write_at(handle: int, offset_bytes: int, pieces: Sequence[bytes | memoryview]) -> None:
        os.lseek(handle, offset_bytes, os.SEEK_SET)
        view = memoryview(b"".join(pieces))
        while view:
            view = view[os.write(handle, view):]

    def read_at(handle: int, offset_bytes: int, size_bytes: int) -> bytes:
        os.lseek(handle, offset_bytes, os.SEEK_SET)
        return os.read(handle, size_bytes)
