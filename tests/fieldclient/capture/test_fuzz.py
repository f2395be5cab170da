"""Whatever the bytes: an answer, in time, and no position or time that cannot be."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldclient.capture.pixels import thumbnail
from fieldclient.capture.read import read_evidence
from fieldclient.capture.tags import read_tags
from sync.protocol.position import is_valid
from sync.protocol.problems import Problem
from tests.fieldclient.capture.making import (
    dms,
    encoded,
    gps,
    heic,
    jpeg,
    movie,
    number,
    picture,
    ratios,
    text,
    tiff_block,
    wave,
)

BLOCK = tiff_block(
    {0x010F: text("FieldCam"), 0x0112: number(3)},
    {0x9003: text("2026:05:14 16:21:07"), 0x9011: text("+08:00")},
    gps(
        36.066,
        120.382,
        altitude=ratios((5, 1)),
        date=text("2026:05:14"),
        time=ratios((8, 1), (21, 1), (6, 1)),
    ),
)
SMALL = picture(160, 120)
SEEDS = {
    "jpeg": jpeg(SMALL, BLOCK),
    "progressive": jpeg(SMALL, BLOCK, progressive=True),
    "png": encoded("PNG", SMALL, exif=b"Exif\0\0" + BLOCK),
    "webp": encoded("WEBP", SMALL, exif=b"Exif\0\0" + BLOCK),
    "gif": encoded("GIF", SMALL),
    "bmp": encoded("BMP", picture(40, 30)),
    "mp4": movie(pixels=b"\0" * 200),
    "wav": wave(0.05),
}
LIMITS = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def damage(draw: st.DrawFn, seed: bytes) -> bytes:
    """A few bytes changed, most of them in the header where the structure is; sometimes cut, repeated or extended."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(0, 12))):
        far = draw(st.sampled_from([64, 700, len(data)]))
        at = draw(st.integers(0, max(0, min(far, len(data)) - 1)))
        data[at] = draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF]) | st.integers(0, 255))
    if draw(st.booleans()):
        del data[draw(st.integers(0, len(data))) :]
    if draw(st.integers(0, 9)) == 0:
        data += draw(st.binary(max_size=200))
    return bytes(data)


def examine(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    found = read_evidence(path, now=datetime(2026, 11, 20, tzinfo=UTC))
    assert found.usable == (found.fatal is None)
    if found.usable:
        assert found.sha256 and found.mime and found.kind
    if found.position:
        assert is_valid(found.position.latitude, found.position.longitude)
    if found.taken_at:
        assert found.taken_at.tzinfo is not None and 1990 <= found.taken_at.year <= 2027
    assert 1 <= found.orientation <= 8
    try:
        thumbnail(path, 32)
    except Problem:
        pass


@pytest.mark.parametrize("name", SEEDS)
@LIMITS
@given(st.data())
def test_damaged_files_have_an_answer(tmp_path: Path, name: str, data: st.DataObject) -> None:
    examine(tmp_path / f"a.{name}", data.draw(damage(SEEDS[name])))


@settings(LIMITS, max_examples=25)
@given(st.data())
def test_damaged_heic_has_an_answer(tmp_path: Path, data: st.DataObject) -> None:
    examine(tmp_path / "a.heic", data.draw(damage(heic(BLOCK))))


@LIMITS
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"BM", b"II*\0"]),
)
def test_any_bytes_have_an_answer(tmp_path: Path, tail: bytes, head: bytes) -> None:
    examine(tmp_path / "a.jpg", head + tail)


@given(damage(BLOCK))
@settings(deadline=None, max_examples=300)
def test_damaged_exif_gives_tags_or_none(block: bytes) -> None:
    tags = read_tags(block)
    assert tags is None or all(isinstance(value, str | tuple) for value in tags.values())


numbers = st.integers(0, 2**32 - 1) | st.sampled_from([0, 1, 60, 90, 180])


@LIMITS
@given(st.lists(st.tuples(numbers, numbers), max_size=5), st.lists(st.tuples(numbers, numbers), max_size=5),
       st.text("NSEWns \0?", max_size=3), st.text("NSEWew \0?", max_size=3))  # fmt: skip
def test_any_numbers_make_a_place_or_a_problem(
    tmp_path: Path, north: list[tuple[int, int]], east: list[tuple[int, int]], ref: str, other_ref: str
) -> None:
    place = {0x01: text(ref), 0x02: ratios(*north), 0x03: text(other_ref), 0x04: ratios(*east)}
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg(SMALL, tiff_block(place=place)))
    found = read_evidence(path)
    if found.position is None:
        assert any(each.code.startswith("position") for each in found.told) or not (north or east)
    else:
        assert is_valid(found.position.latitude, found.position.longitude)
        assert (found.position.latitude <= 0) == (
            ref.strip().upper()[:1] == "S"
        ) or found.position.latitude == 0


def test_the_seeds_are_sound(tmp_path: Path) -> None:
    for name, seed in SEEDS.items():
        path = tmp_path / f"a.{name}"
        path.write_bytes(seed)
        assert read_evidence(path).usable, name
    assert dms(36.066).values[0] == (36, 1)
