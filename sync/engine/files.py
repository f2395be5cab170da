"""The lane of files: originals out, photos of assigned cases in, a newer catalogue."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from sync.engine.device import Download, MediaEntry
from sync.engine.outbox import due_downloads, next_media
from sync.engine.records import exchange_if_due
from sync.engine.trip import EVERYBODYS, CycleOver, ItemProblem, Progress, Trip
from sync.engine.tus import TusClient, TusUpload, tus_of
from sync.protocol.hub import let_go
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Code, Next, Problem

# The file itself cannot be taken, today or tomorrow: a person has to look at it.
_NEVER = frozenset({
    Code.MEDIA_TOO_LARGE, Code.FILE_MISSING, Code.FILE_EMPTY, Code.FILE_TRUNCATED, Code.FILE_NOT_MEDIA,
    Code.FILE_UNREADABLE, Code.FILE_TOO_LARGE, Code.FILE_TOO_MANY_PIXELS,
})
_STUMBLES = 3  # answers that bring a file no further, in a row


def send_files(trip: Trip) -> None:
    """Every file that may travel, one after the other. A file that is refused does not stop the next."""
    tried: set[str] = set()
    while True:
        trip.go_on()
        entry = next_media(
            trip.device.media_entries(), trip.clock.now(), impatient=trip.policy.impatient, tried=tried,
            originals=trip.may_send_originals(),
        )
        if entry is None:
            return
        tried.add(entry.sha256)
        try:
            _send(trip, entry)
        except CycleOver as over:
            trip.device.media_back(entry.sha256, over.problem, None)
            raise
        except Problem as problem:
            not_sent(trip, entry, problem)
            if problem.code is Code.QUOTA_FULL:
                return  # the next file would meet the same; records still go


def _send(trip: Trip, entry: MediaEntry) -> None:
    with trip.device.open_media(entry.sha256) as file:
        trip.device.media_travelling(entry.sha256, trip.clock.now())
        state = checked(trip.hub.media_state(entry.sha256, entry.size_bytes), entry)
        tus = tus_of(trip.hub)
        if tus is not None and not state.complete:
            state = _by_tus(trip, entry, file, tus)
        stumbles = 0
        while not state.complete:
            trip.go_on()
            exchange_if_due(trip)
            before = state.offset_bytes
            state = _next_piece(trip, entry, file, state)
            trip.device.media_progress(entry.sha256, state.offset_bytes)
            trip.on_progress(Progress(
                sha256=entry.sha256, done_bytes=state.offset_bytes, total_bytes=entry.size_bytes, up=True
            ))
            stumbles = 0 if state.offset_bytes > before or state.complete else stumbles + 1
            if stumbles >= _STUMBLES:
                raise Problem(Code.OFFSET_MISMATCH, offset_bytes=state.offset_bytes)
    trip.device.media_arrived(state, trip.clock.now())
    trip.tally.files_sent += 1
    trip.went_through()


def _by_tus(trip: Trip, entry: MediaEntry, file: BinaryIO, tus: TusClient) -> MediaReceipt:
    """All of it by the open protocol; the receipt is the hub's word on the file by its hash, as ever."""
    upload = TusUpload(
        entry.size_bytes, {"filetype": entry.mime, "sha256": entry.sha256}, tus.places.get(entry.sha256)
    )

    def shown(offset_bytes: int) -> None:
        trip.on_progress(Progress(sha256=entry.sha256, done_bytes=offset_bytes, total_bytes=entry.size_bytes, up=True))

    went = tus.send(
        upload, file, should_stop=trip.should_stop, on_progress=shown,
        on_location=functools.partial(tus.places.__setitem__, entry.sha256),
    )
    if not went:
        raise CycleOver(None)
    tus.places.pop(entry.sha256, None)
    trip.tally.bytes_sent += entry.size_bytes
    return checked(trip.hub.media_state(entry.sha256, entry.size_bytes), entry)


def _next_piece(trip: Trip, entry: MediaEntry, file: BinaryIO, state: MediaReceipt) -> MediaReceipt:
    """Send what follows the hub's offset. The hub's word on where it stands counts more than ours. When it has every byte and
    no receipt (it was cut before it could check them), an empty piece at the end asks it to."""
    file.seek(state.offset_bytes)
    data = file.read(min(trip.policy.chunk_bytes, entry.size_bytes - state.offset_bytes))
    if not data and state.offset_bytes < entry.size_bytes:
        raise Problem(Code.FILE_TRUNCATED, size_bytes=state.offset_bytes)
    try:
        receipt = trip.hub.upload(entry.sha256, entry.size_bytes, entry.mime, state.offset_bytes, data)
    except Problem as problem:
        offset = problem.facts.get("offset_bytes")
        if problem.code is not Code.OFFSET_MISMATCH or not isinstance(offset, int):
            raise
        moved = msgspec.structs.replace(state, offset_bytes=offset)
        return checked(moved, entry)
    trip.tally.bytes_sent += len(data)
    return checked(receipt, entry)


