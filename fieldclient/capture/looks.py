"""What a photo looks like, small enough to keep: a fingerprint, local features, and a little grey picture.

The fingerprint (64 signs of a cosine transform) finds copies and edits; it finds about one in five retaken photos of a scene.
Features (SIFT, matched by the ratio test, held together by a homography) find the others; the grey picture, laid over the
other one by that homography, tells a copy from a retake: between two shots leaves, light and parallax move, in a copy
nothing does. Pictures come upright from `pixels`, so that orientation is no question here.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from fieldclient.capture.opencv import cv2
from fieldclient.capture.pixels import upright

LOOK_PX = 400  # long side on which features are found: at 720 they are slower, and retakes are found no better
FEATURES = 300
GREY_PX = 128
BLOCK_PX = 12  # of the grey picture: what was pasted into a copy spoils its own blocks and no others
RATIO = 0.8  # of the best distance to the second best (Lowe)
REPROJECTION_PX = 4.0
_HEAD = struct.Struct(">BQHHHHH")  # version, fingerprint, width, height, grey's width and height, features
_VERSION = 1

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """`points`: (n, 2) in pixels of a picture of `width` x `height`; `descriptors`: (n, 128)."""

    fingerprint: int
    width: int
    height: int
    grey: Bytes
    points: Floats
    descriptors: Bytes


@dataclass(frozen=True, slots=True)
class Registration:
    """How one picture lies over another.

    inliers: features that agree with one homography. overlap: the part of the first that lies on the second, 0…1.
    likeness: how alike the grey pictures are where they overlap, -1…1, by the middle one of their blocks. error_px: how far the
    agreeing features lie apart in the middle. plain: no perspective, as after cropping, scaling or turning a copy. All zero
    when nothing fits.
    """

    matches: int = 0
    inliers: int = 0
    overlap: float = 0.0
    likeness: float = 0.0
    error_px: float = 0.0
    plain: bool = False


NOTHING = Registration()


def look_at(source: str | os.PathLike[str] | bytes) -> Look:
    """Of a photo's file or bytes; a preview is enough. Raises Problem as `pixels.thumbnail` does."""
    return look_of(upright(source, LOOK_PX))


def look_of(picture: Image.Image) -> Look:
    """Of a picture in memory, upright, of any size. About 40 ms."""
    picture = picture.convert("L")
    picture.thumbnail((LOOK_PX, LOOK_PX), Image.Resampling.LANCZOS)
    whole = np.asarray(picture)
    small = picture.copy()
    small.thumbnail((GREY_PX, GREY_PX), Image.Resampling.BOX)
    evened = cv2.createCLAHE(2.0, (8, 8)).apply(whole)  # shadow and sun
    sift = cv2.SIFT_create(nfeatures=FEATURES, contrastThreshold=0.02)
    found, descriptors = sift.detectAndCompute(evened, None)
    points = np.array([each.pt for each in found[:FEATURES]], np.float32).reshape(-1, 2)
    kept = np.zeros((0, 128), np.uint8) if descriptors is None else descriptors[:FEATURES].astype(np.uint8)
    return Look(fingerprint(picture), picture.width, picture.height, np.asarray(small), points, kept)


def fingerprint(picture: Image.Image) -> int:
    """64 bits: the signs of the lowest frequencies beside their median. Equal for a copy in another size or quality."""
    small = np.asarray(picture.convert("L").resize((32, 32), Image.Resampling.LANCZOS), np.float64)
    turn = _cosines()
    low = (turn @ small @ turn.T)[:8, :8].ravel()
    bits = low > np.median(low[1:])
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


@lru_cache(1)
def _cosines() -> Matrix:
    at = np.arange(32)
    return np.cos(np.pi / 32 * np.outer(at, at + 0.5))


def fingerprint_distance(a: int, b: int) -> int:
    """Differing bits, 0…64. Up to 6 is a copy, from some 18 on two photos have nothing to do with each other."""
    return (a ^ b).bit_count()


def pack(look: Look) -> bytes:
    """For keeping: some 40 kB."""
    down, across = look.grey.shape
    head = _HEAD.pack(_VERSION, look.fingerprint, look.width, look.height, across, down, len(look.points))
    points = np.round(look.points * 64).astype(">u2")
    return head + zlib.compress(look.grey.tobytes() + points.tobytes() + look.descriptors.tobytes(), 1)


def unpack(data: bytes) -> Look | None:
    """None for what is no look, or one of another version: it is made anew then."""
    try:
        version, mark, width, height, across, down, count = _HEAD.unpack_from(data)
        body = np.frombuffer(zlib.decompress(data[_HEAD.size:]), np.uint8)
    except (struct.error, zlib.error):
        return None
    grey, points = across * down, count * 4
    if version != _VERSION or len(body) != grey + points + count * 128:
        return None
    return Look(
        mark, width, height, body[:grey].reshape(down, across),
        body[grey:grey + points].view(">u2").reshape(-1, 2).astype(np.float32) / 64, body[grey + points:].reshape(-1, 128),
    )


