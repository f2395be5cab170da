"""The `.xmp` beside a photo, as raw developers and taggers write it: `IMG_1.xmp` or `IMG_1.JPG.xmp`."""

from __future__ import annotations

from pathlib import Path

from fieldclient.capture.opening import open_regular
from fieldclient.capture.xmp import MAX_PACKET_BYTES
from sync.protocol.problems import Problem


def sidecar_of(path: Path) -> bytes | None:
    """The bytes of the sidecar that belongs to this photo; None when there is none that can be read.

    The full name comes first: `IMG_1.JPG.xmp` is of the JPEG alone, while `IMG_1.xmp` may be of the raw file next to it.
    """
    for name in (path.name + ".xmp", path.name + ".XMP", path.stem + ".xmp", path.stem + ".XMP"):
        beside = path.with_name(name)
        try:
            with open_regular(beside) as (file, status):
                if status.st_size <= MAX_PACKET_BYTES:
                    return file.read(MAX_PACKET_BYTES)
        except Problem:
            continue
    return None
