"""Taking a folder in: every file read once, hashed, durable, and listed, several at a time.

While the disk writes one file the next is read and the headers of the last are looked at; every `BATCH` files get their names,
one sync and one transaction together. What a kill or a pulled card leaves behind is whole: rows tell what was done, and the
next run goes on behind them. The card is only ever read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from fieldclient.capture.sniff import agrees, said_by_name, short_name
from fieldclient.store import Store
from fieldclient.store.card_files import CARD_TAG, CardFile, CardState
from fieldclient.store.media_files import hash_file
from fieldclient.store.media_rows import extension_of
from fieldclient.store.taking import Incoming, unreadable
from fieldclient.work.card.finding import Found, Presence, Walk, walk
from fieldclient.work.intake import look_first
from sync.protocol.media import MAX_VIDEO_BYTES, MediaRef, Origin, Usage
from sync.protocol.problems import Code, Problem

BATCH = 16  # files to one transaction: a kill costs at most so many copies, and each file a sixteenth of a sync
BATCH_BYTES = 128 * 1024 * 1024
_STOPS_ALL = frozenset({Code.DISK_FULL, Code.DISK_FAILED, Code.STORE_BUSY})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. Bytes are those of the files that were looked at or passed over."""

    stage: str  # "finding", "taking", "pictures"
    done: int = 0
    total: int = 0
    done_bytes: int = 0
    total_bytes: int = 0
    path: str = ""
    kept: int = 0  # durable by now, of this run; the last few files follow with their transaction
    duplicates: int = 0
    bad: int = 0
    passed_over: int = 0  # read by an earlier run


