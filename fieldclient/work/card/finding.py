"""What could be taken from a folder and everything below it, and how to notice that the card was pulled out."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fieldclient.capture.folder import is_hidden
from fieldclient.capture.opening import open_regular
from fieldclient.capture.sniff import HEAD_BYTES, is_media_name, sniff
from sync.protocol.problems import Code, Problem


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file as the file system tells it. `path` may hold bytes that are no text (names in GBK): they go along unharmed."""

    path: str
    size_bytes: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Walk:
    """Everything below a folder, by name. `closed`: subfolders that cannot be listed."""

    files: tuple[Found, ...]
    closed: tuple[tuple[str, Problem], ...] = ()


def walk(
    folder: str | os.PathLike[str], leave_out: Path | None = None, should_stop: Callable[[], bool] = lambda: False
) -> Walk:
    """Media by name, and by content where a name has no ending. Links are not followed, so no loop is walked; each folder is
    visited once. FILE_MISSING, FOLDER_UNREADABLE (errno) when the folder itself cannot be listed."""
    root = os.path.abspath(os.fspath(folder))
    files: list[Found] = []
    closed: list[tuple[str, Problem]] = []
    seen: set[tuple[int, int]] = set()
    skipped = None if leave_out is None else os.path.realpath(leave_out)
    pending = [root]
    while pending and not should_stop():
        here = pending.pop()
        try:
            status = os.stat(here)
            if (status.st_dev, status.st_ino) in seen or os.path.realpath(here) == skipped:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(here) as entries:
                pending += _sorted_in(entries, files)
        except OSError as cause:
            problem = _unlisted(cause)
            if here == root:
                raise problem from cause
            closed.append((here, problem))
    return Walk(tuple(sorted(files)), tuple(sorted(closed, key=lambda each: each[0])))


def _unlisted(cause: OSError) -> Problem:
    if isinstance(cause, FileNotFoundError):
        return Problem(Code.FILE_MISSING)
    return Problem(Code.FOLDER_UNREADABLE, errno=cause.errno or 0)


def _sorted_in(entries: Iterator[os.DirEntry[str]], files: list[Found]) -> list[str]:
    """Files go to `files`; the subfolders are returned. One that vanishes meanwhile is passed over."""
    folders = []
    for entry in entries:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        if is_hidden(entry.name, status):
            continue
        if stat.S_ISDIR(status.st_mode):
            folders.append(entry.path)
        elif stat.S_ISREG(status.st_mode) and (is_media_name(entry.name) or _holds_media(entry)):
            files.append(Found(entry.path, status.st_size, status.st_mtime_ns))
    return folders


def _holds_media(entry: os.DirEntry[str]) -> bool:
    if os.path.splitext(entry.name)[1]:
        return False
    try:
        with open_regular(entry.path) as (file, _):
            return sniff(file.read(HEAD_BYTES)) is not None
    except (Problem, OSError):
        return False


class Presence:
    """Whether the folder that was begun with is still the one under its path."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._folder = os.fspath(folder)
        self._was = self._is()
        self._failures = 0

    def _is(self) -> tuple[int, int] | None:
        try:
            with os.scandir(self._folder) as entries:
                next(entries, None)
            status = os.stat(self._folder)
        except OSError:
            return None
        return status.st_dev, status.st_ino  # a card that was pulled leaves its empty mount point behind

    def read_well(self) -> None:
        self._failures = 0

    def is_lost(self, problem: Problem) -> bool:
        """After a file could not be read: whether the rest would fail alike. A folder may still be listed from memory when
        its card is gone; three files in a row that the device does not give tell it too."""
        if problem.code not in (Code.FILE_MISSING, Code.FILE_UNREADABLE, Code.FILE_CHANGING):
            return False
        if self._is() != self._was:
            return True
        device = problem.facts.get("errno") in (errno.EIO, errno.ENODEV, errno.ENXIO)
        self._failures = self._failures + 1 if device else 0
        return self._failures >= 3
