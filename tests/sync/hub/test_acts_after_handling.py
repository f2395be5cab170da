"""Checking, closing, rating and what comes after: tasks, rounds and conditions the table cannot say."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import msgspec
import pytest

from sync.hub import rules
from sync.hub.acting import facts
from sync.protocol.deadlines import TimedStage
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import MediaKind, MediaRef, Shot, Usage
from sync.protocol.mutations import ActBody, HandlingResult, RatingLevel
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.rights import may
from sync.protocol.tasks import TaskState
from tests.sync.hub import stages
from tests.sync.hub.stages import due, ok, refused
from tests.sync.hub.town import (
    AFTER_PHOTO,
    CHECK_PHOTO,
    HERE,
    MANUAL,
    Town,
    check,
    checker_of,
    fix,
    photos,
    rated,
)


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


def test_nobody_who_had_it_in_hand_checks_it(manual: Town) -> None:
    """Received by one and handled by a colleague: both know what it is to look like."""
    manual.change_person("liuyang", roles=(Role.HANDLER, Role.COLLECTOR))
    case_id = stages.bring(manual, Stage.HANDLING)
    ok(fix(manual, case_id, "huangmin"))
    assert manual.case(case_id).handler == "huangmin" and manual.case(case_id).handlers == ("liuyang", "huangmin")
    refused(stages.issue_check(manual, case_id, to="liuyang"), Code.OWN_HANDLING)
    ok(stages.issue_check(manual, case_id, to="zhaomin"))
    liu = manual.service.world().people["liuyang"]
    case_facts = facts(manual.case(case_id), (), manual.service.world())
    with pytest.raises(Problem) as own:
        may(Act.CHECK_PASS, liu.actor(), case_facts)
    assert own.value.code is Code.OWN_HANDLING


def test_the_rules_choose_nobody_who_had_it_in_hand(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLED)
    world, case = manual.service.world(), manual.case(case_id)
    before = rules.checker_for(world, case, {})
    assert before is not None
    after = rules.checker_for(world, msgspec.structs.replace(case, handlers=(*case.handlers, before.id)), {})
    assert after is not None and after.id != before.id


def test_no_check_is_issued_by_hand_before_the_photo_is_here(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    (data, ref), = photos(*AFTER_PHOTO)
    liu = manual["liuyang"]
    body = ActBody(result=HandlingResult.FIXED, text="好了")
    ok(liu.send(liu.mutation(Act.FEEDBACK, case_id, media=(ref,), body=body))[0])
    refused(stages.issue_check(manual, case_id), Code.PART_MISSING, parts="after_photo")
    liu.upload(data)
    ok(stages.issue_check(manual, case_id))


def test_nothing_is_closed_before_the_photo_of_the_check_is_here(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CHECKING)
    (data, ref), = photos(*CHECK_PHOTO)
    zhao = manual["zhaomin"]
    ok(zhao.send(zhao.mutation(Act.CHECK_PASS, case_id, media=(ref,), body=ActBody(position=HERE)))[0])
    refused(stages.close(manual, case_id), Code.PART_MISSING, parts="check_photo")
    assert manual.case(case_id).stage is Stage.CHECKED
    zhao.upload(data)
    ok(stages.close(manual, case_id))


def test_a_case_closes_by_itself_when_the_photo_of_the_check_comes(town: Town) -> None:
    case_id = town["wangfang"].report()
    ok(stages.receive(town, case_id))
    ok(fix(town, case_id))
    (data, ref), = photos(*CHECK_PHOTO)
    checker = town[checker_of(town, case_id)]
    ok(checker.send(checker.mutation(Act.CHECK_PASS, case_id, media=(ref,), body=ActBody(position=HERE)))[0])
    assert town.case(case_id).stage is Stage.CHECKED
    checker.upload(data)
    assert town.case(case_id).stage is Stage.CLOSED


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
