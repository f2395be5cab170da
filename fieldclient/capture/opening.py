"""Opening what a person picked: regular files alone, without waiting for what never answers."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from sync.protocol.problems import Code, Problem

# Without O_NONBLOCK, opening a pipe waits for its writer for ever; on Windows the bytes must not be translated.
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def open_regular(path: str | os.PathLike[str]) -> Iterator[tuple[BinaryIO, os.stat_result]]:
    """Open a regular file for reading; gives the file and its status.

    Raises Problem: FILE_MISSING, FILE_NOT_MEDIA (a folder, a pipe, a device), FILE_EMPTY, FILE_UNREADABLE. An OSError while
    the file is being read comes out as FILE_UNREADABLE too.
    """
    try:
        _require_regular(os.stat(path))  # before opening: opening alone makes some devices act
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            _require_regular(status)
            yield file, status
    except OSError as error:
        raise _problem_of(error) from None
    except ValueError as error:  # a name no file can have, such as one with a NUL
        raise Problem(Code.FILE_MISSING) from error


def _require_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Problem(Code.FILE_NOT_MEDIA, found="folder" if stat.S_ISDIR(status.st_mode) else "device")
    if status.st_size == 0:
        raise Problem(Code.FILE_EMPTY)


def _problem_of(error: OSError) -> Problem:
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return Problem(Code.FILE_MISSING)
    return Problem(Code.FILE_UNREADABLE, errno=error.errno)
