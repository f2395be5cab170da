"""Reading one file as evidence. It never fails and never waits: whatever is wrong comes back as problems.

The file is opened once and read through once for its hash; its headers are visited by seeking, and a picture is decoded at
the smallest scale its format offers, to be sure that somebody can see something. Memory stays within `limits`.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import BinaryIO

from fieldclient.capture.containers import Recording, is_whole, read_recording
from fieldclient.capture.details import details_of
from fieldclient.capture.evidence import Evidence, refused
from fieldclient.capture.gather import gather
from fieldclient.capture.limits import Treatment, treatment
from fieldclient.capture.moment import in_zone, is_sane, moment_of
from fieldclient.capture.opening import open_regular
from fieldclient.capture.picture import Picture, read_picture
from fieldclient.capture.pixels import decode_reduced
from fieldclient.capture.place import position_of
from fieldclient.capture.sidecar import sidecar_of
from fieldclient.capture.sniff import HEAD_BYTES, agrees, said_by_name, short_name, sniff
from fieldclient.capture.tags import TagSet, orientation_of
from sync.protocol.media import (
    MAX_PIXELS,
    MIN_LONG_SIDE_PX,
    MediaKind,
    TimeSource,
    kind_of,
    limit_bytes,
)
from sync.protocol.problems import Code, Problem

_HASH_BLOCK = 1 << 20
_PROBE_PX = 64
# Less coded data than this is a grey rectangle with a few lines of picture at the top.
_MIN_PIXEL_BYTES = 2048


def read_evidence(
    path: str | os.PathLike[str], *, home_zone: tzinfo | None = None, now: datetime | None = None, sha256: str | None = None,
    probe: bool = True,
) -> Evidence:
    """What the file tells. A bad file is an answer too: see `Evidence.fatal` and `Evidence.problems`.

    `home_zone` stands in for times without an offset (None: this system's zone). `now` is an aware datetime that tells times
    from the future (None: this system's clock). `sha256` of somebody who has just hashed it saves reading it through. Without
    `probe` only headers are read, in a few milliseconds: whether a picture can be seen is not known then.
    """
    moment = now or datetime.now(UTC)
    try:
        with open_regular(path) as (file, status):
            found = _look(Path(path), file, status, _Way(home_zone, moment, sha256, probe))
            after = os.fstat(file.fileno())
        if (after.st_size, after.st_mtime_ns) != (status.st_size, status.st_mtime_ns):
            return refused(path, Problem(Code.FILE_CHANGING), after.st_size)
        return found
    except Problem as problem:
        return refused(path, problem)
    except MemoryError:
        return refused(path, Problem(Code.FILE_UNREADABLE))


@dataclass(frozen=True, slots=True)
class _Way:
    """How it is to be read: the arguments of `read_evidence`."""

    zone: tzinfo | None
    now: datetime
    sha256: str | None
    probe: bool


def _look(path: Path, file: BinaryIO, status: os.stat_result, way: _Way) -> Evidence:
    mime = sniff(file.read(HEAD_BYTES))
    kind = kind_of(mime) if mime else None
    if mime is None or kind is None:
        return refused(path, Problem(Code.FILE_NOT_MEDIA), status.st_size)
    found = Evidence(path=path, name=path.name, size_bytes=status.st_size, mime=mime, kind=kind)
    if status.st_size > limit_bytes(kind):
        too_large = Problem(Code.FILE_TOO_LARGE, size_bytes=status.st_size, limit_bytes=limit_bytes(kind))
        return replace(found, fatal=too_large)
    found = replace(found, sha256=way.sha256 or _sha256(file))
    said = said_by_name(path.name)
    if said is not None and not agrees(said, mime):
        wrong_name = Problem(Code.FILE_MISLABELLED, said=short_name(said), found=short_name(mime))
        found = _noting(found, wrong_name)
    if kind is MediaKind.PHOTO:
        found = _photo(found, file, way)
    else:
        found = _recording(found, read_recording(file, mime, status.st_size), way.zone, way.now)
    return _with_file_time(found, status, way.zone, way.now)


def _sha256(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(_HASH_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _noting(found: Evidence, problem: Problem | None) -> Evidence:
    return replace(found, problems=(*found.problems, problem)) if problem else found


def _photo(found: Evidence, file: BinaryIO, way: _Way) -> Evidence:
    assert found.mime
    picture = read_picture(file, found.mime, found.size_bytes)
    if picture is None:
        cut = found.mime in ("image/heic", "image/heif", "image/avif") and not is_whole(
            file, found.size_bytes
        )
        return replace(found, fatal=Problem(Code.FILE_TRUNCATED if cut else Code.FILE_UNREADABLE))
    found = replace(found, width=picture.width, height=picture.height)
    found = _probed(found, file, picture, way.probe)
    if found.usable:
        long_side_px = max(picture.width, picture.height)
        if long_side_px < MIN_LONG_SIDE_PX:
            small = Problem(Code.FILE_TOO_SMALL, long_side_px=long_side_px, limit_px=MIN_LONG_SIDE_PX)
            found = _noting(found, small)
    gathered = gather(picture, sidecar_of(found.path))
    if gathered.broken:
        found = _noting(found, Problem(Code.EXIF_BROKEN))
    return _with_tags(found, gathered.tags, picture, way.zone, way.now) if gathered.tags else found


def _probed(found: Evidence, file: BinaryIO, picture: Picture, decode: bool) -> Evidence:
    """Whether somebody can see something of it: decoded at the smallest scale, within bounds."""
    assert found.mime
    cut = Problem(Code.FILE_TRUNCATED)
    if picture.pixel_bytes is not None and picture.pixel_bytes < _MIN_PIXEL_BYTES and not picture.whole:
        return replace(found, fatal=cut)
    if not decode:
        return found if picture.whole else _noting(found, cut)
    how = treatment(picture.coding, picture.width, picture.height, found.size_bytes)
    try:
        decode_reduced(file, found.mime, picture, found.size_bytes, _PROBE_PX)
    except Problem as problem:
        if problem.code is not Code.PREVIEW_NOT_POSSIBLE:
            return replace(found, fatal=problem.with_traceback(None))
        found = _noting(found, problem.with_traceback(None))
    else:
        if how is not Treatment.SHOW:
            large = Problem(
                Code.PHOTO_VERY_LARGE, width=picture.width, height=picture.height, limit_pixels=MAX_PIXELS
            )
            found = _noting(found, large)
    return found if picture.whole else _noting(found, cut)


def _with_tags(found: Evidence, tags: TagSet, picture: Picture, zone: tzinfo | None, now: datetime) -> Evidence:
    moment = moment_of(tags, zone, now)
    position, doubt = position_of(tags, moment.fixed_at)
    found = replace(
        found,
        orientation=1 if picture.turned else orientation_of(tags),
        position=position,
        taken_at=moment.taken_at,
        time_source=moment.source,
        offset_known=moment.offset_known,
        camera=_camera(tags),
        details=details_of(tags, moment, position),
    )
    return _noting(_noting(found, doubt), moment.problem)


def _camera(tags: TagSet) -> str | None:
    """Maker and model as one name; many models repeat their maker."""
    make, model = (str(tags.get(name) or "").strip() for name in ("Make", "Model"))
    name = model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()
    return name[:80] or None


def _recording(found: Evidence, recording: Recording, zone: tzinfo | None, now: datetime) -> Evidence:
    kind = kind_of(recording.mime) or found.kind
    found = replace(found, mime=recording.mime, kind=kind, duration_s=recording.duration_s)
    if not recording.playable:
        return replace(found, fatal=Problem(Code.FILE_TRUNCATED))
    if kind and found.size_bytes > limit_bytes(kind):
        limit = limit_bytes(kind)
        return replace(
            found, fatal=Problem(Code.FILE_TOO_LARGE, size_bytes=found.size_bytes, limit_bytes=limit)
        )
    if not recording.whole:
        found = _noting(found, Problem(Code.FILE_TRUNCATED))
    created_at = recording.created_at
    if created_at is None:
        return found
    if not is_sane(created_at, now):
        return _noting(found, Problem(Code.TIME_ABSURD, found=created_at.isoformat()))
    return replace(
        found, taken_at=in_zone(created_at, zone), time_source=TimeSource.CONTAINER, offset_known=True
    )


def _with_file_time(found: Evidence, status: os.stat_result, zone: tzinfo | None, now: datetime) -> Evidence:
    """The file's own time as a last guess; not beside an absurd clock, which stamped the file as well."""
    absurd = any(each.code is Code.TIME_ABSURD for each in found.problems)
    if found.taken_at is not None or absurd or not found.usable:
        return found
    try:
        changed_at = datetime.fromtimestamp(int(status.st_mtime), UTC)
    except (OverflowError, OSError, ValueError):
        return found
    if not is_sane(changed_at, now):
        return found
    return replace(found, taken_at=in_zone(changed_at, zone), time_source=TimeSource.FILE, offset_known=True)
