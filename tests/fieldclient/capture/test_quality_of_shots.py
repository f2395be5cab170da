"""The limits of a good shot hold on the demo's photos and fall on spoilt copies of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from fieldclient.capture.flaws import Flaw, Remark
from fieldclient.capture.pixels import upright
from fieldclient.capture.quality import Looks, looks_of, missing_shots, remarks_on
from fieldclient.resources import resource
from sync.protocol.media import Shot

DEMO = sorted(path for path in resource("demo").iterdir() if path.suffix in (".jpg", ".heic"))
LONG_PX = 1600


@cache
def photo(path: Path) -> Image.Image:
    return upright(path, LONG_PX)


def flaws(image: Image.Image) -> list[Flaw]:
    return [each.flaw for each in remarks_on(looks_of(image), max(image.size), has_position=True)]


def defocused(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(image.width / 250))


def shaken(image: Image.Image) -> Image.Image:
    kernel = np.zeros((25, 25), np.float32)
    kernel[12] = 1 / 25
    return Image.fromarray(cv2.filter2D(np.asarray(image), -1, kernel))


def night(image: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(0.12)


def finger(image: Image.Image, colour: tuple[int, int, int] = (178, 104, 84)) -> Image.Image:
    width, height = image.size
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse((width * 0.55, height * 0.5, width * 1.6, height * 1.7), fill=255)
    result = image.copy()
    result.paste(Image.new("RGB", image.size, colour), (0, 0), mask.filter(ImageFilter.GaussianBlur(width / 30)))
    return result


@pytest.mark.parametrize("path", DEMO, ids=lambda each: each.stem)
def test_good_photos_pass(path: Path) -> None:
    assert flaws(photo(path)) == []


@pytest.mark.parametrize("path", DEMO[::2], ids=lambda each: each.stem)
def test_spoilt_photos_are_told(path: Path) -> None:
    assert flaws(defocused(photo(path))) == [Flaw.BLURRED]
    assert flaws(shaken(photo(path))) == [Flaw.BLURRED]
    assert flaws(night(photo(path))) == [Flaw.DARK]


@pytest.mark.parametrize("path", [each for each in DEMO[1::2] if each.stem != "stickers-after"], ids=lambda each: each.stem)
def test_a_finger_is_told(path: Path) -> None:
    """Not beside a bare wall: where nothing else is sharp, nothing proves a finger."""
    assert Flaw.FINGER in flaws(finger(photo(path)))


def test_what_is_no_finger() -> None:
    """A sky, a snow field and a lamp in the dark come in from corners too."""
    for colour in ((120, 170, 230), (245, 245, 245), (128, 128, 128), (60, 110, 50)):
        assert Flaw.FINGER not in flaws(finger(photo(DEMO[1]), colour))
    assert Flaw.FINGER not in flaws(night(finger(photo(DEMO[1]))))


def test_size_and_place_are_told_with_their_numbers() -> None:
    good = Looks(sharpness=900, mean=120, lights=220, covered=0)
    assert remarks_on(good, 640, True) == ()
    assert remarks_on(good, 480, False) == (Remark(Flaw.TOO_SMALL, 480, 640), Remark(Flaw.NO_POSITION))


def test_missing_shots() -> None:
    assert missing_shots([Shot.FAR, Shot.NEAR]) == ()
    assert missing_shots([Shot.DETAIL]) == (Remark(Flaw.MISSING_FAR), Remark(Flaw.MISSING_NEAR))
    assert missing_shots([Shot.NEAR], wanted=[Shot.FAR]) == (Remark(Flaw.MISSING_FAR),)


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (5, 5), (640, 2)])
def test_odd_sizes_are_measured_too(size: tuple[int, int]) -> None:
    assert looks_of(Image.new("RGB", size, "white")).covered == 0
