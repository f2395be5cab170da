"""Opening pictures with Pillow, by what they are and not by what Pillow guesses.

`Image.open` tries every plugin it has on a stranger's bytes, and its size limit is one setting for the whole process. The
plugin that fits is used directly; how much may be decoded is decided before, by `limits`.
"""

from __future__ import annotations

import io
from importlib import import_module
from typing import BinaryIO

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

_END_OF_IMAGE = b"\xff\xd9"


class Jpeg(JpegImageFile):
    """A JPEG that shows what is there: where the file stops early, the rest is grey instead of an error."""

    _ended = False

    def load_read(self, read_bytes: int) -> bytes:
        assert self.fp is not None
        data = self.fp.read(read_bytes)
        if not data and not self._ended:
            self._ended = True
            return _END_OF_IMAGE
        return data

    def _read_dpi_from_exif(self) -> None:
        """EXIF is read elsewhere, once and metered."""


# Loaded when the first such picture comes: libheif and its codecs alone cost as much as the rest of this room.
_PLUGINS = {
    "image/png": ("PIL.PngImagePlugin", "PngImageFile"),
    "image/webp": ("PIL.WebPImagePlugin", "WebPImageFile"),
    "image/gif": ("PIL.GifImagePlugin", "GifImageFile"),
    "image/bmp": ("PIL.BmpImagePlugin", "BmpImageFile"),
    "image/heic": ("pillow_heif", "HeifImageFile"),
    "image/heif": ("pillow_heif", "HeifImageFile"),
    "image/tiff": ("PIL.TiffImagePlugin", "TiffImageFile"),
    "image/avif": ("PIL.AvifImagePlugin", "AvifImageFile"),
}


def open_image(file: BinaryIO, mime: str) -> Image.Image:
    """Read the header of a picture of this MIME type (as `sniff` names it). Decodes nothing yet.

    Raises whatever the decoder raises on bytes it cannot read.
    """
    file.seek(0)
    if mime == "image/jpeg":
        return Jpeg(file)
    module, name = _PLUGINS[mime]
    image: Image.Image = getattr(import_module(module), name)(file)
    return image


class Part(io.RawIOBase):
    """A piece of a file as a file of its own: reading alone, and the file below stays open."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        super().__init__()
        self._file, self._start, self._length, self._at = file, start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        base = {0: 0, 1: self._at, 2: self._length}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._length - self._at)
        self._file.seek(self._start + self._at)
        data = self._file.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data
