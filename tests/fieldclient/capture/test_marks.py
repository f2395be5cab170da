"""Marks on photos: the same place on the upright picture in each of the eight orientations, hidden for good, cut at last."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from fieldclient.capture.derive import derive, marked
from fieldclient.capture.drawn import fineness
from fieldclient.capture.read import read_evidence
from fieldclient.capture.recipe import Recipe, hiding, steps_of
from fieldclient.capture.strokes import COLOURS, DARK, colour_of, lines_of, simplified
from sync.hub.publish import public_copy
from sync.protocol.marks import (
    MAX_MARKS,
    Ink,
    Mark,
    MarkKind,
    Marks,
    hidden,
    marks_id,
    shown_part,
    sound,
)
from sync.protocol.media import MediaKind, MediaRef, Usage
from sync.protocol.problems import Problem
from tests.fieldclient.capture.test_derive import stored

ARROW = Mark(kind="arrow", points=((0.1, 0.1), (0.3, 0.2)), ink="place")
CIRCLE = Mark(kind="ellipse", points=((0.55, 0.1), (0.9, 0.4)), ink="fine")
PEN = Mark(kind="pen", points=((0.1, 0.9), (0.2, 0.8), (0.3, 0.9)), ink="problem")
LABEL = Mark(kind="text", points=((0.55, 0.7),), ink="note", text="裂缝 crack")
FACE = Mark(kind="blur", points=((0.6, 0.65), (0.3, 0.35)))  # from any corner
CUT = Mark(kind="crop", points=((0.0, 0.0), (0.7, 0.7)))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def near(image: Image.Image, x: float, y: float, colour: str, reach: int = 3) -> bool:
    """Whether this colour is there, a few pixels around."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    left, top = round(x * image.width), round(y * image.height)
    around = np.asarray(image, dtype=int)[max(0, top - reach) : top + reach + 1, max(0, left - reach) : left + reach + 1]
    return bool((np.abs(around - wanted).sum(axis=2) < 90).any())


@pytest.mark.parametrize("way", range(1, 9))
def test_marks_stand_where_they_were_put_however_the_camera_was_held(way: int) -> None:
    data = stored(way)
    image = opened(marked(data, steps_of((ARROW, CIRCLE, PEN, LABEL, FACE)), 640))
    assert image.size == (640, 480)
    for x, y, ink in ((0.2, 0.15, Ink.PLACE), (0.725, 0.1, Ink.FINE), (0.9, 0.25, Ink.FINE), (0.2, 0.8, Ink.PROBLEM)):
        assert near(image, x, y, COLOURS[ink]), (way, ink)
        assert near(image, x, y, DARK, 8), "the dark edge"
    assert near(image, 0.57, 0.72, DARK, 4), "the ground of the label"
    hard = np.abs(np.diff(np.asarray(image.convert("L"), dtype=float)[200:290, 210:360], axis=1)).max()
    assert hard < 16, "squares of black and white are gone"
    assert near(opened(marked(data, steps_of((ARROW, CUT)), 640)), 0.2 / 0.7, 0.15 / 0.7, COLOURS[Ink.PLACE])


@pytest.mark.parametrize("way", range(1, 9))
def test_a_copy_for_everybody_hides_and_cuts_and_tells_nothing_else(way: int) -> None:
    """The hub turns photos by itself: it has to find the same places."""
    data = stored(way)
    copy = public_copy(data, (ARROW, LABEL, FACE, CUT))
    assert copy is not None
    image = opened(copy)
    assert image.size == (448, 336)
    assert not near(image, 0.2 / 0.7, 0.15 / 0.7, COLOURS[Ink.PLACE])
    hard = np.abs(np.diff(np.asarray(image.convert("L"), dtype=float)[200:290, 210:360], axis=1)).max()
    bare = np.abs(np.diff(np.asarray(opened(public_copy(data) or b"").convert("L"), dtype=float)[200:290, 210:360], axis=1)).max()
    assert hard < 16 < bare


@pytest.mark.parametrize("said", [
    'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"',
    "xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Orientation='6'",
    'xmlns:t="http://ns.adobe.com/tiff/1.0/" t:Orientation="6"',
])
def test_what_is_hidden_is_the_same_place_where_two_readers_of_metadata_differ(said: str, tmp_path: Path) -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}"><rdf:Description {said}/></rdf:RDF></x:xmpmeta>'
    image, out = Image.new("RGB", (320, 240), "white"), io.BytesIO()
    for row in range(20, 60, 10):  # the face, at the upper right once the picture is upright
        image.paste("black", (20, row, 60, row + 5))
    image.save(out, "JPEG", quality=95, xmp=packet.encode())
    path = tmp_path / "photo.jpg"
    path.write_bytes(out.getvalue())
    ways = read_evidence(path).orientation
    face = Mark(kind="blur", points=((0.4, 0.0), (1.0, 0.5)))
    for data in (marked(path, steps_of((face,)), 320), public_copy(path.read_bytes(), (face,), ways) or b""):
        shown = opened(data)
        assert shown.size == (240, 320) and np.asarray(shown).min() > 40, "nothing is black any more"
    assert np.asarray(opened(public_copy(path.read_bytes()) or b"")).min() < 40, "it was"


