"""Taking photos into a draft: copied, looked at, placed and named, one after the other. A bad one never costs a good one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from fieldclient.capture.opening import open_regular
from fieldclient.capture.sniff import HEAD_BYTES, agrees, said_by_name, short_name, sniff
from fieldclient.store import Store
from fieldclient.store.drafts import DraftRow
from fieldclient.store.media_files import Incoming, tag_for
from fieldclient.work.acts import usage_of
from fieldclient.work.drafting import free_shots
from fieldclient.work.pictures import THUMBNAIL_PX, Pictures
from sync.protocol.media import (
    MAX_PHOTOS_PER_ACT,
    MAX_VIDEO_BYTES,
    MediaRef,
    Origin,
    Shot,
    TimeSource,
    Usage,
    kind_of,
    limit_bytes,
)
from sync.protocol.position import Position
from sync.protocol.problems import Code, Problem

PHOTO_BYTES = 12 * 1024 * 1024  # what one photo of a good phone may need: asked for before the shutter
_STOPS_ALL = frozenset({Code.DISK_FULL, Code.DISK_FAILED, Code.STORE_BUSY})


class Intake:
    def __init__(self, store: Store, pictures: Pictures) -> None:
        self._store = store
        self._pictures = pictures

    def add_files(
        self, draft: DraftRow, paths: Sequence[Path], *, shot: Shot | None, origin: Origin, usage: Usage | None
    ) -> None:
        """Each file that can be taken is durable when this returns; the others are notes of the draft, by name.

        DISK_FULL and DISK_FAILED are raised, because the rest would fail alike; what was taken before them stays.
        """
        self._store.drafts.forget_notes(draft.id, None)
        for path in paths:
            try:
                self._check_count(draft.id)
                look_first(path)
                tag = tag_for(draft.id, shot, usage or usage_of(draft.act))
                taken = self._store.files.take_file(path, tag, limit_bytes=MAX_VIDEO_BYTES)
                self._add(draft.id, taken, path, shot=shot, origin=origin, usage=usage)
            except Problem as problem:
                if problem.code in _STOPS_ALL:
                    raise
                self._note(draft.id, None, problem, path.name)

    def add_bytes(
        self, draft: DraftRow, data: bytes, *, shot: Shot | None, position: Position | None, usage: Usage | None
    ) -> None:
        """A photo of our own camera: taken now, by this device's clock."""
        self._check_count(draft.id)
        taken = self._store.files.take_bytes(data, tag_for(draft.id, shot, usage or usage_of(draft.act)))
        self._add(draft.id, taken, None, shot=shot, origin=Origin.CAMERA, usage=usage, position=position)

    def _check_count(self, draft_id: str) -> None:
        if len(self._store.drafts.get(draft_id).photos) >= MAX_PHOTOS_PER_ACT:
            raise Problem(Code.LIMIT_REACHED, limit=MAX_PHOTOS_PER_ACT)

    def _add(
        self, draft_id: str, taken: Incoming, source: Path | None, *, shot: Shot | None, origin: Origin, usage: Usage | None,
        position: Position | None = None,
    ) -> None:
        """Look at our own copy, so that what is read is what is kept."""
        now = self._store.clock()
        try:
            ref, notices = look(taken, source, origin, now)
        except Problem:
            self._store.files.refuse(taken)
            raise
        if origin is Origin.CAMERA and position is not None and ref.position is None:
            ref = msgspec.structs.replace(ref, position=position)
        with self._store.database.change():
            draft = self._store.drafts.get(draft_id)
            slot = free_shots(draft.photos, draft.kind, draft.act, shot, 1)[0]
            known = next((photo for photo in draft.photos if photo.sha256 == ref.sha256), None)
            media = self._store.media.keep(taken, ref, now)
            self._store.drafts.add_photo(
                draft_id, ref.sha256, usage or (known.usage if known else usage_of(draft.act)),
                known.shot if known and shot is None else slot, origin, now,
            )
            self._store.drafts.forget_notes(draft_id, ref.sha256)
            for notice in notices:
                self._note(draft_id, ref.sha256, notice, source.name if source is not None else None)
        self._store.files.release(taken)
        self._picture(media.path, ref)

    def _note(self, draft_id: str, sha256: str | None, problem: Problem, name: str | None) -> None:
        facts = {**problem.facts, **({"name": name} if name else {})}
        self._store.drafts.note(draft_id, sha256, Problem(problem.code, next=problem.next, **facts))

    def _picture(self, path: Path, ref: MediaRef) -> None:
        """So that the slot shows it at once; without one it is still kept."""
        media = self._store.media.get(ref.sha256)
        if media is not None and path.exists():
            try:
                self._pictures.of(media, THUMBNAIL_PX)
            except Problem:
                return


def look_first(source: Path) -> None:
    """Before a byte is copied: FILE_NOT_MEDIA, FILE_TOO_LARGE and what `open_regular` says, by the head of the file alone."""
    with open_regular(source) as (file, status):
        kind = kind_of(sniff(file.read(HEAD_BYTES)) or "")
    if kind is None:
        raise Problem(Code.FILE_NOT_MEDIA)
    if status.st_size > limit_bytes(kind):
        raise Problem(Code.FILE_TOO_LARGE, size_bytes=status.st_size, limit_bytes=limit_bytes(kind))


def look(taken: Incoming, source: Path | None, origin: Origin, now: datetime) -> tuple[MediaRef, tuple[Problem, ...]]:
    """What the copy is, and notices about it. Raises the Problem for which it cannot be taken."""
    from fieldclient.capture.read import (
        read_evidence,  # decoders are loaded with the first photo, not at start
    )

    evidence = read_evidence(taken.path, now=now)
    if evidence.fatal is not None:
        raise evidence.fatal
    ref = evidence.media_ref(usage=Usage.REPORT, origin=origin)
    notices = evidence.problems
    if source is None:
        # Our own viewfinder: what it gives has no date of its own unless the driver wrote one.
        if ref.time_source in (None, TimeSource.FILE):
            ref = msgspec.structs.replace(ref, captured_at=now, time_source=TimeSource.DEVICE)
        return ref, notices
    said = said_by_name(source.name)
    if said is not None and not agrees(said, ref.mime):
        notices += (Problem(Code.FILE_MISLABELLED, said=short_name(said), found=short_name(ref.mime)),)
    return ref, notices
