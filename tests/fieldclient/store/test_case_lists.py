"""Lists of cases against going through all of them one by one: chosen, ordered, paged, counted, and kept up with changes."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from fieldclient.store import Store
from fieldclient.store.case_wanted import KEYS, Colour, Sort, Term, Wanted
from fieldclient.store.renewing import left_to_renew, renew
from fieldclient.store.times import from_ms
from fieldclient.work.lights import lateness
from fieldclient.work.views import Light
from sync.protocol.deadlines import TimedStage
from sync.protocol.feed import CaseChanged, CaseRevoked, CaseView
from sync.protocol.ids import local_reference
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.position import Position, PositionSource, distance_m
from sync.protocol.tasks import TaskKind
from tests.fieldclient.store.making import (
    LI,
    NOON,
    WANG,
    case,
    deadline,
    filed,
    open_store,
    page,
    photo,
    session,
)

HERE = (36.07, 120.38)
HOUR = timedelta(hours=1)
DRAW = random.Random(11)


def some(draw: random.Random, **more: object) -> CaseView:
    stage = draw.choice((Stage.FILED, Stage.DISPATCHED, Stage.HANDLING, Stage.CLOSED, Stage.CLOSED))
    due = NOON + draw.choice((-9, -3, -1, 0, 1, 30)) * HOUR
    clock = draw.choice((None, deadline(due), deadline(due, level=draw.randrange(3)), deadline(due, met_at=NOON - 2 * HOUR)))
    place = None if draw.random() < 0.2 else Position(
        latitude=36.07 + draw.uniform(-0.01, 0.01), longitude=120.38 + draw.uniform(-0.01, 0.01), source=PositionSource.GNSS)
    facts: dict[str, object] = {
        "created_at": NOON - draw.randrange(4) * HOUR, "deadline": clock, "position": place, "grid": draw.choice((None, "g1", "g2")),
        "grid_name": "", "reporter": draw.choice((None, LI.id)), "description": draw.choice(("桶边有垃圾", "路灯不亮", "KTV门口占道")),
        "number": f"37021420261120{draw.randrange(10**5):05d}"}
    return case(stage, **{**facts, **more})


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[CaseView]]]:
    store = open_store(tmp_path_factory.mktemp("device"), person=LI)
    views = [some(DRAW) for _ in range(260)]
    tell(store, *views)
    yield store, views
    store.close()


def tell(store: Store, *views: CaseView) -> None:
    store.queue().apply_page(page(*(CaseChanged(case=view) for view in views)), store.clock())


def ids(store: Store, rows: tuple[int, ...]) -> list[str]:
    return [record.id for record in store.cases.records(store.people.current_id(), rows)]


def walk(store: Store, wanted: Wanted, limit: int = 17) -> list[str]:
    person, out, after = store.people.current_id(), list[str](), None
    while True:
        found = store.cases.lists.page(person, wanted, NOON, after=after, limit=limit)
        out += ids(store, found.rows)
        if found.after is None:
            return out
        assert len(found.rows) == limit
        after = found.after


def columns(store: Store, view: CaseView) -> dict[str, object]:
    row = store.database.one("SELECT * FROM cases WHERE person = ? AND id = ?", (store.people.current_id(), view.id))
    assert row is not None
    return dict(row)


def colour(store: Store, view: CaseView) -> str:
    task = columns(store, view)["task"]
    return lateness(view, TaskKind(task) if task else None, NOON).light.value


def chosen(store: Store, views: list[CaseView], wanted: Wanted) -> list[str]:
    """By going through all of them."""
    left = []
    for view in views:
        row = columns(store, view)
        far = None if view.position is None else distance_m(at(*HERE), view.position)
        fits = {"all": True, "to_do": row["needs_me"] and not row["ended"], "mine": row["mine"], "ended": row["ended"]}[wanted.which]
        fits = fits and (not wanted.stages or view.stage.value in wanted.stages) and (not wanted.grids or (view.grid or "") in wanted.grids)
        fits = fits and (not wanted.colours or colour(store, view) in wanted.colours) and (not wanted.mine or row["mine"])
        fits = fits and (wanted.near_m is None or (far is not None and far <= wanted.near_m))
        if fits and all(term.text in view.description or term.text in (view.number or "") for term in wanted.terms):
            keys = [far if far is not None else float("inf")] if wanted.order is Sort.DISTANCE else [
                -row[name] if largest else row[name] for name, largest in KEYS[wanted.order]]  # type: ignore[operator]
            left.append((keys, row["row"], view.id))
    return [each[-1] for each in sorted(left)]


def at(latitude: float, longitude: float) -> Position:
    return Position(latitude=latitude, longitude=longitude, source=PositionSource.GNSS)


TERM = (Term("垃圾"),)
WANTED = [
    *(Wanted(which=which) for which in ("all", "to_do", "mine", "ended")),
    *(Wanted(which=which, sort=sort, here=HERE) for which in ("all", "mine") for sort in Sort),
    Wanted(stages=frozenset({"filed", "closed"})), Wanted(grids=frozenset({"g1"})), Wanted(grids=frozenset({"", "g2"}), which="to_do"),
    Wanted(grids=frozenset({"nowhere"})), Wanted(mine=True, terms=TERM), Wanted(near_m=400.0, here=HERE, sort=Sort.DISTANCE),
    Wanted(near_m=400.0, here=HERE), *(Wanted(colours=frozenset({each})) for each in Colour),
    Wanted(terms=(Term("垃圾"), Term("2611"))), Wanted(terms=(Term("0001"),)), Wanted(terms=TERM, which="ended", sort=Sort.NEWEST),
    Wanted(sort=Sort.DISTANCE),
]


@pytest.mark.parametrize("wanted", WANTED, ids=range(len(WANTED)))
def test_pages_are_what_was_chosen_in_order(city: tuple[Store, list[CaseView]], wanted: Wanted) -> None:
    store, views = city
    assert walk(store, wanted) == chosen(store, views, wanted)


@pytest.mark.parametrize("which", ["all", "to_do", "mine", "ended"])
def test_the_usual_list_is_the_same_by_index_and_by_columns(city: tuple[Store, list[CaseView]], which: str) -> None:
    store, _ = city
    plain = Wanted(which=which)
    by_columns = Wanted(which=which, sort=plain.order)
    assert plain.is_plain and not by_columns.is_plain
    for limit in (1, 7, 300):
        assert walk(store, plain, limit) == walk(store, by_columns, limit)


@pytest.mark.parametrize("wanted", [
    Wanted(), Wanted(colours=frozenset({Colour.OVERDUE})), Wanted(terms=TERM, which="mine", here=HERE, near_m=700.0),
    Wanted(stages=frozenset({"closed"}), grids=frozenset({"g1"})),
])
def test_counts_are_what_there_would_be(city: tuple[Store, list[CaseView]], wanted: Wanted) -> None:
    store, views = city
    found = store.cases.lists.counts(LI.id, wanted, NOON, near_m=500.0)

    def count(**other: object) -> int:
        return len(chosen(store, views, msgspec_replace(wanted, **other)))

    assert found.total == count()
    assert found.stages == {each.value: much for each in Stage if (much := count(stages=frozenset({each.value})))}
    assert found.colours == {each: count(colours=frozenset({each})) for each in Colour}
    assert found.grids == {each: much for each in ("g1", "g2") if (much := count(grids=frozenset({each})))}
    assert found.mine == count(mine=True)
    assert found.near == (None if wanted.here is None else count(near_m=500.0))


def msgspec_replace(wanted: Wanted, **other: object) -> Wanted:
    from dataclasses import replace

    return replace(wanted, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(sort=Sort.NEWEST), Wanted(sort=Sort.DISTANCE, here=HERE), Wanted(terms=TERM)])
def test_what_comes_or_goes_meanwhile_moves_no_page(tmp_path: Path, wanted: Wanted) -> None:
    store, draw = open_store(tmp_path, person=LI), random.Random(3)
    views = [some(draw, description="垃圾") for _ in range(60)]
    tell(store, *views)
    first = store.cases.lists.page(LI.id, wanted, NOON, limit=20)
    before, shown = walk(store, wanted), ids(store, first.rows)
    tell(store, *(some(draw, description="垃圾") for _ in range(30)))
    gone = before[25]
    store.queue().apply_page(page(CaseRevoked(case_id=gone), CaseRevoked(case_id=shown[-1])), store.clock())
    rest, after = list[str](), first.after
    while after is not None:
        found = store.cases.lists.page(LI.id, wanted, NOON, after=after, limit=20)
        rest += ids(store, found.rows)
        after = found.after
    assert not set(shown) & set(rest) and len(rest) == len(set(rest))
    assert [each for each in rest if each in before] == [each for each in before[20:] if each != gone]
    store.close()


# Keeping up


def listed(store: Store) -> list[str]:
    return walk(store, Wanted(sort=Sort.NEWEST))


def test_every_change_is_seen_at_once(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert listed(store) == []
    mutation = filed(store, photo())
    assert listed(store) == [mutation.case_id]
    view = some(random.Random(1), description="路灯")
    tell(store, view)
    assert set(listed(store)) == {mutation.case_id, view.id} and walk(store, Wanted(terms=(Term("路灯"),))) == [view.id]
    tell(store, msgspec.structs.replace(view, version=2, description="井盖", number="3702142026000000777"))
    assert walk(store, Wanted(terms=(Term("路灯"),))) == [] and walk(store, Wanted(terms=(Term("777"),))) == [view.id]
    assert walk(store, Wanted(terms=(Term("jg"),))) == [view.id]
    tell(store, msgspec.structs.replace(view, version=3, description="路灯"))
    assert walk(store, Wanted(terms=(Term("jg"),))) == [] and walk(store, Wanted(terms=(Term("ld"),))) == [view.id]
    store.queue().apply_page(page(CaseRevoked(case_id=view.id)), store.clock())
    assert listed(store) == [mutation.case_id]
    nameless = some(random.Random(2), number=None, reporter=None, description="路面")
    tell(store, nameless)
    called = local_reference(nameless.id).lower()
    assert nameless.id in walk(store, Wanted(terms=(Term(called),))), "what people say until there is a number"
    tell(store, msgspec.structs.replace(nameless, version=2, number="3702142026000000888"))
    assert walk(store, Wanted(terms=(Term("888"),))) == [nameless.id]
    assert nameless.id not in walk(store, Wanted(terms=(Term(called),))), "a colleague's case is called by its number from then on"
    store.signed_in(session(LI))
    assert listed(store) == []
    store.close()


def test_what_was_taken_back_was_never_there(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert listed(store) == []
    with pytest.raises(KeyError), store.database.change():
        store.cases.keep(WANG.id, [some(random.Random(1))], 0, anew=False)
        assert len(listed(store)) == 1  # inside its own change
        raise KeyError
    assert listed(store) == []
    store.close()


def test_a_change_of_another_thread_is_seen_when_it_is_done(tmp_path: Path) -> None:
    store, inside, go_on = open_store(tmp_path), threading.Event(), threading.Event()
    assert listed(store) == []

    def write() -> None:
        with store.database.change():
            store.cases.keep(WANG.id, [some(random.Random(1))], 0, anew=False)
            inside.set()
            go_on.wait(20)

    writer = threading.Thread(target=write)
    writer.start()
    assert inside.wait(20)
    assert listed(store) == []
    go_on.set()
    writer.join()
    assert len(listed(store)) == 1
    store.close()


def test_a_pull_of_thousands_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldclient.store.touched.MOST", 20)
    store, draw = open_store(tmp_path), random.Random(2)
    assert listed(store) == []
    views = [some(draw) for _ in range(50)]
    tell(store, *views)
    assert set(listed(store)) == {view.id for view in views}
    store.close()


# Older devices


def test_an_older_device_is_worked_out_in_small_steps(tmp_path: Path) -> None:
    store, draw = open_store(tmp_path, person=LI), random.Random(4)
    views = [some(draw, grid="g7", grid_name="七号网格", deadline=deadline(NOON - 9 * HOUR)) for _ in range(230)]
    tell(store, *views)
    broken = views[7].id
    store.database.write("UPDATE cases SET grid = NULL, grid_name = '', again_ms = NULL")
    store.database.write("UPDATE cases SET raw = X'00' WHERE id = ?", (broken,))
    steps = iter([False, True])
    assert renew(store.database, store.cases, lambda: next(steps)) == 100 and left_to_renew(store.database) == 130
    store.sweep()
    assert left_to_renew(store.database) == 0
    found = store.cases.lists.counts(LI.id, Wanted(), NOON)
    assert found.grids == {"g7": 229} and found.grid_names == {"g7": "七号网格"}
    assert found.colours[Colour.OVERDUE_AGAIN] == sum(colour(store, view) == Light.OVERDUE_AGAIN.value for view in views if view.id != broken)
    store.close()


@pytest.mark.parametrize("hours", [-30, -9, -1, -0.5, 0, 0.01, 4, 12])
@pytest.mark.parametrize("stage", [Stage.HANDLING, Stage.CLOSED, Stage.CHECKING])
def test_the_colour_is_that_of_the_row(tmp_path: Path, hours: float, stage: Stage) -> None:
    store = open_store(tmp_path, person=LI)
    clocks = [None, *(deadline(NOON, kind, level=level, met_at=met) for kind in (TimedStage.HANDLE, TimedStage.CHECK)
                      for level in (0, 1, 2) for met in (None, NOON - 2 * HOUR, NOON + 5 * HOUR))]
    views = [case(stage, deadline=clock) for clock in clocks]
    tell(store, *views)
    now = from_ms(int((NOON + hours * HOUR).timestamp() * 1000))
    found = store.cases.lists.counts(LI.id, Wanted(), now).colours
    told = [lateness(view, TaskKind.HANDLE if stage is Stage.HANDLING else None, now).light.value for view in views]
    assert {each.value: count for each, count in found.items() if count} == {each: told.count(each) for each in set(told)}
    store.close()


def test_an_act_of_mine_moves_the_case_in_the_columns_too(tmp_path: Path) -> None:
    from tests.fieldclient.store.making import acted

    store = open_store(tmp_path, person=LI)
    view = case(Stage.DISPATCHED, deadline=deadline(NOON + HOUR))
    tell(store, view)
    to_do = Wanted(which="to_do", sort=Sort.NEWEST)
    assert walk(store, to_do) == [view.id]
    acted(store, view.id, Act.RECEIVE)
    assert walk(store, to_do) == [view.id] and walk(store, Wanted(which="to_do")) == [view.id]
    store.close()
