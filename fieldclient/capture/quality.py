"""What is wrong with a shot while there is still time to take another: said at the shutter, never a refusal. Pure.

Measured on the upright picture at `LOOK_PX`, so that 2 and 50 megapixels are judged alike. Each remark has its number and
the limit it fell short of. The limits were set on the demo's photos and on spoilt copies of them (`test_quality_of_shots`):
a doubtful shot passes, because a false alarm costs trust and a second of somebody's day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from fieldclient.capture.flaws import Flaw, Remark
from fieldclient.capture.opencv import cv2
from sync.protocol.media import MIN_LONG_SIDE_PX, Shot

LOOK_PX = 640
SHARP = 60.0  # variance of the Laplacian that the sharpest tenth of the tiles reaches
DARK_MEAN, DARK_LIGHTS = 45.0, 110.0  # of 255: the mean, and what the brightest twentieth reaches
FINGER_SHARE = 0.06  # of the picture: less hides nothing
_FINGER_MOST = 0.7
_SMOOTH = 12.0  # Laplacian's variance of a tile that shows nothing sharp
_REST_SHARP = 0.25  # of the other tiles that have to be sharp: else the whole shot is, and something else is said
_TILES = 16

_SECOND = np.array([[1, -2, 1]], dtype=np.float32)

Grey = np.ndarray[tuple[int, int], np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Looks:
    """What was measured: sharpness (variance of the Laplacian), brightness 0 to 255, and the share a finger covers."""

    sharpness: float
    mean: float
    lights: float
    covered: float


def looks_of(image: Image.Image) -> Looks:
    """Measure an upright RGB picture, of any size; about 10 ms."""
    small = _normalised(image)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
    tiles = _tiles(grey)
    return Looks(
        sharpness=_sharpness(grey),
        mean=float(grey.mean()),
        lights=float(np.percentile(grey, 95)),
        covered=_covered(small, tiles),
    )


def remarks_on(looks: Looks, long_side_px: int, has_position: bool) -> tuple[Remark, ...]:
    """The flaws of one shot, the gravest first. A dark shot is not called blurred as well: light mends both."""
    found: list[Remark] = []
    if looks.covered >= FINGER_SHARE:
        found.append(Remark(Flaw.FINGER, round(looks.covered, 3), FINGER_SHARE))
    if looks.mean < DARK_MEAN and looks.lights < DARK_LIGHTS:
        found.append(Remark(Flaw.DARK, round(looks.mean, 1), DARK_MEAN))
    elif looks.sharpness < SHARP:
        found.append(Remark(Flaw.BLURRED, round(looks.sharpness, 1), SHARP))
    if long_side_px < MIN_LONG_SIDE_PX:
        found.append(Remark(Flaw.TOO_SMALL, long_side_px, MIN_LONG_SIDE_PX))
    if not has_position:
        found.append(Remark(Flaw.NO_POSITION))
    return tuple(found)


def missing_shots(taken: Collection[Shot], wanted: Iterable[Shot] = (Shot.FAR, Shot.NEAR)) -> tuple[Remark, ...]:
    """Which of the wanted shots a report still lacks."""
    flaws = {Shot.FAR: Flaw.MISSING_FAR, Shot.NEAR: Flaw.MISSING_NEAR}
    return tuple(Remark(flaws[shot]) for shot in wanted if shot in flaws and shot not in taken)


def _normalised(image: Image.Image) -> np.ndarray:
    """RGB bytes with the long side `LOOK_PX`. Smaller pictures are not enlarged: that would make them blurred."""
    pixels = np.asarray(image.convert("RGB"))
    scale = LOOK_PX / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def _sharpness(grey: Grey) -> float:
    """The variance of the Laplacian in the sharpest tenth of the tiles, along and across, the lesser of the two.

    A hand that moves blurs in one direction alone, and the whole Laplacian would still find the other one sharp.
    """
    along, across = (cv2.filter2D(grey, cv2.CV_32F, kernel) for kernel in (_SECOND, _SECOND.T))
    return 2 * min(float(np.percentile(_by_tiles(each), 90)) for each in (along, across))


def _tiles(grey: Grey) -> np.ndarray:
    """The Laplacian's variance in each of `_TILES` × `_TILES` tiles. Of the whole picture it would call a sky blurred."""
    return _by_tiles(cv2.Laplacian(grey, cv2.CV_32F))


def _by_tiles(edges: np.ndarray) -> np.ndarray:
    rows = [np.array_split(band, _TILES, axis=1) for band in np.array_split(edges, _TILES, axis=0)]
    return np.array([[float(tile.var()) if tile.size else 0.0 for tile in row] for row in rows])


def _covered(small: np.ndarray, tiles: np.ndarray) -> float:
    """The share of the largest smooth, skin-coloured or black patch that comes in from a corner, beside a sharp rest."""
    colours = cv2.resize(small, (_TILES, _TILES), interpolation=cv2.INTER_AREA).astype(np.float32)
    red, green, blue = colours[..., 0], colours[..., 1], colours[..., 2]
    light = colours.mean(axis=2)
    skin = (red > green * 1.12) & (red > blue * 1.25) & (light > 25)
    black = light < 30
    patch = ((tiles < _SMOOTH) & (skin | black)).astype(np.uint8)
    rest = tiles[patch == 0]
    if rest.size == 0 or (rest > SHARP).mean() < _REST_SHARP or light[patch == 0].mean() < DARK_MEAN:
        return 0.0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(patch, connectivity=4)
    corners = {int(labels[y, x]) for y in (0, -1) for x in (0, -1)}
    shares = [stats[label, cv2.CC_STAT_AREA] / patch.size for label in range(1, count) if label in corners]
    largest = max(shares, default=0.0)
    return float(largest) if largest <= _FINGER_MOST else 0.0
