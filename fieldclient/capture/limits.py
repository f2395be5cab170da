"""How much of a picture may be decoded, decided from its header alone.

Two things are to be held apart. A photo from a 200-megapixel phone is evidence that somebody kept: it is taken, whole, and
shown as well as bounded memory allows. A decompression bomb is a small file that says it is huge: decoding it anywhere,
here or on the hub or on a colleague's tablet, is what it is for, and it is refused.
"""

from __future__ import annotations

from enum import StrEnum

from sync.protocol.media import MAX_PIXELS

DECODE_BUDGET_BYTES = 768 * 1024 * 1024  # for one picture at a time; a tablet with 4 GB keeps running
CAMERA_PIXELS = 500_000_000  # above every camera sold; at 1/8 scale still only 23 MB of pixels
# The dullest photo of a phone spends more than one byte on 50 pixels (12 megapixels of fog: 300 kB); bombs reach 1 on 1,000.
PIXELS_PER_BYTE = 50


class Coding(StrEnum):
    """What decoding costs depends on how the pixels are coded."""

    JPEG_STREAM = "jpeg_stream"  # rows come one after the other: can be decoded at 1/8 scale as it is read
    JPEG_WHOLE = "jpeg_whole"  # progressive and the like: all coefficients are held at once
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    BMP = "bmp"
    HEIF = "heif"
    AVIF = "avif"
    TIFF = "tiff"
    RAW = "raw"  # a camera's raw picture without a preview inside: never decoded here


class Treatment(StrEnum):
    """What may be done with a picture of this size."""

    SHOW = "show"
    SHOW_REDUCED = "show_reduced"  # kept; decoded only at reduced scale, and a person is told
    UNSEEN = "unseen"  # kept; never decoded here, and a person is told
    REFUSE = "refuse"


# Bytes at the peak of decoding, for each pixel: the decoder's planes, Pillow's four bytes, and a copy where one is made.
_PEAK_BYTES = {
    Coding.JPEG_WHOLE: 6,
    Coding.PNG: 8,
    Coding.WEBP: 16,
    Coding.GIF: 8,
    Coding.BMP: 8,
    Coding.HEIF: 9,
    Coding.AVIF: 9,
    Coding.TIFF: 12,
    Coding.RAW: 12,
}
_FROM_CAMERAS = {Coding.JPEG_WHOLE, Coding.HEIF, Coding.AVIF, Coding.RAW}


def limit_pixels(coding: Coding) -> int:
    """The most pixels a picture of this coding may have here without being from a camera beyond doubt."""
    if coding is Coding.JPEG_STREAM:
        return CAMERA_PIXELS
    return min(MAX_PIXELS, DECODE_BUDGET_BYTES // _PEAK_BYTES[coding])


def treatment(coding: Coding, width: int, height: int, size_bytes: int) -> Treatment:
    """What may be done with a picture of `width` × `height` pixels in a file of `size_bytes`."""
    pixels = width * height
    if width < 1 or height < 1:
        return Treatment.REFUSE
    if coding is Coding.JPEG_STREAM:
        if pixels > CAMERA_PIXELS:
            return Treatment.REFUSE
        return Treatment.SHOW if pixels <= MAX_PIXELS else Treatment.SHOW_REDUCED
    if coding is not Coding.RAW and pixels <= limit_pixels(coding):
        return Treatment.SHOW
    plausible = coding in _FROM_CAMERAS and pixels <= CAMERA_PIXELS and size_bytes * PIXELS_PER_BYTE >= pixels
    return Treatment.UNSEEN if plausible else Treatment.REFUSE
