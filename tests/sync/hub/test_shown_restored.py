"""A hub that was put back to a copy from before results were shown and taken back: the last decision counts, whoever syncs first."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from sync.hub.case import Publication
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody, Mutation, Outcome
from tests.sync.hub import stages
from tests.sync.hub.stages import ok
from tests.sync.hub.test_showing import CHIEF, LEADER, REPORTER, shown
from tests.sync.hub.town import NEW_PHOTO, Town, check, fix, photos

FIRST, SECOND = "当天清理完毕", "换一张照片再说一遍"
Restore = Callable[[Town], Town]


@pytest.fixture
def put_back(manual_template: Path, tmp_path: Path) -> Iterator[Callable[[Stage], tuple[Town, str, Restore]]]:
    """A town with a case at a stage, and what puts it back to just there."""
    towns: list[Town] = []

    def begin(stage: Stage) -> tuple[Town, str, Restore]:
        shutil.copytree(manual_template, tmp_path / "hub")
        town = Town(tmp_path / "hub")
        case_id = stages.bring(town, stage)
        clock = town.clock
        town.close()
        shutil.copytree(tmp_path / "hub", tmp_path / "copy")

        def restore(lost: Town) -> Town:
            lost.clock.move(hours=1)
            copied = tmp_path / f"again{len(towns)}"
            shutil.copytree(tmp_path / "copy", copied)
            back = Town(copied, lost.clock)
            towns.append(back)
            back.service.start_new_epoch()
            return back

        towns.append(Town(tmp_path / "hub", clock))
        return towns[0], case_id, restore

    yield begin
    for town in towns:
        town.close()


def decide(town: Town, login: str, act: Act, case_id: str, text: str = "") -> Mutation:
    """Done at this hub, a minute after the last; it comes again as it is."""
    town.clock.move(minutes=1)
    made = town[login].mutation(act, case_id, body=ActBody(text=text) if text else ActBody())
    ok(town[login].send(made)[0])
    town.service.tick()
    return made


def test_what_was_taken_back_stays_so_whoever_comes_first(put_back) -> None:
    town, case_id, restore = put_back(Stage.CLOSED)
    decided = [decide(town, CHIEF, Act.PUBLISH, case_id, FIRST), decide(town, LEADER, Act.TAKE_BACK, case_id)]
    for order in permutations(decided):
        back = restore(town)
        for each in order:
            back[each.person].send(each)
        back.service.tick()
        assert shown(back) == [] and back.case(case_id).publication is Publication.WITHDRAWN, [each.act for each in order]
        fresh = decide(back, CHIEF, Act.PUBLISH, case_id, SECOND)
        assert [result.text for result in shown(back)] == [SECOND], f"decided now, on version {fresh.base_version}, it counts"
        decide(back, LEADER, Act.TAKE_BACK, case_id)
        assert shown(back) == []


def test_what_was_shown_anew_afterwards_stays_on_show(put_back) -> None:
    """The chief's device sends its own in order; the leader's may come before, between or behind them."""
    town, case_id, restore = put_back(Stage.CLOSED)
    first, back_again = decide(town, CHIEF, Act.PUBLISH, case_id, FIRST), decide(town, LEADER, Act.TAKE_BACK, case_id)
    second = decide(town, CHIEF, Act.PUBLISH, case_id, SECOND)
    for order in ((back_again, first, second), (first, back_again, second), (first, second, back_again)):
        back = restore(town)
        for each in order:
            back[each.person].send(each)
            back.service.tick()
        assert [result.text for result in shown(back)] == [SECOND], [each.act for each in order]
        assert sum(each.text == SECOND for each in shown(back, REPORTER)) == 1


def test_taken_back_before_this_copy_came_to_its_end(put_back) -> None:
    """It lies further back than the end of the case: the rules show it to nobody when that comes, nor does the older decision."""
    town, case_id, restore = put_back(Stage.HANDLING)
    ok(fix(town, case_id))
    ok(stages.issue_check(town, case_id))
    ok(check(town, case_id))
    ok(town[CHIEF].do(Act.CLOSE, case_id))
    publish, take_back = decide(town, CHIEF, Act.PUBLISH, case_id, FIRST), decide(town, LEADER, Act.TAKE_BACK, case_id)
    back = restore(town)
    back.configure(back.service.world().policy, publish_results=True)
    assert back[LEADER].send(take_back)[0].outcome is Outcome.CONFLICT, "kept, because there was nothing to take back yet"
    ok(fix(back, case_id))
    ok(stages.issue_check(back, case_id))
    ok(check(back, case_id))
    if back.case(case_id).stage is not Stage.CLOSED:
        ok(back[CHIEF].do(Act.CLOSE, case_id))
    assert back[CHIEF].send(publish)[0].outcome is Outcome.CONFLICT
    back.service.tick()
    assert shown(back) == []
    back.clock.move(minutes=1)
    ok(back[REPORTER].do(Act.REOPEN, case_id, *photos(*NEW_PHOTO), body=ActBody(text="又有了")))
    ok(back["linyue"].do(Act.REOPEN, case_id, body=ActBody(approve=True)))
    assert back.case(case_id).ahead is None, "a new round is decided on anew"


def test_a_clock_in_the_future_closes_no_door(put_back) -> None:
    town, case_id, restore = put_back(Stage.CLOSED)
    town.clock.move(minutes=1)
    late = town[LEADER].mutation(
        Act.TAKE_BACK, case_id, made_at=town.clock() + timedelta(days=900), base_version=town.case(case_id).version + 5)
    ok(town[LEADER].send(late)[0])
    decide(town, CHIEF, Act.PUBLISH, case_id, FIRST)
    assert len(shown(town)) == 1
    decide(town, LEADER, Act.TAKE_BACK, case_id)
    assert shown(town) == []
