"""Is a mutation well formed? Bounds on everything a device may send, before anybody asks what it means."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

from sync.protocol.ids import is_id, is_sha256
from sync.protocol.lifecycle import Act
from sync.protocol.marks import sound
from sync.protocol.media import (
    MAX_PHOTOS_PER_ACT,
    MAX_PREVIEW_BYTES,
    MediaRef,
    Preview,
    kind_of,
    limit_bytes,
)
from sync.protocol.mutations import MAX_BODY_BYTES, Mutation, RefuseReason, ReturnReason
from sync.protocol.position import Position, is_valid
from sync.protocol.problems import Code, Problem
from sync.protocol.report import MAX_DESCRIPTION

MAX_TEXT = 2000  # characters of a note, answer or reason
MAX_NAME = 200  # characters of a place, code or destination
# A clock may be wrong by years, and what was made under it counts all the same. These bounds only keep out what nobody could
# reckon with. Not 1970: a clock that was never set shows its first hours, which east of Greenwich are the year before.
_FIRST_YEAR, _LAST_YEAR = 1969, 2200
_MAX_OFFSET_S = (_LAST_YEAR - _FIRST_YEAR) * 366 * 86_400.0
_NAMES = ("reason", "subcategory", "person", "department", "parent", "destination", "task")
_named = attrgetter(*_NAMES)
_REASONS: dict[Act, frozenset[str]] = {
    Act.REFUSE: frozenset(RefuseReason), Act.RETURN: frozenset(ReturnReason),
}


def check(mutation: Mutation, size_bytes: int) -> None:
    """Raise Problem(BODY_INVALID, field) for the first thing that cannot be kept as it is. `size_bytes`: of its JSON."""
    for field in _wrong(mutation, size_bytes):
        raise Problem(Code.BODY_INVALID, field=field)


def offset_s(mutation: Mutation) -> float | None:
    """The measured difference of the clocks, or None for one that cannot be: a person's act is not refused for it."""
    told = mutation.clock_offset_s
    return None if told is None or not abs(told) <= _MAX_OFFSET_S else told


def _wrong(mutation: Mutation, size_bytes: int) -> Iterator[str]:
    """Names of fields that cannot be right, in the order of telling."""
    if not is_id(mutation.id):
        yield "id"
    if not is_id(mutation.case_id):
        yield "case_id"
    if size_bytes > MAX_BODY_BYTES:
        yield "size"
    if mutation.made_at.tzinfo is None or not _likely(mutation.made_at):
        yield "made_at"
    yield from _wrong_body(mutation)
    if mutation.media:
        yield from _wrong_media(mutation.media)


def _wrong_body(mutation: Mutation) -> Iterator[str]:
    body = mutation.body
    if body.report is not None:
        yield from _wrong_report(mutation)
    if len(body.text or "") > MAX_TEXT:
        yield "text"
    names = _named(body)
    if any(names):  # most acts have none of them
        for name, told in zip(_NAMES, names, strict=True):
            if told is not None and len(told) > MAX_NAME:
                yield name
    if body.reason is not None and body.reason not in _REASONS.get(mutation.act, (body.reason,)):
        yield "reason"
    if body.until is not None and (body.until.tzinfo is None or not _likely(body.until)):
        yield "until"
    if body.quantity is not None and not (math.isfinite(body.quantity) and 0 <= body.quantity <= 1e9):
        yield "quantity"
    if body.position is not None and not _valid(body.position):
        yield "position"
    if body.contact is not None and (
        len(body.contact.name) > MAX_NAME or body.contact.at.tzinfo is None or not _likely(body.contact.at)
    ):
        yield "contact"
    if body.release is not None and not all(one is None or is_sha256(one) for one in (body.release.before, body.release.after)):
        yield "release"


def _wrong_report(mutation: Mutation) -> Iterator[str]:
    report = mutation.body.report
    assert report is not None
    if len(report.description) > MAX_DESCRIPTION:
        yield "report.description"
    if len(report.place_text) > MAX_NAME or len(report.subcategory or "") > MAX_NAME:
        yield "report.place_text"
    if report.grid is not None and not (9 <= len(report.grid) <= 15 and report.grid.isascii() and report.grid.isdigit()):
        yield "report.grid"
    if report.same_as is not None and not is_id(report.same_as):
        yield "report.same_as"
    if len(report.campaign or "") > MAX_NAME:
        yield "report.campaign"
    if report.position is not None and not _valid(report.position):
        yield "report.position"
    for moment in (report.created_at, report.observed_at):
        if moment is not None and (moment.tzinfo is None or not _likely(moment)):
            yield "report.created_at"


def _wrong_media(media: tuple[MediaRef, ...]) -> Iterator[str]:
    if len(media) > MAX_PHOTOS_PER_ACT or len({ref.sha256 for ref in media}) != len(media):
        yield "media"
    for ref in media:
        if not is_sha256(ref.sha256):
            yield "media.sha256"
        if kind_of(ref.mime) is not ref.kind:
            yield "media.mime"
        if not 0 < ref.size_bytes <= limit_bytes(ref.kind):
            yield "media.size_bytes"
        if ref.preview_of is not None or (ref.preview is not None and not _is_preview(ref.preview)):
            yield "media.preview"
        if ref.captured_at is not None and not _likely(ref.captured_at):
            yield "media.captured_at"
        if ref.position is not None and not _valid(ref.position):
            yield "media.position"
        if ref.marks and not sound(ref.marks):
            yield "media.marks"


def _is_preview(preview: Preview) -> bool:
    return is_sha256(preview.sha256) and 0 < preview.size_bytes <= MAX_PREVIEW_BYTES


def _valid(position: Position) -> bool:
    for number in (position.accuracy_m, position.altitude_m, position.bearing_deg):
        if number is not None and not math.isfinite(number):
            return False
    when = position.fixed_at is None or _likely(position.fixed_at)
    return when and is_valid(position.latitude, position.longitude)


def _likely(moment: datetime) -> bool:
    return _FIRST_YEAR <= moment.year <= _LAST_YEAR