def register(a: Look, b: Look) -> Registration:
    """Lay `a` over `b`. About 10 ms. The same every time for the same two."""
    pairs = _pairs(a.descriptors, b.descriptors)
    if len(pairs) < 6:
        return Registration(matches=len(pairs))
    from_, to = a.points[pairs[:, 0]], b.points[pairs[:, 1]]
    found, mask = cv2.findHomography(from_, to, cv2.USAC_MAGSAC, REPROJECTION_PX, maxIters=3000, confidence=0.999)
    if found is None or not _is_view(found, a, b):
        return Registration(matches=len(pairs))
    held = mask.ravel().astype(bool)
    laid = cv2.perspectiveTransform(from_[None], found)[0]
    error_px = float(np.median(np.linalg.norm(laid - to, axis=1)[held]))
    overlap, likeness = _laid_over(a, b, found)
    return Registration(len(pairs), _apart(to[held]), overlap, likeness, error_px, _is_plain(found, a))


def _pairs(a: Bytes, b: Bytes) -> npt.NDArray[np.int64]:
    """Each other's best, and clearly better than the second best. By Hellinger's distance (RootSIFT)."""
    if len(a) < 2 or len(b) < 2:
        return np.zeros((0, 2), np.int64)
    like = _rooted(a) @ _rooted(b).T
    far = np.sqrt(np.maximum(0.0, 2 - 2 * like))
    best = far.argmin(1)
    ordered = np.partition(far, 1, axis=1)
    at = np.arange(len(a))
    good = (ordered[:, 0] < RATIO * ordered[:, 1]) & (far.argmin(0)[best] == at)
    return np.column_stack([at[good], best[good]])


def _rooted(descriptors: Bytes) -> Floats:
    plain = descriptors.astype(np.float32)
    return np.sqrt(plain / (plain.sum(1, keepdims=True) + 1e-7))


def _apart(points: Floats) -> int:
    """Features that lie on one spot count once: a lamp's edge gives five of them and says one thing."""
    return len(np.unique(np.round(points / 3).astype(int), axis=0))


def _corners(look: Look) -> Floats:
    return np.array([[0, 0], [look.width, 0], [look.width, look.height], [0, look.height]], np.float32)


def _is_view(turn: Matrix, a: Look, b: Look) -> bool:
    """Whether a camera could see it so: not mirrored, not folded, not a postage stamp."""
    corners = np.column_stack([_corners(a), np.ones(4)]) @ turn.T
    if (corners[:, 2] <= 0.05).any():
        return False
    laid = (corners[:, :2] / corners[:, 2:]).astype(np.float32)
    edges = np.roll(laid, -1, 0) - laid
    turns = edges[:, 0] * np.roll(edges[:, 1], -1) - edges[:, 1] * np.roll(edges[:, 0], -1)
    size = abs(float(cv2.contourArea(laid))) / (b.width * b.height)
    return bool((turns > 0).all()) and 0.02 < size < 50


def _is_plain(turn: Matrix, a: Look) -> bool:
    """A crop, a scale, a turn: sides stay parallel to within a pixel or two, and as long as each other."""
    laid = cv2.perspectiveTransform(_corners(a)[None], turn)[0]
    skew = np.abs(laid[0] + laid[2] - laid[1] - laid[3]).max()
    wide, high = np.linalg.norm(laid[1] - laid[0]) / a.width, np.linalg.norm(laid[3] - laid[0]) / a.height
    return bool(skew < 0.02 * np.linalg.norm(laid[2] - laid[0]) and abs(wide / high - 1) < 0.03)


def _laid_over(a: Look, b: Look, turn: Matrix) -> tuple[float, float]:
    """How much of `a` lies on `b`, and how alike the grey pictures are there."""
    small = _shrink(b) @ turn @ np.linalg.inv(_shrink(a))
    size = (b.grey.shape[1], b.grey.shape[0])
    laid = cv2.warpPerspective(a.grey, small, size, flags=cv2.INTER_AREA)
    there = cv2.warpPerspective(np.full_like(a.grey, 255), small, size, flags=cv2.INTER_NEAREST) == 255
    scale = abs(float(np.linalg.det(small[:2, :2])))
    overlap = min(1.0, float(there.sum()) / max(1.0, scale * a.grey.size)) if scale else 0.0
    return overlap, _block_likeness(laid, b.grey, there)


def _shrink(look: Look) -> Matrix:
    """From the picture's pixels to the grey picture's, middle to middle."""
    wide, high = look.grey.shape[1] / look.width, look.grey.shape[0] / look.height
    return np.array([[wide, 0, (wide - 1) / 2], [0, high, (high - 1) / 2], [0, 0, 1]])


def _block_likeness(a: Bytes, b: Bytes, there: npt.NDArray[np.bool_]) -> float:
    """The median correlation of the blocks on which there is something to see."""
    found = []
    for y in range(0, b.shape[0] - BLOCK_PX + 1, BLOCK_PX):
        for x in range(0, b.shape[1] - BLOCK_PX + 1, BLOCK_PX):
            block = (slice(y, y + BLOCK_PX), slice(x, x + BLOCK_PX))
            if there[block].all() and max(a[block].std(), b[block].std()) > 4:
                found.append(_correlation(a[block], b[block]))
    return float(np.median(found)) if len(found) >= 4 else 0.0


def _correlation(a: Any, b: Any) -> float:
    a, b = a.astype(np.float64) - a.mean(), b.astype(np.float64) - b.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum() / size) if size > 1e-6 else 0.0


def same_frame_likeness(a: Look, b: Look) -> float:
    """Correlation of two whole pictures without laying one over the other: for copies with nothing on them to hold on to."""
    size = (60, 60)
    small = [cv2.resize(each.grey, size, interpolation=cv2.INTER_AREA) for each in (a, b)]
    return _block_likeness(small[0], small[1], np.ones(size, bool))
