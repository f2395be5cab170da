"""Derived files: eight orientations × each derivation beside golden pictures, recipes that repeat, originals untouched.

The goldens hold 120 × 90 pixels each; pixels may differ by what other versions of codecs and fonts do. They are made anew by
`python -m tests.fieldclient.capture.test_derive` and looked at before they are kept.
"""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw

from fieldclient.capture.derive import derive
from fieldclient.capture.pixels import preview, small_preview, thumbnail
from fieldclient.capture.read import read_evidence
from fieldclient.capture.recipe import Area, Blur, Crop, Draw, Fit, Recipe, Stamp, Step, recipe_id, stamp
from fieldclient.capture.written import jpeg_copy, sidecar_for
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code, Problem
from tests.fieldclient.capture.corpus import CAMERA, CLOCK, Notes, as_jpeg
from tests.fieldclient.capture.making import UNDEFINED, Tag, encoded, gps, number, picture, tiff_block

GOLDEN = Path(__file__).parent / "golden"
LOOK = (120, 90)
FACE = Area(left=0.3, top=0.35, width=0.3, height=0.3)
NEW_YORK = timezone(timedelta(hours=-5))
PLACE = Position(latitude=36.066123456, longitude=-120.382654321, source=PositionSource.TRACK, altitude_m=-3.5,
                 bearing_deg=271.25, accuracy_m=6.5)  # fmt: skip
WHEN = datetime(2026, 5, 14, 16, 21, 7, 890000, tzinfo=timezone(timedelta(hours=8)))

STEPS: dict[str, tuple[Step, ...]] = {
    "stamp": (Stamp(lines=("2026-05-14 16:21:07 +0800", "市南区 香港中路", "CY-0042  王芳"), height=0.08),),
    "drawing": (Draw(points=((0.1, 0.2), (0.6, 0.25), (0.9, 0.8)), width=0.03),),
    "crop": (Crop(area=Area(left=0.0, top=0.0, width=0.6, height=0.5)),),
    "blur": (Blur(area=FACE),),
    "fit": (Fit(long_px=200),),
    "all": (Blur(area=FACE), Draw(points=((0.1, 0.1), (0.3, 0.7)), colour="#20e020"), Crop(area=Area(left=0.05, top=0.05, width=0.9, height=0.9)),
            Stamp(lines=("15:04",), height=0.1), Fit(long_px=320)),
}  # fmt: skip
MADE = {"thumbnail": thumbnail, "preview": preview, "small-preview": small_preview}
_BACK = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that stores an upright picture in each way


@cache
def scene() -> Image.Image:
    """Not alike in any two of the eight ways, with something like a face in the middle."""
    image = picture(640, 480)
    draw = ImageDraw.Draw(image)
    draw.polygon([(60, 300), (260, 380), (90, 440)], fill=(250, 250, 250))
    for row in range(8):
        for column in range(12):
            if (row * 5 + column * 3) % 4 < 2:
                draw.rectangle((210 + column * 13, 180 + row * 14, 222 + column * 13, 193 + row * 14), fill=(10, 10, 10))
    return image


@cache
def stored(way: int) -> bytes:
    """The scene as a camera held in this way stores it: turned pixels and the tag that turns them back. PNG loses nothing."""
    image = scene()
    if way in _BACK:
        image = image.transpose(Image.Transpose(_BACK[way]))
    return encoded("PNG", image, exif=b"Exif\0\0" + tiff_block({0x0112: number(way)}))


def recipe(data: bytes, *steps: Step) -> Recipe:
    return Recipe(source_sha256=hashlib.sha256(data).hexdigest(), steps=steps)


def made(name: str, data: bytes) -> Image.Image:
    result = MADE[name](data) if name in MADE else derive(data, recipe(data, *STEPS[name]))
    return Image.open(io.BytesIO(result)).convert("RGB")


@pytest.mark.parametrize("way", range(1, 9))
@pytest.mark.parametrize("name", [*MADE, *STEPS])
def test_each_derivation_of_each_orientation_is_as_the_golden_picture(name: str, way: int) -> None:
    image = made(name, stored(way))
    golden = Image.open(GOLDEN / f"{name}.png").convert("RGB")
    difference = np.asarray(ImageChops.difference(image.resize(LOOK, Image.Resampling.BOX), golden), dtype=float)
    assert difference.mean() < 2.5
    assert np.percentile(difference, 99) < 40


def test_a_wrongly_turned_picture_would_be_seen() -> None:
    golden = Image.open(GOLDEN / "thumbnail.png").convert("RGB")
    for way in Image.Transpose:
        turned = made("thumbnail", stored(1)).transpose(way).resize(LOOK, Image.Resampling.BOX)
        assert np.asarray(ImageChops.difference(turned, golden), dtype=float).mean() > 6, way


def test_the_same_recipe_gives_the_same_file_and_the_original_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(stored(6))
    path.chmod(0o444)
    told = recipe(path.read_bytes(), *STEPS["all"])
    kept = msgspec.json.decode(msgspec.json.encode(told), type=Recipe)
    assert kept == told and recipe_id(kept) == recipe_id(told) != recipe_id(recipe(b"", *STEPS["all"]))
    before = path.read_bytes()
    assert derive(path, told) == derive(before, kept)
    assert path.read_bytes() == before


