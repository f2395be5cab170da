"""Already reported? Asked for a draft as soon as it has a place or a photo, before anybody types: one function for the window.

It answers from what is on this device, without a network, and it only advises: cases near enough and young enough for their
category, and photos of one's own that were used before or show the same scene.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldclient.capture.verdicts import Resemblance
from fieldclient.store import Store
from fieldclient.store.nearby import NearCase
from fieldclient.work.drafting import read_draft
from fieldclient.work.reach import WIDE_M, WIDEST, category_of, reach_of
from sync.protocol.position import Position

SHOWN = 8


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
    from fieldclient.work.likeness import like_photos  # loads what compares pictures

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
