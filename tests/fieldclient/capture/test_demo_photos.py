"""The demo's photos say exactly what their list says, so that the demo and other tests can rely on them."""

from __future__ import annotations

import io
import json
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import fieldclient
from fieldclient.capture.pixels import preview
from fieldclient.capture.read import read_evidence
from sync.protocol.media import Shot, TimeSource, Usage
from sync.protocol.position import Datum, Position, PositionSource, distance_m

FOLDER = Path(fieldclient.__file__).parents[1] / "resources" / "demo"
TOLD = json.loads((FOLDER / "photos.json").read_text("utf-8"))
LIST: list[dict[str, Any]] = TOLD["photos"]
PORTRAIT = {5, 6, 7, 8}


@pytest.mark.parametrize("told", LIST, ids=[each["name"] for each in LIST])
def test_a_photo_says_what_its_entry_says(told: dict[str, Any]) -> None:
    found = read_evidence(FOLDER / told["name"])
    assert found.told == ()
    assert found.orientation == told["orientation"]
    assert found.taken_at == datetime.fromisoformat(told["taken_at"])
    assert (found.time_source, found.offset_known) == (TimeSource.EXIF_OFFSET, True)
    assert found.camera == "FieldCam F1"
    assert (found.width, found.height) == (1600, 1200)
    assert found.size_bytes <= 350_000
    assert told["shot"] in set(Shot) and told["usage"] in set(Usage)
    position = found.position
    if told["latitude"] is None:
        assert position is None
        return
    assert position is not None and position.source is PositionSource.EXIF and position.datum is Datum.WGS84
    assert position.latitude == pytest.approx(told["latitude"], abs=2e-6)
    assert position.longitude == pytest.approx(told["longitude"], abs=2e-6)
    for field in ("altitude_m", "accuracy_m", "bearing_deg"):
        assert getattr(position, field) == pytest.approx(told[field], abs=0.01)
    assert position.fixed_at is not None
    assert abs((position.fixed_at - found.taken_at).total_seconds()) < 1


@pytest.mark.parametrize("told", LIST, ids=[each["name"] for each in LIST])
def test_a_photo_is_shown_upright(told: dict[str, Any]) -> None:
    with Image.open(io.BytesIO(preview(FOLDER / told["name"]))) as shown:
        assert (shown.height > shown.width) == (told["orientation"] in PORTRAIT)
        assert max(shown.size) == 1600


def test_the_set_holds_every_kind() -> None:
    assert {each["orientation"] for each in LIST} == set(range(1, 9))
    assert sum(each["latitude"] is None for each in LIST) == 2
    assert sum(each["name"].endswith(".heic") for each in LIST) == 1
    assert any((each["latitude"] or 0) < 0 for each in LIST)
    assert any((each["longitude"] or 0) < 0 for each in LIST)
    assert {each["usage"] for each in LIST} == {"report", "handle_after", "check"}


def test_the_set_is_complete_and_small() -> None:
    names = {path.name for path in FOLDER.iterdir() if path.suffix in (".jpg", ".heic")}
    assert names == {each["name"] for each in LIST}
    assert sum((FOLDER / name).stat().st_size for name in names) <= 6_000_000
    hashes = {read_evidence(FOLDER / name).sha256 for name in names}
    assert len(hashes) == len(names)


def test_the_district_is_one_walk() -> None:
    places = [
        Position(latitude=each["latitude"], longitude=each["longitude"], source=PositionSource.EXIF)
        for each in LIST
        if each["latitude"] is not None and 35 < each["latitude"] < 37
    ]
    assert len(places) >= 12
    assert max(distance_m(a, b) for a, b in combinations(places, 2)) < 600
    centre = Position(latitude=36.066, longitude=120.382, source=PositionSource.HAND)
    assert max(distance_m(centre, place) for place in places) < 400


def test_the_story_uses_photos_of_the_list() -> None:
    by_name = {each["name"]: each for each in LIST}
    story = TOLD["story"]
    assert len(story["reports"]) == 4
    for report in story["reports"]:
        assert [by_name[name]["shot"] for name in report] == ["far", "near", "detail"][: len(report)]
        assert len({by_name[name]["scene"] for name in report}) == 1
        assert len(report) >= 2
    first = by_name[story["reports"][0][0]]["scene"]
    assert (by_name[story["after"]]["usage"], by_name[story["check"]]["usage"]) == ("handle_after", "check")
    assert by_name[story["after"]]["scene"] == by_name[story["check"]]["scene"] == first


def test_pairs_belong_together() -> None:
    by_scene: dict[str, list[dict[str, Any]]] = {}
    for each in LIST:
        by_scene.setdefault(each["scene"], []).append(each)
    for scene in ("rubbish", "manhole", "stickers", "bikes"):
        shots = {(each["usage"], each["shot"]) for each in by_scene[scene]}
        assert {("report", "far"), ("report", "near")} <= shots
        before = max(each["taken_at"] for each in by_scene[scene] if each["usage"] == "report")
        assert all(each["taken_at"] > before for each in by_scene[scene] if each["usage"] != "report")