def test_what_is_blurred_is_gone() -> None:
    """No black and white squares are left, however the contrast is stretched: neighbouring columns are almost alike."""
    data = stored(1)
    left, top, right, bottom = 200, 175, 380, 305
    image = made("blur", data).crop((left, top, right, bottom)).convert("L")
    plain = made("fit", data).resize((640, 480)).crop((left, top, right, bottom)).convert("L")
    steps = np.abs(np.diff(np.asarray(image, dtype=float), axis=1))
    assert steps.max() < 12 < np.abs(np.diff(np.asarray(plain, dtype=float), axis=1)).max()


@pytest.mark.parametrize("steps", [
    (Fit(long_px=0),), (Crop(area=Area(left=1.0, top=0, width=1, height=1)),), (Blur(area=Area(left=0, top=float("nan"), width=1, height=1)),),
    (Draw(points=((0, 0),)),), (Draw(points=((0, 0), (1, 1)), colour="red; drop"),), (Draw(points=((0, 0), (1e300, 1))),), (Stamp(lines=("x" * 500,)),), (Fit(long_px=20),) * 300,
])  # fmt: skip
def test_a_recipe_that_makes_no_sense_is_refused(steps: tuple[Step, ...]) -> None:
    data = stored(1)
    with pytest.raises(Problem) as caught:
        derive(data, recipe(data, *steps))
    assert caught.value.code is Code.BODY_INVALID


def test_a_recipe_is_of_one_original() -> None:
    with pytest.raises(Problem) as caught:
        derive(stored(1), recipe(stored(2), Fit(long_px=100)))
    assert caught.value.code is Code.MEDIA_HASH_MISMATCH


def test_the_watermark_tells_what_is_known_and_is_none_without() -> None:
    told = stamp(taken_at=WHEN, place="市南区", position=PLACE, case_number="CY-0042", reporter="王芳")
    assert told is not None
    assert told.lines == ("2026-05-14 16:21:07 +0800", "市南区", "36.066123, -120.382654 ±6 m", "CY-0042  王芳")
    assert stamp() is None


def coded(data: bytes) -> bytes:
    """The JPEG without its EXIF: tables, frame and coded pixels."""
    return data[data.index(b"\xff\xdb") :]


@pytest.mark.parametrize("order", "<>")
def test_a_copy_says_place_and_time_and_keeps_every_coded_pixel(tmp_path: Path, order: str) -> None:
    maker = Tag(UNDEFINED, bytes(range(200)))
    original = as_jpeg(Notes(CAMERA | {0x0112: number(6)}, CLOCK | {0x927C: maker, 0xA431: Tag(2, b"SN-42\0")}, gps(1, 2), order=order))
    digest = hashlib.sha256(original).hexdigest()
    copy = jpeg_copy(original, PLACE, WHEN)
    assert hashlib.sha256(original).hexdigest() == digest and coded(copy) == coded(original)
    assert bytes(range(200)) in copy
    path = tmp_path / "a.jpg"
    path.write_bytes(copy)
    found = read_evidence(path, now=datetime(2026, 11, 20, tzinfo=UTC))
    assert found.position is not None and found.details is not None and not found.fatal
    assert found.position.latitude == pytest.approx(PLACE.latitude, abs=1e-9)
    assert found.position.longitude == pytest.approx(PLACE.longitude, abs=1e-9)
    assert (found.position.altitude_m, found.position.bearing_deg, found.position.accuracy_m) == (-3.5, 271.25, 6.5)
    assert found.taken_at == WHEN and found.offset_known
    assert (found.orientation, found.camera, found.details.body_serial) == (6, "FieldCam F1", "SN-42")


def test_a_copy_of_a_photo_that_said_nothing(tmp_path: Path) -> None:
    for original in (encoded("JPEG"), encoded("JPEG", exif=b"Exif\0\0broken")):
        (tmp_path / "a.jpg").write_bytes(jpeg_copy(original, PLACE, WHEN.astimezone(NEW_YORK)))
        found = read_evidence(tmp_path / "a.jpg", now=datetime(2026, 11, 20, tzinfo=UTC))
        assert found.position is not None and found.taken_at == WHEN and found.problems == ()
        assert found.taken_at.utcoffset() == timedelta(hours=-5)
    full = Notes(CAMERA | {0x0112: number(8)}, CLOCK | {0x927C: Tag(UNDEFINED, b"m" * 65_200)})
    (tmp_path / "a.jpg").write_bytes(jpeg_copy(as_jpeg(full), PLACE, None))
    found = read_evidence(tmp_path / "a.jpg", now=datetime(2026, 11, 20, tzinfo=UTC))
    assert found.position is not None and found.orientation == 8
    with pytest.raises(Problem):
        jpeg_copy(encoded("PNG"), PLACE, WHEN)


def test_other_formats_get_a_sidecar_that_reads_back(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded("PNG"))
    (tmp_path / "a.xmp").write_bytes(sidecar_for(PLACE, WHEN))
    found = read_evidence(tmp_path / "a.png", now=datetime(2026, 11, 20, tzinfo=UTC))
    assert found.position is not None and found.taken_at == WHEN
    assert found.position.longitude == pytest.approx(PLACE.longitude, abs=1e-8)
    assert found.position.altitude_m == -3.5


def make_goldens() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name in (*MADE, *STEPS):
        made(name, stored(1)).resize(LOOK, Image.Resampling.BOX).save(GOLDEN / f"{name}.png", optimize=True)


if __name__ == "__main__":
    make_goldens()
