"""Which photos must have arrived before anything is decided on them, and what is odd about an act. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sync.hub.case import Case
from sync.hub.dossier import Held
from sync.protocol.catalogue import Catalogue
from sync.protocol.feed import Doubt
from sync.protocol.lifecycle import Act, Part
from sync.protocol.media import MediaRef, TimeSource, Usage
from sync.protocol.mutations import ActBody
from sync.protocol.position import Position, distance_m
from sync.protocol.requirements import NEAR_ENOUGH_M, Context, missing

CLOCK_OFF_S = 120.0  # a tablet set by hand is rarely nearer; one set by the network is within seconds
_CLOCK_OFF = timedelta(seconds=CLOCK_OFF_S)
_SHOWN = frozenset({
    Part.FAR_PHOTO, Part.NEAR_PHOTO, Part.BEFORE_PHOTO, Part.AFTER_PHOTO, Part.CHECK_PHOTO, Part.WORDS,
})
_ON_THE_SPOT = frozenset({
    Act.SUBMIT, Act.SELF_HANDLED, Act.VERIFY, Act.FEEDBACK, Act.CHECK_PASS, Act.CHECK_NOT_PASS, Act.CHECK_UNABLE,
})


def context(case: Case, catalogue: Catalogue) -> Context:
    """What `requirements` need to know of a case."""
    return Context(
        kind=case.kind, case_position=case.position, case_subcategory=case.subcategory, catalogue=catalogue,
        hotline=case.hotline,
    )


def lacking(case: Case, media: Iterable[Held], catalogue: Catalogue) -> tuple[Part, ...]:
    """What the latest evidence still lacks because its bytes are on their way; empty when a decision may be taken.

    The same rule that let the act through is asked again, with only the files that have arrived. A report may be looked at,
    filed and sent to a department by its previews: the first hour counts, and the originals follow. What closes a case (the
    photos of handling and of checking) is judged by the originals alone.
    """
    if case.ended:
        return ()
    of_proof = [held for held in media if held.seq == case.proof_seq]
    if not of_proof and case.proof_act is Act.SUBMIT:
        return ()  # words and a place were all it needed: nothing is on its way
    seen = {held.ref.preview_of for held in of_proof if held.bound} if case.proof_act is Act.SUBMIT else set()
    arrived = tuple(
        held.ref for held in of_proof if held.ref.preview_of is None and (held.bound or held.ref.sha256 in seen)
    )
    short = missing(case.proof_act, ActBody(report=case.report), arrived, context(case, catalogue))
    return tuple(part for part in short if part in _SHOWN)


def hub_time(moment: datetime, offset_s: float | None) -> datetime:
    """A device's instant by the hub's clock, as far as the difference was measured."""
    return moment + timedelta(seconds=offset_s or 0.0)


def doubts(
    case: Case, act: Act, body: ActBody, media: tuple[MediaRef, ...], *, made_at: datetime, offset_s: float | None,
    at: datetime,
) -> tuple[Doubt, ...]:
    """Facts for whoever judges the act; `at` is the hub's time. None of them stops it."""
    places = [ref.position for ref in media if ref.position is not None] if media else []
    if body.position is not None:
        places.append(body.position)
    found: list[Doubt] = []
    if places and act in _ON_THE_SPOT and _far(case.position, places):
        found.append(Doubt.FAR_FROM_CASE)
    if act is Act.FEEDBACK and _taken_before(case.received_at, media, Usage.HANDLE_AFTER, offset_s):
        found.append(Doubt.PHOTO_BEFORE_RECEIVE)
    if act in (Act.CHECK_PASS, Act.CHECK_NOT_PASS) and _taken_before(case.handled_at, media, Usage.CHECK, offset_s):
        found.append(Doubt.PHOTO_BEFORE_HANDLED)
    if abs(offset_s or 0.0) > CLOCK_OFF_S or hub_time(made_at, offset_s) - at > _CLOCK_OFF:
        found.append(Doubt.CLOCK_OFF)
    reported = body.report.position if body.report else None
    if (reported is not None and reported.mocked) or any(place.mocked for place in places):
        found.append(Doubt.MOCKED_POSITION)
    return tuple(found)


def _far(case_position: Position | None, places: list[Position]) -> bool:
    if case_position is None:
        return False
    return any(distance_m(case_position, place) > NEAR_ENOUGH_M for place in places)


def _taken_before(
    moment: datetime | None, media: tuple[MediaRef, ...], usage: Usage, offset_s: float | None
) -> bool:
    """A camera's own clock has no measured offset; only times of this device are set right by it."""
    if moment is None:
        return False
    for ref in media:
        if ref.usage is not usage or ref.captured_at is None or ref.captured_at.tzinfo is None:
            continue
        by_device = ref.time_source is TimeSource.DEVICE
        taken = hub_time(ref.captured_at, offset_s if by_device else None)
        # EXIF counts whole seconds: a photo in the very second of the receipt is not before it.
        if taken + timedelta(seconds=1) <= moment:
            return True
    return False
