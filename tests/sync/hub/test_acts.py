"""What the acts do beyond moving the stage: clocks, doubts, tasks, rounds and the conditions the table cannot say."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from sync.protocol.deadlines import TimedStage
from sync.protocol.feed import Priority
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import MediaKind, MediaRef, Shot, TimeSource, Usage
from sync.protocol.mutations import ActBody, HandlingResult, Outcome, RatingLevel, Receipt
from sync.protocol.people import Role
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code
from sync.protocol.report import Kind
from sync.protocol.tasks import TaskState, VerifyResult
from tests.sync.hub import stages
from tests.sync.hub.stages import ok
from tests.sync.hub.town import (
    AFTER_PHOTO,
    CHECK_PHOTO,
    HERE,
    MANUAL,
    REPORT_PHOTOS,
    Town,
    check,
    checker_of,
    fix,
    photos,
    rated,
)


def refused(receipt: Receipt, code: Code, **facts: Any) -> None:
    assert receipt.outcome is Outcome.REFUSED and receipt.problem is not None, receipt
    assert receipt.problem.code == code.value, receipt.problem
    assert facts.items() <= receipt.problem.facts.items(), receipt.problem.facts


def due(town: Town, case_id: str, stage: TimedStage = TimedStage.HANDLE):
    return town.case(case_id).deadlines[stage].due_at


# Triage


def test_filing_waits_for_the_photos_and_says_which(manual: Town) -> None:
    town = manual
    far, near = photos(*REPORT_PHOTOS)
    case_id = town["wangfang"].report(files=[far, near], arrive=False)
    refused(stages.file(town, case_id), Code.PART_MISSING, parts="far_photo,near_photo")
    town["wangfang"].upload(near[0])
    refused(stages.file(town, case_id), Code.PART_MISSING, parts="far_photo")
    town["wangfang"].upload(far[0])
    ok(stages.file(town, case_id))


def test_a_report_without_a_known_standard_waits_for_a_person(town: Town) -> None:
    case_id = town["wangfang"].report(subcategory="unsure")
    assert town.case(case_id).stage is Stage.SUBMITTED
    refused(town["linyue"].do(Act.FILE, case_id), Code.PART_MISSING, parts="standard")
    ok(town["linyue"].do(Act.FILE, case_id, body=ActBody(subcategory="C09-01")))
    case = town.case(case_id)
    assert (case.subcategory, case.department, case.priority) == ("C09-01", "sz", Priority.URGENT)


def test_a_call_has_no_photos_and_must_be_verified(town: Town) -> None:
    town.configure(auto_verify=())
    case_id = town["linyue"].report(files=[])
    case = town.case(case_id)
    assert case.hotline and case.stage is Stage.VERIFYING
    task = town.dossier(case_id).tasks[0]
    assert task.number.startswith("HS20261123") and task.due_at is not None
    ok(stages.verify(town, case_id, by=task.person))
    assert town.case(case_id).stage is Stage.DISPATCHED


def test_a_call_cannot_be_filed_unverified(manual: Town) -> None:
    case_id = manual["linyue"].report(files=[])
    assert manual.case(case_id).stage is Stage.VERIFYING  # even where the policy is silent: there is nothing else to go by
    ok(stages.verify(manual, case_id, VerifyResult.UNABLE, by="wangfang"))
    refused(stages.file(manual, case_id), Code.PART_MISSING, parts="verify_result")


def test_a_citizens_report_is_verified_by_somebody_else_first(town: Town) -> None:
    case_id = town["zhouning"].report()
    assert town.case(case_id).stage is Stage.VERIFYING
    task = town.dossier(case_id).tasks[0]
    assert task.person == "wangfang" and "task_issued" in town["wangfang"].notices()
    ok(stages.verify(town, case_id, VerifyResult.NOT_EXIST, by="wangfang"))
    case = town.case(case_id)
    assert (case.stage, case.verified) == (Stage.SUBMITTED, VerifyResult.NOT_EXIST)
    assert town.dossier(case_id).tasks[0].state is TaskState.DONE


def test_outside_the_jurisdiction_is_taken_and_waits(town: Town) -> None:
    away = Position(latitude=36.30, longitude=120.382, source=PositionSource.GNSS)
    case_id = town["wangfang"].report(position=away)
    case = town.case(case_id)
    assert case.outside and case.area is None and case.stage is Stage.SUBMITTED
    assert "outside_area" in town["linyue"].sees(case_id).timeline[0].doubts
    ok(stages.transfer(town, case_id))
    assert "report_transferred" in town["wangfang"].notices()


def test_a_made_up_position_stops_the_rules_only(town: Town) -> None:
    case_id = town["wangfang"].report(position=msgspec.structs.replace(HERE, mocked=True))
    assert town.case(case_id).stage is Stage.SUBMITTED and town.case(case_id).doubts == ("mocked_position",)
    ok(stages.file(town, case_id))


def test_merging_lets_the_reporter_follow_the_other_case(manual: Town) -> None:
    parent, child = manual["wangfang"].report(), manual["zhouning"].report()
    refused(
        manual["linyue"].do(Act.MERGE, child, body=ActBody(parent=child)), Code.ACT_NOT_NOW
    )
    refused(manual["linyue"].do(Act.MERGE, child, body=ActBody(parent=new_id())), Code.CASE_UNKNOWN)
    ok(manual["linyue"].do(Act.MERGE, child, body=ActBody(parent=parent)))
    assert manual["zhouning"].sees(parent) is not None
    assert manual.case(child).parent == parent
    refused(manual["linyue"].do(Act.MERGE, manual["chenchen"].report(), body=ActBody(parent=child)), Code.ACT_NOT_NOW)


def test_verifying_goes_to_a_collector_who_is_not_the_reporter(manual: Town) -> None:
    case_id = manual["wangfang"].report()
    refused(stages.ask_verify(manual, case_id, to="liuyang"), Code.BODY_INVALID, field="person")
    refused(stages.ask_verify(manual, case_id, to="wangfang"), Code.OWN_HANDLING)
    ok(stages.ask_verify(manual, case_id, to="zhaomin"))


# Handling


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


# Checking


def test_the_check_waits_for_the_after_photo(town: Town) -> None:
    case_id = town["wangfang"].report()
    ok(stages.receive(town, case_id))
    (data, ref), = photos(*AFTER_PHOTO)
    liu = town["liuyang"]
    body = ActBody(result=HandlingResult.FIXED, text="好了")
    ok(liu.send(liu.mutation(Act.FEEDBACK, case_id, media=(ref,), body=body))[0])
    assert town.case(case_id).stage is Stage.HANDLED and town.case(case_id).hold_media
    liu.upload(data)
    assert town.case(case_id).stage is Stage.CHECKING


def test_nobody_checks_their_own_handling(manual: Town) -> None:
    manual.change_person("liuyang", roles=(Role.HANDLER, Role.COLLECTOR))
    case_id = stages.bring(manual, Stage.HANDLED)
    refused(stages.issue_check(manual, case_id, to="liuyang"), Code.OWN_HANDLING)
    refused(stages.issue_check(manual, case_id, to="zhouning"), Code.BODY_INVALID, field="person")
    ok(stages.issue_check(manual, case_id, to="zhaomin"))


def test_three_fruitless_checks_and_the_duty_chief_decides(town: Town) -> None:
    case_id = town["wangfang"].report()
    ok(stages.receive(town, case_id))
    ok(fix(town, case_id))
    asked = []
    for _ in range(3):
        asked.append(checker_of(town, case_id))
        ok(town[asked[-1]].do(Act.CHECK_UNABLE, case_id, body=ActBody(text="进不去")))
    case = town.case(case_id)
    assert case.stage is Stage.HANDLED and len(set(asked[:2])) == 2 and "liuyang" not in asked
    assert "check_stuck" in town["machao"].notices()
    ok(stages.issue_check(town, case_id))
    ok(check(town, case_id))


def test_not_passed_goes_back_with_at_least_half_the_time(town: Town) -> None:
    case_id = town["wangfang"].report()
    ok(stages.receive(town, case_id))
    town.clock.move(hours=5)  # 16:00 - one of four work hours is left after the noon break
    ok(fix(town, case_id))
    ok(check(town, case_id, passed=False))
    case = town.case(case_id)
    assert (case.stage, case.rework_count, case.pending) == (Stage.HANDLING, 1, None)
    assert due(town, case_id) == town.clock() + timedelta(hours=2)
    assert "case_rework" in town["liuyang"].notices()
    ok(fix(town, case_id))
    ok(check(town, case_id))
    assert town.case(case_id).stage is Stage.CLOSED


def test_a_declined_not_pass_sends_somebody_else(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CHECKING)
    first = checker_of(manual, case_id)
    ok(check(manual, case_id, passed=False))
    ok(manual["linyue"].do(Act.CHECK_NOT_PASS, case_id, body=ActBody(approve=False, text="照片上是干净的")))
    assert manual.case(case_id).stage is Stage.CHECKING
    assert checker_of(manual, case_id) != first


def test_an_older_photo_is_no_check(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CHECKING)
    handled = manual.case(case_id).handled_at
    files = photos(*CHECK_PHOTO, captured_at=handled - timedelta(hours=2))
    ok(manual["zhaomin"].do(Act.CHECK_PASS, case_id, *files, body=ActBody(position=HERE)))
    assert manual.dossier(case_id).steps[-1].doubts == ("photo_before_handled",)


# The end


def test_rating_once_and_in_fifteen_days(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CLOSED)
    view = manual["zhouning"].sees(case_id)
    assert view.deadline.stage is TimedStage.RATING
    assert view.deadline.due_at == manual.clock() + timedelta(days=15)
    ok(manual["zhouning"].do(Act.RATE, case_id, body=rated(RatingLevel.MOSTLY)))
    refused(manual["zhouning"].do(Act.RATE, case_id, body=rated(RatingLevel.SATISFIED)), Code.LIMIT_REACHED)
    assert manual.case(case_id).rating is RatingLevel.MOSTLY
    second = stages.bring(manual, Stage.CLOSED)
    manual.clock.move(days=15, seconds=1)
    refused(manual["zhouning"].do(Act.RATE, second, body=rated(RatingLevel.SATISFIED)), Code.TOO_LATE)


def test_reopening_is_a_new_round_under_the_same_number(town: Town) -> None:
    case_id = town["wangfang"].report()
    ok(stages.receive(town, case_id))
    ok(fix(town, case_id))
    ok(check(town, case_id))
    before = town.case(case_id)
    body = ActBody(text="又堆起来了")
    refused(town["wangfang"].do(Act.REOPEN, case_id, body=body), Code.PART_MISSING, parts="new_photo")
    ok(town["wangfang"].do(Act.REOPEN, case_id, *photos((Usage.SUPPLEMENT, Shot.NEAR)), body=body))
    ok(town["linyue"].do(Act.REOPEN, case_id, body=ActBody(approve=True)))
    case = town.case(case_id)
    assert (case.number, case.round, case.stage) == (before.number, 2, Stage.DISPATCHED)
    assert case.counts.get(Act.EXTEND) is None and case.closed_at is None and case.result is None
    ok(stages.receive(town, case_id))
    ok(fix(town, case_id))
    ok(check(town, case_id))
    again = town["wangfang"].do(Act.REOPEN, case_id, *photos((Usage.SUPPLEMENT, Shot.NEAR)), body=body)
    refused(again, Code.LIMIT_REACHED, limit=1)


def test_who_was_satisfied_does_not_reopen(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CLOSED)
    ok(manual["zhouning"].do(Act.RATE, case_id, body=rated(RatingLevel.SATISFIED)))
    receipt = manual["zhouning"].do(
        Act.REOPEN, case_id, *photos((Usage.SUPPLEMENT, Shot.NEAR)), body=ActBody(text="反悔")
    )
    refused(receipt, Code.PART_MISSING, parts="level")


def test_an_end_withdraws_tasks_and_stops_clocks(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CHECKING)
    ok(manual["guozhiyuan"].do(Act.FORCE_CLOSE, case_id, body=ActBody(text="另案")))
    assert {task.state for task in manual.dossier(case_id).tasks} == {TaskState.DONE, TaskState.WITHDRAWN}
    clocks = manual.case(case_id).deadlines
    assert all(clock.met_at is not None for stage, clock in clocks.items() if stage is not TimedStage.RATING)


def test_an_appeal_leaves_the_record_and_exempts_from_evaluation(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CLOSED)
    ok(manual["huangmin"].do(Act.APPEAL, case_id, body=ActBody(text="道路封闭")))
    ok(manual["gaofeng"].do(Act.APPEAL, case_id, body=ActBody(approve=True)))
    assert manual.case(case_id).overdue_exempt


def test_what_was_asked_for_falls_away_when_the_case_goes_on(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    ok(manual["liuyang"].do(Act.EXTEND, case_id, body=ActBody(text="雨")))
    ok(fix(manual, case_id))
    assert manual.case(case_id).pending is None
    refused(manual["gaofeng"].do(Act.EXTEND, case_id, body=ActBody(approve=True)), Code.ACT_NOT_NOW)


def test_praise_in_words_alone_and_a_moving_offence_by_video(town: Town) -> None:
    praise = town["zhouning"].report(kind=Kind.PRAISE, subcategory=None, description="环卫师傅辛苦了")
    assert town.case(praise).stage is Stage.SUBMITTED
    moving = next(one for one in town.service.world().catalogue.subcategories if one.evidence.video_may_replace)
    video = b"\x00\x00\x00\x18ftypmp42" + bytes(100)
    ref = MediaRef(
        sha256=hashlib.sha256(video).hexdigest(), size_bytes=len(video), mime="video/mp4", kind=MediaKind.VIDEO,
        usage=Usage.REPORT,
    )
    case_id = town["wangfang"].report(subcategory=moving.code, files=[(video, ref)])
    assert town.case(case_id).stage is Stage.DISPATCHED


def test_nothing_happens_by_itself_where_the_policy_is_silent(town: Town) -> None:
    town.configure(MANUAL)
    case_id = town["wangfang"].report()
    assert [step.act for step in town.dossier(case_id).steps] == [Act.SUBMIT]
