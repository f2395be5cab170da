"""Photos, video and voice as evidence: named by their SHA-256, never rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from sync.protocol.marks import Mark
from sync.protocol.position import Position

MAX_PHOTO_BYTES = 64 * 1024 * 1024
MAX_VIDEO_BYTES = 256 * 1024 * 1024
MAX_AUDIO_BYTES = 16 * 1024 * 1024
MAX_PHOTOS_PER_ACT = 10  # domain 5.2, Media limits
MAX_PIXELS = 180_000_000  # below a 200-megapixel phone file, above every 100-megapixel camera; a bomb stops here
MAX_PREVIEW_BYTES = 64 * 1024  # a preview is some 20 to 40 kB
PREVIEW_MIME = "image/jpeg"
MIN_LONG_SIDE_PX = 640  # smaller shows nothing a handler could act on: said as a hint, never a refusal


class MediaKind(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"


class Usage(StrEnum):
    """What the file is evidence of (domain 5.2, Media.usage)."""

    REPORT = "report"
    VERIFY = "verify"
    HANDLE_BEFORE = "handle_before"
    HANDLE_AFTER = "handle_after"
    CHECK = "check"
    CLOSE = "close"
    SELF_HANDLE = "self_handle"
    SUPPLEMENT = "supplement"


class Shot(StrEnum):
    """What a photo shows: far for the place, near for the matter, detail for the damage."""

    FAR = "far"
    NEAR = "near"
    DETAIL = "detail"
    LANDMARK = "landmark"
    FRONT = "front"
    DOCUMENT = "document"
    OTHER = "other"


class Origin(StrEnum):
    CAMERA = "camera"  # this app's viewfinder
    FILE = "file"  # a folder, a card, an album
    OTHER = "other"


class TimeSource(StrEnum):
    """Who said when. EXIF time without an offset is local time of an unknown zone and says so."""

    EXIF_OFFSET = "exif_offset"  # DateTimeOriginal with OffsetTimeOriginal
    EXIF_GPS = "exif_gps"  # GPSDateStamp + GPSTimeStamp, UTC
    EXIF_LOCAL = "exif_local"  # DateTimeOriginal alone, zone of the device assumed
    DEVICE = "device"  # clock of this device at the shutter or import
    CONTAINER = "container"  # creation time inside a video or voice file, UTC by its standard
    FILE = "file"  # modification time of the file: a guess
    HAND = "hand"


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A small upright JPEG of a photo, without metadata. It travels ahead of the original and counts for showing alone."""

    sha256: str
    size_bytes: int


class MediaRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file of evidence as both ends name it. `sha256` is lower-case hex of the original bytes."""

    sha256: str
    size_bytes: int
    mime: str
    kind: MediaKind
    usage: Usage
    shot: Shot = Shot.OTHER
    origin: Origin = Origin.OTHER
    captured_at: datetime | None = None
    time_source: TimeSource | None = None
    position: Position | None = None
    width: int | None = None
    height: int | None = None
    duration_s: float | None = None
    orientation: int = 1  # EXIF 1…8; the pixels are as stored
    camera: str | None = None
    preview: Preview | None = None
    marks: tuple[Mark, ...] = ()  # what was drawn on it, cut off or made unreadable; the bytes are those of the shutter
    preview_of: str | None = None  # only where a preview is spoken of as a file: the original's hash


def previews(refs: Iterable[MediaRef]) -> tuple[MediaRef, ...]:
    """The previews of these files as files of their own, used and seen as the originals are."""
    given = tuple(refs)
    taken = {ref.sha256 for ref in given}
    found = []
    for ref in given:
        if ref.preview is not None and ref.preview.sha256 not in taken:
            taken.add(ref.preview.sha256)
            found.append(MediaRef(
                sha256=ref.preview.sha256, size_bytes=ref.preview.size_bytes, mime=PREVIEW_MIME, kind=MediaKind.PHOTO,
                usage=ref.usage, shot=ref.shot, preview_of=ref.sha256,
            ))
    return tuple(found)


_LIMITS = {
    MediaKind.PHOTO: MAX_PHOTO_BYTES,
    MediaKind.VIDEO: MAX_VIDEO_BYTES,
    MediaKind.AUDIO: MAX_AUDIO_BYTES,
}


def limit_bytes(kind: MediaKind) -> int:
    """The largest file of this kind that a device may send, in bytes."""
    return _LIMITS[kind]


def kind_of(mime: str) -> MediaKind | None:
    """Photo, video or audio by the MIME type's first word; None for everything else."""
    head = mime.partition("/")[0]
    return {"image": MediaKind.PHOTO, "video": MediaKind.VIDEO, "audio": MediaKind.AUDIO}.get(head)
