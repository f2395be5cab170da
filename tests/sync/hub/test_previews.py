"""Previews at the hub: seen by whoever may see the original, counted for nothing but triage, bounded like everything."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import MAX_PREVIEW_BYTES, MediaRef, Preview
from sync.protocol.mutations import ActBody, Outcome
from sync.protocol.problems import Code, Problem
from tests.sync.hub.town import AFTER_PHOTO, HERE, REPORT_PHOTOS, Town, jpeg, photos


def with_preview(file: tuple[bytes, MediaRef]) -> tuple[bytes, MediaRef, bytes]:
    data, ref = file
    small = jpeg(8)
    named = Preview(sha256=hashlib.sha256(small).hexdigest(), size_bytes=len(small))
    return data, msgspec.structs.replace(ref, preview=named), small


def read(town: Town, login: str, data: bytes) -> bytes:
    return b"".join(town[login].hub.download(hashlib.sha256(data).hexdigest()))


def test_a_report_is_dispatched_by_its_previews_and_shows_them(town: Town) -> None:
    town.configure()
    files = [with_preview(each) for each in photos(*REPORT_PHOTOS)]
    wang = town["wangfang"]
    case_id = wang.report(files=[(data, ref) for data, ref, _ in files], arrive=False)
    assert town.case(case_id).hold_media
    wang.upload(files[0][2])
    assert town.case(case_id).hold_media  # one of two
    wang.upload(files[1][2])
    assert not town.case(case_id).hold_media and town.case(case_id).stage is not Stage.SUBMITTED
    seen = wang.sees(case_id)
    assert seen is not None and [(m.arrived, m.preview, m.ref.preview_of) for m in seen.media] == [(False, True, None)] * 2
    assert all(media.ref.preview is not None for media in seen.media)
    for data, _, small in files:
        assert read(town, "wangfang", small) == small
        wang.upload(data)
    seen = wang.sees(case_id)
    assert seen is not None and [(m.arrived, m.preview) for m in seen.media] == [(True, True)] * 2
    assert all(len(step.media) in (0, 2) for step in seen.timeline)


def test_nobody_fetches_a_preview_who_may_not_fetch_the_original(town: Town) -> None:
    data, ref, small = with_preview(photos(*REPORT_PHOTOS)[0])
    case_id = town["wangfang"].report(files=[(data, ref), *photos(REPORT_PHOTOS[1])], arrive=False)
    town["wangfang"].upload(small)
    assert town.case(case_id)
    with pytest.raises(Problem) as found:
        read(town, "zhengkai", small)
    assert found.value.code is Code.MEDIA_MISSING


def test_handling_is_not_judged_by_previews(town: Town) -> None:
    town.configure()
    wang = town["wangfang"]
    case_id = wang.report()
    handler = next(login for login in ("liuyang",) if town[login].sees(case_id))
    town[handler].do(Act.RECEIVE, case_id)
    data, ref, small = with_preview(photos(*AFTER_PHOTO)[0])
    body = ActBody(text="swept", position=HERE, result=None)
    mutation = town[handler].mutation(Act.FEEDBACK, case_id, body=msgspec.structs.replace(body, result="fixed"), media=(ref,))
    assert town[handler].send(mutation)[0].outcome is Outcome.APPLIED
    town[handler].upload(small)
    assert town.case(case_id).hold_media
    town[handler].upload(data)
    assert not town.case(case_id).hold_media


@pytest.mark.parametrize("preview", [
    Preview(sha256="x" * 64, size_bytes=100), Preview(sha256="a" * 64, size_bytes=0),
    Preview(sha256="a" * 64, size_bytes=MAX_PREVIEW_BYTES + 1),
])
def test_what_is_no_preview_is_refused(town: Town, preview: Preview) -> None:
    wang = town["wangfang"]
    (data, ref), other = photos(*REPORT_PHOTOS)
    mutation = wang.mutation(Act.SUBMIT, "0" * 36, media=(msgspec.structs.replace(ref, preview=preview), other[1]))
    receipt = wang.send(mutation)[0]
    assert receipt.outcome is Outcome.REFUSED and receipt.problem is not None


def test_a_preview_spoken_of_as_an_original_is_refused(town: Town) -> None:
    from sync.hub import bounds
    from sync.protocol.ids import new_id

    (_, ref), _ = photos(*REPORT_PHOTOS)
    told = town["wangfang"].mutation(Act.SUBMIT, new_id(), media=(msgspec.structs.replace(ref, preview_of="a" * 64),))
    with pytest.raises(Problem) as found:
        bounds.check(told, 500)
    assert found.value.facts["field"] == "media.preview"
    bounds.check(town["wangfang"].mutation(Act.SUBMIT, new_id(), media=(ref,)), 500)


def test_the_same_picture_as_original_and_preview_is_one_file(town: Town) -> None:
    """An odd device names one of its photos as the other's preview: nothing breaks, and it counts as the photo."""
    (first, one), (second, two) = photos(*REPORT_PHOTOS)
    odd = msgspec.structs.replace(one, preview=Preview(sha256=two.sha256, size_bytes=two.size_bytes))
    case_id = town["wangfang"].report(files=[(first, odd), (second, two)], arrive=False)
    town["wangfang"].upload(second)
    assert town.case(case_id).hold_media
    town["wangfang"].upload(first)
    assert not town.case(case_id).hold_media
