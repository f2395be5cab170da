"""From a draft to what it says: its place, its time, the act it becomes, and what it still lacks. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from fieldclient.geo.choose import MAX_FIX_AGE_S, choose_position
from fieldclient.store.drafts import DraftPhoto, DraftRow
from fieldclient.store.outbox import Seal
from fieldclient.work.acts import CHECKS, NEW_CASE, sealed_act
from sync.protocol.catalogue import Catalogue
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import Act, Part
from sync.protocol.media import MAX_PHOTOS_PER_ACT, MediaRef, Origin, Shot, TimeSource
from sync.protocol.mutations import (
    ActBody,
    Contact,
    Contacted,
    ContactWay,
    HandlingResult,
    Mutation,
    RatingLevel,
    Release,
    ResultUnit,
)
from sync.protocol.position import Position
from sync.protocol.problems import Code, Problem
from sync.protocol.report import MAX_DESCRIPTION, Kind, Report
from sync.protocol.requirements import Context, missing
from sync.protocol.tasks import VerifyResult

E = TypeVar("E", bound=StrEnum)
MAX_TEXT = 2000  # characters of what is said about an act; the hub takes no more
MAX_PLACE = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """What a draft says, photos and positions weighed."""

    draft: DraftRow
    refs: tuple[MediaRef, ...]  # as they will travel: usage, shot and origin are the draft's
    position: Position | None
    observed_at: datetime | None
    time_source: TimeSource | None

    @property
    def act(self) -> Act:
        return sealed_act(self.draft.act, self.draft.choice)


def read_draft(draft: DraftRow, known: Mapping[str, MediaRef]) -> Reading:
    """`known`: the files by hash, as they came. A photo whose row was lost is left out and told elsewhere."""
    refs = tuple(_as_used(known[photo.sha256], photo) for photo in draft.photos if photo.sha256 in known)
    observed_at, source = _observed(draft, refs)
    return Reading(draft, refs, _position(draft, refs), observed_at, source)


def _as_used(ref: MediaRef, photo: DraftPhoto) -> MediaRef:
    return msgspec.structs.replace(ref, usage=photo.usage, shot=photo.shot, origin=photo.origin, marks=photo.marks)


def _observed(draft: DraftRow, refs: Sequence[MediaRef]) -> tuple[datetime | None, TimeSource | None]:
    """By hand, else when the oldest photo was taken. A file's own date counts only when no photo knows better."""
    if draft.observed_at is not None:
        return draft.observed_at, TimeSource.HAND
    dated = [ref for ref in refs if ref.captured_at is not None]
    better = [ref for ref in dated if ref.time_source is not TimeSource.FILE]
    oldest = min(better or dated, key=lambda ref: ref.captured_at or draft.created_at, default=None)
    return (oldest.captured_at, oldest.time_source) if oldest is not None else (None, None)


def _position(draft: DraftRow, refs: Sequence[MediaRef]) -> Position | None:
    """One choice over all that speak: the hand, this device, each photo. The device's fix is held against the photo whose
    time is nearest to it; without a photo it was made for the draft itself."""
    spoken = [each for each in (draft.hand_position, draft.fix_position) if each is not None]
    spoken += [ref.position for ref in refs if ref.position is not None]
    fixed_at = draft.fix_position.fixed_at if draft.fix_position is not None else None
    times = [ref.captured_at for ref in refs if ref.captured_at is not None]
    nearest = _nearest(times, fixed_at) if times else fixed_at
    ours = bool(refs) and all(ref.origin is Origin.CAMERA for ref in refs)
    return choose_position(spoken, taken_at=nearest, origin=Origin.CAMERA if ours or not refs else Origin.FILE)


def _nearest(times: Sequence[datetime], to: datetime | None) -> datetime:
    return min(times) if to is None else min(times, key=lambda each: abs((each - to).total_seconds()))


def better_fix(old: Position | None, new: Position, times: Sequence[datetime]) -> Position:
    """Which of two fixes of this device to keep. Before the first photo the newest; then the one that was made beside a
    photo, because a person finishes writing elsewhere; of two such the more accurate."""
    if old is None or not times or old.fixed_at is None or new.fixed_at is None:
        return new if old is None or new.fixed_at is not None else old
    old_age = abs((_nearest(times, old.fixed_at) - old.fixed_at).total_seconds())
    new_age = abs((_nearest(times, new.fixed_at) - new.fixed_at).total_seconds())
    if max(old_age, new_age) > MAX_FIX_AGE_S:
        return old if old_age <= new_age else new
    return new if (new.accuracy_m or float("inf")) <= (old.accuracy_m or float("inf")) else old


def free_shots(photos: Sequence[DraftPhoto], kind: Kind, act: Act, wanted: Shot | None, count: int) -> list[Shot]:
    """Which slot each of `count` new photos takes. Without a wish: far, near and detail in this order as far as they are free,
    in the order in which the photos were given; further ones are just photos."""
    if wanted is not None:
        return [wanted] * count
    if act is Act.SUBMIT and kind is not Kind.PROBLEM:
        return [Shot.OTHER] * count
    taken = {photo.shot for photo in photos}
    free = [shot for shot in (Shot.FAR, Shot.NEAR, Shot.DETAIL) if shot not in taken]
    return (free + [Shot.OTHER] * count)[:count]


