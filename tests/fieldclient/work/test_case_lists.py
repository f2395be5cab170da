"""The list of cases as the window asks for it: words, filters and counts, choices kept by name, the way to go."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from fieldclient.store.to_do import nearest_to_do
from fieldclient.work import RealDesk
from fieldclient.work.case_lists import MOST_SAVED, place_of
from fieldclient.work.overview import TASKS_AT_HOME
from fieldclient.work.route import LATE_COSTS_M, Stop, _Way, ordered
from fieldclient.work.rows import Viewer
from fieldclient.work.views import CaseList, Light, Lookup
from sync.protocol.feed import CaseChanged, CaseView
from sync.protocol.lifecycle import Stage
from sync.protocol.marks import Mark, MarkKind
from sync.protocol.position import Position, PositionSource
from tests.fieldclient.store.making import LI, NOON, WANG, case, deadline, keep, page, photo, ref_of, session

HOUR = timedelta(hours=1)


def at(metres_east: float, metres_north: float = 0.0) -> Position:
    return Position(latitude=36.07 + metres_north / 111_195, longitude=120.38 + metres_east / 89_880, source=PositionSource.GNSS)


def tell(desk: RealDesk, *views: CaseView) -> None:
    desk.signed_in(session(LI))
    desk.queue.apply_page(page(*(CaseChanged(case=view) for view in views)), desk.store.clock())


def test_lists_show_a_photo_of_the_hubs_case_as_it_was_drawn_on(desk: RealDesk) -> None:
    data = photo(1)
    keep(desk.store, data)
    view = case(Stage.HANDLING, files=(ref_of(data),))
    tell(desk, view)
    plain, = listed(desk).rows
    marked = replace(ref_of(data), marks=(Mark(kind=MarkKind.BLUR, points=((0.2, 0.2), (0.7, 0.7))),))
    tell(desk, case(Stage.HANDLING, version=2, id=view.id, files=(marked,)))
    drawn, = listed(desk).rows
    assert None not in (plain.thumbnail, drawn.thumbnail) and plain.thumbnail != drawn.thumbnail


def viewer(desk: RealDesk) -> Viewer:
    account = desk.store.people.current()
    assert account is not None
    return Viewer(account.person, account.actor, NOON)


def listed(desk: RealDesk, **wanted: object) -> CaseList:
    return desk.lists.page(Lookup(**wanted), viewer(desk))  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "hit"), [
    ("暴露垃圾", True), ("bllj", True), ("baolu", True), ("pllj", True), ("BLLJ", True), ("c01-01", True), ("litter", True), ("xgdl", True),
    ("xgdl bllj", True), ("香港 litter", True), ("0042", True), ("bllx", False), ("香港 井盖", False), ("9999", False), ("", True),
])
def test_a_case_is_found_by_its_four_keys_and_by_initials(desk: RealDesk, text: str, hit: bool) -> None:
    tell(desk, case(Stage.HANDLING))
    assert bool(listed(desk, text=text).rows) is hit


def test_a_case_without_a_number_is_found_by_its_reference(desk: RealDesk) -> None:
    view = case(Stage.HANDLING, number=None)
    tell(desk, view)
    row, = listed(desk).rows
    assert row.number is None
    for text in (row.local_reference, row.local_reference.lower(), row.local_reference[1:]):
        assert [found.id for found in listed(desk, text=text).rows] == [view.id]


def test_home_shows_the_first_of_what_is_asked_and_tells_how_much_that_is(desk: RealDesk) -> None:
    views = [case(Stage.HANDLING, position=at(100.0 * (12 - hours)), deadline=deadline(NOON + hours * HOUR)) for hours in range(12)]
    nowhere = case(Stage.HANDLING, deadline=deadline(NOON - HOUR))
    tell(desk, *views, nowhere, case(Stage.CLOSED))
    urgent = desk.home()
    assert [row.id for row in urgent.tasks] == [nowhere.id, *(view.id for view in views[: TASKS_AT_HOME - 1])]
    assert urgent.to_do == 13 and urgent.tasks[1].distance_m is None
    unknown = desk.home(nearest=True).tasks  # nobody knows where this person is
    assert [row.id for row in unknown] == [row.id for row in urgent.tasks]
    draft = desk.new_draft()
    desk.note_fix(draft.id, msgspec.structs.replace(at(0.0), accuracy_m=9.0, fixed_at=desk.now()))
    near = desk.home(nearest=True)
    assert [row.id for row in near.tasks] == [view.id for view in reversed(views)][:TASKS_AT_HOME]
    assert near.to_do == 13 and near.tasks[0].distance_m == pytest.approx(100.0, rel=0.01)


def test_of_few_tasks_the_one_without_a_place_comes_last_among_the_nearest(desk: RealDesk) -> None:
    north, east, nowhere = (case(Stage.HANDLING, position=place) for place in (at(0.0, 1000.0), at(1100.0), None))
    tell(desk, nowhere, east, north)
    found = nearest_to_do(desk.store.database, LI.id, at(0.0), 10)  # in degrees the east would be the farther by a third
    assert [row.id for row in desk.store.cases.listed(LI.id, found)] == [north.id, east.id, nowhere.id]
    assert len(nearest_to_do(desk.store.database, LI.id, at(0.0), 2)) == 2


def test_pages_go_on_where_the_last_one_ended(desk: RealDesk) -> None:
    tell(desk, *(case(Stage.HANDLING, deadline=deadline(NOON + hours * HOUR)) for hours in range(7)))
    everything = [row.id for row in listed(desk).rows]
    first = listed(desk, limit=3)
    second = listed(desk, limit=3, after=first.after)
    third = listed(desk, limit=3, after=second.after)
    assert [row.id for row in (*first.rows, *second.rows, *third.rows)] == everything and third.after == ""
    assert [row.id for row in listed(desk, limit=3, offset=3).rows] == everything[3:6]


@pytest.mark.parametrize("after", ["", "x", "[", '"1"', "null", "{}", '["a"]'])
def test_what_is_no_place_in_a_list_is_its_beginning(after: str) -> None:
    assert place_of(after) is None


def test_a_place_of_another_list_is_the_beginning(desk: RealDesk) -> None:
    tell(desk, case(Stage.HANDLING))
    assert len(listed(desk, after="[1,2]").rows) == 1 and len(listed(desk, after="[1,2]", sort="distance", only_mine=False).rows) == 1


def test_distances_are_told_where_it_is_known_where_the_person_is(desk: RealDesk) -> None:
    near, far, nowhere = (case(Stage.HANDLING, position=place) for place in (at(300), at(2000), None))
    tell(desk, far, nowhere, near)
    here = (36.07, 120.38)
    rows = listed(desk, sort="distance", here=here).rows
    assert [row.id for row in rows] == [near.id, far.id, nowhere.id]
    assert rows[0].distance_m == pytest.approx(300, rel=0.01) and rows[2].distance_m is None
    assert [row.id for row in listed(desk, here=here, near_m=500.0).rows] == [near.id]
    assert all(row.distance_m is None for row in listed(desk).rows)


def test_counts_for_the_chips(desk: RealDesk) -> None:
    tell(desk, case(Stage.HANDLING, grid="g1", grid_name="一号网格", deadline=deadline(NOON - HOUR)), case(Stage.CLOSED, grid="g1"),
         case(Stage.HANDLING, grid="g2", grid_name="二号网格", position=at(100)))
    found = desk.lists.counts(Lookup(lights=(Light.OVERDUE,), here=(36.07, 120.38)), viewer(desk))
    assert (found.total, found.grids, found.stages, found.near) == (1, (("g1", "一号网格", 1),), {"handling": 1}, 0)
    assert found.lights[Light.NONE] == 2 and found.lights[Light.OVERDUE] == 1


# Choices kept by name


def test_choices_are_kept_for_each_person(desk: RealDesk) -> None:
    wanted = Lookup(text="井盖", lights=(Light.OVERDUE,), grids=("g1",), near_m=500.0, here=(1.0, 2.0), after="[1]", offset=7)
    desk.lists.save(WANG.id, "  我的  井盖 ", wanted)
    desk.lists.save(WANG.id, "急", Lookup(lights=(Light.OVERDUE_AGAIN,)))
    assert desk.lists.saved(LI.id) == ()
    assert [each.name for each in desk.lists.saved(WANG.id)] == ["急", "我的 井盖"]
    kept = desk.lists.saved(WANG.id)[1].lookup
    assert kept == Lookup(text="井盖", lights=(Light.OVERDUE,), grids=("g1",), near_m=500.0)
    assert [each.name for each in desk.lists.save(WANG.id, "我的 井盖", Lookup())] == ["我的 井盖", "急"]
    assert [each.name for each in desk.lists.forget(WANG.id, "急")] == ["我的 井盖"]
    assert desk.lists.forget(WANG.id, "我的 井盖") == () and desk.lists.saved(WANG.id) == ()


def test_there_are_only_so_many_and_what_cannot_be_read_is_none(desk: RealDesk) -> None:
    for number in range(MOST_SAVED + 3):
        desk.lists.save(WANG.id, str(number), Lookup())
    names = [each.name for each in desk.lists.saved(WANG.id)]
    assert len(names) == MOST_SAVED and names[0] == str(MOST_SAVED + 2)
    desk.set_setting(f"case_filters:{WANG.id}", "[{]")
    assert desk.lists.saved(WANG.id) == ()


# The way to go


START = at(0)


@pytest.mark.parametrize(("stops", "order"), [
    ([], []), ([(100, None)], [0]), ([(300, None), (100, None), (200, None)], [1, 2, 0]),
    ([(100, None), (-100, None), (-120, None), (150, None)], [0, 3, 1, 2]),
    ([(900, 800), (100, None), (200, None)], [0, 2, 1]),  # the far one has to be first to be in time
    ([(100, None), (200, 200), (300, None)], [1, 0, 2]),
    ([(100, 0), (50, None)], [0, 1]),  # late whatever one does: the sooner the better
    ([(None, None), (50, None), (None, 5)], [1, 0, 2]),
])
def test_the_way_by_table(stops: list[tuple[float | None, float | None]], order: list[int]) -> None:
    made = [Stop(number, None if east is None else at(east), left) for number, (east, left) in enumerate(stops)]
    assert ordered(START, made) == order


@pytest.mark.parametrize("seed", range(6))
def test_no_order_of_a_few_stops_is_much_better(seed: int) -> None:
    draw = random.Random(seed)
    stops = [Stop(number, at(draw.uniform(-900, 900), draw.uniform(-900, 900)), draw.choice((None, draw.uniform(300, 4000))))
             for number in range(6)]
    way = _Way(START, stops)
    best = min(way.cost_m(order) for order in itertools.permutations(range(6)))
    found = way.cost_m(ordered(START, stops))
    assert found < best * 1.15 and int(found // LATE_COSTS_M) == int(best // LATE_COSTS_M)


def test_a_long_day_is_ordered_too() -> None:
    draw = random.Random(9)
    stops = [Stop(number, at(draw.uniform(-3000, 3000), draw.uniform(-3000, 3000))) for number in range(200)]
    assert sorted(ordered(START, stops)) == list(range(200))


def test_cases_in_the_order_in_which_to_go(desk: RealDesk) -> None:
    near, far, nowhere = (case(Stage.HANDLING, position=place) for place in (at(100), at(900), None))
    tell(desk, near, far, nowhere)
    rows = desk.lists.route([nowhere.id, far.id, "gone", near.id], START, viewer(desk))
    assert [row.id for row in rows] == [near.id, far.id, nowhere.id]
    urgent = case(Stage.HANDLING, position=at(900), deadline=deadline(NOON + timedelta(seconds=800)))
    tell(desk, urgent)
    assert [row.id for row in desk.lists.route([near.id, urgent.id], START, viewer(desk))] == [urgent.id, near.id]
