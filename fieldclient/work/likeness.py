"""A draft's photos beside all of this person's others. Loads what compares pictures, so it is imported when it is wanted.

Takes some tenths of a second the first time and hundredths later: for a thread on which nobody waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fieldclient.capture.looks import Look, look_at, pack, unpack
from fieldclient.capture.resemblance import Seen, resemble, shortlist
from fieldclient.capture.verdicts import Likeness, Resemblance
from fieldclient.store import Store
from fieldclient.store.drafts import DraftRow
from fieldclient.work.already import SHOWN, LikePhoto
from sync.protocol.media import MediaKind, MediaRef
from sync.protocol.problems import Problem

REMEMBERED = 4000  # pairs, a few hundred bytes each
_compared_before: dict[tuple[object, ...], Resemblance | None] = {}
CATCH_UP = 3  # photos nobody has looked at yet, looked at while somebody waits: some 0.1 s each


def like_photos(
    store: Store, draft: DraftRow, refs: Sequence[MediaRef], is_wanted: Callable[[], bool] = lambda: True,
) -> list[LikePhoto]:
    """The draft's photos beside all of this person's others. Of each earlier photo the likeliest pair, the surest first.
    `is_wanted`: asked between two pairs; what was found by then is given once it says no."""
    look_closer(store, CATCH_UP)
    hashes = [ref.sha256 for ref in refs if ref.kind is MediaKind.PHOTO]
    others = [_seen(each.ref, each.fingerprint, None) for each in store.looks.known(draft.person, but=hashes)]
    used = store.looks.uses(draft.person, hashes, draft.id)
    found: list[LikePhoto] = [
        LikePhoto(sha256, Resemblance(sha256, Likeness.SAME_FILE, 1.0, 0.0, 0.0), case_id, True)
        for sha256, case_id in used.items()
    ]
    for ref in refs:
        if not is_wanted():
            break
        look = look_of(store, ref) if ref.kind is MediaKind.PHOTO else None
        if look is None or ref.sha256 in used:
            continue
        new = _seen(ref, look.fingerprint, look)
        near = shortlist(new, others)
        cases = store.looks.uses(draft.person, [each.sha256 for each in near], draft.id)
        for other in near:
            if not is_wanted():
                break
            alike = _compared(store, new, other)
            if alike is not None:
                copied = alike.likeness is not Likeness.SAME_SCENE
                case_id = cases.get(other.sha256)
                found.append(LikePhoto(ref.sha256, alike, case_id, copied and case_id is not None))
    best: dict[str, LikePhoto] = {}
    for photo in sorted(found, key=lambda each: (not each.reused, -each.found.score, each.found.sha256)):
        best.setdefault(photo.found.sha256, photo)
    return list(best.values())[:SHOWN]


def _seen(ref: MediaRef, fingerprint: int, look: Look | None) -> Seen:
    return Seen(ref.sha256, fingerprint, ref.captured_at, ref.position, look)


def _compared(store: Store, new: Seen, other: Seen) -> Resemblance | None:
    """Two photos are laid over each other once: a draft is asked about again after each of its photos."""
    key = (new.sha256, other.sha256, new.position, other.position, new.captured_at, other.captured_at)
    if key not in _compared_before:
        if len(_compared_before) >= REMEMBERED:
            _compared_before.clear()
        _compared_before[key] = resemble(new, _with_look(store, other))
    return _compared_before[key]


def _with_look(store: Store, other: Seen) -> Seen:
    packed = store.looks.look(other.sha256)
    look = unpack(packed) if packed is not None else None
    return Seen(other.sha256, other.fingerprint, other.captured_at, other.position, look)


def look_of(store: Store, ref: MediaRef) -> Look | None:
    """As it is kept, or made now and kept. None for a photo that cannot be decoded here.

    Of the original and never of its preview: a preview has as many bytes as its photo deserves on the line, and whether two
    photos show one scene must not hang on that.
    """
    packed = store.looks.look(ref.sha256)
    look = unpack(packed) if packed is not None else None
    if look is None:
        row = store.media.get(ref.sha256)
        try:
            look = look_at(row.path) if row is not None and not row.missing else None
        except Problem:
            look = None
        if look is not None:
            store.looks.keep(ref.sha256, look.fingerprint, pack(look), store.clock())
    return look


def look_closer(store: Store, limit: int, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Look at photos that nobody has looked at yet, the newest first; how many. For quiet moments, and a few at a question."""
    done = 0
    for sha256 in store.looks.missing(limit):
        if should_stop():
            break
        row = store.media.get(sha256)
        if row is not None and look_of(store, row.ref) is not None:
            done += 1
        elif row is not None:
            store.looks.keep(sha256, 0, b"", store.clock())  # cannot be decoded: not asked for again
    return done