def context_of(reading: Reading, view: CaseView | None, catalogue: Catalogue) -> Context:
    if view is None or reading.draft.act in NEW_CASE:
        return Context(kind=reading.draft.kind, catalogue=catalogue)
    return Context(
        kind=view.kind, case_position=view.position, case_subcategory=view.subcategory, catalogue=catalogue
    )


def lacking(reading: Reading, view: CaseView | None, catalogue: Catalogue) -> tuple[Part, ...]:
    """What it still lacks. A check has to say how it went: nothing is passed because nobody chose."""
    short = missing(reading.act, body_of(reading), reading.refs, context_of(reading, view, catalogue))
    if reading.draft.act in CHECKS and reading.draft.choice is None:
        return (Part.RESULT, *short)
    return short


def body_of(reading: Reading, *, created_at: datetime | None = None, task: str | None = None) -> ActBody:
    """Everything the act carries."""
    draft, act = reading.draft, reading.act
    if act is Act.SELF_HANDLED:  # what was done stands in `reason`, beside the words about the matter
        return ActBody(
            report=report_of(reading, created_at or draft.created_at), text=(draft.reason or "").strip() or None,
            result=HandlingResult.FIXED)
    if act in NEW_CASE:
        return ActBody(report=report_of(reading, created_at or draft.created_at))
    if act is Act.CONTACT:
        return ActBody(
            text=draft.description.strip() or None, position=reading.position, contact=_contact(draft, created_at))
    if act is Act.PUBLISH:  # the photo from before in `choice`, the one from after in `reason`; not where somebody sat
        release = Release(before=draft.choice or None, after=draft.reason or None)
        return ActBody(text=draft.description.strip() or None, release=release if release != Release() else None)
    return ActBody(
        reason=draft.reason, text=draft.description.strip() or None, position=reading.position, until=draft.until, task=task,
        verify=_one_of(VerifyResult, draft.choice) if act is Act.VERIFY else None,
        level=_one_of(RatingLevel, draft.choice) if act is Act.RATE else None,
        result=_one_of(HandlingResult, draft.result) if act is Act.FEEDBACK else None,
        quantity=draft.quantity if act is Act.FEEDBACK else None,
        unit=_one_of(ResultUnit, draft.unit) if act is Act.FEEDBACK and draft.quantity is not None else None,
    )


def _contact(draft: DraftRow, sealed_at: datetime | None) -> Contact | None:
    """A call or a visit has the fields of a draft: how in `choice`, who in `reason`, by what name in `place_text`."""
    way, whom = _one_of(ContactWay, draft.choice), _known(Contacted, draft.reason)
    if way is None or whom is None:
        return None
    at = draft.observed_at or sealed_at or draft.created_at
    return Contact(way=way, whom=whom, name=draft.place_text.strip(), at=at)


def report_of(reading: Reading, created_at: datetime) -> Report:
    """The draft's id is the report's and the case's, so that a second tap can never make a second case."""
    draft = reading.draft
    return Report(
        id=draft.id, kind=draft.kind, subcategory=draft.subcategory, description=draft.description.strip(),
        position=reading.position, place_text=draft.place_text.strip(), observed_at=reading.observed_at,
        created_at=created_at, catalogue_version=draft.catalogue_version, same_as=draft.same_as, campaign=draft.campaign,
    )


def _one_of(kind: type[E], value: str | None) -> E | None:
    return None if value is None else kind(value)


def _known(kind: type[E], value: str | None) -> E | None:
    return kind(value) if value in kind.__members__.values() else None


def check_bounds(reading: Reading) -> None:
    """BODY_INVALID (field, limit) for what the hub would not take; told while it can still be mended."""
    draft = reading.draft
    limit = MAX_DESCRIPTION if reading.act in NEW_CASE else MAX_TEXT
    if len(draft.description.strip()) > limit:
        raise Problem(Code.BODY_INVALID, field="description", limit=limit)
    if len(draft.reason or "") > MAX_TEXT:
        raise Problem(Code.BODY_INVALID, field="reason", limit=MAX_TEXT)
    if len(draft.place_text.strip()) > MAX_PLACE:
        raise Problem(Code.BODY_INVALID, field="place_text", limit=MAX_PLACE)
    if len(reading.refs) > MAX_PHOTOS_PER_ACT:
        raise Problem(Code.LIMIT_REACHED, limit=MAX_PHOTOS_PER_ACT)


def mutation_of(reading: Reading, seal: Seal, person: str, base_version: int, task: str | None = None) -> Mutation:
    """The draft, sealed."""
    draft = reading.draft
    body = body_of(reading, created_at=seal.made_at, task=task)
    return Mutation(
        id=seal.id, device=seal.device, seq=seal.seq, person=person, act=reading.act,
        case_id=draft.id if reading.act in NEW_CASE else draft.case_id or "", base_version=base_version,
        made_at=seal.made_at, clock_offset_s=seal.clock_offset_s, body=body, media=reading.refs,
    )
