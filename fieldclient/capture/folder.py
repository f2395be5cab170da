"""What could be picked from a folder: a listing by name and date that opens no file."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fieldclient.capture.sniff import is_media_name, said_by_name
from sync.protocol.media import MediaKind, kind_of
from sync.protocol.problems import Code, Problem

PAGE_ENTRIES = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A file by what its name and the file system say of it. Only `read_evidence` knows what it really is."""

    path: Path
    name: str
    kind: MediaKind
    size_bytes: int
    modified_at: datetime | None  # UTC


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder at one moment, so that its pages fit together: subfolders by name, files from new to old."""

    path: Path
    folders: tuple[Path, ...]
    files: tuple[Entry, ...]

    def page(self, number: int, entries: int = PAGE_ENTRIES) -> tuple[Entry, ...]:
        """The files of page `number`, counted from 0; empty beyond the last."""
        start = max(0, number) * entries
        return self.files[start : start + entries]

    @property
    def pages(self) -> int:
        """How many pages of the usual length there are."""
        return -(-len(self.files) // PAGE_ENTRIES)


def list_folder(path: str | os.PathLike[str]) -> Listing:
    """What a person could pick here. One look per entry, none into it; hidden entries and links that lead out are left out.

    Raises Problem: FILE_MISSING when there is no such folder, FOLDER_UNREADABLE when it cannot be listed.
    """
    folders: list[Path] = []
    files: list[tuple[int, Entry]] = []
    try:
        inside = os.path.realpath(path)
        with os.scandir(path) as entries:
            for entry in entries:
                _sort_in(entry, inside, folders, files)
    except (FileNotFoundError, ValueError) as error:
        raise Problem(Code.FILE_MISSING) from error
    except OSError as error:
        raise Problem(Code.FOLDER_UNREADABLE, errno=error.errno) from error
    files.sort(key=lambda each: (-each[0], each[1].name))
    folders.sort(key=lambda each: each.name.casefold())
    return Listing(Path(path), tuple(folders), tuple(entry for _, entry in files))


def _sort_in(
    entry: os.DirEntry[str], inside: str, folders: list[Path], files: list[tuple[int, Entry]]
) -> None:
    """Add one entry where it belongs. An entry that vanishes meanwhile or cannot be asked is passed over."""
    try:
        if entry.is_symlink() and not _leads_inside(entry.path, inside):
            return
        status = entry.stat()
        if is_hidden(entry.name, status):
            return
        if stat.S_ISDIR(status.st_mode):
            if not entry.is_symlink():  # a link to a folder can lead round in circles
                folders.append(Path(entry.path))
        elif stat.S_ISREG(status.st_mode) and is_media_name(entry.name):
            files.append((status.st_mtime_ns, _entry(entry, status)))
    except OSError:
        return


def _leads_inside(path: str, inside: str) -> bool:
    target = os.path.realpath(path)
    return os.path.commonpath([inside, target]) == inside


def is_hidden(name: str, status: os.stat_result | None = None) -> bool:
    """By its name, or by its attribute where the system has one."""
    attributes = getattr(status, "st_file_attributes", 0)
    return name.startswith(".") or bool(attributes & getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2))


def _entry(entry: os.DirEntry[str], status: os.stat_result) -> Entry:
    kind = kind_of(said_by_name(entry.name) or "") or MediaKind.PHOTO
    return Entry(Path(entry.path), entry.name, kind, status.st_size, _utc(status.st_mtime))


def _utc(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
