"""Photos of an exact size with the structure of photos: their previews are as small as those of real ones."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageFilter

SIDES = {3_000_000: (4000, 3000), 300_000: (1600, 1200)}
MOST_IN_COMMENT = 65_000


def photos(folder: Path, count: int, size_bytes: int) -> list[Path]:
    """`count` different JPEG files of `size_bytes` each."""
    found = []
    for number in range(count):
        path = folder / f"{size_bytes}-{number:02d}.jpg"
        if not path.exists():
            path.write_bytes(_photo(number, size_bytes))
        found.append(path)
    return found


def _photo(number: int, size_bytes: int) -> bytes:
    """Clouds and grain, as good as fits, and the rest as comments before the picture."""
    width, height = SIDES[size_bytes]
    clouds = Image.effect_noise((width // 40, height // 40), 90).filter(ImageFilter.GaussianBlur(2)).resize((width, height))
    grain = Image.effect_noise((width, height), 40)
    picture = Image.blend(clouds, grain, 0.35).convert("RGB")
    for quality in range(90, 5, -3):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        room = size_bytes - out.tell()
        if room == 0 or room >= 8:
            return _padded(out.getvalue(), room, number)
    raise AssertionError("no quality is small enough")


def _padded(jpeg: bytes, room: int, number: int) -> bytes:
    chance, comments = random.Random(number), b""
    while room:
        part = room if room <= MOST_IN_COMMENT else min(MOST_IN_COMMENT, room - 8)
        comments += b"\xff\xfe" + (part - 2).to_bytes(2, "big") + chance.randbytes(part - 4)
        room -= part
    return jpeg[:2] + comments + jpeg[2:]
