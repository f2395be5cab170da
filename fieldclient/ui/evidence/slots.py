"""Which photos an act asks for, and which of a draft's photos stands where. Pure; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldclient.work.views import PhotoView
from sync.protocol.lifecycle import Act
from sync.protocol.media import MAX_PHOTOS_PER_ACT, MediaKind, Shot, Usage
from sync.protocol.report import Kind


@dataclass(frozen=True)
class Slot:
    """A tile that asks for one photo. `key` is what words and object names call it; `shot` is how its photo is kept."""

    key: str
    shot: Shot
    required: bool = True
    usage: Usage | None = None  # only where one act asks for photos of two kinds: how it was, how it is


_THREE = (Slot("far", Shot.FAR), Slot("near", Shot.NEAR), Slot("detail", Shot.DETAIL, required=False))
_TWO = _THREE[:2]
_ONE = (Slot("photo", Shot.OTHER, required=False),)
_OF_ACT = {
    Act.VERIFY: _TWO,
    Act.FEEDBACK: (Slot("after", Shot.NEAR),),
    Act.CHECK_PASS: (Slot("check", Shot.NEAR),),
    Act.REOPEN: (Slot("again", Shot.NEAR),),
    Act.SELF_HANDLED: (
        Slot("before", Shot.NEAR, usage=Usage.HANDLE_BEFORE), Slot("after", Shot.NEAR, usage=Usage.HANDLE_AFTER)),
}


def slots_for(act: Act, kind: Kind) -> tuple[Slot, ...]:
    """The tiles of an act's page; a report of a problem has three, words of praise one that may stay empty."""
    if act is Act.SUBMIT:
        return _THREE if kind is Kind.PROBLEM else _ONE
    return _OF_ACT.get(act, ())


@dataclass(frozen=True)
class Placed:
    """`slots` in order with the photo that stands there, `more` for all others, `free` how many may still come."""

    slots: tuple[tuple[Slot, PhotoView | None], ...]
    more: tuple[PhotoView, ...]
    free: int


def place(act: Act, kind: Kind, photos: Sequence[PhotoView]) -> Placed:
    """The first photo of a slot's shot stands in it; where an act asks for one photo only, the first of all does."""
    slots = slots_for(act, kind)
    left = list(photos)
    placed: list[tuple[Slot, PhotoView | None]] = []
    for slot in slots:
        fitting = [p for p in left if slot.usage in (None, p.usage)]
        photo = next((p for p in fitting if p.shot is slot.shot), None)
        if photo is None and (len(slots) == 1 or slot.usage is not None):
            photo = next((p for p in fitting if p.kind is not MediaKind.AUDIO), None)
        if photo is not None:
            left.remove(photo)
        placed.append((slot, photo))
    return Placed(tuple(placed), tuple(left), max(0, MAX_PHOTOS_PER_ACT - len(photos)))
