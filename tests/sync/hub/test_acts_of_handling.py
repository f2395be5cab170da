"""What the acts of handling do beyond moving the stage: clocks, windows, doubts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from sync.protocol.deadlines import TimedStage
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import TimeSource
from sync.protocol.mutations import ActBody, HandlingResult
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code
from tests.sync.hub import stages
from tests.sync.hub.stages import due, ok, refused
from tests.sync.hub.town import (
    AFTER_PHOTO,
    HERE,
    Town,
    fix,
    photos,
)


def test_the_clock_of_handling_starts_with_dispatch(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.DISPATCHED)
    assert due(manual, case_id) == manual.clock() + timedelta(hours=6)  # 4 work hours from 09:00, over the noon break
    view = manual["liuyang"].sees(case_id)
    assert view.deadline.stage is TimedStage.HANDLE and view.deadline.due_at == due(manual, case_id)


def test_an_extension_adds_the_limit_and_is_given_twice(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    first = due(manual, case_id)
    for _ in range(2):
        ok(manual["liuyang"].do(Act.EXTEND, case_id, body=ActBody(text="雨天")))
        again = manual["liuyang"].do(Act.EXTEND, case_id, body=ActBody(text="再来"))
        refused(again, Code.ACT_NOT_NOW)  # one open request at a time
        ok(manual["gaofeng"].do(Act.EXTEND, case_id, body=ActBody(approve=True)))
    assert due(manual, case_id) == first + timedelta(days=1) and manual.case(case_id).extension_count == 2
    refused(manual["liuyang"].do(Act.EXTEND, case_id, body=ActBody(text="三")), Code.LIMIT_REACHED, limit=2)


def test_a_declined_extension_is_not_counted(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    for _ in range(3):
        ok(manual["liuyang"].do(Act.EXTEND, case_id, body=ActBody(text="雨天")))
        ok(manual["gaofeng"].do(Act.EXTEND, case_id, body=ActBody(approve=False, text="不必")))
    assert manual.case(case_id).extension_count == 0


def test_an_extension_is_asked_for_before_it_is_late(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    made_at = manual.clock()
    manual.clock.move(hours=7)
    refused(manual["liuyang"].do(Act.EXTEND, case_id, body=ActBody(text="迟了")), Code.TOO_LATE)
    ok(manual["liuyang"].do(Act.EXTEND, case_id, body=ActBody(text="当时没信号"), made_at=made_at))


def test_a_return_has_a_window_and_goes_elsewhere_only_by_another_rule(town: Town) -> None:
    case_id = town["wangfang"].report()
    town.clock.move(hours=1, minutes=59)
    ok(town["liuyang"].do(Act.RETURN, case_id, body=ActBody(reason="not_our_duty", text="不归我们")))
    ok(town["gaofeng"].do(Act.RETURN, case_id, body=ActBody(approve=True)))
    case = town.case(case_id)
    assert (case.stage, case.department, case.return_count) == (Stage.FILED, None, 1)
    assert "needs_dispatch" in town["gaofeng"].notices()
    ok(stages.dispatch(town, case_id, "hw"))  # a person may choose the same department again
    town.clock.move(hours=4, minutes=1)  # two work hours and the noon break
    refused(town["liuyang"].do(Act.RETURN, case_id, body=ActBody(reason="not_our_duty")), Code.TOO_LATE)
    ok(town["gaofeng"].do(Act.RETURN, case_id, body=ActBody(reason="wrong_place")))


def test_a_suspension_stops_the_clock_and_ends_by_itself(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    manual.clock.move(hours=1)
    until = manual.clock() + timedelta(days=2)
    late = manual.clock() + timedelta(days=400)
    refused(manual["gaofeng"].do(Act.SUSPEND, case_id, body=ActBody(text="等", until=late)), Code.BODY_INVALID, field="until")
    ok(manual["liuyang"].do(Act.SUSPEND, case_id, body=ActBody(text="等材料", until=until)))
    ok(manual["gaofeng"].do(Act.SUSPEND, case_id, body=ActBody(approve=True)))
    manual.service.tick()
    assert manual.case(case_id).stage is Stage.SUSPENDED
    manual.clock.move(days=2)
    manual.service.tick()
    case = manual.case(case_id)
    assert case.stage is Stage.HANDLING and case.resume_at is None
    assert due(manual, case_id) == manual.clock() + timedelta(hours=5)  # 3 of 4 work hours were left, at 10:00
    assert "case_resumed" in manual["liuyang"].notices()
    again = manual["liuyang"].do(Act.SUSPEND, case_id, body=ActBody(text="等", until=manual.clock() + timedelta(days=1)))
    refused(again, Code.LIMIT_REACHED, limit=1)


def test_feedback_needs_a_photo_words_and_a_result(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    refused(manual["liuyang"].do(Act.FEEDBACK, case_id), Code.PART_MISSING, parts="result,after_photo,text")


def test_work_done_offline_in_time_is_in_time(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    made_at = manual.clock.move(hours=5)
    manual.clock.move(hours=5)
    ok(fix(manual, case_id, made_at=made_at - timedelta(minutes=3), clock_offset_s=180.0))
    case = manual.case(case_id)
    assert case.handled_at == made_at and case.deadlines[TimedStage.HANDLE].met_at == made_at
    assert set(manual.dossier(case_id).steps[-1].doubts) == {"sent_late", "clock_off"}


def test_without_a_measured_clock_the_time_of_arrival_counts(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    made_at = manual.clock()
    manual.clock.move(hours=7)
    ok(fix(manual, case_id, made_at=made_at, clock_offset_s=None))
    assert manual.case(case_id).handled_at == manual.clock()


def test_a_device_cannot_date_its_work_before_the_receipt_or_into_the_future(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    received = manual.case(case_id).received_at
    manual.clock.move(hours=1)
    ok(fix(manual, case_id, made_at=manual.clock() - timedelta(days=1)))
    assert manual.case(case_id).handled_at == received
    second = stages.bring(manual, Stage.HANDLING)
    ok(fix(manual, second, made_at=manual.clock() + timedelta(days=1)))
    assert manual.case(second).handled_at == manual.clock()
    assert "clock_off" in manual.dossier(second).steps[-1].doubts


FAR_AWAY = Position(latitude=36.0795, longitude=120.3760, source=PositionSource.EXIF)


@pytest.mark.parametrize("photo, body, doubts", [
    ({}, {}, ()),
    ({"position": HERE}, {}, ()),
    ({"position": FAR_AWAY}, {}, ("far_from_case",)),
    ({}, {"position": FAR_AWAY}, ("far_from_case",)),
    ({"captured_at": -timedelta(hours=1)}, {}, ("photo_before_receive",)),
    ({"captured_at": timedelta(0)}, {}, ()),
    ({"captured_at": timedelta(minutes=1)}, {}, ()),
    ({"captured_at": -timedelta(seconds=30), "time_source": TimeSource.DEVICE, "offset": 60.0}, {}, ()),
    ({"captured_at": -timedelta(seconds=30), "time_source": TimeSource.EXIF_LOCAL, "offset": 60.0}, {},
     ("photo_before_receive",)),
    ({"offset": 500.0}, {}, ("clock_off",)),
    ({"position": msgspec.structs.replace(HERE, mocked=True)}, {}, ("mocked_position",)),
])
def test_doubts_about_an_after_photo(
    manual: Town, photo: dict[str, Any], body: dict[str, Any], doubts: tuple[str, ...]
) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    received = manual.case(case_id).received_at
    manual.clock.move(minutes=30)
    photo = dict(photo)
    offset = photo.pop("offset", 0.0)
    if "captured_at" in photo:
        photo["captured_at"] = received + photo["captured_at"]
    files = photos(*AFTER_PHOTO, **photo)
    told = ActBody(result=HandlingResult.FIXED, text="好了", **body)
    ok(manual["liuyang"].do(Act.FEEDBACK, case_id, *files, body=told, clock_offset_s=offset))
    assert manual.dossier(case_id).steps[-1].doubts == doubts
