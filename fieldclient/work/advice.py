"""What this device can say about a draft or a case before anybody goes on: advice, never a refusal.

`later` asks on a thread of its own; the other methods may be called on any thread but the window's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from fieldclient.capture.flaws import Remark
from fieldclient.capture.verdicts import AfterPhoto
from fieldclient.geo.area import Where
from fieldclient.geo.plausible import Doubted, Sighting, doubts
from fieldclient.store import Store
from fieldclient.store.drafts import DraftRow
from fieldclient.work.already import LikePhoto, ReportedCase, near_cases
from fieldclient.work.beside import Beside
from fieldclient.work.drafting import Reading, read_draft
from fieldclient.work.photo_views import PhotoViews
from fieldclient.work.pictures import Pictures
from fieldclient.work.places import Places
from fieldclient.work.rows import Rows, Viewer
from fieldclient.work.views import CaseRow
from sync.protocol.position import Position, PositionSource, distance_m
from sync.protocol.problems import Code, Problem

T = TypeVar("T")
BEFORE_THIS = 5  # earlier reports of one's own that tell where this person was


@dataclass(frozen=True)
class KnownCase:
    """An open case that may be the same matter, as a line of a list. `looks_alike`: a photo of the draft shows its scene."""

    row: CaseRow
    distance_m: float
    created_at: datetime
    same_category: bool | None
    looks_alike: bool = False


@dataclass(frozen=True)
class DraftAdvice:
    """`photo_m`: how far the draft's place is from the nearest photo that knows its own; None where that is the same place.

    `chosen`: the case that the person takes it for. `cases`: what else it may be, without what the person has ruled out.
    """

    draft_id: str
    where: Where = Where()
    doubts: tuple[Doubted, ...] = ()
    photo_m: float | None = None
    cases: tuple[KnownCase, ...] = ()
    chosen: KnownCase | None = None


@dataclass(frozen=True)
class Reused:
    """A photo of the draft that has served as evidence before, and for which case."""

    photo: LikePhoto
    row: CaseRow | None


@dataclass(frozen=True)
class PhotoAdvice:
    """What comparing the draft's photos found: the cases anew, ranked with it, and photos that were used before. `found` is for
    asking about the draft again without looking at photos again."""

    draft: DraftAdvice
    reused: tuple[Reused, ...]
    found: tuple[LikePhoto, ...] = ()


@dataclass(frozen=True)
class Match:
    """Of all photos of before the one that fits best, and what is said about the after-photo beside it."""

    before: str
    after: str
    found: AfterPhoto


class Advice:
    def __init__(self, store: Store, now: Callable[[], datetime], places: Places) -> None:
        self._store = store
        self._now = now
        photos = PhotoViews(store, Pictures(store.folder / "cache"))  # its own: the store's thread counts what its lists spend
        self._rows = Rows(store, photos)
        self.places = places
        self._beside = Beside("advice")
        self._remarks: dict[str, tuple[Remark, ...]] = {}

    def later(
        self, topic: str, job: Callable[[Advice], T], done: Callable[[T], None], nothing: Callable[[], None] = lambda: None
    ) -> None:
        """Ask when nobody waits; `done` comes on the thread of advice, for the latest question of a topic only, or `nothing`."""
        self._beside.ask(topic, lambda: job(self), done, nothing)

    def drop(self, *topics: str) -> None:
        """Nobody wants these answers any more: looking ends soon, and nothing comes of it."""
        self._beside.drop(*topics)

    def finish(self) -> None:
        """Wait until everything asked so far is answered."""
        self._beside.finish()

    def close(self) -> None:
        self._beside.close()

    def _own(self, draft_id: str) -> Reading:
        draft = self._store.drafts.get(draft_id)
        if draft.person != self._store.people.current_id():
            raise Problem(Code.BODY_INVALID, field="draft")
        rows = self._store.media.get_many([photo.sha256 for photo in draft.photos])
        return read_draft(draft, {sha256: row.ref for sha256, row in rows.items()})

    # Where it is, and what is known there

    def draft(self, draft_id: str, photos: Sequence[LikePhoto] = (), *, widen: bool = False) -> DraftAdvice:
        """The quick half: place and cases. BODY_INVALID for an id that is no draft of this person's."""
        reading = self._own(draft_id)
        draft, place = reading.draft, reading.position
        if place is None:
            return DraftAdvice(draft_id, chosen=self._chosen(draft, None))
        where = self.places.where(place)
        near, photo_m = _photo_near(reading)
        asked = doubts(
            place, taken_at=_taken_at(reading), previous=self._before(reading), where=where, home=self._home(draft),
            photo=near if place.source is PositionSource.HAND else None,
        )
        found = near_cases(self._store, draft.person, place, draft.subcategory, self._store.clock(), photos, widen=widen)
        cases = self._known([each for each in found if each.case.id not in draft.another])
        chosen = self._chosen(draft, place)
        if chosen is not None:
            cases = tuple(each for each in cases if each.row.id != chosen.row.id)
        return DraftAdvice(draft_id, where, asked, photo_m, cases, chosen)

    def photos(self, draft_id: str, *, widen: bool = False) -> PhotoAdvice:
        """The slow half, some tenths of a second: the draft's photos beside all others of this person."""
        from fieldclient.work.likeness import like_photos  # loads what compares pictures

        reading = self._own(draft_id)
        found = like_photos(self._store, reading.draft, reading.refs, self._beside.is_wanted)
        told = [each for each in found if each.reused and each.found.sha256 not in reading.draft.another]
        rows = self._case_rows([each.case_id for each in told if each.case_id is not None])
        reused = tuple(Reused(each, rows.get(each.case_id or "")) for each in told)
        return PhotoAdvice(self.draft(draft_id, found, widen=widen), reused, tuple(found))

    def _known(self, found: Sequence[ReportedCase]) -> tuple[KnownCase, ...]:
        rows = self._case_rows([each.case.id for each in found])
        return tuple(
            KnownCase(rows[each.case.id], each.case.distance_m, each.case.created_at, each.same_category, each.photo is not None)
            for each in found if each.case.id in rows
        )

    def _case_rows(self, case_ids: Sequence[str]) -> dict[str, CaseRow]:
        account = self._store.people.current()
        if account is None:
            return {}
        viewer = Viewer(account.person, account.actor, self._now())
        records = [self._store.cases.find(account.person.id, case_id) for case_id in dict.fromkeys(case_ids)]
        there = [record for record in records if record is not None]
        return {row.id: row for row in self._rows.of(there, viewer)}

    def _chosen(self, draft: DraftRow, place: Position | None) -> KnownCase | None:
        record = self._store.cases.find(draft.person, draft.same_as) if draft.same_as else None
        row = self._case_rows([record.id]).get(record.id) if record is not None else None
        if record is None or row is None:
            return None
        report = record.own.body.report if record.own is not None else None
        source = record.view if record.view is not None else report
        there = source.position if source is not None else None
        far_m = distance_m(place, there) if place is not None and there is not None else 0.0
        return KnownCase(row, far_m, source.created_at if source is not None else record.changed_at, None)

    def _sightings(self, person: str) -> list[Sighting]:
        """Where this person reported something before, and when it was seen; the latest first."""
        found = []
        for record in self._store.cases.recent_reports(person, BEFORE_THIS):
            source = record.view or (record.own.body.report if record.own is not None else None)
            if source is not None and source.position is not None:
                found.append(Sighting(source.position, source.observed_at or source.created_at))
        return found

    def _before(self, reading: Reading) -> Sighting | None:
        """The nearest in time of what this draft's other photos and the last reports say."""
        at, place = _taken_at(reading), reading.position
        if at is None:
            return None
        seen = [Sighting(ref.position, ref.captured_at) for ref in reading.refs
                if ref.position is not None and ref.captured_at is not None and ref.position != place]
        seen += self._sightings(reading.draft.person)
        return min(seen, key=lambda each: abs((each.at - at).total_seconds()), default=None)

    def _home(self, draft: DraftRow) -> Position | None:
        middle = self.places.middle()
        return middle or next((each.position for each in self._sightings(draft.person)), None)

    # What the person says to it

    def same_matter(self, draft_id: str, case_id: str | None) -> None:
        """The draft goes as the same matter as this case, and takes its category when it has none; None: it does not."""
        draft = self._own(draft_id).draft
        row = self._case_rows([case_id]).get(case_id) if case_id is not None else None
        if case_id is not None and row is None:
            raise Problem(Code.CASE_UNKNOWN)
        subcategory = draft.subcategory or (row.subcategory if row is not None else None)
        self._store.drafts.save(draft_id, self._store.clock(), same_as=case_id, subcategory=subcategory)

    def another_matter(self, draft_id: str, names: Sequence[str]) -> None:
        """These cases and photos are not meant, and are not shown for this draft again."""
        draft = self._own(draft_id).draft
        told = sorted(draft.another | set(names))
        self._store.drafts.save(draft_id, self._store.clock(), another=msgspec.json.encode(told).decode())

    # How good the photos are, and whether they show the place

    def remarks(self, draft_id: str) -> dict[str, tuple[Remark, ...]]:
        """By photo, the gravest first; without those of which there is nothing to say. Looked at once and remembered."""
        from fieldclient.work.judging import remarks_of  # loads what measures pictures

        return remarks_of(self._store, self._own(draft_id), self._remarks)

    def match(
        self, before: Sequence[str], after: str, *, case_place: Position | None = None, here: Position | None = None,
        received_at: datetime | None = None,
    ) -> Match | None:
        """Of these photos the one on which the after-photo fits best. None when no two of them can be seen here."""
        from fieldclient.work.judging import best_match  # loads what compares pictures

        return best_match(self._store, before, after, case_place, here, received_at)


def _taken_at(reading: Reading) -> datetime | None:
    """When somebody stood at the draft's place, where the place and the time come from the same photo or fix."""
    place = reading.position
    if place is None or place.source is PositionSource.HAND:
        return None
    of_photo = next((ref.captured_at for ref in reading.refs if ref.position == place), None)
    return of_photo or place.fixed_at


def _photo_near(reading: Reading) -> tuple[Position | None, float | None]:
    """The nearest place that a photo tells, and how far it is; no distance where it is the draft's own."""
    place = reading.position
    known = [ref.position for ref in reading.refs if ref.position is not None]
    if place is None or not known:
        return None, None
    nearest = min(known, key=lambda each: distance_m(place, each))
    return nearest, None if nearest == place else distance_m(place, nearest)
