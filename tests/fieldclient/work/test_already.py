"""Already reported? Asked on a tablet without a network, with the demonstration's photos."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from fieldclient.capture.pixels import upright
from fieldclient.capture.resemblance import Likeness
from fieldclient.resources import resource
from fieldclient.work import RealDesk
from fieldclient.work.already import already_reported, near_cases
from fieldclient.work.likeness import look_closer
from fieldclient.work.places import Places
from fieldclient.work.reach import DEFAULT, REACHES, WIDEST, category_of, reach_of
from sync.protocol.feed import CaseView
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Stage
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Problem
from sync.protocol.report import Kind
from tests.fieldclient.store.making import LI, NOON, TestClock, session

ME, HERE = "p-wang", Position(latitude=36.0671, longitude=120.3826, source=PositionSource.GNSS)
METRE = 1 / 111_195


def known(desk: RealDesk, metres: float, subcategory: str | None, *, hours: float = 1.0, **more: object) -> str:
    fields: dict[str, object] = {
        "id": new_id(), "version": 1, "kind": Kind.PROBLEM, "stage": Stage.FILED, "created_at": NOON - timedelta(hours=hours),
        "position": Position(latitude=HERE.latitude + metres * METRE, longitude=HERE.longitude, source=PositionSource.HAND)}
    view = CaseView(subcategory=subcategory, **{**fields, **more})  # type: ignore[arg-type]
    with desk.store.database.change():
        desk.store.cases.keep(ME, [view], 0, anew=False)
    return view.id


def near(desk: RealDesk, subcategory: str | None = None, *, widen: bool = False) -> list[str]:
    return [each.case.id for each in near_cases(desk.store, ME, HERE, subcategory, NOON, widen=widen)]


@pytest.mark.parametrize(("subcategory", "metres", "hours", "counts"), [
    ("C01-01", 49, 1, True), ("C01-01", 51, 1, False), ("C01-01", 10, 24 * 6, True), ("C01-01", 10, 24 * 8, False),
    ("C04-01", 29, 1, True), ("C04-01", 31, 1, False), ("C04-01", 10, 13, False),  # a car has gone by then
    ("C09-01", 29, 24 * 80, True), ("C09-01", 29, 24 * 91, False), ("X02-01", 95, 24, True), ("unsure", 49, 23, True),
    (None, 49, 25, False)])
def test_each_category_has_its_own_radius_and_age(desk: RealDesk, subcategory: str | None, metres: float, hours: float, counts: bool) -> None:
    case_id = known(desk, metres, subcategory, hours=hours)
    assert near(desk) == ([case_id] if counts else [])
    assert near(desk, widen=True) == [case_id] or hours > WIDEST.age / timedelta(hours=1)


def test_every_category_of_the_catalogue_has_a_reach(desk: RealDesk) -> None:
    catalogue = desk.store.catalogues.current()
    assert {each.code for each in catalogue.categories} - set(REACHES) <= {"X99"}
    assert reach_of("X99") == reach_of(None) == DEFAULT
    assert (category_of(catalogue, "C01-01"), category_of(catalogue, "unsure"), category_of(catalogue, None)) == ("C01", None, None)


def test_the_same_matter_comes_first_and_ended_ones_not_at_all(desk: RealDesk) -> None:
    other, same, kin = known(desk, 2, "C09-01"), known(desk, 30, "C01-01"), known(desk, 25, "C01-02")
    known(desk, 1, "C01-01", stage=Stage.CLOSED)
    assert near(desk, "C01-01") == [same, kin, other]
    assert near(desk)[0] == other  # before anything was chosen the nearest is first
    found = near_cases(desk.store, ME, HERE, "C01-01", NOON)
    assert [each.same_category for each in found] == [True, True, False]
    assert [round(each.case.distance_m) for each in found] == [30, 25, 2]


def draft_with(desk: RealDesk, *photos: Path) -> str:
    draft = desk.new_draft()
    desk.add_photos(draft.id, photos)
    return draft.id


def submitted(desk: RealDesk, *photos: Path) -> str:
    draft_id = draft_with(desk, *photos)
    desk.save_field(draft_id, "subcategory", "C01-01")
    desk.save_field(draft_id, "description", "垃圾")
    desk.place_by_hand(draft_id, 36.06612, 120.38231)
    return desk.submit(draft_id)


FAR, NEAR = resource("demo", "rubbish-far.jpg"), resource("demo", "rubbish-near.jpg")


def edited(folder: Path, how: Callable[[Image.Image], Image.Image]) -> Path:
    out = io.BytesIO()
    how(upright(FAR, 1200)).save(out, "JPEG", quality=70)
    (folder / "edited.jpg").write_bytes(out.getvalue())
    return folder / "edited.jpg"


def test_the_same_file_in_a_second_report_is_flagged(desk: RealDesk) -> None:
    case_id = submitted(desk, FAR, NEAR)
    again = already_reported(desk.store, draft_with(desk, FAR))
    (reused,) = again.reused
    assert (reused.found.likeness, reused.case_id, reused.found.sha256) == (Likeness.SAME_FILE, case_id, reused.sha256)
    (case,) = again.cases  # its own position is the first report's
    assert (case.case.id, case.case.mine, case.score) == (case_id, True, 1.0)
    assert case.photo is not None and case.photo.reused


def test_an_edited_copy_is_flagged(desk: RealDesk, tmp_path: Path) -> None:
    case_id = submitted(desk, FAR, NEAR)
    copy = edited(tmp_path, lambda image: image.crop((100, 80, 1100, 850)))
    (reused,) = already_reported(desk.store, draft_with(desk, copy)).reused
    assert (reused.found.likeness, reused.case_id) == (Likeness.EDITED_COPY, case_id)
    assert reused.found.sha256 != reused.sha256


def test_another_photo_of_the_scene_is_a_question_and_no_flag(desk: RealDesk) -> None:
    case_id = submitted(desk, resource("demo", "rubbish-detail.jpg"), FAR)
    found = already_reported(desk.store, draft_with(desk, NEAR))
    scene = [each for each in found.photos if each.found.likeness is Likeness.SAME_SCENE]
    assert scene and scene[0].case_id == case_id and found.reused == ()
    assert scene[0].found.distance_m is not None and scene[0].found.distance_m < 10 and scene[0].found.apart_s == pytest.approx(21.4, abs=0.1)


def test_a_stranger_and_a_draft_of_ones_own_are_nothing(desk: RealDesk) -> None:
    submitted(desk, resource("demo", "manhole-far.jpg"), resource("demo", "manhole-near.jpg"))
    draft_id = draft_with(desk, FAR, NEAR)
    assert already_reported(desk.store, draft_id).photos == ()
    assert already_reported(desk.store, desk.new_draft().id).cases == ()
    with pytest.raises(Problem):
        already_reported(desk.store, "nobody's")


def test_nobody_is_shown_a_colleagues_photos(desk: RealDesk) -> None:
    submitted(desk, FAR, NEAR)
    desk.signed_in(session(LI))
    assert already_reported(desk.store, draft_with(desk, FAR)).photos == ()


def test_photos_are_looked_at_in_quiet_moments_once(desk: RealDesk) -> None:
    submitted(desk, FAR, NEAR)
    assert look_closer(desk.store, 10, lambda: True) == 0
    assert look_closer(desk.store, 1) == 1 and look_closer(desk.store, 10) == 1 and look_closer(desk.store, 10) == 0


def test_a_report_carries_the_grid_that_fills_itself(desk: RealDesk) -> None:
    """By the demonstration district's own areas; without areas it carries none."""
    bare = submitted(desk, FAR, NEAR)
    Places(desk.store).bring_in(resource("demo", "district.toml"))
    named = submitted(desk, resource("demo", "manhole-far.jpg"), resource("demo", "manhole-near.jpg"))
    grids = {}
    for case_id in (bare, named):
        record = desk.store.cases.find(ME, case_id)
        assert record is not None and record.own is not None and record.own.body.report is not None
        grids[case_id] = record.own.body.report.grid
    assert grids == {bare: None, named: "370202001001002"}


def test_the_sweep_looks_at_photos(desk: RealDesk, clock: TestClock) -> None:
    submitted(desk, FAR, NEAR)
    desk.sweep()
    assert desk.store.looks.missing(10) == []
