"""The main job on real parts: a report is filed offline and comes back as a case, is handled offline, checked, closed, rated."""

from __future__ import annotations

import pytest

from fieldclient.work.views import Delivery, Light, Lookup
from sync.protocol.lifecycle import Act, Part, Stage
from sync.protocol.media import Shot
from sync.protocol.problems import Code, Problem
from sync.protocol.rights import How
from sync.protocol.tasks import TaskKind
from tests.fieldclient.store.making import photo, sha
from tests.fieldclient.work.world import GRID, Tablet, World


def file_report(tablet: Tablet, seed: int = 1) -> str:
    desk = tablet.desk
    draft = desk.new_draft()
    desk.add_photo_bytes(draft.id, photo(seed * 10))
    desk.add_photo_bytes(draft.id, photo(seed * 10 + 1))
    desk.save_field(draft.id, "subcategory", "C01-01")
    desk.place_by_hand(draft.id, *GRID)
    return desk.submit(draft.id)


def acts(tablet: Tablet, case_id: str) -> dict[Act, How]:
    return {each.act: each.how for each in tablet.desk.case(case_id).acts}


def stages(tablet: Tablet, case_id: str) -> tuple[Stage | None, Delivery]:
    row = tablet.desk.case(case_id).row
    return row.stage, row.delivery


def test_from_a_photo_to_a_rating(world: World) -> None:
    wang, liu, chen = world.tablet("wang"), world.tablet("liu"), world.tablet("chen")

    # Offline: it is in the lists at once, and a power cut changes nothing.
    case_id = file_report(wang)
    wang.power_cut()
    row, = wang.desk.cases(Lookup(which="mine"))
    assert (row.id, row.stage, row.delivery, row.number) == (case_id, None, Delivery.WAITING, None)
    assert len(row.local_reference) == 4
    assert wang.desk.status().waiting == 1
    assert acts(wang, case_id) == {Act.WITHDRAW: How.DO}

    # Online: receipts with hashes, a number, filed and dispatched by rule.
    report = wang.sync()
    assert (report.applied, report.files_sent) == (1, 4)  # two photos and their previews
    assert wang.desk.status().waiting == 0
    sent, = wang.desk.outbox(arrived=True)
    assert sorted(sent.receipt_hashes) == sorted([sha(photo(10)), sha(photo(11))])
    assert wang.desk.outbox() == ()
    page = wang.desk.case(case_id)
    assert page.row.number is not None and page.row.delivery is Delivery.ARRIVED
    assert page.row.stage is Stage.DISPATCHED and page.department_name == "环境卫生服务中心"
    assert acts(wang, case_id) == {}

    # The handler has the case and the photos.
    liu.sync()
    task, = liu.desk.home().tasks
    assert (task.id, task.task, task.light, task.needs_me) == (case_id, TaskKind.HANDLE, Light.ON_TIME, True)
    page = liu.desk.case(case_id)
    assert [view.shot for view in page.before] == [Shot.FAR, Shot.NEAR]
    assert all(view.path and view.thumbnail for view in page.before)
    assert page.row.thumbnail is not None
    assert page.used_fraction is not None and 0 <= page.used_fraction < 0.1

    # Offline again: received, then done, which the receive in the outbox makes possible.
    assert set(acts(liu, case_id)) == {Act.RECEIVE, Act.RETURN, Act.CONTACT}
    received = liu.desk.act(case_id, Act.RECEIVE)
    assert liu.desk.act(case_id, Act.RECEIVE) == received  # a double tap
    assert stages(liu, case_id) == (Stage.DISPATCHED, Delivery.WAITING)  # the stage shown is the hub's
    assert Act.FEEDBACK in acts(liu, case_id)
    draft = liu.desk.draft_for(case_id, Act.FEEDBACK)
    assert draft.missing == (Part.RESULT, Part.AFTER_PHOTO, Part.TEXT)
    assert liu.desk.draft_for(case_id, Act.FEEDBACK).id == draft.id
    world.go(minutes=3)
    liu.desk.add_photo_bytes(draft.id, photo(90))
    liu.desk.save_field(draft.id, "result", "fixed")
    liu.desk.save_field(draft.id, "description", "已清理")
    liu.desk.save_field(draft.id, "quantity", 2)
    assert liu.desk.save_field(draft.id, "unit", "places").missing == ()
    assert liu.desk.submit(draft.id) == case_id == liu.desk.submit(draft.id)
    liu.power_cut()
    page = liu.desk.case(case_id)
    assert [each.act for each in page.unsent] == [Act.RECEIVE, Act.FEEDBACK]
    assert [view.sha256 for view in page.after] == [sha(photo(90))]
    assert (page.row.task, page.row.needs_me, [each.act for each in page.acts]) == (None, False, [Act.CONTACT])
    assert liu.desk.home().tasks == ()

    assert liu.sync().applied == 2
    assert stages(liu, case_id) == (Stage.CHECKING, Delivery.ARRIVED)

    # A different grid worker checks, offline. Nothing passes because nobody chose.
    chen.sync()
    task, = chen.desk.home().tasks
    assert (task.id, task.task) == (case_id, TaskKind.CHECK)
    draft = chen.desk.draft_for(case_id, Act.CHECK_PASS)
    assert draft.choice is None and Part.RESULT in draft.missing
    chen.desk.add_photo_bytes(draft.id, photo(95))
    chen.desk.place_by_hand(draft.id, *GRID)
    with pytest.raises(Problem) as told:
        chen.desk.submit(draft.id)
    assert (told.value.code, told.value.facts["parts"]) == (Code.PART_MISSING, "result")
    assert chen.desk.draft_for(case_id, Act.CHECK_NOT_PASS).choice == "not_pass"
    chen.desk.save_field(draft.id, "choice", "pass")
    chen.desk.submit(draft.id)
    assert chen.desk.home().tasks == ()
    chen.sync()
    assert stages(chen, case_id) == (Stage.CLOSED, Delivery.ARRIVED)

    # The reporter sees how it looks now, and rates it once.
    wang.sync()
    page = wang.desk.case(case_id)
    assert page.row.stage is Stage.CLOSED and page.row.light is Light.NONE
    assert [view.path is not None for view in page.after] == [True]
    assert {row.code for row in wang.desk.activity()} >= {"report_filed", "report_closed"}
    assert wang.desk.home().closed_this_week == 1
    rated = wang.desk.rate(case_id, "satisfied", "很快")
    assert wang.desk.rate(case_id, "satisfied") == rated
    assert Act.RATE not in acts(wang, case_id)
    wang.sync()
    assert wang.desk.case(case_id).rating == "satisfied"

    for tablet in (wang, liu, chen):
        tablet.sync()
        assert tablet.sync().moved_nothing


