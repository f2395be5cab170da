"""What `Hub.pull` promises: everything in sight, in commit order, nothing passed over, and told when it leaves."""

from __future__ import annotations

import threading
import time

import pytest

from sync.protocol.feed import CaseChanged, CaseRevoked, Notice, RulesChanged
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody, Outcome
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from tests.sync.contract.conftest import Place
from tests.sync.hub.town import THERE, check, fix


def cases_in(changes: list) -> list[str]:
    return [change.case.id for change in changes if isinstance(change, CaseChanged)]


def test_the_first_page_is_a_snapshot_and_then_only_what_is_new(place: Place) -> None:
    wang = place["wangfang"]
    first = wang.report()
    page = wang.hub.pull(None)
    assert page.snapshot and not page.more and cases_in(list(page.changes)) == [first]
    empty = wang.hub.pull(page.cursor)
    assert not empty.snapshot and empty.changes == ()
    second = wang.report()
    news = wang.hub.pull(empty.cursor)
    assert not news.snapshot and cases_in(list(news.changes)) == [second]
    assert wang.hub.pull(empty.cursor).changes == news.changes


def test_a_snapshot_in_small_pages_can_be_gone_on_with(place: Place) -> None:
    wang = place["wangfang"]
    made = [wang.report(arrive=False) for _ in range(7)]
    page, seen, snapshots = wang.hub.pull(None, limit=2), [], 0
    while True:
        assert len(page.changes) <= 2
        snapshots += page.snapshot
        seen += cases_in(list(page.changes))
        if not page.more:
            break
        if len(seen) == 3:
            made.append(wang.report(arrive=False))  # while the snapshot is being read
        page = wang.hub.pull(page.cursor, limit=2)
    assert snapshots == 1 and len(made) == 8
    assert set(seen) == set(made)  # "no more" means that nothing is left, also of what came meanwhile
    assert seen[:6] == sorted(made)[:6]
    assert wang.hub.pull(page.cursor).changes == ()


@pytest.mark.parametrize("cursor", ["", "x", "c1.a.b.1", "s1.a.b.1.c", "c1.a.b.99999999999999999999", "国"])
def test_a_strange_cursor_is_answered_with_a_snapshot(place: Place, cursor: str) -> None:
    wang = place["wangfang"]
    case_id = wang.report()
    page = wang.hub.pull(cursor)
    assert page.snapshot and cases_in(list(page.changes)) == [case_id]


def test_a_cursor_from_before_a_restored_backup_is_outdated(place: Place) -> None:
    wang = place["wangfang"]
    wang.report()
    cursor = wang.pull_all()[1]
    place.service.start_new_epoch()
    assert wang.hub.pull(cursor).snapshot


def test_each_sees_their_own_and_nothing_else(place: Place) -> None:
    wang, liu, sun, zhou = (place[login] for login in ("wangfang", "liuyang", "sunlei", "zhouning"))
    case_id = wang.report()
    assert liu.sees(case_id).stage is Stage.DISPATCHED
    assert sun.sees(case_id) is None and zhou.sees(case_id) is None
    assert place["gaofeng"].sees(case_id) is not None
    assert place["liqiang"].sees(case_id) is None  # another grid


def test_a_case_that_leaves_the_department_is_revoked(place: Place) -> None:
    case_id = place["wangfang"].report()
    liu, gao = place["liuyang"], place["gaofeng"]
    cursor = liu.pull_all()[1]
    gao.do(Act.RETURN, case_id, body=ActBody(reason="not_our_duty"))
    changes, cursor = liu.pull_all(cursor)
    assert CaseRevoked(case_id=case_id) in changes
    assert case_id not in cases_in(changes)
    gao.do(Act.DISPATCH, case_id, body=ActBody(department="hw"))
    changes, _ = liu.pull_all(cursor)
    assert case_id in cases_in(changes) and CaseRevoked(case_id=case_id) not in changes


