"""自行处置: a report becomes one of handling it oneself, travels to a real hub and comes back as a case that was handled."""

from __future__ import annotations

import pytest

from fieldclient.work import RealDesk
from fieldclient.work.views import Lookup
from sync.protocol.lifecycle import Act, Part, Stage
from sync.protocol.media import Shot, Usage
from sync.protocol.mutations import HandlingResult
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from tests.fieldclient.store.making import LI, photo, session, sha
from tests.fieldclient.work.world import GRID, World


def usages(desk: RealDesk, draft_id: str) -> list[tuple[Usage, Shot]]:
    return [(each.usage, each.shot) for each in desk.draft(draft_id).photos]


def test_photos_that_were_there_show_how_it_was_found_and_nothing_is_lost_on_the_way_back(desk: RealDesk) -> None:
    draft = desk.new_draft()
    desk.add_photo_bytes(draft.id, photo(1))
    desk.add_photo_bytes(draft.id, photo(2))
    changed = desk.self_handling.switch(draft.id, True)
    assert changed.act is Act.SELF_HANDLED and Part.AFTER_PHOTO in changed.missing and Part.BEFORE_PHOTO not in changed.missing
    assert usages(desk, draft.id) == [(Usage.HANDLE_BEFORE, Shot.FAR), (Usage.HANDLE_BEFORE, Shot.NEAR)]
    desk.add_photo_bytes(draft.id, photo(3), shot=Shot.NEAR, usage=Usage.HANDLE_AFTER)
    back = desk.self_handling.switch(draft.id, False)
    assert back.act is Act.SUBMIT and Part.FAR_PHOTO not in back.missing and Part.NEAR_PHOTO not in back.missing
    assert usages(desk, draft.id) == [(Usage.REPORT, Shot.FAR), (Usage.REPORT, Shot.NEAR), (Usage.REPORT, Shot.OTHER)]
    assert desk.self_handling.switch(draft.id, False) == back


def test_before_and_after_change_places(desk: RealDesk) -> None:
    draft = desk.draft_for("", Act.SELF_HANDLED)
    desk.add_photo_bytes(draft.id, photo(1), shot=Shot.NEAR, usage=Usage.HANDLE_BEFORE)
    desk.add_photo_bytes(draft.id, photo(2), shot=Shot.NEAR, usage=Usage.HANDLE_AFTER)
    moved = desk.move_photo(draft.id, sha(photo(1)), Shot.NEAR, Usage.HANDLE_AFTER)
    assert {each.sha256: each.usage for each in moved.photos} == {
        sha(photo(1)): Usage.HANDLE_AFTER, sha(photo(2)): Usage.HANDLE_BEFORE}


def test_only_a_grid_worker_may_and_only_with_a_report(desk: RealDesk) -> None:
    assert desk.self_handling.allowed()
    praise = desk.new_draft(Kind.PRAISE)
    assert desk.self_handling.switch(praise.id, True).kind is Kind.PROBLEM
    desk.signed_in(session(LI))
    assert not desk.self_handling.allowed()
    own = desk.new_draft()
    with pytest.raises(Problem) as told:
        desk.self_handling.switch(own.id, True)
    assert told.value.code is Code.ROLE_NOT_ALLOWED and desk.draft(own.id).act is Act.SUBMIT
    desk.signed_out()
    assert not desk.self_handling.allowed()


def test_the_hub_takes_it_as_handled_and_closes_it(world: World) -> None:
    wang = world.tablet("wang")
    draft = wang.desk.new_draft()
    wang.desk.self_handling.switch(draft.id, True)
    wang.desk.place_by_hand(draft.id, *GRID)
    for name, value in (("subcategory", "C01-01"), ("description", "树下一袋垃圾"), ("reason", "已捡走并擦净")):
        wang.desk.save_field(draft.id, name, value)
    wang.desk.add_photo_bytes(draft.id, photo(1), shot=Shot.NEAR, usage=Usage.HANDLE_BEFORE)
    ready = wang.desk.add_photo_bytes(draft.id, photo(2), shot=Shot.NEAR, usage=Usage.HANDLE_AFTER)
    assert ready.missing == ()
    case_id = wang.desk.submit(draft.id)
    assert wang.desk.submit(draft.id) == case_id  # a double tap
    wang.sync()
    world.go(minutes=1)
    wang.sync()
    page = wang.desk.case(case_id)
    assert page.row.stage is Stage.CLOSED and page.description == "树下一袋垃圾"
    assert (page.result, page.result_text) == (HandlingResult.FIXED, "已捡走并擦净")
    assert [each.sha256 for each in page.before] == [sha(photo(1))] and [each.sha256 for each in page.after] == [sha(photo(2))]
    assert len(wang.desk.cases(Lookup())) == 1
    liu = world.tablet("liu")
    liu.sync()
    assert liu.desk.cases(Lookup(which="to_do")) == ()  # no handler is bothered


def test_what_the_hub_refuses_is_begun_again_with_all_its_words(world: World) -> None:
    """Whatever the reason: nothing that was written or taken is asked for twice."""
    wang = world.tablet("wang")
    draft = wang.desk.draft_for("", Act.SELF_HANDLED)
    wang.desk.place_by_hand(draft.id, *GRID)
    for name, value in (("subcategory", "C01-01"), ("reason", "已捡走")):
        wang.desk.save_field(draft.id, name, value)
    wang.desk.add_photo_bytes(draft.id, photo(1), shot=Shot.NEAR, usage=Usage.HANDLE_BEFORE)
    wang.desk.add_photo_bytes(draft.id, photo(2), shot=Shot.NEAR, usage=Usage.HANDLE_AFTER)
    wang.desk.submit(draft.id)
    (row,) = wang.desk.outbox()
    again = wang.desk.edit_again(row.mutation_id)
    assert (again.act, again.reason, again.subcategory) == (Act.SELF_HANDLED, "已捡走", "C01-01")
    assert {each.usage for each in again.photos} == {Usage.HANDLE_BEFORE, Usage.HANDLE_AFTER}
