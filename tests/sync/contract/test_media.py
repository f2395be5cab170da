"""What the hub promises about files: resumable at any byte, verified, durable before it is said, and nobody else's."""

from __future__ import annotations

import hashlib
import random

import pytest

from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.media import MAX_PHOTO_BYTES, Shot, Usage
from sync.protocol.mutations import ActBody, MediaReceipt
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind, Report
from tests.sync.contract.conftest import Place
from tests.sync.hub.town import HERE, LITTER, jpeg, photos, ref_of

JPEG = "image/jpeg"


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def big(size: int, seed: int = 1) -> bytes:
    """Begins like a photo; the hub looks no further than its first bytes and its hash."""
    return (jpeg() + random.Random(seed).randbytes(size))[:size]


def refused(code: Code, ask: object, *args: object) -> Problem:
    with pytest.raises(Problem) as caught:
        ask(*args)
    assert caught.value.code is code
    return caught.value


def test_a_file_in_pieces_of_any_size_arrives_whole(place: Place) -> None:
    wang = place["wangfang"]
    data = big(300_001)
    cuts = sorted({1, 5, 31, 32, 33, 4096, 262_144, 299_999, 300_000} | {random.Random(7).randrange(300_000)})
    for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True):
        state = wang.hub.media_state(sha(data), len(data))
        assert (state.offset_bytes, state.complete) == (start, False)
        receipt = wang.hub.upload(sha(data), len(data), JPEG, start, data[start:end])
        assert receipt.offset_bytes == end
    assert receipt.complete and receipt.sha256 == sha(data) and receipt.received_at is not None
    assert wang.hub.media_state(sha(data), len(data)).complete
    assert place.service.files.path(sha(data)).read_bytes() == data


def test_a_wrong_offset_is_told_and_nothing_is_written(place: Place) -> None:
    wang = place["wangfang"]
    data = big(1000)
    problem = refused(Code.OFFSET_MISMATCH, wang.hub.upload, sha(data), 1000, JPEG, 10, data[10:])
    assert problem.facts["offset_bytes"] == 0
    wang.hub.upload(sha(data), 1000, JPEG, 0, data[:400])
    for offset in (0, 399, 401, 1000):
        problem = refused(Code.OFFSET_MISMATCH, wang.hub.upload, sha(data), 1000, JPEG, offset, data[offset:])
        assert problem.facts["offset_bytes"] == 400
    assert wang.hub.upload(sha(data), 1000, JPEG, 400, data[400:]).complete


def test_more_bytes_than_announced_are_refused(place: Place) -> None:
    wang = place["wangfang"]
    data = big(1000)
    refused(Code.BODY_INVALID, wang.hub.upload, sha(data), 1000, JPEG, 0, data + b"x")
    assert wang.hub.media_state(sha(data), 1000).offset_bytes == 0


def test_a_wrong_hash_drops_the_bytes_and_a_right_file_follows(place: Place) -> None:
    wang = place["wangfang"]
    data = big(5000)
    broken = data[:-1] + bytes([data[-1] ^ 1])
    wang.hub.upload(sha(data), 5000, JPEG, 0, broken[:2500])
    problem = refused(Code.MEDIA_HASH_MISMATCH, wang.hub.upload, sha(data), 5000, JPEG, 2500, broken[2500:])
    assert problem.facts["found"] == sha(broken)
    assert wang.hub.media_state(sha(data), 5000).offset_bytes == 0
    assert wang.upload(data) == sha(data)


def test_already_have_it_is_said_before_any_byte_travels(place: Place) -> None:
    wang = place["wangfang"]
    data = jpeg()
    wang.upload(data)
    second = place.sign_in("wangfang", "another-tablet")
    assert second.hub.media_state(sha(data), len(data)).complete
    for offset in (0, 3, len(data)):
        assert second.hub.upload(sha(data), len(data), JPEG, offset, data[offset:]).complete


def test_another_persons_upload_is_neither_told_nor_given(place: Place) -> None:
    wang, zhou = place["wangfang"], place["zhouning"]
    data = jpeg()
    wang.upload(data)
    nothing = MediaReceipt(sha256=sha(data), size_bytes=len(data), offset_bytes=0)
    assert zhou.hub.media_state(sha(data), len(data)) == nothing
    refused(Code.MEDIA_MISSING, zhou.hub.download, sha(data))
    unknown = sha(b"never seen")
    refused(Code.MEDIA_MISSING, zhou.hub.download, unknown)
    half = big(1000)
    wang.hub.upload(sha(half), 1000, JPEG, 0, half[:500])
    assert zhou.hub.media_state(sha(half), 1000).offset_bytes == 0