def checked(receipt: MediaReceipt, entry: MediaEntry) -> MediaReceipt:
    """A receipt counts only for the very bytes: the hub computed the hash, and it is ours."""
    if receipt.sha256 != entry.sha256:
        raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=entry.sha256, found=receipt.sha256)
    if receipt.size_bytes != entry.size_bytes or not 0 <= receipt.offset_bytes <= entry.size_bytes:
        raise Problem(Code.NOT_OUR_REPLY, status=200)
    return receipt


def not_sent(trip: Trip, entry: MediaEntry, problem: Problem) -> None:
    """One file did not go through. Raises CycleOver when it is not about this file."""
    sha256 = entry.sha256
    if problem.code in EVERYBODYS:
        trip.device.media_back(sha256, problem, None)
        raise CycleOver(problem) from problem
    if problem.code is Code.MEDIA_HASH_MISMATCH:
        trip.device.media_progress(sha256, 0)
        if not _still_whole(trip, sha256):
            problem = Problem(Code.MEDIA_HASH_MISMATCH, next=Next.ASK, sha256=sha256, on="device")
            trip.device.media_refused(sha256, problem)
            trip.tally.items.append(ItemProblem(item=sha256, problem=problem))
            return
    if problem.code in _NEVER:
        trip.device.media_refused(sha256, problem)
        trip.tally.items.append(ItemProblem(item=sha256, problem=problem))
        return
    trip.set_aside(sha256, problem, entry.attempts + 1, functools.partial(trip.device.media_back, sha256))


def _still_whole(trip: Trip, sha256: str) -> bool:
    """Whether the bytes on this device still are what their name says: a worn card changes bits without telling."""
    found = hashlib.sha256()
    try:
        with trip.device.open_media(sha256) as file:
            while piece := file.read(trip.policy.chunk_bytes):
                found.update(piece)
    except Problem:
        return False
    return found.hexdigest() == sha256


def fetch_files(trip: Trip) -> None:
    """Photos of assigned cases that are not here yet. One that does not come does not stop the next."""
    wanted = due_downloads(
        trip.device.wanted_downloads(), trip.clock.now(), impatient=trip.policy.impatient,
        originals=trip.may_send_originals(),
    )
    for download in wanted:
        trip.go_on()
        try:
            _fetch(trip, download)
        except CycleOver:
            raise
        except Problem as problem:
            if problem.code in EVERYBODYS:
                trip.device.download_back(download.sha256, problem, None)
                raise CycleOver(problem) from problem
            keep = functools.partial(trip.device.download_back, download.sha256)
            trip.set_aside(download.sha256, problem, download.attempts + 1, keep)


def _fetch(trip: Trip, download: Download) -> None:
    start = download.have_bytes if download.have_bytes < download.size_bytes else 0
    try:
        chunks = trip.hub.download(download.sha256, offset_bytes=start)
    except Problem as problem:
        if problem.code is not Code.OFFSET_MISMATCH or start == 0:
            raise
        start, chunks = 0, trip.hub.download(download.sha256)
    try:
        trip.device.store_download(download.sha256, start, _counted(trip, download, start, chunks))
    finally:
        let_go(chunks)  # the store may stop before the first piece
    trip.tally.files_fetched += 1
    trip.went_through()


def _counted(
    trip: Trip, download: Download, start: int, chunks: Iterator[bytes]
) -> Iterator[bytes]:
    """The same bytes, counted, bounded by what the case says, and stoppable between two pieces."""
    done = start
    for chunk in chunks:
        trip.go_on()
        done += len(chunk)
        if done > download.size_bytes:
            raise Problem(Code.MEDIA_HASH_MISMATCH, sha256=download.sha256, size_bytes=done)
        trip.tally.bytes_fetched += len(chunk)
        yield chunk
        trip.on_progress(Progress(
            sha256=download.sha256, done_bytes=done, total_bytes=download.size_bytes, up=False
        ))


def fetch_catalogue(trip: Trip) -> None:
    """The newest catalogue, when the hub spoke of one that is newer than ours. A bad one leaves the old in use."""
    if trip.catalogue_wanted <= trip.device.catalogue_version():
        return
    try:
        trip.device.save_catalogue(trip.hub.catalogue(), trip.clock.now())
    except Problem as problem:
        if problem.code in EVERYBODYS:
            raise CycleOver(problem) from problem
        trip.tally.items.append(ItemProblem(item="catalogue", problem=problem))
        return
    trip.tally.catalogue = True
