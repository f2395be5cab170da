"""What is told to somebody who looks elsewhere: each thing once, nothing at the first look, together after quiet hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fieldclient.ui.notify.saying import address_of, note_of
from fieldclient.ui.words import Words
from fieldclient.work import RealDesk, open_desk
from fieldclient.work.news import News, NewsKind, NewsRules, Told, combine, fresh, is_quiet
from fieldclient.work.news import Thing as Item
from sync.protocol.lifecycle import Act
from sync.protocol.media import Shot
from sync.protocol.mutations import Outcome
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import NOON, WANG, TestClock, filed, photo, receipt, session
from tests.fieldclient.work.world import GRID, World

AWAKE = NewsRules(quiet=False)
TROUBLE = Problem(Code.WIRE_TOO_OLD).to_wire()


@pytest.mark.parametrize(("first", "end", "hour", "quiet"), [
    (22, 7, 23, True), (22, 7, 6, True), (22, 7, 7, False), (22, 7, 12, False), (12, 14, 12, True), (12, 14, 14, False),
    (8, 8, 8, False),
])
def test_quiet_hours_go_over_midnight(first: int, end: int, hour: int, quiet: bool) -> None:
    at = datetime(2026, 11, 20, hour, 30)
    assert is_quiet(NewsRules(quiet_from=first, quiet_until=end), at) is quiet
    assert not is_quiet(NewsRules(quiet=False, quiet_from=first, quiet_until=end), at)


def thing(name: str, kind: NewsKind = NewsKind.TASK, case: str = "c1") -> Item:
    return Item(name, News(kind, 1, case, "井盖破损", "Broken manhole cover", "East Road"))


def test_each_thing_is_told_once_and_several_of_a_kind_together() -> None:
    news, told = fresh(Told(), [thing("n 1"), thing("n 2", case="c2"), thing("r 1", NewsKind.REFUSED)])
    assert [(each.kind, each.count, each.case_id) for each in news] == [(NewsKind.TASK, 2, ""), (NewsKind.REFUSED, 1, "c1")]
    assert fresh(told, [thing("n 2", case="c2"), thing("n 1")])[0] == []
    assert [each.count for each in fresh(told, [thing("n 3"), thing("n 1")])[0]] == [1]


def test_what_is_still_there_stays_known_however_much_comes() -> None:
    _, told = fresh(Told(), [thing("n old")])
    for number in range(500):
        _, told = fresh(told, [thing("n old"), thing(f"n {number}")])
    assert fresh(told, [thing("n old")])[0] == [] and len(told.known) <= 400


def test_two_things_of_one_case_lead_to_it() -> None:
    several = combine(NewsKind.DUE, [thing("a", NewsKind.DUE), thing("b", NewsKind.DUE)])
    assert (several.case_id, several.count) == ("c1", 1), "two about one case: the latest, in words"


@pytest.fixture
def desk(tmp_path: Path, clock: TestClock):  # noqa: ANN201 - a fixture
    made = open_desk(tmp_path / "data", clock=clock)
    made.signed_in(session(WANG))
    made.news.set_rules(AWAKE)
    yield made
    made.close()


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


def kinds(desk: RealDesk, **more: object) -> list[NewsKind]:
    return [each.kind for each in desk.news.look(NOON, **more)]  # type: ignore[arg-type]


def test_the_first_look_tells_nothing(desk: RealDesk) -> None:
    filed(desk.store)
    assert kinds(desk, trouble=TROUBLE) == []


def test_all_that_waited_has_arrived(desk: RealDesk) -> None:
    report = filed(desk.store)
    assert kinds(desk) == []
    desk.store.queue().settle([receipt(report)], NOON)
    assert kinds(desk) == [NewsKind.SENT] and kinds(desk) == []


def test_what_was_refused_is_told_once_and_again_after_another_try(desk: RealDesk) -> None:
    report = filed(desk.store, photo(1))
    kinds(desk)
    problem = Problem(Code.PART_MISSING, parts="near_photo").to_wire()
    desk.store.queue().settle([receipt(report, Outcome.REFUSED, problem=problem)], NOON)
    assert kinds(desk) == [NewsKind.REFUSED] and kinds(desk) == []
    desk.retry(report.id)
    desk.store.queue().mark_travelling([report.id], NOON)
    desk.store.queue().settle([receipt(report, Outcome.REFUSED, problem=problem)], NOON)
    assert kinds(desk) == [NewsKind.REFUSED]


def test_trouble_is_told_when_it_begins_and_when_it_changes(desk: RealDesk) -> None:
    kinds(desk)
    assert kinds(desk, trouble=TROUBLE) == [NewsKind.TROUBLE] and kinds(desk, trouble=TROUBLE) == []
    assert kinds(desk, trouble=Problem(Code.TLS_FAILED, host="hub").to_wire()) == [NewsKind.TROUBLE]
    assert kinds(desk) == [] and kinds(desk, trouble=TROUBLE) == [NewsKind.TROUBLE]


def test_who_looks_at_the_window_is_told_nothing_then_nor_later(desk: RealDesk) -> None:
    kinds(desk)
    assert kinds(desk, trouble=TROUBLE, watched=True) == [] and kinds(desk, trouble=TROUBLE) == []


def test_silent_kinds_and_all_silent(desk: RealDesk) -> None:
    kinds(desk)
    desk.news.set_rules(NewsRules(quiet=False, silent=(NewsKind.TROUBLE,)))
    assert kinds(desk, trouble=TROUBLE) == []
    desk.news.set_rules(NewsRules(quiet=False, on=False))
    assert kinds(desk, trouble=Problem(Code.TLS_FAILED).to_wire()) == []
    assert desk.news.rules() == NewsRules(quiet=False, on=False)
    desk.set_setting("news_rules", "{")
    assert desk.news.rules() == NewsRules()


def test_what_comes_in_quiet_hours_is_told_when_they_end(desk: RealDesk) -> None:
    report = filed(desk.store)
    kinds(desk)
    hour = NOON.astimezone().hour
    desk.news.set_rules(NewsRules(quiet_from=hour, quiet_until=(hour + 1) % 24))
    desk.store.queue().settle([receipt(report)], NOON)
    assert desk.news.look(NOON, TROUBLE) == []
    assert [each.kind for each in desk.news.look(NOON + timedelta(hours=2), TROUBLE)] == [NewsKind.SENT, NewsKind.TROUBLE]


def test_nobody_signed_in_is_told_nothing(tmp_path: Path) -> None:
    made = open_desk(tmp_path / "nobody", reserve_bytes=0)
    assert made.news.look(NOON, TROUBLE) == []
    made.close()


def test_a_task_and_its_deadline_at_a_real_hub(world: World) -> None:
    """A volunteer reports, the department hears of it, and of its deadline before it is over."""
    wang, liu = world.tablet("wang"), world.tablet("liu")
    for tablet in (wang, liu):
        tablet.desk.news.set_rules(AWAKE)
        tablet.sync()
        assert tablet.desk.news.look(tablet.desk.now()) == []
    desk = wang.desk
    draft = desk.new_draft()
    desk.save_field(draft.id, "subcategory", desk.subcategories()[0].code)
    desk.place_by_hand(draft.id, *GRID)
    desk.add_photo_bytes(draft.id, photo(1), shot=Shot.FAR)
    desk.add_photo_bytes(draft.id, photo(2), shot=Shot.NEAR)
    case_id = desk.submit(draft.id)
    wang.sync()
    world.go(seconds=5)
    liu.sync()
    task, = liu.desk.news.look(liu.desk.now())
    assert (task.kind, task.count, task.case_id) == (NewsKind.TASK, 1, case_id) and task.title_zh
    liu.desk.act(case_id, Act.RECEIVE)
    liu.sync()
    due_at = liu.desk.case(case_id).row.due_at
    assert due_at is not None
    before = liu.desk.news.look(liu.desk.now())
    assert [each.kind for each in before if each.kind is NewsKind.DUE] == []
    soon = liu.desk.news.look(due_at - timedelta(minutes=1))
    assert [(each.kind, each.case_id, each.late) for each in soon] == [(NewsKind.DUE, case_id, False)]
    assert liu.desk.news.look(due_at - timedelta(seconds=30)) == []


# In words


TASK = News(NewsKind.TASK, 1, "c1", "井盖破损", "Broken manhole cover", "East Road 18", "case_dispatched", (("department", "Cleaning"),))


@pytest.mark.parametrize(("news", "private", "detailed", "key"), [
    (TASK, "There is a new task", "New case for Cleaning · Broken manhole cover · East Road 18", "case c1"),
    (News(NewsKind.TASK, 3), "3 new tasks", "3 new tasks", "home"),
    (News(NewsKind.DUE, 1, "c1", place="East Road"), "A task is due soon", "A task is due soon · East Road", "case c1"),
    (News(NewsKind.DUE, 1, "c1", late=True), "A case is overdue", "A case is overdue", "case c1"),
    (News(NewsKind.REFUSED, 1, "c1", title_en="Litter"), "Something was not accepted and needs your decision",
     "Something was not accepted and needs your decision · Litter", "outbox"),
    (News(NewsKind.SENT, 1), "Everything that waited has arrived", "Everything that waited has arrived", "outbox"),
    (News(NewsKind.TROUBLE, 1, problem=TROUBLE), "Sending is held up and needs you",
     "This version is too old for the hub. Everything is kept; please update the app.", "outbox"),
    (News(NewsKind.RESULT, 2), "2 pieces of news about your reports and requests",
     "2 pieces of news about your reports and requests", "activity"),
])
def test_a_notification(news: News, private: str, detailed: str, key: str) -> None:
    told, quiet = (note_of(news, Words("en"), details=details) for details in (True, False))
    assert (told.private, told.body, told.key) == (private, detailed, key)
    assert quiet.body == private, "without details nothing of the matter leaves the window"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_has_words(language: str) -> None:
    words = Words(language)
    for kind in NewsKind:
        assert words.phrase(f"news_kind.{kind.value}")
        for count in (1, 2):
            note = note_of(News(kind, count), words, details=False)
            assert note.body and note.title and note.action


@pytest.mark.parametrize(("key", "place", "case"), [("case c1", "cases", "c1"), ("outbox", "outbox", ""), ("home", "home", "")])
def test_where_a_click_leads(key: str, place: str, case: str) -> None:
    assert address_of(key)[0] == place and address_of(key)[2] == case