def test_naming_somebody_elses_hash_binds_nothing_until_the_bytes_are_shown(place: Place) -> None:
    """A citizen who has got hold of a hash names it in a report of their own and asks for the file."""
    wang, zhou = place["wangfang"], place["zhouning"]
    data = jpeg()
    wang.upload(data)
    stolen = ref_of(data, Usage.REPORT, Shot.FAR)
    case_id = new_id()
    report = Report(id=case_id, kind=Kind.PRAISE, created_at=place.clock(), description="路修得真好", position=HERE)
    receipt = zhou.send(zhou.mutation(
        Act.SUBMIT, case_id, body=ActBody(report=report), media=(stolen,)
    ))[0]
    assert receipt.media_missing == (sha(data),)
    refused(Code.MEDIA_MISSING, zhou.hub.download, sha(data))
    assert not zhou.sees(case_id).media[0].arrived
    assert not zhou.hub.media_state(sha(data), len(data)).complete
    zhou.upload(data)  # who has the bytes has no need to steal them
    assert zhou.sees(case_id).media[0].arrived
    assert b"".join(zhou.hub.download(sha(data))) == data


def test_the_bytes_of_a_case_are_for_those_who_may_see_it(place: Place) -> None:
    wang, liu, sun = place["wangfang"], place["liuyang"], place["sunlei"]
    files = photos((Usage.REPORT, Shot.FAR), (Usage.REPORT, Shot.NEAR))
    wang.report(files=files)
    data, ref = files[0]
    assert b"".join(liu.hub.download(ref.sha256)) == data
    assert b"".join(place["linyue"].hub.download(ref.sha256)) == data
    refused(Code.MEDIA_MISSING, sun.hub.download, ref.sha256)
    assert liu.hub.media_state(ref.sha256, len(data)).complete  # they may fetch it, so it need not travel again


@pytest.mark.parametrize("offset", [0, 1, 262_144, 299_999])
def test_a_download_goes_on_at_any_byte(place: Place, offset: int) -> None:
    wang = place["wangfang"]
    data = big(300_000)
    other = photos((Usage.REPORT, Shot.NEAR))[0]
    wang.report(files=[(data, ref_of(data, Usage.REPORT, Shot.FAR)), other])
    assert b"".join(wang.hub.download(sha(data), offset_bytes=offset)) == data[offset:]


def test_a_download_past_the_end_is_told(place: Place) -> None:
    wang = place["wangfang"]
    files = photos((Usage.REPORT, Shot.FAR), (Usage.REPORT, Shot.NEAR))
    wang.report(files=files)
    with pytest.raises(Problem) as past:
        list(wang.hub.download(files[0][1].sha256, offset_bytes=len(files[0][0])))
    assert past.value.code is Code.OFFSET_MISMATCH


@pytest.mark.parametrize("data, mime, code", [
    (b"<html>not a photo at all, but long enough</html>", JPEG, Code.FILE_NOT_MEDIA),
    (b"MZ" + bytes(100), "video/mp4", Code.FILE_NOT_MEDIA),
    (b"\xff\xd8\xff\xe0" + bytes(60), "audio/mpeg", Code.FILE_NOT_MEDIA),
    (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "image/svg+xml", Code.FILE_NOT_MEDIA),
    (b"\xff\xd8", JPEG, Code.FILE_NOT_MEDIA),
    (b"\xff\xd8\xff\xe0" + bytes(60), "application/x-sh", Code.FILE_NOT_MEDIA),
])
def test_what_is_no_photo_video_or_sound_is_refused_by_its_bytes(
    place: Place, data: bytes, mime: str, code: Code
) -> None:
    wang = place["wangfang"]
    refused(code, wang.hub.upload, sha(data), len(data), mime, 0, data)
    assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 0


def test_the_largest_file_is_bounded_before_a_byte_is_kept(place: Place) -> None:
    wang = place["wangfang"]
    problem = refused(Code.MEDIA_TOO_LARGE, wang.hub.upload, sha(b"x"), MAX_PHOTO_BYTES + 1, JPEG, 0, b"x")
    assert problem.facts["limit_bytes"] == MAX_PHOTO_BYTES
    refused(Code.FILE_EMPTY, wang.hub.upload, sha(b""), 0, JPEG, 0, b"")


def test_report_and_photos_may_come_in_any_order(place: Place) -> None:
    wang = place["wangfang"]
    early, late = photos((Usage.REPORT, Shot.FAR), (Usage.REPORT, Shot.NEAR))
    wang.upload(early[0])
    case_id = new_id()
    report = Report(id=case_id, kind=Kind.PROBLEM, created_at=place.clock(), subcategory=LITTER, position=HERE)
    mutation = wang.mutation(Act.SUBMIT, case_id, body=ActBody(report=report), media=(early[1], late[1]))
    assert wang.send(mutation)[0].media_missing == (late[1].sha256,)
    assert wang.sees(case_id).hold_media
    wang.upload(late[0])
    view = wang.sees(case_id)
    assert not view.hold_media and view.stage == "dispatched" and all(media.arrived for media in view.media)


