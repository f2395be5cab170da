"""One measured stage of `bench intake` as a process of its own, so that its memory is its own: prints one JSON line.

    python -m tests.bench.intake_run physical|keep|read|bare|pictures CARD TRACK FOLDER
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
SCREEN_PX, THUMBNAIL_PX, QUALITY = 1280, 320, 80
PIECE_BYTES = 1 << 20


def physical(card: Path, track: Path, folder: Path) -> int:
    """What no intake can do without: each file read, hashed, written and fsynced, one after the other."""
    folder.mkdir()
    for path in sorted(card.iterdir()):
        digest = hashlib.sha256()
        with path.open("rb", buffering=0) as source, (folder / path.name).open("wb", buffering=0) as target:
            while piece := source.read(PIECE_BYTES):
                digest.update(piece)
                target.write(piece)
            os.fsync(target.fileno())
    return len(list(folder.iterdir()))


def keep(card: Path, track: Path, folder: Path) -> int:
    """The durable intake, to the list with places and groups."""
    from fieldclient.geo.tracks_files import read_track
    from fieldclient.store import Store
    from fieldclient.store.card_files import CardState
    from fieldclient.work.card.listing import arrange, read_list
    from fieldclient.work.card.taking import Taking

    store = Store(folder)
    try:
        person = store.people.current_id()
        Taking(store, person, zone=ZONE).run(card)
        photos = arrange(read_list(store, person, str(card)), [read_track(track)], zone=ZONE).photos
    finally:
        store.close()
    return sum(each.position is not None and each.file.state is CardState.KEPT and each.group is not None for each in photos)


def read(card: Path, track: Path, folder: Path) -> int:
    """Reading and correlating alone: nothing is copied or hashed."""
    from fieldclient.capture.read import read_evidence
    from fieldclient.geo.clocks import offsets
    from fieldclient.geo.tracks import where_on
    from fieldclient.geo.tracks_files import read_track
    from fieldclient.work.card.finding import walk
    from fieldclient.work.card.listing import stamp_of
    from sync.protocol.media import Usage

    tracks = [read_track(track)]
    found = [read_evidence(each.path, home_zone=ZONE, sha256="0" * 64, probe=False) for each in walk(card).files]
    stamps = [stamp_of(each.media_ref(usage=Usage.REPORT), ZONE) for each in found]
    offsets((each for each in stamps if each), tracks)
    return sum(each is not None and where_on(tracks, each.clock_at).position is not None for each in stamps)


def bare(card: Path, track: Path, folder: Path) -> int:
    """Pillow by itself on two processes: both copies from one reduced decoding, written to files."""
    folder.mkdir()
    with ProcessPoolExecutor(2) as pool:
        return sum(pool.map(_bare_copies, sorted(card.iterdir()), [folder] * len(list(card.iterdir())), chunksize=4))


def _bare_copies(path: Path, folder: Path) -> int:
    from PIL import Image

    with Image.open(path) as image:
        image.draft("RGB", (SCREEN_PX, SCREEN_PX))
        image.thumbnail((SCREEN_PX, SCREEN_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
        small = image.copy()
        small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
        for px, copy in ((SCREEN_PX, image), (THUMBNAIL_PX, small)):
            out = io.BytesIO()
            copy.save(out, "JPEG", quality=QUALITY)
            (folder / f"{path.name}-{px}.jpg").write_bytes(out.getvalue())
    return 1


def pictures(card: Path, track: Path, folder: Path) -> int:
    """Of what `keep` kept in the same folder."""
    from fieldclient.store import Store
    from fieldclient.work.card.listing import read_list
    from fieldclient.work.card.screens import make_screens

    store = Store(folder)
    try:
        rows = read_list(store, store.people.current_id(), str(card))
        return make_screens(store, [each.file.sha256 for each in rows if each.file.sha256])
    finally:
        store.close()


STAGES: dict[str, Callable[[Path, Path, Path], int]] = {
    "physical": physical, "keep": keep, "read": read, "bare": bare, "pictures": pictures,
}


def main(stage: str, *paths: str) -> None:
    begun = time.perf_counter()
    count = STAGES[stage](*map(Path, paths))
    taken_s = time.perf_counter() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": taken_s, "count": count, "peak_mb": peak_mb}))


if __name__ == "__main__":
    main(*sys.argv[1:])
