"""The small copies: thumbnails to show, previews to travel first. One pipeline, orientation normalised once, here.

Copies are upright sRGB JPEGs without any metadata: no place, no time, no camera. Originals are only read. Decoding happens
at reduced scale where the format allows it, within the bounds of `limits`.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageCms

from fieldclient.capture.decode import Part, open_image
from fieldclient.capture.encode import jpeg
from fieldclient.capture.gather import gather
from fieldclient.capture.limits import Coding, Treatment, limit_pixels, treatment
from fieldclient.capture.opening import open_regular
from fieldclient.capture.picture import Picture, read_picture
from fieldclient.capture.sniff import HEAD_BYTES, sniff
from fieldclient.capture.tags import orientation_of
from sync.protocol.media import MediaKind, kind_of, limit_bytes
from sync.protocol.problems import Code, Problem

THUMBNAIL_PX = 320
PREVIEW_PX = 1600  # the long side that lets a handler read a house number
PREVIEW_BYTES = 220_000
SMALL_PREVIEW_PX = 720  # enough for a dispatcher to see what it is about
SMALL_PREVIEW_BYTES = 40_000
SMALL_PREVIEW_SHARE = 0.03  # of the photo's own bytes: who waits for the photos too should hardly feel that previews went first …
LEAST_PREVIEW_BYTES = 8_000  # … but a heap of rubbish has to be told from a hole in the road

Source = str | os.PathLike[str] | bytes

_QUALITIES = (82, 76, 70, 62, 54, 46, 38, 30, 22)
_PX_PER_ROOT_BYTE = 4.4  # half a bit for each pixel of a picture of three by four: fewer bits would show blocks, not more picture
_MAX_ICC_BYTES = 1 << 20
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def thumbnail(source: Source, box_px: int = THUMBNAIL_PX) -> bytes:
    """An upright JPEG whose long side is at most `box_px`, for lists and slots. `source` is a path or the bytes.

    Raises Problem: what `open_regular` raises, FILE_NOT_MEDIA, FILE_TOO_LARGE, FILE_TOO_MANY_PIXELS, PREVIEW_NOT_POSSIBLE
    (kept, but too large to decode here), FILE_TRUNCATED, FILE_UNREADABLE.
    """
    return jpeg(upright(source, box_px), quality=78, small=True)


def preview(source: Source) -> bytes:
    """An upright JPEG of at most `PREVIEW_PX` and about 200 kB (`PREVIEW_BYTES` at most). Raises as `thumbnail`."""
    return _encode_within(upright(source, PREVIEW_PX), PREVIEW_BYTES)


def small_preview(source: Source) -> bytes:
    """An upright JPEG that travels ahead of everything else, within `small_preview_bytes`. Raises as `thumbnail`."""
    return copies(source)[0]


def copies(source: Source) -> tuple[bytes, bytes]:
    """The small preview and the thumbnail, from one look at the photo. Raises as `thumbnail`."""
    image = upright(source, SMALL_PREVIEW_PX)
    small = image.resize(_fitted(image.size, THUMBNAIL_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    photo_bytes = len(source) if isinstance(source, bytes) else os.stat(source).st_size
    return preview_of(image, photo_bytes), jpeg(small, quality=78, small=True)


def preview_of(image: Image.Image, photo_bytes: int) -> bytes:
    """The small preview of a photo of so many bytes from its upright picture."""
    most_bytes = small_preview_bytes(photo_bytes)
    fewer = _fitted(image.size, int(_PX_PER_ROOT_BYTE * math.sqrt(most_bytes)))
    if fewer != image.size:
        image = image.resize(fewer, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _encode_within(image, most_bytes)


def small_preview_bytes(photo_bytes: int) -> int:
    """How large the preview of a photo of this size may be."""
    return max(LEAST_PREVIEW_BYTES, min(SMALL_PREVIEW_BYTES, int(SMALL_PREVIEW_SHARE * photo_bytes)))


def upright(source: Source, long_px: int) -> Image.Image:
    """The picture in memory: RGB, sRGB, upright, long side at most `long_px`, never enlarged. Raises as `thumbnail`."""
    with _opened(source) as (file, size_bytes):
        file.seek(0)
        mime = sniff(file.read(HEAD_BYTES))
        kind = kind_of(mime or "")
        if mime is None or kind not in (MediaKind.PHOTO, MediaKind.VIDEO):
            raise Problem(Code.FILE_NOT_MEDIA)
        if size_bytes > limit_bytes(kind):
            raise Problem(Code.FILE_TOO_LARGE, size_bytes=size_bytes, limit_bytes=limit_bytes(kind))
        if kind is MediaKind.VIDEO:
            return _frame(source, long_px)
        picture = read_picture(file, mime, size_bytes)
        if picture is None:
            raise Problem(Code.FILE_UNREADABLE)
        image = decode_reduced(file, mime, picture, size_bytes, long_px)
        return _turned(image, _orientation(picture))


@contextmanager
def _opened(source: Source) -> Iterator[tuple[BinaryIO, int]]:
    if isinstance(source, bytes):
        yield io.BytesIO(source), len(source)
        return
    with open_regular(source) as (file, status):
        yield file, status.st_size


def _frame(source: Source, long_px: int) -> Image.Image:
    """A video stands for itself with one of its pictures."""
    from fieldclient.capture.poster import poster  # OpenCV is loaded with the first video

    if isinstance(source, bytes):
        raise Problem(Code.FILE_NOT_MEDIA)
    image = poster(Path(source))
    return _resized(image, _fitted(image.size, long_px)) if max(image.size) > long_px else image


def _orientation(picture: Picture) -> int:
    return 1 if picture.turned else orientation_of(gather(picture).tags)


def decode_reduced(file: BinaryIO, mime: str, picture: Picture, size_bytes: int, long_px: int) -> Image.Image:
    """Decode at about the wanted size: RGB, sRGB, still turned as stored. Raises Problem as `thumbnail`."""
    how = _allowed(picture.coding, picture.width, picture.height, size_bytes)
    if how is Treatment.UNSEEN and picture.coding is not Coding.HEIF:
        raise Problem(Code.PREVIEW_NOT_POSSIBLE, width=picture.width, height=picture.height)
    try:
        if picture.part is not None:
            file, mime = io.BytesIO(Part(file, *picture.part).read()), "image/jpeg"
        image = open_image(file, mime)
        if image.size != (picture.width, picture.height):  # some formats say their size twice
            _allowed(picture.coding, *image.size, size_bytes)
        reduced = image.draft("RGB", _fitted(image.size, long_px)) is not None
        if (
            how is Treatment.UNSEEN and not reduced
        ):  # a large HEIC can be shown from the small copy inside it, if it has one
            raise Problem(Code.PREVIEW_NOT_POSSIBLE, width=picture.width, height=picture.height)
        small = _resized(image, _fitted(image.size, long_px))
        return _srgb(small, image.info.get("icc_profile"))
    except Problem:
        raise
    except Exception as error:  # decoders raise anything on strangers' bytes; MemoryError is one of them
        raise Problem(Code.FILE_UNREADABLE if picture.whole else Code.FILE_TRUNCATED) from error


def _allowed(coding: Coding, width: int, height: int, size_bytes: int) -> Treatment:
    how = treatment(coding, width, height, size_bytes)
    if how is Treatment.REFUSE:
        raise Problem(
            Code.FILE_TOO_MANY_PIXELS, width=width, height=height, limit_pixels=limit_pixels(coding)
        )
    return how


def _fitted(size: tuple[int, int], long_px: int) -> tuple[int, int]:
    scale = min(1.0, long_px / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """At the wanted size, in a mode that the rest understands. Converting comes after shrinking wherever it can."""
    if image.mode in ("P", "PA", "1"):  # indices cannot be averaged
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode.startswith("I"):  # sixteen bits of grey, in the number types that Pillow has for them
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if "A" in image.getbands():
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image


def _srgb(image: Image.Image, profile: object) -> Image.Image:
    """Colours as every screen expects them. A profile that makes no sense is passed over."""
    if isinstance(profile, bytes) and len(profile) <= _MAX_ICC_BYTES and image.mode in ("RGB", "CMYK", "L"):
        try:
            stored = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                image, stored, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            image = turned or image
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            pass
    return image.convert("RGB")


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _encode_within(image: Image.Image, most_bytes: int) -> bytes:
    """The best quality that fits; when none does, smaller."""
    while True:
        for quality in _QUALITIES:
            data = jpeg(image, quality=quality, small=True)
            if len(data) <= most_bytes or max(image.size) <= 64:
                return data
        image = image.resize(_fitted(image.size, int(max(image.size) * 0.75)), Image.Resampling.LANCZOS)
