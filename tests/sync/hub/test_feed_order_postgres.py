"""What PostgreSQL's many writers could break and must not: acts applied once, numbers given once, the feed held back and moved."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sync.hub import feed_watch
from sync.hub.db import order, postgres
from sync.hub.db.database import Database, hold, next_number
from sync.hub.feed_watch import FeedWatch
from sync.hub.operator import Operator
from sync.hub.service import LocalHub
from sync.protocol.feed import CaseChanged
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import ActBody, Mutation, Outcome
from sync.protocol.people import SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind, Report
from sync.protocol.sealing import seal
from tests.postgres import Server
from tests.sync.conftest import PostgresTown
from tests.sync.hub.town import HERE, REPORT_PHOTOS, HandClock, Town, jpeg, photos, ref_of


@pytest.fixture
def url(postgres_town: PostgresTown) -> Iterator[str]:
    with postgres_town.copy() as url:
        yield url


@pytest.fixture
def hubs(url: str, tmp_path: Path) -> Iterator[list[Town]]:
    """Two hub processes as far as they can tell: nothing in memory is shared, the database and the folder are."""
    clock = HandClock()
    made = [Town(tmp_path / "hub", clock, database_url=url) for _ in range(2)]
    yield made
    for town in made:
        town.close()


def together(works: list[Callable[[], object]]) -> list[object]:
    """All at the same moment; what each returned."""
    gate = threading.Barrier(len(works))

    def begin(work: Callable[[], object]) -> object:
        gate.wait(100)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(begin, works))


def a_report(town: Town, login: str) -> Mutation:
    case_id = new_id()
    report = Report(
        id=case_id, kind=Kind.PROBLEM, subcategory="C01-01", created_at=town.clock(), position=HERE, description="路口有垃圾"
    )
    refs = tuple(ref for _, ref in photos(*REPORT_PHOTOS))
    return town[login].mutation(Act.SUBMIT, case_id, body=ActBody(report=report), media=refs)


def test_the_same_acts_through_two_hubs_at_once_are_applied_once_and_numbers_have_no_doubles(hubs: list[Town]) -> None:
    wangs, acts = [town["wangfang"] for town in hubs], [a_report(hubs[0], "wangfang") for _ in range(48)]
    batches = [acts[start : start + 3] for start in range(0, 48, 3)]
    sent = together([
        lambda wang=wang, batch=batch: wang.hub.push([seal(one) for one in batch]).receipts
        for batch in batches for wang in wangs
    ])
    receipts = [receipt for answer in sent for receipt in answer]  # type: ignore[attr-defined]
    applied = [receipt for receipt in receipts if receipt.outcome is Outcome.APPLIED]
    assert sorted(receipt.mutation for receipt in applied) == sorted(act.id for act in acts)
    assert {receipt.outcome for receipt in receipts} == {Outcome.APPLIED, Outcome.DUPLICATE}
    numbers = {receipt.case_id: receipt.case_number for receipt in receipts}
    assert len(set(numbers.values())) == 48
    assert all(numbers[receipt.case_id] == receipt.case_number for receipt in receipts)
    assert Operator(hubs[0].service).audit() == []


def test_many_acts_on_one_case_through_two_hubs_stand_in_one_unbroken_line(hubs: list[Town]) -> None:
    """The first is done, the others come too late and are kept as notes: each is a step of its own."""
    cases = [hubs[0]["wangfang"].report() for _ in range(2)]
    before = {case_id: hubs[0].case(case_id).last_seq for case_id in cases}
    # Every other batch names the two cases in the other order: each would wait for the other if nobody sorted them.
    batches = [
        (town, [town["liuyang"].mutation(Act.RECEIVE, case_id) for case_id in cases[:: -1 if turn % 2 else 1]])
        for turn in range(6) for town in hubs
    ]
    sent = together([
        lambda town=town, batch=batch: town["liuyang"].hub.push([seal(one) for one in batch]).receipts
        for town, batch in batches
    ])
    outcomes = [receipt.outcome for answer in sent for receipt in answer]  # type: ignore[attr-defined]
    assert sorted(outcomes) == [Outcome.APPLIED] * 2 + [Outcome.CONFLICT] * 22
    for case_id in cases:
        steps = hubs[1].dossier(case_id).steps
        assert [step.seq for step in steps] == list(range(1, before[case_id] + 12 + 1))
    assert Operator(hubs[0].service).audit() == []


def test_a_file_and_the_act_that_names_it_come_through_two_hubs_at_the_same_moment(hubs: list[Town]) -> None:
    for _ in range(6):
        data = [jpeg(), jpeg()]
        refs = tuple(ref_of(one, usage, shot) for one, (usage, shot) in zip(data, REPORT_PHOTOS, strict=True))
        act = msgspec.structs.replace(a_report(hubs[0], "wangfang"), media=refs)
        together([
            lambda act=act: hubs[0]["wangfang"].hub.push([seal(act)]),
            lambda one=data[0]: hubs[1]["wangfang"].upload(one),
            lambda one=data[1]: hubs[1]["wangfang"].upload(one),
        ])
        assert not hubs[0].case(act.case_id).hold_media, "the case waits for files that are here"


def test_numbers_of_a_day_are_never_given_twice_and_a_new_day_begins_at_one(url: str, tmp_path: Path) -> None:
    doors = [Database(tmp_path / "hub", url) for _ in range(2)]
    day = HandClock()().date()

    def take(door: Database) -> list[int]:
        found = []
        for turn in range(10):
            with pytest.raises(ZeroDivisionError) if turn % 3 == 0 else door.write() as connection:
                if turn % 3 == 0:
                    with door.write() as connection:
                        next_number(connection, "case", day)
                        raise ZeroDivisionError
                found.append(next_number(connection, "case", day))
        return found

    given = [number for found in together([lambda door=door: take(door) for door in doors * 6]) for number in found]
    assert len(given) == len(set(given)) == 12 * 6
    with doors[0].write() as connection:
        assert next_number(connection, "case", day.replace(year=2027)) == 1
    for door in doors:
        door.close()


def test_a_forgotten_transaction_holds_the_feed_back_and_it_is_said_who(
    hubs: list[Town], postgres: Server, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    town, wang = hubs[0], hubs[0]["wangfang"]
    cursor = wang.pull_all()[1]
    now = [0.0]
    watch = FeedWatch(town.service.database, town.service.bell, lambda: now[0])
    with postgres.connect(url.partition("@/")[2].partition("?")[0], application_name="forgotten") as other:
        other.execute("BEGIN")
        other.execute("SELECT pg_current_xact_id()")
        case_id = wang.report()
        assert wang.hub.pull(cursor).changes == ()
        watch.look()
        town.clock.move(seconds=30)
        state = town.service.state()
        assert state.feed.waiting > 0 and state.feed.alarm
        assert state.feed.held_back_by is not None and state.feed.held_back_by.name == "forgotten"
        with caplog.at_level(logging.WARNING, "sync.hub.feed_watch"):
            for now[0] in (1.0, 9.0, 12.0, 20.0, 75.0):
                watch.look()
            told = [record.getMessage() for record in caplog.records]
            assert len(told) == 2 and all("forgotten" in line and "held back" in line for line in told)
    assert [change.case.id for change in wang.hub.pull(cursor).changes if isinstance(change, CaseChanged)] == [case_id]
    assert watch.look()
    assert not town.service.state().feed.waiting


def test_a_prepared_transaction_holds_it_back_too_and_one_that_only_reads_does_not(hubs: list[Town], postgres: Server, url: str) -> None:
    name = url.partition("@/")[2].partition("?")[0]
    wang = hubs[0]["wangfang"]
    with postgres.connect(name) as reader, postgres.connect(name) as other:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT count(*) FROM changes")
        first, cursor = wang.report(), wang.pull_all()[1]
        assert wang.sees(first) is not None, "a backup or a report that only reads must hold nobody up"
        other.execute("BEGIN")
        other.execute("SELECT pg_current_xact_id()")
        other.execute("PREPARE TRANSACTION 'left behind'")
        wang.report()
        assert wang.hub.pull(cursor).changes == ()
        hubs[0].clock.move(minutes=1)
        by = hubs[0].service.state().feed.held_back_by
        assert by is not None and (by.kind, by.name) == ("prepared", "left behind")
        other.execute("ROLLBACK PREPARED 'left behind'")
    assert wang.hub.pull(cursor).changes


def test_a_database_that_was_moved_outdates_every_cursor_and_goes_on(hubs: list[Town], postgres: Server, url: str, tmp_path: Path) -> None:
    """Another database counts other transactions: a number of there means nothing here."""
    wang = hubs[0]["wangfang"]
    case_id, handler = wang.report(), hubs[0]["liuyang"]
    assert handler.sees(case_id) is not None
    cursor = wang.pull_all()[1]
    for town in hubs:
        town.close()
    moved = postgres.database(copy_of=url)
    town = Town(tmp_path / "hub", hubs[0].clock, database_url=moved)
    page = town["wangfang"].hub.pull(cursor)
    assert page.snapshot and case_id in [change.case.id for change in page.changes if isinstance(change, CaseChanged)]
    assert town["wangfang"].hub.pull(page.cursor).changes == ()
    second = town["wangfang"].report()
    assert second in [change.case.id for change in town["wangfang"].hub.pull(page.cursor).changes if isinstance(change, CaseChanged)]
    with town.service.database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM case_seen WHERE case_id = :of"), {"of": case_id}).scalar()
    town.close()
    again = Town(tmp_path / "hub", hubs[0].clock, database_url=moved)
    assert not again["wangfang"].hub.pull(page.cursor).snapshot, "a second start moves nothing"
    again.close()
    postgres.drop(moved)


def test_a_cursor_of_another_timeline_is_outdated(hubs: list[Town], monkeypatch: pytest.MonkeyPatch) -> None:
    """After a standby was promoted its numbers may be given a second time. (The server is played; its word is not.)"""
    wang = hubs[0]["wangfang"]
    cursor = wang.pull_all()[1]
    assert not wang.hub.pull(cursor).snapshot
    monkeypatch.setattr(postgres_of_order(), "timeline", lambda connection: "00000002")
    assert wang.hub.pull(cursor).snapshot


def postgres_of_order() -> object:
    return order.postgres


def test_timelines_cannot_be_changed_afterwards(hubs: list[Town]) -> None:
    hubs[0]["wangfang"].report()
    for statement in ("UPDATE steps SET body = '{}'", "DELETE FROM steps", "TRUNCATE steps"):
        with pytest.raises(DBAPIError, match="append-only"), hubs[0].service.database.write() as connection:
            connection.execute(text(statement))


def test_very_many_names_do_not_exhaust_the_servers_locks(url: str, tmp_path: Path) -> None:
    doors = [Database(tmp_path / "hub", url) for _ in range(2)]
    with doors[0].write() as connection:
        hold(connection, [f"case/{number}" for number in range(20_000)])
        found = connection.execute(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).scalar_one()
        assert found < 10
        blocked = ThreadPoolExecutor(1)
        waiting = blocked.submit(doors[1].run, lambda one: hold(one, ["case/7"]))
        with pytest.raises(TimeoutError):
            waiting.result(0.3)  # who wants one of them waits
    waiting.result(30)
    blocked.shutdown()
    for door in doors:
        door.close()


@pytest.mark.parametrize("text", ["\0", "a\0b", "x" * 5000])
def test_no_text_from_a_device_makes_the_database_fail(hubs: list[Town], text: str) -> None:
    """PostgreSQL refuses NUL and bounds its columns where SQLite does not: a device that sends it must not be stuck."""
    town, wang = hubs[0], hubs[0]["wangfang"]
    good, strange = a_report(town, "wangfang"), a_report(town, "wangfang")
    for changed in (
        {"id": text}, {"case_id": text}, {"body": ActBody(parent=text, text=text, report=strange.body.report)}, {"device": text},
        {"person": text},
    ):
        receipts = wang.hub.push([seal(msgspec.structs.replace(strange, **changed)), seal(good)]).receipts
        assert receipts[1].outcome in (Outcome.APPLIED, Outcome.DUPLICATE)
    for cursor in (text, f"s1.a.b.1.{text}"):
        assert wang.hub.pull(cursor).snapshot
    with pytest.raises(Problem) as refused:
        LocalHub(town.service).sign_in(SignIn(login=text, password=text, device_id="device"))
    assert refused.value.code is Code.SIGN_IN_WRONG


def test_news_cross_from_one_hub_to_the_other(hubs: list[Town]) -> None:
    far = hubs[1]
    cursor = far["liuyang"].pull_all()[1]
    watch = FeedWatch(far.service.database, far.service.bell)
    watch.look()
    rung = far.service.bell.rung
    case_id = hubs[0]["wangfang"].report()
    assert watch.look() and far.service.bell.rung > rung
    assert case_id in [change.case.id for change in far["liuyang"].pull_all(cursor)[0] if isinstance(change, CaseChanged)]


def test_a_new_seed_reaches_the_other_hub(hubs: list[Town]) -> None:
    hubs[0].change_person("wangfang", name="王芳芳")
    assert hubs[1].service.world().people["wangfang"].name == "王芳芳"


def test_a_database_that_is_gone_is_busy_and_comes_back(postgres_town: PostgresTown, tmp_path: Path) -> None:
    with Server() as server:
        town = Town(tmp_path / "hub", database_url=server.database())
        server.kill()
        with pytest.raises(Problem) as told:
            town.service.hello()
        assert told.value.code is Code.HUB_BUSY
        server.start()
        assert town.service.hello().hub_id == town.service.hub_id
        town.close()


def test_what_must_be_durable_is_seen_by_the_operator(hubs: list[Town]) -> None:
    with hubs[0].service.database.read() as connection:
        state = feed_watch.state(connection, hubs[0].clock())
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
        assert postgres.speaks(connection)
    assert (state.database.kind, state.database.durable) == ("postgresql", False)  # the tests' server runs without fsync


def test_a_server_that_answers_before_it_has_written_is_told_to_wait(postgres: Server, tmp_path: Path) -> None:
    url = postgres.database()
    with postgres.connect() as connection:
        connection.execute(f"ALTER DATABASE {url.partition('@/')[2].partition('?')[0]} SET synchronous_commit = off")
    database = Database(tmp_path / "hub", url)
    for transaction in (database.read, database.write):
        with transaction() as one:
            assert one.execute(text("SHOW synchronous_commit")).scalar() == "on"
    database.close()
    postgres.drop(url)
