"""What the acts before filing do beyond moving the stage, and the conditions the table cannot say."""

from __future__ import annotations

import msgspec

from sync.protocol.feed import Priority
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code
from sync.protocol.tasks import TaskState, VerifyResult
from tests.sync.hub import stages
from tests.sync.hub.stages import ok, refused
from tests.sync.hub.town import (
    HERE,
    REPORT_PHOTOS,
    Town,
    photos,
)


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