def test_a_withdrawn_task_takes_the_case_out_of_sight(place: Place) -> None:
    case_id = place["wangfang"].report()
    place["liuyang"].do(Act.RECEIVE, case_id)
    fix(place, case_id)
    checker = place[next(t.person for t in place.dossier(case_id).tasks if t.kind == "check")]
    assert checker.person != "wangfang"
    view = checker.sees(case_id)
    assert [task.person for task in view.tasks] == [checker.person]
    assert any(isinstance(c, Notice) and c.code == "task_issued" for c in checker.pull_all()[0])
    cursor = checker.pull_all()[1]
    place["guozhiyuan"].do(Act.FORCE_CLOSE, case_id, body=ActBody(text="另案处理"))
    assert CaseRevoked(case_id=case_id) in checker.pull_all(cursor)[0]


def test_many_changes_of_one_case_are_told_once_a_page_and_as_it_is_now(place: Place) -> None:
    wang = place["wangfang"]
    cursor = wang.pull_all()[1]
    case_id = wang.report()
    place["liuyang"].do(Act.RECEIVE, case_id)
    fix(place, case_id)
    check(place, case_id)
    page = wang.hub.pull(cursor)
    told = [c.case for c in page.changes if isinstance(c, CaseChanged)]
    assert [case.stage for case in told] == [Stage.CLOSED]
    assert told[0].version == place.case(case_id).version


def test_small_pages_of_changes_lose_nothing(place: Place) -> None:
    wang = place["wangfang"]
    cursor = wang.pull_all()[1]
    made = [wang.report(arrive=False) for _ in range(5)]
    seen, pages = [], 0
    while True:
        page = wang.hub.pull(cursor, limit=2)
        seen += cases_in(list(page.changes))
        cursor, pages = page.cursor, pages + 1
        if not page.more:
            break
    assert seen == made and pages == 3


def test_another_grid_or_role_means_a_fresh_start(place: Place) -> None:
    wang = place["wangfang"]
    case_id = place["zhaomin"].report(position=THERE)
    cursor = wang.pull_all()[1]
    assert wang.sees(case_id) is None
    place.change_person("wangfang", areas=("370202001",))
    page = wang.hub.pull(cursor)
    assert page.snapshot and case_id in cases_in(list(page.changes))


def test_a_wait_ends_with_the_first_change(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for door in ("sync.hub.service", "sync.hub.http.app"):
        monkeypatch.setattr(f"{door}.MAX_WAIT_S", 600.0)  # longer than this test waits
    liu, wang = place["liuyang"], place["wangfang"]
    cursor = liu.pull_all()[1]
    got: list = []

    def wait() -> None:
        got.append(liu.hub.pull(cursor, wait_s=600))

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.3)
    assert not got
    case_id = wang.report()
    waiting.join(60)
    (page,) = got
    assert case_id in cases_in(list(page.changes))


def test_a_wait_without_a_change_ends_with_an_empty_page(place: Place) -> None:
    liu = place["liuyang"]
    cursor = liu.pull_all()[1]
    began = time.monotonic()
    page = liu.hub.pull(cursor, wait_s=0.5)
    assert page.changes == () and time.monotonic() - began > 0.4


def test_rules_are_told_and_fetched(place: Place) -> None:
    wang = place["wangfang"]
    raw = wang.hub.catalogue()
    assert b"C01-01" in raw
    cursor = wang.pull_all()[1]
    newer = raw.replace(b'"version":1', b'"version":2').replace(b'"version": 1', b'"version": 2')
    assert place.service.load_catalogue(newer) == 2
    assert RulesChanged(catalogue_version=2) in wang.pull_all(cursor)[0]
    assert wang.hub.catalogue() == newer
    assert wang.hub.hello().catalogue_version == 2


def test_words_are_answered_and_closed(place: Place) -> None:
    zhou = place["zhouning"]
    case_id = zhou.report(kind=Kind.CONSULTATION, subcategory=None, position=None, description="垃圾什么时候清运？")
    receipt = place["linyue"].do(Act.ANSWER, case_id, body=ActBody(text="每天早上六点。"))
    assert receipt.outcome is Outcome.APPLIED
    view = zhou.sees(case_id)
    assert (view.stage, view.reply) == (Stage.CLOSED, "每天早上六点。")


def test_nobody_pulls_without_a_token(place: Place) -> None:
    with pytest.raises(Problem) as refused:
        place.reach("device-x", None).pull(None)
    assert refused.value.code is Code.SIGN_IN_NEEDED
