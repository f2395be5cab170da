"""Showing results to everybody (晾晒): words, the department, and copies of photos without EXIF when they are released."""

from __future__ import annotations

import io
import logging
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from sync.hub import sight
from sync.hub.acts.showing import concerned
from sync.hub.case import Case, Publication, ToShow
from sync.hub.db import case_rows, feed_rows, tables
from sync.hub.db.database import Database
from sync.hub.db.feed_rows import ChangeKind
from sync.hub.db.upsert import add_if_new
from sync.hub.desk import Desk
from sync.hub.dossier import Dossier, Held
from sync.hub.files import MediaFiles
from sync.hub.hiding import without_hidden
from sync.hub.locks import hold_cases
from sync.hub.world import World
from sync.protocol.feed import NoticeCode, Published
from sync.protocol.ids import new_id
from sync.protocol.marks import Marks, also_hiding
from sync.protocol.media import MAX_PIXELS, MediaKind, Shot, Usage
from sync.protocol.report import Kind

LONG_SIDE_PX = 1600  # enough for a screen, too little to read a badge in the distance
_QUALITY = 82
_AS_STORED = frozenset({"JPEG", "MPO", "PNG", "WEBP"})  # decoders of the others turn the picture themselves
_log = logging.getLogger(__name__)


def chosen(dossier: Dossier) -> tuple[Held | None, Held | None]:
    """The photo from before and the one from after that tell the story: near views first, of the last round."""
    photos = [held for held in dossier.originals if held.bound and held.ref.kind is MediaKind.PHOTO]
    order = {Shot.NEAR: 0, Shot.DETAIL: 1, Shot.FAR: 2}

    def best(*usages: Usage) -> Held | None:
        fitting = [held for held in photos if held.ref.usage in usages]
        return min(fitting, key=lambda held: (-held.seq, order.get(held.ref.shot, 3)), default=None)

    before, after = best(Usage.REPORT, Usage.HANDLE_BEFORE), best(Usage.HANDLE_AFTER)
    return _all_hidden(dossier, before), _all_hidden(dossier, after)


def released(dossier: Dossier, to_show: ToShow) -> tuple[Held | None, Held | None]:
    """The photos that a person let go out, as far as they are still here."""
    photos = {held.ref.sha256: held for held in dossier.originals if held.bound and held.ref.kind is MediaKind.PHOTO}
    before, after = photos.get(to_show.before or ""), photos.get(to_show.after or "")
    return _all_hidden(dossier, before), _all_hidden(dossier, after)


def _all_hidden(dossier: Dossier, held: Held | None) -> Held | None:
    """A photo may be in two acts, and what one of them hides is not for everybody."""
    if held is None:
        return None
    same = (other.ref.marks for other in dossier.media if other.bound and other.ref.sha256 == held.ref.sha256)
    ref = msgspec.structs.replace(held.ref, marks=also_hiding(held.ref.marks, same))
    return msgspec.structs.replace(held, ref=ref)


def public_copy(data: bytes, marks: Marks = (), orientation: int | None = None) -> bytes | None:
    """A JPEG upright by itself, at most 1600 px long, without any metadata; None for what cannot be read. What somebody made
    unreadable is, and what they cut off is not there; arrows and words are for those who work on the case.

    `orientation`: by which the device showed it upright to whoever marked it. Where there are marks it counts, and not what is
    read here: two readers that differ over odd metadata would hide a wall and show the face."""
    import pillow_heif  # a tenth of a second at the start of every command, for what only a tick needs
    from PIL import ExifTags, Image, ImageOps

    pillow_heif.register_heif_opener()
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            image.draft("RGB", (LONG_SIDE_PX, LONG_SIDE_PX))
            if marks and orientation is not None and image.format in _AS_STORED:
                image.load()
                image.getexif()[ExifTags.Base.Orientation] = orientation
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    upright = without_hidden(upright, marks)
    upright.thumbnail((LONG_SIDE_PX, LONG_SIDE_PX))
    bare = Image.new("RGB", upright.size)  # nothing but pixels comes along: no EXIF, no profile, no comment
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def make_copy(files: MediaFiles, held: Held | None) -> tuple[str, int] | None:
    """Hash and size of the kept copy."""
    if held is None:
        return None
    try:
        copy = public_copy(b"".join(files.read(held.ref.sha256, 0)), held.ref.marks, held.ref.orientation)
    except Exception as error:  # decoders raise all sorts of things at a stranger's bytes, and one photo must not stop the clock
        _log.warning("a photo cannot be read: %s", type(error).__name__)
        copy = None
    if copy is None:
        _log.warning("no public copy of %s", held.ref.sha256)
        return None
    return files.add(copy), len(copy)


