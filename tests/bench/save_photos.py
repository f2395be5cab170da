"""Photos as a phone takes them, each of its own bytes: 12 megapixels, about 3 MB."""

from __future__ import annotations

import io
import random

from PIL import Image


class Photos:
    def __init__(self) -> None:
        small = Image.frombytes("RGB", (400, 300), random.Random(1).randbytes(400 * 300 * 3))
        out = io.BytesIO()
        small.resize((4000, 3000), Image.Resampling.BICUBIC).save(out, "JPEG", quality=88)
        self._base = out.getvalue()
        self._made = 0

    @property
    def size_bytes(self) -> int:
        return len(self.next())

    def next(self) -> bytes:
        """Like all the others but for a number in its comment."""
        self._made += 1
        return self._base[:2] + b"\xff\xfe\x00\x12" + b"%016d" % self._made + self._base[2:]