class Control:
    """Pause and cancel, from any thread. Both are heeded between two files."""

    def __init__(self) -> None:
        self._running = threading.Event()
        self._running.set()
        self._cancelled = threading.Event()

    def pause(self) -> None:
        self._running.clear()

    def go_on(self) -> None:
        self._running.set()

    def cancel(self) -> None:
        self._cancelled.set()
        self._running.set()

    @property
    def is_paused(self) -> bool:
        return not self._running.is_set()

    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def wait(self) -> bool:
        """Returns when work may go on: True to do it, False when it was cancelled."""
        self._running.wait()
        return not self._cancelled.is_set()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run did. `passed_over` files had been read by an earlier one."""

    walk: Walk
    kept: int = 0
    duplicates: int = 0
    bad: int = 0
    passed_over: int = 0
    cancelled: bool = False


@dataclass(slots=True)
class _Taken:
    """One file on its way: `incoming` and `ref` when it is to be kept, else only its row."""

    row: CardFile
    incoming: Incoming | None = None
    ref: MediaRef | None = None


class Taking:
    """One run over one folder for one person."""

    def __init__(
        self, store: Store, person: str, *, zone: tzinfo | None = None, control: Control | None = None,
        progress: Callable[[Progress], None] = lambda told: None,
    ) -> None:
        self._store, self._person, self._zone = store, person, zone
        self._control = control or Control()
        self._progress = progress
        self._batch: list[_Taken] = []
        self._batch_bytes = 0
        self._sizes: set[int] = set()
        self._done: dict[CardState, int] = dict.fromkeys(CardState, 0)

    def run(self, folder: str | Path) -> Outcome:
        """FILE_MISSING, FOLDER_UNREADABLE: the folder is not there. FOLDER_GONE (kept, left): it was pulled out. DISK_FULL,
        DISK_FAILED: this device's disk. In each case what was read is kept and listed, and another run goes on behind it."""
        from fieldclient.capture.read import (
            read_evidence,  # decoders are loaded with the first card, not at start
        )

        self._read = read_evidence
        self._progress(Progress("finding"))
        presence = Presence(folder)
        found = walk(folder, self._store.folder, self._control.is_cancelled)
        left, passed_over = self._unread(str(folder), found.files)
        self._sizes = self._store.card_files.sizes_kept()
        try:
            self._all(left, passed_over, presence, sum(each.size_bytes for each in found.files))
        except BaseException:
            self._flush_what_can_be()
            raise
        self._flush()
        return Outcome(
            found, self._done[CardState.KEPT], self._done[CardState.DUPLICATE], self._done[CardState.BAD], passed_over,
            self._control.is_cancelled(),
        )

    def _unread(self, folder: str, files: Iterable[Found]) -> tuple[list[Found], int]:
        """Those that have no row yet; a bad one is tried again, and so is one whose bytes this device has lost since."""
        known = {each.key: each for each in self._store.card_files.below(self._person, str(Path(folder).absolute()))}
        media = self._store.media.get_many([each.sha256 for each in known.values() if each.sha256])
        here = {sha256 for sha256, row in media.items() if not row.missing}
        left, passed_over = [], 0
        for found in files:
            row = known.get((found.path, found.size_bytes, found.modified_ns))
            if row is not None and row.sha256 in here:
                passed_over += 1
            else:
                left.append(found)
        return left, passed_over

    def _all(self, files: list[Found], passed_over: int, presence: Presence, total_bytes: int) -> None:
        done_bytes = total_bytes - sum(each.size_bytes for each in files)
        total = passed_over + len(files)
        for number, found in enumerate(files):
            if not self._control.wait():
                return
            self._progress(self._told(passed_over + number, total, done_bytes, total_bytes, passed_over, found.path))
            try:
                taken = self._take(found)
                presence.read_well()
            except Problem as problem:
                if problem.code in _STOPS_ALL:
                    raise
                if presence.is_lost(problem):
                    self._flush()
                    kept = self._done[CardState.KEPT]
                    raise Problem(Code.FOLDER_GONE, kept=kept, left=len(files) - number) from problem
                taken = _Taken(_row(found, CardState.BAD, problem=problem))
            self._add(taken)
            done_bytes += found.size_bytes
        self._flush()
        self._progress(self._told(total, total, total_bytes, total_bytes, passed_over))

    def _told(self, done: int, total: int, done_bytes: int, total_bytes: int, passed_over: int, path: str = "") -> Progress:
        state = self._done
        return Progress(
            "taking", done, total, done_bytes, total_bytes, path, state[CardState.KEPT], state[CardState.DUPLICATE],
            state[CardState.BAD], passed_over)

    def _take(self, found: Found) -> _Taken:
        path = Path(found.path)
        if found.size_bytes in self._sizes:  # only then can it be one that is here: hashing first saves writing it
            known = self._known(path)
            if known is not None:
                return _Taken(_row(found, self._state_of(known), known))
        look_first(path)
        incoming = self._store.files.take_file(path, CARD_TAG, limit_bytes=MAX_VIDEO_BYTES, wait=False)
        try:
            known = self._in_batch(incoming.sha256) or self._here(incoming.sha256)
            if known is not None:
                self._store.files.refuse(incoming)
                return _Taken(_row(found, self._state_of(known), known))
            ref, notice = self._look(incoming, path)
        except BaseException:
            self._store.files.refuse(incoming)
            raise
        self._sizes.add(found.size_bytes)
        return _Taken(_row(found, CardState.KEPT, incoming.sha256, notice), incoming, ref)

    def _known(self, path: Path) -> str | None:
        try:
            sha256, _ = hash_file(path)
        except OSError as cause:
            raise unreadable(cause) from cause
        return self._in_batch(sha256) or self._here(sha256)

    def _in_batch(self, sha256: str) -> str | None:
        return sha256 if any(each.incoming and each.row.sha256 == sha256 for each in self._batch) else None

    def _here(self, sha256: str) -> str | None:
        media = self._store.media.get(sha256)
        return sha256 if media is not None and not media.missing and media.path.exists() else None

    def _state_of(self, sha256: str) -> CardState:
        """Bytes that a kill left here between two steps are nobody's yet: they are kept now."""
        if self._in_batch(sha256) or self._store.card_files.is_named(sha256):
            return CardState.DUPLICATE
        return CardState.KEPT

    def _look(self, incoming: Incoming, source: Path) -> tuple[MediaRef, Problem | None]:
        """By its headers, and the most important thing to say about it. The picture is decoded once it is safe."""
        evidence = self._read(
            incoming.path, home_zone=self._zone, now=self._store.clock(), sha256=incoming.sha256, probe=False
        )
        if evidence.fatal is not None:
            raise evidence.fatal
        ref = evidence.media_ref(usage=Usage.REPORT, origin=Origin.FILE)
        return ref, next(iter(evidence.told), None) or mislabelled(source, ref.mime)

    def _add(self, taken: _Taken) -> None:
        self._batch.append(taken)
        self._batch_bytes += taken.incoming.size_bytes if taken.incoming else 0
        if len(self._batch) >= BATCH or self._batch_bytes >= BATCH_BYTES:
            self._flush()

    def _flush(self) -> None:
        """Files, then names, then rows: after this they are kept, whatever happens. When the disk refuses, none of these is."""
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        if not batch:
            return
        now, files = self._store.clock(), self._store.files
        try:
            for each in batch:
                if each.incoming is not None:
                    each.incoming = files.settle(each.incoming)
            kept = [(each.incoming, each.ref) for each in batch if each.incoming is not None and each.ref is not None]
            files.place_many([(incoming, extension_of(ref.mime)) for incoming, ref in kept])
        except BaseException:
            for each in batch:
                if each.incoming is not None:
                    files.refuse(each.incoming)
            raise
        with self._store.database.change():
            for _, ref in kept:
                self._store.media.add_row(ref, now, made=True)
            person = self._person or self._store.people.current_id()  # who signs in meanwhile has what was begun before
            self._store.card_files.put(person, [each.row for each in batch], now)
        for incoming, _ in kept:
            files.release(incoming)
        for each in batch:
            self._done[each.row.state] += 1

    def _flush_what_can_be(self) -> None:
        """On the way out with a problem: that one is told, and not what comes of it here."""
        try:
            self._flush()
        except Problem:
            pass


def _row(found: Found, state: CardState, sha256: str | None = None, problem: Problem | None = None) -> CardFile:
    body = problem.to_wire() if problem is not None else None
    return CardFile(found.path, found.size_bytes, found.modified_ns, state, sha256, body)


def mislabelled(path: Path, mime: str) -> Problem | None:
    """A notice when the name says another type than the content."""
    said = said_by_name(path.name)
    if said is None or agrees(said, mime):
        return None
    return Problem(Code.FILE_MISLABELLED, said=short_name(said), found=short_name(mime))
