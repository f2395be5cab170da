"""A backup was put back whose files are older than its database: what the disk lacks is asked for again."""

from __future__ import annotations

import hashlib
import os

from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody, HandlingResult
from sync.protocol.problems import Code
from tests.sync.hub import stages
from tests.sync.hub.stages import ok, refused
from tests.sync.hub.town import AFTER_PHOTO, REPORT_PHOTOS, Town, check, fix, photos


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_lost_and_cut_files_are_asked_for_again(town: Town) -> None:
    wang = town["wangfang"]
    files = photos(*REPORT_PHOTOS)
    case_id = wang.report(files=files)
    other = wang.report()
    version = town.case(other).version
    (far, _), (near, _) = files
    town.service.files.path(sha(far)).unlink()
    os.truncate(town.service.files.path(sha(near)), 10)
    assert town.service.start_new_epoch() == 2
    seen = wang.sees(case_id)
    assert seen is not None and [one.arrived for one in seen.media] == [False, False]
    assert town.case(other).version == version and not town.case(other).hold_media
    for data in (far, near):
        assert wang.hub.media_state(sha(data), len(data)).offset_bytes == 0
        wang.upload(data)
        assert b"".join(wang.hub.download(sha(data))) == data
    seen = wang.sees(case_id)
    assert seen is not None and all(one.arrived for one in seen.media)
    assert town.service.start_new_epoch() == 0


def test_a_decision_waits_for_the_lost_photo(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    files = photos(*AFTER_PHOTO)
    body = ActBody(result=HandlingResult.FIXED, text="好了")
    ok(manual["liuyang"].do(Act.FEEDBACK, case_id, *files, body=body))
    manual.service.files.path(files[0][1].sha256).unlink()
    assert manual.service.start_new_epoch() == 1
    refused(stages.issue_check(manual, case_id), Code.PART_MISSING, parts="after_photo")
    manual["liuyang"].upload(files[0][0])
    ok(stages.issue_check(manual, case_id))


def test_a_lost_public_copy_is_made_again_from_its_original(town: Town) -> None:
    from tests.sync.hub.test_time import shown

    case_id = town["wangfang"].report()
    ok(stages.receive(town, case_id))
    ok(fix(town, case_id))
    ok(check(town, case_id))
    assert town.service.tick().published == 1
    (result,) = shown(town)
    town.service.files.path(result.after).unlink()
    assert town.service.start_new_epoch() == 1
    assert town.service.tick().published == 1
    (again,) = [one for one in shown(town) if not one.withdrawn]
    assert len(b"".join(town["zhouning"].hub.download(again.after))) > 100
    assert len(b"".join(town["zhouning"].hub.download(again.before))) > 100
