"""Taking photos into a draft: copied, looked at, placed and named, one after the other. A bad one never costs a good one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from fieldclient.capture.opening import open_regular
from fieldclient.capture.sniff import HEAD_BYTES, agrees, said_by_name, short_name, sniff
from fieldclient.store import Store
from fieldclient.store.drafts import DraftPhoto, DraftRow
from fieldclient.store.media_files import tag_for
from fieldclient.store.media_rows import MediaRow
from fieldclient.store.taking import Incoming
from fieldclient.work.acts import usage_of
from fieldclient.work.drafting import free_shots
from fieldclient.work.pictures import Pictures
from sync.protocol.marks import hidden
from sync.protocol.media import (
    MAX_PHOTOS_PER_ACT,
    MAX_VIDEO_BYTES,
    MediaKind,
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
WORTH_SHARE = 0.5  # a preview that saves less than half of the photo's way is not worth its own
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
                self.check_count(draft.id)
                look_first(path)
                tag = tag_for(draft.id, shot, usage or usage_of(draft.act))
                taken = self._store.files.take_file(path, tag, limit_bytes=MAX_VIDEO_BYTES, wait=False)
                self._add(draft.id, taken, path, shot=shot, origin=origin, usage=usage)
            except Problem as problem:
                if problem.code in _STOPS_ALL:
                    raise
                self._note(draft.id, None, problem, path.name)

    def add_bytes(
        self, draft: DraftRow, data: bytes, *, shot: Shot | None, position: Position | None, usage: Usage | None
    ) -> None:
        """A photo of our own camera: taken now, by this device's clock."""
        self.check_count(draft.id)
        taken = self._store.files.take_bytes(data, tag_for(draft.id, shot, usage or usage_of(draft.act)), wait=False)
        self._add(draft.id, taken, None, shot=shot, origin=Origin.CAMERA, usage=usage, position=position)

    def add_recording(self, draft: DraftRow, taken: Incoming, taken_at: datetime | None, position: Position | None) -> None:
        """A video or a voice note that was recorded here, into the draft; `taken_at` is when it was begun."""
        self._add(
            draft.id, taken, None, shot=Shot.OTHER, origin=Origin.CAMERA, usage=None, position=position, taken_at=taken_at,
            only_one=True)

    def check_count(self, draft_id: str) -> None:
        """LIMIT_REACHED when an act has as many files as it may."""
        if len(self._store.drafts.get(draft_id).photos) >= MAX_PHOTOS_PER_ACT:
            raise Problem(Code.LIMIT_REACHED, limit=MAX_PHOTOS_PER_ACT)

    def _add(
        self, draft_id: str, taken: Incoming, source: Path | None, *, shot: Shot | None, origin: Origin, usage: Usage | None,
        position: Position | None = None, taken_at: datetime | None = None, only_one: bool = False,
    ) -> None:
        """Look at our own copy, so that what is read is what is kept: its headers while the disk writes; its picture, which
        takes longer than all else, once it is safe. `only_one`: nobody else has these bytes, and what cannot be looked at now
        stays for the next start."""
        now = self._store.clock()
        try:
            ref, notices = look(taken, source, origin, taken_at or now, probe=False)
        except BaseException:
            if not only_one:
                self._store.files.refuse(taken)
            raise
        taken = self._store.files.settle(taken)
        if origin is Origin.CAMERA and position is not None and ref.position is None:
            ref = msgspec.structs.replace(ref, position=position)
        with self._store.database.change():
            draft = self._store.drafts.get(draft_id)
            slot = slot_of(draft, ref.kind, shot)
            known = next((photo for photo in draft.photos if photo.sha256 == ref.sha256), None)
            is_new = known is None and self._store.media.get(ref.sha256) is None
            media = self._store.media.keep(taken, ref, now)
            self._store.drafts.add_photo(
                draft_id, ref.sha256, usage or (known.usage if known else usage_of(draft.act)),
                known.shot if known and shot is None else slot, origin, now,
            )
            self._store.drafts.forget_notes(draft_id, ref.sha256)
            for notice in notices:
                self._note(draft_id, ref.sha256, notice, source.name if source is not None else None)
        self._store.files.release(taken)
        self._look_closer(draft_id, media, source, origin, {notice.code for notice in notices}, is_new=is_new)
        self.picture(ref.sha256)

    def _look_closer(
        self, draft_id: str, media: MediaRow, source: Path | None, origin: Origin, noted: set[Code], *, is_new: bool
    ) -> None:
        """Decode it. One of which nothing can be seen is given back to the person, as one with bad headers is: raises why."""
        if media.ref.kind is not MediaKind.PHOTO:
            return
        kept = Incoming(media.path, "", media.ref.sha256, media.ref.size_bytes)
        try:
            _, notices = look(kept, source, origin, media.added_at)
        except Problem:
            if is_new:
                self._give_back(draft_id, media)
            raise
        with self._store.database.change():
            for notice in notices:
                if notice.code not in noted:
                    self._note(draft_id, media.ref.sha256, notice, source.name if source is not None else None)

    def _give_back(self, draft_id: str, media: MediaRow) -> None:
        """Not wanted after all, and known here for a moment only."""
        with self._store.database.change():
            self._store.drafts.remove_photo(draft_id, media.ref.sha256, self._store.clock())
            self._store.media.drop_new(media.ref.sha256)
        self._store.files.forget(media.path)

    def _note(self, draft_id: str, sha256: str | None, problem: Problem, name: str | None) -> None:
        facts = {**problem.facts, **({"name": name} if name else {})}
        self._store.drafts.note(draft_id, sha256, Problem(problem.code, next=problem.next, **facts))

    def picture(self, sha256: str) -> None:
        """The small copies of a photo, once it is safe: the thumbnail, so that the slot shows it at once, and the preview that
        will travel ahead of it. Without them it is still kept, and sent as it is."""
        from fieldclient.capture.pixels import (
            copies,  # decoders are loaded with the first photo, not at start
        )

        media = self._store.media.get(sha256)
        if media is None or media.missing or media.ref.preview is not None or media.ref.kind is MediaKind.AUDIO:
            return
        try:
            preview, small = copies(media.path)
            self._pictures.keep(sha256, small)
            if len(preview) < media.ref.size_bytes * WORTH_SHARE:
                self._store.previews.keep(media.ref, preview, self._store.clock())
        except Problem:
            return  # whatever it is, the photo itself is kept

    def pictures(self, draft: DraftRow) -> None:
        """Before an act is sealed: for photos that were kept in the very moment of a power cut, or by an older version."""
        for photo in draft.photos:
            self.picture(photo.sha256)
            if hidden(photo.marks):
                self._hide(photo)

    def _hide(self, photo: DraftPhoto) -> None:
        """What travels ahead shows nothing that was made unreadable; where none can be made, none goes ahead."""
        from fieldclient.capture.derive import followed
        from fieldclient.capture.pixels import SMALL_PREVIEW_PX, preview_of
        from fieldclient.capture.recipe import hiding

        media = self._store.media.get(photo.sha256)
        if media is None or media.missing or media.ref.kind is not MediaKind.PHOTO:
            return
        try:
            image = followed(media.path, hiding(photo.marks), SMALL_PREVIEW_PX)
            data = preview_of(image, media.ref.size_bytes)
        except Problem:
            data = b""
        worth = 0 < len(data) < media.ref.size_bytes * WORTH_SHARE
        self._store.previews.renew(media.ref, data if worth else None, self._store.clock())