@pytest.mark.parametrize(("marks", "long_px", "times"), [
    ((ARROW, CIRCLE, PEN), 1600, 3), ((ARROW,), 4000, 1), ((Mark(kind="star", points=()),), 320, 3), ((FACE, CUT) * 9, 1600, 3),
    ((Mark(kind="ellipse", points=((0.0, 0.0), (1.0, 1.0))),) * MAX_MARKS, 1600, 1),
])
def test_many_large_lines_are_painted_less_finely(marks: Marks, long_px: int, times: int) -> None:
    assert fineness(marks, long_px) == times


def test_the_recipe_tells_the_original_and_leaves_it_alone() -> None:
    data = stored(6)
    before = hashlib.sha256(data).hexdigest()
    recipe = Recipe(source_sha256=before, steps=steps_of((LABEL, FACE, CUT)))
    kept = msgspec.json.decode(msgspec.json.encode(recipe), type=Recipe)
    assert derive(data, kept) == derive(data, recipe) and hashlib.sha256(data).hexdigest() == before
    assert [type(step).__name__ for step in recipe.steps] == ["Blur", "Marked", "Crop"], "hidden, drawn, cut"
    assert [type(step).__name__ for step in hiding((LABEL, FACE, CUT))] == ["Blur"]
    assert steps_of(()) == ()


@pytest.mark.parametrize(("marks", "good"), [
    ((ARROW, CIRCLE, PEN, LABEL, FACE, CUT), True),
    ((), True),
    ((Mark(kind="hologram", points=()),), True),  # of a newer device: passed over, not refused
    ((Mark(kind="arrow", points=((0.1, 0.1),)),), False),
    ((Mark(kind="arrow", points=((0.1, 0.1), (1.2, 0.1))),), False),
    ((Mark(kind="arrow", points=((0.1, 0.1), (float("nan"), 0.1))),), False),
    ((Mark(kind="blur", points=((0.1, 0.1), (0.1, 0.4))),), False),  # it would hide nothing
    ((Mark(kind="text", points=((0.1, 0.1),), text="x" * 41),), False),
    ((Mark(kind="pen", points=((0.1, 0.1),) * 1001),), False),
    ((Mark(kind="x" * 21, points=()),), False),
    ((ARROW,) * (MAX_MARKS + 1), False),
])
def test_marks_are_bounded(marks: Marks, good: bool) -> None:
    assert sound(marks) is good
    if not good:
        with pytest.raises(Problem):
            marked(stored(1), steps_of((*marks, ARROW)), 200)


def test_an_older_end_reads_a_photo_with_marks_and_a_newer_kind_is_passed_over() -> None:
    ref = MediaRef(sha256="a" * 64, size_bytes=1, mime="image/jpeg", kind=MediaKind.PHOTO, usage=Usage.REPORT, marks=(FACE, CUT))
    raw = msgspec.json.encode(ref)
    assert msgspec.json.decode(raw, type=MediaRef) == ref
    assert b"marks" not in msgspec.json.encode(msgspec.structs.replace(ref, marks=())), "it costs nothing where there are none"
    strange = (Mark(kind="hologram", points=()), ARROW)
    assert opened(marked(stored(1), steps_of(strange), 200)).size == (200, 150)
    assert hidden(strange) == () and shown_part(strange) is None and marks_id(strange) != marks_id((ARROW,))
    assert colour_of(Mark(kind="pen", points=(), ink="ultraviolet")) == COLOURS[Ink.PROBLEM]


@pytest.mark.parametrize(("mark", "lines"), [(ARROW, 2), (CIRCLE, 1), (PEN, 1), (LABEL, 0), (FACE, 0), (CUT, 0)])
def test_the_same_lines_on_the_screen_and_in_a_copy(mark: Mark, lines: int) -> None:
    small, large = lines_of(mark, 100, 75), lines_of(mark, 4000, 3000)
    assert len(small) == len(large) == lines
    for one, other in zip(small, large, strict=True):
        assert np.allclose(np.array(one) * 40, np.array(other), atol=1e-6)
    if mark.kind == MarkKind.ARROW:
        assert large[1][1] == pytest.approx((0.3 * 4000, 0.2 * 3000)), "the head is at the tip"


@pytest.mark.parametrize(("points", "most"), [
    ([(x / 100, 0.5) for x in range(100)], 2),
    ([(0.0, 0.0)] * 50, 2),
    ([(x / 100, abs(x - 50) / 100) for x in range(101)], 3),
])
def test_a_drawn_line_keeps_its_corners_and_nothing_else(points: list[tuple[float, float]], most: int) -> None:
    kept = simplified(points, 0.001)
    assert len(kept) == most and kept[0] == points[0] and kept[-1] == points[-1]


