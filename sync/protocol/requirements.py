"""Is everything there that an act must carry? One small rule per `Part`; the hub and the device ask the same question."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from sync.protocol.catalogue import Catalogue
from sync.protocol.lifecycle import TRANSITIONS, Act, Part
from sync.protocol.media import MediaKind, MediaRef, Shot, Usage
from sync.protocol.mutations import ActBody
from sync.protocol.position import Position, distance_m
from sync.protocol.public_words import personal
from sync.protocol.report import UNSURE, Kind
from sync.protocol.tasks import VerifyResult

NEAR_ENOUGH_M = 100.0  # domain 5.4 row 3


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What is known besides the act itself. `hotline`: an acceptor wrote down a phone call, which has no photos."""

    kind: Kind = Kind.PROBLEM
    case_position: Position | None = None
    case_subcategory: str | None = None
    catalogue: Catalogue | None = None
    hotline: bool = False


class Given(msgspec.Struct, frozen=True):
    """An act with all that it carries, as the rules below look at it."""

    body: ActBody
    media: tuple[MediaRef, ...]
    context: Context

    def has(self, usage: Usage, *shots: Shot) -> bool:
        """Something to look at: a voice note shows nothing."""
        seen = (m for m in self.media if m.usage is usage and m.kind is not MediaKind.AUDIO)
        return any(not shots or m.shot in shots for m in seen)

    def has_video(self, usage: Usage) -> bool:
        return any(m.usage is usage and m.kind is MediaKind.VIDEO for m in self.media)


def missing(act: Act, body: ActBody, media: tuple[MediaRef, ...], context: Context) -> tuple[Part, ...]:
    """The parts that this act still lacks, in the order of the table; empty when nothing is missing."""
    given = Given(body, media, context)
    return tuple(part for part in TRANSITIONS[act].required if not _RULES[part](given))


def _subcategory(given: Given) -> bool:
    report = given.body.report
    if report is None or given.context.kind is not Kind.PROBLEM:
        return given.context.kind is not Kind.PROBLEM
    return bool(report.subcategory)


def _place(given: Given) -> bool:
    """Only a problem has to be found again. Praise is two taps, and tells its place when the photo knows it."""
    report = given.body.report
    if given.context.kind is not Kind.PROBLEM:
        return True
    return report is not None and (report.position is not None or bool(report.place_text.strip()))


def _shot(shot: Shot) -> Callable[[Given], bool]:
    def rule(given: Given) -> bool:
        if given.context.kind is not Kind.PROBLEM or given.context.hotline:
            return True
        return given.has(Usage.REPORT, shot) or (_video_will_do(given) and given.has_video(Usage.REPORT))
    return rule


def _video_will_do(given: Given) -> bool:
    report, catalogue = given.body.report, given.context.catalogue
    if report is None or catalogue is None or not report.subcategory:
        return False
    found = catalogue.subcategory(report.subcategory)
    return found is not None and found.evidence.video_may_replace


def _words(given: Given) -> bool:
    """Praise needs a photo, a recording or words; a consultation or suggestion needs words; a problem speaks by its photos."""
    report = given.body.report
    text = bool(report and report.description.strip())
    if given.context.kind in (Kind.CONSULTATION, Kind.SUGGESTION):
        return text
    return text or given.context.kind is Kind.PROBLEM or any(m.usage is Usage.REPORT for m in given.media)


def _verify_photos(given: Given) -> bool:
    if given.body.verify is not VerifyResult.EXIST:
        return True
    return given.has(Usage.VERIFY, Shot.FAR) and given.has(Usage.VERIFY, Shot.NEAR)


def _near_enough(given: Given) -> bool:
    """Within 100 m of the case, or words that say why not."""
    here, there = given.body.position, given.context.case_position
    if given.body.text and given.body.text.strip():
        return True
    if there is None:
        return True
    return here is not None and distance_m(here, there) <= NEAR_ENOUGH_M


def _standard(given: Given) -> bool:
    chosen = given.body.subcategory or given.context.case_subcategory
    if not chosen or chosen == UNSURE:
        return False
    return given.context.catalogue is None or given.context.catalogue.subcategory(chosen) is not None


def _after_photo(given: Given) -> bool:
    return given.has(Usage.HANDLE_AFTER)


def _text(given: Given) -> bool:
    return bool(given.body.text and given.body.text.strip())


_RULES: dict[Part, Callable[[Given], bool]] = {
    Part.SUBCATEGORY: _subcategory,
    Part.PLACE: _place,
    Part.FAR_PHOTO: _shot(Shot.FAR),
    Part.NEAR_PHOTO: _shot(Shot.NEAR),
    Part.PHOTO: lambda given: bool(given.media),
    Part.WORDS: _words,
    Part.VERIFY_RESULT: lambda given: given.body.verify is not None,
    Part.VERIFY_PHOTOS: _verify_photos,
    Part.NEAR_ENOUGH: _near_enough,
    Part.REASON: lambda given: bool(given.body.reason),
    Part.TEXT: _text,
    Part.PARENT: lambda given: bool(given.body.parent),
    Part.DESTINATION: lambda given: bool(given.body.destination),
    Part.STANDARD: _standard,
    Part.DEPARTMENT: lambda given: bool(given.body.department),
    Part.ASSIGNEE: lambda given: bool(given.body.person),
    Part.UNTIL: lambda given: given.body.until is not None,
    Part.AFTER_PHOTO: _after_photo,
    Part.BEFORE_PHOTO: lambda given: given.has(Usage.HANDLE_BEFORE) or given.has(Usage.REPORT),
    Part.RESULT: lambda given: given.body.result is not None,
    Part.CHECK_PHOTO: lambda given: given.has(Usage.CHECK),
    Part.POSITION: lambda given: given.body.position is not None or _text(given),
    Part.LEVEL: lambda given: given.body.level is not None,
    Part.NEW_PHOTO: lambda given: given.has(Usage.SUPPLEMENT),
    Part.CONTACT: lambda given: given.body.contact is not None,
    Part.IMPERSONAL: lambda given: not personal(given.body.text or ""),
}