def test_what_is_not_passed_comes_back(world: World) -> None:
    wang, liu, chen = world.tablet("wang"), world.tablet("liu"), world.tablet("chen")
    case_id = file_report(wang)
    wang.sync()
    liu.sync()
    liu.desk.act(case_id, Act.RECEIVE)
    draft = liu.desk.draft_for(case_id, Act.FEEDBACK)
    for name, value in (("result", "fixed"), ("description", "好了"), ("quantity", 1.0), ("unit", "places")):
        liu.desk.save_field(draft.id, name, value)
    liu.desk.add_photo_bytes(draft.id, photo(90))
    liu.desk.submit(draft.id)
    liu.sync()
    chen.sync()
    draft = chen.desk.draft_for(case_id, Act.CHECK_NOT_PASS)
    chen.desk.add_photo_bytes(draft.id, photo(91))
    chen.desk.save_field(draft.id, "description", "还有一堆")
    chen.desk.submit(draft.id)
    assert chen.desk.case(case_id).row.task is None  # answered, though the hub has not heard it
    chen.sync()
    world.hub.tick()
    liu.sync()
    assert liu.desk.case(case_id).row.needs_me is (liu.desk.case(case_id).row.stage is Stage.HANDLING)


def test_a_verification_is_asked_of_the_grid_worker(world: World) -> None:
    zhao, wang, chen = world.tablet("zhao"), world.tablet("wang"), world.tablet("chen")
    case_id = file_report(zhao)
    for tablet in (zhao, wang, chen, zhao):
        tablet.sync()
    tablet = next(each for each in (wang, chen) if each.desk.home().tasks)
    task, = tablet.desk.home().tasks
    assert (task.id, task.task) == (case_id, TaskKind.VERIFY)
    assert zhao.desk.case(case_id).row.stage is Stage.VERIFYING
    draft = tablet.desk.draft_for(case_id, Act.VERIFY)
    assert draft.missing == (Part.VERIFY_RESULT, Part.NEAR_ENOUGH)
    draft = tablet.desk.save_field(draft.id, "choice", "exist")
    assert draft.missing == (Part.VERIFY_PHOTOS, Part.NEAR_ENOUGH)
    tablet.desk.add_photo_bytes(draft.id, photo(80))
    tablet.desk.add_photo_bytes(draft.id, photo(81))
    assert tablet.desk.place_by_hand(draft.id, GRID[0] + 0.01, GRID[1]).missing == (Part.NEAR_ENOUGH,)
    assert tablet.desk.save_field(draft.id, "description", "封路，进不去").missing == ()
    tablet.desk.submit(draft.id)
    tablet.sync()
    zhao.sync()
    assert zhao.desk.case(case_id).row.stage in (Stage.SUBMITTED, Stage.FILED, Stage.DISPATCHED)


