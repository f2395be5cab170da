"""What the map shows of the cases of a device: the same as a slow look at each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fieldclient.geo.mercator import plane_edges, to_plane
from fieldclient.work import RealDesk
from fieldclient.work.list_views import Light, Lookup
from sync.protocol.media import Shot
from tests.ui.district import PLACES, District, picture

WHOLE = plane_edges((36.0, 120.3, 36.1, 120.45))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealDesk]:
    with District(tmp_path_factory.mktemp("map")) as district:
        for at in range(2):
            district.report("wangfang", "C01-01", f"垃圾 {at}", 0, at)
        for at in range(1, 4):
            district.report("wangfang", "C09-01", f"井盖 {at}", at, 10 + at)
        district.sync("wangfang")
        district.clock.to(1)
        yield district.desk("wangfang")


def test_marks_tell_every_open_case_once(desk: RealDesk) -> None:
    far, near = desk.maps.seen(WHOLE, 9), desk.maps.seen(WHOLE, 18)
    assert far.total == near.total == sum(mark.count for mark in far.marks) == sum(mark.count for mark in near.marks) == 5
    assert len(far.marks) == 1 and far.marks[0].count == 5 and far.marks[0].case_id == ""
    alone = [mark for mark in near.marks if mark.count == 1]
    assert len(alone) == 3 and len(near.marks) == 4
    rows = {row.id: row for row in desk.cases(Lookup())}
    for mark in alone:
        row = rows[mark.case_id]
        assert (mark.subcategory_zh, mark.number, mark.light) == (row.subcategory_zh, row.number or "", row.light)
        assert any((mark.x, mark.y) == pytest.approx(to_plane(lat, lon), abs=1e-9) for _, lat, lon in PLACES)
    assert far.to_do == sum(row.needs_me for row in rows.values())
    assert far.late == sum(row.light in (Light.OVERDUE, Light.OVERDUE_AGAIN) for row in rows.values())


def test_only_what_is_in_view_and_nearest_first(desk: RealDesk) -> None:
    _, latitude, longitude = PLACES[3]
    edges = plane_edges((latitude - 0.0002, longitude - 0.0002, latitude + 0.0002, longitude + 0.0002))
    assert desk.maps.seen(edges, 17).total == 1
    (row,) = desk.maps.in_view(edges)
    assert row.place == PLACES[3][0]
    assert [each.place for each in desk.maps.in_view(plane_edges((latitude - 0.01, longitude - 0.01, latitude + 0.01, longitude + 0.01)))][0] == PLACES[3][0]
    assert len(desk.maps.in_view(WHOLE, limit=4)) == 4
    assert desk.maps.seen(plane_edges((10, 10, 11, 11)), 12).marks == ()


def test_filters_and_a_change_is_seen_at_once(desk: RealDesk) -> None:
    mine, to_do = desk.maps.seen(WHOLE, 12, "mine").total, desk.maps.seen(WHOLE, 12, "to_do").total
    assert mine == 5 and to_do == desk.maps.seen(WHOLE, 12).to_do
    draft = desk.new_draft()
    desk.save_field(draft.id, "subcategory", "C01-01")
    desk.save_field(draft.id, "description", "新")
    desk.place_by_hand(draft.id, 36.05, 120.35)
    for number, shot in enumerate((Shot.FAR, Shot.NEAR)):
        desk.add_photo_bytes(draft.id, picture(90 + number), shot=shot)
    desk.submit(draft.id)
    assert desk.maps.seen(WHOLE, 12).total == 6
    position = desk.maps.place_of(draft.id)
    assert position is not None and position.latitude == 36.05


def test_the_first_look_is_where_the_cases_are(desk: RealDesk) -> None:
    box = desk.maps.start_box()
    assert box is not None and 36.0 < box[0] < 36.07 < box[2] < 36.1 and 120.3 < box[1] < box[3] < 120.4


def test_an_area_says_what_is_in_it(desk: RealDesk) -> None:
    _, latitude, longitude = PLACES[0]
    ring = tuple((latitude + a, longitude + b) for a, b in ((-0.0003, -0.0003), (-0.0003, 0.0003), (0.0003, 0.0003), (0.0003, -0.0003)))
    found = desk.maps.estimate(ring, "x")
    assert found.cases >= 2 and found.photos == 0 and found.free_bytes > 0  # own photos are here already
