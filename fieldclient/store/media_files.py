"""The bytes of photos, video and voice, each under its SHA-256, written once and never again.

    incoming/TAG~ID.part    being written; TAG says for which draft and slot (`tag_for`)
    incoming/TAG~ID.whole   written to the end and fsynced, not yet named in the database
    media/ab/HASH.EXT       complete, fsynced with its folder, read-only
    parts/HASH.part         what has come so far of a file of the hub
    quarantine/             what could not be read

A file gets its second name in media/ before the row that names it is committed, and loses the first one after. So a power cut
in between leaves a name in incoming/, and starting up never has to look through media/.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from fieldclient.store.disk import PIECE_BYTES, Disk, told
from fieldclient.store.taking import Hashing, Incoming, begin_sync, cut_up, pieces_of, unreadable
from sync.protocol.ids import is_sha256, new_id
from sync.protocol.media import Shot, Usage
from sync.protocol.problems import Code, Problem

WHOLE = ".whole"
# Below media/, by the first two digits. Made by the first start, so that keeping a photo never has to sync the name of one.
SHELVES = frozenset(f"{number:02x}" for number in range(256))
RESERVE_BYTES = 64 * 1024 * 1024  # left for the database: a report must be writable when photos no longer are
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.ENOSYS, errno.EMLINK}


def tag_for(draft: str, shot: Shot | None = None, usage: Usage | None = None) -> str:
    """What a name in incoming/ begins with, so that a photo whose row was not committed finds its place again."""
    return f"{draft}.{shot or ''}.{usage or ''}"


def read_tag(tag: str) -> tuple[str, Shot | None, Usage | None]:
    """The draft, the slot and the use that `tag_for` was told; None for what it was not."""
    draft, shot, usage = (*tag.split("."), "", "")[:3]
    try:
        return draft, Shot(shot) if shot else None, Usage(usage) if usage else None
    except ValueError:
        return draft, None, None


class MediaFiles:
    def __init__(self, root: Path, disk: Disk | None = None, *, reserve_bytes: int = RESERVE_BYTES) -> None:
        self.root = root
        self.disk = disk or Disk()
        self.reserve_bytes = reserve_bytes
        self.media = root / "media"
        self.incoming = root / "incoming"
        self.parts = root / "parts"
        self.quarantine = root / "quarantine"

    def make_folders(self) -> None:
        try:
            self.disk.sync_names_of(self.root)  # made by a start that was cut before it came to this, perhaps
            for folder in (self.media, self.incoming, self.parts, self.quarantine):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name in SHELVES - set(os.listdir(self.media)):
                (self.media / name).mkdir(mode=0o700)
            self.disk.sync_folder(self.root)
            self.disk.sync_folder(self.media)
        except OSError as cause:
            raise told(cause) from cause

    def path(self, sha256: str, extension: str) -> Path:
        return self.media / sha256[:2] / f"{sha256}.{extension}"

    def check_room(self, needed_bytes: int) -> None:
        """DISK_FULL (free_bytes, needed_bytes) unless this much fits beside the reserve. Ask it before the shutter."""
        try:
            free = self.disk.free_bytes(self.root)
        except OSError as cause:
            raise told(cause) from cause
        if free < needed_bytes + self.reserve_bytes:
            raise Problem(Code.DISK_FULL, free_bytes=free, needed_bytes=needed_bytes + self.reserve_bytes)

    # Taking in

    def take_file(self, source: Path, tag: str, *, limit_bytes: int, wait: bool = True) -> Incoming:
        """A copy of the bytes as they are now. FILE_MISSING, FILE_EMPTY, FILE_TOO_LARGE, FILE_UNREADABLE, DISK_FULL. Without
        `wait` it is to be looked at while the disk writes, and then to be settled or refused."""
        try:
            found = source.stat()
        except OSError as cause:
            raise unreadable(cause) from cause
        if not stat.S_ISREG(found.st_mode):  # a pipe would never end
            raise Problem(Code.FILE_NOT_MEDIA)
        if found.st_size == 0:
            raise Problem(Code.FILE_EMPTY)
        if found.st_size > limit_bytes:
            raise Problem(Code.FILE_TOO_LARGE, size_bytes=found.st_size, limit_bytes=limit_bytes)
        self.check_room(found.st_size)
        taken = self._take(pieces_of(source, limit_bytes), tag, found.st_size)
        try:
            after = source.stat()
            if (after.st_size, after.st_mtime_ns) != (found.st_size, found.st_mtime_ns) or taken.size_bytes != found.st_size:
                raise Problem(Code.FILE_CHANGING)  # still being written; or a card that ended a file early without an error
            os.utime(taken.path, ns=(found.st_atime_ns, found.st_mtime_ns))  # the last hint when it was taken
        except OSError as cause:
            self.refuse(taken)
            raise unreadable(cause) from cause
        except Problem:
            self.refuse(taken)
            raise
        return self.settle(taken) if wait else taken

    def take_bytes(self, data: bytes, tag: str, *, wait: bool = True) -> Incoming:
        if not data:
            raise Problem(Code.FILE_EMPTY)
        self.check_room(len(data))
        taken = self._take(cut_up(data), tag, len(data))
        return self.settle(taken) if wait else taken

    def _take(self, pieces: Iterable[bytes | memoryview], tag: str, size_bytes: int) -> Incoming:
        path = self.incoming / f"{tag}~{new_id()}.part"
        hashing, written = Hashing(), 0
        try:
            file = self.disk.create(path)
            try:
                for piece in pieces:
                    self.disk.write(file, piece)
                    hashing.add(piece)
                    written += len(piece)
            except BaseException:
                file.close()
                raise
            syncing = begin_sync(self.disk, file)
        except OSError as cause:
            self.forget(path)
            raise told(cause, needed_bytes=size_bytes, free_bytes=self.free_bytes()) from cause
        except BaseException:
            self.forget(path)
            raise
        return Incoming(path, tag, hashing.hexdigest(), written, syncing)

    def settle(self, taken: Incoming) -> Incoming:
        """Its bytes are on the disk, and its name says so. When the disk refuses, nothing is left of it."""
        if taken.syncing is None:
            return taken
        whole = taken.path.with_suffix(WHOLE)
        try:
            taken.syncing.wait()
            self.disk.rename(taken.path, whole)
        except OSError as cause:
            self.forget(taken.path)
            raise told(cause, needed_bytes=taken.size_bytes, free_bytes=self.free_bytes()) from cause
        return Incoming(whole, taken.tag, taken.sha256, taken.size_bytes)

    def place(self, taken: Incoming, extension: str) -> Path:
        """Its name in media/, durable when this returns. The same bytes again: nothing. Then commit the row, then `release`."""
        self.place_many([(taken, extension)])
        return self.path(taken.sha256, extension)

    def place_many(self, files: Sequence[tuple[Incoming, str]]) -> None:
        """As `place`, of several with their extensions. All get their names before the first folder is synced: on a
        journalling disk the first sync then carries the names of all."""
        try:
            for taken, extension in files:
                target = self.path(taken.sha256, extension)
                self._make_shelf(target.parent)
                self.disk.protect(taken.path)
                self._give_name(taken, target)
            for folder in sorted({self.path(taken.sha256, extension).parent for taken, extension in files}):
                self.disk.sync_folder(folder)
        except OSError as cause:
            needed_bytes = sum(taken.size_bytes for taken, _ in files)
            raise told(cause, needed_bytes=needed_bytes, free_bytes=self.free_bytes()) from cause

    def _make_shelf(self, folder: Path) -> None:
        if not folder.is_dir():  # somebody took it away since the start
            self.disk.make_folder(folder)

    def _give_name(self, taken: Incoming, target: Path) -> None:
        if target.exists():
            if target.stat().st_size == taken.size_bytes:
                return
            self.set_aside(target)  # something cut it short from outside: the whole one takes its place
        try:
            self.disk.link(taken.path, target)
        except OSError as cause:
            if cause.errno not in _NO_LINKS:
                raise
            # A file system without second names (cards, some shares): after a cut here only the sweep finds it.
            self.disk.rename(taken.path, target)

    def release(self, taken: Incoming) -> None:
        """The row is committed: the first name has done its work."""
        self.forget(taken.path)

    def refuse(self, taken: Incoming) -> None:
        """It was looked at and is not wanted; the person's own file is where it was."""
        if taken.syncing is not None:
            with suppress(OSError):
                taken.syncing.wait()
        self.forget(taken.path)

    def forget(self, path: Path) -> None:
        """Take away a copy of ours. If even that fails, recovery looks at it at the next start."""
        try:
            self.disk.remove(path)
        except OSError:
            pass

    # Looking

    def unfinished(self) -> Iterator[tuple[Path, str]]:
        """What a power cut left in incoming/, with its tag. Cheap: the folder is empty in ordinary times."""
        for path in sorted(self.incoming.iterdir()):
            if path.is_file():
                yield path, path.name.partition("~")[0]

    def all_placed(self) -> Iterator[Path]:
        """Every file in media/. As slow as there are files: for the sweep alone."""
        for shelf in _inside(str(self.media), folders=True):
            yield from map(Path, _inside(shelf, folders=False))

    def set_aside(self, path: Path) -> Path:
        """Move it into quarantine/ under a name that is free."""
        target = self.quarantine / path.name
        while target.exists():
            target = self.quarantine / f"{new_id()}-{path.name}"
        try:
            self.disk.rename(path, target)
            self.disk.sync_folder(self.quarantine)
        except OSError as cause:
            raise told(cause) from cause
        return target

    def part(self, sha256: str) -> Path:
        return self.parts / f"{sha256}.part"

    def placed_parts(self) -> Iterator[tuple[Path, str]]:
        """Parts that have a name in media/ already, with their hash."""
        for path in sorted(self.parts.iterdir()):
            if path.is_file() and path.stat().st_nlink > 1 and is_sha256(path.stem):
                yield path, path.stem

    def forget_twin(self, part: Path, sha256: str) -> None:
        """The name in media/ of the same bytes, whatever its ending."""
        for path in (self.media / sha256[:2]).glob(f"{sha256}.*"):
            if path.samefile(part):
                self.forget(path)

    def stale_parts(self, wanted: set[str]) -> list[Path]:
        """Begun downloads of files that no case in sight names any more."""
        return [path for path in sorted(self.parts.iterdir()) if path.stem not in wanted]

    def free_bytes(self) -> int:
        """What is free now; 0 when the disk does not even say that."""
        try:
            return self.disk.free_bytes(self.root)
        except OSError:
            return 0


def hash_file(path: Path) -> tuple[str, int]:
    """SHA-256 and size of what is there now. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def named_hash(path: Path) -> str | None:
    """The hash that a file in media/ is named by, or None when its name is of another making."""
    stem = path.name.partition(".")[0]
    return stem if is_sha256(stem) else None


def _inside(folder: str, *, folders: bool) -> list[str]:
    """The folders or the files in it, by name. Without a Path for each of some hundred shelves."""
    with os.scandir(folder) as found:
        return sorted(each.path for each in found if (each.is_dir() if folders else each.is_file()))
