"""What may be decoded, as a table: photos that somebody kept on one side, bombs on the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldclient.capture.limits import CAMERA_PIXELS, Coding, Treatment, limit_pixels, treatment
from sync.protocol.media import MAX_PIXELS

MB = 1_000_000
ROWS = [
    # what, coding, width, height, size_bytes, treatment
    ("a phone's photo", Coding.JPEG_STREAM, 4000, 3000, 4 * MB, Treatment.SHOW),
    ("a 108-megapixel photo", Coding.JPEG_STREAM, 12000, 9000, 25 * MB, Treatment.SHOW),
    ("a 150-megapixel back", Coding.JPEG_STREAM, 14204, 10652, 60 * MB, Treatment.SHOW),
    ("a 200-megapixel phone photo", Coding.JPEG_STREAM, 16320, 12240, 48 * MB, Treatment.SHOW_REDUCED),
    ("a dull 200-megapixel photo", Coding.JPEG_STREAM, 16384, 12288, 3 * MB, Treatment.SHOW_REDUCED),
    ("a stitched panorama", Coding.JPEG_STREAM, 40000, 9000, 50 * MB, Treatment.SHOW_REDUCED),
    ("a JPEG of the largest size there is", Coding.JPEG_STREAM, 65535, 65535, 60 * MB, Treatment.REFUSE),
    ("a progressive 50-megapixel photo", Coding.JPEG_WHOLE, 8192, 6144, 12 * MB, Treatment.SHOW),
    ("a progressive 200-megapixel photo", Coding.JPEG_WHOLE, 16320, 12240, 40 * MB, Treatment.UNSEEN),
    ("a progressive bomb", Coding.JPEG_WHOLE, 16320, 12240, MB, Treatment.REFUSE),
    ("a 48-megapixel HEIC", Coding.HEIF, 8064, 6048, 5 * MB, Treatment.SHOW),
    ("a 200-megapixel HEIC", Coding.HEIF, 16320, 12240, 20 * MB, Treatment.UNSEEN),
    ("a HEIC bomb", Coding.HEIF, 16320, 12240, 20_000, Treatment.REFUSE),
    ("an AVIF bomb", Coding.AVIF, 30000, 30000, 20_000, Treatment.REFUSE),
    ("a screenshot", Coding.PNG, 2560, 1600, MB, Treatment.SHOW),
    ("a PNG bomb", Coding.PNG, 30000, 30000, 900_000, Treatment.REFUSE),
    ("a fat PNG of the same size", Coding.PNG, 30000, 30000, 60 * MB, Treatment.REFUSE),
    ("a WebP of the largest size", Coding.WEBP, 16383, 16383, 60 * MB, Treatment.REFUSE),
    ("a GIF bomb", Coding.GIF, 65535, 65535, 10_000, Treatment.REFUSE),
    ("a BMP bomb", Coding.BMP, 100_000, 100_000, 100, Treatment.REFUSE),
    ("no width", Coding.JPEG_STREAM, 0, 3000, MB, Treatment.REFUSE),
    ("no height", Coding.PNG, 3000, 0, MB, Treatment.REFUSE),
]


@pytest.mark.parametrize(
    ("coding", "width", "height", "size_bytes", "expected"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
def test_rule(coding: Coding, width: int, height: int, size_bytes: int, expected: Treatment) -> None:
    assert treatment(coding, width, height, size_bytes) is expected


@given(st.sampled_from(Coding), st.integers(-5, 70_000), st.integers(-5, 70_000), st.integers(0, 64 * MB))
def test_nothing_is_decoded_beyond_the_bounds(
    coding: Coding, width: int, height: int, size_bytes: int
) -> None:
    how = treatment(coding, width, height, size_bytes)
    if how is Treatment.SHOW:
        assert 0 < width * height <= min(MAX_PIXELS, limit_pixels(coding))
    if how is Treatment.SHOW_REDUCED:
        assert coding is Coding.JPEG_STREAM and MAX_PIXELS < width * height <= CAMERA_PIXELS
    if how is Treatment.UNSEEN:
        assert size_bytes * 50 >= width * height


def test_every_camera_below_the_hubs_limit_is_shown() -> None:
    assert treatment(Coding.JPEG_STREAM, MAX_PIXELS // 10_000, 10_000, 20 * MB) is Treatment.SHOW
    assert all(limit_pixels(coding) >= 48_000_000 for coding in Coding)
