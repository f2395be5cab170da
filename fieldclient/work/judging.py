"""Photos measured and laid over each other for advice. Loads what looks at pictures, so it is imported when it is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fieldclient.capture.flaws import Flaw, Remark
from fieldclient.capture.looks import Look, look_at
from fieldclient.capture.matching import compare
from fieldclient.capture.pixels import upright
from fieldclient.capture.quality import LOOK_PX, looks_of, remarks_on
from fieldclient.store import Store
from fieldclient.work.advice import Match
from fieldclient.work.drafting import Reading
from fieldclient.work.likeness import look_of
from sync.protocol.media import MediaKind, MediaRef
from sync.protocol.position import Position
from sync.protocol.problems import Problem

REMEMBERED = 500


def remarks_of(store: Store, reading: Reading, known: dict[str, tuple[Remark, ...]]) -> dict[str, tuple[Remark, ...]]:
    """`known` is filled with what was measured. A photo needs no place of its own where the report has one."""
    found = {}
    for ref in reading.refs:
        if ref.kind is not MediaKind.PHOTO:
            continue
        if ref.sha256 not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            known[ref.sha256] = _measured(store, ref)
        remarks = known[ref.sha256]
        if ref.position is None and reading.position is None:
            remarks += (Remark(Flaw.NO_POSITION),)
        if remarks:
            found[ref.sha256] = remarks
    return found


def _measured(store: Store, ref: MediaRef) -> tuple[Remark, ...]:
    row = store.media.get(ref.sha256)
    if row is None or row.missing:
        return ()
    try:
        picture = upright(row.path, LOOK_PX)
    except Problem:
        return ()
    sides = [side for side in (ref.width, ref.height) if side]
    return remarks_on(looks_of(picture), max(sides or picture.size), True)


def best_match(
    store: Store, before: Sequence[str], after: str, case_place: Position | None, here: Position | None,
    received_at: datetime | None,
) -> Match | None:
    rows = store.media.get_many([*before, after])
    taken = rows[after].ref if after in rows else None
    new = _seen(store, after)
    if new is None:
        return None
    found = []
    for sha256 in before:
        old = _seen(store, sha256)
        if old is None:
            continue
        place = rows[sha256].ref.position if sha256 in rows else None
        told = compare(
            old, new, before_at=place or case_place, after_at=(taken.position if taken is not None else None) or here,
            taken_at=taken.captured_at if taken is not None else None, received_at=received_at,
        )
        found.append(Match(sha256, after, told))
    return max(found, key=lambda each: each.found.score, default=None)


def _seen(store: Store, sha256: str) -> Look | None:
    """By the original; where only its preview is here, by that: it is compared this once and not kept."""
    row = store.media.get(sha256)
    if row is not None and not row.missing:
        return look_of(store, row.ref)
    preview = store.previews.of([sha256]).get(sha256)
    file = store.previews.open(preview) if preview is not None else None
    try:
        return look_at(file.read()) if file is not None else None
    except Problem:
        return None
