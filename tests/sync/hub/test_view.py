"""Who sees what of a case: the table of `view`, held against a case that has everything in it."""

from __future__ import annotations

from typing import Any

import pytest

from sync.hub.view import view
from sync.hub.world import PersonRow
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import Usage
from sync.protocol.mutations import ActBody
from sync.protocol.people import Role
from sync.protocol.position import Position, PositionSource
from tests.sync.hub import stages
from tests.sync.hub.town import HERE, REPORT_PHOTOS, Town, photos

SECRET = "内部意见"


@pytest.fixture(scope="module")
def case_id(shared: Town) -> str:
    """Reported by a citizen, verified, dispatched, an extension asked for, handled, with a check under way."""
    town = shared
    case_id = town["zhouning"].report(contact_ok=False, description="我家门口")
    for way in (stages.ask_verify, stages.verify, stages.file, stages.dispatch, stages.receive):
        stages.ok(way(town, case_id))
    stages.ok(town["liuyang"].do(Act.EXTEND, case_id, body=ActBody(text=SECRET)))
    stages.ok(town["gaofeng"].do(Act.EXTEND, case_id, body=ActBody(approve=False, text=SECRET)))
    stages.ok(stages.fix(town, case_id))
    stages.ok(stages.issue_check(town, case_id))
    return case_id


def seen(town: Town, case_id: str, viewer: str) -> Any:
    return view(town.dossier(case_id), town.service.world().people[viewer])


NAMES = {"zhouning": "周宁", "liuyang": "刘洋", "liqiang": "李强", "gaofeng": "高峰"}


@pytest.mark.parametrize("viewer, reporter, reporter_name, others", [
    ("zhouning", "zhouning", "周宁", False),  # the reporter
    ("linyue", "zhouning", "周宁", True),  # the centre
    ("guozhiyuan", "zhouning", "周宁", True),
    ("liuyang", None, "", True),  # the department
    ("huangmin", None, "", True),
    ("zhaomin", None, "", True),  # holds the check task
    ("liqiang", None, "", True),  # verified it
    ("wangfang", None, "", True),  # collector of the grid
])
def test_names(
    shared: Town, case_id: str, viewer: str, reporter: str | None, reporter_name: str, others: bool
) -> None:
    told = seen(shared, case_id, viewer)
    assert (told.reporter, told.reporter_name) == (reporter, reporter_name)
    assert told.handler_name == ("刘洋" if others else "")
    assert told.handler == ("liuyang" if others else None)
    submitted, *rest = told.timeline
    assert submitted.by == reporter_name
    assert {step.by for step in rest} & {"刘洋", "李强", "高峰"} == ({"刘洋", "李强", "高峰"} if others else set())


@pytest.mark.parametrize("contact_ok, anonymous, name", [
    (True, False, "周宁"), (False, False, ""), (True, True, ""), (False, True, ""),
])
def test_the_department_learns_the_reporters_name_only_with_leave(
    shared: Town, contact_ok: bool, anonymous: bool, name: str
) -> None:
    case_id = shared["zhouning"].report(contact_ok=contact_ok, anonymous=anonymous)
    for way in stages.TO_DISPATCHED:
        stages.ok(way(shared, case_id))
    assert seen(shared, case_id, "liuyang").reporter_name == name
    assert seen(shared, case_id, "liuyang").reporter is None
    assert seen(shared, case_id, "wangfang").reporter_name == ""
    assert seen(shared, case_id, "linyue").reporter_name == "周宁"


def test_a_reporter_is_told_the_way_and_not_the_talk(shared: Town, case_id: str) -> None:
    told = seen(shared, case_id, "zhouning")
    assert [step.act for step in told.timeline] == [Act.SUBMIT, Act.FILE, Act.DISPATCH, Act.RECEIVE, Act.FEEDBACK]
    assert SECRET not in str(told)
    assert told.timeline[-1].text == "已清理" and all(step.doubts == () for step in told.timeline)
    assert told.description == "我家门口" and told.department_name == "环境卫生服务中心"
    assert {media.ref.usage for media in told.media} == {Usage.REPORT, Usage.HANDLE_AFTER}
    assert told.tasks == ()
    staff = seen(shared, case_id, "liuyang")
    assert [step.act for step in staff.timeline][-3:] == [Act.EXTEND, Act.FEEDBACK, Act.ISSUE_CHECK]
    assert SECRET in str(staff)
    assert {media.ref.usage for media in staff.media} == {Usage.REPORT, Usage.VERIFY, Usage.HANDLE_AFTER}


def test_the_reporter_of_a_merged_case_is_told_even_less(shared: Town, case_id: str) -> None:
    child = shared["chenchen"].report()
    stages.ok(shared["linyue"].do(Act.MERGE, child, body=ActBody(parent=case_id)))
    told = shared["chenchen"].sees(case_id)
    assert told is not None and told.stage is Stage.CHECKING
    assert (told.description, told.reporter, told.reporter_name) == ("", None, "")
    assert {media.ref.usage for media in told.media} == {Usage.HANDLE_AFTER}
    assert "我家门口" not in str(told)


def test_tasks_are_for_whom_they_are(shared: Town, case_id: str) -> None:
    assert [task.kind for task in seen(shared, case_id, "zhaomin").tasks] == ["check"]
    assert [task.kind for task in seen(shared, case_id, "liqiang").tasks] == ["verify"]
    assert [task.kind for task in seen(shared, case_id, "liuyang").tasks] == ["handle"]
    assert seen(shared, case_id, "linyue").tasks == ()


def test_what_is_asked_for_is_talk_among_colleagues(shared: Town) -> None:
    case_id = stages.bring(shared, Stage.HANDLING)
    stages.ok(shared["liuyang"].do(Act.RETURN, case_id, body=ActBody(reason="not_our_duty", text=SECRET)))
    assert seen(shared, case_id, "zhouning").pending is None
    pending = seen(shared, case_id, "gaofeng").pending
    assert (pending.act, pending.by, pending.text) == (Act.RETURN, "刘洋", SECRET)


def test_doubts_are_for_whoever_judges(shared: Town) -> None:
    mocked = Position(latitude=36.0695, longitude=120.376, source=PositionSource.GNSS, mocked=True)
    case_id = shared["zhouning"].report(position=mocked)
    assert seen(shared, case_id, "linyue").timeline[0].doubts == ("mocked_position",)
    assert seen(shared, case_id, "zhouning").timeline[0].doubts == ()


def test_a_collectors_own_report_stays_theirs_when_they_also_act(shared: Town) -> None:
    """The reporter is a colleague: hidden as reporter, named in what they do as a collector."""
    case_id = shared["wangfang"].report(files=photos(*REPORT_PHOTOS), position=HERE)
    stages.ok(stages.ask_verify(shared, case_id))
    told = seen(shared, case_id, "liqiang")
    assert told.reporter_name == "" and told.timeline[0].by == "" and told.timeline[0].role is Role.COLLECTOR
    assert told.media[0].by == ""


def test_nobody_is_staff_by_a_grid_alone() -> None:
    """A citizen who has an area in the seed by mistake is still a citizen."""
    from sync.hub.view import standing
    from tests.sync.hub.test_rules import a_case

    citizen = PersonRow(id="c", login="c", name="c", roles=(Role.CITIZEN,), areas=("370202001001001",), department="hw")
    assert not standing(a_case(department="hw"), (), citizen).staff
