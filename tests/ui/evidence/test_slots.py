"""Which photos an act asks for, and where a draft's photos stand."""

from __future__ import annotations

import pytest

from fieldclient.ui.evidence.slots import place, slots_for
from fieldclient.work.views import PhotoView
from sync.protocol.lifecycle import Act
from sync.protocol.media import MAX_PHOTOS_PER_ACT, MediaKind, Shot, Usage
from sync.protocol.report import Kind


def photo(name: str, shot: Shot) -> PhotoView:
    return PhotoView(sha256=name, kind=MediaKind.PHOTO, usage=Usage.REPORT, shot=shot, path=None, thumbnail=None)


@pytest.mark.parametrize(("act", "kind", "keys"), [
    (Act.SUBMIT, Kind.PROBLEM, ["far", "near", "detail"]),
    (Act.SUBMIT, Kind.PRAISE, ["photo"]),
    (Act.SUBMIT, Kind.CONSULTATION, ["photo"]),
    (Act.VERIFY, Kind.PROBLEM, ["far", "near"]),
    (Act.FEEDBACK, Kind.PROBLEM, ["after"]),
    (Act.CHECK_PASS, Kind.PROBLEM, ["check"]),
    (Act.REOPEN, Kind.PROBLEM, ["again"]),
    (Act.RETURN, Kind.PROBLEM, []),
    (Act.RATE, Kind.PROBLEM, []),
])
def test_every_act_asks_for_its_photos(act: Act, kind: Kind, keys: list[str]) -> None:
    assert [slot.key for slot in slots_for(act, kind)] == keys


def test_the_first_photo_of_a_shot_stands_in_its_slot_and_the_rest_below() -> None:
    photos = [photo("a", Shot.NEAR), photo("b", Shot.FAR), photo("c", Shot.NEAR), photo("d", Shot.OTHER)]
    placed = place(Act.SUBMIT, Kind.PROBLEM, photos)
    assert [(slot.key, p.sha256 if p else "") for slot, p in placed.slots] == [("far", "b"), ("near", "a"), ("detail", "")]
    assert [p.sha256 for p in placed.more] == ["c", "d"]
    assert placed.free == MAX_PHOTOS_PER_ACT - 4


def test_where_one_photo_is_asked_for_any_will_do() -> None:
    placed = place(Act.FEEDBACK, Kind.PROBLEM, [photo("a", Shot.FAR), photo("b", Shot.DETAIL)])
    assert [p.sha256 if p else "" for _, p in placed.slots] == ["a"]
    assert [p.sha256 for p in placed.more] == ["b"]


def test_no_photo_is_ever_lost_between_slots_and_strip() -> None:
    photos = [photo(str(n), list(Shot)[n % len(Shot)]) for n in range(12)]
    for act in Act:
        for kind in Kind:
            placed = place(act, kind, photos)
            shown = [p.sha256 for _, p in placed.slots if p is not None] + [p.sha256 for p in placed.more]
            assert sorted(shown) == sorted(p.sha256 for p in photos)
            assert placed.free == 0
