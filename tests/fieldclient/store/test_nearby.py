"""Open cases near a place: the tree says what a look at every case says, through every change and for old databases."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from fieldclient.store import Store, migrations
from fieldclient.store.nearby import boxes
from sync.protocol.feed import CaseView
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Stage
from sync.protocol.position import Position, PositionSource, distance_m
from sync.protocol.report import Kind
from tests.fieldclient.store.making import LI, NOON, TestClock, filed, open_store, photo, session

ME = "p-wang"
HERE = Position(latitude=36.0671, longitude=120.3826, source=PositionSource.GNSS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def at(latitude: float, longitude: float) -> Position:
    return Position(latitude=latitude, longitude=longitude, source=PositionSource.HAND)


def case(position: Position | None, **more: object) -> CaseView:
    known: dict[str, object] = {"id": new_id(), "version": 1, "kind": Kind.PROBLEM, "stage": Stage.FILED, "created_at": NOON}
    return CaseView(position=position, **{**known, **more})  # type: ignore[arg-type]


def keep(store: Store, *views: CaseView, person: str = ME) -> None:
    with store.database.change():
        store.cases.keep(person, views, 0, anew=False)


def near(store: Store, place: Position = HERE, radius_m: float = 50.0, person: str = ME, days: int = 30) -> list[str]:
    return [each.id for each in store.nearby.open_cases(person, place, radius_m, NOON - timedelta(days=days))]


def test_the_tree_agrees_with_a_look_at_every_case(store: Store) -> None:
    draw = random.Random(7)
    views = [case(at(HERE.latitude + draw.gauss(0, 0.002), HERE.longitude + draw.gauss(0, 0.002))) for _ in range(400)]
    keep(store, *views)
    for radius_m in (1.0, 30.0, 100.0, 250.0):
        for place in (HERE, at(36.068, 120.381)):
            wanted = {view.id for view in views if distance_m(place, view.position) <= radius_m}
            found = store.nearby.open_cases(ME, place, radius_m, NOON - timedelta(days=1))
            assert {each.id for each in found} == wanted
            assert [each.distance_m for each in found] == sorted(each.distance_m for each in found)


def test_what_moves_ends_ages_or_leaves(store: Store) -> None:
    stays, moves, ends, leaves = (case(HERE) for _ in range(4))
    old, nowhere = case(HERE, created_at=NOON - timedelta(days=60)), case(None)
    keep(store, stays, moves, ends, leaves, old, nowhere)
    assert set(near(store)) == {stays.id, moves.id, ends.id, leaves.id}
    assert set(near(store, days=90)) == {stays.id, moves.id, ends.id, leaves.id, old.id}
    replace = msgspec.structs.replace
    keep(store, replace(moves, version=2, position=at(36.1, 120.4)), replace(ends, version=2, stage=Stage.CLOSED), replace(stays, version=2))
    with store.database.change():
        store.cases.revoke(ME, [leaves.id])
    assert near(store) == [stays.id] and near(store, at(36.1, 120.4)) == [moves.id]
    keep(store, replace(moves, version=3, position=None))
    assert near(store, at(36.1, 120.4)) == []
    _tree_is_whole(store)


def _tree_is_whole(store: Store) -> None:
    assert store.database.one("SELECT rtreecheck('case_places')")[0] == "ok"
    lost = store.database.number("SELECT COUNT(*) FROM case_places WHERE row NOT IN (SELECT row FROM cases)")
    assert lost == 0


def test_two_people_on_one_tablet(store: Store) -> None:
    mine, theirs = case(HERE), case(HERE)
    keep(store, mine)
    store.signed_in(session(LI))
    keep(store, theirs, person=LI.id)
    assert near(store) == [mine.id] and near(store, person=LI.id) == [theirs.id]


def test_own_reports_count_before_the_hub_answers(store: Store) -> None:
    mutation = filed(store, photo())
    report = msgspec.structs.replace(mutation.body.report, position=HERE)
    sent = msgspec.structs.replace(mutation, body=msgspec.structs.replace(mutation.body, report=report))
    store.database.write("UPDATE mutations SET payload = ? WHERE id = ?", (msgspec.json.encode(sent), mutation.id))
    with store.database.change():
        store.cases.refresh(ME, mutation.case_id)
    (found,) = store.nearby.open_cases(ME, HERE, 50.0, NOON - timedelta(days=1))
    assert (found.id, found.mine, found.stage) == (mutation.case_id, True, None)


def test_a_database_of_the_last_version_is_filled(tmp_path: Path) -> None:
    """The tables of this step taken away, as an older version left them; one row that is no JSON stays what it is."""
    store = open_store(tmp_path)
    there, nowhere, broken = case(HERE), case(None), case(HERE)
    keep(store, there, nowhere, broken)
    mutation = filed(store, photo())
    report = msgspec.structs.replace(mutation.body.report, position=HERE)
    sent = msgspec.structs.replace(mutation, body=msgspec.structs.replace(mutation.body, report=report))
    store.database.write("UPDATE mutations SET payload = ? WHERE id = ?", (msgspec.json.encode(sent), mutation.id))
    store.database.write("UPDATE cases SET raw = X'7BFF' WHERE id = ?", (broken.id,))
    path = store.database.path
    store.close()
    with closing(sqlite3.connect(path)) as old:
        for table in ("case_places", "areas", "area_layers", "photo_looks"):
            old.execute(f"DROP TABLE {table}")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (migrations.m0011_places.__name__,))
        old.commit()
    store = open_store(tmp_path, TestClock())
    try:
        assert set(near(store)) == {there.id, mutation.case_id}
        _tree_is_whole(store)
    finally:
        store.close()


@pytest.mark.parametrize(("place", "count"), [
    (at(0.0, 0.0), 1), (at(36.0, 180.0), 2), (at(-17.0, -179.9999), 2), (at(89.9999, 10.0), 1), (at(-90.0, 0.0), 1)])
def test_boxes_hold_the_circle_everywhere(place: Position, count: int) -> None:
    found = boxes(place, 250.0)
    assert len(found) == count
    draw = random.Random(3)
    for _ in range(300):
        there = at(max(-90, min(90, place.latitude + draw.uniform(-0.004, 0.004))), (place.longitude + draw.uniform(-0.01, 0.01) + 180) % 360 - 180)
        if distance_m(place, there) <= 250.0:
            assert any(s <= there.latitude <= n and w <= there.longitude <= e for s, n, w, e in found)
