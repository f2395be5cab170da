"""Already reported? Asked for a draft as soon as it has a place or a photo, before anybody types: one function for the window.

It answers from what is on this device, without a network, and it only advises: cases near enough and young enough for their
category, and photos of one's own that were used before or show the same scene.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldclient.capture.looks import Look, look_at, pack, unpack
from fieldclient.capture.resemblance import Likeness, Resemblance, Seen, resemble, shortlist
from fieldclient.store import Store
from fieldclient.store.drafts import DraftRow
from fieldclient.store.nearby import NearCase
from fieldclient.work.drafting import read_draft
from fieldclient.work.reach import WIDE_M, WIDEST, category_of, reach_of
from sync.protocol.media import MediaKind, MediaRef
from sync.protocol.position import Position
from sync.protocol.problems import Problem

SHOWN = 8
CATCH_UP = 3  # photos nobody has looked at yet, looked at while somebody waits: some 0.1 s each


@dataclass(frozen=True, slots=True)
class LikePhoto:
    """A photo of the draft and an earlier one of one's own. `case_id`: where the earlier one was used, if it was sent.

    `reused`: a photo that has served as evidence before, the same file or an edited copy of it.
    """

    sha256: str
    found: Resemblance
    case_id: str | None
    reused: bool


@dataclass(frozen=True, slots=True)
class ReportedCase:
    """An open case that may be the same matter, the likeliest first. score: 0…1, for the order alone.

    same_category: None while the draft has none. photo: the draft's photo that looks like one of that case's.
    """

    case: NearCase
    score: float
    same_category: bool | None
    photo: LikePhoto | None


@dataclass(frozen=True, slots=True)
class AlreadyReported:
    cases: tuple[ReportedCase, ...]
    photos: tuple[LikePhoto, ...]

    @property
    def reused(self) -> tuple[LikePhoto, ...]:
        return tuple(photo for photo in self.photos if photo.reused)


def already_reported(store: Store, draft_id: str, *, widen: bool = False) -> AlreadyReported:
    """What this device knows about the draft's place and photos. `widen`: within 250 m, of every age that counts at all.

    BODY_INVALID for an id that is no draft's. Photos that cannot be decoded are left out of the comparison.
    """
    draft = store.drafts.get(draft_id)
    rows = store.media.get_many([photo.sha256 for photo in draft.photos])
    reading = read_draft(draft, {sha256: row.ref for sha256, row in rows.items()})
    photos = like_photos(store, draft, reading.refs)
    cases: Sequence[ReportedCase] = ()
    if reading.position is not None:
        subcategory = draft.subcategory
        cases = near_cases(store, draft.person, reading.position, subcategory, store.clock(), photos, widen=widen)
    return AlreadyReported(tuple(cases), tuple(photos))


def near_cases(
    store: Store, person: str, place: Position, subcategory: str | None, now: datetime, photos: Sequence[LikePhoto] = (), *,
    widen: bool = False,
) -> list[ReportedCase]:
    """Open cases within their own category's radius and age, the likeliest first."""
    catalogue = store.catalogues.current()
    wanted = category_of(catalogue, subcategory)
    seen = {photo.case_id: photo for photo in reversed(photos) if photo.case_id is not None}
    found = []
    for case in store.nearby.open_cases(person, place, WIDE_M if widen else WIDEST.radius_m, now - WIDEST.age):
        category = category_of(catalogue, case.subcategory)
        reach = reach_of(category)
        if not widen and (case.distance_m > reach.radius_m or case.created_at < now - reach.age):
            continue
        same = None if wanted is None or category is None else wanted == category
        score = _score(case, max(reach.radius_m, WIDE_M if widen else 0.0), same, case.subcategory == subcategory)
        photo = seen.get(case.id)
        found.append(ReportedCase(case, max(score, photo.found.score if photo else 0.0), same, photo))
    found.sort(key=lambda each: (-each.score, each.case.distance_m, each.case.id))
    return found[:SHOWN]


def _score(case: NearCase, radius_m: float, same: bool | None, same_subcategory: bool) -> float:
    """Nearness, halved for another category: a heap beside a broken slab is another matter at the same spot."""
    near = 1 - 0.5 * case.distance_m / radius_m
    return near * (0.4 if same is False else 1.0 if same and same_subcategory else 0.8)


# Photos


def like_photos(store: Store, draft: DraftRow, refs: Sequence[MediaRef]) -> list[LikePhoto]:
    """The draft's photos beside all of this person's others. Of each earlier photo the likeliest pair, the surest first."""
    look_closer(store, CATCH_UP)
    hashes = [ref.sha256 for ref in refs if ref.kind is MediaKind.PHOTO]
    others = [_seen(each.ref, each.fingerprint, None) for each in store.looks.known(draft.person, but=hashes)]
    used = store.looks.uses(draft.person, hashes, draft.id)
    found: list[LikePhoto] = [
        LikePhoto(sha256, Resemblance(sha256, Likeness.SAME_FILE, 1.0, 0.0, 0.0), case_id, True)
        for sha256, case_id in used.items()
    ]
    for ref in refs:
        look = _look(store, ref) if ref.kind is MediaKind.PHOTO else None
        if look is None or ref.sha256 in used:
            continue
        new = _seen(ref, look.fingerprint, look)
        near = shortlist(new, others)
        cases = store.looks.uses(draft.person, [each.sha256 for each in near], draft.id)
        for other in near:
            alike = resemble(new, _with_look(store, other))
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


def _with_look(store: Store, other: Seen) -> Seen:
    packed = store.looks.look(other.sha256)
    look = unpack(packed) if packed is not None else None
    return Seen(other.sha256, other.fingerprint, other.captured_at, other.position, look)


def _look(store: Store, ref: MediaRef) -> Look | None:
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
        if row is not None and _look(store, row.ref) is not None:
            done += 1
        elif row is not None:
            store.looks.keep(sha256, 0, b"", store.clock())  # cannot be decoded: not asked for again
    return done