def publish(database: Database, files: MediaFiles, world: World, dossier: Dossier, now: datetime) -> bool:
    """Make the copies, then say it to everybody in one transaction. False when it is no longer due."""
    before = after = None
    if dossier.case.to_show is not None:
        before, after = (make_copy(files, held) for held in released(dossier, dossier.case.to_show))
    elif world.policy.release_photos and dossier.case.kind is Kind.PROBLEM:
        before, after = (make_copy(files, held) for held in chosen(dossier))
    return database.run(lambda connection: _say(connection, world, dossier.case, now, before, after))


_Copy = tuple[str, int]  # hash and size


def _say(
    connection: Connection, world: World, seen: Case, now: datetime, before: _Copy | None, after: _Copy | None
) -> bool:
    desk = Desk(connection, world, now)
    hold_cases(connection, [seen.id])
    case = desk.case(seen.id)
    if case is None or case.publication is not Publication.DUE or case.to_show != seen.to_show:
        return False
    shown = _published(case, world, now, before, after)
    for copy in (before, after):
        if copy is not None:
            _keep_blob(connection, copy[0], copy[1], now)
    feed_rows.add_published(connection, case.id, shown)
    feed_rows.release(connection, shown.id, [copy[0] for copy in (before, after) if copy is not None])
    feed_rows.add_change(connection, now, ChangeKind.PUBLISHED, shown.id, [sight.EVERYBODY])
    anew = case.shown_at is None  # else only its copies were made again, after they were lost
    case.publication, case.shown_at = Publication.DONE, case.shown_at or now
    desk.save(case)
    if anew and case.to_show is not None:
        desk.notify(concerned(case, world), NoticeCode.RESULT_SHOWN, case)
    return True


def _published(case: Case, world: World, now: datetime, before: _Copy | None, after: _Copy | None) -> Published:
    """By a rule a reporter's own words are shown for praise only, which an acceptor has read, and a problem is told by its
    result. By hand nothing is told that the person who decided did not write: no reporter, no words of theirs."""
    own_words = case.kind is Kind.PRAISE and case.to_show is None
    text = case.to_show.text if case.to_show is not None else case.report.description if own_words else case.result_text
    return Published(
        id=new_id(), kind=case.kind, subcategory=case.subcategory, place_text=case.report.place_text if own_words else "",
        grid_name=case.area_name, text=text, at=now,
        department_name=world.department_name(case.department), before=before[0] if before else None,
        after=after[0] if after else None, before_bytes=before[1] if before else 0, after_bytes=after[1] if after else 0,
    )


def _keep_blob(connection: Connection, sha256: str, size_bytes: int, now: datetime) -> None:
    copy = {"sha256": sha256, "size_bytes": size_bytes, "mime": "image/jpeg", "stored_at": now}
    add_if_new(connection, tables.blobs, copy)


def due(connection: Connection, world: World, case_id: str) -> Dossier | None:
    """The case when it waits for being shown and its photos are here."""
    case = case_rows.find_case(connection, case_id)
    if case is None or case.publication is not Publication.DUE:
        return None
    return Desk(connection, world, case.created_at).dossier(case)