def test_a_wrong_clock_is_measured_and_deadlines_are_the_hubs(world: World) -> None:
    late = world.tablet("liu", wrong_by_s=-5 * 3600.0)
    wang = world.tablet("wang")
    case_id = file_report(wang)
    wang.sync()
    late.sync()
    offset = late.desk.status().clock_offset_s
    assert offset is not None and abs(offset - 5 * 3600) < 5
    assert abs((late.desk.now() - world.clock.at).total_seconds()) < 5
    assert late.desk.case(case_id).row.light is Light.ON_TIME
    world.go(days=2)
    assert late.desk.case(case_id).row.light in (Light.OVERDUE, Light.OVERDUE_AGAIN)
    assert (late.desk.case(case_id).row.overdue_by_s or 0) > 3600
    assert late.desk.home().overdue == 1
    received = late.desk.act(case_id, Act.RECEIVE)
    sealed = late.desk.store.outbox.mutation(received)
    assert sealed.clock_offset_s == offset


def test_a_refused_act_waits_for_a_decision_and_can_be_begun_again(world: World) -> None:
    """The case moved on while the handler had no signal: somebody else of the department has taken and finished it."""
    wang, liu, other = world.tablet("wang"), world.tablet("liu"), world.tablet("liu")
    case_id = file_report(wang)
    for tablet in (wang, liu, other):
        tablet.sync()

    def report_done(tablet: Tablet, seed: int) -> None:
        tablet.desk.act(case_id, Act.RECEIVE)
        draft = tablet.desk.draft_for(case_id, Act.FEEDBACK)
        for name, value in (("result", "fixed"), ("description", f"第 {seed} 次"), ("quantity", 1.0), ("unit", "places")):
            tablet.desk.save_field(draft.id, name, value)
        tablet.desk.add_photo_bytes(draft.id, photo(seed))
        tablet.desk.submit(draft.id)

    report_done(liu, 70)
    report_done(other, 71)
    liu.sync()
    other.sync()
    status = other.desk.status()
    assert (status.attention, status.waiting) == (1, 1)  # the feedback is held up behind it
    assert other.desk.case(case_id).row.delivery is Delivery.REFUSED
    assert case_id in [row.id for row in other.desk.cases(Lookup(which="to_do"))]
    row, = [each for each in other.desk.outbox() if each.delivery is Delivery.REFUSED]
    assert row.act is Act.RECEIVE and row.problem is not None and row.problem.code is Code.VERSION_CONFLICT
    # The feedback behind it has been held up; setting the refused receive aside lets it go.
    other.desk.set_aside(row.mutation_id)
    other.sync()
    refused, = other.desk.outbox()
    assert (refused.act, refused.delivery) == (Act.FEEDBACK, Delivery.REFUSED)
    draft = other.desk.edit_again(refused.mutation_id)
    assert draft.based_on == refused.mutation_id and draft.description == "第 71 次"
    assert [view.sha256 for view in draft.photos] == [sha(photo(71))]
    assert other.desk.edit_again(refused.mutation_id).id == draft.id
    other.desk.retry(refused.mutation_id)
    assert other.desk.status().waiting == 1
    other.sync()
    assert other.desk.status().attention == 1
    other.desk.set_aside(refused.mutation_id)
    assert other.desk.status().attention == 0
    assert other.desk.store.media.get(sha(photo(71))) is not None


def test_a_tablet_changes_hands(world: World) -> None:
    tablet = world.tablet("wang")
    case_id = file_report(tablet)
    tablet.sign_in("liu")
    assert tablet.desk.cases(Lookup()) == () and tablet.desk.outbox() == () and tablet.desk.drafts() == ()
    assert tablet.desk.status().waiting == 0
    with pytest.raises(Problem, match="case_unknown"):
        tablet.desk.case(case_id)
    with pytest.raises(Problem):
        tablet.desk.draft(case_id)
    assert tablet.sync().pushed == 0
    tablet.sign_in("wang")
    assert tablet.sync().applied == 1