def slot_of(draft: DraftRow, kind: MediaKind, wanted: Shot | None) -> Shot:
    """Where a new file stands. A video fills a slot only when somebody means it to; there is nothing to see of a voice."""
    if kind is MediaKind.PHOTO:
        return free_shots(draft.photos, draft.kind, draft.act, wanted, 1)[0]
    return wanted if wanted is not None and kind is MediaKind.VIDEO else Shot.OTHER


def look_first(source: Path) -> None:
    """Before a byte is copied: FILE_NOT_MEDIA, FILE_TOO_LARGE and what `open_regular` says, by the head of the file alone."""
    with open_regular(source) as (file, status):
        kind = kind_of(sniff(file.read(HEAD_BYTES)) or "")
    if kind is None:
        raise Problem(Code.FILE_NOT_MEDIA)
    if status.st_size > limit_bytes(kind):
        raise Problem(Code.FILE_TOO_LARGE, size_bytes=status.st_size, limit_bytes=limit_bytes(kind))


def look(
    taken: Incoming, source: Path | None, origin: Origin, now: datetime, *, probe: bool = True
) -> tuple[MediaRef, tuple[Problem, ...]]:
    """What the copy is, and notices about it. Raises the Problem for which it cannot be taken. Without `probe` it is not
    decoded."""
    from fieldclient.capture.read import (
        read_evidence,  # decoders are loaded with the first photo, not at start
    )

    evidence = read_evidence(taken.path, now=now, sha256=taken.sha256, probe=probe)
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
